"""Languages: a folder each, and the functions that ask the right one of a token.

>>> [segmentation.word for segmentation in segmentations("وقيرغيزستان")], segmentations("qatar")[0].word
(['وقيرغيزستان', 'قيرغيزستان'], 'qatar')
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from namelink import tables
from namelink.lang.base import Homographs, Language, Piece, Segmentation, Trigger
from namelink.lang.keys import Key, join_key, key_form, keys_after, make_key, name_tokens, split_compound
from namelink.lang.name_words import NameWord, NameWordsByToken, NameWordTable
from namelink.lang.registry import (
    PackSet,
    get_language,
    language_of,
    languages,
    pack_set,
    register,
    table_of_all,
    use_packs,
)

__all__ = [
    "Homographs",
    "Key",
    "Language",
    "NameWord",
    "PackSet",
    "Piece",
    "Segmentation",
    "Trigger",
    "compound_ends",
    "compound_heads",
    "contextual_homographs",
    "diacritics_agreement",
    "differ_in_gender",
    "family_first_countries",
    "general_meanings",
    "get_language",
    "given_name_titles",
    "has_case_letters",
    "has_diacritics",
    "homograph_topics",
    "homographs",
    "is_definite",
    "is_link",
    "is_listed",
    "join_key",
    "key_form",
    "keys_after",
    "language_of",
    "languages",
    "make_key",
    "name_introducers",
    "name_tokens",
    "name_words",
    "nicknames",
    "offices",
    "pack_set",
    "register",
    "roles_of",
    "segmentations",
    "split_compound",
    "stop_tokens",
    "town_nouns",
    "triggers",
    "use_packs",
    "without_article",
    "words_of",
    "zipf",
]


def segmentations(token: str) -> tuple[Segmentation, ...]:
    """Return the ways to part a folded token into clitics and a word, in the language of its script."""
    return language_of(token).segmentations(token)


def zipf(word: str) -> float:
    """Return the Zipf frequency of a folded word in the language of its script.

    >>> zipf("كان") > zipf("فشل") > zipf("شل") > zipf("جباروف")
    True
    """
    return language_of(word).zipf(word)


def is_listed(word: str) -> bool:
    """Whether the language of a folded word lists it as one of running text.

    >>> is_listed("كان"), is_listed("جباروف")
    (True, False)
    """
    return language_of(word).is_listed(word)


def is_definite(word: str) -> bool:
    """Whether a folded word has the article of its language written onto it.

    >>> is_definite("القاهره"), is_definite("the")
    (True, False)
    """
    return language_of(word).is_definite(word)


def without_article(word: str, least: int = 0) -> str:
    """Return a folded word without its article, where at least so many letters are left; else the word itself.

    >>> without_article("النيجر", 3), without_article("الان", 3)
    ('نيجر', 'الان')
    """
    return language_of(word).without_article(word, least)


def words_of(role: str) -> frozenset[str]:
    """Return the folded words that play a role in any language; see `Language.words_of`.

    >>> sorted(words_of("patronymic"))[:3]
    ['ben', 'bin', 'bint']
    """
    return table_of_all("terms", _terms).get(role, frozenset())


def roles_of(word: str) -> frozenset[str]:
    """Return the roles that a folded word plays in any language; see `Language.words_of`.

    >>> sorted(roles_of("بن")), sorted(roles_of("قطر"))
    (['patronymic'], [])
    """
    return table_of_all("roles", _roles).get(word, frozenset())


def stop_tokens() -> Mapping[str, float]:
    """Return the tokens of names that carry structure rather than identity in any language, with their weights.

    >>> stop_tokens()["بن"], stop_tokens()["von"]
    (0.25, 0.25)
    """
    return _merged("stop_tokens")


def triggers() -> Mapping[str, Trigger]:
    """Return the folded words of all languages that say what the name after them is.

    >>> str(triggers()["مدينه"].type)
    'place'
    """
    return _merged("triggers")


def town_nouns() -> tuple[str, ...]:
    """Return the folded head nouns of all languages for places smaller than a country.

    >>> town_nouns()[0]
    'مدينه'
    """
    return tuple(word for word, trigger in triggers().items() if trigger.head and trigger.town)


def name_introducers() -> Mapping[str, str]:
    """Return the folded words of all languages after which whoever acts or speaks is named, each with its kind.

    >>> name_introducers()["قال"], name_introducers()["لكن"], name_introducers()["عن"]
    ('speech', 'particle', 'preposition')
    """
    return _merged("name_introducers")


def name_words() -> Mapping[str, Sequence[NameWord]]:
    """Return the words and phrases of all languages that play a role in names, by their first token, the longest first.

    >>> [(" ".join(word.tokens), word.role, word.meaning) for word in name_words()["للتجاره"]][-1]
    ('للتجاره', 'organization', 'trading')
    """
    return table_of_all("name_words", _name_words)


@functools.cache
def general_meanings() -> frozenset[str]:
    """Return the meanings of head nouns that say next to nothing: company, city (``general_meanings.tsv``).

    >>> "company" in general_meanings(), "university" in general_meanings()
    (True, False)
    """
    return frozenset(row["meaning"] for row in tables.rows("namelink.lang", "general_meanings.tsv"))


@functools.cache
def given_name_titles() -> frozenset[str]:
    """Return the meanings of titles that stand before a given name: King Charles (``given_name_titles.tsv``).

    >>> "king" in given_name_titles(), "president" in given_name_titles()
    (True, False)
    """
    return frozenset(row["meaning"] for row in tables.rows("namelink.lang", "given_name_titles.tsv"))


@functools.cache
def offices() -> frozenset[str]:
    """Return the meanings of titles that are offices: Minister (``offices.tsv``).

    >>> "minister" in offices(), "doctor" in offices()
    (True, False)
    """
    return frozenset(row["meaning"] for row in tables.rows("namelink.lang", "offices.tsv"))


def compound_heads() -> frozenset[str]:
    """Return the tokens of all languages that begin a compound whatever follows, as names are compared."""
    return table_of_all("compound_heads", lambda packs: frozenset(t for pack in packs for t in pack.compound_heads))


def compound_ends() -> frozenset[str]:
    """Return the tokens of all languages that end a compound with the token before, as names are compared.

    >>> {"الدين", "aldin"} <= compound_ends()
    True
    """
    return table_of_all("compound_ends", lambda packs: frozenset(t for pack in packs for t in pack.compound_ends))


def differ_in_gender(a: str, b: str) -> bool:
    """Whether one folded given name is the other with the ending of a woman's name; in two scripts, whether one has it.

    >>> differ_in_gender("كريم", "كريمه"), differ_in_gender("francisca", "francisco")
    (True, True)
    >>> differ_in_gender("سلمان", "سلطان"), differ_in_gender("كريم", "karima"), differ_in_gender("رضا", "rida")
    (False, True, False)
    >>> differ_in_gender("هاني", "هانيه")
    False
    """
    language, other = language_of(a), language_of(b)
    if language is not other:
        return {language.is_feminine(a), other.is_feminine(b)} == {True, False}
    if a == b:
        return False
    for man, woman in ((a, b), (b, a)):
        for ending in language.feminine_endings:
            stem = woman.removesuffix(ending)
            if stem == woman or len(stem) <= 2:
                continue
            if (stem == man and man[-1] not in language.open_endings) or stem == man.removesuffix("o") != man:
                return True
    return False


def is_link(token: str) -> bool:
    """Whether a folded token only ever joins parts of names, and is no name by itself: آل, أم, دو.

    A particle of more than two letters may be one: فان is Van.

    >>> is_link("ام"), is_link("سلمان")
    (True, False)
    """
    roles = {word.role for word in name_words().get(token, ()) if len(word.tokens) == 1}
    small = {"particle"} if len(token) <= len("of") else set()
    return bool(roles) and roles <= {"family", "kunya", "patronymic", *small}


def nicknames(word: str) -> frozenset[str]:
    """Return the folded names that a folded word may be a short form or diminutive of.

    >>> sorted(nicknames("bob"))
    ['robert']
    """
    return language_of(word).nicknames.get(word, frozenset())


def has_case_letters(text: str) -> bool:
    """Whether a text has a letter of a language whose cases are written after an apostrophe.

    >>> has_case_letters("Şam'a"), has_case_letters("Sana'a")
    (True, False)
    """
    return not text.isascii() and any(letter in text for pack in languages() for letter in pack.case_letters)


def homographs() -> Homographs:
    """Return the words of all languages that are also names, each with the neighbours that show the plain word.

    >>> "متر" in homographs()["قطر"]
    True
    """
    return _merged("homographs")


def homograph_topics() -> Homographs:
    """Return the words of all languages that are also names, each with the words near by that show the plain word.

    >>> "امطار" in homograph_topics()["سيول"]
    True
    """
    return _merged("homograph_topics")


def contextual_homographs() -> Homographs:
    """Return the names of all languages that are plain words beside certain neighbours, with those neighbours.

    >>> "صلاه" in contextual_homographs()["المغرب"]
    True
    """
    return _merged("contextual_homographs")


def _name_words(packs: tuple[Language, ...]) -> Mapping[str, Sequence[NameWord]]:
    return NameWordsByToken([(pack.scripts, functools.partial(_name_word_table, pack)) for pack in packs])


def _name_word_table(pack: Language) -> NameWordTable:
    return NameWordTable.of(pack.name_words)


def _terms(packs: tuple[Language, ...]) -> Mapping[str, frozenset[str]]:
    roles = {role for pack in packs for role in pack.terms}
    return {role: frozenset().union(*(pack.words_of(role) for pack in packs)) for role in roles}


def _roles(packs: tuple[Language, ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for role, words in _terms(packs).items():
        for word in words:
            found.setdefault(word, set()).add(role)
    return {word: frozenset(roles) for word, roles in found.items()}


def _merged(table: str) -> Mapping[str, Any]:
    """Return a table of all packs: their words are of different scripts, else the first pack has its way."""

    def merge(packs: tuple[Language, ...]) -> Mapping[str, Any]:
        return {word: value for pack in reversed(packs) for word, value in getattr(pack, table).items()}

    return table_of_all(table, merge)


@functools.cache
def family_first_countries() -> frozenset[str]:
    """Return the ISO 3166 codes of the countries whose people are called by the first token of their names.

    >>> "CN" in family_first_countries(), "JP" in family_first_countries()
    (True, False)
    """
    return frozenset(row["country"] for row in tables.rows("namelink.lang", "family_first.tsv"))


def has_diacritics(text: str) -> bool:
    """Whether a text has marks that fold away and say how it sounds.

    >>> has_diacritics("عُمان"), has_diacritics("عمان")
    (True, False)
    """
    return not text.isascii() and any(pack.has_diacritics(text) for pack in languages())


def diacritics_agreement(text: str, name: str) -> int:
    """Return 1 where two spellings with diacritics have marks in common, -1 where they differ, else 0.

    >>> diacritics_agreement("عُمان", "عمّان"), diacritics_agreement("عمان", "عمّان")
    (-1, 0)
    """
    return next((found for pack in languages() if (found := pack.diacritics_agreement(text, name))), 0)
