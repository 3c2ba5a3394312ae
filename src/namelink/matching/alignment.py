"""How far apart two words are, by the cheapest way to read one as the other.

Long vowels are cheap and consonants dear: unvowelled Arabic writes ا و ي or leaves them out at
will (صدر, صادر), while one consonant makes another name (سلمان, سلطان). What a substitution of letter
groups costs is learned from pairs of names, one table for each pair of scripts (``data/arab_arab.tsv``,
``arab_latin.tsv``, ``latin_latin.tsv``); a word of any other script is compared in Latin letters.

One word is aligned with many at once, by array operations; costs are whole hundredths of a natural
logarithm, so that every machine finds the same.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.text import tables
from namelink.translit.alphabet import ARABIC, DIGITS, FIRST_ARABIC, LATIN, OTHER, decode, encode

UNSEEN = 900
"""The cost of a letter for a letter that the pairs never showed, in hundredths of a natural logarithm, as all costs."""

UNWRITTEN = {True: 700, False: 600}
"""The cost of an Arabic letter, and of a Latin one, for none, where the pairs never showed it."""

NEVER = 10_000
"""The cost of what cannot be."""

WIDEST = 3
"""Letters of the widest group."""

Unit = tuple[str, str]
"""A group of letters of one word, and the group of the other that it is read as."""

Costs = Mapping[Unit, int]
_Costs = NDArray[np.int32]
_Codes = NDArray[np.uint8]


@functools.lru_cache(maxsize=1 << 14)
def is_arabic_letters(letters: str) -> bool:
    """Whether any of the letters of a word are Arabic ones.

    >>> is_arabic_letters("قطر"), is_arabic_letters("6اكتوبر"), is_arabic_letters("qatar")
    (True, True, False)
    """
    return not letters.isascii()


def _compact(letters: str, byte: int) -> _Codes:
    table = np.zeros(256, dtype=np.uint8)
    table[byte : byte + len(letters)] = np.arange(1, len(letters) + 1)
    for code, sign in enumerate(DIGITS + OTHER, len(letters) + 1):
        table[ord(sign)] = code
    return table


_COMPACT = {True: _compact(ARABIC, FIRST_ARABIC), False: _compact(LATIN, ord("a"))}
_SIZE = {True: len(ARABIC + DIGITS) + 2, False: len(LATIN + DIGITS) + 2}
"""How many codes there are of Arabic letters, and of Latin ones: the letters, digits, none, and another."""


@attrs.frozen(eq=False)
class Words:
    """Some words of one script, side by side in arrays.

    Attributes:
        table: The letters of each word, as bytes (see `alphabet.encode`), and zeros after the last.
        arabic: Whether they are in Arabic letters.
        groups: For each width from 1 to WIDEST, the number of the group that begins at each letter.
    """

    table: NDArray[np.uint8]
    arabic: bool
    groups: tuple[NDArray[np.int32], ...]

    @classmethod
    def of(cls, letters: Sequence[bytes], arabic: bool) -> Words:
        """Return the arrays of some words of one script."""
        widest = max(map(len, letters), default=1) or 1
        padded = b"".join([word.ljust(widest, b"\0") for word in letters])
        return cls.of_table(np.frombuffer(padded, dtype=np.uint8).reshape(len(letters), widest), arabic)

    @classmethod
    def of_table(cls, table: NDArray[np.uint8], arabic: bool) -> Words:
        """Return the arrays of some words of one script, a row of bytes for each; what is no letter is passed over."""
        widest = table.shape[1]
        first = _COMPACT[arabic][table].astype(np.int32)
        groups = [first]
        for width in range(2, min(WIDEST, widest) + 1):
            ahead = first[:, width - 1 :]
            # A group that reaches past the end of its word has the number of none.
            groups.append(np.where(ahead > 0, groups[-1][:, : ahead.shape[1]] * _SIZE[arabic] + ahead, 0))
        return cls(table, arabic, tuple(groups))


class Channel:
    """What it costs to read groups of letters of one script as groups of another, or of the same."""

    def __init__(self, costs: Costs, rows_arabic: bool, columns_arabic: bool) -> None:
        """Make a channel.

        Args:
            costs: What it costs to read a group of the row's word as one of the column's.
            rows_arabic: Whether the word that is aligned with many is in Arabic letters.
            columns_arabic: Whether the many are.
        """
        self.costs = costs
        self._steps: dict[Unit, int] = {}
        self._columns = columns_arabic
        self._readings = self._tables(rows_arabic)
        self._unwritten = np.full(_SIZE[columns_arabic], UNWRITTEN[columns_arabic], dtype=np.int32)
        self._unwritten[0] = 0
        for (row, column), cost in costs.items():
            if not row and len(column) == 1:
                self._unwritten[self._number(column)] = cost

    def _tables(self, rows_arabic: bool) -> dict[str, tuple[int, tuple[_Costs, ...]]]:
        """Return, for each group of the row, the cost of reading it as nothing, and as each group of each width."""
        tables: dict[str, tuple[int, list[_Costs]]] = {}
        letters = (ARABIC if rows_arabic else LATIN) if rows_arabic == self._columns else ""
        groups = {row for row, _ in self.costs} | set((ARABIC if rows_arabic else LATIN) + DIGITS + OTHER)
        for row in sorted(groups - {""}):
            single = len(row) == 1
            widths = [np.full(_SIZE[self._columns] ** width, NEVER, dtype=np.int32) for width in range(1, WIDEST + 1)]
            widths[0][1:] = UNSEEN if single else NEVER
            if single and row in letters + DIGITS + OTHER:
                widths[0][self._number(row)] = 0
            tables[row] = (UNWRITTEN[rows_arabic] if single else NEVER, widths)
        for (row, column), cost in self.costs.items():
            if row and column:
                tables[row][1][len(column) - 1][self._number(column)] = cost
            elif row:
                tables[row] = (cost, tables[row][1])
        seen = {len(column) for _, column in self.costs} | {1}
        return {row: (gap, tuple(widths[: max(seen)])) for row, (gap, widths) in tables.items()}

    def _number(self, group: str) -> int:
        number = 0
        for byte in encode(group):
            number = number * _SIZE[self._columns] + int(_COMPACT[self._columns][byte])
        return number

    def table(self, word: str, words: Words) -> NDArray[np.int32]:
        """Return the cost of reading the beginnings of a word as the beginnings of each of some words.

        Args:
            word: The letters of the row's word.
            words: The words of the columns.

        Returns:
            An array [letters of word, words, letters of each], each from none to all.
        """
        count, widest = words.groups[0].shape
        inserted = np.zeros((count, widest + 1), dtype=np.int32)
        np.cumsum(self._unwritten[words.groups[0]], axis=1, out=inserted[:, 1:])
        found = np.empty((len(word) + 1, count, widest + 1), dtype=np.int32)
        found[0] = inserted
        for i in range(1, len(word) + 1):
            here = found[i]
            here.fill(NEVER)
            for wide in range(1, min(WIDEST, i) + 1):
                reading = self._readings.get(word[i - wide : i])
                if reading is None:
                    continue
                gap, costs = reading
                before = found[i - wide]
                if gap < NEVER:
                    np.minimum(here, before + gap, out=here)
                for width, (groups, cost) in enumerate(zip(words.groups, costs, strict=False), 1):
                    np.minimum(here[:, width:], before[:, :-width] + cost[groups], out=here[:, width:])
            here -= inserted
            np.minimum.accumulate(here, axis=1, out=here)
            here += inserted
        return found

    def step(self, row: str, column: str) -> int:
        """Return the cost of reading one group as another."""
        known = self._steps.get((row, column))
        if known is None:
            known = self._steps[row, column] = self._step(row, column)
        return known

    def _step(self, row: str, column: str) -> int:
        if not row:
            return int(self._unwritten[self._number(column)]) if len(column) == 1 else NEVER
        reading = self._readings.get(row)
        if reading is None or len(column) > len(reading[1]):
            return NEVER
        return int(reading[1][len(column) - 1][self._number(column)]) if column else reading[0]


def _read(name: str) -> dict[Unit, int]:
    rows = tables.rows("namelink.matching", name)
    return {(row["a"] or "", row["b"] or ""): round(100 * float(row["cost"])) for row in rows}


@functools.cache
def channel(rows_arabic: bool, columns_arabic: bool) -> Channel:
    """Return the learned channel between two scripts, the row's word first."""
    if rows_arabic and not columns_arabic:
        return Channel(_read("arab_latin.tsv"), True, False)
    if columns_arabic and not rows_arabic:
        return Channel(_swapped(channel(True, False).costs), False, True)
    costs = _read("arab_arab.tsv" if rows_arabic else "latin_latin.tsv")
    return Channel(costs | _swapped(costs), rows_arabic, columns_arabic)


def _swapped(costs: Costs) -> dict[Unit, int]:
    return {(b, a): cost for (a, b), cost in costs.items()}


_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 0), (0, 1), (2, 0), (3, 0))
"""How many letters of either word a step takes; of steps that cost the same, the first is taken."""


class Alignment:
    """One word aligned with some words of one script."""

    def __init__(self, word: str, words: Words) -> None:
        """Align a word, given by its letters, with others."""
        self.word = word
        self.words = words
        self._arabic = is_arabic_letters(word)
        self._table = channel(self._arabic, words.arabic).table(word, words)

    @functools.cached_property
    def costs(self) -> NDArray[np.int32]:
        """The cost of reading the word as each of the words."""
        found: NDArray[np.int32] = self._table[-1, :, -1]  # what comes after the last letter costs nothing
        return found

    def other(self, place: int) -> str:
        """Return the letters of one of the words."""
        return decode(self.words.table[place].tobytes().rstrip(b"\0"))

    def units(self, place: int) -> list[Unit]:
        """Return the groups by which the word is read as one of the words, from the first to the last.

        They are the same whichever of the two words is aligned with the other: Arabic letters stand
        first, and of two words of one script the one that sorts first.
        """
        other = self.other(place)
        table = self._table[:, place, : len(other) + 1].tolist()
        swapped = self.word > other if self._arabic == self.words.arabic else self.words.arabic
        if swapped:
            return _path([list(column) for column in zip(*table, strict=True)], other, self.word)
        return _path(table, self.word, other)


def _path(table: list[list[int]], a: str, b: str) -> list[Unit]:
    step = channel(is_arabic_letters(a), is_arabic_letters(b)).step
    i, j = len(a), len(b)
    units: list[Unit] = []
    while i or j:
        here = table[i][j]
        for p, q in _STEPS:
            if p <= i and q <= j and table[i - p][j - q] <= here:
                unit = a[i - p : i], b[j - q : j]
                if table[i - p][j - q] + step(*unit) == here:
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


@functools.lru_cache(maxsize=1 << 12)
def align(a: str, b: str) -> Alignment:
    """Return the alignment of two words, given by their letters."""
    return Alignment(a, Words.of([encode(b)], is_arabic_letters(b)))
