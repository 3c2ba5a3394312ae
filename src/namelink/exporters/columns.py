"""A table, CSV: what ``gazetteer import csv`` reads, a row for each entity."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from namelink.errors import ExportError
from namelink.gazetteer.flattening import ALL, Selection, select_entities
from namelink.gazetteer.layers import Gazetteer
from namelink.model import Entity, NameKind
from namelink.record_fields import ENGLISH

SEPARATOR = "|"
"""What stands between several values in a cell, unless another is asked for; few names have it."""

FIELDS: dict[str, Callable[[Entity], Any]] = {
    "id": attrgetter("id"),
    "type": attrgetter("type"),
    "class": attrgetter("class_"),
    "country": attrgetter("country"),
    "parent": attrgetter("parent"),
    "latitude": lambda entity: entity.coordinates and entity.coordinates[0],
    "longitude": lambda entity: entity.coordinates and entity.coordinates[1],
    "population": attrgetter("population"),
    "born": attrgetter("born"),
    "died": attrgetter("died"),
    "gender": attrgetter("gender"),
    "weight": attrgetter("weight"),
    "description": attrgetter("description"),
}
"""The columns that a table always has, before those of names; that of refs comes last."""

_KINDS = tuple(NameKind)


def export_csv(gazetteer: Gazetteer, selection: Selection = ALL, separator: str = SEPARATOR) -> Iterator[str]:
    r"""Yield the rows of a table of entities, headings first.

    There is a column for each language and kind of names, such as ``name:ar`` and ``name:ar:short``; to know them, the
    entities are gone through twice. What a table does not hold is listed in the documentation of the command.

    Args:
        gazetteer: The gazetteer.
        selection: The part to export.
        separator: What stands between several names, refs or dates in one cell.

    Raises:
        ExportError: a value has the separator in it.

    >>> rabat = {"id": "x:1", "type": "place", "names": [{"text": "الرباط", "lang": "ar"}], "country": "MA"}
    >>> list(export_csv(Gazetteer.from_records([rabat])))
    ['id,type,class,country,parent,latitude,longitude,population,born,died,gender,weight,description,name:ar,ref\n',
    'x:1,place,,MA,,,,,,,,0.5,,الرباط,\n']
    """
    columns = _name_columns(select_entities(gazetteer, selection))
    yield _row([*FIELDS, *map(_heading, columns), "ref"])
    for entity in select_entities(gazetteer, selection):
        names: dict[tuple[str, NameKind], list[str]] = {column: [] for column in columns}
        for name in entity.names:
            names[_column(name)].append(name.text)
        fields = [value(entity) for value in FIELDS.values()]
        cells = [_cell(entity, value, separator) for value in (*fields, *names.values(), entity.refs)]
        yield _row(cells)


def _name_columns(entities: Iterable[Entity]) -> list[tuple[str, NameKind]]:
    """Return the languages and kinds of names: English before others, which makes the label; plain names first."""
    found = {_column(name) for entity in entities for name in entity.names}
    return sorted(found, key=lambda column: (column[0] != ENGLISH, column[0], _KINDS.index(column[1])))


_column = attrgetter("lang", "kind")


def _heading(column: tuple[str, NameKind]) -> str:
    lang, kind = column
    return f"name:{lang}" if kind is NameKind.NAME else f"name:{lang}:{kind}"


def _cell(entity: Entity, value: Any, separator: str) -> str:
    if not isinstance(value, tuple | list):
        return "" if value is None else str(value)
    for each in value:
        if separator in each:
            raise ExportError(
                f"{entity.id}: {each!r} has {separator!r} in it, which parts the values of a cell:"
                " choose another separator"
            )
    return separator.join(value)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
