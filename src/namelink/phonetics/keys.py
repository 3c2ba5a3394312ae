"""How a name sounds, coarsely and alike in every script.

A word becomes a string of sounds (see ``data/sounds.tsv``): capitals are consonants, small letters
are weak. Its phonetic key is the consonants alone, so that صدر, صادر, Sadyr and Садыр share one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NewType

import unidecode

from namelink import tables
from namelink.phonetics.alphabet import ARABIC, alphabet_of
from namelink.scripts import script_of

PhoneticKey = NewType("PhoneticKey", str)
"""The consonants of one word, as heard. Only `phonetic_key` makes one."""

PHONETICS_VERSION = 3
"""Raised whenever keys change, because an index stores them."""

NO_CONSONANTS = PhoneticKey("A")
"""The key of a word without consonants: آية, Io."""


@functools.cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row["letters"]: row["sounds"] or "" for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv")}
    groups = sorted(table, key=lambda g: (-len(g), g))
    return table, re.compile("|".join(map(re.escape, groups)))


@functools.lru_cache(maxsize=65536)
def phonetic_code(word: str) -> str:
    """Return the sounds of a word in any script.

    >>> phonetic_code("صادر"), phonetic_code("Sadyr"), phonetic_code("Садыр")
    ('SaDR', 'SaDiR', 'SaDiR')
    """
    return _sounds_of_arabic(word) if _PLAIN_ARABIC.fullmatch(word) else phonetic_code_by_groups(word)


_PLAIN_ARABIC = re.compile("[ء-غف-ي]+")
"""A word of letters that the table has, each by itself: most words of a text."""

_STAND_INS = range(0xE000, 0xF8FF)
"""Characters for private use, which stand for groups of Arabic letters meanwhile."""


@functools.cache
def _arabic_table() -> tuple[dict[str, str], dict[int, str]]:
    """Return what stands for each group of several Arabic letters, and the sounds of each letter and of that."""
    table, _ = _table()
    groups = [group for group in table if len(group) > 1 and alphabet_of(group) is ARABIC]
    stand_ins = dict(zip(groups, map(chr, _STAND_INS), strict=False))
    heard = {stand_in: table[group] for group, stand_in in stand_ins.items()}
    return stand_ins, str.maketrans(heard | {letter: table[letter] for letter in table if len(letter) == 1})


def _sounds_of_arabic(word: str) -> str:
    stand_ins, table = _arabic_table()
    for group, stand_in in stand_ins.items():
        word = word.replace(group, stand_in)
    return word.translate(table)


def phonetic_code_by_groups(word: str) -> str:
    """Return the sounds of a word, group of letters by group: the plain way, which is right for every script."""
    table, pattern = _table()
    word = _latin_where_unknown(word.lower())
    out: list[str] = []
    last = ""
    for match in pattern.finditer(word):
        letters = match.group()
        # Doubled Latin letters are one sound; Arabic writes one letter for such a sound, so two are two.
        if letters != last or alphabet_of(letters).doubles:
            out.append(table[letters])
        last = letters
    return "".join(out)


def _latin_where_unknown(word: str) -> str:
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


_WEAK = re.compile(r"[a-z]+")


@functools.lru_cache(maxsize=65536)
def phonetic_key(word: str) -> PhoneticKey:
    """Return the phonetic key of one word: its consonants, a last breath (ة, -ah) not counted.

    >>> phonetic_key("جباروف"), phonetic_key("Japarov"), phonetic_key("Жапаров")
    ('KBRF', 'KBRF', 'KBRF')
    >>> phonetic_key("سلمان"), phonetic_key("سلطان")
    ('SLMN', 'SLTN')
    """
    heard = phonetic_code(word)
    consonants = _WEAK.sub("", heard[:-1] if heard.endswith("H") and len(heard) > 2 else heard)
    return PhoneticKey(consonants) if consonants else NO_CONSONANTS


LONG_KEY = 5
"""Sounds from which two of a key's sounds may be left out, not one."""


def deletions(key: str) -> set[str]:
    """Return a phonetic key with each one of its sounds left out; a short key has none.

    >>> sorted(deletions(phonetic_key("صدر"))), sorted(deletions(phonetic_key("سد")))
    (['DR', 'SD', 'SR'], [])
    """
    return {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) >= 3 else set()


@functools.lru_cache(maxsize=1 << 14)
def far_deletions(key: str) -> frozenset[str]:
    """Return a phonetic key with one of its sounds left out, or two where it is long."""
    near = deletions(key)
    return frozenset(near.union(*map(deletions, near)) if len(key) >= LONG_KEY else near)
