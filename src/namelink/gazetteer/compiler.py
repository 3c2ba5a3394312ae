"""The offline road: from records to an index. Nothing here runs when names are looked up."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from namelink.errors import IndexFormatError, RecordError
from namelink.gazetteer import layout, multimap
from namelink.gazetteer.record import Record, read_records
from namelink.model import EntityType, Name, NameKind
from namelink.text.affixes import inflect_demonym
from namelink.text.tokens import Key, make_key
from namelink.translit.alphabet import encode, letters_of
from namelink.translit.sounds import deletions, heard_words, sound_key

TYPES = tuple(EntityType)
KINDS = tuple(NameKind)

MAX_JOINED = 4
"""Words of a name that is also found by its sounds run together: San Juan, Sanjuan."""

Files = dict[str, bytes]
"""The files of an index, by name."""


def compile_records(records: Iterable[tuple[str, Record]]) -> Files:
    """Return the files of the index of some records.

    Args:
        records: The records, each with where it stands, for error messages.

    Raises:
        RecordError: two records have one id.
    """
    ordered = _by_id(records)
    entities = [record for _, record in ordered]
    names = [(number, name) for number, record in enumerate(entities) for name in record.names]
    lines = [record.to_json().encode() + b"\n" for record in entities]
    files: Files = {
        layout.ENTITIES: b"".join(lines),
        layout.ENTITY_ENDS: np.cumsum([len(line) for line in lines], dtype="<u8").tobytes(),
        layout.ENTITY_CHECKS: np.array([zlib.crc32(line) for line in lines], dtype="<u4").tobytes(),
        layout.ENTITY_FACTS: _facts(entities).tobytes(),
        layout.NAME_ENTITIES: np.array([number for number, _ in names], dtype="<u4").tobytes(),
        layout.NAME_KINDS: bytes(KINDS.index(name.kind) for _, name in names),
    }
    heard = _heard(names)
    spelt = [b" ".join(encode(letters) for letters in map(letters_of, words) if letters) for words in heard]
    files[layout.NAME_LETTERS] = b"".join(spelt)
    files[layout.LETTER_BOUNDS] = np.cumsum([0, *map(len, spelt)], dtype="<u4").tobytes()
    sounds = multimap.build(_sounds(heard))
    pairs: dict[str, Iterable[tuple[str, int]]] = {
        layout.KEYS: ((key, i) for i, (_, name) in enumerate(names) for key in keys_of(name)),
        layout.IDS: ((record.id, number) for number, record in enumerate(entities)),
        layout.WHOLES: _wholes(heard),
        layout.DELETES: _deletes(sounds),
        layout.GIVENS: _bearers(entities, 0),
        layout.SURNAMES: _bearers(entities, -1),
    }
    maps = {layout.SOUNDS: sounds} | {name: multimap.build(pair) for name, pair in pairs.items()}
    for name, parts in sorted(maps.items()):
        files |= {name + suffix: part for suffix, part in zip(multimap.SUFFIXES, parts, strict=True)}
    counts = {"entities": len(entities), "names": len(names), "keys": len(maps[layout.KEYS][1]) // 4}
    files[layout.MANIFEST] = _manifest(files, counts, _census(entities))
    return files


def keys_of(name: Name) -> tuple[Key, ...]:
    """Return the keys a name is found by: its own, or those of a demonym's forms."""
    if name.kind is NameKind.DEMONYM and name.lang.partition("-")[0] == "ar":
        return inflect_demonym(name.text)
    return (make_key(name.text),)


def _by_id(records: Iterable[tuple[str, Record]]) -> list[tuple[str, Record]]:
    seen: dict[str, tuple[str, Record]] = {}
    for where, record in records:
        if record.id in seen:
            raise RecordError(
                f"{where}: the id {record.id!r} stands already at {seen[record.id][0]}; merge the two records"
            )
        seen[record.id] = (where, record)
    return [seen[id] for id in sorted(seen)]


def _facts(entities: list[Record]) -> np.ndarray[Any, Any]:
    first = np.cumsum([0] + [len(record.names) for record in entities])[:-1]
    facts = np.zeros(len(entities), dtype=layout.FACTS)
    facts["first_name"] = first
    facts["weight"] = [record.weight for record in entities]
    facts["type"] = [TYPES.index(record.type) for record in entities]
    return facts


def _heard(names: list[tuple[int, Name]]) -> list[list[str]]:
    """Return the words of each name as they are heard.

    Initials are read, not heard, and a demonym is inflected: both are found by their keys alone.
    """
    audible = (NameKind.NAME, NameKind.SHORT)
    return [heard_words(name.text) if name.kind in audible else [] for _, name in names]


def _sounds(heard: list[list[str]]) -> Iterator[tuple[str, int]]:
    for i, words in enumerate(heard):
        keys = [sound_key(word) for word in words]
        yield from ((key, i) for key in keys)
        if 1 < len(keys) <= MAX_JOINED:
            yield "".join(keys), i


def _wholes(heard: list[list[str]]) -> Iterator[tuple[str, int]]:
    for i, words in enumerate(heard):
        if words:
            yield " ".join(map(sound_key, words)), i


def _deletes(sounds: tuple[bytes, bytes, bytes]) -> Iterator[tuple[str, int]]:
    known = multimap.MultiMap.from_bytes(sounds)
    for key, number in known.strings():
        yield from ((shorter, number) for shorter in deletions(key))


def _bearers(entities: list[Record], place: int) -> Iterator[tuple[str, int]]:
    """Yield the words that stand at a place of persons' names, each with how many persons bear it there."""
    bearers: Counter[str] = Counter()
    for record in entities:
        if record.type is EntityType.PERSON:
            keys = (make_key(n.text) for n in record.names if n.kind is NameKind.NAME)
            bearers.update({key.split()[place] for key in keys if " " in key})
    yield from bearers.items()


def _census(entities: list[Record]) -> dict[str, dict[str, int]]:
    """Return how many entities there are of each type, and how many names in each language and of each kind."""
    names = [name for record in entities for name in record.names]
    census = {
        "types": Counter(str(record.type) for record in entities),
        "languages": Counter(name.lang for name in names),
        "kinds": Counter(str(name.kind) for name in names),
        "authorities": Counter(record.id.partition(":")[0] for record in entities),
    }
    return {what: dict(sorted(counter.items())) for what, counter in census.items()}


def _manifest(files: Files, counts: dict[str, int], census: dict[str, dict[str, int]]) -> bytes:
    manifest: dict[str, Any] = {
        "kind": layout.FORMAT,
        "versions": layout.VERSIONS,
        "counts": counts,
        "census": census,
        "files": {
            name: {
                "size": len(content),
                "crc32": zlib.crc32(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for name, content in sorted(files.items())
        },
    }
    manifest["checksum"] = layout.manifest_checksum(manifest)
    return (json.dumps(manifest, indent=1) + "\n").encode()


def read_files(paths: Iterable[Path]) -> Iterator[tuple[str, Record]]:
    """Yield the records of some JSON Lines files, each with its file and line, for error messages."""
    for path in paths:
        yield from read_records(path)


def from_mappings(records: Iterable[Mapping[str, Any] | Record]) -> Iterator[tuple[str, Record]]:
    """Yield the records of mappings, each with its place, for error messages."""
    for number, data in enumerate(records):
        where = f"record {number}"
        yield where, data if isinstance(data, Record) else Record.from_dict(data, where)


def write_index(files: Files, path: Path) -> None:
    """Write the files of an index to a directory, whole or not at all.

    An older index in its place is replaced; anything else there is left alone.

    Raises:
        IndexFormatError: the path holds something that is no index.
    """
    if path.exists() and not _is_index(path):
        raise IndexFormatError(f"{path} exists and is no namelink index; choose another place, or remove it yourself")
    path.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        fresh = work / "fresh"
        fresh.mkdir()
        for name, content in files.items():
            with (fresh / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            path.rename(work / "old")
        fresh.rename(path)
    finally:
        shutil.rmtree(work)


def _is_index(path: Path) -> bool:
    if not path.is_dir():
        return False
    return (path / layout.MANIFEST).exists() or not any(path.iterdir())
