"""The plain way to compile an index: everything in memory, one name after the other. Slow, and easily read."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, repeat
from struct import pack

import marisa_trie

from namelink.index import blocks
from namelink.index import format as layout
from namelink.index.analysis import KINDS, MAX_JOINED, TYPES, keys_of
from namelink.lang import make_key
from namelink.model import EntityType, Name, NameKind
from namelink.names import analyzer
from namelink.phonetics.alphabet import encode, letters_of
from namelink.phonetics.keys import deletion_neighbours, phonetic_key
from namelink.record import Record

Pairs = Iterable[tuple[str, int]]


def compile_plainly(records: Iterable[Record]) -> dict[str, bytes]:
    """Return the files of the index of some records, all but the manifest."""
    entities = sorted(records, key=lambda record: record.id)
    names = [(number, name) for number, record in enumerate(entities) for name in record.names]
    heard = [
        [part.form for part in analyzer().analyze(n.text).parts] if n.kind in (NameKind.NAME, NameKind.SHORT) else []
        for _, n in names
    ]
    spelt = [b" ".join(encode(letters) for letters in map(letters_of, words) if letters) for words in heard]
    firsts = [0, *accumulate(len(record.names) for record in entities)]
    facts = [pack("<IfI", f, r.weight, TYPES.index(r.type)) for f, r in zip(firsts, entities, strict=False)]
    ids = _trie(record.id for record in entities)
    return {
        **_records([record.to_json().encode() + b"\n" for record in entities]),
        layout.ENTITY_FACTS: b"".join(facts),
        layout.ID_PLACES: _numbers(ids[record.id] for record in entities),
        layout.NAME_ENTITIES: _numbers(number for number, _ in names),
        layout.NAME_KINDS: bytes(KINDS.index(name.kind) for _, name in names),
        layout.NAME_LETTERS: b"".join(spelt),
        layout.LETTER_BOUNDS: _numbers(accumulate(map(len, spelt), initial=0)),
        **_map(layout.KEYS, [(key, i) for i, (_, name) in enumerate(names) for key in keys_of(name)]),
        **_map(layout.IDS, [(record.id, number) for number, record in enumerate(entities)]),
        **_sounds(heard),
        **_map(layout.WHOLES, [(" ".join(map(phonetic_key, words)), i) for i, words in enumerate(heard) if words]),
        **_map(layout.GIVENS, _bearers(entities, 0)),
        **_map(layout.SURNAMES, _bearers(entities, -1)),
    }


def _records(lines: list[bytes]) -> dict[str, bytes]:
    known = b"".join(sorted(lines, key=lambda line: (zlib.crc32(line), line))[: blocks.SAMPLE])
    known = known[-blocks.LARGEST_DICTIONARY :]
    packed = [blocks.compress(lines[i : i + blocks.LINES], known) for i in range(0, len(lines), blocks.LINES)]
    return {
        layout.ENTITY_DICTIONARY: known,
        layout.ENTITIES: b"".join(packed),
        layout.ENTITY_ENDS: b"".join(pack("<Q", end) for end in accumulate(map(len, packed))),
        layout.ENTITY_CHECKS: _numbers(map(zlib.crc32, packed)),
    }


def _sounds(heard: list[list[str]]) -> dict[str, bytes]:
    keys = [[str(phonetic_key(word)) for word in words] for words in heard]
    pairs = [(key, i) for i, own in enumerate(keys) for key in own]
    pairs += [("".join(own), i) for i, own in enumerate(keys) if 1 < len(own) <= MAX_JOINED]
    trie = _trie(key for key, _ in pairs)
    spoken = {key for own in keys for key in own}
    deleted = [(shorter, trie[key]) for key in spoken for shorter in deletion_neighbours(key)]
    return _map(layout.SOUNDS, pairs) | _map(layout.DELETES, deleted)


def _bearers(entities: list[Record], place: int) -> Pairs:
    bearers: Counter[str] = Counter()
    for record in entities:
        if record.type is EntityType.PERSON:
            bearers.update({key.split()[place] for key in _full_keys(record.names) if " " in key})
    return bearers.items()


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
