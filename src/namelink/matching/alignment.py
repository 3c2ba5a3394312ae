"""How far apart two words are, by the cheapest way to read one as the other.

Long vowels are cheap and consonants dear: unvowelled Arabic writes ا و ي or leaves them out at
will (صدر, صادر), while one consonant makes another name (سلمان, سلطان).

Arabic words are aligned by letters (``data/costs.tsv``), an Arabic word and one in another script by
groups of letters whose costs are learned from pairs of names (``data/arab_latin.tsv``), and two words
of other scripts by their sounds.
"""

from __future__ import annotations

import functools
import math

from namelink.text import tables
from namelink.text.folding import fold
from namelink.text.scripts import is_arabic
from namelink.translit.natural import romanize
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
    >>> word_distance("جباروف", "Japarov") < 0.2
    True
    """
    if a == b:
        return 0.0
    if is_arabic(a) != is_arabic(b):
        arabic, other = (a, b) if is_arabic(a) else (b, a)
        learned = read_as(arabic, latin_letters(other)) / CONSONANT
        return round(min(learned, UNLEARNED + _heard_apart(a, b)), 6)
    return round(_align(min(a, b), max(a, b)) if is_arabic(a) else _heard_apart(a, b), 6)


def _heard_apart(a: str, b: str) -> float:
    a, b = sounds(a), sounds(b)
    return _align(min(a, b), max(a, b))


CONSONANT = 14.0
"""The learned cost, in natural logarithms, that counts as one consonant; about what a clear misreading costs."""

UNSEEN, UNREAD, UNWRITTEN = 9.0, 7.0, 6.0
"""The learned cost of what the pairs never showed: a letter for a letter, an Arabic or a Latin one for none."""

UNLEARNED = 0.02
"""What it costs that two words are one by their sounds, where the pairs showed no such spelling."""

WIDEST = 3
"""Letters of the widest group."""


@functools.cache
def _readings() -> dict[str, dict[str, float]]:
    """Return the Latin groups that Arabic groups are read as, with their costs."""
    costs: dict[str, dict[str, float]] = {}
    for row in tables.rows("namelink.matching", "arab_latin.tsv"):
        costs.setdefault(row["arabic"], {})[row["latin"]] = float(row["cost"])
    return costs


@functools.lru_cache(maxsize=1 << 15)
def latin_letters(word: str) -> str:
    """Return a word of any script but Arabic in plain Latin letters.

    >>> latin_letters("Жапаров"), latin_letters("erdoğan")
    ('zhaparov', 'erdogan')
    """
    return "".join(c for c in romanize(fold(word)).lower() if c.isascii() and c.isalpha())


def read_as(arabic: str, latin: str) -> float:
    """Return the learned cost of reading a folded Arabic word as Latin letters, in natural logarithms.

    >>> read_as("جباروف", "japarov") < read_as("جباروف", "kabarov") < read_as("جباروف", "petrov")
    True
    """
    readings = _readings()
    ends = range(len(latin) + 1)
    groups = [[latin[j : j + q] for q in range(min(WIDEST, len(latin) - j) + 1)] for j in ends]
    table = [[math.inf] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    table[0][0] = 0.0
    for i in range(len(arabic) + 1):
        here = table[i]
        for p in range(min(2, len(arabic) - i) + 1):
            costs = readings.get(arabic[i : i + p])
            if costs is None and p == 2:
                continue
            there = table[i + p]
            for j in ends:
                cost = here[j]
                if cost == math.inf:
                    continue
                for q, group in enumerate(groups[j]):
                    step = costs.get(group) if costs and p + q else None
                    if step is None:
                        step = _NEVER_SHOWN.get((p, q), math.inf)
                    if cost + step < there[j + q]:
                        there[j + q] = cost + step
    return table[-1][-1]


_NEVER_SHOWN = {(1, 1): UNSEEN, (1, 0): UNREAD, (0, 1): UNWRITTEN}


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
