"""A map from strings to runs of numbers: a trie over three files, in memory or memory-mapped.

The only module that knows the trie library (marisa-trie). Numbers are unsigned 32-bit, little-endian.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie
import numpy as np

SUFFIXES = (".trie", ".ends", ".values")
"""The files of a multimap: its strings, where each one's run ends, and the runs."""


def build(pairs: Iterable[tuple[str, int]]) -> tuple[bytes, bytes, bytes]:
    """Return the three files of a multimap; the numbers of a string are sorted and stand once."""
    runs: dict[str, set[int]] = {}
    for string, number in pairs:
        runs.setdefault(string, set()).add(number)
    trie = marisa_trie.Trie(sorted(runs))
    ordered = sorted(runs.items(), key=lambda item: trie[item[0]])
    ends = np.cumsum([len(numbers) for _, numbers in ordered], dtype=np.uint32)
    values = np.array([n for _, numbers in ordered for n in sorted(numbers)], dtype=np.uint32)
    return trie.tobytes(), ends.astype("<u4").tobytes(), values.astype("<u4").tobytes()


class MultiMap:
    """A read-only map from strings to runs of numbers."""

    def __init__(self, trie: marisa_trie.Trie, ends: memoryview, values: memoryview) -> None:
        self._trie = trie
        self._ends = ends.cast("B").cast("I")
        self.values = values.cast("B").cast("I")

    @classmethod
    def from_bytes(cls, files: tuple[bytes, bytes, bytes]) -> MultiMap:
        """Return the multimap of the three files that `build` made."""
        return cls(marisa_trie.Trie().frombytes(files[0]), memoryview(files[1]), memoryview(files[2]))

    @classmethod
    def open(cls, stem: Path) -> MultiMap:
        """Return the multimap whose files begin with a path, memory-mapped."""
        trie, ends, values = (stem.with_name(stem.name + suffix) for suffix in SUFFIXES)
        return cls(marisa_trie.Trie().mmap(str(trie)), map_file(ends), map_file(values))

    def __len__(self) -> int:
        return len(self._trie)

    def get(self, string: str) -> memoryview:
        """Return the numbers of a string; empty where it is not there."""
        number = self._trie.get(string)
        return self.run(number) if number is not None else _EMPTY

    def run(self, number: int) -> memoryview:
        """Return the numbers of a string by the string's own number."""
        return self.values[self._ends[number - 1] if number else 0 : self._ends[number]]

    def number(self, string: str) -> int | None:
        """Return the string's own number, from 0 to the count of strings, or None."""
        found: int | None = self._trie.get(string)
        return found

    def __contains__(self, string: str) -> bool:
        return string in self._trie

    def begins(self, prefix: str) -> bool:
        """Whether any string begins with a prefix."""
        return next(self._trie.iterkeys(prefix), None) is not None

    def beginning(self, prefix: str) -> Iterator[tuple[str, memoryview]]:
        """Yield the strings that begin with a prefix, in the trie's order, each with its numbers."""
        for string, number in self._trie.iteritems(prefix):
            yield string, self.run(number)

    def prefixes(self, text: str) -> Iterator[tuple[str, memoryview]]:
        """Yield the strings a text begins with, the shortest first, each with its numbers."""
        for string, number in self._trie.iter_prefixes_with_ids(text):
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
