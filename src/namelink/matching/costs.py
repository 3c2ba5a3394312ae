"""What it costs to read letters of one word as letters of another: the noisy channel between two scripts.

Long vowels are cheap and consonants dear: unvowelled Arabic writes ا و ي or leaves them out at
will (صدر, صادر), while one consonant makes another name (سلمان, سلطان). What a substitution of letter
groups costs is learned from pairs of names, one table for each pair of scripts (``data/arab_arab.tsv``,
``arab_latin.tsv``, ``latin_latin.tsv``); a word of any other script is compared in Latin letters.

Costs are whole hundredths of a natural logarithm, so that every machine finds the same.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from namelink import tables
from namelink.phonetics.alphabet import ARABIC, DIGITS, LATIN, OTHER

UNSEEN = 900
"""The cost of a letter for a letter that the pairs never showed, in hundredths of a natural logarithm, as all costs."""

UNWRITTEN = {True: 700, False: 600}
"""The cost of an Arabic letter, and of a Latin one, for none, where the pairs never showed it."""

NEVER = 1_000_000
"""The cost of what cannot be: more than any two words are apart."""

LETTERS = {True: ARABIC.letters + LATIN.letters + DIGITS + OTHER, False: LATIN.letters + DIGITS + OTHER}
"""The letters of words in Arabic letters, and of words in Latin ones.

One Arabic letter makes a word Arabic, so that Arabic words may hold any letter: BBCعربي, or FC برشلونة run together.
"""

Edit = tuple[str, str]
"""A group of letters of one word, and the group of the other that it is read as."""

Costs = Mapping[Edit, int]


@functools.lru_cache(maxsize=1 << 14)
def is_arabic_letters(letters: str) -> bool:
    """Whether any of the letters of a word are Arabic ones.

    >>> is_arabic_letters("قطر"), is_arabic_letters("6اكتوبر"), is_arabic_letters("qatar")
    (True, True, False)
    """
    return not letters.isascii()


class EditCosts:
    """What it costs to read groups of letters of one script as groups of another, or of the same.

    >>> vowel, consonant = edit_costs(True, True).step("", "ا"), edit_costs(True, True).step("", "ق")
    >>> vowel < consonant
    True
    """

    def __init__(self, costs: Costs, rows_arabic: bool, columns_arabic: bool) -> None:
        """Make a channel.

        Args:
            costs: What it costs to read a group of the one word, the row's, as one of the other, the column's.
            rows_arabic: Whether the one word is in Arabic letters.
            columns_arabic: Whether the other is.
        """
        self.costs = costs
        self._steps: dict[Edit, int] = {}
        self._arabic = rows_arabic, columns_arabic

    def step(self, row: str, column: str) -> int:
        """Return the cost of reading one group as another; either may be empty."""
        known = self._steps.get((row, column))
        if known is None:
            known = self._steps[row, column] = self._step(row, column)
        return known

    def _step(self, row: str, column: str) -> int:
        known = self.costs.get((row, column))
        if known is not None:
            return known
        rows, columns = self._arabic
        if row == column and len(row) == 1:  # digits are in words of both scripts, Latin letters in Arabic ones too
            return 0
        unseen = {(1, 1): UNSEEN, (1, 0): UNWRITTEN[rows], (0, 1): UNWRITTEN[columns]}
        return unseen.get((len(row), len(column)), NEVER)


@functools.cache
def edit_costs(rows_arabic: bool, columns_arabic: bool) -> EditCosts:
    """Return the learned channel between two scripts, the row's word first."""
    if rows_arabic and not columns_arabic:
        return EditCosts(_read("arab_latin.tsv"), True, False)
    if columns_arabic and not rows_arabic:
        return EditCosts(_swapped(edit_costs(True, False).costs), False, True)
    costs = _read("arab_arab.tsv" if rows_arabic else "latin_latin.tsv")
    return EditCosts(costs | _swapped(costs), rows_arabic, columns_arabic)


def _read(name: str) -> dict[Edit, int]:
    rows = tables.rows("namelink.matching", name)
    return {(row["a"] or "", row["b"] or ""): round(100 * float(row["cost"])) for row in rows}


def _swapped(costs: Costs) -> dict[Edit, int]:
    return {(b, a): cost for (a, b), cost in costs.items()}
