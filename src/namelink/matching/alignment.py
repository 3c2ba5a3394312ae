"""Weighted edit distance between words: one word aligned with many at once by array operations.

An edit replaces a group of up to three letters by another (see `namelink.matching.costs`). Words may be of any
alphabets.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.costs import NEVER, UNSEEN, Edit, edit_costs
from namelink.phonetics.alphabet import (
    ALPHABETS,
    Alphabet,
    alphabet_of_letters,
    alphabet_places,
    decode,
    encode,
)

MAX_GROUP = 3
"""Letters of the widest group of an edit."""

_Costs = NDArray[np.int32]
_Numbers = NDArray[np.intp]


class _GroupNumbers:
    """Numbers of all groups that stand second in some edit, by width; 0 stands for any other group.

    A group has one number for each alphabet whose words it is in: digits are in those of all.
    """

    def __init__(self, groups: Iterable[tuple[Alphabet, str]]) -> None:
        letters = [(alphabet, letter) for alphabet in ALPHABETS for letter in alphabet.word_letters]
        self.by_width: list[dict[tuple[Alphabet, str], int]] = [{} for _ in range(MAX_GROUP)]
        for alphabet, group in itertools.chain(letters, groups):
            # Beginnings have numbers too: a group is looked up by that of all but its last letter, and that letter.
            for width, known in enumerate(self.by_width[: len(group)], 1):
                known.setdefault((alphabet, group[:width]), len(known) + 1)
        self.of_letters = np.zeros((len(ALPHABETS), 256), dtype=np.intp)
        """The number of each letter in the words of each alphabet, by its byte: [alphabets, bytes]."""
        for (alphabet, letter), number in self.by_width[0].items():
            self.of_letters[ALPHABETS.index(alphabet), encode(letter)[0]] = number
        self.of_longer = [self._longer(width) for width in range(2, MAX_GROUP + 1)]
        """For each width from 2, the number of a group by that of all but its last letter, and of that letter."""

    def _longer(self, width: int) -> _Numbers:
        shorter, singles = self.by_width[width - 2], self.by_width[0]
        found = np.zeros((len(shorter) + 1, len(singles) + 1), dtype=np.intp)
        for (alphabet, group), number in self.by_width[width - 1].items():
            found[shorter[alphabet, group[:-1]], singles[alphabet, group[-1]]] = number
        return found


@functools.cache
def _group_numbers() -> _GroupNumbers:
    return _GroupNumbers(
        (columns, group)
        for columns in ALPHABETS
        for group in sorted({column for rows in ALPHABETS for _, column in edit_costs(rows, columns).learned})
    )


@attrs.frozen(eq=False)
class WordTable:
    """Some words of any alphabets, side by side in arrays.

    Attributes:
        letters: The letters of each word, as bytes (see `alphabet.encode`), and zeros after the last: [words, letters].
        alphabets: For each word the place of its alphabet in ALPHABETS.
        groups: For each width from 1 to MAX_GROUP, the number of the group that begins at each letter:
            [letters, words].
    """

    letters: NDArray[np.uint8]
    alphabets: _Numbers
    groups: tuple[_Numbers, ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> WordTable:
        """Return the arrays of some words, given by their letters."""
        widest = max(map(len, words), default=1) or 1
        padded = b"".join([encode(word).ljust(widest, b"\0") for word in words])
        return cls.of_bytes(np.frombuffer(padded, dtype=np.uint8).reshape(len(words), widest))

    @classmethod
    def of_bytes(cls, letters: NDArray[np.uint8]) -> WordTable:
        """Return the arrays of some words, a row of bytes for each; what is no letter costs nothing."""
        alphabets = alphabet_places(letters)
        numbers = _group_numbers()
        singles = numbers.of_letters[alphabets, letters.T]
        groups = [singles]
        for width, longer in enumerate(numbers.of_longer[: len(singles) - 1], 1):
            groups.append(longer[groups[-1][:-1], singles[width:]])
        return cls(letters, alphabets, tuple(groups))


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
        by_width = _group_numbers().by_width
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
        groups = _group_numbers().by_width[place]  # in the order of their numbers
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

    def __init__(self, word: str, others: WordTable) -> None:
        """Align a word, given by its letters, with others."""
        self.word = word
        self.others = others
        costs = _cost_arrays(alphabet_of_letters(word))
        self._table = costs.table(word, others)
        self._insertions = costs.insertions.take(others.groups[0])
        # No cached_property: up to Python 3.11 it holds one lock for all instances while it works, and a process that
        # another thread forks meanwhile, as `link_many` does, has that lock held for ever.
        self.costs: NDArray[np.int32] = self._table[-1, -1] + self._insertions.sum(axis=0, dtype=np.int32)
        """The cost of the word for each of the others, in hundredths of a natural logarithm."""

    def other(self, place: int) -> str:
        """Return the letters of one of the others."""
        return decode(self.others.letters[place].tobytes().rstrip(b"\0"))

    def edits(self, place: int) -> list[Edit]:
        """Return the edits that make one of the others of the word, equal letters included, in order.

        They are the same whichever of the two words is aligned with the other: the word of the first alphabet
        stands first, and of two words of one alphabet the one that sorts first.
        """
        other = self.other(place)
        found = self._table[:, : len(other) + 1, place].copy()
        found[:, 1:] += self._insertions[: len(other), place].cumsum(dtype=np.int32)
        if _order(self.word) > _order(other):
            return _path(found.T.tolist(), other, self.word)
        return _path(found.tolist(), self.word, other)


def _order(word: str) -> tuple[int, str]:
    return ALPHABETS.index(alphabet_of_letters(word)), word


def _path(table: list[list[int]], a: str, b: str) -> list[Edit]:
    cost = edit_costs(alphabet_of_letters(a), alphabet_of_letters(b)).of
    i, j = len(a), len(b)
    edits: list[Edit] = []
    while i or j:
        here = table[i][j]
        for p, q in _WIDTHS:
            if p <= i and q <= j and table[i - p][j - q] <= here:
                edit = a[i - p : i], b[j - q : j]
                if table[i - p][j - q] + cost(*edit) == here:
                    edits.append(edit)
                    i, j = i - p, j - q
                    break
        else:
            raise AssertionError(f"no way from {a[:i]!r} to {b[:j]!r}")
    return edits[::-1]


def align(a: str, b: str) -> Alignment:
    """Return the alignment of two words, given by their letters."""
    return Alignment(a, WordTable.of([b]))


def word_distance(a: str, b: str) -> float:
    """Return the cost of one word for another, in natural logarithms: 0 where nothing is unusual.

    Args:
        a: The letters of a word (see `alphabet.letters_of`).
        b: The letters of a word.

    >>> word_distance("صدر", "صادر") < word_distance("سلمان", "سلطان")
    True
    >>> word_distance("جباروف", "japarov") < word_distance("جباروف", "popov")
    True
    """
    return int(align(a, b).costs[0]) / 100
