"""Words as arrays of letters, side by side, so that one word can be aligned with many at once."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.costs import edit_costs
from namelink.phonetics.alphabet import ALPHABETS, Alphabet, alphabet_places, encode

MAX_GROUP = 3
"""Letters of the widest group of an edit."""

Numbers = NDArray[np.intp]


class GroupNumbers:
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

    def _longer(self, width: int) -> Numbers:
        shorter, singles = self.by_width[width - 2], self.by_width[0]
        found = np.zeros((len(shorter) + 1, len(singles) + 1), dtype=np.intp)
        for (alphabet, group), number in self.by_width[width - 1].items():
            found[shorter[alphabet, group[:-1]], singles[alphabet, group[-1]]] = number
        return found


@functools.cache
def group_numbers() -> GroupNumbers:
    """Return the numbers of the groups of all learned edits."""
    return GroupNumbers(
        (columns, group)
        for columns in ALPHABETS
        for group in sorted({column for rows in ALPHABETS for _, column in edit_costs(rows, columns).learned})
    )


@attrs.frozen(eq=False)
class WordTable:
    """Some words of any alphabets, side by side in arrays, padded to the longest.

    Attributes:
        letters: The letters of each word, as bytes (see `alphabet.encode`), and zeros after the last: [words, letters].
        alphabets: For each word the place of its alphabet in ALPHABETS.
        groups: For each width from 1 to MAX_GROUP, the number of the group that begins at each letter:
            [letters, words].
    """

    letters: NDArray[np.uint8]
    alphabets: Numbers
    groups: tuple[Numbers, ...]

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
        numbers = group_numbers()
        singles = numbers.of_letters[alphabets, letters.T]
        groups = [singles]
        for width, longer in enumerate(numbers.of_longer[: len(singles) - 1], 1):
            groups.append(longer[groups[-1][:-1], singles[width:]])
        return cls(letters, alphabets, tuple(groups))


SMALL = 256
"""Letters of a table that words of any lengths may share: one table is faster than several."""

FILLED = 1 / 4
"""The share of a larger table that must be letters, not padding."""


@attrs.frozen(eq=False)
class WordTables:
    """Some words of any alphabets, in tables of words of like length.

    One long word would make a large table of many short ones: no table that is larger than SMALL is filled by less
    than FILLED.

    Attributes:
        tables: The tables.
        order: For each word, its place among the words of all tables.
    """

    tables: tuple[WordTable, ...]
    order: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[str]) -> WordTables:
        """Return some words, given by their letters, in tables."""
        if _is_well_filled(max(map(len, words), default=0), len(words), sum(map(len, words))):
            return cls((WordTable.of(words),), range(len(words)))
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
        return cls(tuple(WordTable.of([words[place] for place in part]) for part in parts), order)

    @classmethod
    def of_bytes(cls, letters: NDArray[np.uint8]) -> WordTables:
        """Return some words, a row of bytes for each, as one table; what is no letter costs nothing."""
        return cls((WordTable.of_bytes(letters),), range(len(letters)))

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
