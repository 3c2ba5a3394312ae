"""Parts of names that are known by themselves, as Arabic and Latin letters write them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.keys import Key, make_key
from namelink.phonetics.alphabet import letters_of

ANYWHERE = "anywhere"
"""Stands for the region of a name whose region is not known."""

NO_REGION = "other"
"""Stands in the table for a spelling that is attested without a region."""


@attrs.frozen
class NamePart:
    """A part of Arab names.

    Attributes:
        arabic: As Arabic writes it.
        kind: ``given``, ``surname`` or ``both``.
        usual: The spelling English-language news uses most.
        regional: Regions whose usual spelling is said to be another, or that same one, and the spelling.
        others: Other attested spellings.
    """

    arabic: str
    kind: str
    usual: str
    regional: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


@functools.cache
def name_parts() -> Mapping[Key, NamePart]:
    """Return the parts of Arab names by their keys.

    >>> name_parts()[make_key("شريف")].usual, dict(name_parts()[make_key("شريف")].regional)["maghreb"]
    ('Sharif', 'Cherif')
    """
    found: dict[Key, NamePart] = {}
    for row in tables.rows("namelink.lang.ar", "arab_names.tsv"):
        pairs = [pair.partition("=") for pair in (row["regions"] or "").split(";") if pair]
        regional = tuple((region, text) for region, _, text in pairs if region != NO_REGION)
        others = tuple(text for region, _, text in pairs if region == NO_REGION)
        part = NamePart(row["arabic"], row["kind"], row["latin"], regional, others)
        key = make_key(part.arabic)
        found[key] = _merged(found[key], part) if key in found else part
    return found


def _merged(first: NamePart, second: NamePart) -> NamePart:
    """Return one part for two rows that differ only in what folding takes away: علا and على."""
    others = dict.fromkeys((*first.others, second.usual, *second.others))
    return attrs.evolve(first, others=tuple(text for text in others if text != first.usual))


@functools.cache
def regions() -> tuple[str, ...]:
    """Return the regions whose spellings are told apart.

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
    arab = {row["arabic"] for row in tables.rows("namelink.lang.ar", "arab_names.tsv") if row["kind"] != "surname"}
    foreign = {row["arabic"] for row in tables.rows("namelink.lang.ar", "foreign_names.tsv")}
    return frozenset(key for key in map(make_key, arab | foreign) if " " not in key)


def is_given(word: str) -> bool:
    """Whether a word, given by its letters, is a given name of the lists, in Arabic or Latin letters.

    >>> is_given("حسن"), is_given("hassan"), is_given("جباروف")
    (True, True, False)
    """
    names, _ = _names_of()
    return any(name in given_names() for name in names.get(word, ()))


def attested(a: str, b: str) -> int:
    """Return what the lists of name parts say of two words, given by their letters.

    Foreign given names have no one spelling in Arabic, so that two of them (كاتي, كيتي) are never known to be two.

    Returns:
        1 where one Arabic name is spelt as both, -1 where both are known as spellings of other names,
        at least one of them Arab or a country's, else 0.

    >>> attested("حسن", "حسين"), attested("محمد", "mohamed"), attested("صدر", "صادر")
    (-1, 1, 0)
    >>> attested("سالم", "سليم"), attested("اسحاق", "اسحق"), attested("سوريا", "سوريه")
    (-1, 0, 1)
    """
    names, settled = _names_of()
    of_a, of_b = names.get(a), names.get(b)
    if of_a is None or of_b is None:
        return -1 if a != b and {a, b} <= _names_of_god() else 0
    if a != b and {a, b} <= _usual().keys():
        # Spelt alike in Latin letters, they are two ways to write one name, or two names that are not told apart there.
        return 0 if _usual()[a] == _usual()[b] else -1
    if not of_a.isdisjoint(of_b):
        return 1
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
    """Return the words after عبد: الرحمن and الرحيم are two names though neither stands by itself."""
    compounds = (part.arabic.partition(" ") for part in name_parts().values())
    return frozenset(letters_of(of) for servant, _, of in compounds if servant == "عبد")


@functools.cache
def _names_of() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the words of the lists, each with the Arabic names it spells, and which are of names with one spelling.

    Two Arabic words that share a Latin spelling, or the article apart, are spellings of one, unless both are Arab
    names: Assad may be أسد or أسعد, Salim سالم or سليم, which are two.
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
    """Yield the names whose spelling in Arabic is settled, each with its Latin spellings: Arab ones, and countries."""
    for part in name_parts().values():
        yield part.arabic, (part.usual, *(text for _, text in part.regional), *part.others)
    for row in tables.rows("namelink.lang.ar", "country_names.tsv"):
        yield row["arabic"], [row["latin"], *filter(None, (row["others"] or "").split(";"))]
