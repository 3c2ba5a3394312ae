"""Reading an index: a directory of memory-mapped files, or the same files in memory."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from namelink import tables
from namelink.errors import IndexFormatError, IndexNotFoundError
from namelink.index import blocks
from namelink.index import format as layout
from namelink.index.multimap import SUFFIXES, MultiMap, map_file
from namelink.model import Entity, EntityType, Name, NameKind
from namelink.phonetics.keys import NO_CONSONANTS
from namelink.record import Record

CHECKED_ON_OPENING = 64 * 2**20
"""Bytes up to which an index's checksums are compared whenever it is opened (about 10 ms)."""

CHECKED_WHEN_READ = 4 * 2**20
"""Bytes of records from which each is compared with its own checksum when it is read, not on opening."""

_REBUILD = "rebuild it with 'namelink gazetteer build RECORDS.jsonl -o INDEX'"
_TYPES = tuple(EntityType)
_KINDS = tuple(NameKind)


@functools.cache
def _consonants() -> str:
    """Return the sounds that phonetic keys are made of."""
    heard = "".join(row["sounds"] or "" for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv"))
    return "".join(sorted({sound for sound in heard if sound.isupper()} | set(NO_CONSONANTS)))


class Index:
    """One compiled gazetteer. Names and entities are known by number, in the order of their ids."""

    def __init__(self, read: Callable[[str], memoryview], maps: Mapping[str, MultiMap], where: str) -> None:
        self.where = where
        self.manifest = _manifest(read(layout.MANIFEST), where)
        self.maps = maps
        self.keys = maps[layout.KEYS]
        self.sounds = maps[layout.SOUNDS]
        self.wholes = maps[layout.WHOLES]
        self.deletes = maps[layout.DELETES]
        self.givens = maps[layout.GIVENS]
        self.surnames = maps[layout.SURNAMES]
        self._blocks = read(layout.ENTITIES)
        self._dictionary = bytes(read(layout.ENTITY_DICTIONARY))
        self._block_ends = read(layout.ENTITY_ENDS).cast("Q")
        self._block_checks = read(layout.ENTITY_CHECKS).cast("I")
        facts = np.frombuffer(read(layout.ENTITY_FACTS), dtype=layout.FACTS)
        self.first_names: NDArray[np.uint32] = facts["first_name"]
        self.weights: NDArray[np.float32] = facts["weight"]
        self.types: NDArray[np.uint32] = facts["type"]
        self._id_places = read(layout.ID_PLACES).cast("I")
        self.name_entities = read(layout.NAME_ENTITIES).cast("I")
        self.bearers = np.frombuffer(self.name_entities, dtype="<u4")
        self.name_kinds = read(layout.NAME_KINDS)
        self._letters = np.frombuffer(read(layout.NAME_LETTERS), dtype=np.uint8)
        self._letter_bounds = np.frombuffer(read(layout.LETTER_BOUNDS), dtype="<u4")
        self._lines = functools.lru_cache(maxsize=64)(self._read_lines)
        self._source: tuple[Callable[..., Index], tuple[object, ...]] | None = None
        self.near_sounds = functools.lru_cache(maxsize=8192)(self._near_sounds)
        self.record = functools.lru_cache(maxsize=8192)(self._record)
        self.entity = functools.lru_cache(maxsize=8192)(self._entity)

    @classmethod
    def open(cls, path: Path, verify: bool | None = None) -> Index:
        """Open an index.

        Args:
            path: Its directory.
            verify: Whether to compare checksums: None compares those of indexes up to
                CHECKED_ON_OPENING bytes, many records aside, and the sizes of all.

        Raises:
            IndexNotFoundError: there is no such directory.
            IndexFormatError: it is damaged, incomplete or of another version.
        """
        if not (path / layout.MANIFEST).is_file():
            raise IndexNotFoundError(f"{path} holds no namelink index (no {layout.MANIFEST}); {_REBUILD}")
        manifest = _manifest(map_file(path / layout.MANIFEST), str(path))
        _compare_sizes(path, manifest["files"])
        files = dict(manifest["files"])
        if verify is None and files[layout.ENTITIES]["size"] > CHECKED_WHEN_READ:
            del files[layout.ENTITIES]
        if verify or (verify is None and sum(facts["size"] for facts in files.values()) <= CHECKED_ON_OPENING):
            _compare_checksums(path, files)
        maps = {name: MultiMap.open(path / name) for name in layout.MAPS}
        index = cls(lambda name: map_file(path / name), maps, str(path))
        index._source = (Index.open, (path.resolve(), False))
        return index

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Index:
        """Return the index of files held in memory."""
        maps = {
            name: MultiMap.from_bytes(tuple(files[name + suffix] for suffix in SUFFIXES))  # type: ignore[arg-type]
            for name in layout.MAPS
        }
        index = cls(lambda name: memoryview(files[name]), maps, "memory")
        index._source = (Index.from_files, (files,))
        return index

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle where an index comes from: another process opens it anew, and shares the pages of its files."""
        if self._source is None:
            raise TypeError(f"{self.where}: only an index that was opened or compiled can be pickled")
        return self._source

    def __len__(self) -> int:
        return len(self.weights)

    def number(self, id: str) -> int | None:
        """Return the number of the entity with an id, or None."""
        try:
            found = self.maps[layout.IDS].get(id)
        except UnicodeEncodeError:  # half a surrogate pair is in no id
            return None
        return found[0] if found else None

    def id(self, number: int) -> str:
        """Return the id of an entity without reading its record."""
        return self.maps[layout.IDS].string(self._id_places[number])

    def _near_sounds(self, key: str) -> NDArray[np.intp]:
        """Return the numbers of SOUNDS of the keys one sound away from a key: one more, one less, or another.

        All such keys are made and looked up, some hundreds of them. Words of two sounds are too many to be
        taken for one another: of them only one that lacks a sound of three is found.
        """
        parts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
        sounds = _consonants()
        less, other, more = [], [], []
        if len(key) >= 3:
            less = [before + after[1:] for before, after in parts[:-1]]
            other = [before + sound + after[1:] for before, after in parts[:-1] for sound in sounds]
        if len(key) >= 2:
            more = [before + sound + after for before, after in parts for sound in sounds]
        found = self.sounds.numbers({*less, *other, *more} - {key})
        return np.array(sorted(found), dtype=np.intp)

    def _record(self, number: int) -> Record:
        block, place = divmod(number, blocks.LINES)
        return Record.trusted(json.loads(self._lines(block)[place]))

    def _read_lines(self, block: int) -> list[bytes]:
        begin = self._block_ends[block - 1] if block else 0
        content = bytes(self._blocks[begin : self._block_ends[block]])
        if zlib.crc32(content) != self._block_checks[block]:
            raise IndexFormatError(
                f"{self.where}: {layout.ENTITIES} is damaged in block {block + 1}, from byte {begin + 1}; {_REBUILD}"
            )
        return blocks.decompress(content, self._dictionary)

    def _entity(self, number: int) -> Entity:
        return self.record(number).to_entity()

    def name(self, number: int) -> Name:
        """Return a name by its number."""
        entity = self.name_entities[number]
        return self.record(entity).names[number - int(self.first_names[entity])]

    def letters(self, number: int) -> bytes:
        """Return the letters of a name's words, a space between words; nothing where it is never heard."""
        return self._letters[self._letter_bounds[number] : self._letter_bounds[number + 1]].tobytes()

    def letter_counts(self, numbers: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Return how many letters and spaces some names have."""
        places = numbers.astype(np.intp)
        counts: NDArray[np.uint32] = self._letter_bounds.take(places + 1) - self._letter_bounds.take(places)
        return counts.astype(np.intp)

    def letter_table(self, numbers: NDArray[np.uint32], longest: int) -> NDArray[np.uint8]:
        """Return the letters of some names, a row for each; 0 after the last, and what is longer cut off."""
        begins = self._letter_bounds[numbers].astype(np.intp)
        lengths = np.minimum(self.letter_counts(numbers), longest)
        places = np.arange(int(lengths.max(initial=1)))
        inside = places < lengths[:, None]
        found: NDArray[np.uint8] = self._letters[np.where(inside, begins[:, None] + places, 0)] * inside
        return found

    def kind_of_name(self, number: int) -> NameKind:
        """Return the kind of a name without reading its record."""
        return _KINDS[self.name_kinds[number]]

    def type_of_entity(self, number: int) -> EntityType:
        """Return the type of an entity without reading its record."""
        return _TYPES[int(self.types[number])]


def verify_files(path: Path) -> None:
    """Compare every file of an index with its manifest, by SHA-256.

    Raises:
        IndexFormatError: a file differs.
    """
    manifest = _manifest(map_file(path / layout.MANIFEST), str(path))
    _compare_sizes(path, manifest["files"])
    for name, facts in manifest["files"].items():
        if hashlib.sha256(map_file(path / name)).hexdigest() != facts["sha256"]:
            raise IndexFormatError(f"{path / name} is damaged: its SHA-256 is not the manifest's; {_REBUILD}")


def _manifest(content: memoryview, where: str) -> dict[str, Any]:
    manifest = layout.parse_manifest(bytes(content))
    if manifest is None:
        raise IndexFormatError(
            f"{where}: {layout.MANIFEST} is damaged, or another program's;"
            f" if this was an index, remove it and {_REBUILD}"
        )
    if manifest.get("checksum") != layout.manifest_checksum(manifest) or not {"versions", "files"} <= manifest.keys():
        raise IndexFormatError(f"{where}: {layout.MANIFEST} is damaged; {_REBUILD}")
    if manifest["versions"] != layout.VERSIONS:
        raise IndexFormatError(
            f"{where} was written as {layout.FORMAT} {_versions(manifest['versions'])}, and this namelink reads"
            f" {_versions(layout.VERSIONS)}; {_REBUILD}"
        )
    return manifest


def _versions(versions: object) -> str:
    if not isinstance(versions, dict):
        return repr(versions)
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def _compare_sizes(path: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    needed = {name + suffix for name in layout.MAPS for suffix in SUFFIXES} | set(layout.FILES)
    for name in sorted(needed | set(files)):
        if name not in files:
            raise IndexFormatError(f"{path}: {layout.MANIFEST} does not list {name}; {_REBUILD}")
        if not (path / name).is_file():
            raise IndexFormatError(f"{path / name} is missing; {_REBUILD}")
        size = (path / name).stat().st_size
        if size != files[name]["size"]:
            raise IndexFormatError(
                f"{path / name} has {size} bytes where the manifest says {files[name]['size']}; {_REBUILD}"
            )


def _compare_checksums(path: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    for name, facts in files.items():
        found = zlib.crc32(map_file(path / name))
        if found != facts["crc32"]:
            raise IndexFormatError(
                f"{path / name} is damaged: its checksum is {found:08x} where the manifest says"
                f" {facts['crc32']:08x}; {_REBUILD}"
            )
