"""Shards: some records with all that an index needs of them, as columns of bytes in memory or in files.

The records of a shard stand in the order of their ids, its names in the order of its records.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from namelink.index.multimap import Batch


class Column(StrEnum):
    """The columns of a shard beside those of its multimaps; integers are unsigned and little-endian."""

    IDS = "ids"
    """For each record its id: strings."""
    PROVENANCE = "provenance"
    """For each record its file and line, for error messages: strings that end in NUL."""
    INPUT_ORDER = "input_order"
    """For each record its place among all that were read: 64-bit."""
    LINES = "lines"
    """For each record its line of JSON."""
    LINE_ENDS = "lines.ends"
    """For each record where its line ends: 64-bit."""
    FACTS = "facts"
    """For each record its count of names, weight and type, as `format.FACTS` has them."""
    NAME_KINDS = "names.kinds"
    """For each name its kind: 8-bit."""
    LETTERS = "letters"
    """For each name its letters."""
    LETTER_COUNTS = "letters.counts"
    """For each name how many letters it has: 32-bit."""
    LETTER_ENDS = "letters.ends"
    """For each record where the letters of its names end: 64-bit."""
    TOKEN_KEYS = "token_keys"
    """Phonetic keys of single tokens, each once: strings."""
    SAMPLE = "sample"
    """Lines for the dictionary of blocks."""
    STATISTICS = "statistics"
    """What is counted: JSON."""
    LANGUAGES = "languages"
    """The versions of the language packs that made the keys, by their codes: JSON."""


STRINGS, PAIRS = ".strings", ".pairs"
"""For each multimap its strings, each once; and for all its pairs the place of the string, then the number: 32-bit."""

Shard = Mapping[str, bytes]


def join_strings(strings: Iterable[str], end: str = "\n") -> bytes:
    """Return the column of some strings."""
    return "".join([string + end for string in strings]).encode("utf-8", "surrogateescape")


def split_strings(column: bytes, end: str = "\n") -> list[str]:
    """Return the strings of a column."""
    return column.decode("utf-8", "surrogateescape").split(end)[:-1]


def cumulate(lengths: Iterable[int]) -> bytes:
    """Return the column of where each of some consecutive runs ends."""
    return np.cumsum(list(lengths), dtype="<u8").tobytes()


def batch(shard: Shard, name: str, renumber: Callable[[NDArray[np.uint32]], NDArray[np.uint32]]) -> Batch:
    """Return the pairs of one multimap that a shard holds.

    Args:
        shard: The shard.
        name: The multimap.
        renumber: Gives for the shard's own numbers those of the index.
    """
    places, own = np.frombuffer(shard[name + PAIRS], dtype="<u4").reshape(2, -1)
    return Batch(split_strings(shard[name + STRINGS]), places, renumber(own))


class FileShard(Shard):
    """A shard whose columns are files."""

    def __init__(self, stem: Path) -> None:
        self.stem = stem

    @classmethod
    def write(cls, shard: Shard, stem: Path) -> FileShard:
        """Write a shard to files whose names begin with a path."""
        filed = cls(stem)
        for column, content in shard.items():
            filed.path(column).write_bytes(content)
        return filed

    def path(self, column: str) -> Path:
        """Return the file of a column."""
        return self.stem.with_name(f"{self.stem.name}.{column}")

    def __getitem__(self, column: str) -> bytes:
        """Return a column."""
        return self.path(column).read_bytes()

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        prefix = self.stem.name + "."
        return (path.name.removeprefix(prefix) for path in self.stem.parent.glob(prefix + "*"))

    def __len__(self) -> int:
        """Return how many columns there are."""
        return sum(1 for _ in self)


def read(shard: Shard, column: str, begin: int, size: int) -> bytes:
    """Return some bytes of a column, fewer where it ends before."""
    if not isinstance(shard, FileShard):
        return shard[column][begin : begin + size]
    with shard.path(column).open("rb") as file:
        file.seek(begin)
        return file.read(size)


def read_records(shard: Shard, column: str, ends: NDArray[np.uint64], begin: int, end: int) -> list[bytes]:
    """Return a column's bytes of each of some records.

    Args:
        shard: The shard.
        column: The column, LINES or LETTERS.
        ends: Where the bytes of each record end.
        begin: The first record.
        end: The record after the last one.
    """
    first = int(ends[begin - 1]) if begin else 0
    last = int(ends[end - 1]) if end else 0
    content = read(shard, column, first, last - first)
    bounds = [first, *ends[begin:end].tolist()]
    return [content[a - first : b - first] for a, b in itertools.pairwise(bounds)]
