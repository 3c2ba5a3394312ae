"""The alphabets that words are compared in: 29 letters of Arabic, 26 of Latin, and digits, one byte each.

Folding leaves Arabic script no other letters; letters of any other script are spelt in plain Latin ones.
"""

from __future__ import annotations

import codecs
import functools
import re

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.phonetics.latin import plain_latin
from namelink.scripts import script_of
from namelink.text.folding import fold

DIGITS = "0123456789"

OTHER = "#"
"""Stands for a letter of Arabic script that folding leaves and no Arabic name has."""


@attrs.frozen(eq=False)
class Alphabet:
    """The letters that words of some scripts are compared in; one object for each, compared by identity.

    Attributes:
        name: ``arabic`` or ``latin``.
        letters: Its letters, without digits.
        weak: Its letters that spellings add and leave out: vowels, and what stands for them.
        others: Letters of other alphabets that its words may hold too: one Arabic letter makes a word Arabic
            (BBCعربي).
        doubles: Whether a doubled letter is two sounds: Arabic writes one letter for a long consonant.
    """

    name: str
    letters: str
    weak: str
    others: str
    doubles: bool

    @property
    def word_letters(self) -> str:
        """All letters that its words may hold."""
        return self.letters + self.others + DIGITS + OTHER


LATIN = Alphabet("latin", "abcdefghijklmnopqrstuvwxyz", "aeiouy", "", doubles=False)
ARABIC = Alphabet("arabic", "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ءاوي", LATIN.letters, doubles=True)

ALPHABETS = (ARABIC, LATIN)
"""All alphabets. Of two words of different ones, that of the first alphabet stands first in tables of both."""

FIRST_ARABIC = 0x80
"""The byte of the first Arabic letter; Latin letters are ASCII."""

ALPHABET_VERSION = 3
"""Raised whenever the letters of words change, because an index stores them."""

_CHARACTERS = "".join(map(chr, range(FIRST_ARABIC))) + ARABIC.letters
"""What each byte stands for."""

_BYTES = codecs.charmap_build(_CHARACTERS)


@functools.lru_cache(maxsize=1 << 12)
def _alphabet_of_letter(char: str) -> Alphabet:
    return ARABIC if str(script_of(char)) == "Arab" else LATIN


def alphabet_of(word: str) -> Alphabet:
    """Return the alphabet that a word is compared in, by its first letter.

    >>> alphabet_of("قطر").name, alphabet_of("Катар").name
    ('arabic', 'latin')
    """
    return _alphabet_of_letter(word[:1]) if word else LATIN


def alphabet_of_letters(letters: str) -> Alphabet:
    """Return the alphabet of a word given by its letters: Arabic where any of them is.

    >>> alphabet_of_letters("قطر").name, alphabet_of_letters("6اكتوبر").name, alphabet_of_letters("qatar").name
    ('arabic', 'arabic', 'latin')
    """
    return LATIN if letters.isascii() else ARABIC


def alphabet_places(table: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the place in ALPHABETS of the alphabet of each of some words, a row of bytes each (see `encode`)."""
    places: NDArray[np.intp] = np.all(table < FIRST_ARABIC, axis=1).astype(np.intp)
    return places


def letters_of(word: str) -> str:
    """Return the letters of one word, as it is compared.

    >>> letters_of("جباروف"), letters_of("Жапаров"), letters_of("Джапаров"), letters_of("Erdoğan"), letters_of("مُؤتة")
    ('جباروف', 'zhaparov', 'japarov', 'erdogan', 'موته')
    """
    return token_letters(fold(word))


_RUNS = re.compile("([\u0600-\u06ff\u0750-\u077f\u0870-\u08ff]+)")
"""A run of Arabic script. Folding leaves none of its presentation forms."""


@functools.lru_cache(maxsize=1 << 16)
def token_letters(token: str) -> str:
    """Return the letters of a folded token.

    A word that mixes scripts keeps each of its letters: Arabic ones as they are, the others in Latin.

    >>> token_letters("جباروف"), token_letters("жапаров")
    ('جباروف', 'zhaparov')
    >>> token_letters("6اكتوبر"), token_letters("bbcعربي"), token_letters("عربيtv")
    ('6اكتوبر', 'bbcعربي', 'عربيtv')
    """
    if token.isascii():
        return _latin_letters(token)
    # Runs of Arabic script stand at the odd places.
    return "".join(_arabic_letters(run) if i % 2 else _latin_letters(run) for i, run in enumerate(_RUNS.split(token)))


def _arabic_letters(run: str) -> str:
    return "".join(c if c in ARABIC.letters else OTHER for c in run if c.isalnum())


def _latin_letters(run: str) -> str:
    if not run.isascii():
        # Cyrillic has no letter for the sound of J.
        run = plain_latin(run.replace("дж", "j")).lower()
    return "".join(c for c in run if c in LATIN.letters + DIGITS)


def encode(letters: str) -> bytes:
    r"""Return the letters of a word as bytes.

    >>> encode("abc"), encode("ءا")
    (b'abc', b'\x80\x81')
    """
    return codecs.charmap_encode(letters, "strict", _BYTES)[0]


def decode(encoded: bytes) -> str:
    """Return the letters that `encode` wrote.

    >>> decode(encode("قطر")), decode(b"qatar")
    ('قطر', 'qatar')
    """
    return codecs.charmap_decode(encoded, "strict", _CHARACTERS)[0]
