"""Romanization by a standard: one engine for all standards, each of which is a data file.

Most standards for Arabic and Persian write the pronunciation of a word, as far as its diacritics determine it; others,
and those for Cyrillic, write its letters, and some of these can be read back. `docs/reference/romanization.md` cites
them all and defines the fields of a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from namelink.errors import SchemeError, require_str
from namelink.lang.ar.diacritics import LONG_A, Letter, doubled_letters
from namelink.lang.ar.script import ANY_WORD, has_arabic, latin_signs, without_presentation_forms
from namelink.lang.ar.syllables import Syllable
from namelink.lang.ar.vocalization import Role, Vocalization, parse_word, split_words
from namelink.scripts import script_code, script_of
from namelink.summary import shown
from namelink.text.characters import Level, fold_character
from namelink.transliteration.schemes import ARABIC, LATIN, Scheme, find_scheme, reversible, schemes

__all__ = ["arabize_by", "romanize_by", "schemes"]

_LONG_VOWELS = (LONG_A, "ii", "uu")
_SPACES = " \u00a0\u200e\u200f"


def romanize_by(text: str, scheme: str | Path) -> str:
    """Return a text in Latin letters by a standard.

    In a text that has letters of the standard's script, all else stays as it is; so does one in Latin letters.

    Args:
        text: A name or a text, Arabic best with its diacritics: none that is missing is guessed.
        scheme: One of `schemes()`, in any case, or the path of a user's TOML file.

    Raises:
        TypeError: text is not a str.
        SchemeError: There is no such standard, the file cannot be used, or the text is in another script.

    >>> romanize_by("الشَّارِقَة", "bgn-pcgn"), romanize_by("الشَّارِقَة", "din-31635")
    ('Ash Shāriqah', 'aš-šāriqa')
    >>> romanize_by("الشارقة", "buckwalter"), romanize_by("Щёлково", "gost-7.79-b")
    ('Al$Arqp', 'Shhyolkovo')
    """
    standard = find_scheme(scheme)
    require_str(text, "romanize_by", "text")
    _check_script(text, standard, str(scheme))
    if standard.is_letter_for_letter:
        return standard.letter_table.write(text if standard.diacritics else doubled_letters(text))
    return "".join(_pieces(without_presentation_forms(text), standard))


def _check_script(text: str, standard: Scheme, scheme: str) -> None:
    """Raise a SchemeError if a text is in a script that a standard would leave as it is."""
    found = script_code(text)
    if found in (None, LATIN, standard.script) or any(map(_is_in(standard.script), text)):
        return
    suited = ", ".join(schemes(found))
    cure = f"those for {found} are {suited}" if suited else f"there is none for {found}"
    raise SchemeError(
        f"the scheme {scheme} is for letters of {standard.script}, and {shown(text)} is in {found}: {cure}; without a"
        " scheme, a name of any script is spelt as news would"
    )


def _is_in(script: str) -> Callable[[str], bool]:
    """Return a function that says whether a character is a letter of a script."""
    return lambda char: (known := script_of(char)) is not None and known.code == script


def arabize_by(text: str, scheme: str | Path) -> str:
    """Return the Arabic text that a reversible standard romanized, or the Cyrillic one.

    Every sign of the standard becomes its letter: these standards have no escape for a Latin letter, or for a full
    stop in HSB, that is meant as such. All else stays as it is.

    Args:
        text: Text in the signs of the standard.
        scheme: ``buckwalter``, ``icao-9303``, ``gost-7.79-a`` and others, or a user's reversible file.

    Raises:
        TypeError: text is not a str.
        SchemeError: There is no such standard, it cannot be read back, or its file cannot be used.

    >>> arabize_by("Al$Arqp 2024", "buckwalter"), arabize_by("ALXSHARQXAH", "icao-9303")
    ('الشارقة 2024', 'الشارقة')
    """
    standard = find_scheme(scheme)
    require_str(text, "arabize_by", "text")
    if not standard.reversible:
        raise SchemeError(
            f"{scheme} cannot be read back into Arabic; the schemes that can are {', '.join(reversible())}"
        )
    return standard.letter_table.read(text)


def arabic_readings(text: str) -> Iterator[str]:
    """Yield the Arabic texts that a text in Latin letters writes letter for letter, each by a standard.

    Every letter of it must be a sign of the standard. Where some are vowels, it must have a sign besides that is no
    letter of English, or a capital within a word, for a name in English is no Arabic text.

    >>> list(arabic_readings("Al$Arqp")), list(arabic_readings("ALXSHARQXAH")), list(arabic_readings("Karim"))
    (['الشارقة'], ['الشارقة'], [])
    """
    if not _LATIN.search(text) or has_arabic(text):
        return
    evident = _NO_ENGLISH.search(text) is not None
    for name in reversible():
        standard = find_scheme(name)
        if standard.script != ARABIC or not (standard.diacritics or _PASSPORT.fullmatch(text)):
            continue
        found = standard.letter_table.read(text)
        if not _UNREAD.search(found) and has_arabic(found) and (evident or found == doubled_letters(found)):
            yield found


_LATIN = re.compile("[a-zA-Z\u00aa-\u03ff\u1e00-\u1fff]")
_PASSPORT = re.compile(r"[^a-z]{4,}")
"""Capitals, and more of them than most acronyms have."""

_UNREAD = re.compile(rf"{_LATIN.pattern}|[$*|<>{{}}&~`_]")
"""Signs of one standard that another has not."""

_NO_ENGLISH = re.compile(r"[^A-Za-z0-9\s.,()-]|\B[A-Z]")


@attrs.frozen
class _Context:
    """A word and what its spelling depends on around it.

    Attributes:
        word: The word.
        initial: Whether a name begins with it.
        followed: Whether another word follows that its ta marbuta may be in construct with.
        before_god: Whether that is God, with whom a name is in construct too: هبة الله.
        solid: Whether it is written onto the word before it.
        after_vowel: Whether that word ends in a vowel.
    """

    word: Vocalization
    initial: bool
    followed: bool
    before_god: bool = False
    solid: bool = False
    after_vowel: bool = False


def _pieces(text: str, scheme: Scheme) -> Iterator[str]:
    """Yield a text's romanized words and what stands between them."""
    parts = list(_words(text))
    words = [parse_word(letters) for letters, _ in parts]
    initial, before, link = True, "", " "
    for i, (word, (_, gap)) in enumerate(zip(words, parts, strict=True)):
        joined = bool(word.letters) and bool(gap) and not gap.strip(_SPACES)
        after = words[i + 1] if joined and i + 1 < len(words) else None
        followed = after is not None and after.role is not Role.PARTICLE and not after.prefix
        if word.letters:
            context = _Context(
                word,
                initial,
                followed,
                after is not None and after.is_god,
                solid=not (initial or link),
                after_vowel=not initial and _ends_in_vowel(before),
            )
            before = _spell(context, scheme)
            yield before
        link = latin_signs(gap) if after is None else _link(word, after, latin_signs(gap), scheme)
        yield link
        initial = not joined


def _ends_in_vowel(latin: str) -> bool:
    return unicodedata.normalize("NFD", latin)[-2:].rstrip("\u0304\u0301\u0300")[-1:] in tuple("aiueo")


def _link(word: Vocalization, after: Vocalization, gap: str, scheme: Scheme) -> str:
    """Return what stands between two words of a name."""
    found = scheme.links_before_words.find(after.letters)
    found = scheme.links_after_words.find(word.letters) if found is None else found
    return gap if found is None else found


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
    own = scheme.own_first_words.find(word.letters) if context.initial else None
    own = scheme.own_words.find(word.letters) if own is None else own
    if own is not None:
        own = own.lower() if context.solid else own
        return _capitalized(own) if capitals and context.initial else own
    stem = "".join(_stem(context, scheme))
    if capitals and not context.solid and (context.initial or word.role is not Role.PARTICLE):
        stem = _capitalized(stem)
    head = _head(context, scheme)
    if context.initial and scheme.initial_article_capital:
        head = _capitalized(head)
    return unicodedata.normalize("NFC", head + stem)


def _capitalized(latin: str) -> str:
    """Return Latin letters with the first a capital; signs of hamza and ayn have none."""
    for i, char in enumerate(latin):
        if char.lower() != char.upper():
            return latin[:i] + char.upper() + latin[i + 1 :]
    return latin


def _head(context: _Context, scheme: Scheme) -> str:
    """Return the article of a word, with the clitic before it."""
    word = context.word
    if not word.article:
        return ""
    form = scheme.article
    if word.prefix:
        form = scheme.prefixes[word.prefix]
    elif context.after_vowel and scheme.article_after_vowel:
        form = scheme.article_after_vowel
    elif not context.initial and scheme.article_within:
        form = scheme.article_within
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
        elif scheme.final_h_break and i and i + 1 == len(syllables) and syllable.is_ha and not before:
            yield scheme.digraph_break if syllables[i - 1].vowel == "a" else ""
        vowel = _vowel(syllables, i, scheme)
        before = "" if vowel else consonant
        yield (
            consonant + vowel
            if not _is_izafat(context, syllables, i, scheme)
            else _izafat(syllables, consonant, scheme)
        )


def _is_izafat(context: _Context, syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> bool:
    """Whether a syllable ends in the i by which Persian links a word to the next."""
    last = at + 1 == len(syllables) and context.word.has_final_vowel
    return bool(scheme.izafat) and last and syllables[at].vowel == "i"


def _izafat(syllables: tuple[Syllable, ...], consonant: str, scheme: Scheme) -> str:
    """Return the last consonant of a word and the i that links it to the next; after a long vowel the ي is of the i."""
    if syllables[-1].is_glide and syllables[-2].vowel in _LONG_VOWELS:
        return scheme.izafat[0] + consonant + scheme.izafat[1:]
    return consonant + scheme.izafat


def _vowel(syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return the vowel of a syllable; iyy and uww are final where no vowel follows."""
    vowel = syllables[at].vowel
    if vowel in ("iyy", "uww") and at + 2 == len(syllables) and not _vowel(syllables, at + 1, scheme):
        vowel += "_final"
    return scheme.vowels[vowel] if vowel else ""


def _consonant(syllable: Syllable, scheme: Scheme) -> str:
    latin = _latin(syllable.consonant, scheme) if syllable.consonant else ""
    letters = sum(char.isalpha() for char in latin)  # a sign of ayn may be none
    if syllable.double and (scheme.shadda == "double" or (scheme.shadda == "single letters" and letters == 1)):
        return latin * 2
    return latin


def _ta_marbuta(context: _Context, syllables: tuple[Syllable, ...], at: int, scheme: Scheme) -> str:
    """Return a ta marbuta: as t before a vowel or in construct, else as in pause."""
    after_alif = "_after_alif" if at and syllables[at - 1].vowel == LONG_A else ""
    is_name = context.word.role is Role.NAME and not context.before_god
    construct = context.followed and not context.word.article and not is_name
    pronounced = at + 1 < len(syllables) or _vowel(syllables, at, scheme)
    return scheme.ta_marbuta[("construct" if construct or pronounced else "pause") + after_alif]


def _without_ending(word: Vocalization, scheme: Scheme) -> tuple[Syllable, ...]:
    """Return the syllables of a word without the final short vowel that the standard leaves out."""
    dropped = {"keep": False, "nominal": word.has_case_vowel, "drop": word.has_final_vowel}[scheme.endings]
    return (*word.syllables[:-1], attrs.evolve(word.syllables[-1], vowel="")) if dropped else word.syllables
