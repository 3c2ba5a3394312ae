"""Reading an index: a directory of memory-mapped files, or the same files in memory."""

from __future__ import annotations

import functools
import itertools
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from namelink import tables
from namelink.config import Limits, MatchingConfig
from namelink.errors import IndexFormatError, IndexNotFoundError
from namelink.index import blocks
from namelink.index import format as index_format
from namelink.index.damage import tells_damage
from namelink.index.files import REBUILD, IndexFiles
from namelink.index.format import BLOCK_RECORDS
from namelink.index.key_table import read_table
from namelink.index.multimap import SUFFIXES, MultiMap
from namelink.kernel import Aligner, PostingLists, near_keys
from namelink.lang import languages
from namelink.model import Entity, EntityType, Name, NameKind
from namelink.phonetics.keys import NO_CONSONANTS
from namelink.record import Record

_TYPES = tuple(EntityType)
_KINDS = tuple(NameKind)


@functools.cache
def _phonetic_alphabet() -> bytes:
    """Return the characters that phonetic keys are made of."""
    codes = "".join(row["sounds"] for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv"))
    return "".join(sorted({code for code in codes if code.isupper()} | set(NO_CONSONANTS))).encode()


class Index:
    """One compiled gazetteer. Names and entities are known by number, in the order of their ids."""

    def __init__(
        self, read: Callable[[str], memoryview], multimaps: Mapping[str, MultiMap], where: str, limits: Limits
    ) -> None:
        self.where = where
        self.manifest = _manifest(read(index_format.MANIFEST), where)
        self.multimaps = multimaps
        self.keys = multimaps[index_format.KEYS]
        self.phonetic_keys = multimaps[index_format.PHONETIC_KEYS]
        self.full_name_keys = multimaps[index_format.FULL_NAME_KEYS]
        self.deletion_neighbours = multimaps[index_format.DELETION_NEIGHBOURS]
        self.given_name_counts = multimaps[index_format.GIVEN_NAME_COUNTS]
        self.surname_counts = multimaps[index_format.SURNAME_COUNTS]
        self._blocks = read(index_format.ENTITIES)
        self._dictionary = bytes(read(index_format.ENTITY_DICTIONARY))
        self._block_ends = read(index_format.ENTITY_ENDS).cast("Q")
        self._block_checksums = read(index_format.ENTITY_CHECKSUMS).cast("I")
        facts = np.frombuffer(read(index_format.ENTITY_FACTS), dtype=index_format.FACTS)
        self.first_names: NDArray[np.uint32] = facts["first_name"]
        self.weights: NDArray[np.float32] = facts["weight"]
        self.types: NDArray[np.uint16] = facts["type"]
        self._mutes: NDArray[np.uint16] = facts["mutes"]
        self._id_numbers = read(index_format.ID_NUMBERS).cast("I")
        self.name_entities = read(index_format.NAME_ENTITIES).cast("I")
        self.name_entity_array = np.frombuffer(self.name_entities, dtype="<u4")
        self.name_kinds = read(index_format.NAME_KINDS)
        self._letter_bytes = read(index_format.NAME_LETTERS)
        self._letters = np.frombuffer(self._letter_bytes, dtype=np.uint8)
        self._bounds = read(index_format.LETTER_BOUNDS).cast("I")
        self._letter_bounds = np.frombuffer(self._bounds, dtype="<u4")
        self._lines = functools.lru_cache(limits.cached_blocks)(self._read_lines)
        self._source: tuple[Callable[..., Index], tuple[object, ...]] | None = None
        self._unchecked: IndexFiles | None = None
        self._key_table = read_table(read(index_format.PHONETIC_KEY_TABLE), len(self.phonetic_keys))
        self._posting_lists = PostingLists(
            self.phonetic_keys.value_array,
            self.phonetic_keys.end_array,
            self._letter_bounds,
            self.name_entity_array,
            self.weights,
        )
        self.record = functools.lru_cache(limits.cached_records)(self._record)
        self.entity = functools.lru_cache(limits.cached_records)(self._entity)

    @classmethod
    def open(cls, path: Path, verify: bool | None = None, limits: Limits | None = None) -> Index:
        """Open an index.

        Args:
            path: Its directory.
            verify: Whether to compare checksums, all of them; None compares those of the tries, which native code
                reads, and of `Limits.checked_bytes` of the rest, pieces that are spread evenly. Each block of records
                is compared when it is read, and sizes always are.
            limits: How much of it is kept in memory; the defaults if None.

        Raises:
            IndexNotFoundError: there is no such directory.
            IndexFormatError: it is damaged, incomplete, of another version, or was built with other language packs.
        """
        limits = limits or Limits()
        while True:
            with IndexFiles(path) as files:
                try:
                    index = cls._of(files, verify, limits)
                except (IndexFormatError, IndexNotFoundError):
                    if not files.was_replaced():
                        raise
                    continue  # another index has come, and the files of this one went
            return index

    @classmethod
    def _of(cls, files: IndexFiles, verify: bool | None, limits: Limits) -> Index:
        """Return the index of some files, once they are checked."""
        manifest = _manifest(files.map(index_format.MANIFEST), str(files.path))
        files.check_sizes(manifest["files"])
        if verify is not False:
            _check(files, manifest["files"], bool(verify), limits)
        multimaps = {}
        for name in index_format.MULTIMAPS:
            trie, ends, values = (name + suffix for suffix in SUFFIXES)
            try:
                multimaps[name] = MultiMap.open(files.path_of(trie), files.map(ends), files.map(values))
            except RuntimeError as error:
                raise IndexFormatError(f"{files.path / trie} is damaged: {error}; {REBUILD}") from None
        index = cls(files.map, multimaps, str(files.path), limits)
        index._source = (Index.open, (files.path.resolve(), False, limits))
        index._unchecked = None if verify else files
        return index

    @classmethod
    def from_files(cls, files: Mapping[str, bytes], limits: Limits | None = None) -> Index:
        """Return the index of files held in memory."""
        multimaps = {
            name: MultiMap.from_bytes(tuple(files[name + suffix] for suffix in SUFFIXES))  # type: ignore[arg-type]
            for name in index_format.MULTIMAPS
        }
        index = cls(lambda name: memoryview(files[name]), multimaps, "memory", limits or Limits())
        index._source = (Index.from_files, (files, limits))
        return index

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle where an index comes from: another process opens it anew, and shares the pages of its files."""
        if self._source is None:
            raise TypeError(f"{self.where}: only an index that was opened or compiled can be pickled")
        return self._source

    def __len__(self) -> int:
        return len(self.weights)

    def require_whole(self) -> None:
        """Compare with their checksums all files that were mapped, unless that was done: what was read made no sense.

        Raises:
            IndexFormatError: one is damaged.
        """
        if self._unchecked is not None:
            _check(self._unchecked, self.manifest["files"], True, Limits())
            self._unchecked = None

    def number(self, id: str) -> int | None:
        """Return the number of the entity with an id, or None."""
        found = self._numbers(index_format.IDS, id)
        return found[0] if found else None

    def number_of_ref(self, ref: str) -> int | None:
        """Return the number of the one entity that has an id among its refs, or None."""
        found = self._numbers(index_format.REFS, ref)
        return found[0] if len(found) == 1 else None

    def _numbers(self, multimap: str, id: str) -> Sequence[int]:
        try:
            return self.multimaps[multimap].get(id)
        except UnicodeEncodeError:  # half a surrogate pair is in no id
            return ()

    def number_of_any(self, ids: Sequence[str]) -> int | None:
        """Return the number of the entity that has one of some ids, as its own or else among its refs, or None."""
        own = (self.number(id) for id in ids)
        refs = (self.number_of_ref(id) for id in ids)
        return next((number for number in itertools.chain(own, refs) if number is not None), None)

    def numbers_of_all(self, ids: Sequence[str]) -> list[int]:
        """Return the numbers of the entities that have some ids, as their own and then among their refs, each once."""
        found = itertools.chain(map(self.number, ids), map(self.number_of_ref, ids))
        return list(dict.fromkeys(number for number in found if number is not None))

    @tells_damage
    def id(self, number: int) -> str:
        """Return the id of an entity without reading its record."""
        return self.multimaps[index_format.IDS].string(self._id_numbers[number])

    def ids(self) -> Iterator[str]:
        """Yield the ids of all entities, in their order."""
        return map(self.id, range(len(self)))

    def near_keys(self, key: str) -> list[int]:
        """Return the numbers of the phonetic keys one edit away: a character more, one less, or another."""
        return near_keys(key.encode(), _phonetic_alphabet(), *self._key_table)

    @tells_damage
    def propose(
        self, keys: NDArray[np.int64], gains: NDArray[np.float64], letters: int, settings: MatchingConfig
    ) -> tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.float32]]:
        """Return the names that some phonetic keys propose: see `namelink.reference.postings.PostingLists.propose`."""
        most = max(settings.min_aligned_names, min(settings.aligned_names, settings.aligned_letters // letters))
        return self._posting_lists.propose(keys, gains, letters, settings.postings, settings.postings_per_key, most)

    @tells_damage
    def costs(
        self, aligner: Aligner, word: bytes, numbers: NDArray[np.uint32], settings: MatchingConfig
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the cost of a word for each of some names, and their letters: see `Aligner.costs_of_names`."""
        return aligner.costs_of_names(
            word,
            self._letters,
            self._letter_bounds,
            numbers,
            settings.longest_aligned,
            settings.unlike_letter_cost,
        )

    def _record(self, number: int) -> Record:
        block, place = divmod(number, BLOCK_RECORDS)
        return Record.trusted(json.loads(self._lines(block)[place]))

    def records(self) -> Iterator[Record]:
        """Yield all records, in the order of their ids; none is remembered."""
        return map(Record.trusted, map(json.loads, self.lines()))

    def lines(self) -> Iterator[bytes]:
        """Yield the line of JSON of each record, in the same order."""
        return itertools.chain.from_iterable(map(self._read_lines, range(len(self._block_ends))))

    def _read_lines(self, block: int) -> list[bytes]:
        begin = self._block_ends[block - 1] if block else 0
        content = bytes(self._blocks[begin : self._block_ends[block]])
        if zlib.crc32(content) != self._block_checksums[block]:
            raise IndexFormatError(
                f"{self.where}: {index_format.ENTITIES} is damaged in block {block + 1}, from byte {begin + 1};"
                f" {REBUILD}"
            )
        return blocks.decompress(content, self._dictionary)

    def _entity(self, number: int) -> Entity:
        return self.record(number).to_entity()

    def name(self, number: int) -> Name:
        """Return a name by its number."""
        entity = self.name_entities[number]
        return self.record(entity).names[number - int(self.first_names[entity])]

    @property
    def date(self) -> str | None:
        """The day that the records are of (ISO 8601), as whoever built the index said; None where nobody did."""
        found: str | None = self.manifest.get("date")
        return found

    def has(self, attribute: str) -> bool:
        """Whether any record has an attribute that is counted: ``born``, ``coordinates``, ``muted``, ``parent``."""
        return attribute in self.manifest.get("statistics", {}).get("attributes", {})

    def muting_records(self) -> Iterator[tuple[int, Record]]:
        """Yield the records that take an entity, or names of one, out of the layers below, each with its number."""
        if self.has("muted"):
            yield from ((number, self.record(number)) for number in np.flatnonzero(self._mutes).tolist())

    def names_of_entity(self, number: int) -> range:
        """Return the numbers of the names of an entity."""
        following = number + 1
        end = int(self.first_names[following]) if following < len(self) else len(self.name_entities)
        return range(int(self.first_names[number]), end)

    def letters(self, number: int) -> bytes:
        """Return the letters of a name's tokens, a space between tokens; empty where it is found by its keys alone."""
        return bytes(self._letter_bytes[self._bounds[number] : self._bounds[number + 1]])

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
    from hashlib import sha256  # here, because most programs wait for it in vain

    with IndexFiles(path) as files:
        manifest = _manifest(files.map(index_format.MANIFEST), str(path))
        files.check_sizes(manifest["files"])
        for name, facts in manifest["files"].items():
            if sha256(files.map(name)).hexdigest() != facts["sha256"]:
                raise IndexFormatError(f"{path / name} is damaged: its SHA-256 is not the manifest's; {REBUILD}")


def _check(files: IndexFiles, facts: Mapping[str, Mapping[str, Any]], whole: bool, limits: Limits) -> None:
    """Compare files with their checksums: all, or the tries, the dictionary of the records, and pieces of the rest."""
    rest = dict(facts)
    for name in facts if whole else (*index_format.TRIES, index_format.ENTITY_DICTIONARY):
        files.check_whole(name, rest.pop(name))
    if not whole and facts[index_format.ENTITIES]["size"] > limits.checked_record_bytes:
        del rest[index_format.ENTITIES]
    files.check_pieces(rest, limits.checked_bytes)


def _manifest(content: memoryview, where: str) -> dict[str, Any]:
    manifest = index_format.parse_manifest(bytes(content))
    if manifest is None:
        raise IndexFormatError(
            f"{where}: {index_format.MANIFEST} is damaged, or another program's;"
            f" if this was an index, remove it and {REBUILD}"
        )
    if (
        manifest.get("checksum") != index_format.manifest_checksum(manifest)
        or not {"versions", "files"} <= manifest.keys()
    ):
        raise IndexFormatError(f"{where}: {index_format.MANIFEST} is damaged; {REBUILD}")
    if manifest["versions"] != index_format.VERSIONS:
        raise IndexFormatError(
            f"{where} was written as {index_format.FORMAT} {_versions(manifest['versions'])}, and this namelink reads"
            f" {_versions(index_format.VERSIONS)}; {REBUILD}"
        )
    _compare_languages(manifest.get("languages", {}), where)
    return manifest


def _compare_languages(versions: Mapping[str, int], where: str) -> None:
    """Refuse an index whose keys were made by language packs that are not at hand; further packs do no harm."""
    known = {pack.code: pack.version for pack in languages()}
    for code, version in versions.items():
        if known.get(code) != version:
            found = f"version {known[code]} of it" if code in known else "none for that language"
            raise IndexFormatError(
                f"{where} was built with version {version} of the language pack '{code}', and this namelink has"
                f" {found}; install that version, or {REBUILD}"
            )


def _versions(versions: object) -> str:
    if not isinstance(versions, dict):
        return repr(versions)
    return ", ".join(f"{name} {version}" for name, version in versions.items())
