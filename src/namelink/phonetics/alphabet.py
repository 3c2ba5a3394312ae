"""The alphabets that words are compared in: 29 letters each of Arabic and Cyrillic, 26 of Latin, and digits.

A letter is one byte. Folding leaves Arabic script no other letters. The letters that other languages add to the Russian
ones are spelt in those (``data/cyrillic_letters.tsv``), and letters of any other script in plain Latin ones.
"""

from __future__ import annotations

import codecs
import functools
import itertools
from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink import tables
from namelink.cache import remembered
from namelink.phonetics.latin import plain_latin
from namelink.scripts import script_of
from namelink.text.folding import fold

DIGITS = "0123456789"

OTHER = "#"
"""Any other letter of Arabic script that folding keeps; no Arabic name has one."""


@attrs.frozen(eq=False)
class Alphabet:
    """The letters that words of some scripts are compared in; one object for each, compared by identity.

    Attributes:
        name: ``arabic``, ``cyrillic`` or ``latin``.
        script: The ISO 15924 code of the script that it is of.
        letters: Its letters, without digits.
        weak: Its letters that spellings add and leave out: vowels, and what stands for them.
        others: Letters of other alphabets that its words may hold too: one Arabic letter makes a word Arabic
            (BBCعربي).
        doubles: Whether a doubled letter is two sounds: Arabic writes one letter for a long consonant.
    """

    name: str
    script: str
    letters: str
    weak: str
    others: str
    doubles: bool

    @property
    def word_letters(self) -> str:
        """All letters that its words may hold."""
        return self.letters + self.others + DIGITS + OTHER


LATIN = Alphabet("latin", "Latn", "abcdefghijklmnopqrstuvwxyz", "aeiouy", "", doubles=False)
CYRILLIC = Alphabet("cyrillic", "Cyrl", "абвгдежзиклмнопрстуфхцчшщыэюя", "аеиоуыэюя", LATIN.letters, doubles=False)
ARABIC = Alphabet(
    "arabic", "Arab", "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ءاوي", CYRILLIC.letters + LATIN.letters, doubles=True
)

_ARABIC_LETTERS = frozenset(ARABIC.letters)

ALPHABETS = (ARABIC, CYRILLIC, LATIN)
"""All alphabets. Of two words of different ones, that of the first alphabet stands first in tables of both; a word
with letters of several is of the first of them. The last is also that of scripts that have no alphabet."""

ALPHABET_VERSION = 6
"""Raised whenever the letters of words change, because an index stores them."""

_CHARACTERS = "".join(map(chr, range(0x80))) + "".join(a.letters for a in reversed(ALPHABETS) if a is not LATIN)
"""The letter of each byte: Latin letters are ASCII, and those of an earlier alphabet have higher bytes."""

_BYTES = codecs.charmap_build(_CHARACTERS)

_PLACES: NDArray[np.intp] = np.full(256, len(ALPHABETS) - 1)
"""For the highest byte of a word, the place in ALPHABETS of the alphabet that the word is of."""
for _place, _alphabet in enumerate(ALPHABETS):
    if _alphabet is not LATIN:
        _PLACES[[_CHARACTERS.index(letter) for letter in _alphabet.letters]] = _place

_BY_SCRIPT = {alphabet.script: alphabet for alphabet in ALPHABETS}


@functools.lru_cache(maxsize=1 << 12)
def _alphabet_of_letter(char: str) -> Alphabet:
    return _BY_SCRIPT.get(str(script_of(char)), LATIN)


def alphabet_of(word: str) -> Alphabet:
    """Return the alphabet that a word is compared in, by its first letter.

    >>> alphabet_of("قطر").name, alphabet_of("Катар").name, alphabet_of("Κατάρ").name
    ('arabic', 'cyrillic', 'latin')
    """
    return _alphabet_of_letter(word[:1]) if word else LATIN


def alphabet_of_letters(letters: str) -> Alphabet:
    """Return the alphabet of a word given by its letters: the first that any of them is of.

    >>> alphabet_of_letters("قطر").name, alphabet_of_letters("6اكتوبر").name, alphabet_of_letters("qatar").name
    ('arabic', 'arabic', 'latin')
    """
    return LATIN if letters.isascii() else ALPHABETS[_PLACES[max(encode(letters))]]


def alphabet_place(highest: int) -> int:
    """Return the place in ALPHABETS of the alphabet of a word, by its highest byte (see `encode`)."""
    return int(_PLACES[highest])


def letters_of(word: str) -> str:
    """Return the letters of a word in the alphabet it is compared in.

    >>> letters_of("جباروف"), letters_of("Жапаров"), letters_of("Erdoğan"), letters_of("مُؤتة"), letters_of("Ҳусейн")
    ('جباروف', 'жапаров', 'erdogan', 'موته', 'хусеин')
    """
    return token_letters(fold(word))


@remembered(1 << 16)
def token_letters(token: str) -> str:
    """Return the letters of a folded token.

    A word that mixes scripts keeps each of its letters, in the alphabet of its script.

    >>> token_letters("جباروف"), token_letters("қасым"), token_letters("γιωργοσ")
    ('جباروف', 'касым', 'giorgos')
    >>> token_letters("6اكتوبر"), token_letters("bbcعربي"), token_letters("عربيtv")
    ('6اكتوبر', 'bbcعربي', 'عربيtv')
    """
    if token.isascii():
        return _latin_letters(token)
    if _ARABIC_LETTERS.issuperset(token):
        return token
    return "".join(_SPELLERS[alphabet]("".join(run)) for alphabet, run in itertools.groupby(token, _alphabet_of_letter))


def _arabic_letters(run: str) -> str:
    return "".join(c if c in ARABIC.letters else OTHER for c in run)


@functools.cache
def _cyrillic_spellings() -> Mapping[int, str]:
    """Return how letters that Russian has not are spelt in Russian ones, by their codes."""
    rows = tables.rows("namelink.phonetics", "cyrillic_letters.tsv")
    return {ord(row["letter"]): row["spelt"] or "" for row in rows}


def _cyrillic_letters(run: str) -> str:
    run = run.translate(_cyrillic_spellings())
    return "".join(c if c in CYRILLIC.letters else _latin_letters(c) for c in run)


def _latin_letters(run: str) -> str:
    if not run.isascii():
        run = plain_latin(run).lower()
    elif run.isalnum() and run.islower():
        return run
    return "".join(c for c in run if c in LATIN.letters + DIGITS)


_SPELLERS = {ARABIC: _arabic_letters, CYRILLIC: _cyrillic_letters, LATIN: _latin_letters}


def encode(letters: str) -> bytes:
    r"""Return the letters of a word as bytes.

    >>> encode("abc"), encode("аб")
    (b'abc', b'\x80\x81')
    """
    return codecs.charmap_encode(letters, "strict", _BYTES)[0]


def decode(encoded: bytes) -> str:
    """Return the letters that `encode` wrote.

    >>> decode(encode("قطر")), decode(b"qatar")
    ('قطر', 'qatar')
    """
    return codecs.charmap_decode(encoded, "strict", _CHARACTERS)[0]
