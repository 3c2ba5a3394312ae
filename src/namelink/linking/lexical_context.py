"""Evidence from the words around a name in a text."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping

import attrs

from namelink import tables
from namelink.lang.ar.clitics import segmentations
from namelink.matching.features import flag
from namelink.model import EntityType, Evidence
from namelink.text.folding import fold, normalize
from namelink.text.tokens import Tokens

NUMBER = "NUMBER"
"""Stands in the table of common words for any number."""

PATRONYMICS = frozenset({"بن", "ابن", "بنت", "ال", "bin", "ibn", "ben", "al"})
"""Words after a person's name that make a longer, and so another, name of it."""

LETTER_NAMES = frozenset(
    fold(
        "إيه أيه آيه إي بي سي دي إف أف جي إتش اتش آي أي جيه كيه كي إل أل إم أم إن أن أو بيو كيو آر أر إس أس"
        " تي يو في دبليو إكس أكس واي زد زي"
    ).split()
)
"""The names of Latin letters as Arabic spells initials: بي بي سي."""


@attrs.frozen
class Trigger:
    """What a word says of the name after it.

    Attributes:
        type: What the name is.
        strong: Whether a name of the type is bound to follow.
        head: Whether the word is the very noun that the name belongs to: مدينة, شركة.
        town: Whether that is a place smaller than a country: مدينة الجزائر is Algiers.
    """

    type: EntityType
    strong: bool
    head: bool
    town: bool


@functools.cache
def triggers() -> dict[str, Trigger]:
    """Return the words that say what the name after them is."""
    return {
        fold(row["word"]): Trigger(
            EntityType(row["type"]),
            strong=row["strength"] != "weak",
            head=row["strength"] in ("head", "town"),
            town=row["strength"] == "town",
        )
        for row in tables.rows("namelink.lang.ar", "triggers.tsv")
    }


Homographs = Mapping[str, Collection[str]]
"""Words that are also names, as written, each with the folded neighbours that show the plain word."""


@functools.cache
def homographs() -> Homographs:
    """Return the words that are also names, each with the neighbours that show the plain word."""
    return {
        row["word"]: frozenset(fold(row["against"] or "").split())
        for row in tables.rows("namelink.lang.ar", "homographs.tsv")
    }


@functools.cache
def contextual_homographs() -> Homographs:
    """Return the names that are plain words only beside certain neighbours, with those neighbours."""
    return {
        row["word"]: frozenset(fold(row["against"] or "").split())
        for row in tables.rows("namelink.lang.ar", "contextual_homographs.tsv")
    }


@functools.cache
def name_introducers() -> Mapping[str, str]:
    """Return the words after which news names who acts, or of whom it speaks, each with its kind.

    >>> name_introducers()["قال"], name_introducers()["لكن"], name_introducers()["عن"]
    ('speech', 'particle', 'preposition')
    """
    return {fold(row["word"]): row["kind"] for row in tables.rows("namelink.lang.ar", "name_introducers.tsv")}


def homograph_context(text: str, table: Homographs) -> Collection[str] | None:
    """Return the neighbours that speak against a name that is also a common word; None for any other name.

    >>> homograph_context("اليَمن", homographs()) is None, "متر" in homograph_context("قطر", homographs())
    (True, True)
    """
    return table.get(_clean(text))


@functools.lru_cache(maxsize=1 << 16)
def _clean(text: str) -> str:
    return normalize(text)


def negative_context(tokens: Tokens, first: int, last: int, neighbours: Collection[str]) -> list[Evidence]:
    """Return the evidence that a name means a plain word, from the words beside it; the one before may have clitics."""
    beside = [reading.word for reading in segmentations(tokens.keys[first - 1])] if first else []
    beside += tokens.keys[last : last + 1]
    found = [word for word in beside if word in neighbours or (word[0].isdigit() and NUMBER.lower() in neighbours)]
    return [flag("against", tokens.keys[first], word) for word in found[:1]]
