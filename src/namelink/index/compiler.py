"""The compiler: from records to an index. Nothing here runs when names are looked up.

Records are analysed a shard at a time (`analysis`), the shards are merged by id (`merge`), and each file is
written from them (`writers`). Shards are kept in memory, or in files where there may be many records: the index
is the same, whatever the order of the records and the size of the shards.
"""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from namelink.config import Limits
from namelink.errors import BuildError, WorkerError
from namelink.identifiers import DEFAULT_PREFIX, check_prefix
from namelink.index import format as index_format
from namelink.index.analysis import make_shard
from namelink.index.format import PIECE_BYTES
from namelink.index.merge import MergedShards, merge
from namelink.index.multimap import map_file
from namelink.index.shards import FileShard
from namelink.index.staging import NEW, put_in_place, require_outside, staging
from namelink.index.writers import WRITERS
from namelink.lang import PackSet, pack_set
from namelink.pool import Pool, Task, pool
from namelink.record import Record, read_line, read_records

Files = dict[str, bytes]
"""The files of an index, by name."""

Progress = Callable[[str, int, int], None]
"""Called with the stage of a build (reading, merging, writing), how much of it is done, and of how much."""


def compile_records(records: Iterable[tuple[str, Record]], dated: date | None = None) -> Files:
    """Return the files of the index of some records, all in memory.

    Args:
        records: The records, each with its file and line, for error messages.
        dated: The day that the records are of, if known; the manifest keeps it.

    Raises:
        RecordError: two records have one id.
    """
    shard = make_shard((place, where, record) for place, (where, record) in enumerate(records))
    merged = merge([shard], Limits())
    files = {name: b"".join(content) for write in WRITERS.values() for name, content in write(merged)}
    facts = {name: _facts(memoryview(content)) for name, content in files.items()}
    files[index_format.MANIFEST] = _manifest(facts, merged, dated)
    return files


def build_index(
    paths: Iterable[Path],
    path: Path,
    *,
    prefix: str = DEFAULT_PREFIX,
    dated: date | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> None:
    """Write the index of some files of records, whole or not at all, in memory that does not grow with them.

    An older index in its place is replaced, damaged or of another version though it may be; a place that holds
    any other file is refused, before the work begins and again before the older index gives way. What a build
    needs on the disk stands in a folder beside the index, and goes with the build, or with the next one if it
    was killed.

    Args:
        paths: Files of records, JSON Lines.
        path: The index, a directory, or a symbolic link to its place.
        prefix: What ids that are no CURIEs are put under.
        dated: The day that the records are of, if known; the manifest keeps it. The clock is never asked: the same
            records give the same bytes.
        workers: Processes that share the work. With more than one, a script must call this under
            ``if __name__ == "__main__":``, for each process imports it.
        progress: Called as the build goes on.
        limits: How much is in memory at a time; the defaults if None.

    Raises:
        IndexFormatError: the path holds something that is no index; the message names the first such file.
        BuildError: a file of records lies inside the path, or the path is the current directory.
        RecordError: a record cannot be used, or two have one id; the message names the file and the line.
        EncodingError: a line is not UTF-8.
        BuildError: a process was killed.
    """
    prefix = check_prefix(prefix)
    report, limits = progress or (lambda *_: None), limits or Limits()
    paths, path = list(paths), Path(os.path.realpath(path))
    require_outside(paths, path)
    with staging(path, limits.abandoned_seconds) as folder:
        try:
            # Each process starts afresh: a copy of this one might copy a thread's lock with it.
            with pool(workers, start_method="spawn", prepare=_prepare, arguments=(pack_set(),)) as processes:
                _build(paths, prefix, dated, folder, processes, report, limits)
        except WorkerError as error:
            raise BuildError(f"{path} was not built: {error}") from None
        put_in_place(folder, path)
    report("writing", len(WRITERS), len(WRITERS))


def _prepare(_packs: PackSet) -> None:
    gc.disable()  # what is made here has no cycles, and there is much of it


def _build(
    paths: Sequence[Path],
    prefix: str,
    dated: date | None,
    folder: Path,
    processes: Pool,
    report: Progress,
    limits: Limits,
) -> None:
    shards = _make_shards(paths, prefix, folder, processes, report, limits.shard_bytes)
    report("merging", 0, 1)
    merged = merge(shards, limits)
    facts: dict[str, dict[str, Any]] = {}
    tasks: list[Task[dict[str, dict[str, Any]]]] = [(_write_files, (name, merged, folder / NEW)) for name in WRITERS]
    for done, written in enumerate(processes.run(tasks)):
        report("writing", done, len(WRITERS))
        facts |= written
    _write(folder / NEW / index_format.MANIFEST, [_manifest(facts, merged, dated)])


def _make_shards(
    paths: Sequence[Path], prefix: str, folder: Path, processes: Pool, report: Progress, shard_bytes: int
) -> Sequence[FileShard]:
    """Return the shards of some files of records, in files themselves; there is always one."""
    total = sum(path.stat().st_size for path in paths)
    tasks: Iterator[Task[tuple[FileShard, int]]] = (
        (_file_shard, (path, first, lines, prefix, place, folder / f"shard-{place:06}"))
        for place, (path, first, lines) in enumerate(_read_lines(paths, shard_bytes))
    )
    shards, done = [], 0
    for shard, size in processes.run(tasks):
        shards.append(shard)
        done += size
        report("reading", done, total)
    return shards


def _read_lines(paths: Iterable[Path], size: int) -> Iterator[tuple[Path, int, list[bytes]]]:
    """Yield the lines of some files, many at a time, with their file and the number of the first; once at least."""
    empty = True
    for path in paths:
        with path.open("rb") as file:
            first = 1
            while lines := file.readlines(size):
                yield path, first, lines
                first += len(lines)
                empty = False
    if empty:
        yield Path(), 1, []


def _file_shard(
    path: Path, first: int, lines: list[bytes], prefix: str, place: int, stem: Path
) -> tuple[FileShard, int]:
    def records() -> Iterator[tuple[int, str, Record]]:
        for number, line in enumerate(lines, first):
            record = read_line(line, str(path), number, prefix)
            if record is not None:
                yield place << 32 | number, f"{path}:{number}", record

    return FileShard.write(make_shard(records()), stem), sum(map(len, lines))


def _write_files(name: str, merged: MergedShards, folder: Path) -> dict[str, dict[str, Any]]:
    return {file: _write(folder / file, content) for file, content in WRITERS[name](merged)}


def _write(path: Path, content: Iterable[bytes]) -> dict[str, Any]:
    """Write a file through to the disk, and return what the manifest says of it."""
    with path.open("wb") as file:
        for piece in content:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return _facts(map_file(path))


def _facts(whole: memoryview) -> dict[str, Any]:
    """Return what the manifest says of a file."""
    content = (whole[begin : begin + PIECE_BYTES] for begin in range(0, len(whole), PIECE_BYTES))
    size = checksum = 0
    digest = hashlib.sha256()
    pieces = []
    for piece in content:
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        digest.update(piece)
        pieces.append(zlib.crc32(piece))
    return {"size": size, "crc32": checksum, "sha256": digest.hexdigest(), "pieces": pieces}


def _manifest(facts: Mapping[str, Mapping[str, Any]], merged: MergedShards, dated: date | None) -> bytes:
    key_ends, key_values = (facts[index_format.KEYS + suffix]["size"] for suffix in (".ends", ".values"))
    manifest: dict[str, Any] = {
        "kind": index_format.FORMAT,
        **({} if dated is None else {"date": dated.isoformat()}),
        "versions": index_format.VERSIONS,
        "languages": merged.languages(),
        "counts": {
            "entities": int(merged.origins.size),
            "names": int(merged.first_names[-1]),
            "keys": (key_ends or key_values) // np.dtype("<u4").itemsize,
        },
        "statistics": merged.statistics(),
        "files": dict(sorted(facts.items())),
    }
    manifest["checksum"] = index_format.manifest_checksum(manifest)
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
