"""Staging: an index is written in a folder of its own beside its place, and takes that place when it is whole.

Where the system can exchange two directories at once, whoever opens the index sees the old one or the new one at any
instant. Elsewhere the older one is renamed first; whoever is stopped between both renames puts it back, and the next
writer does where even that was cut off.

While the folder is in use its writer holds a lock on it, which the system takes back however the writer
ends. So the folder of a writer that was killed is known from that of one at work, and the next writer removes it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from namelink.errors import BuildError, IndexFormatError
from namelink.files import sync_directory
from namelink.index import format as index_format

if sys.platform != "win32":
    import fcntl

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of Linux's renameat2: paths begin at the current directory; the names are exchanged."""

NEW, OLD = "new", "old"
"""In the folder: the index that is being written, and the one whose place it takes."""


@contextlib.contextmanager
def staging(path: Path, abandoned_seconds: float) -> Iterator[Path]:
    """Make a folder to write an index in, and remove it in the end, whatever happens.

    Args:
        path: The place the index is for. An older index may stand there.
        abandoned_seconds: Age from which the folder of another writer that holds no lock is that of a killed one.

    Raises:
        IndexFormatError: the path holds something that is no index.
        BuildError: the path is the current directory.
    """
    require_replaceable(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path, abandoned_seconds)
    work = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
    try:
        with _locked(work):
            (work / NEW).mkdir()
            yield work
    finally:
        _put_back(work, path)
        shutil.rmtree(work, ignore_errors=True)


def put_in_place(work: Path, path: Path) -> None:
    """Rename the index that was written in a folder to its place; an older one there gives way.

    Raises:
        IndexFormatError: something that is no index has come there since the folder was made.
        BuildError: the path has become the current directory since.
    """
    sync_directory(work / NEW)
    require_replaceable(path)
    if not _take(work / NEW, path) and not exchange(work / NEW, path):
        path.rename(work / OLD)  # if this is the last that is done, `staging` puts it back
        (work / NEW).rename(path)
    sync_directory(path.parent)


def _take(new: Path, path: Path) -> bool:
    """Rename a directory to a place where nothing is; return whether that was so."""
    if os.path.lexists(path):
        return False
    try:
        new.rename(path)
    except OSError:
        if not path.exists():
            raise
        return False  # another writer was faster
    return True


def exchange(a: Path, b: Path) -> bool:
    """Have two files or directories change places at once; return whether the system can: Linux mostly does.

    Raises:
        OSError: one of them is not there, or may not be renamed.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     a, b = Path(folder) / "a", Path(folder) / "b"
    ...     _, _ = a.write_text("1"), b.write_text("2")
    ...     exchange(a, b) == (a.read_text() == "2")
    True
    """
    rename = _renameat2()
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(a), AT_FDCWD, os.fsencode(b), RENAME_EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):  # an older kernel, or a file system that cannot
        return False
    raise OSError(error, os.strerror(error), str(b))


def _renameat2() -> Callable[..., int] | None:
    """Return the function of the C library that exchanges names, or None where it has none."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    return found


def clear_leftovers(path: Path, abandoned_seconds: float) -> None:
    """Remove what killed writers of an index left.

    A writer that was killed between two renames left the older index in its folder: it is put back.
    """
    for work in sorted(path.parent.iterdir()):
        if work.name.startswith(_prefix(path)) and _is_abandoned(work, abandoned_seconds):
            _put_back(work, path)
            shutil.rmtree(work, ignore_errors=True)


def _put_back(work: Path, path: Path) -> None:
    """Put an older index back that was renamed for a newer one which did not come."""
    if not os.path.lexists(path) and (work / OLD).exists():
        (work / OLD).rename(path)


def require_replaceable(path: Path) -> None:
    """Refuse a place for an index that holds anything but an index.

    An index is replaced whatever its version and its damage, as long as its manifest says that it is one. An
    empty directory is replaced too.

    Raises:
        IndexFormatError: the path holds a file that is not an index's; the message names the first.
        BuildError: the path is the current directory: whoever works there would be left in one that is gone.
    """
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise IndexFormatError(f"{path} is no namelink index, not even a directory; choose another place for it")
    manifest = index_format.parse_manifest(_read_manifest(path))
    foreign = _first_foreign(path, manifest)
    if foreign is not None and manifest is None:
        raise IndexFormatError(
            f"{path} is no namelink index: it holds {foreign}; choose another directory, or remove it yourself"
        )
    if foreign is not None:
        raise IndexFormatError(
            f"{path} holds {foreign}, which is no file of the namelink index there;"
            f" choose another directory, or remove {foreign} yourself"
        )
    if path.samefile(os.curdir):
        raise BuildError(
            f"{path} is the current directory, which a build cannot replace;"
            " choose another directory, or build from elsewhere"
        )


def require_outside(inputs: Iterable[Path], path: Path) -> None:
    """Refuse files to read that lie inside the directory to write: they would go with what it replaces.

    Raises:
        BuildError: a file lies there; the message names it.
    """
    for file in inputs:
        if Path(os.path.realpath(file)).is_relative_to(path):
            raise BuildError(
                f"{file} is read by the build and lies inside {path}, which the build replaces;"
                " choose another directory, or move the file"
            )


def _read_manifest(path: Path) -> bytes:
    file = path / index_format.MANIFEST
    return file.read_bytes() if file.is_file() and not file.is_symlink() else b""


def _first_foreign(path: Path, manifest: dict[str, Any] | None) -> str | None:
    """Return the first name in a directory that is no plain file of the index whose manifest stands there, or None."""
    listed = manifest.get("files") if manifest else None
    own = (
        {index_format.MANIFEST, *listed} if isinstance(listed, dict) else {index_format.MANIFEST} if manifest else set()
    )
    with os.scandir(path) as entries:
        return min((e.name for e in entries if e.name not in own or not e.is_file(follow_symlinks=False)), default=None)


def _prefix(path: Path) -> str:
    return f".{path.name}.building-"


@contextlib.contextmanager
def _locked(work: Path) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    folder = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _is_abandoned(work: Path, seconds: float) -> bool:
    """Whether nobody holds a folder's lock; where there are no locks, folders are left alone."""
    if sys.platform == "win32":
        return False
    try:
        if not (work / NEW).exists() and time.time() - work.stat().st_mtime < seconds:
            return False
        folder = os.open(work, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(folder)
    return True
