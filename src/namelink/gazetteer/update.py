"""An index brought up to date: changes are laid over it, and the two layers become one index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import attrs

from namelink.gazetteer.flattening import flatten
from namelink.gazetteer.layers import Gazetteer
from namelink.identifiers import DEFAULT_PREFIX
from namelink.index import compiler
from namelink.index.reader import Index
from namelink.index.staging import require_outside, require_replaceable
from namelink.model import Name
from namelink.record import Record


def update_index(
    changes: Iterable[Path],
    index: str | Path,
    path: Path,
    *,
    replace: bool = False,
    prefix: str = DEFAULT_PREFIX,
    dated: date | None = None,
    workers: int = 1,
    progress: compiler.Progress | None = None,
) -> None:
    """Write the index of what some records say laid over an index: the two layers made one.

    The new index gives the entities that `Gazetteer.layers` gives: a record of the changes adds its names, its refs and
    its fields to the entity that has its id or one of its refs, and is a new one if there is none; what it mutes goes.
    What the index itself mutes stays, for the layers below it, and so does what the changes mute and it has not.
    The new index is written whole or not at all; it may take the place of the old one.

    Args:
        changes: Files of records, JSON Lines.
        index: The index that they change, or the name of an installed gazetteer: ``"default"``.
        path: The index to write, a directory.
        replace: Whether a record with names of its own takes the place of the entity that has its id or one of its
            refs, instead of adding to it.
        prefix: What ids that are no CURIEs are put under.
        dated: The day that the new index is of, if known.
        workers: Processes that share the work, see `namelink.index.compiler.build_index`.
        progress: Called as the build goes on.

    Raises:
        IndexNotFoundError: there is no index.
        IndexFormatError: the index is damaged or of another version, or the path holds something that is no index.
        BuildError: a file of changes lies inside the path, or the path is the current directory.
        RecordError: a record of the changes cannot be used, or two have one id.
        EncodingError: a line of them is not UTF-8.
    """
    changes = list(changes)
    require_outside(changes, path.resolve())
    require_replaceable(path.resolve())
    with tempfile.TemporaryDirectory(prefix="namelink-") as scratch:
        upper, listed = Path(scratch) / "changes", Path(scratch) / "records.jsonl"
        below = Gazetteer.open_layers([index])
        compiler.build_index(changes, upper, prefix=prefix, workers=workers)
        layers = Gazetteer.layers(Gazetteer.open(upper), below)
        with listed.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(record.to_json() + "\n" for record in _records(layers, replace))
        compiler.build_index([listed], path, dated=dated, workers=workers, progress=progress)


def _records(layers: Gazetteer, replace: bool) -> Iterator[Record]:
    """Yield the records of the index that two layers become."""
    upper, lower = layers.indexes
    for record in flatten(layers):
        number = upper.number(record.id)
        own = upper.record(number) if replace and number is not None else None
        chosen = own if own and own.names else record
        yield attrs.evolve(chosen, muted_names=_muted_names(upper, lower, record))
    yield from _muting_records(layers)


def _muted_names(upper: Index, lower: Index, record: Record) -> tuple[Name, ...]:
    """Return the names that an entity of two layers mutes in layers below both."""
    ids = [record.id, *record.refs]
    below = [lower.record(number) for number in lower.numbers_of_all(ids)]
    if any(other.names for other in below):
        muting = below  # the upper layer has muted names of the lower one
    else:
        muting = [*(upper.record(number) for number in upper.numbers_of_all(ids)), *below]
    return tuple(dict.fromkeys(name for other in muting for name in other.muted_names))


def _muting_records(layers: Gazetteer) -> Iterator[Record]:
    """Yield the records of two layers that mute what neither has, and have no name of their own."""
    upper, lower = layers.indexes
    found: dict[str, Record] = {}
    for index in (upper, lower):
        for _, record in index.muting_records():
            below = lower.number_of_any([record.id, *record.refs]) if index is upper else None
            entity = layers.entity(record.id)
            is_done = below is not None and bool(lower.record(below).names)
            is_bare = record.muted or not record.names
            if is_bare and not is_done and not (entity and entity.names):
                before = found.setdefault(record.id, record)
                names = tuple(dict.fromkeys(before.muted_names + record.muted_names))
                found[record.id] = attrs.evolve(before, muted=before.muted or record.muted, muted_names=names)
    yield from found.values()
