"""Gazetteers by name: the default one, and those of the entry-point group ``namelink.gazetteers``."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from namelink.entry_points import entry_points
from namelink.errors import IndexNotFoundError
from namelink.index.format import MANIFEST
from namelink.summary import shown

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "namelink.gazetteers"
"""The entry-point group; the name of an entry is that of its gazetteer, and its value the path of an index."""

DEFAULT = "default"
"""The name of the default gazetteer among the paths of indexes."""

DEFAULT_INDEX = Path(__file__).with_name("default")
"""Where the default gazetteer's index is, once the package has been built."""

EXTRAS = {"places": "pip install 'namelink[places]'"}
"""What brings a gazetteer that is a package of its own, by the gazetteer's name."""


def gazetteer_names() -> list[str]:
    """Return the names of the gazetteers that are installed, sorted, the default one first; none is opened.

    >>> gazetteer_names()[0]
    'default'
    """
    return [DEFAULT, *sorted(_entries())]


def find_index(index: str | PathLike[str]) -> Path:
    """Return the path of an index: the one at a path, or else that of the installed gazetteer of a name.

    Args:
        index: A path, or the name of an installed gazetteer. A path that can be no name, as it has a folder or a
            suffix, is returned as it is, whatever is there.

    Raises:
        IndexNotFoundError: there is no index, and no gazetteer of that name, or its package cannot be loaded.

    >>> find_index("default") == DEFAULT_INDEX, str(find_index("mine.index"))
    (True, 'mine.index')
    >>> find_index("planets")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    namelink.errors.IndexNotFoundError: there is no index at 'planets', and no gazetteer of that name is installed; ...
    """
    path, name = Path(index), fspath(index)
    if path.name != name or path.suffix or (path / MANIFEST).is_file():
        return path
    if name == DEFAULT:
        return DEFAULT_INDEX
    entries = _entries()
    if name in entries:
        return _path_of(entries[name])
    if path.exists():
        return path
    cures = [f"; {extra} brings '{each}'" for each, extra in EXTRAS.items() if each not in entries]
    raise IndexNotFoundError(
        f"there is no index at {shown(name)}, and no gazetteer of that name is installed; installed are"
        f" {', '.join(map(repr, gazetteer_names()))}{''.join(cures)}"
    )


def _path_of(entry: EntryPoint) -> Path:
    """Return the path of the index that a package brings."""
    package = f" of the package {entry.dist.name}" if entry.dist else ""
    try:
        return Path(entry.load())
    except (ImportError, AttributeError, TypeError) as error:
        raise IndexNotFoundError(
            f"the gazetteer '{entry.name}'{package} cannot be loaded: {error}; update the package, or uninstall it"
        ) from error


def _entries() -> dict[str, EntryPoint]:
    """Return the gazetteers of other packages by name; none takes the place of the default one."""
    return {entry.name: entry for entry in entry_points(group=GROUP) if entry.name != DEFAULT}
