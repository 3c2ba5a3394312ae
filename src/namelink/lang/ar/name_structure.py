"""Structure of a name in Arabic: particles with the parts they belong to, attested parts, and other words."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.compounds import FAITH, GOD, split_compound
from namelink.lang.ar.name_parts import AttestedPart, foreign_names, name_parts
from namelink.lang.ar.particles import Position, particles, regnal_ordinals
from namelink.lang.keys import Key
from namelink.text.characters import Level
from namelink.text.folding import fold

SON, SON_OF, SERVANT = "ابن", "بن", "عبد"
MAGHREB_PREFIXES, MAGHREB_LENGTH = ("بن", "بو"), 6
"""Prefixes of surnames of the Maghreb (بنصالح, بوتفليقة), and the letters such a surname has at least."""


class PartKind(StrEnum):
    """Kind of a part."""

    ATTESTED = "attested"
    """In the table of Arab names."""
    FOREIGN = "foreign"
    """In the table of given names of the rest of the world, and not in that of Arab names."""
    PARTICLE = "particle"
    """A particle and the part it belongs to."""
    ORDINAL = "ordinal"
    """The ordinal of a ruler."""
    WORD = "word"
    """Any other word."""


@attrs.frozen
class NameWord:
    """A word of a name, as written and folded."""

    text: str
    key: str

    def without_article(self) -> NameWord:
        """Return the word without the two letters of its article."""
        text = fold(self.text, Level.CLEAN) if self.text[:1] not in "اٱ" else self.text
        return NameWord(text[_end_of_letters(text, len(ARTICLE)) :], self.key[len(ARTICLE) :])


@attrs.frozen(cache_hash=True)
class Part:
    """A part of a name.

    Attributes:
        kind: Its kind.
        words: As written.
        particle: The key of its particle, see `namelink.lang.ar.particles`; empty where it has none.
        host: The part that the particle belongs to.
        name: Its row of the table of Arab names.
        foreign: Its spellings in the table of foreign names.
    """

    kind: PartKind
    words: tuple[NameWord, ...]
    particle: str = ""
    host: Part | None = None
    name: AttestedPart | None = None
    foreign: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words, joined as they are spelt by a model."""
        return "".join(word.text for word in self.words)

    @property
    def key(self) -> str:
        """Its words, folded."""
        return " ".join([word.key for word in self.words])

    @property
    def is_attested(self) -> bool:
        """Whether it is in the table of Arab names, its particles left out."""
        return self.name is not None or (self.host is not None and self.host.is_attested)

    @property
    def region(self) -> str | None:
        """The region it is known from, where it is known from one only."""
        if self.host is not None:
            return self.host.region
        if self.name is not None:
            regions = [region for region, text in self.name.regional if text == self.name.usual]
            return regions[0] if regions and len(self.name.regional) == 1 else None
        key = self.words[0].key
        maghreb = key.startswith(MAGHREB_PREFIXES) and len(key) >= MAGHREB_LENGTH and self.kind is PartKind.WORD
        return "maghreb" if maghreb else None

    def as_word(self) -> Part:
        """Return the part as one word without a structure."""
        return attrs.evolve(self, kind=PartKind.WORD, particle="", host=None)


def split_name_words(words: Iterable[tuple[str, str]]) -> list[NameWord]:
    """Return the words of a name, given as written and folded, with compounds parted.

    >>> [word.text for word in split_name_words([("عبدالفتّاح", "عبدالفتاح"), ("السيسي", "السيسي")])]
    ['عبد', 'الفتّاح', 'السيسي']
    """
    found: list[NameWord] = []
    for text, token in words:
        head, *tail = split_compound(token)
        end = _end_of_letters(text, len(head)) if tail else len(text)
        found += [NameWord(text[:end], head), *(NameWord(text[end:], key) for key in tail)]
    return found


def _end_of_letters(text: str, number: int) -> int:
    """Return the offset after the first letters of a word and their marks."""
    for end, char in enumerate(text):
        is_letter = unicodedata.category(char) == "Lo"
        if is_letter and number == 0:
            return end
        number -= is_letter
    return len(text)


def parse(words: Sequence[NameWord], compounds: bool = True) -> list[Part]:
    """Return the parts of a name.

    Args:
        words: Its words.
        compounds: Whether a compound that the table has is one part; else it is a particle and what belongs to it.

    >>> words = [NameWord(word, word) for word in "عبد الفتاح بن ليخاتشوف".split()]
    >>> [str(part.kind) for part in parse(words)]
    ['attested', 'particle']
    """
    parts: list[Part] = []
    at = 0
    while at < len(words):
        part = _part(words, at, bool(parts), compounds=compounds)
        parts.append(part)
        at += len(part.words)
    return parts


def is_arab(parts: Sequence[Part]) -> bool:
    """Whether a name looks Arab: it has more attested Arab parts and particles than foreign given names.

    >>> mohammed, vladimir = NameWord("محمد", "محمد"), NameWord("فلاديمير", "فلاديمير")
    >>> is_arab(parse([mohammed])), is_arab(parse([vladimir]))
    (True, False)
    """
    foreign = sum(part.kind is PartKind.FOREIGN for part in parts)
    arab = sum(part.kind in (PartKind.ATTESTED, PartKind.PARTICLE) for part in parts)
    article_only = len(parts) == 1 and parts[0].particle == Position.ARTICLE and not parts[0].is_attested
    return arab > foreign and not article_only


def split_article(word: str) -> str:
    """Return the article of a word of a name in Arabic letters without marks, empty where it has none.

    >>> split_article("الحداد"), split_article("السنوار"), split_article("الياس"), split_article("الله")
    ('ال', 'ال', '', '')
    """
    if not word.startswith(ARTICLE) or len(word) <= len(ARTICLE) + 1 or fold(word) == GOD:
        return ""
    if word[len(ARTICLE)] in _SEATED:
        return ARTICLE
    part = _single(NameWord(word, fold(word)))
    usual = part.name.usual.lower() if part.name is not None else ""
    named = usual.startswith(_ARTICLES) or (usual != "" and not usual.startswith(tuple("aeiou")))  # السنوار is Sinwar
    return ARTICLE if part.particle == Position.ARTICLE or named else ""


_ARTICLES = ("al-", "el-", "al ", "el ")
_SEATED = frozenset("أإآ")
"""Hamzas that begin a word, and so stand after an article alone."""


def is_arab_word(word: str) -> bool:
    """Whether a word of a name in Arabic letters may be that of an Arab one: it is no foreign given name.

    >>> is_arab_word("حداد"), is_arab_word("فلاديمير")
    (True, False)
    """
    return _single(NameWord(word, fold(word))).kind is not PartKind.FOREIGN


def has_arabic_letters(word: str) -> bool:
    """Whether a word has an article, or a letter that names of the world are hardly ever written with.

    >>> has_arabic_letters("القنفذة"), has_arabic_letters("رفحاء"), has_arabic_letters("باير")
    (True, True, False)
    """
    return word.startswith(ARTICLE) or not _ARABIC_LETTERS.isdisjoint(word)


_ARABIC_LETTERS = frozenset("ةءثحذصضطظعق")


def _part(
    words: Sequence[NameWord], at: int, inner: bool, within: frozenset[str] = frozenset(), compounds: bool = True
) -> Part:
    """Return the part that begins at a word, which belongs to some particles before it; none nests in itself."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if inner and word.key in regnal_ordinals() and (after is None or after.key in (SON, SON_OF)):
        return Part(PartKind.ORDINAL, (word,))
    if not inner and after and word.key.startswith(ARTICLE) and after.key in (SON_OF, *regnal_ordinals()):
        host = _single(word.without_article())  # الحسن الثاني is Hassan II
        return Part(PartKind.PARTICLE, (word,), Position.REGNAL, host) if host.name else _single(word)
    attested = _attested(words, at) if compounds or not _is_compound(words, at) else None
    if attested is not None:
        return attested
    if after and word.key not in within and _position(word) is Position.BEFORE:
        return _with_particle_before(words, at, inner, within, compounds)
    if after and _position(after) is Position.AFTER:
        return Part(PartKind.PARTICLE, (word, after), after.key, _single(word))
    return _single(word)


def _position(word: NameWord) -> Position | None:
    found = particles().get(word.key)
    return found.position if found else None


def _is_compound(words: Sequence[NameWord], at: int) -> bool:
    """Whether two words are a compound whose halves can be told apart: عبد الله is written as one."""
    first, second = words[at].key, words[at + 1].key if at + 1 < len(words) else ""
    return second.startswith(ARTICLE) and (first == SERVANT) != (second in (FAITH, GOD))


def _with_particle_before(
    words: Sequence[NameWord], at: int, inner: bool, within: frozenset[str], compounds: bool
) -> Part:
    word, after = words[at], words[at + 1]
    if word.key != SERVANT:
        host = _part(words, at + 1, True, within | {word.key}, compounds)
    elif after.key.startswith(ARTICLE) and len(after.key) > len(ARTICLE):
        # Only the article of a name of God belongs to the particle: عبد الفتاح is Abdel Fattah.
        host = _single(after.without_article())
    else:
        return _single(word)
    particle = SON_OF if word.key == SON and inner else word.key
    return Part(PartKind.PARTICLE, tuple(words[at : at + 1 + len(host.words)]), particle, host)


@functools.cache
def _longest() -> int:
    """Return the number of words of the longest attested part."""
    return max(key.count(" ") + 1 for key in name_parts())


def _attested(words: Sequence[NameWord], at: int) -> Part | None:
    for number in range(min(_longest(), len(words) - at), 1, -1):
        chosen = tuple(words[at : at + number])
        found = name_parts().get(Key(" ".join(word.key for word in chosen)))
        if found is not None:
            return Part(PartKind.ATTESTED, chosen, name=found)
    if at + 1 < len(words) and _position(words[at + 1]) is Position.AFTER:
        return None
    return _single(words[at]) if Key(words[at].key) in name_parts() else None


def _single(word: NameWord) -> Part:
    """Return the part of one word: attested, an article with its word, or the word alone."""
    found = name_parts().get(Key(word.key))
    foreign = foreign_names().get(Key(word.key), ())
    if found is not None:
        return Part(PartKind.ATTESTED, (word,), name=found, foreign=foreign)
    if foreign:
        return Part(PartKind.FOREIGN, (word,), foreign=foreign)
    if word.key.startswith(ARTICLE) and len(word.key) > len(ARTICLE) + 1 and word.text[0] == "ا":
        return Part(PartKind.PARTICLE, (word,), Position.ARTICLE, _single(word.without_article()))
    return Part(PartKind.WORD, (word,))
