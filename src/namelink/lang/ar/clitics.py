"""Arabic clitics: one-letter words written onto the next word (وقيرغيزستان, للكرملين), and the article."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import ClassVar

import attrs

from namelink import tables
from namelink.cache import remembered
from namelink.lang.base import Segmentation

ARTICLE = "ال"
"""The definite article, written onto its word."""

IN = "ب"
"""The preposition "in", written onto its word."""

CONJUNCTION = "و"
"""The conjunction "and", written onto its word."""


@attrs.frozen
class Proclitic:
    """Clitics that stand before a word, and whether they have swallowed the article.

    Attributes:
        surface: As written: ``و``, ``لل``.
        parts: The clitics it is made of.
        host: What it is written onto: a ``noun`` or a ``verb``.
        article: Whether the word after it is definite: ``لل`` is ``ل`` and ``ال``.
        vowel: The vowel of a single clitic that may stand before the article, else empty.
    """

    min_stem: ClassVar[int] = 2
    """Letters of the shortest word that it is written onto."""

    surface: str
    parts: tuple[str, ...]
    host: str
    article: bool
    vowel: str = ""


@functools.cache
def proclitics() -> tuple[Proclitic, ...]:
    """Return the proclitics of Arabic, the longest first."""
    table = [
        Proclitic(row["surface"], tuple(row["parts"].split("+")), row["host"], row["article"] == "yes", row["vowel"])
        for row in tables.rows("namelink.lang.ar", "proclitics.tsv")
    ]
    return tuple(sorted(table, key=lambda p: (-len(p.surface), p.surface)))


@functools.cache
def article_clitics() -> Mapping[str, str]:
    """Return the clitics that may stand before the article, each with its vowel.

    >>> article_clitics()["و"], article_clitics()["ب"]
    ('a', 'i')
    """
    return {clitic.surface: clitic.vowel for clitic in reversed(proclitics()) if clitic.vowel}


@functools.cache
def _by_first_letter() -> dict[str, tuple[Proclitic, ...]]:
    of_nouns = [p for p in proclitics() if p.host == "noun"]
    letters = sorted({p.surface[0] for p in of_nouns})
    return {c: tuple(p for p in of_nouns if p.surface[0] == c) for c in letters}


@remembered(1 << 17)
def segmentations(word: str) -> tuple[Segmentation, ...]:
    """Return the ways to read a folded word as a noun, as it stands first, then the fewest clitics off.

    >>> [(r.prefix, r.word) for r in segmentations("وقيرغيزستان")]
    [('', 'وقيرغيزستان'), ('و', 'قيرغيزستان')]
    >>> [(r.prefix, r.word) for r in segmentations("للكرملين")]
    [('', 'للكرملين'), ('ل', 'لكرملين'), ('لل', 'الكرملين')]
    """
    found = [Segmentation(word, "", 0)]
    for clitic in reversed(_by_first_letter().get(word[:1], ())):
        length = len(clitic.surface)
        if len(word) - length >= clitic.min_stem and word.startswith(clitic.surface):
            rest = word[length:]
            found.append(Segmentation(ARTICLE + rest if clitic.article else rest, clitic.surface, length))
    return tuple(found)


def without_conjunction(token: str) -> str:
    """Return a folded token without what may be the conjunction, else the token itself.

    >>> without_conjunction("وروسيا"), without_conjunction("وزير"), without_conjunction("روسيا")
    ('روسيا', 'زير', 'روسيا')
    """
    return token.removeprefix(CONJUNCTION)
