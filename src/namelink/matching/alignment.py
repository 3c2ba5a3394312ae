"""How far apart two words are, by the cheapest way to hear one as the other.

Long vowels are cheap and consonants dear: unvowelled Arabic writes ا و ي or leaves them out at
will (صدر, صادر), while one consonant makes another name (سلمان, سلطان).
"""

from __future__ import annotations

import functools

from namelink.text import tables
from namelink.translit.sounds import sounds


@functools.cache
def _costs() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for row in tables.rows("namelink.matching", "costs.tsv"):
        costs[row["a"], row["b"]] = costs[row["b"], row["a"]] = float(row["cost"])
    return costs


_WEAK = frozenset("aiuqاويء")
_CLITICS = frozenset("uوي")
"""Weak letters that are no vowel at the beginning of a word: a و there is 'and', or a consonant."""


@functools.cache
def _substitution(a: str, b: str, edge: bool) -> float:
    costs = _costs()
    if a == b:
        return 0.0
    if (a, b) in costs:
        return costs[a, b]
    weak = (a in _WEAK) + (b in _WEAK)
    if weak == 2:
        return costs["weak", "edge" if edge else "weak"]
    return costs["weak" if weak else "sound", "sound"]


@functools.cache
def _gap(sound: str, edge: bool) -> float:
    costs = _costs()
    if (sound, "none") in costs:
        return costs[sound, "none"]
    return costs["weak", "edge" if edge else "none"] if sound in _WEAK else costs["sound", "none"]


@functools.lru_cache(maxsize=1 << 16)
def word_distance(a: str, b: str) -> float:
    """Return the cost of reading one folded word as another: 0 for one spelling, about 1 a consonant.

    Args:
        a: A word in any script.
        b: A word in any script.

    >>> word_distance("صدر", "صادر"), word_distance("سلمان", "سلطان")
    (0.12, 1.0)
    >>> word_distance("جباروف", "Japarov")
    0.12
    """
    if a == b:
        return 0.0
    if not (_is_arabic(a) and _is_arabic(b)):
        a, b = sounds(a), sounds(b)
    return round(_align(min(a, b), max(a, b)), 6)


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] < "\u0700"


def _align(a: str, b: str) -> float:
    """Return the cost of the cheapest alignment: edit distance with the costs of the table."""
    last_a, last_b = len(a) - 1, len(b) - 1
    row = [0.0]
    gaps = [_gap(y, j == last_b or (j == 0 and y in _CLITICS)) for j, y in enumerate(b)]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, x in enumerate(a):
        dropped = _gap(x, i == last_a or (i == 0 and x in _CLITICS))
        above, row = row, [row[0] + dropped]
        for j, y in enumerate(b):
            edge = i == last_a and j == last_b
            changed = above[j] + _substitution(x, y, edge)
            row.append(min(changed, above[j + 1] + dropped, row[j] + gaps[j]))
    return row[-1]
