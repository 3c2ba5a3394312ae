"""The letters that words are compared by: 29 of Arabic, 26 of Latin, and digits, one byte each.

Folding leaves Arabic script no other letters; letters of any other script are spelt in plain Latin ones.
"""

from __future__ import annotations

import codecs
import functools
import re

from namelink.text.folding import fold
from namelink.translit.latin import plain_latin

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The letters of Arabic that folding leaves."""

LATIN = "abcdefghijklmnopqrstuvwxyz"

DIGITS = "0123456789"

OTHER = "#"
"""Stands for a letter of Arabic script that folding leaves and no Arabic name has."""

FIRST_ARABIC = 0x80
"""The byte of the first Arabic letter; Latin letters are ASCII."""

ALPHABET_VERSION = 3
"""Raised whenever the letters of words change, because an index stores them."""

_CHARACTERS = "".join(map(chr, range(FIRST_ARABIC))) + ARABIC
"""What each byte stands for."""

_BYTES = codecs.charmap_build(_CHARACTERS)


_RUNS = re.compile("([\u0600-\u06ff\u0750-\u077f\u0870-\u08ff]+)")
"""A run of Arabic script. Folding leaves none of its presentation forms."""


@functools.lru_cache(maxsize=1 << 16)
def letters_of(word: str) -> str:
    """Return the letters of one word, as it is compared.

    A word that mixes scripts keeps each of its letters: Arabic ones as they are, the others in Latin.

    >>> letters_of("جباروف"), letters_of("Жапаров"), letters_of("Джапаров"), letters_of("Erdoğan"), letters_of("مُؤتة")
    ('جباروف', 'zhaparov', 'japarov', 'erdogan', 'موته')
    >>> letters_of("6أكتوبر"), letters_of("BBCعربي"), letters_of("عربيTV")
    ('6اكتوبر', 'bbcعربي', 'عربيtv')
    """
    folded = fold(word)
    if folded.isascii():
        return _latin_letters(folded)
    # Runs of Arabic script stand at the odd places.
    return "".join(_arabic_letters(run) if i % 2 else _latin_letters(run) for i, run in enumerate(_RUNS.split(folded)))


def _arabic_letters(run: str) -> str:
    return "".join(c if c in ARABIC else OTHER for c in run if c.isalnum())


def _latin_letters(run: str) -> str:
    if not run.isascii():
        # Cyrillic has no letter for the sound of J.
        run = plain_latin(run.replace("дж", "j")).lower()
    return "".join(c for c in run if c in LATIN + DIGITS)


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
