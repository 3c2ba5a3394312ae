"""What becomes of each single character: the one place that knows letters, marks and spaces.

Both strengths of folding are functions of one character, plus Unicode composition where
combining marks that carry meaning (Indic vowels, kana voicing, Hangul jamo) survive.
"""

from __future__ import annotations

import functools
import unicodedata
from enum import StrEnum

from pyarabic import araby

from namelink import tables

MAX_MARKS = 30
"""Combining marks kept in a row (Unicode's stream-safe limit); what follows them is dropped."""


class Level(StrEnum):
    """How strongly to fold."""

    CLEAN = "clean"
    """For display: NFKC, without harakat, tatweel, bidi and zero-width marks; look-alike letters mapped."""
    FOLD = "fold"
    """For lookup: clean, and spelling habits merged (أ إ آ ا, ى ي, ة ه, hamza seats), case and accents gone."""


_HARAKAT = frozenset(araby.TASHKEEL) | {araby.TATWEEL, "\u0670"}
_GENERIC_MARKS = ((0x300, 0x36F), (0x483, 0x487), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF))
_MORE_MARKS = (
    (0x591, 0x5C7),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x6D6, 0x6ED),
    (0x8CA, 0x8FF),
    (0xFE20, 0xFE2F),
)
_QURANIC = ((0x610, 0x61A), (0x656, 0x65F), (0x6D6, 0x6ED), (0x8CA, 0x8FF))


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(char) <= high for low, high in ranges)


@functools.cache
def _letters(level: Level) -> dict[str, str]:
    table: dict[str, str] = {}
    for row in tables.rows("namelink.text", "letters.tsv"):
        clean = row["char"] if row["clean"] == "=" else row["clean"]
        table[row["char"]] = clean if level is Level.CLEAN else clean if row["fold"] == "=" else row["fold"]
    return table


def is_mark(char: str) -> bool:
    """Whether a character may join the one before it: a combining mark, or a vowel or tail of Hangul.

    >>> is_mark("\u0301"), is_mark("é")
    (True, False)
    """
    first = unicodedata.normalize("NFKD", char)[:1]
    return unicodedata.category(first or "x").startswith("M") or "\u1160" <= first <= "\u11ff"


def is_extension(char: str) -> bool:
    """Whether a character that folding drops still belongs to the letter before it: harakat, tatweel, accents.

    >>> is_extension("\u064e"), is_extension("\u200f")
    (True, False)
    """
    return char == araby.TATWEEL or unicodedata.category(char).startswith("M")


def is_word(char: str) -> bool:
    """Whether a character is part of a word: a letter, a mark or a digit.

    >>> is_word("ق"), is_word("7"), is_word("_")
    (True, True, False)
    """
    return unicodedata.category(char)[0] in "LMN"


def is_decimal(char: str) -> bool:
    """Whether a character is a decimal digit of any script."""
    return unicodedata.decimal(char, None) is not None


def _is_dropped(char: str, level: Level) -> bool:
    category = unicodedata.category(char)
    if char in _HARAKAT or category in ("Cf", "Cs"):
        return True
    if category == "Cc":
        return not char.isspace()
    if category[0] != "M":
        return False
    if 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF:  # variation selectors
        return True
    if level is Level.CLEAN:
        return _within(char, _QURANIC)
    return _within(char, _GENERIC_MARKS) or _within(char, _MORE_MARKS)


@functools.cache
def fold_character(char: str, level: Level) -> str:
    """Return what one character becomes at a level: a string of any length, empty where it is dropped.

    >>> fold_character("أ", Level.FOLD), fold_character("ﻻ", Level.CLEAN), fold_character("ß", Level.FOLD)
    ('ا', 'لا', 'ss')
    """
    letters = _letters(level)
    if char in letters:
        return letters[char]
    if char.isspace():
        return " "
    if _is_dropped(char, level):
        return ""
    if level is Level.CLEAN:
        parts = unicodedata.normalize("NFKC", char)
    else:
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            return str(digit)
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    if parts == char:
        return char
    return unicodedata.normalize("NFC", "".join(fold_character(part, level) for part in parts))
