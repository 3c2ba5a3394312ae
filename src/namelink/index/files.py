"""The files of an index that is opened: all of one directory, whatever takes its place meanwhile, each mapped once.

They are opened by one handle of the directory, so that they are files of one index though another takes its place; what
was compared with its checksum is what is read later.
"""

from __future__ import annotations

import itertools
import mmap
import os
import stat
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from namelink.errors import IndexFormatError, IndexNotFoundError
from namelink.index import format as index_format

REBUILD = "rebuild it with 'namelink gazetteer build RECORDS.jsonl -o INDEX'"

_DESCRIPTORS = Path("/proc/self/fd")
"""Where Linux has a path for each open file."""


class IndexFiles:
    """The files of one directory; a context, in which they can be opened.

    Args:
        path: The directory.

    Raises:
        IndexNotFoundError: there is no such directory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mapped: dict[str, memoryview] = {}
        self._opened: dict[str, int] = {}
        try:
            self._folder = None if sys.platform == "win32" else os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            raise IndexNotFoundError(
                f"{path} holds no namelink index (no {index_format.MANIFEST}); {REBUILD}"
            ) from None

    def __enter__(self) -> IndexFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files; what is mapped of them stays."""
        for descriptor in [*self._opened.values(), *([] if self._folder is None else [self._folder])]:
            os.close(descriptor)

    def was_replaced(self) -> bool:
        """Whether another directory, or none, stands at the path by now."""
        if self._folder is None:
            return False
        try:
            return not os.path.samestat(os.fstat(self._folder), self.path.stat())
        except OSError:
            return True

    def map(self, name: str) -> memoryview:
        """Return a file's bytes, memory-mapped for reading.

        Raises:
            IndexFormatError: it is missing, is no file, or cannot be read.
        """
        if name not in self._mapped:
            descriptor = self._open(name)
            size = os.fstat(descriptor).st_size  # an empty file cannot be mapped
            self._mapped[name] = memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) if size else b"")
        return self._mapped[name]

    def path_of(self, name: str) -> str:
        """Return a path of the very file that `map` gives, as long as this is open, for who opens files by paths."""
        self.map(name)
        return str(_DESCRIPTORS / str(self._opened[name])) if _DESCRIPTORS.exists() else str(self.path / name)

    def check_sizes(self, files: Mapping[str, Mapping[str, Any]]) -> None:
        """Compare the sizes of all files with those of the manifest, before anything is read in them.

        Raises:
            IndexFormatError: one is missing, or of another size.
        """
        for name in sorted({*index_format.ALL_FILES, *files}):
            if name not in files:
                raise IndexFormatError(f"{self.path}: {index_format.MANIFEST} does not list {name}; {REBUILD}")
            size, wanted = len(self.map(name)), files[name].get("size")
            if size != wanted:
                raise IndexFormatError(
                    f"{self.path / name} has {size} bytes where the manifest says {wanted}; {REBUILD}"
                )

    def check_whole(self, name: str, facts: Mapping[str, Any]) -> None:
        """Compare a file with its checksum.

        Raises:
            IndexFormatError: it is another.
        """
        found = zlib.crc32(self.map(name))
        if found != facts["crc32"]:
            raise IndexFormatError(
                f"{self.path / name} is damaged: its checksum is {found:08x} where the manifest says"
                f" {facts['crc32']:08x}; {REBUILD}"
            )

    def check_pieces(self, files: Mapping[str, Mapping[str, Any]], most: int) -> None:
        """Compare pieces of some files with their checksums: pieces spread evenly, so many bytes of them at most.

        Raises:
            IndexFormatError: one is another; the message names its first byte.
        """
        size = index_format.PIECE_BYTES
        pieces = [(name, i, crc) for name, facts in files.items() for i, crc in enumerate(facts.get("pieces", ()))]
        step = max(1, -(-len(pieces) * size // max(most, size)))
        for name, place, wanted in itertools.islice(pieces, 0, None, step):
            begin = place * size
            if zlib.crc32(self.map(name)[begin : begin + size]) != wanted:
                raise IndexFormatError(f"{self.path / name} is damaged, from byte {begin + 1}; {REBUILD}")

    def _open(self, name: str) -> int:
        try:
            # A pipe in the place of a file is no reason to wait.
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(self.path / name if self._folder is None else name, flags, dir_fd=self._folder)
        except FileNotFoundError:
            raise IndexFormatError(f"{self.path / name} is missing; {REBUILD}") from None
        except OSError as error:
            raise IndexFormatError(f"{self.path / name} cannot be read: {error.strerror}") from None
        self._opened[name] = descriptor
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IndexFormatError(f"{self.path / name} is missing: what is there is no file; {REBUILD}")
        return descriptor
