"""The files of an index, each made from the shares of its records and their numbering."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from namelink.index import blocks, multimap
from namelink.index import format as layout
from namelink.index import shards as shares
from namelink.index.merge import Numbering, facts_of
from namelink.index.multimap import Batch, MultiMap
from namelink.index.shards import Shard, batch, pieces, strings_of
from namelink.phonetics.keys import deletion_neighbours

File = tuple[str, Iterable[bytes]]
"""The name of a file, and its contents piece by piece; files must be read in the order they come."""

AT_ONCE = 1 << 16
"""Records, or phonetic keys, that are in memory at a time: a multiple of the lines of a block."""


def entities(parts: Sequence[Shard], numbering: Numbering) -> Iterator[File]:
    """Yield the files of the records."""
    sampled = blocks.sample(line for share in parts for line in share[shares.SAMPLE].splitlines(keepends=True))
    known = blocks.dictionary(sampled)
    sizes: list[int] = []
    checks: list[int] = []

    def compressed() -> Iterator[bytes]:
        for lines in _in_order(parts, numbering, shares.LINES, shares.LINE_ENDS):
            for begin in range(0, len(lines), blocks.LINES):
                block = blocks.compress(lines[begin : begin + blocks.LINES], known)
                sizes.append(len(block))
                checks.append(zlib.crc32(block))
                yield block

    yield layout.ENTITY_DICTIONARY, [known]
    yield layout.ENTITIES, compressed()
    yield layout.ENTITY_ENDS, [np.cumsum(sizes, dtype="<u8").tobytes()]
    yield layout.ENTITY_CHECKS, [np.array(checks, dtype="<u4").tobytes()]
    facts = np.zeros(numbering.origins.size, dtype=layout.FACTS)
    for share, numbers in zip(parts, numbering.entities, strict=True):
        facts[numbers] = facts_of(share)
    facts["first_name"] = numbering.firsts[:-1]
    yield layout.ENTITY_FACTS, [facts.tobytes()]


def names(parts: Sequence[Shard], numbering: Numbering) -> Iterator[File]:
    """Yield the files of the names."""
    total = int(numbering.firsts[-1])
    bearers = np.repeat(np.arange(numbering.origins.size, dtype="<u4"), np.diff(numbering.firsts))
    yield layout.NAME_ENTITIES, [bearers.tobytes()]
    kinds = np.zeros(total, dtype=np.uint8)
    counts = np.zeros(total + 1, dtype="<u4")
    for place, share in enumerate(parts):
        numbers = numbering.names(place)
        kinds[numbers] = np.frombuffer(share[shares.KIND_BYTES], dtype=np.uint8)
        counts[numbers + np.uint32(1)] = np.frombuffer(share[shares.LETTER_COUNTS], dtype="<u4")
    yield layout.NAME_KINDS, [kinds.tobytes()]
    letters = (b"".join(found) for found in _in_order(parts, numbering, shares.LETTERS, shares.LETTER_ENDS))
    yield layout.NAME_LETTERS, letters
    yield layout.LETTER_BOUNDS, [np.cumsum(counts, dtype="<u4").tobytes()]


def _in_order(parts: Sequence[Shard], numbering: Numbering, column: str, ends: str) -> Iterator[list[bytes]]:
    """Yield a column's bytes of each record, in the order of the index, many records at a time."""
    bounds = [np.frombuffer(share[ends], dtype="<u8") for share in parts]
    reached = [0] * len(parts)
    for begin in range(0, numbering.origins.size, AT_ONCE):
        origins = numbering.origins[begin : begin + AT_ONCE]
        found = [b""] * origins.size
        for share in np.unique(origins).tolist():
            places = np.flatnonzero(origins == share).tolist()
            first, reached[share] = reached[share], reached[share] + len(places)
            own = pieces(parts[share], column, bounds[share], first, reached[share])
            for place, piece in zip(places, own, strict=True):
                found[place] = piece
        yield found


def keys(name: str, parts: Sequence[Shard], numbering: Numbering) -> Iterator[File]:
    """Yield the files of a map from strings to names."""
    yield from _files(name, multimap.build(lambda: _of_names(name, parts, numbering)))


def sounds(parts: Sequence[Shard], numbering: Numbering) -> Iterator[File]:
    """Yield the files of the phonetic keys, and of those with a sound left out."""
    built = multimap.build(lambda: _of_names(layout.SOUNDS, parts, numbering))
    yield from _files(layout.SOUNDS, built)
    known = MultiMap.from_bytes(built)
    spoken = (known.number(key) for share in parts for key in strings_of(share[shares.SPOKEN]))
    numbers = np.unique(np.fromiter((n for n in spoken if n is not None), dtype=np.uint32))
    yield from _files(layout.DELETES, multimap.build(lambda: _shortened(known, numbers.tolist())))


def _of_names(name: str, parts: Sequence[Shard], numbering: Numbering) -> Iterator[Batch]:
    for place, share in enumerate(parts):
        yield batch(share, name, numbering.names(place).__getitem__)


def _shortened(known: MultiMap, numbers: list[int]) -> Iterator[Batch]:
    for begin in range(0, len(numbers), AT_ONCE):
        places: dict[str, int] = {}
        shorter = [
            (key, number)
            for number in numbers[begin : begin + AT_ONCE]
            for key in deletion_neighbours(known.string(number))
        ]
        own = [places.setdefault(key, len(places)) for key, _ in shorter]
        of = np.array([number for _, number in shorter], dtype=np.uint32)
        yield Batch(list(places), np.array(own, dtype=np.uint32), of)


def ids(parts: Sequence[Shard], numbering: Numbering) -> Iterator[File]:
    """Yield the files of the ids, and where the id of each record is among them."""

    def batches() -> Iterator[Batch]:
        for share, numbers in zip(parts, numbering.entities, strict=True):
            yield Batch(strings_of(share[shares.IDS]), np.arange(numbers.size, dtype=np.uint32), numbers)

    built = multimap.build(batches)
    yield from _files(layout.IDS, built)
    records = np.frombuffer(built[-1], dtype="<u4")
    places = np.empty_like(records)
    places[records] = np.arange(records.size, dtype="<u4")
    yield layout.ID_PLACES, [places.tobytes()]


def bearers(name: str, parts: Sequence[Shard], _: Numbering) -> Iterator[File]:
    """Yield the files of the words that stand at a place of persons' names, each with how many bear it there."""
    yield from _files(name, multimap.count(lambda: (batch(share, name, lambda counts: counts) for share in parts)))


def _files(name: str, built: multimap.Parts) -> Iterator[File]:
    for suffix, content in zip(multimap.SUFFIXES, built, strict=True):
        yield name + suffix, [content]


WRITERS: dict[str, Callable[[Sequence[Shard], Numbering], Iterator[File]]] = {
    layout.KEYS: partial(keys, layout.KEYS),
    "records": entities,
    layout.SOUNDS: sounds,
    layout.WHOLES: partial(keys, layout.WHOLES),
    layout.IDS: ids,
    "names": names,
    layout.GIVENS: partial(bearers, layout.GIVENS),
    layout.SURNAMES: partial(bearers, layout.SURNAMES),
}
"""What makes the files of an index, what takes longest first."""
