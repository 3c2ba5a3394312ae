"""Parts of names that are known by themselves, as Arabic writes them, with their usual Latin spellings."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping

import attrs

from namelink.text import tables
from namelink.text.tokens import Key, make_key

NO_REGION = "other"
"""Stands in the table for a spelling that is attested without a region."""


@attrs.frozen
class NamePart:
    """A part of Arab names.

    Attributes:
        arabic: As Arabic writes it.
        kind: ``given``, ``surname`` or ``both``.
        usual: The spelling English-language news uses most.
        regional: Regions whose usual spelling is said to be another, or that same one, and the spelling.
        others: Other attested spellings.
    """

    arabic: str
    kind: str
    usual: str
    regional: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


@functools.cache
def name_parts() -> Mapping[Key, NamePart]:
    """Return the parts of Arab names by their keys.

    >>> name_parts()[make_key("شريف")].usual, dict(name_parts()[make_key("شريف")].regional)["maghreb"]
    ('Sharif', 'Cherif')
    """
    found: dict[Key, NamePart] = {}
    for row in tables.rows("namelink.translit", "arab_names.tsv"):
        pairs = [pair.partition("=") for pair in (row["regions"] or "").split(";") if pair]
        regional = tuple((region, text) for region, _, text in pairs if region != NO_REGION)
        others = tuple(text for region, _, text in pairs if region == NO_REGION)
        part = NamePart(row["arabic"], row["kind"], row["latin"], regional, others)
        key = make_key(part.arabic)
        found[key] = _merged(found[key], part) if key in found else part
    return found


def _merged(first: NamePart, second: NamePart) -> NamePart:
    """Return one part for two rows that differ only in what folding takes away: علا and على."""
    others = dict.fromkeys((*first.others, second.usual, *second.others))
    return attrs.evolve(first, others=tuple(text for text in others if text != first.usual))


@functools.cache
def regions() -> tuple[str, ...]:
    """Return the regions whose spellings are told apart.

    >>> "maghreb" in regions()
    True
    """
    return tuple(sorted({region for part in name_parts().values() for region, _ in part.regional}))


@functools.cache
def foreign_names() -> Mapping[Key, tuple[str, ...]]:
    """Return the given names of the rest of the world in Latin letters, by their Arabic keys.

    >>> foreign_names()[make_key("آرثر")]
    ('Arthur',)
    """
    found: dict[Key, list[str]] = defaultdict(list)
    for row in tables.rows("namelink.translit", "foreign_names.tsv"):
        found[make_key(row["arabic"])].append(row["latin"])
    return {key: tuple(dict.fromkeys(texts)) for key, texts in found.items()}


@functools.cache
def given_names() -> frozenset[Key]:
    """Return the keys of given names of one word, Arab and foreign.

    >>> make_key("كلير") in given_names(), make_key("محمد") in given_names(), make_key("قطر") in given_names()
    (True, True, False)
    """
    arab = {row["arabic"] for row in tables.rows("namelink.translit", "arab_names.tsv") if row["kind"] != "surname"}
    foreign = {row["arabic"] for row in tables.rows("namelink.translit", "foreign_names.tsv")}
    return frozenset(key for key in map(make_key, arab | foreign) if " " not in key)
