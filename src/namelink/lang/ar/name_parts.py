"""Attested parts of names: Arab ones with their Latin spellings by region, foreign given names, countries."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.keys import Key, make_key
from namelink.lang.registry import get_language
from namelink.phonetics.alphabet import letters_of

ANYWHERE = "anywhere"
"""The region of a name whose region is not known."""

NO_REGION = "other"
"""The region in the table of a spelling that is attested without one."""


@attrs.frozen
class AttestedPart:
    """An attested part of Arab names.

    Attributes:
        arabic: Its spelling in Arabic.
        kind: ``given``, ``surname`` or ``both``.
        usual: Its most frequent Latin spelling in English-language news.
        regional: Regions with the spelling that is usual there, which may be the same one.
        others: Other attested spellings.
    """

    arabic: str
    kind: str
    usual: str
    regional: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


@functools.cache
def name_parts() -> Mapping[Key, AttestedPart]:
    """Return the attested parts of Arab names by their keys.

    >>> name_parts()[make_key("شريف")].usual, dict(name_parts()[make_key("شريف")].regional)["maghreb"]
    ('Sharif', 'Cherif')
    """
    found: dict[Key, AttestedPart] = {}
    for row in tables.rows("namelink.lang.ar", "arab_names.tsv"):
        pairs = [pair.partition("=") for pair in (row["regions"] or "").split(";") if pair]
        regional = tuple((region, text) for region, _, text in pairs if region != NO_REGION)
        others = tuple(text for region, _, text in pairs if region == NO_REGION)
        part = AttestedPart(row["arabic"], row["kind"], row["latin"], regional, others)
        key = make_key(part.arabic)
        found[key] = _merged(found[key], part) if key in found else part
    return found


def _merged(first: AttestedPart, second: AttestedPart) -> AttestedPart:
    """Return one part for two rows whose keys are the same: علا and على."""
    others = dict.fromkeys((*first.others, second.usual, *second.others))
    return attrs.evolve(first, others=tuple(text for text in others if text != first.usual))


@functools.cache
def regions() -> tuple[str, ...]:
    """Return the regions that have spellings of their own.

    >>> "maghreb" in regions()
    True
    """
    return tuple(sorted({region for part in name_parts().values() for region, _ in part.regional}))


@functools.cache
def foreign_names() -> Mapping[Key, tuple[str, ...]]:
    """Return the given names of the rest of the world in Latin letters, by their Arabic keys.

    >>> foreign_names()[make_key("آرثر")]
    ('Arthur',)
    """
    found: dict[Key, list[str]] = defaultdict(list)
    for row in tables.rows("namelink.lang.ar", "foreign_names.tsv"):
        found[make_key(row["arabic"])].append(row["latin"])
    return {key: tuple(dict.fromkeys(texts)) for key, texts in found.items()}


@functools.cache
def given_names() -> frozenset[Key]:
    """Return the keys of given names of one word, Arab and foreign.

    >>> make_key("كلير") in given_names(), make_key("محمد") in given_names(), make_key("قطر") in given_names()
    (True, True, False)
    """
    return arab_given_names() | {key for key in foreign_names() if " " not in key}


@functools.cache
def arab_given_names() -> frozenset[Key]:
    """Return the keys of Arab given names of one word.

    >>> make_key("كلير") in arab_given_names(), make_key("محمد") in arab_given_names()
    (False, True)
    """
    return frozenset(key for key, part in name_parts().items() if part.kind != "surname" and " " not in key)


def is_given(word: str) -> bool:
    """Whether a word, in the letters it is compared in, is a given name of the tables, Arab or foreign.

    >>> is_given("حسن"), is_given("hassan"), is_given("جباروف")
    (True, True, False)
    """
    names, _ = _names_of()
    return any(name in given_names() for name in names.get(word, ()))


def given_name_zipf(word: str) -> float:
    """Return the Zipf frequency of a given name by its Arabic spelling, 0 for a word that is none.

    Args:
        word: The word, in the letters it is compared in.

    >>> given_name_zipf("mohamed") == given_name_zipf("محمد") > given_name_zipf("sadyr")
    True
    """
    return _given_name_zipf().get(word, 0.0)


@functools.cache
def _given_name_zipf() -> Mapping[str, float]:
    frequencies = get_language("ar").frequencies
    known = {letters_of(key): frequencies.get(key, 0.0) for key in given_names()}
    names, _ = _names_of()
    return {
        word: max((known[name] for name in {word, *spelt} if name in known), default=0.0)
        for word, spelt in names.items()
    } | known


def attested(a: str, b: str) -> int:
    """Return whether the tables of names attest two words, in the letters they are compared in, as one name.

    A foreign given name has several spellings in Arabic, so two of them (كاتي, كيتي) are never attested as two names.

    Returns:
        1 where both are spellings of one Arabic name, -1 where they are spellings of different names, at least one
        of them Arab or a country's, else 0.

    >>> attested("حسن", "حسين"), attested("محمد", "mohamed"), attested("صدر", "صادر")
    (-1, 1, 0)
    >>> attested("سالم", "سليم"), attested("اسحاق", "اسحق"), attested("سوريا", "سوريه")
    (-1, 0, 1)
    >>> attested("alain", "ellen"), attested("الين", "ellen")
    (0, 1)
    """
    names, settled = _names_of()
    of_a, of_b = names.get(a), names.get(b)
    if of_a is None or of_b is None:
        return -1 if a != b and {a, b} <= _names_of_god() else 0
    if a != b and {a, b} <= _usual().keys():
        # With one Latin spelling, they may be two spellings of one name, or two names.
        return 0 if _usual()[a] == _usual()[b] else -1
    if not of_a.isdisjoint(of_b):
        # Jane and Ian may be one word in Arabic: of foreign names it is no attestation of one name.
        foreign = a != b and a.isascii() and b.isascii() and settled.isdisjoint({a, b})
        return 0 if foreign else 1
    return -1 if a in settled or b in settled else 0


@functools.cache
def _usual() -> dict[str, str]:
    """Return the usual Latin spelling of each Arab name of one word, without the article."""
    return {
        letters_of(part.arabic): part.usual.removeprefix("al-")
        for part in name_parts().values()
        if " " not in part.arabic
    }


@functools.cache
def _names_of_god() -> frozenset[str]:
    """Return the words after عبد: الرحمن and الرحيم are two names, though neither occurs alone."""
    compounds = (part.arabic.partition(" ") for part in name_parts().values())
    found = {letters_of(of) for servant, _, of in compounds if servant == "عبد"}
    return frozenset(found | {letters.removeprefix(ARTICLE) for letters in found})


@functools.cache
def _names_of() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the words of the tables with the Arabic names each may spell, and the words of Arab and country names.

    Two Arabic words that share a Latin spelling, or differ in the article only, are spellings of one name, unless both
    are Arab names: Assad may be أسد or أسعد, Salim سالم or سليم, which are two.
    """
    latin_of: dict[str, set[str]] = defaultdict(set)
    for arabic, latin in _settled_names():
        latin_of[letters_of(arabic)].update(map(letters_of, latin))
    settled = frozenset(latin_of) | frozenset().union(*latin_of.values())
    for key, texts in foreign_names().items():
        latin_of[letters_of(key)].update(map(letters_of, texts))
    arabic_of: dict[str, set[str]] = defaultdict(set)
    for arabic, latin in latin_of.items():
        bare = arabic.removeprefix(ARTICLE)
        for word in latin:
            arabic_of[word].update({arabic, bare} if bare in latin_of else {arabic})
    alike = {
        arabic: frozenset(other for w in words for other in arabic_of[w] if _may_be_one(arabic, other))
        for arabic, words in latin_of.items()
    }
    return alike | {word: frozenset(arabic) for word, arabic in arabic_of.items()}, settled


def _may_be_one(a: str, b: str) -> bool:
    return a.removeprefix(ARTICLE) == b.removeprefix(ARTICLE) or not {a, b} <= _usual().keys()


def _settled_names() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the names that have one spelling in Arabic, Arab ones and countries, with their Latin spellings."""
    for part in name_parts().values():
        yield part.arabic, (part.usual, *(text for _, text in part.regional), *part.others)
    for row in tables.rows("namelink.lang.ar", "country_names.tsv"):
        yield row["arabic"], [row["latin"], *filter(None, (row["others"] or "").split(";"))]
