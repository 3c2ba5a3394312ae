"""Files of text: decoded with the place of a bad byte in the error, and replaced whole or not at all.

What is being written stands beside its place, and is locked: the file of a writer that was killed is known from that
of one at work, and the next writer of the place removes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import attrs

from namelink.errors import EncodingError

if sys.platform != "win32":
    import fcntl


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


def bad_byte(error: UnicodeDecodeError, encoding: str = "utf-8") -> str:
    """Return what an error of decoding is about: ``byte 6 of the line (0xff) is not UTF-8``."""
    begin = error.object.rfind(b"\n", 0, error.start) + 1
    return f"byte {error.start - begin + 1} of the line (0x{error.object[error.start]:02x}) is not {encoding.upper()}"


JUST_MADE_SECONDS = 60.0
"""Seconds until the file of another writer that holds no lock is taken for that of a killed one."""


@attrs.define
class PendingFile:
    """A file that is being written.

    Attributes:
        file: Where to write.
        keep: Whether it takes its place at the end.
    """

    file: TextIO
    keep: bool = True

    def write_out(self) -> None:
        """Write to the disk what was written to the file: what is left to do is a renaming.

        Raises:
            OSError: it cannot be written.
        """
        self.file.flush()
        if stat.S_ISREG(os.fstat(self.file.fileno()).st_mode):  # a pipe has no disk
            os.fsync(self.file.fileno())


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

    Lines end in a line feed, the text is UTF-8; half a surrogate pair is written as its escape. What a symbolic link
    points to is replaced, and not the link; who may read an older file may read the new one. What is no plain file, as
    a pipe or a device is, has no place that could be taken: it is written to.

    Raises:
        OSError: it cannot be written; its filename is the path, or the folder that is not there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     with replacing(path) as pending:
    ...         _ = pending.file.write("قطر")
    ...     path.read_text(encoding="utf-8")
    'قطر'
    """
    path = Path(os.path.realpath(path))
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield PendingFile(file)
        return
    try:
        with _working_file(path) as (work, file):
            with file:
                if mode is not None:
                    work.chmod(stat.S_IMODE(mode))
                pending = PendingFile(file)
                yield pending
                pending.write_out()
            if pending.keep:
                work.replace(path)
                sync_directory(path.parent)
    except OSError as error:
        if error.filename is None or str(error.filename).endswith(".part"):
            error.filename = str(path)
        raise


def same_file(path: Path, others: Iterable[Path]) -> Path | None:
    """Return the first of some files, or folders, that a path is too, or lies in, however spelt; None for none.

    Symbolic links, hard links and ``..`` are seen through; neither need be there.

    >>> same_file(Path("a/../b.txt"), [Path("a.txt"), Path("./b.txt")])
    PosixPath('b.txt')
    """
    real = Path(os.path.realpath(path))
    for other in others:
        if real.is_relative_to(os.path.realpath(other)):
            return other
        with contextlib.suppress(OSError):
            if path.samefile(other):
                return other
    return None


@contextlib.contextmanager
def _working_file(path: Path) -> Iterator[tuple[Path, TextIO]]:
    """Make a file beside a path that is locked until it is renamed; where it was not, it is removed in the end."""
    _remove_abandoned(path)
    work = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    lock = -1
    try:
        file = work.open("x", encoding="utf-8", errors="backslashreplace", newline="\n")
        if sys.platform != "win32":
            lock = os.dup(file.fileno())
            with contextlib.suppress(OSError):  # not every file system has locks
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield work, file
    finally:
        if lock >= 0:
            os.close(lock)
        work.unlink(missing_ok=True)


def _remove_abandoned(path: Path) -> None:
    """Remove the files that killed writers of a path left: nobody has them locked, and they are not just made."""
    if sys.platform == "win32":
        return
    begin, end = f".{path.name}.", ".part"
    newest = time.time() - JUST_MADE_SECONDS
    for work in path.parent.iterdir():
        if work.name.startswith(begin) and work.name.endswith(end):
            with contextlib.suppress(OSError), work.open("rb") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(file.fileno()).st_mtime < newest:
                    work.unlink()


def sync_directory(folder: Path) -> None:
    """Write the names in a directory to the disk, so that a power cut keeps all of a renaming or nothing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
