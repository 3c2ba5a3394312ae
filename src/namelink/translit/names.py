"""Parts of names that are known by themselves, as Arabic and Latin letters write them."""

from __future__ import annotations

import functools

from namelink.text import tables
from namelink.text.affixes import ARTICLE
from namelink.text.tokens import Key, make_key
from namelink.translit.alphabet import letters_of


@functools.cache
def given_names() -> frozenset[Key]:
    """Return the keys of given names of one word, Arab and foreign.

    >>> make_key("كلير") in given_names(), make_key("محمد") in given_names(), make_key("قطر") in given_names()
    (True, True, False)
    """
    arab = {row["arabic"] for row in tables.rows("namelink.translit", "arab_names.tsv") if row["kind"] != "surname"}
    foreign = {row["arabic"] for row in tables.rows("namelink.translit", "foreign_names.tsv")}
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

    Foreign names have no one spelling in Arabic, so that two of them (كاتي, كيتي) are never known to be two.

    Returns:
        1 where one Arabic name is spelt as both, -1 where both are known as spellings of other names,
        at least one of them Arab, else 0.

    >>> attested("حسن", "حسين"), attested("محمد", "mohamed"), attested("صدر", "صادر")
    (-1, 1, 0)
    """
    names, arab = _names_of()
    of_a, of_b = names.get(a), names.get(b)
    if of_a is None or of_b is None:
        return 0
    if not of_a.isdisjoint(of_b):
        return 1
    return -1 if a in arab or b in arab else 0


@functools.cache
def _names_of() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the words of the lists, each with the Arabic names it spells, and which words spell Arab ones.

    Two Arabic words that share a Latin spelling, or the article apart, are spellings of one.
    """
    latin_of: dict[str, set[str]] = {}
    arab: set[str] = set()
    for table in ("arab_names.tsv", "country_names.tsv", "foreign_names.tsv"):
        for row in tables.rows("namelink.translit", table):
            latin = [row["latin"], *(part.partition("=")[2] for part in (row.get("regions") or "").split(";"))]
            spellings = {letters_of(word) for word in latin} - {""}
            arabic = letters_of(row["arabic"])
            latin_of.setdefault(arabic, set()).update(spellings)
            arab.update({arabic, *spellings} if table != "foreign_names.tsv" else ())
    arabic_of: dict[str, set[str]] = {}
    for arabic, spellings in latin_of.items():
        bare = arabic.removeprefix(ARTICLE)
        for spelling in spellings:
            arabic_of.setdefault(spelling, set()).update({arabic, bare} if bare in latin_of else {arabic})
    alike = {arabic: frozenset({arabic}.union(*(arabic_of[w] for w in words))) for arabic, words in latin_of.items()}
    return alike | {latin: frozenset(arabic) for latin, arabic in arabic_of.items()}, frozenset(arab)
