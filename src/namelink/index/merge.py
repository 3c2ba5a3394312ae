"""The merging of shards: the order of their records by id, which numbers the records and names of the index."""

from __future__ import annotations

import functools
import heapq
import itertools
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NoReturn

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.config import Limits
from namelink.errors import RecordError
from namelink.index import format as index_format
from namelink.index.shards import Column, Shard, read, split_strings

MOST_CLASSES = 200
"""Classes of entities that a manifest counts at most, the most frequent: it is read whole when an index is opened."""


@attrs.frozen(eq=False)
class MergedShards:
    """The shards of an index, and the number in it of each of their records and names.

    Attributes:
        shards: The shards.
        origins: For each record of the index, its shard.
        first_names: For each record of the index, its first name; and the count of names.
        entities: For each shard, the numbers of its records.
        name_counts: For each shard, how many names each of its records has.
        limits: How much is in memory at a time.
    """

    shards: Sequence[Shard]
    origins: NDArray[np.uint32]
    first_names: NDArray[np.uint32]
    entities: tuple[NDArray[np.uint32], ...]
    name_counts: tuple[NDArray[np.uint32], ...]
    limits: Limits

    def names(self, shard: int) -> NDArray[np.uint32]:
        """Return the numbers of the names of a shard."""
        counts = self.name_counts[shard]
        first = self.first_names[self.entities[shard]]
        before = np.cumsum(counts, dtype=np.int64) - counts
        found: NDArray[np.uint32] = np.repeat(first - before, counts) + np.arange(counts.sum())
        return found.astype(np.uint32)

    def statistics(self) -> dict[str, dict[str, int]]:
        """Return what is counted in all shards."""
        total: dict[str, Counter[str]] = {}
        for shard in self.shards:
            for what, counts in json.loads(shard[Column.STATISTICS]).items():
                total.setdefault(what, Counter()).update(counts)
        total["classes"] = Counter(dict(total.get("classes", Counter()).most_common(MOST_CLASSES)))
        return {what: dict(sorted(counts.items())) for what, counts in total.items()}

    def languages(self) -> dict[str, int]:
        """Return the versions of the language packs that made the keys, by their codes."""
        found = {
            code: version for shard in self.shards for code, version in json.loads(shard[Column.LANGUAGES]).items()
        }
        return dict(sorted(found.items()))


def merge(shards: Sequence[Shard], limits: Limits) -> MergedShards:
    """Return shards with the order of their records in one index.

    Raises:
        RecordError: two records have one id; of several such, the one that was read first is named.
    """
    origins = _origins(shards, limits.buffer_bytes)
    counts = [facts_of(shard)["first_name"].astype(np.uint32) for shard in shards]
    order = np.argsort(origins, kind="stable").astype(np.uint32)
    entities = np.split(order, np.cumsum([count.size for count in counts])[:-1])
    first_names = np.zeros(origins.size + 1, dtype=np.uint32)
    if counts:
        first_names[order + np.uint32(1)] = np.concatenate(counts)
    np.cumsum(first_names, out=first_names)
    return MergedShards(shards, origins, first_names, tuple(entities), tuple(counts), limits)


def facts_of(shard: Shard) -> NDArray[np.void]:
    """Return the facts of a shard's records."""
    return np.frombuffer(shard[Column.FACTS], dtype=index_format.FACTS)


_Entry = tuple[bytes, int, int]
"""An id, the shard that has it, and the place of its record there."""


def _origins(shards: Sequence[Shard], buffer_bytes: int) -> NDArray[np.uint32]:
    found = array("I")
    last: _Entry = (b"", 0, 0)
    repeated: list[tuple[_Entry, _Entry]] = []
    for entry in heapq.merge(*(_entries(shard, place, buffer_bytes) for place, shard in enumerate(shards))):
        if entry[0] == last[0]:
            repeated.append((entry, last))
        else:
            last = entry
            found.append(entry[1])
    if repeated:
        _refuse(shards, repeated)
    return np.frombuffer(found, dtype=np.uint32) if found else np.zeros(0, dtype=np.uint32)


def _entries(shard: Shard, place: int, buffer_bytes: int) -> Iterator[_Entry]:
    """Yield the records of a shard; few of its ids are in memory at a time, for there may be many shards."""
    begin = 0
    rest = b""
    places = itertools.count()
    while content := read(shard, Column.IDS, begin, buffer_bytes):
        begin += len(content)
        *ids, rest = (rest + content).split(b"\n")
        yield from zip(ids, itertools.repeat(place), places, strict=False)


def _refuse(shards: Sequence[Shard], repeated: list[tuple[_Entry, _Entry]]) -> NoReturn:
    input_order = functools.cache(lambda shard: np.frombuffer(shards[shard][Column.INPUT_ORDER], dtype="<u8"))
    (id, *entry), (_, *first) = min(repeated, key=lambda pair: (pair[0][1], input_order(pair[0][1])[pair[0][2]]))
    where, before = (split_strings(shards[shard][Column.PROVENANCE], "\0")[place] for shard, place in (entry, first))
    raise RecordError(f"{where}: the id {id.decode()!r} stands already at {before}; merge the two records")
