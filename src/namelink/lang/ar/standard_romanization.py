"""Standard romanizations read back: whether Latin letters are those of an Arabic word, letter by letter.

The standards (ALA-LC, BGN/PCGN, UNGEGN, DIN, ISO, IJMES) write each consonant, each long vowel, and the short vowels as
a, i and u. An unvocalised word leaves open the short vowels, the doubled consonants and what folding takes away, and no
more: دمشق may be Dimashq, and neither Damascus nor Dimashk. Syllables bound the short vowels: no word begins with two
consonants, and no three stand together.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from namelink import tables
from namelink.cache import remembered
from namelink.lang.ar.clitics import ARTICLE

FEWEST_CONSONANTS = 2
"""Consonants, a final ه and what may be a vowel aside, that the word has at least: with one there are too many (إب)."""

_SHORT_VOWELS = ("a", "i", "u")
_LONG_VOWELS: Mapping[str, str] = {"ا": "a", "و": "u", "ي": "i"}
_AFTER_TA_MARBUTA = ("h", "t", "")
"""What is written for a final ة, folded to ه, after its a."""

_LONGEST_CLUSTER = 2


class _Place(NamedTuple):
    """A place in the Latin letters up to which they spell the Arabic ones.

    Attributes:
        at: Letters read.
        cluster: Consonants, silent ones included, that stand together before the place.
        short: Whether a short vowel stands before it.
    """

    at: int
    cluster: int
    short: bool = False


_START = _Place(0, _LONGEST_CLUSTER - 1)
"""The beginning counts as a consonant, for a second one would begin the word with two."""


@remembered(1 << 14)
def is_standard(latin: str, arabic: str) -> bool:
    """Whether Latin letters may be a standard romanization of an Arabic word, with its article or without.

    Args:
        latin: The letters of a word, marks and signs of hamza and ayn folded away.
        arabic: The letters of an Arabic word without harakat (see `namelink.phonetics.alphabet`).

    >>> is_standard("dimashq", "دمشق"), is_standard("mawsil", "الموصل"), is_standard("adan", "عدن")
    (True, True, True)
    >>> is_standard("damascus", "دمشق"), is_standard("dimashk", "دمشق"), is_standard("dumayr", "دمر")
    (False, False, False)
    """
    bare = arabic.removeprefix(ARTICLE)
    return _spells(latin, arabic) or (bare != arabic and _spells(latin, bare))


def _spells(latin: str, arabic: str) -> bool:
    if sum(letter in _strong_consonants() for letter in arabic.removesuffix("ه")) < FEWEST_CONSONANTS:
        return False
    first, *letters, last = list(arabic)
    places = _after(latin, {_START}, "ء" if first == "ا" else first, initial=True)
    for letter in letters:
        places = _after(latin, places, letter)
    return any(place.at == len(latin) for place in _after_last(latin, places, last))


def _after(latin: str, places: Collection[_Place], letter: str, *, initial: bool = False) -> set[_Place]:
    """Return the places after a letter and the short vowel that may follow it where it is a consonant."""
    found = set(_consonant(latin, places, letter))
    found |= {_Place(place.at + 1, 0, short=True) for place in found if latin.startswith(_SHORT_VOWELS, place.at)}
    return found if initial else found.union(_long_vowel(latin, places, letter))


def _after_last(latin: str, places: Collection[_Place], letter: str) -> Iterator[_Place]:
    """Yield the places after the last letter, which a pause leaves without a short vowel."""
    yield from _consonant(latin, places, letter)
    yield from _long_vowel(latin, places, letter)
    if letter == "ي":  # as ى
        yield from _long_vowel(latin, places, "ا")
    if letter == "ه":  # as ة
        for at, cluster, _ in places:
            if not cluster and latin[at - 1] == "a":
                yield from (_Place(at + len(end), 0) for end in _AFTER_TA_MARBUTA if latin.startswith(end, at))


def _long_vowel(latin: str, places: Collection[_Place], letter: str) -> Iterator[_Place]:
    """Yield the places after a letter as a long vowel, or as a hamza with the vowel that it is written on."""
    vowels = (_LONG_VOWELS[letter],) if letter in _LONG_VOWELS else ()
    for place in places:
        if not place.short and latin.startswith(vowels, place.at):
            yield _Place(place.at + 1, 0)


def _consonant(latin: str, places: Collection[_Place], letter: str) -> Iterator[_Place]:
    """Yield the places after a letter as a consonant, once or doubled."""
    for at, cluster, _ in places:
        for sign in _consonants().get(letter, ()):
            if cluster < _LONGEST_CLUSTER and latin.startswith(sign, at):
                yield _Place(at + len(sign), cluster + 1)
                if sign and not cluster and latin.startswith(sign + sign, at):
                    yield _Place(at + len(sign + sign), _LONGEST_CLUSTER)


@functools.cache
def _consonants() -> Mapping[str, tuple[str, ...]]:
    """Return the Latin letters of each consonant."""
    rows = tables.rows("namelink.lang.ar", "standard_letters.tsv")
    return {row["letter"]: tuple(row["latin"].split()) or ("",) for row in rows}


@functools.cache
def _strong_consonants() -> frozenset[str]:
    """Return the consonants that are heard and are never vowels."""
    return frozenset(letter for letter, latin in _consonants().items() if any(latin)) - _LONG_VOWELS.keys()


@functools.cache
def arabic_countries() -> frozenset[str]:
    """Return the ISO 3166 codes of the countries whose places have Arabic names of their own.

    >>> "SA" in arabic_countries(), "FR" in arabic_countries()
    (True, False)
    """
    return frozenset(row["country"] for row in tables.rows("namelink.lang.ar", "arabic_countries.tsv"))
