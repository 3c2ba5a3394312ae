"""Pairs of words to learn from, one of them in Cyrillic letters: what two names of one entity write alike.

Sources: the records of data/gazetteer, places of Who's On First (CC0, and CC BY 4.0 for what it has from GeoNames) in
Arabic, English and Russian, and Arab names written down in tools/data/arabic_cyrillic.tsv. Three of ten entities are
held out, by a checksum of their id, and half of the rows written down: nothing is learned from them, so that
benchmarks/cyrillic.py can measure with them.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from rapidfuzz.distance import Levenshtein

from name_pairs import LONGEST, RECORDS, Pair
from namelink import tables
from namelink.lang import without_article
from namelink.names import analyzer
from namelink.phonetics.alphabet import ARABIC, CYRILLIC, LATIN, Alphabet, alphabet_of_letters, letters_of
from namelink.phonetics.keys import phonetic_key

WRITTEN = Path("tools/data/arabic_cyrillic.tsv")

CITIES = Path("data/gazetteer/cities.jsonl")

HELD_OUT = {"records": 30, "places": 30, "written": 50}
"""Percent of the entities of each source that are held out."""

WRITTEN_WEIGHT = 3
"""What a pair of Arab names written down counts for, beside those of the places of the world, which are far more."""

ALIKE = 0.6
"""Similarity of phonetic keys from which two words of one entity's names may be one word."""

ARTICLES = frozenset("ал ел ар ас ат аш ад аз ан al el ar as at ash ad az an the".split())


@attrs.frozen
class Entity:
    """The words of an entity's names.

    Attributes:
        id: Its id, or the Arabic word of a row written down.
        source: ``records``, ``places`` or ``written``.
        names: For each name its words, in the letters they are compared in, articles off.
    """

    id: str
    source: str
    names: tuple[tuple[str, ...], ...] = ()

    @property
    def is_held_out(self) -> bool:
        """Whether nothing may be learned from it."""
        return zlib.crc32(self.id.encode()) % 100 < HELD_OUT[self.source]


def entities(places: Iterable[Path]) -> Iterator[Entity]:
    """Yield all entities of the sources; places are files of Who's On First."""
    for path in (*RECORDS, CITIES):
        source = "places" if path == CITIES else "records"
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            texts = [name["text"] for name in record["names"] if name.get("kind", "name") == "name"]
            yield Entity(record["id"], source, _names(texts))
    for path in places:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in (line.rstrip("\n").split("\t") for line in itertools.islice(lines, 1, None)):
                if len(row) > 12 and row[12]:
                    id = f"geonames:{row[2]}" if row[2] else f"wof:{row[0]}"
                    yield Entity(id, "places", _names("|".join(row[9:13]).split("|")))
    for arabic, spellings in written():
        yield Entity(arabic, "written", _names([arabic, *spellings]))


def written() -> Iterator[tuple[str, list[str]]]:
    """Yield the Arab names that are written down, with their Cyrillic spellings."""
    for _, row in tables.parse_tsv(WRITTEN.read_text(encoding="utf-8")):
        yield row["arabic"], row["cyrillic"].split()


def _names(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({tuple(_words(text)) for text in texts if len(text) < 80}))


def _words(name: str) -> list[str]:
    return [without_article(word, 3) for word in analyzer().name(name).letters if word not in ARTICLES]


def learned(paths: Iterable[Path], other: Alphabet, sources: Iterable[str] = tuple(HELD_OUT)) -> set[Pair]:
    """Return the pairs of Cyrillic words and those of another alphabet that may be learned from.

    Args:
        paths: Files; those of places end in .gz.
        other: The other alphabet.
        sources: The sources of entities.
    """
    known = entities(path for path in paths if path.suffix == ".gz")
    pairs = cyrillic_pairs((entity for entity in known if entity.source in sources and not entity.is_held_out), other)
    return pairs | latin_pairs_of_arab_names() if other is LATIN and "written" in sources else pairs


def weighed(paths: Iterable[Path], other: Alphabet, most: int) -> list[Pair]:
    """Return a list of such pairs in which those of Arab names written down stand more than once.

    Args:
        paths: Files; those of places end in .gz.
        other: The other alphabet.
        most: How many pairs of other names there are at most.
    """
    listed = sorted(learned(paths, other, ["records", "places"]))
    drawn = random.Random(7).sample(listed, min(most, len(listed)))
    return drawn + sorted(learned((), other, ["written"])) * WRITTEN_WEIGHT


def cyrillic_pairs(entities: Iterable[Entity], other: Alphabet) -> set[Pair]:
    """Return words of the names of entities that are one word in Cyrillic letters and in those of another alphabet.

    Of two Cyrillic ones the first in order stands first; else the Arabic one does, or the one that is not Latin.
    """
    found: set[Pair] = set()
    for entity in entities:
        cyrillic = [name for name in entity.names if all(_is_of(word, CYRILLIC) for word in name)]
        others = [name for name in entity.names if all(_is_of(word, other) for word in name)]
        product = itertools.combinations(cyrillic, 2) if other is CYRILLIC else itertools.product(cyrillic, others)
        for a, b in product:
            found.update((y, x) if other is ARABIC else (x, y) for x, y in _matched(a, b))
    return found


def _is_of(word: str, alphabet: Alphabet) -> bool:
    return 1 < len(word) <= LONGEST and alphabet_of_letters(word) is alphabet and set(word) <= set(alphabet.letters)


def _matched(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[Pair]:
    """Yield the words of two names that sound more alike than either sounds like another word of the other name."""
    if not a or not b or len(a) > 6 or len(b) > 6:
        return
    alike = {(x, y): _likeness(x, y) for x in a for y in b}
    for (x, y), value in alike.items():
        best = max(value for (p, q), value in alike.items() if p == x or q == y)
        if value == best >= ALIKE and sum(v == best for (p, q), v in alike.items() if p == x or q == y) == 1 and x != y:
            yield x, y


def _likeness(a: str, b: str) -> float:
    return Levenshtein.normalized_similarity(phonetic_key(a), phonetic_key(b))


def latin_pairs_of_arab_names() -> set[Pair]:
    """Return Cyrillic spellings of Arab names that are not held out, each with the Latin ones that are attested."""
    latin = {}
    for row in tables.rows("namelink.lang.ar", "arab_names.tsv"):
        others = [pair.partition("=")[2] for pair in (row["regions"] or "").split(";") if pair]
        latin[letters_of(row["arabic"])] = {letters_of(text) for text in (row["latin"], *others) if text.isalpha()}
    found = set()
    for arabic, spellings in written():
        if not Entity(arabic, "written").is_held_out:
            spelt = latin.get(letters_of(arabic), ())
            found |= {(letters_of(cyrillic), other) for cyrillic in spellings for other in spelt}
    return {p for p in found if _is_of(p[0], CYRILLIC) and _is_of(p[1], LATIN)}
