"""Gazetteers of any size, of real name parts put together anew: the same seed gives the same names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from namelink.text import tables
from namelink.translit.latin import plain_latin


def parts() -> list[tuple[str, str]]:
    """Return parts of names, each in Arabic and in Latin letters."""
    found = []
    for table in ("arab_names.tsv", "foreign_names.tsv"):
        found += [(row["arabic"], row["latin"]) for row in tables.rows("namelink.translit", table)]
    return found


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield records of persons that do not exist, with names in Latin letters, some in Arabic and Cyrillic ones too.

    Args:
        count: How many names to yield in all.
        seed: What the draw begins with.
    """
    draw = random.Random(seed)
    known = parts()
    made = number = 0
    while made < count:
        chosen = [draw.choice(known) for _ in range(draw.choice((2, 2, 2, 3, 3, 4)))]
        # A surname that nobody else has: two parts run together, as many are.
        first, second = draw.choice(known), draw.choice(known)
        chosen.append((first[0][:4] + second[0][-4:], (first[1][:4] + second[1][-4:]).capitalize()))
        names = [{"text": " ".join(latin for _, latin in chosen), "lang": "en"}]
        if number % 2 == 0:
            names.append({"text": " ".join(arabic for arabic, _ in chosen), "lang": "ar"})
        if number % 5 == 0:
            names.append({"text": cyrillic(names[0]["text"]), "lang": "ru"})
        yield {"id": f"made:{number}", "type": "person", "names": names}
        made += len(names)
        number += 1


_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз", strict=True)) | {"x": "кс"}
_CYRILLIC = str.maketrans(_LETTERS | {latin.upper(): other.capitalize() for latin, other in _LETTERS.items()})


def cyrillic(latin: str) -> str:
    """Return a name in Cyrillic letters, letter by letter."""
    return plain_latin(latin).translate(_CYRILLIC)
