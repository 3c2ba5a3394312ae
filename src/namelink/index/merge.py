"""The order of the records of an index: the shares, each in the order of its ids, merged."""

from __future__ import annotations

import functools
import heapq
import itertools
from array import array
from collections.abc import Iterator, Sequence
from typing import NoReturn

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.errors import RecordError
from namelink.index import format as layout
from namelink.index import shards as shares
from namelink.index.shards import Shard, read, strings_of

_READ = 1 << 16
"""Bytes of ids that are read of a share at a time."""


@attrs.frozen(eq=False)
class Numbering:
    """Which number each record and each name of each share has in the index.

    Attributes:
        origins: For each record of the index, its share.
        firsts: For each record of the index, its first name; and the count of names.
        entities: For each share, the numbers of its records.
        counts: For each share, how many names each of its records has.
    """

    origins: NDArray[np.uint32]
    firsts: NDArray[np.uint32]
    entities: tuple[NDArray[np.uint32], ...]
    counts: tuple[NDArray[np.uint32], ...]

    def names(self, share: int) -> NDArray[np.uint32]:
        """Return the numbers of the names of a share."""
        counts = self.counts[share]
        first = self.firsts[self.entities[share]]
        before = np.cumsum(counts, dtype=np.int64) - counts
        found: NDArray[np.uint32] = np.repeat(first - before, counts) + np.arange(counts.sum())
        return found.astype(np.uint32)


def number(parts: Sequence[Shard]) -> Numbering:
    """Return the numbers that the records of some shares have in one index.

    Raises:
        RecordError: two records have one id; of several such, the one that was read first is named.
    """
    origins = _origins(parts)
    counts = [facts_of(share)["first_name"].astype(np.uint32) for share in parts]
    order = np.argsort(origins, kind="stable").astype(np.uint32)
    entities = np.split(order, np.cumsum([count.size for count in counts])[:-1])
    firsts = np.zeros(origins.size + 1, dtype=np.uint32)
    if counts:
        firsts[order + np.uint32(1)] = np.concatenate(counts)
    np.cumsum(firsts, out=firsts)
    return Numbering(origins, firsts, tuple(entities), tuple(counts))


def facts_of(share: Shard) -> NDArray[np.void]:
    """Return the facts of a share's records."""
    return np.frombuffer(share[shares.FACTS], dtype=layout.FACTS)


_Entry = tuple[bytes, int, int]
"""An id, the share that has it, and the place of its record there."""


def _origins(parts: Sequence[Shard]) -> NDArray[np.uint32]:
    found = array("I")
    last: _Entry = (b"", 0, 0)
    again: list[tuple[_Entry, _Entry]] = []
    for entry in heapq.merge(*(_entries(share, place) for place, share in enumerate(parts))):
        if entry[0] == last[0]:
            again.append((entry, last))
        else:
            last = entry
            found.append(entry[1])
    if again:
        _refuse(parts, again)
    return np.frombuffer(found, dtype=np.uint32) if found else np.zeros(0, dtype=np.uint32)


def _entries(share: Shard, place: int) -> Iterator[_Entry]:
    """Yield the records of a share; few of its ids are in memory at a time, for there may be many shares."""
    begin = 0
    rest = b""
    places = itertools.count()
    while content := read(share, shares.IDS, begin, _READ):
        begin += len(content)
        *ids, rest = (rest + content).split(b"\n")
        yield from zip(ids, itertools.repeat(place), places, strict=False)


def _refuse(parts: Sequence[Shard], again: list[tuple[_Entry, _Entry]]) -> NoReturn:
    turns = functools.cache(lambda share: np.frombuffer(parts[share][shares.TURNS], dtype="<u8"))
    (id, *entry), (_, *first) = min(again, key=lambda pair: (pair[0][1], turns(pair[0][1])[pair[0][2]]))
    where, before = (strings_of(parts[share][shares.WHERES], "\0")[place] for share, place in (entry, first))
    raise RecordError(f"{where}: the id {id.decode()!r} stands already at {before}; merge the two records")
