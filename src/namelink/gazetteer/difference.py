"""The difference between two gazetteers: entities that came, went, became one with others, or changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

import attrs

from namelink.cache import lazy
from namelink.errors import RecordError
from namelink.gazetteer.flattening import flatten
from namelink.gazetteer.installed import DEFAULT
from namelink.gazetteer.layers import Gazetteer
from namelink.identifiers import DEFAULT_PREFIX
from namelink.index.reader import Index
from namelink.model import Name
from namelink.record import FIELDS, Record, label, read_records


class ChangeKind(StrEnum):
    """What has become of an entity."""

    ADDED = "added"
    """Its id is new."""
    REMOVED = "removed"
    """Nothing has its id any more."""
    MERGED = "merged"
    """Another entity has its id among its refs now."""
    CHANGED = "changed"
    """Its id is there as before, and something else is not."""


@attrs.frozen
class FieldChange:
    """A field of an entity that has another value.

    Attributes:
        field: A field of records (``country``); ``label`` for the name to show; ``names`` where only their order
            in a language, or their sources, differ; ``muted_names`` for those it takes from layers below.
        before: What it was, as JSON writes it; None where it was absent.
        after: What it is, likewise.
    """

    field: str
    before: Any
    after: Any


@attrs.frozen
class Change:
    """What has become of an entity.

    Attributes:
        kind: What has happened to it.
        id: Its id.
        label: The name to show: the new one, or the old one of an entity that is gone.
        into: The id of the entity that has it among its refs, if it was merged.
        names_added: Names that it has now, of an entity that changed.
        names_removed: Names that it had, likewise. A name that is of another kind now was removed and added.
        fields: Its fields that have other values, likewise.
    """

    kind: ChangeKind
    id: str
    label: str
    into: str | None = None
    names_added: tuple[Name, ...] = ()
    names_removed: tuple[Name, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain JSON types, without what is absent."""
        data: dict[str, Any] = {
            "change": str(self.kind),
            "id": self.id,
            "label": self.label,
            "into": self.into,
            "names_added": [name.to_dict() for name in self.names_added],
            "names_removed": [name.to_dict() for name in self.names_removed],
            "fields": {change.field: [change.before, change.after] for change in self.fields},
        }
        return {field: value for field, value in data.items() if value not in (None, [], {})}


_Line = tuple[str, bytes]
"""The id of a record, and the record as its line of JSON: most lines are as they were, and need not be read."""


class _Records(Protocol):
    """The records of one side."""

    def __iter__(self) -> Iterator[_Line]:
        """Yield the records, in the order of their ids."""

    def holder(self, ref: str) -> str | None:
        """Return the id of the one record that has an id among its refs, or None."""


@attrs.frozen
class _IndexRecords:
    """Those of an index, which are read one by one."""

    index: Index

    def __iter__(self) -> Iterator[_Line]:
        return zip(self.index.ids(), self.index.lines(), strict=True)

    def holder(self, ref: str) -> str | None:
        number = self.index.number_of_ref(ref)
        return None if number is None else self.index.id(number)


class _ListedRecords:
    """Those of a file, or of several layers: they are held in memory, for they come in any order."""

    def __init__(self, records: Iterator[tuple[str, Record]]) -> None:
        self._lines: dict[str, bytes] = {}
        holders: dict[str, set[str]] = {}
        for where, record in records:
            if record.id in self._lines:
                raise RecordError(f"{where}: the id {record.id!r} stands there twice; merge the two records")
            self._lines[record.id] = record.to_json().encode() + b"\n"
            for ref in record.refs:
                holders.setdefault(ref, set()).add(record.id)
        self._holders = {ref: ids.pop() for ref, ids in holders.items() if len(ids) == 1}

    def __iter__(self) -> Iterator[_Line]:
        return iter(sorted(self._lines.items()))

    def holder(self, ref: str) -> str | None:
        return self._holders.get(ref)


class Difference:
    """The changes from one gazetteer to another, by id; it may be gone through several times."""

    def __init__(self, before: _Records, after: _Records) -> None:
        self._before = before
        self._after = after

    def __iter__(self) -> Iterator[Change]:
        """Yield the changes, in the order of ids; little is in memory at a time."""
        for old, new in _pairs(iter(self._before), iter(self._after)):
            if new is None and old is not None:
                into = self._after.holder(old.id)
                kind = ChangeKind.REMOVED if into is None else ChangeKind.MERGED
                yield Change(kind, old.id, label(old.names), into)
            elif old is None and new is not None:
                yield Change(ChangeKind.ADDED, new.id, label(new.names))
            elif old is not None and new is not None:
                change = compare_records(old, new)
                if change is not None:
                    yield change

    @lazy
    def counts(self) -> Mapping[str, int]:
        """How many entities were ``added``, ``removed``, ``merged`` and ``changed``, and what of the changed ones was.

        Of those that changed: how many were ``renamed`` (have another label), the ``names_added`` and ``names_removed``
        of all, and how many have another value in each field: ``country``.
        """
        told = [*map(str, ChangeKind), "renamed", "names_added", "names_removed", *FIELDS[1:], "muted_names"]
        found = Counter(dict.fromkeys(told, 0))
        for change in self:
            found[str(change.kind)] += 1
            found["names_added"] += len(change.names_added)
            found["names_removed"] += len(change.names_removed)
            found.update("renamed" if each.field == "label" else each.field for each in change.fields)
        return found


def diff(before: str | Path | Gazetteer, after: str | Path | Gazetteer, *, prefix: str = DEFAULT_PREFIX) -> Difference:
    """Return the difference between two gazetteers.

    Args:
        before: A gazetteer; or the path of an index, the name of an installed gazetteer (``"default"``), or the path of
            a file of records (JSON Lines). Indexes are read record by record, files and several layers as a whole.
        after: Another, likewise.
        prefix: What ids of files that are no CURIEs are put under.

    Raises:
        IndexNotFoundError: there is nothing at a path.
        IndexFormatError: an index is damaged, or of another version.
        RecordError: a record of a file cannot be used, or two have one id.
        EncodingError: a line of a file is not UTF-8.

    >>> qatar = {"id": "x:1", "type": "place", "names": [{"text": "قطر", "lang": "ar"}]}
    >>> names = [*qatar["names"], {"text": "Qatar", "lang": "en"}]
    >>> before, after = Gazetteer.from_records([qatar]), Gazetteer.from_records([qatar | {"names": names}])
    >>> [(change.id, [name.text for name in change.names_added]) for change in diff(before, after)]
    [('x:1', ['Qatar'])]
    """
    return Difference(_open(before, prefix), _open(after, prefix))


def _open(side: str | Path | Gazetteer, prefix: str) -> _Records:
    if not isinstance(side, Gazetteer):
        path = Path(side)
        if side != DEFAULT and path.is_file():
            return _ListedRecords(read_records(path, prefix))
        side = Gazetteer.open_layers([side])
    if len(side.indexes) > 1:
        return _ListedRecords(("the layers", record) for record in flatten(side))
    return _IndexRecords(side.indexes[0])


def _pairs(before: Iterator[_Line], after: Iterator[_Line]) -> Iterator[tuple[Record | None, Record | None]]:
    """Yield the records of two lists that differ, in the order of their ids, those of one id together."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            yield _read(old), None
            old = next(before, None)
        elif old is None or new[0] < old[0]:
            yield None, _read(new)
            new = next(after, None)
        else:
            if old[1] != new[1]:
                yield _read(old), _read(new)
            old, new = next(before, None), next(after, None)


def _read(line: _Line | None) -> Record | None:
    return None if line is None else Record.trusted(json.loads(line[1]))


def compare_records(old: Record, new: Record) -> Change | None:
    """Return what has changed of an entity, or None.

    The order of its names counts within a language: the first of each is the preferred one.

    >>> old = Record.from_dict({"id": "x:1", "type": "place", "names": [{"text": "قطر", "lang": "ar"}]})
    >>> compare_records(old, attrs.evolve(old, country="QA")).fields
    (FieldChange(field='country', before=None, after='QA'),)
    """
    names, before = dict.fromkeys(new.names), dict.fromkeys(old.names)
    added = tuple(name for name in names if name not in before)
    removed = tuple(name for name in before if name not in names)
    change = Change(ChangeKind.CHANGED, new.id, label(new.names), None, added, removed, tuple(_fields(old, new)))
    return change if added or removed or change.fields else None


def _fields(old: Record, new: Record) -> Iterator[FieldChange]:
    labels = label(old.names), label(new.names)
    if labels[0] != labels[1]:
        yield FieldChange("label", *labels)
    before, after = old.to_dict(), new.to_dict()
    for field in FIELDS:
        if field != "names" and before.get(field) != after.get(field):
            yield FieldChange(field, before.get(field), after.get(field))
    # What has come and gone is told name by name.
    if {*old.names} == {*new.names}:
        yield from _names_change("names", old.names, new.names)
    yield from _names_change("muted_names", old.muted_names, new.muted_names)


def _names_change(field: str, old: tuple[Name, ...], new: tuple[Name, ...]) -> Iterator[FieldChange]:
    before, after = ([name.to_dict() for name in sorted(names, key=attrgetter("lang"))] for names in (old, new))
    if before != after:
        yield FieldChange(field, before, after)
