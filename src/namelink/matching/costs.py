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
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, CYRILLIC, LATIN, Alphabet

UNSEEN = 900
"""The cost of a letter for a letter where the pairs never showed that. The tables and the weights of
`namelink.matching.word_model` were fitted with these costs: they are no settings."""

UNWRITTEN = {ARABIC: 700, CYRILLIC: 600, LATIN: 600}
"""The cost of a letter for none, by its alphabet, where the pairs never showed that."""

Edit = tuple[str, str]
"""A group of letters of one word, and the group of the other that stands in its place; one of them may be empty."""

Costs = Mapping[Edit, int]


@functools.cache
def edit_costs(rows: Alphabet, columns: Alphabet) -> Costs:
    """Return the learned costs of edits between two alphabets, that of the first word first.

    >>> costs = edit_costs(ARABIC, ARABIC)
    >>> costs["س", "ص"] < UNSEEN
    True
    """
    if ALPHABETS.index(rows) > ALPHABETS.index(columns):
        return _swapped(edit_costs(columns, rows))
    costs = _read(f"costs_{rows.name}_{columns.name}.tsv")
    return costs | _swapped(costs) if rows is columns else costs


def _read(name: str) -> dict[Edit, int]:
    listed = tables.columns("namelink.matching", name)
    costs = [round(100 * float(cost)) for cost in listed["cost"]]
    return dict(zip(zip(listed["a"], listed["b"], strict=True), costs, strict=True))


def _swapped(costs: Costs) -> dict[Edit, int]:
    return {(b, a): cost for (a, b), cost in costs.items()}
