"""A share of the records, with all that an index needs of them: a map of columns, each some bytes.

It is kept in memory or in files alike. Its records stand in the order of their ids, and its names in
the order of its records.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from namelink.index.multimap import Batch

IDS, WHERES, TURNS = "ids", "wheres", "turns"
"""The ids, where each record stands, and which it was of all that were read (64-bit)."""
LINES, LINE_ENDS = "lines", "lines.ends"
"""The records as lines of JSON, and where each ends (64-bit)."""
FACTS = "facts"
"""For each record its count of names, weight and type, as layout.FACTS has them."""
KIND_BYTES, LETTERS, LETTER_ENDS = "kinds", "letters", "letters.ends"
"""For each name its kind; the letters of all names; for each record where those of its names end (64-bit)."""
LETTER_COUNTS = "letters.counts"
"""For each name how many letters it has (32-bit)."""
SAMPLE, CENSUS = "sample", "census"
"""Lines for the dictionary of blocks, and what is counted, as JSON."""
SPOKEN = "spoken"
"""The phonetic keys of single words."""

STRINGS, PAIRS = ".strings", ".pairs"
"""For each multimap the strings, each once; and for all pairs the place of the string, then the number (32-bit)."""

Shard = Mapping[str, bytes]


def join_strings(strings: Iterable[str], by: str = "\n") -> bytes:
    """Return the column of some strings."""
    return "".join([string + by for string in strings]).encode("utf-8", "surrogateescape")


def cumulate(lengths: Iterable[int]) -> bytes:
    """Return the column of where each of some runs ends."""
    return np.cumsum(list(lengths), dtype="<u8").tobytes()


def strings_of(column: bytes, by: str = "\n") -> list[str]:
    """Return the strings of a column."""
    return column.decode("utf-8", "surrogateescape").split(by)[:-1]


def batch(share: Shard, name: str, numbers: Callable[[NDArray[np.uint32]], NDArray[np.uint32]]) -> Batch:
    """Return the pairs of one multimap that a share holds.

    Args:
        share: The share.
        name: The multimap.
        numbers: Gives for the share's own numbers those of the index.
    """
    places, own = np.frombuffer(share[name + PAIRS], dtype="<u4").reshape(2, -1)
    return Batch(strings_of(share[name + STRINGS]), places, numbers(own))


class FileShard(Shard):
    """A share whose columns are files."""

    def __init__(self, stem: Path) -> None:
        self.stem = stem

    @classmethod
    def write(cls, share: Shard, stem: Path) -> FileShard:
        """Write a share to files whose names begin with a path."""
        filed = cls(stem)
        for column, content in share.items():
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


def read(share: Shard, column: str, begin: int, size: int) -> bytes:
    """Return some bytes of a column, as many as there are from a place on, or fewer at its end."""
    if not isinstance(share, FileShard):
        return share[column][begin : begin + size]
    with share.path(column).open("rb") as file:
        file.seek(begin)
        return file.read(size)


def pieces(share: Shard, column: str, ends: NDArray[np.uint64], begin: int, end: int) -> list[bytes]:
    """Return a column's bytes of the records from one to before another, for each record.

    Args:
        share: The share.
        column: The column, LINES or LETTERS.
        ends: Where the bytes of each record end.
        begin: The first record.
        end: The record after the last one.
    """
    first = int(ends[begin - 1]) if begin else 0
    last = int(ends[end - 1]) if end else 0
    content = read(share, column, first, last - first)
    bounds = [first, *ends[begin:end].tolist()]
    return [content[a - first : b - first] for a, b in itertools.pairwise(bounds)]


def statistics(shares: Iterable[Shard]) -> dict[str, dict[str, int]]:
    """Return what is counted in all shares."""
    total: dict[str, Counter[str]] = {}
    for share in shares:
        for what, counts in json.loads(share[CENSUS]).items():
            total.setdefault(what, Counter()).update(counts)
    return {what: dict(sorted(counts.items())) for what, counts in total.items()}
