"""A map from strings to runs of numbers: a trie over three files, in memory or memory-mapped.

The only module that knows the trie library (marisa-trie). Numbers are unsigned 32-bit, little-endian.
"""

from __future__ import annotations

import itertools
import mmap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs
import marisa_trie
import numpy as np
from numpy.typing import NDArray

SUFFIXES = (".trie", ".ends", ".values")
"""The files of a multimap: its strings, where each one's run ends (nothing where each has one number), and the runs."""

Parts = tuple[bytes, bytes, bytes]
"""The contents of the three files."""


@attrs.frozen(eq=False)
class Batch:
    """Some of the pairs a multimap is built from.

    Attributes:
        strings: Strings, each once.
        places: For each pair, the place of its string among them.
        numbers: For each pair, its number.
    """

    strings: list[str]
    places: NDArray[np.uint32]
    numbers: NDArray[np.uint32]


Batches = Callable[[], Iterable[Batch]]
"""Gives the pairs of a multimap from the beginning, as often as it is called."""


def build(batches: Batches) -> Parts:
    """Return the three files of a multimap; the numbers of a string are sorted, each once.

    The pairs may come in any order, and in any number of batches.
    """
    trie = build_trie(batches)
    known, numbers = _pairs(trie, batches)
    pairs = known.astype(np.uint64)
    pairs <<= np.uint64(32)
    pairs |= numbers
    del known, numbers
    pairs.sort()
    is_first = np.ones(pairs.size, dtype=np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=is_first[1:])
    if not is_first.all():
        pairs = pairs[is_first]
    values = (pairs & np.uint64(0xFFFFFFFF)).astype("<u4")
    pairs >>= np.uint64(32)
    return trie.tobytes(), _ends(pairs, len(trie)), values.tobytes()


def _ends(strings: NDArray[np.uint64], count: int) -> bytes:
    """Return where the run of each string ends, by the string of each pair in order."""
    if strings.size == count:  # every string has one number: the first run ends after one, and so on
        return b""
    ends = np.searchsorted(strings, np.arange(count, dtype=np.uint64), side="right")
    return ends.astype("<u4").tobytes()


def count(batches: Batches) -> Parts:
    """Return the three files of a multimap that gives for each string the sum of its numbers."""
    trie = build_trie(batches)
    known, numbers = _pairs(trie, batches)
    sums = np.bincount(known, weights=numbers, minlength=len(trie))
    return trie.tobytes(), b"", sums.astype("<u4").tobytes()


def build_trie(batches: Batches) -> marisa_trie.Trie:
    """Return the trie of the strings of some batches."""
    strings = itertools.chain.from_iterable(batch.strings for batch in batches())
    # A string of several batches would have more weight, and change the trie: none has any.
    return marisa_trie.Trie(strings, weights=itertools.repeat(0.0))


def _pairs(trie: marisa_trie.Trie, batches: Batches) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the numbers of all pairs, each with the trie's own number of its string."""
    sizes = [batch.places.size for batch in batches()]
    known, numbers = (np.empty(sum(sizes), dtype=np.uint32) for _ in range(2))
    begin = 0
    for batch in batches():
        end = begin + batch.places.size
        own = np.fromiter(map(trie.get, batch.strings), dtype=np.uint32, count=len(batch.strings))
        known[begin:end] = own[batch.places]
        numbers[begin:end] = batch.numbers
        begin = end
    return known, numbers


class MultiMap:
    """A read-only map from strings to runs of numbers."""

    def __init__(self, trie: marisa_trie.Trie, ends: memoryview, values: memoryview) -> None:
        self._trie = trie
        self._ends = ends.cast("B").cast("I")
        self.values = values.cast("B").cast("I")
        self.end_array = np.frombuffer(self._ends, dtype="<u4")
        self.value_array = np.frombuffer(self.values, dtype="<u4")

    @classmethod
    def from_bytes(cls, files: Parts) -> MultiMap:
        """Return the multimap of the three files that `build` made."""
        return cls(marisa_trie.Trie().frombytes(files[0]), memoryview(files[1]), memoryview(files[2]))

    @classmethod
    def open(cls, trie: str, ends: memoryview, values: memoryview) -> MultiMap:
        """Return the multimap of the file of a trie, which is memory-mapped, and the contents of the two others.

        Raises:
            RuntimeError: the trie is damaged so that the library sees it. It does not see every damage, and what it
                does not see may crash it: compare checksums before.
        """
        return cls(marisa_trie.Trie().mmap(trie), ends, values)

    def __len__(self) -> int:
        return len(self._trie)

    def get(self, string: str) -> memoryview:
        """Return the numbers of a string; empty where it is not there."""
        number = self._trie.get(string)
        return self.run(number) if number is not None else _EMPTY

    def run(self, number: int) -> memoryview:
        """Return the numbers of a string by the string's own number."""
        if not self._ends:
            return self.values[number : number + 1]
        return self.values[self._ends[number - 1] if number else 0 : self._ends[number]]

    def numbers(self, strings: Iterable[str]) -> list[int]:
        """Return the own numbers of those of some strings that are there."""
        return [number for number in map(self._trie.get, strings) if number is not None]

    def number(self, string: str) -> int | None:
        """Return the string's own number, from 0 to the count of strings, or None."""
        found: int | None = self._trie.get(string)
        return found

    def __contains__(self, string: str) -> bool:
        return string in self._trie

    def has_prefix(self, prefix: str) -> bool:
        """Whether any string begins with a prefix."""
        return next(self._trie.iterkeys(prefix), None) is not None

    def with_prefix(self, prefix: str) -> Iterator[tuple[str, memoryview]]:
        """Yield the strings that begin with a prefix, in the trie's order, each with its numbers."""
        for string, number in self._trie.iteritems(prefix):
            yield string, self.run(number)

    def string(self, number: int) -> str:
        """Return the string with a number."""
        found: str = self._trie.restore_key(number)
        return found

    def strings(self) -> Iterator[tuple[str, int]]:
        """Yield every string with its own number, in the trie's order."""
        yield from self._trie.iteritems()


_EMPTY = memoryview(b"").cast("I")


def map_file(path: Path) -> memoryview:
    """Return a file's bytes, memory-mapped for reading."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:  # an empty file cannot be mapped
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
