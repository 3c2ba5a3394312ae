"""Reads the places of Who's On First, and tells which of their Arabic names news would write.

Source: data/gazetteer/sources/whosonfirst.tsv.gz, cut from the repositories whosonfirst-data-admin-… of 2026: current
places of 44 countries that have an Arabic name. About one name in twenty there is made by machine, vocalised, of
another place, or in Persian letters.
"""

from __future__ import annotations

import csv
import functools
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
from rapidfuzz.distance import Indel

from namelink.lang import make_key, without_article
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key

SOURCE = Path("data/gazetteer/sources/whosonfirst.tsv.gz")

LEAST_SIMILARITY = 0.5
"""Of the consonants of an Arabic name and those of a Latin one: less is another name, or a translation."""

EXONYM_POPULATION = 50_000
"""Inhabitants from which a place may have an Arabic name of its own, which sounds otherwise: Seville, إشبيلية."""

OTHER_LETTERS = re.compile("[ڀ-ۿݐ-ݿ]|[پچژکگی]|[\u064b-\u0652]")
"""Letters of Persian, Urdu and Kurdish, and vowel signs."""

LANDFORMS = re.compile(r"(جبل|نهر|وادي|بحيرة|بئر|عين|رأس|جزيرة|شط) ")
LANDFORMS_LATIN = re.compile(
    "j[ae]b|djeb|nahr|wad|oued|buhayr|bir|b[iī]['’ʼr]|a[iy]n|ra['’ʼ]?s|[jg][ae]z|sha", re.IGNORECASE
)
"""A town is called after a mountain or a river only where its Latin name says so too."""


@attrs.frozen
class Place:
    """A place of Who's On First.

    Attributes:
        wof: Its id in Who's On First.
        geonames: Its id in GeoNames, or an empty string.
        wikidata: Its Wikidata id, likewise.
        country: ISO 3166-1 alpha-2 code.
        placetype: What it is: ``region``, ``locality``, …
        coordinates: Degrees north and east.
        population: Inhabitants; 0 where they are not known.
        latin: Its name, and its English names.
        arabic: Its Arabic names, those kept that news would write.
        russian: Its Russian names.
    """

    wof: str
    geonames: str
    wikidata: str
    country: str
    placetype: str
    coordinates: tuple[float, float]
    population: int
    latin: tuple[str, ...]
    arabic: tuple[str, ...]
    russian: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id in GeoNames, or else in Wikidata, or else in Who's On First: a CURIE."""
        if self.geonames:
            return f"geonames:{self.geonames}"
        return f"wikidata:{self.wikidata}" if self.wikidata else f"whosonfirst:{self.wof}"


@functools.cache
def places(path: Path = SOURCE) -> tuple[Place, ...]:
    """Return all places that have an Arabic name that news would write."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple(place for place in map(_place, rows) if place.arabic)


@functools.cache
def by_id() -> dict[str, Place]:
    """Return the places by their ids; of several with one, that with most inhabitants."""
    return {place.id: place for place in sorted(places(), key=lambda place: place.population)}


def _place(row: dict[str, str]) -> Place:
    latin = tuple(dict.fromkeys(filter(None, [row["name"], *row["english"].split("|")])))
    population = int(row["population"] or 0)
    return Place(
        wof=row["wof_id"],
        geonames=row["geonames_id"],
        wikidata=row["qid"],
        country=row["country"],
        placetype=row["placetype"],
        coordinates=(float(row["lat"] or 0), float(row["lon"] or 0)),
        population=population,
        latin=latin,
        arabic=tuple(_arabic_names(row["arabic"].split("|"), latin, population)),
        russian=tuple(filter(None, row["russian"].split("|"))),
    )


def _arabic_names(names: list[str], latin: tuple[str, ...], population: int) -> Iterator[str]:
    """Yield the names that news would write, of those that fold alike the one with most hamzas."""
    with_article = {make_key(name) for name in names if name.startswith("ال")}
    kept: dict[str, str] = {}
    for name in names:
        key = make_key(name)
        lacks_alef = name.startswith("ل") and "ا" + key in with_article
        if not key or lacks_alef or OTHER_LETTERS.search(name) or _is_landform(name, latin):
            continue
        if population < EXONYM_POPULATION and not sounds_like(name, latin):
            continue
        kept[key] = max(kept.get(key, name), name, key=_care)
    yield from kept.values()


def _care(name: str) -> int:
    """Return how carefully a name is spelt: letters that many writers leave without their dots or hamza."""
    return len(re.findall("[أإآؤئةي]", name))


def _is_landform(name: str, latin: tuple[str, ...]) -> bool:
    return bool(LANDFORMS.match(name)) and not any(map(LANDFORMS_LATIN.search, latin))


def sounds_like(arabic: str, latin: tuple[str, ...]) -> bool:
    """Whether an Arabic name sounds like one of some Latin ones."""
    own = _consonants(arabic)
    return any(Indel.normalized_similarity(own, _consonants(name)) >= LEAST_SIMILARITY for name in latin)


@functools.lru_cache(1 << 16)
def _consonants(name: str) -> str:
    return "".join(phonetic_key(without_article(part.form)) for part in analyzer().name(name).parts)
