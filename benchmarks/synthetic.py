"""Gazetteers of any size, of real name parts put together anew: the same seed gives the same names.

Parts come from the tables of name parts and from the people of the default gazetteer. Few parts are borne
by many, as in life: the likelier half of all draws falls on a quarter of the parts. No name comes twice.
"""

from __future__ import annotations

import functools
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from namelink import tables
from namelink.phonetics.latin import plain_latin

PEOPLE = Path(__file__).parent.parent / "data" / "gazetteer" / "people.jsonl"

OWN_SURNAMES = 0.7
"""The share of persons whose surname is made of two parts run together, so that few others have it."""

_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз", strict=True)) | {"x": "кс"}
_CYRILLIC = str.maketrans(_LETTERS | {latin.upper(): other.capitalize() for latin, other in _LETTERS.items()})


class Part(NamedTuple):
    """A part of names, as it is written in each script."""

    ar: str
    en: str
    ru: str


class Person(NamedTuple):
    """Somebody who does not exist.

    Attributes:
        number: Which of the persons it is.
        names: The name in each language.
        listed: The languages whose name the gazetteer holds.
    """

    number: int
    names: Part
    listed: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return the record of the person."""
        names = [{"text": getattr(self.names, lang), "lang": lang} for lang in self.listed]
        return {"id": f"made:{self.number}", "type": "person", "names": names}


def parts() -> list[tuple[str, str]]:
    """Return the parts of names of the tables, each in Arabic and in Latin letters."""
    found = []
    for table in ("arab_names.tsv", "foreign_names.tsv"):
        found += [(row["arabic"], row["latin"]) for row in tables.rows("namelink.lang.ar", table)]
    return found


@functools.cache
def known_parts() -> tuple[Part, ...]:
    """Return parts of names, those that most people of the default gazetteer bear first."""
    found: dict[str, Part] = {}
    borne: Counter[str] = Counter()
    for line in PEOPLE.read_text(encoding="utf-8").splitlines():
        words = {n["lang"]: n["text"].split() for n in reversed(json.loads(line)["names"]) if "kind" not in n}
        # Names of as many words in all three scripts are taken to have the same parts in the same order.
        if len({len(words.get(lang, ())) for lang in Part._fields}) == 1:
            for part in map(Part, words["ar"], words["en"], words["ru"]):
                found.setdefault(part.en, part)
                borne[part.en] += 1
    for arabic, latin in parts():
        found.setdefault(latin, Part(arabic, latin, cyrillic(latin)))
    return tuple(sorted(found.values(), key=lambda part: (-borne[part.en], part)))


def people(count: int, seed: int = 1) -> Iterator[Person]:
    """Yield persons until they have a number of names: in Latin letters, some in Arabic or Cyrillic ones too.

    Args:
        count: How many names are listed in all.
        seed: What the draw begins with.
    """
    draw = random.Random(seed)
    taken = _Taken(count)
    made = number = 0
    while made < count:
        names = Part(*(" ".join(words) for words in zip(*_drawn(draw), strict=True)))
        if not taken.take(names.en):
            continue
        listed = ("en",) + ("ar",) * (number % 2 == 0) + ("ru",) * (number % 5 == 0)
        yield Person(number, names, listed)
        made += len(listed)
        number += 1


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the records of persons; the arguments are those of `people`."""
    return (person.record() for person in people(count, seed))


def _drawn(draw: random.Random) -> list[Part]:
    known = known_parts()
    chosen = [_often(draw, known) for _ in range(draw.choice((1, 2, 2, 2, 3)))]
    if draw.random() > OWN_SURNAMES:
        return [*chosen, _often(draw, known)]
    first, second = draw.choice(known), draw.choice(known)
    return [
        *chosen,
        Part(*((a[:4] + b[-4:]).replace(" ", "").capitalize() for a, b in zip(first, second, strict=True))),
    ]


def _often(draw: random.Random, known: tuple[Part, ...]) -> Part:
    return known[int(len(known) * draw.random() ** 2)]


class _Taken:
    """Remembers names in little memory; some that are new are taken for known, and drawn anew."""

    def __init__(self, count: int) -> None:
        bits = min(30, max(16, (64 * count).bit_length()))
        self._mask = (1 << bits) - 1
        self._bits = bytearray(1 << (bits - 3))

    def take(self, name: str) -> bool:
        place = zlib.crc32(name.casefold().encode()) & self._mask
        bit = 1 << (place & 7)
        fresh = not self._bits[place >> 3] & bit
        self._bits[place >> 3] |= bit
        return fresh


def cyrillic(latin: str) -> str:
    """Return a name in Cyrillic letters, letter by letter."""
    return plain_latin(latin).translate(_CYRILLIC)
