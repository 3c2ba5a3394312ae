"""Files of text: decoded with the place of a bad byte in the error, and replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import attrs

from namelink.errors import EncodingError


def decode(content: bytes, where: str, line: int = 1) -> str:
    r"""Return the text of some bytes in UTF-8, without the byte order mark that a file may begin with.

    Args:
        content: The bytes, from the beginning of a line.
        where: The file, for the error message.
        line: The number of that line, from 1.

    Raises:
        EncodingError: the bytes are not UTF-8; the message names the line and the byte.

    >>> decode("قطر".encode("utf-8-sig"), "names.txt")
    'قطر'
    >>> decode(b"Qatar\nOman \xff", "names.txt")
    Traceback (most recent call last):
    namelink.errors.EncodingError: names.txt:2: byte 6 of the line (0xff) is not UTF-8; save the text as UTF-8, or
    convert it with iconv
    """
    try:
        return content.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line += error.object.count(b"\n", 0, error.start)
        raise EncodingError(
            f"{where}:{line}: {bad_byte(error)}; save the text as UTF-8, or convert it with iconv"
        ) from None


def bad_byte(error: UnicodeDecodeError) -> str:
    """Return what an error of decoding is about: ``byte 6 of the line (0xff) is not UTF-8``."""
    begin = error.object.rfind(b"\n", 0, error.start) + 1
    return f"byte {error.start - begin + 1} of the line (0x{error.object[error.start]:02x}) is not UTF-8"


@attrs.define
class PendingFile:
    """A file that is being written.

    Attributes:
        file: Where to write.
        keep: Whether it takes its place at the end.
    """

    file: TextIO
    keep: bool = True


@contextlib.contextmanager
def new_directory(path: Path) -> Iterator[Path]:
    """Make a directory to write in that takes a path's place at the end; if anything is raised, nothing has changed.

    Raises:
        FileExistsError: the path is something else than an empty directory.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with new_directory(Path(folder) / "a") as work:
    ...         _ = (work / "b.txt").write_text("قطر", encoding="utf-8")
    ...     sorted(file.name for file in Path(folder).rglob("*"))
    ['a', 'b.txt']
    """
    import shutil  # here, because most programs wait for it in vain

    if os.path.lexists(path) and not (path.is_dir() and not any(path.iterdir())):
        raise FileExistsError(errno.EEXIST, "there is something already; choose another place, or remove it", str(path))
    work = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    work.mkdir()
    try:
        yield work
        sync_directory(work)
        if path.exists():
            path.rmdir()
        work.rename(path)
        sync_directory(path.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[PendingFile]:
    """Open a file that takes a path's place at the end; if anything is raised, nothing has changed.

    Lines end in a line feed, the text is UTF-8; half a surrogate pair is written as its escape.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     with replacing(path) as pending:
    ...         _ = pending.file.write("قطر")
    ...     path.read_text(encoding="utf-8")
    'قطر'
    """
    work = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with work.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            pending = PendingFile(file)
            yield pending
            file.flush()
            os.fsync(file.fileno())
        if pending.keep:
            work.replace(path)
            sync_directory(path.parent)
    finally:
        work.unlink(missing_ok=True)


def sync_directory(folder: Path) -> None:
    """Write the names in a directory to the disk, so that a power cut keeps all of a renaming or nothing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
