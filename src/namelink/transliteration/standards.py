"""Romanization by a standard: one engine for all standards, each of which is a data file.

ALA-LC, BGN/PCGN 1956, UNGEGN 2017, DIN 31635, ISO 233-2 and IJMES write the pronunciation of a word, as far as its
diacritics determine it; Buckwalter, Safe Buckwalter and Habash-Soudi-Buckwalter write its letters, and are
reversible. `docs/reference/romanization.md` cites them all and defines the fields of a file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import attrs

from namelink.errors import SchemeError, require_str
from namelink.lang.ar.diacritics import LONG_A, Letter
from namelink.lang.ar.script import ANY_WORD, latin_signs, without_presentation_forms
from namelink.lang.ar.syllables import Syllable
from namelink.lang.ar.vocalization import Role, Vocalization, split_words, vocalize
from namelink.text.characters import Level, fold_character
from namelink.transliteration.schemes import Scheme, find_scheme, reversible, schemes

__all__ = ["arabize_by", "romanize_by", "schemes"]

_SPACES = " \u00a0\u200e\u200f"


def romanize_by(text: str, scheme: str | Path) -> str:
    """Return Arabic in Latin letters by a standard; what is not Arabic stays as it is.

    Args:
        text: A name or a text, best with its diacritics: none that is missing is guessed.
        scheme: One of `schemes()`, in any case, or the path of a user's TOML file.

    Raises:
        TypeError: text is not a str.
        SchemeError: There is no such standard, or the file cannot be used.

    >>> romanize_by("الشَّارِقَة", "bgn-pcgn"), romanize_by("الشَّارِقَة", "din-31635")
    ('Ash Shāriqah', 'aš-šāriqa')
    >>> romanize_by("الشارقة", "buckwalter")
    'Al$Arqp'
    """
    standard = find_scheme(scheme)
    require_str(text, "romanize_by", "text")
    if standard.reversible:
        return text.translate(standard.forwards)
    return "".join(_pieces(without_presentation_forms(text), standard))


def arabize_by(text: str, scheme: str | Path) -> str:
    """Return the Arabic text that a reversible standard romanized.

    Every sign of the standard becomes its letter: these standards have no escape for a Latin letter, or for a full
    stop in HSB, that is meant as such. All else stays as it is.

    Args:
        text: Text in the signs of the standard.
        scheme: ``buckwalter``, ``safe-buckwalter``, ``hsb``, or a user's reversible file.

    Raises:
        TypeError: text is not a str.
        SchemeError: There is no such standard, it cannot be read back, or its file cannot be used.

    >>> arabize_by("Al$Arqp 2024", "buckwalter")
    'الشارقة 2024'
    """
    standard = find_scheme(scheme)
    require_str(text, "arabize_by", "text")
    if not standard.reversible:
        raise SchemeError(
            f"{scheme} cannot be read back into Arabic; the schemes that can are {', '.join(reversible())}"
        )
    pattern, letters = standard.backwards
    return pattern.sub(lambda match: letters[match.group()], text)


@attrs.frozen
class _Context:
    """A word and what its spelling depends on around it.

    Attributes:
        word: The word.
        initial: Whether a name begins with it.
        followed: Whether another word follows that its ta marbuta may be in construct with.
    """

    word: Vocalization
    initial: bool
    followed: bool


def _pieces(text: str, scheme: Scheme) -> Iterator[str]:
    """Yield a text's romanized words and what stands between them."""
    parts = list(_words(text))
    words = [vocalize(letters) for letters, _ in parts]
    initial = True
    for i, (word, (_, gap)) in enumerate(zip(words, parts, strict=True)):
        joined = bool(word.letters) and bool(gap) and not gap.strip(_SPACES)
        after = words[i + 1] if joined and i + 1 < len(words) else None
        followed = after is not None and after.role is not Role.PARTICLE and not after.prefix
        if word.letters:
            yield _spell(_Context(word, initial, followed), scheme)
        yield latin_signs(gap)
        initial = not joined


def _words(text: str) -> Iterator[tuple[tuple[Letter, ...], str]]:
    """Yield the letters of each word and what follows it."""
    first, *rest = ANY_WORD.split(text)
    yield (), first
    for word, gap in zip(rest[::2], rest[1::2], strict=True):
        *heads, last = split_words(word)
        yield from ((head, " ") for head in heads)
        yield last, gap


def _spell(context: _Context, scheme: Scheme) -> str:
    word, capitals = context.word, scheme.capitals == "words"
    own = scheme.own_words.find(word.letters)
    if own is not None:
        return _capitalized(own) if capitals and context.initial else own
    stem = "".join(_stem(context, scheme))
    if capitals and (context.initial or word.role is not Role.PARTICLE):
        stem = _capitalized(stem)
    head = _head(word, scheme)
    if context.initial and scheme.initial_article_capital:
        head = _capitalized(head)
    return unicodedata.normalize("NFC", head + stem)


def _capitalized(latin: str) -> str:
    """Return Latin letters with the first a capital; signs of hamza and ayn have none."""
    for i, char in enumerate(latin):
        if char.lower() != char.upper():
            return latin[:i] + char.upper() + latin[i + 1 :]
    return latin


def _head(word: Vocalization, scheme: Scheme) -> str:
    """Return the article of a word, with the clitic before it."""
    if not word.article:
        return ""
    form = scheme.prefixes[word.prefix] if word.prefix else scheme.article
    return form.replace("{l}", _latin(word.article_consonant, scheme))


def _latin(char: str, scheme: Scheme) -> str:
    """Return a letter in Latin, by its base letter where the standard does not list it."""
    latin = scheme.letters.get(char)
    return scheme.letters.get(fold_character(char, Level.FOLD), char) if latin is None else latin


def _stem(context: _Context, scheme: Scheme) -> Iterator[str]:
    """Yield the consonants and vowels of a word, after prefix and article."""
    syllables = _without_ending(context.word, scheme)
    before = ""
    for i, syllable in enumerate(syllables):
        consonant = _consonant(syllable, scheme)
        if syllable.is_ta_marbuta:
            consonant = _ta_marbuta(context, syllables, i, scheme)
        elif syllable.is_hamza and not i and not scheme.initial_hamza and len(context.word.letters) > 1:
            consonant = ""
        if before and consonant and before[-1] + consonant[0] in scheme.digraphs:
            yield scheme.digraph_break
        vowel = _vowel(syllables, i, scheme)
        before = "" if vowel else consonant
        yield consonant + vowel


def _vowel(syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return the vowel of a syllable; iyy and uww are final where no vowel follows."""
    vowel = syllables[at].vowel
    if vowel in ("iyy", "uww") and at + 2 == len(syllables) and not _vowel(syllables, at + 1, scheme):
        vowel += "_final"
    return scheme.vowels[vowel] if vowel else ""


def _consonant(syllable: Syllable, scheme: Scheme) -> str:
    latin = _latin(syllable.consonant, scheme) if syllable.consonant else ""
    letters = sum(not unicodedata.combining(c) for c in latin)
    if syllable.double and (scheme.shadda == "double" or (scheme.shadda == "single letters" and letters == 1)):
        return latin * 2
    return latin


def _ta_marbuta(context: _Context, syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return a ta marbuta: as t before a vowel or in construct, else as in pause."""
    after_alif = "_after_alif" if at and syllables[at - 1].vowel == LONG_A else ""
    construct = context.followed and not context.word.article and context.word.role is not Role.NAME
    pronounced = at + 1 < len(syllables) or _vowel(syllables, at, scheme)
    return scheme.ta_marbuta[("construct" if construct or pronounced else "pause") + after_alif]


def _without_ending(word: Vocalization, scheme: Scheme) -> tuple[Syllable, ...]:
    """Return the syllables of a word without the final short vowel that the standard leaves out."""
    dropped = {"keep": False, "nominal": word.has_case_vowel, "drop": word.has_final_vowel}[scheme.endings]
    return (*word.syllables[:-1], attrs.evolve(word.syllables[-1], vowel="")) if dropped else word.syllables
