"""Resolvers by the paths of their indexes: what can be sent to another process, and is opened there once."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path

from namelink import Gazetteer, Resolver

IndexPath = str | PathLike[str]
"""The directory of an index, or the name of an installed gazetteer; ``"default"`` comes with namelink."""

Gazetteers = Resolver | Gazetteer | IndexPath | Sequence[IndexPath] | None
"""What names are resolved against: a resolver, a gazetteer, an index or several (the first wins), or the default."""

DEFAULT = "default"

MOST_OPEN = 8
"""Resolvers that a process keeps open at most."""


def index_paths(gazetteer: Gazetteers) -> tuple[str, ...]:
    """Return the paths of indexes, the default one's where none is given.

    Raises:
        TypeError: a resolver or a gazetteer is held in this process, and cannot be sent to another.

    >>> index_paths(None), index_paths("mine.index"), index_paths(["mine.index", "default"])
    (('default',), ('mine.index',), ('mine.index', 'default'))
    """
    if isinstance(gazetteer, Resolver | Gazetteer):
        raise TypeError(
            f"a {type(gazetteer).__name__} cannot be sent to another process: give the path of its index,"
            " made with 'namelink gazetteer build RECORDS.jsonl -o INDEX'"
        )
    if gazetteer is None:
        return (DEFAULT,)
    if isinstance(gazetteer, str | PathLike):
        return (fspath(gazetteer),)
    return tuple(fspath(path) for path in gazetteer) or (DEFAULT,)


def open_resolver(gazetteer: Gazetteers = None) -> Resolver:
    """Return the resolver of some indexes; each is opened once in a process, and again once it was rebuilt.

    Raises:
        IndexNotFoundError: there is no index at a path, and no gazetteer of that name is installed.
        IndexFormatError: it is damaged or of another version.

    >>> open_resolver() is open_resolver("default")
    True
    """
    if isinstance(gazetteer, Resolver):
        return gazetteer
    if isinstance(gazetteer, Gazetteer):
        return Resolver(gazetteer)
    return _opened(tuple((path, _stamp(path)) for path in index_paths(gazetteer)))


@functools.lru_cache(maxsize=MOST_OPEN)
def _opened(indexes: tuple[tuple[str, tuple[int, int]], ...]) -> Resolver:
    return Resolver(Gazetteer.open_layers([path for path, _ in indexes]))


def _stamp(path: str) -> tuple[int, int]:
    """Return a stamp that changes when an index is rebuilt: it is written beside its place, and renamed."""
    directory = Path(path)
    if path == DEFAULT or not directory.exists():
        return (0, 0)
    facts = directory.stat()
    return (facts.st_ino, facts.st_mtime_ns)
