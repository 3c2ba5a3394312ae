"""The alphabets that words are compared in: 29 letters of Arabic, 26 of Latin, and digits, one byte each.

Folding leaves Arabic words no other letters; a word of any other script is spelt in plain Latin ones.
"""

from __future__ import annotations

import codecs
import functools

import attrs

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
        name: ``arabic`` or ``latin``.
        letters: Its letters, without digits.
        doubles: Whether a doubled letter is two sounds: Arabic writes one letter for a long consonant.
    """

    name: str
    letters: str
    doubles: bool


ARABIC = Alphabet("arabic", "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", doubles=True)
LATIN = Alphabet("latin", "abcdefghijklmnopqrstuvwxyz", doubles=False)

FIRST_ARABIC = 0x80
"""The byte of the first Arabic letter; Latin letters are ASCII."""

ALPHABET_VERSION = 2
"""Raised whenever the letters of words change, because an index stores them."""

_GROUPS = (("дж", "j"),)
"""Letters that another script writes for one Latin letter, which unidecode does not know."""

_CHARACTERS = "".join(map(chr, range(FIRST_ARABIC))) + ARABIC.letters
"""The letter of each byte."""

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


def letters_of(word: str) -> str:
    """Return the letters of a word in the alphabet it is compared in.

    >>> letters_of("جباروف"), letters_of("Жапаров"), letters_of("Джапаров"), letters_of("Erdoğan"), letters_of("مُؤتة")
    ('جباروف', 'zhaparov', 'japarov', 'erdogan', 'موته')
    """
    return token_letters(fold(word))


@functools.lru_cache(maxsize=1 << 16)
def token_letters(token: str) -> str:
    """Return the letters of a folded token.

    >>> token_letters("جباروف"), token_letters("жапаров")
    ('جباروف', 'zhaparov')
    """
    if alphabet_of(token) is ARABIC:
        return "".join(c if c in ARABIC.letters + DIGITS else OTHER for c in token if c.isalnum())
    if not token.isascii():
        for group, letter in _GROUPS:
            token = token.replace(group, letter)
        token = plain_latin(token).lower()
    return "".join(c for c in token if c in LATIN.letters + DIGITS)


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
