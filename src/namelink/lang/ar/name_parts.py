"""Attested parts of names: Arab ones with their Latin spellings by region, foreign given names, countries."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping

import attrs

from namelink import tables
from namelink.cache import remembered
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.name_spellings import NO_REGION, arabic_words, is_given_name, is_settled, names_of
from namelink.lang.keys import Key, make_key
from namelink.lang.registry import get_language
from namelink.phonetics.alphabet import letters_of

ANYWHERE = "anywhere"
"""The region of a name whose region is not known."""


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
    listed = tables.columns("namelink.lang.ar", "arab_names.tsv")
    for arabic, kind, latin, regions in zip(*map(listed.__getitem__, _COLUMNS), strict=True):
        pairs = [pair.partition("=") for pair in regions.split(";") if pair]
        regional = tuple([(region, text) for region, _, text in pairs if region != NO_REGION])
        others = tuple([text for region, _, text in pairs if region == NO_REGION])
        part = AttestedPart(arabic, kind, latin, regional, others)
        key = make_key(arabic)
        found[key] = _merged(found[key], part) if key in found else part
    return found


_COLUMNS = ("arabic", "kind", "latin", "regions")


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
    found: dict[Key, tuple[str, ...]] = {}
    listed = tables.columns("namelink.lang.ar", "foreign_names.tsv")
    for arabic, latin in zip(listed["arabic"], listed["latin"], strict=True):
        key = make_key(arabic)
        known = found.get(key, ())
        found[key] = known if latin in known else (*known, latin)
    return found


class GivenNames(Collection[str]):
    """The keys of given names of one word, Arab and foreign.

    >>> make_key("كلير") in GivenNames(), make_key("محمد") in GivenNames(), make_key("قطر") in GivenNames()
    (True, True, False)
    """

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and is_given_name(key)

    def __iter__(self) -> Iterator[str]:
        return filter(is_given_name, arabic_words().kinds)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@functools.cache
def arab_given_names() -> frozenset[Key]:
    """Return the keys of Arab given names of one word.

    >>> make_key("كلير") in arab_given_names(), make_key("محمد") in arab_given_names()
    (False, True)
    """
    return frozenset(key for key, part in name_parts().items() if part.kind != "surname" and " " not in key)


@remembered(1 << 16)
def is_given(word: str) -> bool:
    """Whether a word, in the letters it is compared in, is a given name of the tables, Arab or foreign.

    >>> is_given("حسن"), is_given("hassan"), is_given("جباروف")
    (True, True, False)
    """
    return any(map(is_given_name, names_of(word) or ()))


def given_name_zipf(word: str) -> float:
    """Return the Zipf frequency of a given name by its Arabic spelling, 0 for a word that is none.

    Args:
        word: The word, in the letters it is compared in.

    >>> given_name_zipf("mohamed") == given_name_zipf("محمد") > given_name_zipf("sadyr")
    True
    """
    names = [word] if is_given_name(word) else list(filter(is_given_name, names_of(word) or ()))
    frequencies = get_language("ar").frequencies if names else {}
    return max((frequencies.get(name, 0.0) for name in names), default=0.0)


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
    of_a, of_b = names_of(a), names_of(b)
    if of_a is None or of_b is None:
        return -1 if a != b and {a, b} <= _names_of_god() else 0
    usual = arabic_words().usual
    if a != b and {a, b} <= usual.keys():
        # With one Latin spelling, they may be two spellings of one name, or two names.
        return 0 if usual[a] == usual[b] else -1
    if not of_a.isdisjoint(of_b):
        # Jane and Ian may be one word in Arabic: of foreign names it is no attestation of one name.
        foreign = a != b and a.isascii() and b.isascii() and not (is_settled(a) or is_settled(b))
        return 0 if foreign else 1
    return -1 if is_settled(a) or is_settled(b) else 0


@functools.cache
def _names_of_god() -> frozenset[str]:
    """Return the words after عبد: الرحمن and الرحيم are two names, though neither occurs alone."""
    written = tables.columns("namelink.lang.ar", "arab_names.tsv")["arabic"]
    compounds = (arabic.partition(" ") for arabic in written if arabic.startswith("عبد "))
    found = {letters_of(of) for _, _, of in compounds}
    return frozenset(found | {letters.removeprefix(ARTICLE) for letters in found})
