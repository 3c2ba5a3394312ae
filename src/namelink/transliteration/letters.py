"""The letters of an Arabic word, each with its shadda and its vowel mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import attrs

from namelink.text.characters import Level, fold_character

SUKUN = "0"
LONG_A = "aa"
SHORT = ("a", "i", "u")
TANWIN = ("an", "in", "un")

_MARKS = {
    "\u0652": SUKUN,
    "\u064e": "a",
    "\u0650": "i",
    "\u064f": "u",
    "\u064b": "an",
    "\u064d": "in",
    "\u064c": "un",
    "\u0670": LONG_A,
}
_SHADDA = "\u0651"
_TATWEEL = "\u0640"
_SEATS = {"ا\u0653": "آ", "ا\u0654": "أ", "ا\u0655": "إ", "و\u0654": "ؤ", "ي\u0654": "ئ", "ى\u0654": "ئ"}
_OWN = frozenset("ٱپچژڤڥڨگڭڴڢڧ")
"""Letters that folding merges with others, and standards tell apart."""


@attrs.frozen
class Letter:
    """A letter with its marks.

    Attributes:
        char: The letter; empty where marks stand alone.
        double: Whether it bears a shadda.
        vowel: ``a``, ``i``, ``u``, ``aa`` (dagger alif), ``an``, ``in``, ``un``, ``0`` (sukun), or empty.
    """

    char: str
    double: bool = False
    vowel: str = ""

    def is_silent(self) -> bool:
        """Whether the letter has neither shadda nor vowel, and may only lengthen the vowel before it."""
        return self.vowel in ("", SUKUN) and not self.double


def _plain(char: str) -> str:
    """Return the letter that a look-alike stands for."""
    plain = char if char in _OWN else fold_character(char, Level.CLEAN)
    return plain if len(plain) == 1 else char


def parse_letters(word: str) -> tuple[Letter, ...]:
    """Return the letters of a word with their marks, in whatever order the marks of a letter come.

    >>> [(letter.char, letter.double, letter.vowel) for letter in parse_letters("عمَّان")]
    [('ع', False, ''), ('م', True, 'a'), ('ا', False, ''), ('ن', False, '')]
    """
    letters: list[Letter] = []
    char, double, vowel = "", False, ""
    for c in word:
        if c in _MARKS:
            # A dagger alif or a tanwin says more than the fatha written beside it.
            vowel = max(vowel, _MARKS[c], key=len)
        elif c == _SHADDA:
            double = True
        elif char + c in _SEATS:
            char = _SEATS[char + c]
        elif c != _TATWEEL and unicodedata.category(c)[0] == "L":
            if char or vowel:
                letters.append(Letter(char, double, vowel))
            char, double, vowel = _plain(c), False, ""
    if char or vowel:
        letters.append(Letter(char, double, vowel))
    return tuple(letters)


def spelling(letters: Sequence[Letter]) -> str:
    """Return letters without their marks.

    >>> spelling(parse_letters("عمَّان"))
    'عمان'
    """
    return "".join([letter.char for letter in letters])


def agrees(letters: Sequence[Letter], vocalised: Sequence[Letter]) -> bool:
    """Whether a word, with whatever marks it has, may be a vocalised one; its case vowel is free.

    >>> bunn, bin = parse_letters("بُنّ"), parse_letters("بِن")
    >>> agrees(parse_letters("بن"), bin), agrees(parse_letters("بِنِ"), bin), agrees(bunn, bin)
    (True, True, False)
    """
    if [letter.char for letter in letters] != [letter.char for letter in vocalised]:
        return False
    last = len(letters) - 1
    return all(
        (a.vowel in _LESS.get(b.vowel, ("", b.vowel)) or (i == last and not b.vowel)) and (b.double or not a.double)
        for i, (a, b) in enumerate(zip(letters, vocalised, strict=True))
    )


_LESS = {"": ("", SUKUN), "a": ("", "a", LONG_A), LONG_A: ("", "a", LONG_A)}
"""What may be written for a mark, where it is not the mark itself or nothing."""
