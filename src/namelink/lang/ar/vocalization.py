"""Vocalization of an Arabic word: clitic, article and syllables, as far as its letters and diacritics determine them.

No romanization standard is known here; `namelink.transliteration.standards` writes what `parse_word` returns.
"""

from __future__ import annotations

import functools
from enum import StrEnum

import attrs

from namelink import tables
from namelink.lang.ar.clitics import article_clitics
from namelink.lang.ar.compounds import GOD, split_compound
from namelink.lang.ar.diacritics import SHORT, SUKUN, Letter, VocalizedTable, bare, parse_letters
from namelink.lang.ar.name_parts import arab_given_names
from namelink.lang.ar.syllables import ALIFS, Syllable, split_syllables
from namelink.lang.keys import make_key
from namelink.text.folding import fold

LAM = "ل"
TA_MARBUTA = "ة"
SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
"""Consonants that the l of the article is assimilated to."""


class Role(StrEnum):
    """Role of a word in a name, as far as romanization standards distinguish it."""

    NOUN = "noun"
    """Any word of no other role; it may be in construct with the next one."""
    PARTICLE = "particle"
    """A preposition, a conjunction, بن: no word before it is in construct."""
    NAME = "name"
    """A proper noun, in construct with God alone."""


@attrs.frozen
class Vocalization:
    """The pronunciation of an Arabic word.

    Attributes:
        letters: As written, with their marks.
        prefix: The clitic before the article, و ف ب ك ل, or empty.
        article: Whether it has the article.
        role: Its role.
        syllables: Those after prefix and article.
    """

    letters: tuple[Letter, ...]
    prefix: str
    article: bool
    role: Role
    syllables: tuple[Syllable, ...]

    @property
    def article_consonant(self) -> str:
        """The consonant of its article: l, or the sun letter that it is assimilated to."""
        first = self.syllables[0].consonant
        return first if first in SUN_LETTERS else LAM

    @property
    def has_final_vowel(self) -> bool:
        """Whether it ends in a short vowel that a standard may leave out."""
        return len(self.syllables) > 1 and self.role is not Role.PARTICLE and self.syllables[-1].vowel in SHORT

    @property
    def is_god(self) -> bool:
        """Whether it is God."""
        return bare(self.letters) == GOD

    @property
    def has_case_vowel(self) -> bool:
        """Whether its final short vowel is that of a noun: a verb in the past ends in a, a pronoun in hu or hi."""
        last = self.syllables[-1]
        return self.has_final_vowel and (self.article or (last.vowel != "a" and last.consonant != "ه"))


@attrs.frozen
class _Irregular:
    read: tuple[Letter, ...]
    role: Role


@functools.cache
def _irregulars() -> VocalizedTable[_Irregular]:
    return VocalizedTable(
        (row["written"], _Irregular(parse_letters(row["read"]), Role(row["role"])))
        for row in tables.rows("namelink.lang.ar", "irregular_words.tsv")
    )


def _irregular(letters: tuple[Letter, ...]) -> _Irregular | None:
    """Return the row of an irregular word; a letter without marks is the name of the letter."""
    return None if len(letters) == 1 and not letters[0].vowel else _irregulars().find(letters)


def _as_pronounced(letters: tuple[Letter, ...], entry: _Irregular | None) -> tuple[Letter, ...]:
    """Return the letters that write an irregular word as it sounds, with the case vowel it was written with."""
    if entry is None:
        return letters
    *body, last = entry.read
    case = letters[-1].vowel
    return (*body, last if last.vowel or not case else attrs.evolve(last, vowel=case))


def parse_word(letters: tuple[Letter, ...]) -> Vocalization:
    """Return the vocalization of a word; clitics are parted where an article follows them.

    >>> word = parse_word(parse_letters("بِالشَّام"))
    >>> word.prefix, word.article, [(s.consonant, s.vowel) for s in word.syllables]
    ('ب', True, [('ش', 'aa'), ('م', '')])
    """
    entry = _irregular(letters)
    if entry is not None:
        return Vocalization(letters, "", False, entry.role, split_syllables(_as_pronounced(letters, entry)))
    prefix, article, stem = _split_article(letters)
    if article and stem[0].char in SUN_LETTERS:
        # This shadda shows that the article is assimilated, not that the letter is doubled.
        stem = (attrs.evolve(stem[0], double=False), *stem[1:])
    if article:
        stem = _as_pronounced(stem, _irregular(stem))
    role = Role.NAME if not article and _is_given_name(letters) else Role.NOUN
    return Vocalization(letters, prefix, article, role, split_syllables(stem))


def _is_given_name(letters: tuple[Letter, ...]) -> bool:
    """Whether a word with a ta marbuta is a given name: of 340 names that begin with one, 333 are of persons."""
    word = bare(letters)
    return word.endswith(TA_MARBUTA) and make_key(word) in arab_given_names()


def _split_article(letters: tuple[Letter, ...]) -> tuple[str, bool, tuple[Letter, ...]]:
    """Return the clitic before an article, whether there is an article, and the stem."""
    if len(letters) < 4:
        return "", False, letters
    first, second, third = letters[:3]
    # Without a mark as evidence, at least three letters must be left: والد is no 'and the …'.
    enough = 2 if first.vowel or SUKUN in (second.vowel, third.vowel) else 3
    if first.char in ALIFS and first.vowel in ("", "a") and second.char == LAM and second.is_silent():
        return "", True, letters[2:]
    clitics = article_clitics()
    if first.double or first.vowel not in ("", clitics.get(first.char)) or not second.is_silent():
        return "", False, letters
    if first.char == second.char == LAM and len(letters) - 2 >= enough:
        return LAM, True, letters[2:]
    article = first.char in clitics and second.char in ALIFS and third.char == LAM and third.is_silent()
    return (first.char, True, letters[3:]) if article and len(letters) - 3 >= enough else ("", False, letters)


def split_words(word: str) -> list[tuple[Letter, ...]]:
    """Return the letters of a written word, or of each of the words of a compound.

    >>> [bare(letters) for letters in split_words("عَبدالله")]
    ['عبد', 'الله']
    """
    letters = parse_letters(word)
    folded = fold(bare(letters))
    head, *tail = split_compound(folded) if len(folded) == len(letters) else [folded]
    return [letters[: len(head)], letters[len(head) :]] if tail else [letters]
