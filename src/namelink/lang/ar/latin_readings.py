"""Readings of Arabic letters in Latin ones: which Latin letters spell what is written, and which add to it.

A trained model proposes Latin letters for each Arabic one. What it learned from names of the world holds for their
spellings only: the s of Hamas is no reading of the ة of حماة, and the ll of Sorella none of the ي of سُورِيَا. Vowel marks
that are written bind as the letters do.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from namelink import tables
from namelink.lang.ar.diacritics import SHORT, SUKUN, Letter, bare, parse_letters

SILENT = "-"
"""Stands in the table for no consonant."""

_WEAK = frozenset("ءآأؤإئاىةعهوي")
"""Letters that may be read as a vowel, or not at all: of the others, a vowel alone is no reading."""

_NO_VOWELS = str.maketrans("", "", "aeiou")
_UNWRITTEN = frozenset("aiou")
"""Vowels that Arabic writes at the end of a word: after a last consonant, only e is not written."""

_SHORT_VOWELS = {"a": ("a", "e"), "aa": ("a", "aa"), "i": ("i", "e"), "u": ("u", "o", "ou")}
_LONG_VOWELS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "a": {"ا": ("a", "aa"), "ى": ("a", "ah"), "آ": ("a", "aa"), "ة": ("a", "ah", "e", "eh", "at", "et")},
    "i": {"ي": ("i", "ee", "y", "ie"), "ى": ("i", "ee", "y")},
    "u": {"و": ("u", "ou", "oo", "o")},
}
"""For each short vowel, the letters that write it on, and the spellings of the whole."""

_DIPHTHONGS = {"ي": ("i", "y"), "ى": ("i", "y"), "و": ("w", "u")}
"""What the second letter of a diphthong is read as, after the a of the first."""

_GLIDES = {"ي": (("yy", "y"), ("y", "i")), "و": (("ww", "w"), ("w", "v", "ou"))}
"""What ي and و are read as where they bear a vowel of their own, with a shadda and without one."""

_ANY_SHORT = ("", "a", "e", "i", "o", "u", "ou")
"""What a vowel may be that is not written, or that the next letter writes."""

_SEATS = frozenset("أإ")
"""Letters whose Latin spelling is their vowel, so that the letter of a long vowel after them adds nothing: Iman."""


@attrs.frozen
class _Row:
    before: str
    after: str
    arabic: frozenset[str]
    foreign: frozenset[str]

    def holds(self, before: str, after: str) -> bool:
        """Whether the row holds between two letters, each empty at the ends of a word."""
        return (not self.before or before in tuple(self.before)) and (not self.after or after in tuple(self.after))


@functools.cache
def _readings() -> Mapping[str, Sequence[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in tables.rows("namelink.lang.ar", "latin_readings.tsv"):
        arabic, foreign = (
            frozenset("" if text == SILENT else text for text in (row[field] or "").split())
            for field in ("readings", "foreign")
        )
        found[row["letter"]].append(_Row(row["before"] or "", row["after"] or "", arabic, arabic | foreign))
    return found


def reads(letter: str, before: str, after: str, grapheme: str, foreign: bool = True) -> bool:
    """Whether Latin letters are a reading of an Arabic letter.

    Args:
        letter: The letter; one that the table does not have may be read in any way.
        before: The letter before it, empty where it is the first.
        after: The letter after it, empty where it is the last.
        grapheme: The Latin letters.
        foreign: Whether it may be read as in names of the world.

    >>> reads("ف", "ي", "", "v"), reads("ف", "ي", "", "v", False), reads("ة", "ا", "", "s"), reads("ب", "ق", "", "ba")
    (True, False, False, False)
    >>> reads("س", "ك", "ل", ""), reads("س", "م", "ل", ""), reads("س", "ك", "ل", "u")
    (True, False, False)
    """
    known = _known_readings(letter, before, after, foreign)
    if known is None:
        return True
    weak = letter in _WEAK
    if not after and not weak and grapheme[-1:] in _UNWRITTEN:
        return False
    consonants = grapheme.translate(_NO_VOWELS)
    return (consonants if consonants or weak else grapheme) in known


@functools.lru_cache(maxsize=1 << 16)
def _known_readings(letter: str, before: str, after: str, foreign: bool) -> frozenset[str] | None:
    """Return the consonants that a letter is read as between two others; None where the table has no such letter."""
    rows = _readings().get(letter)
    if rows is None:
        return None
    held = [row.foreign if foreign else row.arabic for row in rows if row.holds(before, after)]
    return frozenset().union(*held)


def consonants_of(letter: str, before: str, after: str) -> frozenset[str]:
    """Return the consonants that a letter of an Arabic word is read as between two others; none where it is unknown.

    >>> sorted(consonants_of("ش", "", "")), sorted(consonants_of("ع", "", ""))
    (['ch', 'sh'], [''])
    """
    return _known_readings(letter, before, after, False) or frozenset()


def as_written(word: str, spellings: Sequence[str]) -> Sequence[str]:
    """Return the spellings of a name that fit how a word of it is written at its end, all of them if none does.

    Folding merges ى and ي, and so موسى (Moussa) and موسي (Moussi). A ى is an a where that is attested; else it is the ي
    of those who leave out its dots, who write مرسى for Morsi. A ي may be either.

    >>> as_written("موسى", ["Moussi", "Moussa"]), as_written("موسي", ["Moussi", "Moussa"])
    (['Moussa'], ['Moussi', 'Moussa'])
    >>> as_written("مرسى", ["Morsi"])
    ['Morsi']
    """
    if "ى" not in word or bare(parse_letters(word))[-1:] != "ى":
        return spellings
    return [text for text in spellings if text.endswith(("a", "ah"))] or spellings


def marked_readings(letters: Sequence[Letter], at: int) -> frozenset[str] | None:
    """Return the readings of a letter with its marks, between its neighbours; None where it has no marks.

    A long vowel is spelt by the letter that writes it, a short one by the letter that bears it.

    >>> [sorted(marked_readings(parse_letters("حُبَّى"), at)) for at in range(3)]
    [['ho', 'hou', 'hu'], ['bb'], ['a', 'ah']]
    """
    letter, last = letters[at], at + 1 == len(letters)
    before = letters[at - 1] if at else None
    long = _long_readings(before, letter, last)
    if long is not None:
        return frozenset(long)
    if last:
        return frozenset(_consonants(before, attrs.evolve(letter, double=False)))
    if letter.vowel in (*_SHORT_VOWELS, SUKUN):
        vowels = _vowels(before, letter, letters[at + 1], at + 2 == len(letters))
    elif letter.double:
        vowels = _ANY_SHORT
    else:
        return None
    return frozenset(consonant + vowel for consonant in _consonants(before, letter) for vowel in vowels)


def _long_readings(before: Letter | None, letter: Letter, last: bool) -> Sequence[str] | None:
    """Return what a letter is read as that writes on the vowel before it, or None where it does not."""
    if before is None or not (letter.is_silent() or last):
        return None
    found = _LONG_VOWELS.get(before.vowel, {}).get(letter.char)
    if found is not None:
        return ("",) if before.char in _SEATS else found
    return _DIPHTHONGS.get(letter.char) if before.vowel == "a" else None


def _consonants(before: Letter | None, letter: Letter) -> Sequence[str]:
    """Return what a letter is read as without its vowel; doubled where a shadda asks for it."""
    double = letter.double and before is not None
    if letter.char in _GLIDES and (letter.vowel in SHORT or double):
        glides = _GLIDES[letter.char][not double]
        return [text for text in glides if text != "i" or before is None or before.vowel != "i"]
    rows = _readings().get(letter.char, ())
    known = [text for row in rows if row.holds(before.char if before else "", "") for text in sorted(row.arabic)]
    doubled = [text for text in known if len(set(text)) < len(text)]
    if double:
        return doubled or known
    return [text for text in known if text not in doubled or (text == "ss" and before)]


def _vowels(before: Letter | None, letter: Letter, after: Letter, last: bool) -> Sequence[str]:
    """Return the spellings of the vowel that a letter bears, empty where the next letter writes it on."""
    if letter.vowel == SUKUN:
        return ("", "a") if letter.char == "ع" and before and before.vowel == "a" else ("",)
    long = _LONG_VOWELS.get(letter.vowel, {}).get(after.char)
    if long is not None and _long_readings(letter, after, last) == long:
        return ("",)
    return _SHORT_VOWELS[letter.vowel]
