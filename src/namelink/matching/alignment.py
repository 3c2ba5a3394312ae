"""How far apart two words are, by the cheapest way to read one as the other.

One word is aligned with many at once, whatever their scripts, by array operations.
"""

from __future__ import annotations

import functools

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.channel import LETTERS, NEVER, UNSEEN, Unit, channel, is_arabic_letters
from namelink.matching.word_tables import WIDEST, Table, Words, letter_groups
from namelink.translit.alphabet import decode

_Costs = NDArray[np.int32]


@attrs.frozen(eq=False)
class _Reading:
    """What it costs to read a group of letters.

    Attributes:
        gap: The cost of reading it as nothing, in a Latin word and in an Arabic one.
        costs: For each width it is ever read as, that width, and the cost by the number of the group.
    """

    gap: _Costs
    costs: list[tuple[int, _Costs]]


class _Readings:
    """What it costs to read the groups of words of one script as those of any, in arrays.

    Each cost is told less what the group read would cost where it stands for nothing. So a letter that stands
    for nothing costs nothing, and the rest is added once.
    """

    def __init__(self, arabic: bool) -> None:
        """Make the arrays for words in Arabic letters, or for those that are not."""
        self._channels = channel(arabic, False), channel(arabic, True)
        self.unwritten = self._unwritten(0)
        """What it costs that a letter stands for nothing, by its number."""
        rows = sorted({row for known in self._channels for row, _ in known.costs if row}.union(*LETTERS.values()))
        tables = self._tables(rows)
        self.readings = {
            row: _Reading(
                np.array([known.step(row, "") for known in self._channels], dtype=np.int32),
                [(width, table[place]) for width, table in enumerate(tables, 1) if table[place].min() < NEVER // 2],
            )
            for place, row in enumerate(rows)
        }

    def _tables(self, rows: list[str]) -> list[_Costs]:
        """Return, for each width, the cost of reading each row as each group: [rows, groups]."""
        numbers = letter_groups().numbers
        tables = [np.full((len(rows), len(known) + 1), NEVER, dtype=np.int32) for known in numbers]
        tables[0][[len(row) == 1 for row in rows], 1:] = UNSEEN
        places = {row: place for place, row in enumerate(rows)}
        for columns, known in enumerate(self._channels):
            alike = {(letter, letter) for letter in LETTERS[bool(columns)] if letter in places}
            for row, column in alike | known.costs.keys():
                if row and column:
                    number = numbers[len(column) - 1][bool(columns), column]
                    tables[len(column) - 1][places[row], number] = known.step(row, column)
        for place, table in enumerate(tables):
            table -= self._unwritten(place)
        return tables

    def _unwritten(self, place: int) -> _Costs:
        groups = letter_groups().numbers[place]  # in the order of their numbers
        costs = [sum(self._channels[columns].step("", letter) for letter in group) for columns, group in groups]
        return np.array([0, *costs], dtype=np.int32)

    def table(self, word: str, words: Table) -> _Costs:
        """Return the cost of reading the beginnings of a word as those of each of some words.

        Args:
            word: The letters of the word, of the script these readings are of.
            words: The words it is read as.

        Returns:
            An array [letters of the word, letters of each of the words, words], each from none to all;
            less what it costs that the letters of those words stand for nothing.
        """
        longest, count = words.groups[0].shape
        found = np.zeros((len(word) + 1, longest + 1, count), dtype=np.int32)
        gaps = {letter: self.readings[letter].gap.take(words.arabic) for letter in word}
        for i, letter in enumerate(word, 1):
            here = found[i]
            np.add(found[i - 1], gaps[letter], out=here)
            for wide in range(1, min(WIDEST, i) + 1):
                reading = self.readings.get(word[i - wide : i])
                for width, costs in reading.costs if reading else ():
                    if width <= longest:
                        read = costs.take(words.groups[width - 1])
                        read += found[i - wide, :-width]
                        np.minimum(here[width:], read, out=here[width:])
            _carry_down(here)
        return found


MANY = 100
"""Columns from which going down a table in leaps is faster than row by row."""


def _carry_down(table: _Costs) -> None:
    """Put in each place of a table the least of its column down to there."""
    if table.shape[1] < MANY:
        np.minimum.accumulate(table, axis=0, out=table)
        return
    leap = 1
    while leap < len(table):
        np.minimum(table[leap:], table[:-leap].copy(), out=table[leap:])
        leap *= 2


@functools.cache
def _readings(arabic: bool) -> _Readings:
    return _Readings(arabic)


_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 0), (0, 1))
"""How many letters of either word a step takes; of steps that cost the same, the first is taken."""


class Alignment:
    """One word aligned with some words."""

    def __init__(self, word: str, words: Words) -> None:
        """Align a word, given by its letters, with others."""
        self.word = word
        self.words = words
        readings = _readings(is_arabic_letters(word))
        self._costs = [readings.table(word, table) for table in words.tables]
        self._unwritten = [readings.unwritten.take(table.groups[0]) for table in words.tables]

    @functools.cached_property
    def costs(self) -> NDArray[np.int32]:
        """The cost of reading the word as each of the words, in hundredths of a natural logarithm."""
        found = [
            costs[-1, -1] + unwritten.sum(axis=0, dtype=np.int32)
            for costs, unwritten in zip(self._costs, self._unwritten, strict=True)
        ]
        return found[0] if len(found) == 1 else np.concatenate(found)[self.words.order]

    def other(self, place: int) -> str:
        """Return the letters of one of the words."""
        number, place = self.words.find(place)
        return decode(self.words.tables[number].letters[place].tobytes().rstrip(b"\0"))

    def units(self, place: int) -> list[Unit]:
        """Return the groups by which the word is read as one of the words, from the first to the last.

        They are the same whichever of the two words is aligned with the other: Arabic letters stand
        first, and of two words of one script the one that sorts first.
        """
        other = self.other(place)
        number, column = self.words.find(place)
        found = self._costs[number][:, : len(other) + 1, column].copy()
        found[:, 1:] += self._unwritten[number][: len(other), column].cumsum(dtype=np.int32)
        if (not is_arabic_letters(self.word), self.word) > (not is_arabic_letters(other), other):
            return _path(found.T.data, other, self.word)
        return _path(found.data, self.word, other)


def _path(table: memoryview, a: str, b: str) -> list[Unit]:
    step = channel(is_arabic_letters(a), is_arabic_letters(b)).step
    i, j = len(a), len(b)
    units: list[Unit] = []
    while i or j:
        here = table[i, j]
        for p, q in _STEPS:
            if p <= i and q <= j and (before := table[i - p, j - q]) <= here:
                unit = a[i - p : i], b[j - q : j]
                if before + step(*unit) == here:
                    units.append(unit)
                    i, j = i - p, j - q
                    break
        else:
            raise AssertionError(f"no way from {a[:i]!r} to {b[:j]!r}")
    return units[::-1]


@functools.lru_cache(maxsize=1 << 14)
def word_distance(a: str, b: str) -> float:
    """Return the cost of reading one word as another, in natural logarithms: 0 where nothing is odd.

    Args:
        a: The letters of a word (see `alphabet.letters_of`).
        b: The letters of a word.

    >>> word_distance("صدر", "صادر") < word_distance("سلمان", "سلطان")
    True
    >>> word_distance("جباروف", "japarov") < word_distance("جباروف", "popov")
    True
    """
    return int(align(a, b).costs[0]) / 100


LARGEST_KEPT = 64 * 64
"""Cells of the largest table of two words that `align` keeps in memory, four bytes each."""


def align(a: str, b: str) -> Alignment:
    """Return the alignment of two words, given by their letters."""
    return (_kept if len(a) * len(b) <= LARGEST_KEPT else _kept.__wrapped__)(a, b)


@functools.lru_cache(maxsize=1 << 12)
def _kept(a: str, b: str) -> Alignment:
    return Alignment(a, Words.of([b]))
