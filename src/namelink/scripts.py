"""Which script a name is written in, as ISO 15924 codes."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter

_PREFIXES = {
    "ARABIC": "Arab",
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "THAI": "Thai",
    "ETHIOPIC": "Ethi",
}


def is_arabic(word: str) -> bool:
    """Whether a word begins with an Arabic letter, or one that Arabic script shares.

    >>> is_arabic("قطر"), is_arabic("qatar"), is_arabic("")
    (True, False, False)
    """
    return "\u0600" <= word[:1] < "\u0700"


UNKNOWN = "Zzzz"
"""A script namelink does not tell apart from others."""


@functools.lru_cache(maxsize=4096)
def script_of(char: str) -> str | None:
    """Return the script of a letter, or None for what is no letter.

    >>> script_of("ق"), script_of("K"), script_of("К"), script_of("7")
    ('Arab', 'Latn', 'Cyrl', None)
    """
    if not unicodedata.category(char).startswith("L"):
        return None
    word = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
    return _PREFIXES.get(word, UNKNOWN)


def script(text: str) -> str | None:
    """Return the script most letters of a text are in, or None where it has no letters.

    >>> script("صدر جباروف"), script("Sadyr Жапаров"), script("2023!")
    ('Arab', 'Cyrl', None)
    """
    counts = Counter(found for char in text[:2000] if (found := script_of(char)))
    # Of two that are equally frequent, the first by code: the same answer on every run.
    return min(counts, key=lambda s: (-counts[s], s), default=None)
