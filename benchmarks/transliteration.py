"""How well names are spelt in another script, on real data that nobody here wrote, with the peers beside in one run.

    python benchmarks/transliteration.py EVAL_FOLDER [--pairs FILE] [--records data/gazetteer/people.jsonl]

The folder holds translit/google_dev.tsv. The public figures of Arab states come from the gazetteer, whose records are
used for nothing but this: the spellings of a figure's name in Latin letters are the accepted ones. The peers are those
of the dependency group 'peers' that are installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import unidecode
from rapidfuzz.distance import Levenshtein

from namelink.text.folding import fold
from namelink.transliteration import models

# Tables and models alone: the gazetteer is left out.
from namelink.transliteration.arabizer import arabizer
from namelink.transliteration.romanizer import romanize, romanizer

ARAB_STATES = set("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE".split())

FIGURES = 300

UNSEEN = slice(450, 600)
"""Figures, by weight, from whose names no row of the table of Arab names was made, and whose errors nobody read."""

ROUNDS = 5

Spell = Callable[[str], Sequence[str]]


def _uroman() -> Spell:
    peer = importlib.import_module("uroman").Uroman()
    return lambda text: [peer.romanize_string(text)]


def _anyascii() -> Spell:
    peer = importlib.import_module("anyascii").anyascii
    return lambda text: [peer(text)]


def _arabic_name_romanizer() -> Spell:
    peer = importlib.import_module("arabic_name_romanizer").transliterate
    return lambda text: [found.text for found in peer(text, top_k=10)]


PEERS: dict[str, Callable[[], Spell]] = {
    "unidecode": lambda: lambda text: [unidecode.unidecode(text)],
    "uroman": _uroman,
    "anyascii": _anyascii,
    "arabic-name-romanizer": _arabic_name_romanizer,
}


def installed() -> dict[str, Spell]:
    """Return namelink, and the peers that are installed, by name."""
    found: dict[str, Spell] = {"namelink": to("Latn")}
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError:
            print(f"({name} is not installed: pip install --group peers)")
    return found


def to(script: str) -> Spell:
    """Return a function that spells a name in a script."""
    if script == "Latn":
        return lambda text: [t.text for t in romanizer().spellings(text)[:10]]
    return lambda text: [t.text for t in arabizer().spellings(text)[:10]]


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of a file."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(arabic, latin) for arabic, latin in rows]


def score(name: str, spell: Spell, pairs: Sequence[tuple[str, str]], key: Callable[[str], str]) -> None:
    """Print how often the spelling is right, how far off the first is, and how often it is among more."""
    right = five = ten = edits = 0
    for source, target in pairs:
        found = list(dict.fromkeys(key(text) for text in spell(source)))
        wanted = key(target)
        right += found[:1] == [wanted]
        five += wanted in found[:5]
        ten += wanted in found[:10]
        edits += Levenshtein.distance(found[0] if found else "", wanted)
    total = len(pairs)
    length = sum(len(key(target)) for _, target in pairs)
    shares = "  ".join(
        f"{label} {100 * n / total:4.1f} %" for label, n in (("exact", right), ("@5", five), ("@10", ten))
    )
    print(f"  {name:24} {shares}  CER {100 * edits / length:4.1f}")


def figures(path: Path) -> list[tuple[str, set[str]]]:
    """Return public figures of Arab states, the weightiest first: the Arabic name, and the accepted spellings."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    arab = [r for r in records if r["type"] == "person" and r.get("country") in ARAB_STATES]
    found = []
    for record in sorted(arab, key=lambda r: (-r.get("weight", 0.0), r["id"])):
        arabic = [n["text"] for n in record["names"] if n["lang"] == "ar" and "kind" not in n]
        latin = {loose(n["text"]) for n in record["names"] if n["lang"] in ("en", "und-Latn")}
        if arabic and latin:
            found.append((arabic[0], latin))
    return found


def loose(text: str) -> str:
    """Return a spelling without regard to case, hyphens and marks.

    >>> loose("Abdel-Fattah El-Sisi") == loose("abdel fattah al sisi".replace("al", "el"))
    True
    """
    return " ".join(unidecode.unidecode(fold(text)).replace("-", " ").replace("'", "").replace("`", "").split())


def score_figures(name: str, spell: Spell, chosen: Sequence[tuple[str, set[str]]]) -> None:
    """Print how often an accepted spelling comes first, and among five."""
    lists = [[loose(text) for text in spell(arabic)] for arabic, _ in chosen]
    first = sum(x[:1] != [] and x[0] in ok for x, (_, ok) in zip(lists, chosen, strict=True))
    five = sum(bool(set(x[:5]) & ok) for x, (_, ok) in zip(lists, chosen, strict=True))
    print(f"  {name:24} first {100 * first / len(chosen):4.1f} %  in five {100 * five / len(chosen):4.1f} %")


def speed(name: str, run: Callable[[], object], number: int, before: Callable[[], None] = lambda: None) -> None:
    """Print the median, least and most names a second of a few rounds."""
    rates = []
    for _ in range(ROUNDS):
        before()
        begin = time.perf_counter()
        run()
        rates.append(number / (time.perf_counter() - begin))
    print(f"  {name:24} median {statistics.median(rates):8.0f}  {min(rates):.0f} to {max(rates):.0f} names a second")


def forget() -> None:
    """Drop every cache of spellings, so that each word is new."""
    romanizer.cache_clear()
    arabizer.cache_clear()


def load_time() -> float:
    """Return the median of seconds a fresh interpreter takes to load both models."""
    program = (
        "import time; from namelink.transliteration import models; b = time.perf_counter(); "
        "models.to_latin(); c = time.perf_counter(); models.to_arabic(); print(c - b, time.perf_counter() - c)"
    )
    found = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    return statistics.median(max(map(float, run.stdout.split())) for run in found)


def main() -> None:
    """Print all measures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=Path, help="another file of pairs than translit/google_dev.tsv")
    parser.add_argument("--records", type=Path, default=Path("data/gazetteer/people.jsonl"))
    arguments = parser.parse_args()
    pairs = read_pairs(arguments.pairs or arguments.folder / "translit" / "google_dev.tsv")
    spellers = installed()
    print(f"Arabic to Latin, {len(pairs)} names: goal exact 31 %, @10 67 %, CER 19")
    for name, spell in spellers.items():
        score(name, spell, pairs, str.lower)
    print("Latin to Arabic, folded: goal exact 55 %, @5 80 %")
    score("namelink", to("Arab"), [(latin, arabic) for arabic, latin in pairs], fold)
    everyone = figures(arguments.records)
    for label, chosen in (("the weightiest", everyone[:FIGURES]), ("never looked at,", everyone[UNSEEN])):
        print(f"Arab public figures, {label} {len(chosen)}: goal first 70 %, in five 90 %")
        for name, spell in spellers.items():
            score_figures(name, spell, chosen)
    words = [arabic for arabic, _ in pairs]
    print("Speed, one core: goal 300 new names a second, 50,000 known ones")
    speed("new", lambda: [romanizer().spellings(word) for word in words], len(words), forget)
    speed("known", lambda: [romanize(word) for word in words], len(words))
    for name, spell in spellers.items():
        if name != "namelink":
            speed(name, lambda spell=spell: [spell(word) for word in words[:200]], 200)  # type: ignore[misc]
    size = sum(path.stat().st_size for path in Path(models.__file__).parent.joinpath("data").glob("*.npz"))
    print(f"Models: {size / 1e6:.2f} MB (goal 3), the slower one loaded in {load_time() * 1e3:.0f} ms (goal 100)")


if __name__ == "__main__":
    main()
