"""The lines of a source, plain or compressed, whatever it holds; no line is ever a reason to stop."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, cast

from namelink.errors import SourceError
from namelink.files import bad_byte
from namelink.importers.context import ImportContext, Line

CUT_OFF = "the file is cut off or damaged here, and what follows is missing"
"""How the reason of a reject begins that stands for all the rest of a file."""

_DAMAGE = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError)
"""What the decompressors raise: a cut-off file, a broken one, one with a password, or an unknown method."""

_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda raw: cast(IO[bytes], gzip.GzipFile(fileobj=raw)),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class _Counted(io.RawIOBase):
    """A file that reports how much of it has been read."""

    def __init__(self, file: io.FileIO, progress: Callable[[int], object]) -> None:
        self._file = file
        self._progress = progress

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        size = self._file.readinto(buffer)
        if size:
            self._progress(size)
        return size


def check_sources(paths: Collection[str | Path]) -> tuple[Path, ...]:
    """Return some paths, once each is known to be a file that can be read.

    Raises:
        SourceError: there is none, or one is missing, is a directory or cannot be read.
    """
    if not paths:
        raise SourceError("there is nothing to import: name at least one source")
    for path in map(Path, paths):
        if not path.exists():
            raise SourceError(f"{path}: there is no such file")
        if path.is_dir():
            raise SourceError(f"{path} is a directory; name the files in it")
        if not os.access(path, os.R_OK):
            raise SourceError(f"{path} cannot be read; see who may read it")
    return tuple(map(Path, paths))


def read_lines(path: Path, context: ImportContext, ignored: Collection[str] = ()) -> Iterator[Line]:
    """Yield the lines of a file that are text and not blank; the others are rejected.

    gzip, bzip2, xz and zip are recognized by the file's first bytes, whatever it is called. Where a compressed
    file is cut off or damaged, the lines before are yielded, and a reject says that the rest is missing.

    Args:
        path: The file.
        context: Where to report, and how long a line may be.
        ignored: Members of a zip archive that are not read, such as ``readme.txt``.
    """
    size = context.limits.buffer_bytes
    with path.open("rb", buffering=0) as file, io.BufferedReader(_Counted(file, context.progress), size) as raw:
        try:
            head = raw.peek(6)[:6]
            archive = zipfile.ZipFile(raw) if head.startswith(_ZIP) else None
            opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
            stream = opener(raw) if opener else raw
        except _DAMAGE as error:
            context.reject(Line(str(path), 1), _damage(error), cut_off=True)
            return
        if archive:
            yield from _read_archive(archive, str(path), context, ignored)
        else:
            yield from _read_stream(stream, str(path), context)


def _read_archive(
    archive: zipfile.ZipFile, file: str, context: ImportContext, ignored: Collection[str]
) -> Iterator[Line]:
    for info in archive.infolist():
        if info.is_dir() or Path(info.filename).name in ignored:
            continue
        name = f"{file}:{info.filename}"
        try:
            stream = archive.open(info)
        except _DAMAGE as error:
            context.reject(Line(name, 1), _damage(error), cut_off=True)
            continue
        with stream:
            yield from _read_stream(stream, name, context)


def _read_stream(stream: IO[bytes], name: str, context: ImportContext) -> Iterator[Line]:
    number, longest = 0, context.limits.longest_line_bytes
    while True:
        number += 1
        place = Line(name, number)
        try:
            content = stream.readline(longest + 1)
            long = len(content) > longest and not content.endswith(b"\n")
            if long:
                _skip_line(stream)
        except _DAMAGE as error:
            context.reject(place, _damage(error), cut_off=True)
            return
        if not content:
            return
        if long:
            context.reject(place, f"the line is longer than {longest:,} bytes")
            continue
        text = _decode(content, place, context)
        if text is not None and not text.isspace() and text:
            yield Line(name, number, text)


def _skip_line(stream: IO[bytes]) -> None:
    while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
        pass


def _decode(content: bytes, place: Line, context: ImportContext) -> str | None:
    try:
        text = content.decode("utf-8-sig" if place.number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        context.reject(place, bad_byte(error))
        return None
    if "\0" in text:
        context.reject(place, "the line holds a NUL byte")
        return None
    return text


def _damage(error: BaseException) -> str:
    return f"{CUT_OFF}: {error}"
