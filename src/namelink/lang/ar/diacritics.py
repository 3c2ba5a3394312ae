"""Diacritics of Arabic: letters with their marks, and the tests of spellings by these marks.

Folding drops diacritics, so that a key never has them; where both sides write them, they decide. The mark on the
last letter of a text is a case ending, which changes with the sentence and says nothing of the name: every question
here but `agrees` leaves it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import attrs

from namelink.text.characters import Level, fold_character

T = TypeVar("T")

SUKUN = "0"
LONG_A = "aa"
SHORT = ("a", "i", "u")
TANWIN = ("an", "in", "un")

_VOWELS = {
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
_ANY = re.compile(f"[{''.join(_VOWELS)}{_SHADDA}]")
_UNWRITTEN = re.compile(f"[{''.join(_VOWELS)}{_SHADDA}{_TATWEEL}]")
_DOUBLED = re.compile(f"([\u0621-\u063a\u0641-\u064a\u066e-\u06d3])[{''.join(_VOWELS)}]*{_SHADDA}")
_COMPOSED = {
    "ا\u0653": "آ",
    "ا\u0654": "أ",
    "ا\u0655": "إ",
    "و\u0654": "ؤ",
    "ي\u0654": "ئ",
    "ى\u0654": "ئ",
    "ه\u0654": "ۀ",
}
_OWN = frozenset("ٱپچژڤڥڨگڭڴڢڧۀ")
"""Letters that folding merges with others, and romanization standards distinguish."""


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

    @property
    def marks(self) -> tuple[bool, str]:
        """Its shadda and vowel, without the letter."""
        return self.double, self.vowel

    def is_silent(self) -> bool:
        """Whether it has neither shadda nor vowel, and may only lengthen the vowel before it."""
        return self.vowel in ("", SUKUN) and not self.double


def parse_letters(text: str) -> tuple[Letter, ...]:
    """Return the letters of a text with their marks, in whatever order the marks of a letter come.

    >>> [(letter.char, letter.double, letter.vowel) for letter in parse_letters("عمَّان")]
    [('ع', False, ''), ('م', True, 'a'), ('ا', False, ''), ('ن', False, '')]
    """
    letters: list[Letter] = []
    char, double, vowel = "", False, ""
    for c in text:
        if c in _VOWELS:
            # A dagger alif or a tanwin says more than the fatha written beside it.
            vowel = max(vowel, _VOWELS[c], key=len)
        elif c == _SHADDA:
            double = True
        elif char + c in _COMPOSED:
            char = _COMPOSED[char + c]
        elif c != _TATWEEL and unicodedata.category(c)[0] == "L":
            if char or vowel:
                letters.append(Letter(char, double, vowel))
            char, double, vowel = _plain(c), False, ""
    if char or vowel:
        letters.append(Letter(char, double, vowel))
    return tuple(letters)


def _plain(char: str) -> str:
    """Return the plain letter of a look-alike."""
    plain = char if char in _OWN else fold_character(char, Level.CLEAN)
    return plain if len(plain) == 1 else char


def bare(letters: Sequence[Letter]) -> str:
    """Return letters without their marks.

    >>> bare(parse_letters("عمَّان"))
    'عمان'
    """
    return "".join([letter.char for letter in letters])


def doubled_letters(text: str) -> str:
    """Return a text without diacritics and tatweel, each letter that bears a shadda written twice.

    >>> doubled_letters("مُحَمَّد")
    'محممد'
    """
    return _UNWRITTEN.sub("", _DOUBLED.sub(r"\1\1", text))


def has_diacritics(text: str) -> bool:
    """Whether a text has marks of its pronunciation: a shadda or a vowel on any letter but its last.

    >>> has_diacritics("عُمان"), has_diacritics("عمّان"), has_diacritics("عمان"), has_diacritics("مصرَ")
    (True, True, False, False)
    """
    return _ANY.search(text) is not None and any(map(any, _inner_marks(text)))


def _inner_marks(text: str) -> list[tuple[bool, str]]:
    """Return the marks of each letter but the last."""
    return [letter.marks for letter in parse_letters(text)[:-1]]


def diacritics_agreement(text: str, name: str) -> int:
    """Return 1 where two spellings with diacritics have marks in common, -1 where they have none or differ, else 0.

    A shadda is one mark and the vowel on it another: either may be left out. 0 also where they have other numbers of
    letters, or one has no diacritics.

    >>> diacritics_agreement("عمّان", "عمّان"), diacritics_agreement("عُمان", "عمّان"), diacritics_agreement("عمان", "عمّان")
    (1, -1, 0)
    >>> diacritics_agreement("عَمَّان", "عمّان"), diacritics_agreement("عَمَّان", "عُمان"), diacritics_agreement("عَمَان", "عُمَان")
    (1, -1, -1)
    """
    a, b = _inner_marks(text), _inner_marks(name)
    if len(a) != len(b) or not any(map(any, a)) or not any(map(any, b)):
        return 0
    pairs = list(zip(a, b, strict=True))
    differ = any(x and y and x[0] != y[0] for (_, x), (_, y) in pairs)
    common = any((double and other) or (x and y) for (double, x), (other, y) in pairs)
    return 1 if common and not differ else -1


def agrees(letters: Sequence[Letter], vocalized: Sequence[Letter]) -> bool:
    """Whether a word, with whatever marks it has, may be a vocalized one; its case vowel is free.

    >>> bunn, bin = parse_letters("بُنّ"), parse_letters("بِن")
    >>> agrees(parse_letters("بن"), bin), agrees(parse_letters("بِنِ"), bin), agrees(bunn, bin)
    (True, True, False)
    """
    if bare(letters) != bare(vocalized) or len(letters) != len(vocalized):
        return False
    last = len(letters) - 1
    return all(
        (a.vowel in _LESS.get(b.vowel, ("", b.vowel)) or (i == last and not b.vowel)) and (b.double or not a.double)
        for i, (a, b) in enumerate(zip(letters, vocalized, strict=True))
    )


_LESS = {"": ("", SUKUN), "a": ("", "a", LONG_A), LONG_A: ("", "a", LONG_A)}
"""What may be written for a mark, where it is not the mark itself or nothing."""


class VocalizedTable(Generic[T]):
    """Values of vocalized words, found by the word with any part of its marks.

    >>> table = VocalizedTable([("عَمْرو", 1), ("عُمَر", 2)])
    >>> table.find(parse_letters("عمر")), table.find(parse_letters("عَمْرو")), table.find(parse_letters("عُمرو"))
    (2, 1, None)
    """

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._rows: dict[str, list[tuple[tuple[Letter, ...], T]]] = {}
        for word, value in rows:
            letters = parse_letters(word)
            self._rows.setdefault(bare(letters), []).append((letters, value))

    def find(self, letters: Sequence[Letter]) -> T | None:
        """Return the value of the first word that letters agree with, or None."""
        listed = self._rows.get(bare(letters), ())
        return next((value for word, value in listed if agrees(letters, word)), None)


# Spellings in Latin letters

_LATIN_VOWELS = {"a": "ae", LONG_A: "ae", "u": "uo", "i": "iey"}
_LONG_VOWELS = {"a": "اىآة", LONG_A: "اىآ", "u": "و", "i": "ي"}
_WEAK = frozenset("اويىآ")
_HAMZA_AND_AYN = frozenset("أإؤئءع")
"""Hamza and ayn: a Latin spelling leaves them out, and writes their vowel only."""
_LAST_VOWELS = re.compile("[aeiouy]*$")


def allows_vowel(letters: Sequence[Letter], at: int, grapheme: str) -> bool:
    """Whether the vowel mark of a letter allows it to be spelt by a grapheme, some Latin letters or none.

    >>> allows_vowel(parse_letters("مُح"), 0, "mo"), allows_vowel(parse_letters("مُح"), 0, "ma")
    (True, False)
    >>> allows_vowel(parse_letters("نُور"), 0, "n"), allows_vowel(parse_letters("نَور"), 0, "n")
    (True, False)
    """
    letter = letters[at]
    vowels = _LAST_VOWELS.findall(grapheme)[0]
    if letter.char == "ي" and letter.vowel in SHORT:
        vowels = vowels.lstrip("y")  # a consonant here: لِيبْيَا is Libya
    if at + 1 == len(letters):
        # موسَى ends in a: without the fatha, ى may be the ي of another habit of spelling.
        return letter.char != "ى" or not at or letters[at - 1].vowel != "a" or vowels[:1] == "a"
    if letter.vowel == SUKUN:
        return not vowels or letter.char in _WEAK | _HAMZA_AND_AYN
    if letter.vowel not in _LATIN_VOWELS:
        return True
    after = letters[at + 1]
    if not vowels:  # the next letter is that of the long vowel, whose grapheme has it
        return after.vowel not in SHORT and after.char in _LONG_VOWELS[letter.vowel]
    return vowels[0] in _LATIN_VOWELS[letter.vowel]


def can_spell(letters: Sequence[Letter], graphemes: Sequence[Sequence[str]], latin: str) -> bool:
    """Whether the vowel marks of letters allow a Latin spelling.

    Args:
        letters: The letters.
        graphemes: What each of them may be spelt by.
        latin: The spelling.

    >>> m = ["m", "mo", "ma"]
    >>> can_spell(parse_letters("مُم"), [m, m], "mom"), can_spell(parse_letters("مُم"), [m, m], "mam")
    (True, False)
    """
    ends = {0}
    for at, known in enumerate(graphemes):
        allowed = [grapheme for grapheme in known if allows_vowel(letters, at, grapheme)]
        ends = {end + len(grapheme) for end in ends for grapheme in allowed if latin.startswith(grapheme, end)}
    return len(latin) in ends
