"""Romanization of any script but Arabic, by unidecode."""

from __future__ import annotations

import re

import unidecode

from namelink.text.characters import Level
from namelink.text.folding import fold

_LETTERS = re.compile("[A-Za-z]+(?:[ -][A-Za-z]+)*")

SURROGATE = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which is no character."""


def plain_latin(text: str) -> str:
    """Return a text in Latin letters, with single spaces; accents of Latin letters stay.

    >>> plain_latin("Бишкек"), plain_latin("Élysée")
    ('Bishkek', 'Élysée')
    """
    if text.isascii() and _LETTERS.fullmatch(text):
        return text
    latin = "".join(c if c.isascii() or _is_latin(c) else unidecode.unidecode(c) for c in SURROGATE.sub("", text))
    return " ".join(fold(latin, Level.CLEAN).split())


def without_marks(text: str) -> str:
    """Return a text in Latin letters without the marks of a standard, or of a language.

    >>> without_marks("Ţurayf"), without_marks("Béchar"), without_marks("Sharm ash Shaykh")
    ('Turayf', 'Bechar', 'Sharm ash Shaykh')
    """
    return text if text.isascii() else " ".join(unidecode.unidecode(text).split())


def _is_latin(char: str) -> bool:
    return "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff"
