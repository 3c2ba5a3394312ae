"""Two names, no gazetteer: the probability that they are spellings of one."""

from __future__ import annotations

import attrs

from namelink.errors import require_str
from namelink.matching.evidence import compare_words, flag, measure, name_words, probability
from namelink.model import Comparison, Evidence
from namelink.text.affixes import readings
from namelink.text.folding import fold
from namelink.text.tokens import join_key, make_key, words

LONG = 7
"""Letters of a name from which a clitic before it is hardly ever a letter of another name."""

MAX_LENGTH = 1000
"""Code points of a string beyond which it is no name."""


def compare(a: str, b: str) -> Comparison:
    """Return how likely two strings are spellings of one name.

    Both may be in any script. The score does not depend on their order.

    Args:
        a: A name.
        b: A name.

    Returns:
        The score, a probability from 0 to 1, and the evidence for it.

    Raises:
        TypeError: a or b is not a str.

    >>> compare("صدر جباروف", "Sadyr Japarov").score > 0.8 > 0.2 > compare("سلمان", "سلطان").score
    True
    """
    require_str(a, "compare", "a")
    require_str(b, "compare", "b")
    evidence = max(_both_ways(a, b), key=probability, default=[])
    score = probability(evidence) if evidence else 0.0
    return Comparison(a, b, score, tuple(sorted(evidence, key=lambda e: -abs(e.contribution))))


def _both_ways(a: str, b: str) -> list[list[Evidence]]:
    if max(len(a), len(b)) > MAX_LENGTH or not (make_key(a) and make_key(b)):
        return []
    forth = [_evidence(a, b), *_without_clitic(a, b)]
    back = [_evidence(b, a), *_without_clitic(b, a)]
    return forth + [[attrs.evolve(e, query=e.name, name=e.query) for e in found] for found in back]


def _evidence(query: str, name: str) -> list[Evidence]:
    return compare_words(name_words(query), name_words(name), make_key(query) == make_key(name))


def _without_clitic(query: str, name: str) -> list[list[Evidence]]:
    first, *rest = words(fold(query))
    key = make_key(name)
    return [
        [flag("same", join_key([reading.word, *rest]), name), measure("clitic", _risk(key), reading.prefix, "")]
        for reading in readings(first)
        if reading.length and join_key([reading.word, *rest]) == key
    ]


def _risk(key: str) -> float:
    """Return how much a clitic counts before a name: what begins a short one may well be its own letter (وارثي)."""
    return 1 + 2.2 * max(0, LONG - len(key))
