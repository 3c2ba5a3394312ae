"""Words as arrays of letters, side by side, so that one word can be aligned with many at once."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.channel import LETTERS, channel
from namelink.translit.alphabet import FIRST_ARABIC, encode

WIDEST = 3
"""Letters of the widest group that is read as one."""

Numbers = NDArray[np.intp]


class Groups:
    """Every group of letters that some group is read as, numbered by width; 0 stands for any other group.

    A group has one number in Arabic words and another in Latin ones: digits and Latin letters are in both.
    """

    def __init__(self, readable: Iterable[tuple[bool, str]]) -> None:
        """Number groups, each given with whether it stands in Arabic words."""
        letters = [(arabic, letter) for arabic, known in LETTERS.items() for letter in known]
        self.numbers: list[dict[tuple[bool, str], int]] = [{} for _ in range(WIDEST)]
        for arabic, group in itertools.chain(letters, readable):
            # Its beginnings are numbered too: a wider group is told by a narrower one and a letter.
            for width, known in enumerate(self.numbers[: len(group)], 1):
                known.setdefault((arabic, group[:width]), len(known) + 1)
        self.of_letters = np.zeros((2, 256), dtype=np.intp)
        """The number of each letter in Latin words and in Arabic ones, by its byte."""
        for (arabic, letter), number in self.numbers[0].items():
            self.of_letters[int(arabic), encode(letter)[0]] = number
        self.of_longer = [self._longer(width) for width in range(2, WIDEST + 1)]
        """For each width from 2, the number of a group by that of the group without its last letter, and of that."""

    def _longer(self, width: int) -> Numbers:
        shorter, singles = self.numbers[width - 2], self.numbers[0]
        found = np.zeros((len(shorter) + 1, len(singles) + 1), dtype=np.intp)
        for (arabic, group), number in self.numbers[width - 1].items():
            found[shorter[arabic, group[:-1]], singles[arabic, group[-1]]] = number
        return found


@functools.cache
def letter_groups() -> Groups:
    """Return the groups of letters of all channels."""
    scripts = (False, True)
    return Groups(sorted({(b, column) for a in scripts for b in scripts for _, column in channel(a, b).costs}))


@attrs.frozen(eq=False)
class Table:
    """Some words of any scripts, side by side in arrays.

    Attributes:
        letters: The letters of each word, as bytes (see `alphabet.encode`), and zeros after the last: [words, letters].
        arabic: For each word, 1 where it is in Arabic letters, else 0.
        groups: For each width from 1 to WIDEST, the number of the group that begins at each letter: [letters, words].
    """

    letters: NDArray[np.uint8]
    arabic: Numbers
    groups: tuple[Numbers, ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> Table:
        """Return the arrays of some words, given by their letters."""
        widest = max(map(len, words), default=1) or 1
        padded = b"".join([encode(word).ljust(widest, b"\0") for word in words])
        return cls.of_letters(np.frombuffer(padded, dtype=np.uint8).reshape(len(words), widest))

    @classmethod
    def of_letters(cls, table: NDArray[np.uint8]) -> Table:
        """Return the arrays of some words, a row of bytes for each; what is no letter is passed over."""
        arabic = np.any(table >= FIRST_ARABIC, axis=1).astype(np.intp)
        singles = letter_groups().of_letters[arabic, table.T]
        groups = [singles]
        for width, longer in enumerate(letter_groups().of_longer[: len(singles) - 1], 1):
            groups.append(longer[groups[-1][:-1], singles[width:]])
        return cls(table, arabic, tuple(groups))


SMALL = 256
"""Letters of a table that words of any lengths may share: one table is faster than several."""

FILLED = 1 / 4
"""The share of a larger table that must be letters, not padding."""


@attrs.frozen(eq=False)
class Words:
    """Some words of any scripts, in tables of words of like length.

    The words of a table are padded to the longest, so that one long word would make a large table of many short
    ones: no table that is larger than SMALL is filled by less than FILLED.

    Attributes:
        tables: The tables.
        order: For each word, its place among the words of all tables.
    """

    tables: tuple[Table, ...]
    order: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[str]) -> Words:
        """Return some words, given by their letters, in tables."""
        if _is_well_filled(max(map(len, words), default=0), len(words), sum(map(len, words))):
            return cls((Table.of(words),), range(len(words)))
        parts: list[list[int]] = []
        letters = 0
        places = sorted(range(len(words)), key=lambda place: len(words[place]))
        for place in places:
            longest = len(words[place])
            if not parts or not _is_well_filled(longest, len(parts[-1]) + 1, letters + longest):
                parts.append([])
                letters = 0
            parts[-1].append(place)
            letters += longest
        order = np.argsort(places).tolist()
        return cls(tuple(Table.of([words[place] for place in part]) for part in parts), order)

    @classmethod
    def of_table(cls, letters: NDArray[np.uint8]) -> Words:
        """Return some words, a row of bytes for each, as one table; what is no letter is passed over."""
        return cls((Table.of_letters(letters),), range(len(letters)))

    def find(self, place: int) -> tuple[int, int]:
        """Return the number of the table that one of the words is in, and its place there."""
        place = self.order[place]
        for number, table in enumerate(self.tables):
            if place < len(table.letters):
                return number, place
            place -= len(table.letters)
        raise IndexError(place)


def _is_well_filled(longest: int, words: int, letters: int) -> bool:
    return longest * words <= max(SMALL, letters / FILLED)
