"""Costs of edits: of a group of letters of one word for a group of another.

Long vowels are cheap and consonants dear: unvowelled Arabic writes ا و ي or leaves them out at will (صدر, صادر),
while one consonant makes another name (سلمان, سلطان). The costs are learned from pairs of names, one table for each
pair of alphabets (``data/costs_arabic_latin.tsv`` and its like); a word of a script without one is compared in Latin
letters. They are whole hundredths of a natural logarithm, so that every machine finds the same.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from namelink import tables
from namelink.cache import BoundedCache
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, CYRILLIC, LATIN, Alphabet

UNSEEN = 900
"""The cost of a letter for a letter where the pairs never showed that. The tables and the models of
`namelink.matching.word_model` were fitted with these three costs: they are no settings."""

UNWRITTEN = {ARABIC: 700, CYRILLIC: 600, LATIN: 600}
"""The cost of a letter for none, by its alphabet, where the pairs never showed that."""

NEVER = 1_000_000
"""The cost of an impossible edit: more than any two words are apart."""

CACHED_EDITS = 1 << 16
"""Edits of one pair of alphabets whose costs are kept."""

Edit = tuple[str, str]
"""A group of letters of one word, and the group of the other that stands in its place; one of them may be empty."""

Costs = Mapping[Edit, int]


class EditCosts:
    """Costs of edits between words of two alphabets, or of one.

    >>> costs = edit_costs(ARABIC, ARABIC)
    >>> costs.of("", "ا") < costs.of("", "ق")
    True
    """

    def __init__(self, costs: Costs, rows: Alphabet, columns: Alphabet) -> None:
        """Keep the learned costs.

        Args:
            costs: The costs of edits that were learned.
            rows: The alphabet of the word that stands first in an edit.
            columns: The alphabet of the other word.
        """
        self.learned = costs
        self._unwritten = UNWRITTEN[rows], UNWRITTEN[columns]
        self._known = BoundedCache(self._cost, CACHED_EDITS)

    def of(self, row: str, column: str) -> int:
        """Return the cost of one group for another."""
        return self._known[row, column]

    def _cost(self, edit: Edit) -> int:
        known = self.learned.get(edit)
        if known is not None:
            return known
        row, column = edit
        if row == column and len(row) == 1:  # digits are in words of all alphabets, Latin letters in Arabic ones too
            return 0
        unseen = {(1, 1): UNSEEN, (1, 0): self._unwritten[0], (0, 1): self._unwritten[1]}
        return unseen.get((len(row), len(column)), NEVER)


@functools.cache
def edit_costs(rows: Alphabet, columns: Alphabet) -> EditCosts:
    """Return the costs of edits between two alphabets, that of the first word first."""
    if ALPHABETS.index(rows) > ALPHABETS.index(columns):
        return EditCosts(_swapped(edit_costs(columns, rows).learned), rows, columns)
    costs = _read(f"costs_{rows.name}_{columns.name}.tsv")
    return EditCosts(costs | _swapped(costs) if rows is columns else costs, rows, columns)


def _read(name: str) -> dict[Edit, int]:
    rows = tables.rows("namelink.matching", name)
    return {(row["a"] or "", row["b"] or ""): round(100 * float(row["cost"])) for row in rows}


def _swapped(costs: Costs) -> dict[Edit, int]:
    return {(b, a): cost for (a, b), cost in costs.items()}
