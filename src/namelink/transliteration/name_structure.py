"""The parts of a name in Arabic: particles with what belongs to them, attested parts, and plain words."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import attrs

from namelink.lang import Key, split_compound
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.name_parts import NamePart, foreign_names, name_parts
from namelink.text.characters import Level
from namelink.text.folding import fold

LONGEST_ATTESTED = 3
"""Words of the longest attested part that is looked for."""

DEEPEST = 3
"""Particles in a row that belong to one name: ابن أبي أم…"""

ROMAN = {
    "الاول": "I",
    "الثاني": "II",
    "الثالث": "III",
    "الرابع": "IV",
    "الخامس": "V",
    "السادس": "VI",
    "السابع": "VII",
    "الثامن": "VIII",
    "التاسع": "IX",
    "العاشر": "X",
}
"""Ordinals after the names of rulers."""

_BEFORE = frozenset("بن ابن بنت ابو ابي ابا ام ال عبد ولد ايت بو".split())
_AFTER_GIVEN = frozenset(("بن", *ROMAN))
_AFTER = frozenset("الدين الله".split())


class Shape(StrEnum):
    """What a part is made of."""

    ATTESTED = "attested"
    """Stands in the table of Arab names."""
    FOREIGN = "foreign"
    """A given name of the rest of the world that stands in the other table."""
    PARTICLE = "particle"
    """A particle, and the part it belongs to."""
    ORDINAL = "ordinal"
    """Of a ruler."""
    WORD = "word"
    """Any other word."""


@attrs.frozen
class Word:
    """A word of a name, as written and as it is looked up."""

    text: str
    key: str


@attrs.frozen
class Part:
    """A part of a name.

    Attributes:
        shape: What it is made of.
        words: As written.
        particle: The key of the particle, ``article`` for one that is written onto its word.
        host: The part a particle belongs to.
        name: The row of the table of Arab names.
        foreign: The spellings of the table of foreign ones.
    """

    shape: Shape
    words: tuple[Word, ...]
    particle: str = ""
    host: Part | None = None
    name: NamePart | None = None
    foreign: tuple[str, ...] = ()


def split_words(run: str) -> list[Word]:
    """Return the words of a run of Arabic, names written together parted.

    >>> [word.text for word in split_words("عبدالفتّاح السيسي")]
    ['عبد', 'الفتّاح', 'السيسي']
    """
    found: list[Word] = []
    for text in run.split():
        rest = text
        for key in split_compound(fold(text)):
            end = _letters_end(rest, len(key)) if key else len(rest)
            found.append(Word(rest[:end], key))
            rest = rest[end:]
        if rest and found:
            found[-1] = Word(found[-1].text + rest, found[-1].key)
    return [word for word in found if word.key]


def _letters_end(text: str, number: int) -> int:
    """Return where the first letters of a word end, their marks with them."""
    for end, char in enumerate(text):
        is_letter = unicodedata.category(char) == "Lo"
        if is_letter and number == 0:
            return end
        number -= is_letter
    return len(text)


def parse(words: list[Word]) -> list[Part]:
    """Return the parts of a name.

    >>> [str(part.shape) for part in parse(split_words("عبد الفتاح بن ليخاتشوف"))]
    ['attested', 'particle']
    """
    parts: list[Part] = []
    at = 0
    while at < len(words):
        part = _part(words, at, bool(parts))
        parts.append(part)
        at += len(part.words)
    return parts


def _part(words: list[Word], at: int, inner: bool, depth: int = 0) -> Part:
    attested = _attested(words, at)
    word = words[at]
    if inner and word.key in ROMAN and (at + 1 == len(words) or words[at + 1].key in ("بن", "ابن")):
        return Part(Shape.ORDINAL, (word,))
    if not inner and word.key.startswith(ARTICLE) and at + 1 < len(words) and words[at + 1].key in _AFTER_GIVEN:
        host = _plain(_without_article(word))  # الحسن الثاني is Hassan II
        return Part(Shape.PARTICLE, (word,), "first", host) if host.name else _plain(word)
    if attested is not None:
        return attested
    if word.key in _BEFORE and at + 1 < len(words) and depth < DEEPEST:
        # Only the article of a name of God belongs to the particle: عبد الفتاح is Abdel Fattah.
        rest = words[at + 1 :]
        if word.key == "عبد" and rest[0].key.startswith(ARTICLE) and len(rest[0].key) > len(ARTICLE):
            host = _plain(_without_article(rest[0]))
        elif word.key == "عبد":
            return _plain(word)
        else:
            host = _part(words, at + 1, True, depth + 1)
        particle = "بن" if word.key == "ابن" and inner else word.key
        return Part(Shape.PARTICLE, (word, *words[at + 1 : at + 1 + max(1, len(host.words))]), particle, host)
    if at + 1 < len(words) and words[at + 1].key in _AFTER:
        return Part(Shape.PARTICLE, (word, words[at + 1]), words[at + 1].key, _plain(word))
    return _plain(word)


def _attested(words: list[Word], at: int) -> Part | None:
    for number in range(min(LONGEST_ATTESTED, len(words) - at), 1, -1):
        chosen = tuple(words[at : at + number])
        found = name_parts().get(Key(" ".join(word.key for word in chosen)))
        if found is not None:
            return Part(Shape.ATTESTED, chosen, name=found)
    if at + 1 < len(words) and words[at + 1].key in _AFTER:
        return None
    found = name_parts().get(Key(words[at].key))
    return None if found is None else _plain(words[at])


def _plain(word: Word) -> Part:
    """Return the part of one word: attested, an article with its word, or the word alone."""
    found = name_parts().get(Key(word.key))
    foreign = foreign_names().get(Key(word.key), ())
    if found is not None:
        return Part(Shape.ATTESTED, (word,), name=found, foreign=foreign)
    if foreign:
        return Part(Shape.FOREIGN, (word,), foreign=foreign)
    if word.key.startswith(ARTICLE) and len(word.key) > len(ARTICLE) + 1 and word.text[0] == "ا":
        host = _plain(_without_article(word))
        return Part(Shape.PARTICLE, (word,), "article", host)
    return Part(Shape.WORD, (word,))


def _without_article(word: Word) -> Word:
    text = fold(word.text, Level.CLEAN) if word.text[:1] not in "اٱ" else word.text
    return Word(text[_letters_end(text, len(ARTICLE)) :], word.key[len(ARTICLE) :])
