"""Entry points of installed distributions, found without reading the metadata of each where none has any."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def entry_points(group: str) -> Iterable[EntryPoint]:
    """Return the entry points of a group, as `importlib.metadata.entry_points` does.

    That library takes longer to load and to parse all files than all else that an exact look-up needs, mostly to find
    nothing: it is asked only if a file of entry points names the group.

    Args:
        group: The group.

    >>> list(entry_points("namelink.no_such_group"))
    []
    """
    if not _may_have(group):
        return ()
    from importlib import metadata

    return metadata.entry_points(group=group)


def _may_have(group: str) -> bool:
    """Whether some distribution names a group, or cannot be looked into."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(_names(folder or ".", group.encode()) for folder in sys.path)


def _names(folder: str, group: bytes) -> bool:
    """Whether a distribution in a folder of the search path names a group; an archive may hold one that does."""
    try:
        with os.scandir(folder) as listed:
            kept = [entry.path for entry in listed if entry.name.lower().endswith((".dist-info", ".egg-info"))]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return folder.lower().endswith(".egg") or any(group in _content(path) for path in kept)


def _content(folder: str) -> bytes:
    try:
        return Path(folder, "entry_points.txt").read_bytes()
    except OSError:
        return b""
