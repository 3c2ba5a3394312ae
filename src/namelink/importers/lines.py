"""The lines of a source, plain or compressed, whatever it holds; no line is ever a reason to stop."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, cast

from namelink.config import Limits
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
Encoding = str | Callable[[str, bytes], str]
"""An encoding, or what tells it by the name of a file and its first bytes."""

UTF_8 = "utf-8"

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


class _Unpacked(io.RawIOBase):
    """What is packed in a stream, in a form that is read fast; far more than any text packs into is refused."""

    def __init__(self, stream: IO[bytes], packed: int, limits: Limits) -> None:
        self._stream = stream
        self._most = max(limits.always_unpacked_bytes, limits.most_unpacked_ratio * packed)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # What one call gives is not lost where the next one raises.
        content = cast(io.BufferedReader, self._stream).read1(len(buffer))
        self._size += len(content)
        if self._size > self._most:
            raise OSError(f"it unpacks to more than {self._most:,} bytes, which no text does that is packed so small")
        buffer[: len(content)] = content
        return len(content)


class _Begun(io.RawIOBase):
    """A stream whose first bytes were read already; what was raised meanwhile is raised after them."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._error: BaseException | None = None
        self.head = b""
        try:
            while len(self.head) < most and (more := self._read(most)):
                self.head += more
        except _DAMAGE as error:
            self._error = error
        self._left = self.head

    def _read(self, most: int) -> bytes:
        # What one call gives is not lost where the next one raises.
        return cast(io.BufferedReader, self._stream).read1(most)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left and self._error:
            raise self._error
        content = self._left[: len(buffer)] if self._left else self._read(len(buffer))
        self._left = self._left[len(buffer) :]
        buffer[: len(content)] = content
        return len(content)


class _Recoded(io.RawIOBase):
    """A stream of text as UTF-8 with line feeds, whatever its encoding and the ends of its lines.

    What cannot be decoded becomes the replacement character.
    """

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            content = self._stream.read1(len(buffer))
            self._left = self._decoder.decode(content, not content).encode("utf-8", "replace")
            if not content:
                break
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


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


def read_lines(
    path: Path, context: ImportContext, ignored: Collection[str] = (), encoding: Encoding = UTF_8
) -> Iterator[Line]:
    """Yield the lines of a file that are text and not blank; the others are rejected.

    gzip, bzip2, xz and zip are recognized by the file's first bytes, whatever it is called. Where a compressed
    file is cut off or damaged, the lines before are yielded, and a reject says that the rest is missing.

    Args:
        path: The file.
        context: Where to report, and how long a line may be.
        ignored: Members of a zip archive that are not read, such as ``readme.txt``.
        encoding: The encoding of the text.
    """
    size = context.limits.buffer_bytes
    with path.open("rb", buffering=0) as file, io.BufferedReader(_Counted(file, context.progress), size) as raw:
        try:
            head = raw.peek(6)[:6]
            archive = zipfile.ZipFile(raw) if head.startswith(_ZIP) else None
            opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
            stream = _unpacked(opener(raw), path.stat().st_size, context.limits) if opener else raw
        except _DAMAGE as error:
            context.reject(Line(str(path), 1), _damage(error), cut_off=True)
            return
        if archive:
            yield from _read_archive(archive, str(path), context, ignored, encoding)
        else:
            yield from _read_text(stream, str(path), context, encoding)


def _read_archive(
    archive: zipfile.ZipFile, file: str, context: ImportContext, ignored: Collection[str], encoding: Encoding
) -> Iterator[Line]:
    for info in archive.infolist():
        if info.is_dir() or Path(info.filename).name in ignored:
            continue
        name = f"{file}:{info.filename}"
        try:
            stream = _unpacked(archive.open(info), info.compress_size, context.limits)
        except _DAMAGE as error:
            context.reject(Line(name, 1), _damage(error), cut_off=True)
            continue
        with stream:
            yield from _read_text(stream, name, context, encoding)


def _unpacked(stream: IO[bytes], packed: int, limits: Limits) -> IO[bytes]:
    return io.BufferedReader(_Unpacked(stream, packed, limits), limits.buffer_bytes)


def _read_text(stream: IO[bytes], name: str, context: ImportContext, encoding: Encoding) -> Iterator[Line]:
    """Yield the lines of a stream in any encoding."""
    has_feeds = True
    if callable(encoding):
        begun = _Begun(stream, context.limits.bytes_of_guess)
        stream, encoding = io.BufferedReader(begun), encoding(name, begun.head)
        has_feeds = b"\n" in begun.head or b"\r" not in begun.head
    is_recoded = encoding != UTF_8 or not has_feeds
    if is_recoded:
        stream = io.BufferedReader(_Recoded(cast(io.BufferedReader, stream), encoding))
    yield from _read_stream(stream, name, context, encoding if is_recoded else None)


def _read_stream(stream: IO[bytes], name: str, context: ImportContext, recoded: str | None) -> Iterator[Line]:
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
        text = _decode(content, place, context, recoded)
        if text is not None and not text.isspace() and text:
            yield Line(name, number, text)
        elif content == b"\n":
            number += _skip_feeds(stream)


def _skip_feeds(stream: IO[bytes]) -> int:
    """Pass over the line feeds that come next, and return how many they are: of nothing else there may be millions."""
    try:
        waiting = cast(io.BufferedReader, stream).peek(1)
    except _DAMAGE:  # it is met again where it is read
        return 0
    return len(stream.read(len(waiting) - len(waiting.lstrip(b"\n"))))


def _skip_line(stream: IO[bytes]) -> None:
    while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
        pass


def _decode(content: bytes, place: Line, context: ImportContext, recoded: str | None) -> str | None:
    """Return the text of a line, which may have been recoded; None for one that is none, which is rejected."""
    try:
        text = content.decode("utf-8-sig" if place.number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        context.reject(place, bad_byte(error))
        return None
    if recoded and "\ufffd" in text:
        context.reject(place, f"the line holds bytes that are not {recoded}")
        return None
    if "\0" in text:
        context.reject(place, "the line holds a NUL byte")
        return None
    return text


def _damage(error: BaseException) -> str:
    return f"{CUT_OFF}: {error}"
