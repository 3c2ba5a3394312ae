"""The words of the tables of names, in the letters they are compared in, and the Arabic names that each may spell.

Arabic words are read when the first word is asked for, Latin ones when the first that needs them is: most words of
names are in no table. Several words are one string, for thousands of strings are quickly made, and the garbage
collector passes them over; sets would be neither.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from namelink import tables
from namelink.cache import remembered
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.keys import make_key
from namelink.phonetics.alphabet import letters_of, token_letters
from namelink.text.folding import fold

NO_REGION = "other"
"""The region in the table of a spelling that is attested without one."""

BETWEEN = "\t"
"""Stands between the Latin spellings of a word, as written."""


@attrs.frozen(eq=False)
class ArabicWords:
    """The Arabic words of the tables.

    Attributes:
        settled: The Latin spellings of Arab and country names, which have one spelling in Arabic.
        foreign: The Latin spellings of foreign given names.
        usual: The usual Latin spelling of each Arab name of one word, without the article.
        kinds: ``given``, ``surname`` or ``both`` of each of these, and of foreign names of one word.
    """

    settled: dict[str, str]
    foreign: dict[str, str]
    usual: dict[str, str]
    kinds: dict[str, str]

    def latin(self, word: str) -> list[str]:
        """Return the letters of the Latin spellings of a word, which may be in no table."""
        listed = BETWEEN.join(filter(None, (self.settled.get(word), self.foreign.get(word))))
        return [letters for text in listed.split(BETWEEN) if (letters := letters_of(text))]


@functools.cache
def arabic_words() -> ArabicWords:
    """Return the Arabic words of the tables.

    >>> words = arabic_words()
    >>> words.usual["شريف"], words.latin("صدر")
    ('Sharif', [])
    """
    found = ArabicWords({}, {}, {}, {})
    seen: set[str] = set()
    listed = tables.columns("namelink.lang.ar", "arab_names.tsv")
    for arabic, kind, latin, regions in zip(
        *map(listed.__getitem__, ("arabic", "kind", "latin", "regions")), strict=True
    ):
        folded = fold(arabic)
        word = token_letters(folded)
        pairs = [pair.partition("=") for pair in regions.split(";")] if regions else []
        # Of a name of two rows (علا, على) the regional spellings are those of the first.
        texts = (text for region, _, text in pairs if region == NO_REGION or folded not in seen)
        _add(found.settled, word, BETWEEN.join([latin, *texts]))
        seen.add(folded)
        if " " not in arabic:
            found.usual.setdefault(word, latin.removeprefix("al-"))
            found.kinds.setdefault(word, kind)
    for row in tables.rows("namelink.lang.ar", "country_names.tsv"):
        others = row["others"].split(";") if row["others"] else []
        _add(found.settled, letters_of(row["arabic"]), BETWEEN.join([row["latin"], *others]))
    listed = tables.columns("namelink.lang.ar", "foreign_names.tsv")
    for arabic, latin in zip(listed["arabic"], listed["latin"], strict=True):
        word = letters_of(arabic)
        _add(found.foreign, word, latin)
        if " " not in arabic and found.kinds.get(word, "surname") == "surname":
            found.kinds[word] = "given"
    return found


def _add(found: dict[str, str], word: str, latin: str) -> None:
    found[word] = f"{found[word]}{BETWEEN}{latin}" if word in found else latin


@attrs.frozen(eq=False)
class LatinWords:
    """The Latin words of the tables.

    Attributes:
        arabic: The Arabic words of each, with spaces between them.
        settled: Those of Arab and country names.
    """

    arabic: dict[str, str]
    settled: frozenset[str]


@functools.cache
def latin_words() -> LatinWords:
    """Return the Latin words of the tables.

    >>> latin_words().arabic["sharif"]
    'الشريف شريف'
    """
    words = arabic_words()
    found: dict[str, str] = {}
    settled: set[str] = set()
    for listed in (words.settled, words.foreign):
        for arabic, latin in listed.items():
            for letters in map(letters_of, latin.split(BETWEEN)):
                found[letters] = f"{found[letters]} {arabic}" if letters in found else arabic
        settled = settled or set(found)
    return LatinWords(found, frozenset(settled))


def is_settled(word: str) -> bool:
    """Whether a word is one of an Arab name or of a country's.

    >>> is_settled("سوريا"), is_settled("syria"), is_settled("الين")
    (True, True, False)
    """
    return word in (latin_words().settled if word.isascii() else arabic_words().settled)


@remembered(1 << 16)
def is_given_name(word: str) -> bool:
    """Whether an Arabic word, as it stands in a key, is a given name of one word, Arab or foreign.

    >>> is_given_name("حسن"), is_given_name("عبدالله"), is_given_name("قطر")
    (True, False, False)
    """
    return arabic_words().kinds.get(word, "surname") != "surname" and make_key(word) == word


@remembered(1 << 16)
def names_of(word: str) -> frozenset[str] | None:
    """Return the Arabic names that a word may spell, or None for one that the tables do not have.

    Two Arabic words that share a Latin spelling, or differ in the article only, are spellings of one name, unless both
    are Arab names: Assad may be أسد or أسعد, Salim سالم or سليم, which are two.

    >>> sorted(names_of("assad")), sorted(names_of("سالم")), names_of("صدر")
    (['اسد', 'اسعد', 'الاسد'], ['سالم'], None)
    """
    if word.isascii():
        return frozenset(_names_of_latin(word)) if word in latin_words().arabic else None
    words = arabic_words()
    if word not in words.settled and word not in words.foreign:
        return None
    shared = {other for latin in words.latin(word) for other in _names_of_latin(latin)}
    return frozenset(other for other in shared if _may_be_one(word, other))


def _names_of_latin(word: str) -> Iterator[str]:
    """Yield the Arabic names of a Latin spelling, without their article too, where such a name is listed."""
    words = arabic_words()
    for arabic in latin_words().arabic[word].split():
        yield arabic
        bare = arabic.removeprefix(ARTICLE)
        if bare in words.settled or bare in words.foreign:
            yield bare


def _may_be_one(a: str, b: str) -> bool:
    return a.removeprefix(ARTICLE) == b.removeprefix(ARTICLE) or not {a, b} <= arabic_words().usual.keys()
