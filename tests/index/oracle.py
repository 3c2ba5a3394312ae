"""The plain way to compile an index: everything in memory, one name after the other. Slow, and easily read."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, repeat
from struct import pack

import marisa_trie

from namelink.index import blocks
from namelink.index import format as index_format
from namelink.index.analysis import KINDS, TYPES, keys_of
from namelink.index.format import BLOCK_RECORDS, DICTIONARY_BYTES, DICTIONARY_RECORDS, MOST_JOINED_TOKENS
from namelink.lang import make_key
from namelink.model import EntityType, Name, NameKind
from namelink.names import analyzer
from namelink.phonetics.alphabet import encode, letters_of
from namelink.phonetics.keys import deletion_neighbours, phonetic_key
from namelink.record import Record
from namelink.reference.hashing import hash_string

Pairs = Iterable[tuple[str, int]]


def compile_plainly(records: Iterable[Record]) -> dict[str, bytes]:
    """Return the files of the index of some records, all but the manifest."""
    entities = sorted(records, key=lambda record: record.id)
    names = [(number, name) for number, record in enumerate(entities) for name in record.names]
    tokens = [
        [part.form for part in analyzer().analyze(n.text).parts]
        if n.kind not in (NameKind.ACRONYM, NameKind.DEMONYM)
        else []
        for _, n in names
    ]
    letters = [b" ".join(encode(each) for each in map(letters_of, name) if each) for name in tokens]
    firsts = [0, *accumulate(len(record.names) for record in entities)]
    facts = [
        pack("<IfHH", first, record.weight, TYPES.index(record.type), record.muted or bool(record.muted_names))
        for first, record in zip(firsts, entities, strict=False)
    ]
    ids = _trie(record.id for record in entities)
    return {
        **_records([record.to_json().encode() + b"\n" for record in entities]),
        index_format.ENTITY_FACTS: b"".join(facts),
        index_format.ID_NUMBERS: _numbers(ids[record.id] for record in entities),
        index_format.NAME_ENTITIES: _numbers(number for number, _ in names),
        index_format.NAME_KINDS: bytes(KINDS.index(name.kind) for _, name in names),
        index_format.NAME_LETTERS: b"".join(letters),
        index_format.LETTER_BOUNDS: _numbers(accumulate(map(len, letters), initial=0)),
        **_map(index_format.KEYS, [(key, i) for i, (_, name) in enumerate(names) for key in keys_of(name)]),
        **_map(index_format.IDS, [(record.id, number) for number, record in enumerate(entities)]),
        **_map(index_format.REFS, [(ref, number) for number, record in enumerate(entities) for ref in record.refs]),
        **_phonetic_keys(tokens),
        **_map(
            index_format.FULL_NAME_KEYS,
            [(" ".join(map(phonetic_key, name)), i) for i, name in enumerate(tokens) if name],
        ),
        **_map(index_format.GIVEN_NAME_COUNTS, _counts(entities, 0)),
        **_map(index_format.SURNAME_COUNTS, _counts(entities, -1)),
    }


def _records(lines: list[bytes]) -> dict[str, bytes]:
    known = b"".join(sorted(lines, key=lambda line: (zlib.crc32(line), line))[:DICTIONARY_RECORDS])
    known = known[-DICTIONARY_BYTES:]
    packed = [blocks.compress(lines[i : i + BLOCK_RECORDS], known) for i in range(0, len(lines), BLOCK_RECORDS)]
    return {
        index_format.ENTITY_DICTIONARY: known,
        index_format.ENTITIES: b"".join(packed),
        index_format.ENTITY_ENDS: b"".join(pack("<Q", end) for end in accumulate(map(len, packed))),
        index_format.ENTITY_CHECKSUMS: _numbers(map(zlib.crc32, packed)),
    }


def _phonetic_keys(tokens: list[list[str]]) -> dict[str, bytes]:
    keys = [[str(phonetic_key(token)) for token in name] for name in tokens]
    pairs = [(key, i) for i, own in enumerate(keys) for key in own]
    pairs += [("".join(own), i) for i, own in enumerate(keys) if 1 < len(own) <= MOST_JOINED_TOKENS]
    trie = _trie(key for key, _ in pairs)
    single = {key for own in keys for key in own}
    deleted = [(shorter, trie[key]) for key in single for shorter in deletion_neighbours(key)]
    return {
        **_map(index_format.PHONETIC_KEYS, pairs),
        **_map(index_format.DELETION_NEIGHBOURS, deleted),
        index_format.PHONETIC_KEY_TABLE: _table(trie),
    }


def _table(trie: marisa_trie.Trie) -> bytes:
    hashed = sorted((hash_string(key.encode()), number) for key, number in trie.items())
    bits = max(len(hashed), 1).bit_length() - 1
    buckets = [found >> (64 - bits) for found, _ in hashed]
    starts = [sum(bucket < edge for bucket in buckets) for edge in range((1 << bits) + 1)]
    return b"".join(pack("<Q", found) for found, _ in hashed) + _numbers(n for _, n in hashed) + _numbers(starts)


def _counts(entities: list[Record], place: int) -> Pairs:
    counts: Counter[str] = Counter()
    for record in entities:
        counted = record.weight >= index_format.COUNTED_WEIGHT
        if record.type is EntityType.PERSON and counted:
            counts.update({key.split()[place] for key in _full_keys(record.names) if " " in key})
    return counts.items()


def _full_keys(names: tuple[Name, ...]) -> list[str]:
    return [make_key(name.text) for name in names if name.kind is NameKind.NAME]


def _map(name: str, pairs: Pairs) -> dict[str, bytes]:
    runs: dict[str, set[int]] = {}
    for string, number in pairs:
        runs.setdefault(string, set()).add(number)
    trie = _trie(runs)
    ordered = [sorted(runs[trie.restore_key(i)]) for i in range(len(trie))]
    return {
        name + ".trie": trie.tobytes(),
        name + ".ends": _numbers(accumulate(map(len, ordered))) if any(len(run) > 1 for run in ordered) else b"",
        name + ".values": _numbers(number for run in ordered for number in run),
    }


def _trie(strings: Iterable[str]) -> marisa_trie.Trie:
    return marisa_trie.Trie(sorted(set(strings)), weights=repeat(0.0))


def _numbers(numbers: Iterable[int]) -> bytes:
    return b"".join(pack("<I", number) for number in numbers)
