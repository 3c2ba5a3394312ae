"""Inflection of Arabic words, as far as letters and frequencies tell: verbs, plurals, pronouns, adjectives."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE

_PREFIXED = re.compile("[اسيتنو]")
"""Prefixes of verbs, and what the article and the conjunction begin with."""
_SUFFIXED = re.compile(".*(ه|هم|هما|نا|وا|ون|ين|ان|[اته])$")
"""Endings of verbs, plurals and pronouns."""

_VERBAL_NOUN = re.compile("الت.ا.")
"""Verbal nouns of the eighth form of roots in ل, whose first letters are no article."""

NISBA = "ي"
"""The ending of adjectives made of names, which many family names have: العتيبي."""


SHORTEST_ROOT = 3
"""Letters of most roots, and so of the shortest stem that is told from its affixes."""


def without_accusative(token: str) -> str:
    """Return a folded token without the alef of the indefinite accusative, else the token itself.

    >>> without_accusative("وفدا"), without_accusative("وفد"), without_accusative("عصا")
    ('وفد', 'وفد', 'عصا')
    """
    return token[:-1] if token.endswith("ا") and len(token) > SHORTEST_ROOT else token


def is_inflected(token: str, is_form: Callable[[str], bool]) -> bool:
    """Whether an unknown token is more likely an inflected word than a foreign name.

    Args:
        token: The folded token.
        is_form: Whether a token is a form of a known word; an ending alone is that of many names too.

    >>> [is_inflected(token, {"كاتبين"}.__contains__) for token in ("ستعلن", "كاتبين", "ماكلافلين", "جباروف")]
    [True, True, False, False]
    """
    return _PREFIXED.match(token) is not None or (_SUFFIXED.match(token) is not None and is_form(token))


def has_known_stem(
    token: str,
    frequencies: Mapping[str, float],
    min_zipf: float,
    stems: Collection[str] = frozenset(),
    min_letters: int = SHORTEST_ROOT,
) -> bool:
    """Whether an unknown token is a word with affixes, or a word of a dictionary: وطرحت of طرح, سيراقب of يراقب.

    Args:
        token: The folded token.
        frequencies: Zipf frequencies of folded words.
        min_zipf: Zipf frequency from which a listed word has inflected forms in texts.
        stems: Folded words of a dictionary.
        min_letters: Letters of the shortest stem.

    >>> has_known_stem("وطرحت", {"طرح": 5.0}, 3.3), has_known_stem("كازخستان", {"طرح": 5.0}, 3.3)
    (True, False)
    >>> has_known_stem("القارس", {}, 3.3, {"قارس"})
    True
    """
    prefixes, suffixes = _affixes()
    starts = [prefix for prefix in prefixes if token.startswith(prefix)]
    ends = [suffix for suffix in suffixes if token.endswith(suffix)]
    parted = {token[len(start) : len(token) - len(end)] for start in starts for end in ends}
    found = [stem for stem in parted if len(stem) >= min_letters and stem != token]
    listed = any(frequencies.get(stem, 0.0) >= min_zipf for stem in found)
    # A root of three letters is found in half of all words.
    return listed or any(len(stem) > min_letters and stem in stems for stem in (token, *found))


@functools.cache
def _affixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is written onto a word before and after it; nothing at all is one of each."""
    rows = list(tables.rows("namelink.lang.ar", "affixes.tsv"))
    prefixes, suffixes = (
        ("", *(row["affix"] for row in rows if row["position"] == place)) for place in ("prefix", "suffix")
    )
    return prefixes, suffixes


def is_verbal_noun(word: str) -> bool:
    """Whether a folded word has the form of a verbal noun that begins like the article: التزام, commitment.

    >>> is_verbal_noun("التزام"), is_verbal_noun("الكتاب")
    (True, False)
    """
    return _VERBAL_NOUN.fullmatch(word) is not None


def has_family_form(token: str) -> bool:
    """Whether a folded token has the form of a family name: the article and the ending of a nisba.

    >>> has_family_form("العتيبي"), has_family_form("عتيبي"), has_family_form("الحكومه")
    (True, False, False)
    """
    return token.startswith(ARTICLE) and token.endswith(NISBA)


def agrees(noun: str, adjective: str) -> bool:
    """Whether a word after و may be an adjective like the word before: both have one ending, and it is not ا.

    >>> agrees("الامريكيه", "والروسيه"), agrees("فرنسا", "والمانيا")
    (True, False)
    """
    return noun.endswith(adjective[-1]) and not noun.endswith("ا")
