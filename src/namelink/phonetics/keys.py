"""Phonetic codes and keys: how a word sounds, coarsely and alike in every script.

A phonetic code is a string of sound classes (see ``data/phonetic_codes.tsv``): capitals are consonants, small letters
are weak: vowels, hamza and ayn. A phonetic key is the consonants alone: صدر, صادر, Sadyr and Садыр share one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import NewType

import attrs
import unidecode

from namelink import tables
from namelink.cache import remembered
from namelink.phonetics.alphabet import ARABIC, alphabet_of
from namelink.scripts import script_of

PhoneticKey = NewType("PhoneticKey", str)
"""The consonants of the phonetic code of one word. Only `phonetic_key` makes one."""

PHONETICS_VERSION = 3
"""Raised whenever keys change, because an index stores them."""

NO_CONSONANTS = PhoneticKey("A")
"""The key of a word without consonants: آية, Io."""


@functools.cache
def _table() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return the sounds of each group of letters, and a pattern that finds the longest group first."""
    table = {row["letters"]: row["sounds"] for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv")}
    groups = sorted(table, key=lambda g: (-len(g), g))
    return table, re.compile("|".join(map(re.escape, groups)))


@remembered(65536)
def phonetic_code(word: str) -> str:
    """Return the phonetic code of a word in any script.

    >>> phonetic_code("صادر"), phonetic_code("Sadyr"), phonetic_code("Садыр")
    ('SaDR', 'SaDiR', 'SaDiR')
    """
    arabic = _arabic_tables()
    return arabic.code(word) if arabic.words.fullmatch(word) else phonetic_code_by_groups(word)


def phonetic_code_by_groups(word: str) -> str:
    """Return the phonetic code of a word, group of letters by group: the definition, which `phonetic_code` speeds up.

    A doubled letter is one sound, but in Arabic, which writes one letter for a long consonant.
    """
    table, pattern = _table()
    out: list[str] = []
    last = ""
    for match in pattern.finditer(_known_letters(word.lower())):
        letters = match.group()
        if letters != last or alphabet_of(letters).doubles:
            out.append(table[letters])
        last = letters
    return "".join(out)


def _known_letters(word: str) -> str:
    """Return a word with Latin letters for those that the table has not, unless they are of Arabic script."""
    table, _ = _table()
    out: list[str] = []
    for char in word:
        if char in table or not char.isalpha():
            out.append(char)
            continue
        base = unicodedata.normalize("NFKD", char)[0]
        if base in table:
            out.append(base)
        elif str(script_of(char)) != "Arab":
            out.append(unidecode.unidecode(char).lower())
    return "".join(out)


_PRIVATE_USE = range(0xE000, 0xF8FF)


@attrs.frozen(eq=False)
class _ArabicTables:
    """The table for words of Arabic letters alone, which are most words of a text: two passes without a search.

    Attributes:
        words: A pattern of words that have no other letters.
        groups: A private-use character for each group of several letters, which stands in for it between the passes.
        sounds: Sounds by the code of each letter or private-use character, for `str.translate`.
    """

    words: re.Pattern[str]
    groups: Mapping[str, str]
    sounds: Mapping[int, str]

    def code(self, word: str) -> str:
        """Return the phonetic code of a word that the pattern matches."""
        for group, stand_in in self.groups.items():
            word = word.replace(group, stand_in)
        return word.translate(self.sounds)


@functools.cache
def _arabic_tables() -> _ArabicTables:
    table = {letters: sounds for letters, sounds in _table()[0].items() if alphabet_of(letters) is ARABIC}
    letters = "".join(group for group in table if len(group) == 1)
    groups = dict(zip((group for group in table if len(group) > 1), map(chr, _PRIVATE_USE), strict=False))
    sounds = str.maketrans({groups.get(group, group): sounds for group, sounds in table.items()})
    return _ArabicTables(re.compile(f"[{letters}]+"), groups, sounds)


_WEAK = re.compile(r"[a-z]+")


@remembered(65536)
def phonetic_key(word: str) -> PhoneticKey:
    """Return the phonetic key of one word: its consonants, without a final h (ة, -ah).

    >>> phonetic_key("جباروف"), phonetic_key("Japarov"), phonetic_key("Жапаров")
    ('KBRF', 'KBRF', 'KBRF')
    >>> phonetic_key("سلمان"), phonetic_key("سلطان")
    ('SLMN', 'SLTN')
    """
    code = phonetic_code(word)
    consonants = _WEAK.sub("", code[:-1] if code.endswith("H") and len(code) > 2 else code)
    return PhoneticKey(consonants) if consonants else NO_CONSONANTS


SHORTEST_NEAR, SHORTEST_FAR = 3, 5
"""Sounds from which one of a key may be left out, and from which two may."""


def deletion_neighbours(key: str) -> set[str]:
    """Return a phonetic key with each one of its sounds left out; a short key has none.

    >>> sorted(deletion_neighbours(phonetic_key("صدر"))), sorted(deletion_neighbours(phonetic_key("سد")))
    (['DR', 'SD', 'SR'], [])
    """
    return {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) >= SHORTEST_NEAR else set()


@remembered(1 << 14)
def far_deletion_neighbours(key: str) -> frozenset[str]:
    """Return a phonetic key with one of its sounds left out, and with two where it is long.

    >>> len(far_deletion_neighbours("KBRF")), len(far_deletion_neighbours("KBRFT"))
    (4, 15)
    """
    near = deletion_neighbours(key)
    return frozenset(near.union(*map(deletion_neighbours, near)) if len(key) >= SHORTEST_FAR else near)
