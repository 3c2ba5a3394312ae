"""The offline road: from records to an index. Nothing here runs when names are looked up.

What the index needs of each record is worked out for a share of the records at a time
(`derivation`), the shares are merged by id (`numbering`), and each file is made from them (`parts`).
Shares are kept in memory, or in files where there may be many records: the index is the same, whatever
the order of the records and the size of the shares.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from namelink.gazetteer import layout, shares
from namelink.gazetteer.derivation import make_share
from namelink.gazetteer.identifiers import DEFAULT_PREFIX, check_prefix
from namelink.gazetteer.multimap import map_file
from namelink.gazetteer.numbering import Numbering, number
from namelink.gazetteer.parts import MAKERS
from namelink.gazetteer.record import Record, read_line, read_records
from namelink.gazetteer.shares import FiledShare, Share
from namelink.gazetteer.workers import Crew, Task, crew
from namelink.gazetteer.workspace import FRESH, put_in_place, workspace

Files = dict[str, bytes]
"""The files of an index, by name."""

Progress = Callable[[str, int, int], None]
"""Is told how a build goes: what is being done, how much of it is done, and of how much."""

SHARE_BYTES = 8 * 2**20
"""Bytes of records that a process works on at a time."""


def compile_records(records: Iterable[tuple[str, Record]]) -> Files:
    """Return the files of the index of some records, all in memory.

    Args:
        records: The records, each with where it stands, for error messages.

    Raises:
        RecordError: two records have one id.
    """
    parts = [make_share((turn, where, record) for turn, (where, record) in enumerate(records))]
    numbering = number(parts)
    files = {name: b"".join(content) for make in MAKERS.values() for name, content in make(parts, numbering)}
    facts = {name: _facts([content]) for name, content in files.items()}
    files[layout.MANIFEST] = _manifest(facts, parts, numbering)
    return files


def build_index(
    paths: Iterable[Path],
    path: Path,
    *,
    prefix: str = DEFAULT_PREFIX,
    workers: int = 1,
    progress: Progress | None = None,
    share_bytes: int = SHARE_BYTES,
) -> None:
    """Write the index of some files of records, whole or not at all, in memory that does not grow with them.

    An older index in its place is replaced; anything else there is left alone. What a build needs on the
    disk stands in a folder beside the index, and goes with the build, or with the next one if it was killed.

    Args:
        paths: Files of records, JSON Lines.
        path: The index, a directory.
        prefix: What ids that are no CURIEs are put under.
        workers: Processes that share the work. With more than one, a script must call this under
            ``if __name__ == "__main__":``, for each process imports it.
        progress: Is told how the build goes.
        share_bytes: Bytes of records that a process works on at a time.

    Raises:
        IndexFormatError: the path holds something that is no index.
        RecordError: a record cannot be used, or two have one id; the message names the file and the line.
        EncodingError: a line is not UTF-8.
    """
    prefix = check_prefix(prefix)
    tell = progress or (lambda *_: None)
    with workspace(path) as work, crew(workers) as hands:
        parts = _file_shares(list(paths), prefix, work, hands, tell, share_bytes)
        tell("numbering", 0, 1)
        numbering = number(parts)
        facts: dict[str, dict[str, Any]] = {}
        tasks: list[Task[dict[str, dict[str, Any]]]] = [
            (_write_files, (name, parts, numbering, work / FRESH)) for name in MAKERS
        ]
        for done, written in enumerate(hands.run(tasks)):
            tell("writing", done, len(MAKERS))
            facts |= written
        _write(work / FRESH / layout.MANIFEST, [_manifest(facts, parts, numbering)])
        put_in_place(work, path)
    tell("writing", len(MAKERS), len(MAKERS))


def _file_shares(
    paths: Sequence[Path], prefix: str, work: Path, hands: Crew, tell: Progress, share_bytes: int
) -> Sequence[FiledShare]:
    """Return the shares of some files of records, in files themselves; there is always one."""
    total = sum(path.stat().st_size for path in paths)
    tasks: Iterator[Task[tuple[FiledShare, int]]] = (
        (_file_share, (path, first, lines, prefix, turn, work / f"share-{turn:06}"))
        for turn, (path, first, lines) in enumerate(_read_shares(paths, share_bytes))
    )
    parts, done = [], 0
    for share, size in hands.run(tasks):
        parts.append(share)
        done += size
        tell("reading", done, total)
    return parts


def _read_shares(paths: Iterable[Path], share_bytes: int) -> Iterator[tuple[Path, int, list[bytes]]]:
    """Yield the lines of some files, many at a time, with their file and the number of the first; once at least."""
    empty = True
    for path in paths:
        with path.open("rb") as file:
            first = 1
            while lines := file.readlines(share_bytes):
                yield path, first, lines
                first += len(lines)
                empty = False
    if empty:
        yield Path(), 1, []


def _file_share(
    path: Path, first: int, lines: list[bytes], prefix: str, turn: int, stem: Path
) -> tuple[FiledShare, int]:
    def records() -> Iterator[tuple[int, str, Record]]:
        for place, line in enumerate(lines, first):
            record = read_line(line, f"{path}:{place}", first=place == 1, prefix=prefix)
            if record is not None:
                yield turn << 32 | place, f"{path}:{place}", record

    return FiledShare.write(make_share(records()), stem), sum(map(len, lines))


def _write_files(name: str, parts: Sequence[Share], numbering: Numbering, folder: Path) -> dict[str, dict[str, Any]]:
    return {file: _write(folder / file, content) for file, content in MAKERS[name](parts, numbering)}


def _write(path: Path, content: Iterable[bytes]) -> dict[str, Any]:
    """Write a file, and see it on the disk; return what the manifest says of it."""
    with path.open("wb") as file:
        for piece in content:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return _facts(_pieces(path))


def _pieces(path: Path) -> Iterator[memoryview]:
    content = map_file(path)
    return (content[begin : begin + (1 << 20)] for begin in range(0, len(content), 1 << 20))


def _facts(content: Iterable[bytes | memoryview]) -> dict[str, Any]:
    size = check = 0
    digest = hashlib.sha256()
    for piece in content:
        size += len(piece)
        check = zlib.crc32(piece, check)
        digest.update(piece)
    return {"size": size, "crc32": check, "sha256": digest.hexdigest()}


def _manifest(facts: Mapping[str, Mapping[str, Any]], parts: Sequence[Share], numbering: Numbering) -> bytes:
    values = np.dtype("<u4").itemsize
    manifest: dict[str, Any] = {
        "kind": layout.FORMAT,
        "versions": layout.VERSIONS,
        "counts": {
            "entities": int(numbering.origins.size),
            "names": int(numbering.firsts[-1]),
            "keys": (facts[layout.KEYS + ".ends"]["size"] or facts[layout.KEYS + ".values"]["size"]) // values,
        },
        "census": shares.census(parts),
        "files": dict(sorted(facts.items())),
    }
    manifest["checksum"] = layout.manifest_checksum(manifest)
    return (json.dumps(manifest, indent=1) + "\n").encode()


def read_files(paths: Iterable[Path]) -> Iterator[tuple[str, Record]]:
    """Yield the records of some JSON Lines files, each with its file and line, for error messages."""
    return itertools.chain.from_iterable(map(read_records, paths))


def from_mappings(
    records: Iterable[Mapping[str, Any] | Record], prefix: str = DEFAULT_PREFIX
) -> Iterator[tuple[str, Record]]:
    """Yield the records of mappings, each with its place, for error messages; ids that are no CURIEs under a prefix."""
    for place, data in enumerate(records):
        where = f"record {place}"
        yield where, data if isinstance(data, Record) else Record.from_dict(data, where, prefix)
