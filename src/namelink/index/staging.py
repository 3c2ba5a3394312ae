"""Where an index is written: a folder of its own beside its place, renamed when it is whole.

While the folder is in use its writer holds a lock on it, which the system takes back however the writer
ends. So a writer that was killed is told from one at work, and what it left is cleared away by the next.
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
from namelink.index import format as layout

if sys.platform != "win32":
    import fcntl

FRESH, OLD = "fresh", "old"
"""In the folder: the index that is being written, and the one it takes the place of."""

JUST_MADE = 60.0
"""Seconds a folder may be without its lock, because its writer has only just made it."""


@contextlib.contextmanager
def workspace(path: Path) -> Iterator[Path]:
    """Make a folder to write an index in, and take it away in the end, whatever happens.

    Args:
        path: The place the index is for. An older index may stand there.

    Raises:
        IndexFormatError: the path holds something that is no index.
    """
    if path.exists() and not is_index(path):
        raise IndexFormatError(f"{path} exists and is no namelink index; choose another place, or remove it yourself")
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path)
    work = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
    try:
        with _locked(work):
            (work / FRESH).mkdir()
            yield work
    finally:
        shutil.rmtree(work)


def put_in_place(work: Path, path: Path) -> None:
    """Rename the index that was written in a folder to its place; an older one there gives way."""
    _sync(work / FRESH)
    replaces = path.exists()
    if replaces:
        path.rename(work / OLD)
    try:
        (work / FRESH).rename(path)
    except OSError:
        if replaces:
            (work / OLD).rename(path)
        raise
    _sync(path.parent)


def clear_leftovers(path: Path) -> None:
    """Take away what writers of an index left that were killed.

    A writer that was killed between two renames left the older index in its folder: it is put back.
    """
    for work in sorted(path.parent.iterdir()):
        if work.name.startswith(_prefix(path)) and _is_abandoned(work):
            if not path.exists() and is_index(work / OLD):
                (work / OLD).rename(path)
            shutil.rmtree(work, ignore_errors=True)


def is_index(path: Path) -> bool:
    """Whether there is an index at a path, or an empty folder to put one in."""
    if not path.is_dir():
        return False
    return (path / layout.MANIFEST).exists() or not any(path.iterdir())


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


def _is_abandoned(work: Path) -> bool:
    """Whether nobody holds a folder's lock; where there are no locks, folders are left alone."""
    if sys.platform == "win32":
        return False
    try:
        if not (work / FRESH).exists() and time.time() - work.stat().st_mtime < JUST_MADE:
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


def _sync(folder: Path) -> None:
    """Have the system write down what it knows of a folder's names, so that a power cut keeps all or nothing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
