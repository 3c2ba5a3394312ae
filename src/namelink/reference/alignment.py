"""Weighted edit distance between words: the cheapest way to cut both into groups of up to three letters.

Letters are bytes, each of the words of one or several alphabets. A byte that is no letter of its word's alphabet, the
space between the tokens of a name, costs nothing, and is in no group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Edit = tuple[bytes, bytes]
"""A group of letters of one word, and the group of the other that stands in its place; one of them may be empty."""

LearnedCost = tuple[int, int, bytes, bytes, int]
"""The places of two alphabets, a group of letters of each, and the cost of one for the other."""

WIDEST = 3
"""Letters of the widest group of an edit."""

NEVER = 1_000_000
"""The cost of an impossible edit: more than any two words are apart."""

NO_LIMIT = 2**31 - 1

_WIDTHS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 0), (0, 1))
"""Letters of both groups of an edit; of edits that cost the same, the first is taken."""


class Aligner:
    """Costs of edits, and alignments by them.

    Costs are whole numbers, 0 or more: hundredths of a natural logarithm.
    """

    def __init__(
        self,
        letters: Sequence[bytes],
        places: bytes,
        learned: Iterable[LearnedCost],
        unwritten: Sequence[int],
        unseen: int,
    ) -> None:
        """Keep the costs.

        Args:
            letters: The letters that words of each alphabet may hold.
            places: For each byte, the place of the alphabet of a word of which it is the highest.
            learned: The costs that were learned.
            unwritten: The cost of a letter of each alphabet for none, where it was not learned.
            unseen: The cost of a letter for another one, where it was not learned.
        """
        self._letters = [frozenset(own) for own in letters]
        self._places = places
        self.learned = {(row, column, a, b): cost for row, column, a, b, cost in learned}
        self._unwritten = unwritten
        self._unseen = unseen

    def cost(self, a: bytes, b: bytes) -> int:
        """Return the cost of one word for another."""
        return self._table(a, b)[-1][-1]

    def matrix(self, words: Iterable[bytes], others: Iterable[bytes]) -> NDArray[np.int32]:
        """Return the cost of each of some words for each of some others: [words, others]."""
        rows, columns = list(words), list(others)
        found = [[self.cost(word, other) for other in columns] for word in rows]
        return np.array(found, dtype=np.int32).reshape(len(rows), len(columns))

    def costs_of_names(
        self,
        word: bytes,
        letters: NDArray[np.uint8],
        bounds: NDArray[np.uint32],
        numbers: NDArray[np.uint32],
        longest: int,
        limit: int,
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the cost of a word for each of some names of an index, and the letters of each.

        Args:
            word: The letters of the word.
            letters: The letters of all names, spaces between tokens.
            bounds: Where the letters of each name begin, and where those of the last one end.
            numbers: The names.
            longest: How many letters and spaces of a name are looked at, at most.
            limit: Per letter of the longer of the two, the cost that stands for any higher one.
        """
        costs, lengths = [], []
        for number in numbers.tolist():
            begin, end = int(bounds[number]), int(bounds[number + 1])
            name = letters[begin : min(end, begin + longest)].tobytes()
            lengths.append(sum(letter > ord(" ") for letter in name))
            costs.append(self._cost(word, name, limit * max(lengths[-1], len(word))))
        return np.array(costs, dtype=np.int32), np.array(lengths, dtype=np.int32)

    def edits(self, a: bytes, b: bytes) -> list[Edit]:
        """Return the edits that make one word of another, equal letters included, in order."""
        table = self._table(a, b)
        row, column = self.place(a), self.place(b)
        i, j = len(a), len(b)
        found: list[Edit] = []
        while i or j:
            for p, q in _WIDTHS:
                if p <= i and q <= j:
                    edit = a[i - p : i], b[j - q : j]
                    if table[i - p][j - q] + self._of(row, column, *edit) == table[i][j]:
                        found.append(edit)
                        i, j = i - p, j - q
                        break
            else:
                raise AssertionError(f"no way from {a[:i]!r} to {b[:j]!r}")
        return found[::-1]

    def _cost(self, a: bytes, b: bytes, limit: int) -> int:
        return min(self._table(a, b, limit)[-1][-1], limit)

    def _table(self, a: bytes, b: bytes, limit: int = NO_LIMIT) -> list[list[int]]:
        """Return the costs of the beginnings of one word for those of another.

        It ends early, with the limit, where no way can cost less: each way passes one of any three rows.
        """
        row, column = self.place(a), self.place(b)
        inserted = [self._of(row, column, b"", b[j : j + 1]) for j in range(len(b))]
        table = [[0]]
        for cost in inserted:
            table[0].append(table[0][-1] + cost)
        for i in range(1, len(a) + 1):
            deletion = self._of(row, column, a[i - 1 : i], b"")
            here = [cost + deletion for cost in table[i - 1]]
            for p in range(1, min(WIDEST, i) + 1):
                for q in range(1, min(WIDEST, len(b)) + 1):
                    for j in range(q, len(b) + 1):
                        cost = table[i - p][j - q] + self._of(row, column, a[i - p : i], b[j - q : j])
                        here[j] = min(here[j], cost)
            for j, cost in enumerate(inserted, 1):
                here[j] = min(here[j], here[j - 1] + cost)
            table.append(here)
            if i >= WIDEST and min(map(min, table[-WIDEST:])) >= limit:
                return [[limit]]
        return table

    def place(self, word: bytes) -> int:
        """Return the place of the alphabet of a word: that of its highest letter."""
        return self._places[max(word, default=0)]

    def _of(self, row: int, column: int, a: bytes, b: bytes) -> int:
        """Return the cost of one group for another."""
        if not (self._letters[row].issuperset(a) and self._letters[column].issuperset(b)):
            return 0 if len(a) + len(b) == 1 else NEVER
        known = self.learned.get((row, column, a, b))
        if known is not None and (a or len(b) == 1) and (b or len(a) == 1):
            return known
        if a == b and len(a) == 1:  # digits are in words of all alphabets, Latin letters in Arabic ones too
            return 0
        unseen = {(1, 1): self._unseen, (1, 0): self._unwritten[row], (0, 1): self._unwritten[column]}
        return unseen.get((len(a), len(b)), NEVER)
