"""Weighted edit distance between words: one word aligned with many at once by array operations.

An edit replaces a group of up to three letters by another (see `namelink.matching.costs`). Words may be of any
alphabets.
"""

from __future__ import annotations

import functools

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.costs import NEVER, UNSEEN, Edit, edit_costs
from namelink.matching.word_tables import MAX_GROUP, WordTable, WordTables, group_numbers
from namelink.phonetics.alphabet import ALPHABETS, Alphabet, alphabet_of_letters, decode

_Costs = NDArray[np.int32]


@attrs.frozen(eq=False)
class _GroupCosts:
    """Costs of the edits in which one group stands first.

    Attributes:
        deletion: The cost of the group for none, by the place of the other word's alphabet.
        costs: For each width of groups that ever stand in its place, that width, and the cost by the group's number.
    """

    deletion: _Costs
    costs: list[tuple[int, _Costs]]


class _CostArrays:
    """Costs of edits from the words of one alphabet to those of any, in arrays.

    Each cost is stored less the cost of inserting all letters of the group that stands second. So an insertion
    costs nothing inside the table of an alignment, and the insertions of all letters are added once in the end.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._costs = [edit_costs(alphabet, columns) for columns in ALPHABETS]
        self.insertions = self._insertions(0)
        """The cost of inserting a letter, by its number."""
        learned = {row for costs in self._costs for row, _ in costs.learned if row}
        rows = sorted(learned.union(*(columns.word_letters for columns in ALPHABETS)))
        tables = self._tables(rows)
        self.groups = {
            row: _GroupCosts(
                np.array([costs.of(row, "") for costs in self._costs], dtype=np.int32),
                [(width, table[place]) for width, table in enumerate(tables, 1) if table[place].min() < NEVER // 2],
            )
            for place, row in enumerate(rows)
        }

    def _tables(self, rows: list[str]) -> list[_Costs]:
        """Return, for each width, the cost of each row's group for each group of that width: [rows, groups]."""
        by_width = group_numbers().by_width
        tables = [np.full((len(rows), len(known) + 1), NEVER, dtype=np.int32) for known in by_width]
        tables[0][[len(row) == 1 for row in rows], 1:] = UNSEEN
        places = {row: place for place, row in enumerate(rows)}
        for columns, costs in zip(ALPHABETS, self._costs, strict=True):
            same = {(letter, letter) for letter in columns.word_letters}
            for row, column in same | costs.learned.keys():
                if row and column:
                    number = by_width[len(column) - 1][columns, column]
                    tables[len(column) - 1][places[row], number] = costs.of(row, column)
        for place, table in enumerate(tables):
            table -= self._insertions(place)
        return tables

    def _insertions(self, place: int) -> _Costs:
        groups = group_numbers().by_width[place]  # in the order of their numbers
        costs = dict(zip(ALPHABETS, self._costs, strict=True))
        found = [sum(costs[alphabet].of("", letter) for letter in group) for alphabet, group in groups]
        return np.array([0, *found], dtype=np.int32)

    def table(self, word: str, others: WordTable) -> _Costs:
        """Return the costs of the beginnings of a word for those of each of some words.

        Args:
            word: The letters of the word, of the alphabet of these costs.
            others: The other words.

        Returns:
            An array [letters of the word, letters of each other word, other words], each from none to all,
            less the cost of inserting the letters of those words.
        """
        longest, count = others.groups[0].shape
        found = np.zeros((len(word) + 1, longest + 1, count), dtype=np.int32)
        deletions = {letter: self.groups[letter].deletion.take(others.alphabets) for letter in word}
        for i, letter in enumerate(word, 1):
            here = found[i]
            np.add(found[i - 1], deletions[letter], out=here)
            for width in range(1, min(MAX_GROUP, i) + 1):
                group = self.groups.get(word[i - width : i])
                for other_width, costs in group.costs if group else ():
                    if other_width <= longest:
                        edited = costs.take(others.groups[other_width - 1])
                        edited += found[i - width, :-other_width]
                        np.minimum(here[other_width:], edited, out=here[other_width:])
            _accumulate_minimum(here)
        return found


MANY = 100
"""Columns from which a cumulative minimum by doubled steps is faster than row by row."""


def _accumulate_minimum(table: _Costs) -> None:
    """Replace each value of a table by the minimum of its column down to there: insertions are free inside it."""
    if table.shape[1] < MANY:
        np.minimum.accumulate(table, axis=0, out=table)
        return
    step = 1
    while step < len(table):
        np.minimum(table[step:], table[:-step].copy(), out=table[step:])
        step *= 2


@functools.cache
def _cost_arrays(alphabet: Alphabet) -> _CostArrays:
    return _CostArrays(alphabet)


_WIDTHS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 0), (0, 1))
"""Letters of both groups of an edit; of edits that cost the same, the first is taken."""


class Alignment:
    """One word aligned with some words."""

    def __init__(self, word: str, others: WordTables) -> None:
        """Align a word, given by its letters, with others."""
        self.word = word
        self.others = others
        arrays = _cost_arrays(alphabet_of_letters(word))
        self._costs = [arrays.table(word, table) for table in others.tables]
        self._insertions = [arrays.insertions.take(table.groups[0]) for table in others.tables]
        # No cached_property: up to Python 3.11 it holds one lock for all instances while it works, and a process that
        # another thread forks meanwhile, as `link_many` does, has that lock held for ever.
        self.costs: NDArray[np.int32] = self._total()
        """The cost of the word for each of the others, in hundredths of a natural logarithm."""

    def _total(self) -> NDArray[np.int32]:
        found = [
            costs[-1, -1] + insertions.sum(axis=0, dtype=np.int32)
            for costs, insertions in zip(self._costs, self._insertions, strict=True)
        ]
        return found[0] if len(found) == 1 else np.concatenate(found)[self.others.order]

    def other(self, place: int) -> str:
        """Return the letters of one of the others."""
        number, row = self.others.find(place)
        return decode(self.others.tables[number].letters[row].tobytes().rstrip(b"\0"))

    def edits(self, place: int) -> list[Edit]:
        """Return the edits that make one of the others of the word, equal letters included, in order.

        They are the same whichever of the two words is aligned with the other: the word of the first alphabet
        stands first, and of two words of one alphabet the one that sorts first.
        """
        other = self.other(place)
        number, column = self.others.find(place)
        found = self._costs[number][:, : len(other) + 1, column].copy()
        found[:, 1:] += self._insertions[number][: len(other), column].cumsum(dtype=np.int32)
        if _order(self.word) > _order(other):
            return _path(found.T.data, other, self.word)
        return _path(found.data, self.word, other)


def _order(word: str) -> tuple[int, str]:
    return ALPHABETS.index(alphabet_of_letters(word)), word


def _path(table: memoryview, a: str, b: str) -> list[Edit]:
    cost = edit_costs(alphabet_of_letters(a), alphabet_of_letters(b)).of
    i, j = len(a), len(b)
    edits: list[Edit] = []
    while i or j:
        here = table[i, j]
        for p, q in _WIDTHS:
            if p <= i and q <= j and (before := table[i - p, j - q]) <= here:
                edit = a[i - p : i], b[j - q : j]
                if before + cost(*edit) == here:
                    edits.append(edit)
                    i, j = i - p, j - q
                    break
        else:
            raise AssertionError(f"no way from {a[:i]!r} to {b[:j]!r}")
    return edits[::-1]


def align(a: str, b: str) -> Alignment:
    """Return the alignment of two words, given by their letters.

    >>> int(align("صدر", "صادر").costs[0]) < int(align("صدر", "بدر").costs[0])
    True
    """
    return Alignment(a, WordTables.of([b]))
