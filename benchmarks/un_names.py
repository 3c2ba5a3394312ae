"""Pairs made of the UN Security Council's list (un.jsonl): own names, kin, and spellings of one person.

None of this is written down: the list is evaluation data, and no part of the project.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from matchers import latin
from name_rows import NamePair

GIVEN_NAMES = {
    "أحمد": "Ahmad",
    "خالد": "Khalid",
    "يوسف": "Yusuf",
    "فاطمة": "Fatima",
    "ليلى": "Layla",
    "كريم": "Karim",
    "طارق": "Tariq",
    "محمد": "Muhammad",
    "علي": "Ali",
    "زينب": "Zaynab",
    "سعيد": "Said",
    "هدى": "Huda",
}
"""Given names that are put before a full name to name a son or a daughter."""

WOMEN = frozenset(("فاطمة", "ليلى", "زينب", "هدى"))

PARTICLES = frozenset(("al", "bin", "ibn", "el", "abu", "abd", "ben"))
"""Words that two names may share without being alike."""

LEAST_RATIO = 60
"""Aliases less alike than this, by token_sort_ratio, are other names of the person, not spellings of one."""

OTHERS = 4
"""Names of other persons that each name is compared with, at most."""


def people(folder: Path) -> list[dict[str, Any]]:
    """Return the entries of the list: ref, type, arabic, latin, aliases."""
    return [json.loads(line) for line in (folder / "un.jsonl").read_text(encoding="utf-8").splitlines()]


def own(entries: Sequence[dict[str, Any]]) -> list[NamePair]:
    """Return each entry's Arabic name with its Latin one."""
    return [NamePair("dev", "own", e["type"], e["arabic"], e["latin"], "same") for e in entries]


def kin(entries: Sequence[dict[str, Any]]) -> list[NamePair]:
    """Return a child of each person with the person, in Arabic, in Latin, and across, each with and without بن."""
    draw = random.Random(5)
    names = list(GIVEN_NAMES)
    pairs = []
    for entry in (e for e in entries if e["type"] == "person"):
        for with_particle in (False, True):
            given = draw.choice(names)
            particles = (" بنت", " bint") if given in WOMEN else (" بن", " bin")
            arabic, roman = (
                f"{name}{particle if with_particle else ''} {entry[side]}"
                for name, particle, side in zip(
                    (given, GIVEN_NAMES[given]), particles, ("arabic", "latin"), strict=True
                )
            )
            compared = ((arabic, entry["arabic"]), (roman, entry["latin"]), (arabic, entry["latin"]))
            pairs += [NamePair("dev", "kin", "person", a, b, "different") for a, b in compared]
    return pairs


def aliases(entries: Sequence[dict[str, Any]]) -> list[NamePair]:
    """Return the Latin spellings of each person with one another, and with names of others that share a word."""
    # Names in other scripts would make it easier, and are measured elsewhere.
    spelt = {e["ref"]: [e["latin"], *filter(_is_latin, e["aliases"])] for e in entries if e["type"] == "person"}
    same = [pair for names in spelt.values() for pair in _spellings(names)]
    return [NamePair("dev", "spelling", "person", a, b, "same") for a, b in same] + [
        NamePair("dev", "namesake", "person", a, b, "different") for a, b in _namesakes(spelt)
    ]


def _is_latin(name: str) -> bool:
    return all(ord(char) < 0x250 for char in name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", latin(name))) - PARTICLES


def _spellings(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    long = [name for name in names if len(_words(name)) >= 2]
    for i, a in enumerate(long):
        for b in long[i + 1 :]:
            if a.lower() != b.lower() and fuzz.token_sort_ratio(latin(a), latin(b)) >= LEAST_RATIO:
                yield a, b


def _namesakes(spelt: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    listed = [(ref, name) for ref, names in spelt.items() for name in names if len(_words(name)) >= 2]
    bearers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for ref, name in listed:
        for word in sorted(_words(name)):
            bearers[word].append((ref, name))
    draw = random.Random(3)
    for ref, name in listed:
        others = sorted({other for word in _words(name) for other in bearers[word] if other[0] != ref})
        draw.shuffle(others)
        yield from ((name, other) for _, other in others[:OTHERS])
