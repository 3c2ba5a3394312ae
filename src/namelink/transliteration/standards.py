"""Romanization by a standard: one engine, which knows no standard but what its data file says.

ALA-LC, BGN/PCGN 1956, UNGEGN 2017, DIN 31635, ISO 233-2 and IJMES spell how a word is read, as far
as its harakat tell; Buckwalter, Safe Buckwalter and Habash-Soudi-Buckwalter spell its letters, and
can be read back. `docs/reference/romanization.md` cites them all and says what each switch means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import attrs

from namelink.errors import SchemeError, require_str
from namelink.lang import split_compound
from namelink.text.characters import Level, fold_character
from namelink.transliteration.letters import LONG_A, SHORT, Letter, agrees, parse_letters, spelling
from namelink.transliteration.schemes import Scheme, find_scheme, reversible, schemes
from namelink.transliteration.syllables import Syllable
from namelink.transliteration.vocalization import NAME, PARTICLE, SUN_LETTERS, Word, read

__all__ = ["arabize_by", "romanize_by", "schemes"]

_LETTERS = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08ff"
)
_WORDS = re.compile(f"([{_LETTERS}]+(?:[\u200c\u200d]+[{_LETTERS}]+)*)")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SIGNS = str.maketrans("،؛؟٪٫٬۔٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", ",;?%.,.01234567890123456789")
_SPACES = " \u00a0\u200e\u200f"
_FOLDED = str.maketrans("أإآٱةى", "ااااهي")


def romanize_by(text: str, scheme: str | Path) -> str:
    """Return Arabic in Latin letters by a standard; what is not Arabic stays as it is.

    Args:
        text: A name or a text, best with its harakat: none that is missing is guessed.
        scheme: One of `schemes()`, in any case, or the path of a TOML file of one's own.

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
    text = _PRESENTATION.sub(_plain, text)
    return "".join(_pieces(text, standard))


def arabize_by(text: str, scheme: str | Path) -> str:
    """Return what a letter-for-letter standard wrote, in Arabic again.

    Every sign of the standard is read as its letter: these standards have no way to say that a Latin
    letter, or a full stop in HSB, is meant as such. All else stays as it is.

    Args:
        text: Text in the signs of the standard.
        scheme: ``buckwalter``, ``safe-buckwalter``, ``hsb``, or a reversible file of one's own.

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


def _plain(match: re.Match[str]) -> str:
    """Return the plain letters of a presentation form, without the space that carries a lone mark."""
    char = match.group()
    plain = unicodedata.normalize("NFKC", char)
    return plain if "\ufb50" <= char <= "\ufdff" else plain.strip()


@attrs.frozen
class _Place:
    """Where a word stands.

    Attributes:
        word: The word.
        initial: Whether a name begins with it.
        followed: Whether another word follows that its ة may be in construct with.
    """

    word: Word
    initial: bool
    followed: bool


def _pieces(text: str, scheme: Scheme) -> Iterator[str]:
    """Yield a text's romanized words and what stands between them."""
    parts = list(_compounds(text))
    words = [read(letters) for letters, _ in parts]
    initial = True
    for i, (word, (_, gap)) in enumerate(zip(words, parts, strict=True)):
        joined = bool(word.letters) and bool(gap) and not gap.strip(_SPACES)
        after = words[i + 1] if joined and i + 1 < len(words) else None
        followed = after is not None and after.role != PARTICLE and not after.prefix
        if word.letters:
            yield _spell(_Place(word, initial, followed), scheme)
        yield gap.translate(_SIGNS)
        initial = not joined


def _compounds(text: str) -> Iterator[tuple[tuple[Letter, ...], str]]:
    """Yield the letters of each word and what follows it; عبدالله is two words."""
    first, *rest = _WORDS.split(text)
    yield (), first
    for word, gap in zip(rest[::2], rest[1::2], strict=True):
        letters = parse_letters(word)
        plain = spelling(letters).translate(_FOLDED)
        head, *tail = split_compound(plain) if len(plain) == len(letters) else [plain]
        if tail:
            yield letters[: len(head)], " "
            letters = letters[len(head) :]
        yield letters, gap


def _spell(place: _Place, scheme: Scheme) -> str:
    capitals = scheme.capitals == "words"
    own = _own_spelling(place.word.letters, scheme)
    if own is not None:
        return _capitalized(own) if capitals and place.initial else own
    stem = "".join(_stem(place, scheme))
    if capitals and (place.initial or place.word.role != PARTICLE):
        stem = _capitalized(stem)
    head = _head(place.word, scheme)
    if place.initial and scheme.initial_article_capital:
        head = _capitalized(head)
    return unicodedata.normalize("NFC", head + stem)


def _own_spelling(letters: tuple[Letter, ...], scheme: Scheme) -> str | None:
    for word, latin in scheme.own_words.get(spelling(letters), ()):
        if agrees(letters, word):
            return latin
    return None


def _capitalized(latin: str) -> str:
    """Return Latin letters with the first a capital; signs of hamza and ayn have none."""
    for i, char in enumerate(latin):
        if char.lower() != char.upper():
            return latin[:i] + char.upper() + latin[i + 1 :]
    return latin


def _head(word: Word, scheme: Scheme) -> str:
    """Return the article of a word, with the clitic before it."""
    if not word.article:
        return ""
    form = scheme.prefixes[word.prefix] if word.prefix else scheme.article
    first = word.syllables[0].consonant
    return form.replace("{l}", _latin(first if first in SUN_LETTERS else "ل", scheme))


def _latin(char: str, scheme: Scheme) -> str:
    """Return a letter in Latin; one that the standard does not know as the letter it is a form of."""
    latin = scheme.letters.get(char)
    return scheme.letters.get(fold_character(char, Level.FOLD), char) if latin is None else latin


def _stem(place: _Place, scheme: Scheme) -> Iterator[str]:
    """Yield the consonants and vowels of a word, after prefix and article."""
    syllables = _without_ending(place.word, scheme)
    before = ""
    for i, syllable in enumerate(syllables):
        consonant = _consonant(syllable, scheme)
        if syllable.consonant == "ة":
            consonant = _ta_marbuta(place, syllables, i, scheme)
        elif syllable.consonant == "ء" and not i and not scheme.initial_hamza and len(place.word.letters) > 1:
            consonant = ""
        if before and consonant and before[-1] + consonant[0] in scheme.digraphs:
            yield scheme.digraph_break
        vowel = _vowel(syllables, i, scheme)
        before = "" if vowel else consonant
        yield consonant + vowel


def _vowel(syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return the vowel of a syllable; iyy and uww that nothing is heard after are final."""
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


def _ta_marbuta(place: _Place, syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return ة as it sounds: as t before a vowel or in construct, as in pause else."""
    after_alif = "_after_alif" if at and syllables[at - 1].vowel == LONG_A else ""
    construct = place.followed and not place.word.article and place.word.role != NAME
    spoken = at + 1 < len(syllables) or _vowel(syllables, at, scheme)
    return scheme.ta_marbuta[("construct" if construct or spoken else "pause") + after_alif]


def _without_ending(word: Word, scheme: Scheme) -> tuple[Syllable, ...]:
    """Return the syllables of a word without the ending that the standard does not write."""
    if len(word.syllables) < 2 or word.role == PARTICLE or scheme.endings == "keep":
        return word.syllables
    *body, last = word.syllables
    if last.vowel not in SHORT or (scheme.endings == "nominal" and not word.article and not _is_case(last)):
        return word.syllables
    return (*body, attrs.evolve(last, vowel=""))


def _is_case(last: Syllable) -> bool:
    """Whether a final short vowel is that of a noun; a verb in the past ends in a, a pronoun in hu or hi."""
    return last.vowel != "a" and last.consonant != "ه"
