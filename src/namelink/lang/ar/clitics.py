"""Arabic affixes: the clitics before a word and the endings of demonyms, both read from tables."""

from __future__ import annotations

import functools

import attrs

from namelink import tables
from namelink.text.tokens import Key, make_key

ARTICLE = "ال"


@attrs.frozen
class Proclitic:
    """Clitics that stand before a word, and whether they have swallowed the article.

    Attributes:
        surface: As written: ``و``, ``لل``.
        parts: The clitics it is made of.
        host: What it is written onto: a ``noun`` or a ``verb``.
        article: Whether the word after it is definite: ``لل`` is ``ل`` and ``ال``.
    """

    surface: str
    parts: tuple[str, ...]
    host: str
    article: bool


@attrs.frozen
class Segmentation:
    """One way to read a folded word: clitics, then the word itself.

    Attributes:
        word: The word without its clitics, its article given back to it.
        prefix: The clitics, as written.
        length: How many characters of the folded word the clitics take.
    """

    word: str
    prefix: str
    length: int


@functools.cache
def proclitics() -> tuple[Proclitic, ...]:
    """Return the proclitics of Arabic, the longest first."""
    table = [
        Proclitic(row["surface"], tuple(row["parts"].split("+")), row["host"], row["article"] == "yes")
        for row in tables.rows("namelink.lang.ar", "proclitics.tsv")
    ]
    return tuple(sorted(table, key=lambda p: (-len(p.surface), p.surface)))


@functools.cache
def _by_first_letter() -> dict[str, tuple[Proclitic, ...]]:
    of_nouns = [p for p in proclitics() if p.host == "noun"]
    letters = sorted({p.surface[0] for p in of_nouns})
    return {c: tuple(p for p in of_nouns if p.surface[0] == c) for c in letters}


MIN_STEM = 2
"""Letters that must be left when clitics are taken off."""


@functools.lru_cache(maxsize=1 << 17)
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
        if len(word) - length >= MIN_STEM and word.startswith(clitic.surface):
            rest = word[length:]
            found.append(Segmentation(ARTICLE + rest if clitic.article else rest, clitic.surface, length))
    return tuple(found)


def surfaces(word: str) -> dict[str, Segmentation]:
    """Return how a folded word may be written with clitics before it, each with the reading that finds it again.

    >>> {surface: reading.prefix for surface, reading in surfaces("الكرملين").items() if len(surface) == 8}
    {'الكرملين': '', 'للكرملين': 'لل'}
    """
    found = {word: Segmentation(word, "", 0)}
    for clitic in proclitics():
        if clitic.host != "noun" or (clitic.article and not word.startswith(ARTICLE)):
            continue
        rest = word.removeprefix(ARTICLE) if clitic.article else word
        if len(rest) >= MIN_STEM:
            found[clitic.surface + rest] = Segmentation(word, clitic.surface, len(clitic.surface))
    return found


@functools.cache
def _endings() -> tuple[tuple[str, bool], ...]:
    table = tables.rows("namelink.lang.ar", "demonym_endings.tsv")
    return tuple((row["ending"], row["definite"] == "yes") for row in table)


def inflect_demonym(stem: str) -> tuple[Key, ...]:
    """Return the keys of a demonym's forms, with and without the article.

    A word in ي inflects, and the words of a phrase inflect together (كوري جنوبي, الكورية الجنوبية);
    any other form, such as a broken plural (أتراك), only takes the article, or the ا of the accusative.

    >>> inflect_demonym("أتراك")
    ('اتراك', 'الاتراك', 'اتراكا')
    >>> inflect_demonym("قيرغيزي")[:4]
    ('قيرغيزي', 'القيرغيزي', 'قيرغيزيه', 'القيرغيزيه')
    """
    parts = stem.split()
    forms = [(parts, True)]
    if parts[-1].endswith("ي"):
        forms = [
            ([p[:-1] + ending if p.endswith("ي") else p for p in parts], definite) for ending, definite in _endings()
        ]
    elif len(parts) == 1 and not stem.endswith(("ا", "ة", "ء", "ون", "ين")):
        forms.append(([stem + "ا"], False))
    keys: list[Key] = []
    for form, definite in forms:
        keys.append(make_key(" ".join(form)))
        if definite:
            keys.append(make_key(" ".join(ARTICLE + p for p in form)))
            keys.append(make_key(ARTICLE + " ".join(form)))
    return tuple(dict.fromkeys(keys))
