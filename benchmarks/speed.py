"""How fast namelink is beside other libraries: everything in one run, each in a process of its own.

    python benchmarks/speed.py EVAL_FOLDER [--sizes 10000 100000 1000000] [--parts lookups,pairs,texts,spellings]

The folder holds text/news.ar.txt and translit/google_dev.tsv. Names of gazetteers are made by synthetic.py; texts
are searched for the Arabic names of the default gazetteer. Rates are by processor time, in which others on the
machine take no part, and by the clock beside; each is the median of several rounds, with the least and the most.
Every round of look-ups asks what no round asked before, so that nothing is answered from memory; texts are read
again and again, after a first time that stands by itself, and so does the first time of other texts after that.
Peers that are not installed (``pip install --group peers``) are left out.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import misspellings
import transliteration
from contenders import COMPARERS, FINDERS, LOOK_UPS, Find, arabic_names, romanizer
from namelink import Gazetteer, Resolver
from namelink.text.folding import fold_with_offsets
from namelink.text.tokens import tokenize
from namelink.transliteration.romanizer import romanize
from scale import build, memory, revowelled, shortened, write_records
from speed_page import write_page
from synthetic import Person, people

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

ROUNDS = 5

ASKED = {"exact": 1000, "exact, its id read": 1000, "variant": 120, "another script": 80, "absent": 80}
"""Names of each kind that namelink is asked in a round."""

PATIENCE = 20_000_000
"""Names that a peer may have to look at in a round, of each kind: of a million names it is asked twenty times."""

SLOW = {"spaczz": 10}
"""Finders that are given so many lines of the news in a round, and one document of seeds/."""

PARTS = ("lookups", "pairs", "texts", "spellings")

PAIRS = 1000
"""Pairs of names that are compared in a round; no round compares names of another."""

Query = tuple[str, str | None]
"""A name, and the id of who bears it, None where nobody does."""


def write_queries(size: int, folder: Path) -> Path:
    """Write the names to look up among a number of names, by kind; return the file."""
    path = folder / f"asked-{size}.json"
    if not path.exists():
        draw = random.Random(5)
        bearers = list(people(size))
        # Those of the first part are asked as they are spelt, each once, those of the second otherwise.
        chosen = draw.sample(bearers, min(len(bearers), 15_000))
        half = len(chosen) // 2
        absent: list[Query] = [(person.names.en, None) for person in people(2000, seed=9)]
        asked = {
            "exact": [_query(p, p.names.en) for p in chosen[: half // 2]],
            "exact, its id read": [_query(p, p.names.en) for p in chosen[half // 2 : half]],
            "variant": [
                _query(p, (shortened if place % 2 else revowelled)(p.names.en, draw))
                for place, p in enumerate(chosen[half:])
            ],
            "another script": [_query(p, p.names.ar) for p in chosen[half:] if "ar" not in p.listed],
            "absent": absent,
        }
        path.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    return path


def _query(person: Person, name: str) -> Query:
    return name, f"made:{person.number}"


def measure(run: Callable[[int], int], rounds: int, after: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Return how many things a second are done, by processor time and by the clock.

    Args:
        run: Does one round, and returns how many things it did.
        rounds: How many rounds are timed.
        after: What is done after each, which is not timed.
    """
    processor, clock = [], []
    for number in range(rounds):
        begin, spent = time.perf_counter(), time.process_time()
        done = run(number)
        processor.append(done / (time.process_time() - spent))
        clock.append(done / (time.perf_counter() - begin))
        after()
    return {"processor": spread(processor), "clock": spread(clock), "first": float(f"{processor[0]:.4g}")}


def spread(values: Sequence[float]) -> list[float]:
    """Return the median, the least and the most."""
    return [float(f"{value:.4g}") for value in (statistics.median(values), min(values), max(values))]


def held() -> dict[str, float]:
    """Return the megabytes this process holds: all pages, and those of its own."""
    resident, own = memory(os.getpid())
    return {"resident MB": resident >> 20, "own MB": own >> 20}


def lookups(name: str, size: int, folder: Path) -> dict[str, Any]:
    """Look names up with one contender, in this process."""
    records, index = folder / f"records-{size}.jsonl", folder / f"index-{size}"
    asked = json.loads((folder / f"asked-{size}.json").read_text(encoding="utf-8"))
    before = held()
    begin, spent = time.perf_counter(), time.process_time()
    resolver = Resolver(Gazetteer.open(index)) if name == "namelink" else None
    look_up = None if resolver else LOOK_UPS[name](records)
    found: dict[str, Any] = {
        "ready clock s": round(time.perf_counter() - begin, 4),
        "ready processor s": round(time.process_time() - spent, 4),
        "before": before,
        "kinds": {},
    }
    for kind, queries in asked.items():
        if look_up is None:
            assert resolver is not None
            found["kinds"][kind] = _asked(_resolving(resolver, kind), queries, ASKED[kind])
        elif kind != "exact, its id read":
            found["kinds"][kind] = _asked(look_up, queries, max(5, min(30, PATIENCE // size)))
    return found | {"after": held()}


def _resolving(resolver: Resolver, kind: str) -> Callable[[str], Any]:
    if kind == "exact, its id read":
        return lambda name: resolver.resolve(name).id
    return resolver.resolve


def _asked(look_up: Callable[[str], Any], queries: list[Query], count: int) -> dict[str, Any]:
    """Return how fast names are answered, a warm-up aside, how long one takes, and how many are right."""
    # Names that are not asked again, so that tables are loaded; small gazetteers have fewer names for a round.
    count = min(count, len(queries) // (ROUNDS + 1))
    answers: list[tuple[Any, str | None]] = []
    times: list[float] = []
    right: list[bool] = []
    for name, _ in queries[:count]:
        look_up(name)

    def run(number: int) -> int:
        for name, id in queries[(number + 1) * count : (number + 2) * count]:
            begin = time.perf_counter()
            answer = look_up(name)
            times.append((time.perf_counter() - begin) * 1e3)
            answers.append((answer, id))
        return count

    def look() -> None:
        right.extend(_first(answer) == id for answer, id in answers if id is not None)
        answers.clear()

    rates = measure(run, ROUNDS, after=look)
    return rates | {
        "asked": len(times),
        "median ms": float(f"{statistics.median(times):.4g}"),
        "p95 ms": float(f"{sorted(times)[int(len(times) * 0.95)]:.4g}"),
        "right first": round(statistics.mean(right), 4) if right else None,
    }


def _first(answer: Any) -> str | None:
    """Return the id that stands first, matched or not."""
    if answer is None or isinstance(answer, str):
        return answer
    return str(answer.candidates[0].entity.id) if answer.candidates else None


def texts(name: str, eval_folder: Path, times_over: int) -> dict[str, Any]:
    """Find names in texts with one contender, in this process."""
    lines = (eval_folder / "text" / "news.ar.txt").read_text(encoding="utf-8").splitlines()
    given = ["\n".join(lines[i : i + 12]) for i in range(0, len(lines), 12)]
    names = arabic_names()
    before = held()
    begin, spent = time.perf_counter(), time.process_time()
    find = FINDERS[name](names)
    made = {"ready clock s": time.perf_counter() - begin, "ready processor s": time.process_time() - spent}
    documents = sorted(SEEDS.glob("*.txt"))
    if name in SLOW:
        given, documents, times_over = lines[: SLOW[name]], documents[:1], 1
    counts = [len(tokenize(fold_with_offsets(text), text)) for text in given]

    def read(part: slice, times: int = 1) -> int:
        for _ in range(times):
            for text in given[part]:
                find(text)
        return sum(counts[part]) * times

    # Every other passage is read by who never read anything, then those between by who has read those.
    first = measure(lambda _: read(slice(0, None, 2)), 1)["processor"][0]
    new = measure(lambda _: read(slice(1, None, 2)), 1)["processor"][0]
    rates = measure(lambda _: read(slice(None), times_over), 1 if name in SLOW else ROUNDS)
    rates |= {"first": first, "new": new}
    found = sum(len(list(find(text))) for text in given)
    return {
        **{key: round(value, 3) for key, value in made.items()},
        **rates,
        "before": before,
        "after": held(),
        "tokens": sum(counts) * times_over,
        "found in the news": found,
        "gold": gold(find, documents),
    }


def gold(find: Find, documents: Sequence[Path]) -> dict[str, Any]:
    """Return precision and recall, spans and entities, on documents with their gold beside."""
    right = given = wanted = 0
    for path in documents:
        lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        expected = {(g["start"], g["end"], g["id"]) for g in map(json.loads, lines)}
        found = set(find(path.read_text(encoding="utf-8")))
        right, given, wanted = right + len(expected & found), given + len(found), wanted + len(expected)
    return {
        "documents": len(documents),
        "mentions": wanted,
        "right": right,
        "precision": round(right / given, 4) if given else None,
        "recall": round(right / wanted, 4),
    }


def pairs(name: str) -> dict[str, Any]:
    """Compare pairs of made names with one contender, in this process: new names in each pair, or each with each."""
    score = COMPARERS[name]()
    score([("محمد", "Mohamed")])

    def new(number: int) -> int:
        written = sorted(misspellings.spellings(2 * PAIRS, seed=10 + number), key=lambda w: w.person)
        texts = iter([w.text for w in written])
        chosen = list(zip(texts, texts, strict=True))
        score(chosen)
        return len(chosen)

    def each(number: int) -> int:
        written = misspellings.spellings(math.isqrt(2 * PAIRS), seed=50 + number)
        chosen = list(itertools.combinations([w.text for w in written], 2))
        score(chosen)
        return len(chosen)

    return {"new": measure(new, ROUNDS), "each": measure(each, ROUNDS), "after": held()}


def spellings(name: str, eval_folder: Path) -> dict[str, Any]:
    """Spell Arabic names in Latin letters with one contender, in this process."""
    pairs = transliteration.read_pairs(eval_folder / "translit" / "google_dev.tsv")
    words = [arabic for arabic, _ in pairs]
    begin = time.perf_counter()
    spell: Callable[[str], Any] = (
        romanize
        if name.startswith("namelink")
        else romanizer()
        if name == "arabic-name-romanizer"
        else transliteration.PEERS[name]()
    )
    spell("محمد")
    ready = time.perf_counter() - begin

    def run(_: int) -> int:
        if name == "namelink, new names":
            transliteration.forget()
        for word in words:
            spell(word)
        return len(words)

    run(0)
    return {"ready clock s": round(ready, 3), **measure(run, ROUNDS), "after": held()}


SPELLERS = ("namelink, new names", "namelink, names seen before", *transliteration.PEERS)


def child(*arguments: object) -> dict[str, Any] | None:
    """Measure one contender in a fresh process; None where its library is missing."""
    command = [sys.executable, "-W", "ignore", __file__, "--child", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "ModuleNotFoundError" in ended.stderr:
        print(f"({arguments[1]} is not installed: pip install --group peers)")
        return None
    if ended.returncode:
        raise SystemExit(ended.stderr)
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    print(*arguments[:2], json.dumps(found, ensure_ascii=False), flush=True)
    return found


def run_child(part: str, *arguments: str) -> dict[str, Any]:
    """Do what a fresh process is started for."""
    name, *rest = arguments
    if part == "lookups":
        return lookups(name, int(rest[0]), Path(rest[1]))
    if part == "texts":
        return texts(name, Path(rest[0]), int(rest[1]))
    if part == "pairs":
        return pairs(name)
    return spellings(name, Path(rest[0]))


def all_lookups(sizes: Sequence[int], folder: Path) -> dict[str, Any]:
    """Measure look-ups among several numbers of names."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    for size in sizes:
        records, _ = write_records(size, folder)
        write_queries(size, folder)
        built = build(records, folder / f"index-{size}", workers=1)
        del built["files"]
        print(size, json.dumps(built), flush=True)
        each = {name: child("lookups", name, size, folder) for name in ("namelink", *LOOK_UPS)}
        found[str(size)] = {"build": built, **{name: figures for name, figures in each.items() if figures}}
    return found


def growth(found: dict[str, Any]) -> dict[str, float]:
    """Return the power of the number of names that the median time of a variant grows with, by contender."""
    sizes = sorted(found, key=int)
    exponents = {}
    for name in ("namelink", *LOOK_UPS):
        there = [size for size in sizes if name in found[size]]
        if len(there) > 1:
            medians = [found[size][name]["kinds"]["variant"]["median ms"] for size in there]
            slope = np.polyfit(np.log([int(size) for size in there]), np.log(medians), 1)[0]
            exponents[name] = round(float(slope), 3)
    return exponents


def main() -> None:
    """Measure, write the figures down, and the page and its drawings with them."""
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(run_child(*sys.argv[2:]), ensure_ascii=False))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the evaluation data")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--parts", default=",".join(PARTS), help="what is measured; the rest is kept as it was")
    parser.add_argument("--repeat", type=int, default=3, help="how often the news is read in a round")
    parser.add_argument("--work", type=Path, default=Path("/tmp/namelink-speed"), help="where records and indexes stay")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "results" / "speed.json")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where the page and the drawings are")
    options = parser.parse_args()
    figures: dict[str, Any] = json.loads(options.json.read_text("utf-8")) if options.json.exists() else {}
    wanted = options.parts.split(",")
    if "lookups" in wanted:
        found = all_lookups(options.sizes, options.work)
        figures |= {"lookups": found, "growth": growth(found)}
    if "pairs" in wanted:
        compared = {name: child("pairs", name) for name in COMPARERS}
        figures["pairs"] = {name: found for name, found in compared.items() if found}
    if "texts" in wanted:
        each = {name: child("texts", name, options.folder, options.repeat) for name in FINDERS}
        figures["texts"] = {name: found for name, found in each.items() if found}
    if "spellings" in wanted:
        spelt = {name: child("spellings", name, options.folder) for name in SPELLERS}
        figures["spellings"] = {name: found for name, found in spelt.items() if found}
    figures["python"] = platform.python_version()
    options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_page(figures, options.docs)


if __name__ == "__main__":
    main()
