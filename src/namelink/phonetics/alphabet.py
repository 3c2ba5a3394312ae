"""The letters that words are compared by: 29 of Arabic, 26 of Latin, and digits, one byte each.

Folding leaves Arabic words no other letters; a word of any other script is spelt in plain Latin ones.
"""

from __future__ import annotations

import codecs
import functools

from namelink.phonetics.latin import plain_latin
from namelink.scripts import is_arabic
from namelink.text.folding import fold

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The letters of Arabic that folding leaves."""

LATIN = "abcdefghijklmnopqrstuvwxyz"

DIGITS = "0123456789"

OTHER = "#"
"""Stands for a letter of Arabic script that folding leaves and no Arabic name has."""

FIRST_ARABIC = 0x80
"""The byte of the first Arabic letter; Latin letters are ASCII."""

ALPHABET_VERSION = 2
"""Raised whenever the letters of words change, because an index stores them."""

_CHARACTERS = "".join(map(chr, range(FIRST_ARABIC))) + ARABIC
"""What each byte stands for."""

_BYTES = codecs.charmap_build(_CHARACTERS)


@functools.lru_cache(maxsize=1 << 16)
def letters_of(word: str) -> str:
    """Return the letters of one word, as it is compared.

    >>> letters_of("جباروف"), letters_of("Жапаров"), letters_of("Джапаров"), letters_of("Erdoğan"), letters_of("مُؤتة")
    ('جباروف', 'zhaparov', 'japarov', 'erdogan', 'موته')
    """
    folded = fold(word)
    if is_arabic(folded):
        return "".join(c if c in ARABIC + DIGITS else OTHER for c in folded if c.isalnum())
    if not folded.isascii():
        # Cyrillic has no letter for the sound of J.
        folded = plain_latin(folded.replace("дж", "j")).lower()
    return "".join(c for c in folded if c in LATIN + DIGITS)


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
