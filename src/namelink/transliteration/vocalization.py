"""How an Arabic word is read: prefix, article and syllables, and the words spelt otherwise than they sound.

Nothing here knows a romanization standard; `namelink.transliteration.standards` spells what is read here.
"""

from __future__ import annotations

import functools

import attrs

from namelink import tables
from namelink.transliteration.letters import SUKUN, Letter, agrees, parse_letters, spelling
from namelink.transliteration.syllables import ALIFS, Syllable, split_syllables

NOUN, PARTICLE, NAME = "noun", "particle", "name"
SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
_PREFIXES = {"و": "a", "ف": "a", "ب": "i", "ك": "a", "ل": "i"}
"""The clitics that stand before an article, each with its vowel."""


@attrs.frozen
class Word:
    """An Arabic word as read.

    Attributes:
        letters: As written, with their marks.
        prefix: The clitic before the article, و ف ب ك ل, or empty.
        article: Whether it has the article.
        role: ``particle`` (a preposition, a conjunction, بن), ``name`` (never in construct), else ``noun``.
        syllables: What follows prefix and article.
    """

    letters: tuple[Letter, ...]
    prefix: str
    article: bool
    role: str
    syllables: tuple[Syllable, ...]


@attrs.frozen
class _Irregular:
    written: tuple[Letter, ...]
    read: tuple[Letter, ...]
    role: str


@functools.cache
def _irregulars() -> dict[str, list[_Irregular]]:
    table: dict[str, list[_Irregular]] = {}
    for row in tables.rows("namelink.transliteration", "irregular.tsv"):
        written = parse_letters(row["written"])
        entry = _Irregular(written, parse_letters(row["read"]), row["role"])
        table.setdefault(spelling(written), []).append(entry)
    return table


def _irregular(letters: tuple[Letter, ...]) -> _Irregular | None:
    if len(letters) == 1 and not letters[0].vowel:
        return None  # a letter named by itself
    return next((e for e in _irregulars().get(spelling(letters), ()) if agrees(letters, e.written)), None)


def _as_read(letters: tuple[Letter, ...], entry: _Irregular | None) -> tuple[Letter, ...]:
    """Return the letters an irregular word is read by, with the case vowel it was written with."""
    if entry is None:
        return letters
    *body, last = entry.read
    case = letters[-1].vowel
    return (*body, last if last.vowel or not case else attrs.evolve(last, vowel=case))


def read(letters: tuple[Letter, ...]) -> Word:
    """Return how a word is read: its clitics taken off where an article stands after them, its vowels told.

    >>> word = read(parse_letters("بِالشَّام"))
    >>> word.prefix, word.article, [(s.consonant, s.vowel) for s in word.syllables]
    ('ب', True, [('ش', 'aa'), ('م', '')])
    """
    entry = _irregular(letters)
    if entry is not None:
        return Word(letters, "", False, entry.role, split_syllables(_as_read(letters, entry)))
    prefix, article, stem = _split(letters)
    if article and stem[0].char in SUN_LETTERS:
        # This shadda says that the article is assimilated, not that the letter is doubled.
        stem = (attrs.evolve(stem[0], double=False), *stem[1:])
    if article:
        stem = _as_read(stem, _irregular(stem))
    return Word(letters, prefix, article, NOUN, split_syllables(stem))


def _split(letters: tuple[Letter, ...]) -> tuple[str, bool, tuple[Letter, ...]]:
    """Return prefix, article and stem."""
    if len(letters) < 4:
        return "", False, letters
    first, second, third = letters[:3]
    # Without a mark as evidence, at least three letters must be left: والد is no 'and the …'.
    enough = 2 if first.vowel or SUKUN in (second.vowel, third.vowel) else 3
    if first.char in ALIFS and first.vowel in ("", "a") and second.char == "ل" and second.is_silent():
        return "", True, letters[2:]
    if first.double or first.vowel not in ("", _PREFIXES.get(first.char)) or not second.is_silent():
        return "", False, letters
    if first.char == second.char == "ل" and len(letters) - 2 >= enough:
        return "ل", True, letters[2:]
    article = first.char in _PREFIXES and second.char in ALIFS and third.char == "ل" and third.is_silent()
    return (first.char, True, letters[3:]) if article and len(letters) - 3 >= enough else ("", False, letters)
