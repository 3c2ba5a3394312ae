"""Vocalised words: which spellings their harakat allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import attrs

FATHA, DAMMA, KASRA, SHADDA, SUKUN = "\u064e", "\u064f", "\u0650", "\u0651", "\u0652"
_VOWELS = {FATHA: "ae", DAMMA: "uo", KASRA: "iey"}
_WEAK = frozenset("اويىآ")
_LONG = {FATHA: "اىآ", DAMMA: "و", KASRA: "ي"}
_SEATS = frozenset("اأإآؤئءع")
_LAST_VOWELS = re.compile("[aeiouy]*$")


@attrs.frozen
class Letter:
    """A letter of a word, with the marks written on it.

    Attributes:
        char: The letter.
        marks: Its harakat, in the order Unicode gives them.
        following: The letter after it, where that one has no vowel of its own and so may carry this one's: ا و ي.
        last: Whether it ends the word, where harakat are case endings.
    """

    char: str
    marks: str = ""
    following: str = ""
    last: bool = False


def letters(word: str) -> list[Letter]:
    """Return the letters of a word in Arabic with their harakat.

    >>> [(letter.char, len(letter.marks)) for letter in letters("مُحَمَّد")]
    [('م', 1), ('ح', 1), ('م', 2), ('د', 0)]
    """
    found: list[list[str]] = []
    for char in unicodedata.normalize("NFC", word):
        if unicodedata.category(char) == "Mn":
            if found:
                found[-1][1] += char
        elif char.isalpha() and char != "\u0640":
            found.append([char, ""])
    following = [*found[1:], ["", ""]]
    return [
        Letter(char, marks, after if after in _WEAK and not set(later) & set(_VOWELS) else "", not after)
        for (char, marks), (after, later) in zip(found, following, strict=True)
    ]


def is_vocalised(word: str) -> bool:
    """Whether a word has harakat that say something of its vowels.

    >>> is_vocalised("عُمان"), is_vocalised("عمان")
    (True, False)
    """
    return any(mark in word for mark in (FATHA, DAMMA, KASRA, SUKUN))


def allows(letter: Letter, piece: str) -> bool:
    """Whether the harakat of a letter allow it to be spelt by a piece.

    >>> m, h = letters("مُح")[0], letters("حَم")[0]
    >>> allows(m, "mo"), allows(m, "ma"), allows(h, "h"), allows(h, "ha")
    (True, False, False, True)
    """
    marks = [mark for mark in letter.marks if mark in _VOWELS or mark == SUKUN]
    if not marks or (letter.last and letter.char not in _SEATS):
        return True
    vowels = _LAST_VOWELS.search(piece)
    spoken = vowels.group() if vowels else ""
    if marks[0] == SUKUN:
        return not spoken or letter.char in _WEAK | _SEATS
    if not spoken:
        return bool(letter.following) and letter.following in _LONG[marks[0]]
    return spoken[0] in _VOWELS[marks[0]]


_DOUBLE = re.compile(r"(.)\1")


def doubles(letter: Letter, piece: str) -> bool:
    """Whether a piece writes a letter twice where a shadda says so; what takes two letters anyway (sh) need not.

    >>> m = letters("عَمّان")[1]
    >>> doubles(m, "mm"), doubles(m, "ma"), doubles(letters("عمان")[1], "ma")
    (True, False, True)
    """
    if SHADDA not in letter.marks or letter.char in _WEAK | _SEATS | frozenset("شخغثذ"):
        return True
    return _DOUBLE.search(piece) is not None


def can_spell(word: Iterable[tuple[Letter, Iterable[str]]], latin: str) -> bool:
    """Whether a spelling can be parted into pieces that the harakat allow, given the pieces of each letter."""
    places = {0}
    for letter, pieces in word:
        allowed = [piece for piece in pieces if allows(letter, piece)]
        places = {at + len(piece) for at in places for piece in allowed if latin.startswith(piece, at)}
    return len(latin) in places
