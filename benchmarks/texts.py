"""How well, and how fast, names are found in running text.

    python benchmarks/texts.py EVAL_FOLDER [--only seeds,encyclopedia,speed] [--names N]

Precision and recall are of spans, entities and kinds, on the documents of seeds/; of the encyclopedia, which
tags names but says not whose they are, the share of linked names that lie on a tagged one. Speed is in tokens a
second on one core, at several lengths of text, with the default gazetteer and with N synthetic names beside it.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from namelink import Gazetteer, Mention, MentionKind, Resolver
from namelink.text.folding import fold_with_offsets
from namelink.text.tokens import tokenize
from synthetic import records as synthetic_records

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seeds(resolver: Resolver) -> None:
    """Print precision and recall on the documents of seeds/."""
    right = wrong = missed = 0
    for path in sorted(SEEDS.glob("*.txt")):
        lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        gold = {(g["start"], g["end"], g["id"], g["kind"]) for g in map(json.loads, lines)}
        linked = resolver.link(path.read_text(encoding="utf-8"))
        found = {(m.start, m.end, m.id, str(m.kind)) for m in linked}
        right += len(gold & found)
        wrong += len(found - gold)
        missed += len(gold - found)
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"seeds        precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f} of {right + missed} mentions")


def linked_encyclopedia(resolver: Resolver, folder: Path) -> Iterator[tuple[Mention, str, bool]]:
    """Yield the linked names of the encyclopedia, each with its text and whether it lies on a tagged name."""
    for tokens, tags in _documents(folder / "text" / "encyclopedia.conll"):
        text = " ".join(tokens)
        tagged = [tag != "O" for token, tag in zip(tokens, tags, strict=True) for _ in range(len(token) + 1)]
        for m in resolver.link(text):
            if m.kind is MentionKind.NAME:
                yield m, text, any(tagged[m.start : m.end])


def encyclopedia(resolver: Resolver, folder: Path) -> None:
    """Print the share of linked names that lie on a tagged name."""
    linked = list(linked_encyclopedia(resolver, folder))
    names, inside = len(linked), sum(on_tagged for _, _, on_tagged in linked)
    stray = [f"{m.text} → {m.name}: …{text[max(0, m.start - 20) : m.end + 20]}…" for m, text, on in linked if not on]
    print(f"encyclopedia {inside / names:.4f} of {names} linked names lie on a tagged one (goal 0.95)")
    print("\n".join(f"             {line}" for line in stray[:: max(1, len(stray) // 10)]))


def _documents(path: Path) -> list[tuple[list[str], list[str]]]:
    sentences: list[tuple[list[str], list[str]]] = [([], [])]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            fields = line.split()
            sentences[-1][0].append(fields[0])
            sentences[-1][1].append(fields[-1])
        elif sentences[-1][0]:
            sentences.append(([], []))
    # A few sentences make a text: names are settled by what stands around them.
    joined = [sentences[i : i + 8] for i in range(0, len(sentences), 8)]
    return [([t for s in part for t in s[0]], [t for s in part for t in s[1]]) for part in joined]


def speed(folder: Path, count: int) -> None:
    """Print tokens a second, how the time grows with the text, and what a large gazetteer costs."""
    lines = (folder / "text" / "news.ar.txt").read_text(encoding="utf-8").splitlines()
    texts = ["\n".join(lines[i : i + 12]) for i in range(0, len(lines), 12)]
    tokens = sum(len(tokenize(fold_with_offsets(text), text)) for text in texts)
    small = Resolver()
    times = _rounds(small, texts)
    print(f"speed        {tokens / times[0]:,.0f} tokens a second at first, then {_rate(tokens, times[1:])}")
    whole = " ".join(lines)
    sizes = [len(whole) // 16, len(whole) // 4, len(whole)]
    spent = [min(_rounds(small, [whole[:size]], 3)) for size in sizes]
    growth = math.log(spent[-1] / spent[0]) / math.log(sizes[-1] / sizes[0])
    print(f"             time grows with the length of one text to the power of {growth:.2f}")
    large = Resolver(Gazetteer.layers(Gazetteer.default(), Gazetteer.from_records(synthetic_records(count))))
    slower = statistics.median(_rounds(large, texts)[1:]) / statistics.median(times[1:])
    print(f"             with {count:,} more names {1 / slower:.2f} of that (goal 0.60)")


def _rounds(resolver: Resolver, texts: Sequence[str], rounds: int = 6) -> list[float]:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        for text in texts:
            resolver.link(text)
        times.append(time.perf_counter() - begin)
    return times


def _rate(tokens: int, times: Sequence[float]) -> str:
    rates = sorted(tokens / t for t in times)
    return f"{statistics.median(rates):,.0f} (from {rates[0]:,.0f} to {rates[-1]:,.0f}; goal 100,000)"


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="seeds,encyclopedia,speed")
    parser.add_argument("--names", type=int, default=1_000_000)
    options = parser.parse_args()
    wanted = options.only.split(",")
    if "seeds" in wanted:
        seeds(Resolver())
    if "encyclopedia" in wanted:
        encyclopedia(Resolver(), options.folder)
    if "speed" in wanted:
        speed(options.folder, options.names)


if __name__ == "__main__":
    main()
