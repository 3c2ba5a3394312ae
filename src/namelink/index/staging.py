"""Staging: an index is written in a folder of its own beside its place, and renamed when it is whole.

While the folder is in use its writer holds a lock on it, which the system takes back however the writer
ends. So the folder of a writer that was killed is known from that of one at work, and the next writer removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from namelink.errors import IndexFormatError
from namelink.files import sync_directory
from namelink.index import format as index_format

if sys.platform != "win32":
    import fcntl

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
    """
    if path.exists() and not is_index(path):
        raise IndexFormatError(f"{path} exists and is no namelink index; choose another place, or remove it yourself")
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path, abandoned_seconds)
    work = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
    try:
        with _locked(work):
            (work / NEW).mkdir()
            yield work
    finally:
        shutil.rmtree(work)


def put_in_place(work: Path, path: Path) -> None:
    """Rename the index that was written in a folder to its place; an older one there gives way."""
    sync_directory(work / NEW)
    replaces = path.exists()
    if replaces:
        path.rename(work / OLD)
    try:
        (work / NEW).rename(path)
    except OSError:
        if replaces:
            (work / OLD).rename(path)
        raise
    sync_directory(path.parent)


def clear_leftovers(path: Path, abandoned_seconds: float) -> None:
    """Remove what killed writers of an index left.

    A writer that was killed between two renames left the older index in its folder: it is put back.
    """
    for work in sorted(path.parent.iterdir()):
        if work.name.startswith(_prefix(path)) and _is_abandoned(work, abandoned_seconds):
            if not path.exists() and is_index(work / OLD):
                (work / OLD).rename(path)
            shutil.rmtree(work, ignore_errors=True)


def is_index(path: Path) -> bool:
    """Whether there is an index at a path, or an empty folder to put one in."""
    if not path.is_dir():
        return False
    return (path / index_format.MANIFEST).exists() or not any(path.iterdir())


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
