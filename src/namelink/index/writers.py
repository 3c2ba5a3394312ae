"""The files of an index, each written from the merged shards."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np

from namelink.index import blocks, multimap
from namelink.index import format as index_format
from namelink.index.format import BLOCK_RECORDS
from namelink.index.key_table import make_table
from namelink.index.merge import MergedShards, facts_of
from namelink.index.multimap import Batch, MultiMap
from namelink.index.shards import Column, batch, read_records, split_strings
from namelink.phonetics.keys import deletion_neighbours

File = tuple[str, Iterable[bytes]]
"""The name of a file, and its contents piece by piece; files must be read in the order they come."""


def entities(merged: MergedShards) -> Iterator[File]:
    """Yield the files of the records."""
    samples = (line for shard in merged.shards for line in shard[Column.SAMPLE].splitlines(keepends=True))
    preset = blocks.dictionary(blocks.sample(samples))
    sizes: list[int] = []
    checksums: list[int] = []

    def compressed() -> Iterator[bytes]:
        for lines in _in_order(merged, Column.LINES, Column.LINE_ENDS):
            for begin in range(0, len(lines), BLOCK_RECORDS):
                block = blocks.compress(lines[begin : begin + BLOCK_RECORDS], preset)
                sizes.append(len(block))
                checksums.append(zlib.crc32(block))
                yield block

    yield index_format.ENTITY_DICTIONARY, [preset]
    yield index_format.ENTITIES, compressed()
    yield index_format.ENTITY_ENDS, [np.cumsum(sizes, dtype="<u8").tobytes()]
    yield index_format.ENTITY_CHECKSUMS, [np.array(checksums, dtype="<u4").tobytes()]
    facts = np.zeros(merged.origins.size, dtype=index_format.FACTS)
    for shard, numbers in zip(merged.shards, merged.entities, strict=True):
        facts[numbers] = facts_of(shard)
    facts["first_name"] = merged.first_names[:-1]
    yield index_format.ENTITY_FACTS, [facts.tobytes()]


def names(merged: MergedShards) -> Iterator[File]:
    """Yield the files of the names."""
    total = int(merged.first_names[-1])
    name_entities = np.repeat(np.arange(merged.origins.size, dtype="<u4"), np.diff(merged.first_names))
    yield index_format.NAME_ENTITIES, [name_entities.tobytes()]
    kinds = np.zeros(total, dtype=np.uint8)
    counts = np.zeros(total + 1, dtype="<u4")
    for place, shard in enumerate(merged.shards):
        numbers = merged.names(place)
        kinds[numbers] = np.frombuffer(shard[Column.NAME_KINDS], dtype=np.uint8)
        counts[numbers + np.uint32(1)] = np.frombuffer(shard[Column.LETTER_COUNTS], dtype="<u4")
    yield index_format.NAME_KINDS, [kinds.tobytes()]
    letters = (b"".join(found) for found in _in_order(merged, Column.LETTERS, Column.LETTER_ENDS))
    yield index_format.NAME_LETTERS, letters
    yield index_format.LETTER_BOUNDS, [np.cumsum(counts, dtype="<u4").tobytes()]


def _in_order(merged: MergedShards, column: str, ends: str) -> Iterator[list[bytes]]:
    """Yield a column's bytes of each record, in the order of the index, whole blocks of records at a time."""
    bounds = [np.frombuffer(shard[ends], dtype="<u8") for shard in merged.shards]
    reached = [0] * len(merged.shards)
    size = merged.limits.blocks_in_memory * BLOCK_RECORDS
    for begin in range(0, merged.origins.size, size):
        origins = merged.origins[begin : begin + size]
        found = [b""] * origins.size
        for shard in np.unique(origins).tolist():
            places = np.flatnonzero(origins == shard).tolist()
            first, reached[shard] = reached[shard], reached[shard] + len(places)
            own = read_records(merged.shards[shard], column, bounds[shard], first, reached[shard])
            for place, content in zip(places, own, strict=True):
                found[place] = content
        yield found


def keys(name: str, merged: MergedShards) -> Iterator[File]:
    """Yield the files of a multimap from strings to names."""
    yield from _files(name, multimap.build(lambda: _name_batches(name, merged)))


def phonetic_keys(merged: MergedShards) -> Iterator[File]:
    """Yield the files of the phonetic keys, and of their deletion neighbours."""
    built = multimap.build(lambda: _name_batches(index_format.PHONETIC_KEYS, merged))
    yield from _files(index_format.PHONETIC_KEYS, built)
    known = MultiMap.from_bytes(built)
    yield index_format.PHONETIC_KEY_TABLE, [make_table(list(map(known.string, range(len(known)))))]
    found = (known.number(key) for shard in merged.shards for key in split_strings(shard[Column.TOKEN_KEYS]))
    numbers = np.unique(np.fromiter((number for number in found if number is not None), dtype=np.uint32)).tolist()
    size = merged.limits.blocks_in_memory * BLOCK_RECORDS
    neighbours = multimap.build(lambda: _deletion_batches(known, numbers, size))
    yield from _files(index_format.DELETION_NEIGHBOURS, neighbours)


def _name_batches(name: str, merged: MergedShards) -> Iterator[Batch]:
    for place, shard in enumerate(merged.shards):
        yield batch(shard, name, merged.names(place).__getitem__)


def _deletion_batches(known: MultiMap, numbers: list[int], size: int) -> Iterator[Batch]:
    for begin in range(0, len(numbers), size):
        places: dict[str, int] = {}
        shorter = [
            (key, number)
            for number in numbers[begin : begin + size]
            for key in deletion_neighbours(known.string(number))
        ]
        own = [places.setdefault(key, len(places)) for key, _ in shorter]
        of = np.array([number for _, number in shorter], dtype=np.uint32)
        yield Batch(list(places), np.array(own, dtype=np.uint32), of)


def ids(merged: MergedShards) -> Iterator[File]:
    """Yield the files of the ids, and the number of each record's id among them."""

    def batches() -> Iterator[Batch]:
        for shard, numbers in zip(merged.shards, merged.entities, strict=True):
            yield Batch(split_strings(shard[Column.IDS]), np.arange(numbers.size, dtype=np.uint32), numbers)

    built = multimap.build(batches)
    yield from _files(index_format.IDS, built)
    records = np.frombuffer(built[-1], dtype="<u4")
    id_numbers = np.empty_like(records)
    id_numbers[records] = np.arange(records.size, dtype="<u4")
    yield index_format.ID_NUMBERS, [id_numbers.tobytes()]


def refs(merged: MergedShards) -> Iterator[File]:
    """Yield the files of the ids of other authorities."""

    def batches() -> Iterator[Batch]:
        for shard, numbers in zip(merged.shards, merged.entities, strict=True):
            yield batch(shard, index_format.REFS, numbers.__getitem__)

    yield from _files(index_format.REFS, multimap.build(batches))


def counts(name: str, merged: MergedShards) -> Iterator[File]:
    """Yield the files of a multimap from strings to how often each was counted."""
    batches = partial(map, lambda shard: batch(shard, name, lambda own: own), merged.shards)
    yield from _files(name, multimap.count(batches))


def _files(name: str, built: multimap.Parts) -> Iterator[File]:
    for suffix, content in zip(multimap.SUFFIXES, built, strict=True):
        yield name + suffix, [content]


WRITERS: dict[str, Callable[[MergedShards], Iterator[File]]] = {
    index_format.KEYS: partial(keys, index_format.KEYS),
    "records": entities,
    index_format.PHONETIC_KEYS: phonetic_keys,
    index_format.FULL_NAME_KEYS: partial(keys, index_format.FULL_NAME_KEYS),
    index_format.IDS: ids,
    index_format.REFS: refs,
    "names": names,
    index_format.GIVEN_NAME_COUNTS: partial(counts, index_format.GIVEN_NAME_COUNTS),
    index_format.SURNAME_COUNTS: partial(counts, index_format.SURNAME_COUNTS),
}
"""What writes the files of an index; what takes longest comes first, so that processes end together."""
