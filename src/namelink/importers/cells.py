"""The cells of a table of one's own, and the partial record that those of a row make."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from namelink.errors import RecordError, SourceError
from namelink.identifiers import is_curie
from namelink.importers.base import parse_weight
from namelink.importers.context import ImportContext, Line, Unusable
from namelink.importers.languages import tag_by_script
from namelink.importers.partial_records import (
    PartialRecord,
    clean_description,
    country_code,
    make_curie,
    parse_date,
    usable_names,
)
from namelink.model import EntityType, Gender, NameKind
from namelink.record_fields import is_language_tag, read_class

Cells = dict[str, list[str]]
"""The cells of a row that are not empty, by field."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE, **{str(gender): gender for gender in Gender}}
_BETWEEN_THOUSANDS = "[, \u00a0\u202f]"
_PEOPLE = re.compile(rf"(\d{{1,3}}({_BETWEEN_THOUSANDS}\d{{3}}){{1,4}}|\d{{1,15}})(\.0*)?")
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d{1,20})?")
_AS_IN_CODE = str.maketrans({",": ".", "\u2212": "-"})
"""What stands for the point and the minus in numbers as people write them."""


@attrs.frozen
class RowParser:
    """Makes partial records of rows.

    Attributes:
        context: Where to report.
        constants: The cell of each field for rows that have none.
        prefix: The authority of ids that are no CURIEs.
        separator: What stands between several values in one cell, or None.
    """

    context: ImportContext
    constants: Mapping[str, str]
    prefix: str
    separator: str | None

    def check_constants(self) -> None:
        """Look whether each constant can be the cell of its field.

        Raises:
            SourceError: one cannot.
        """
        for field, cell in self.constants.items():
            try:
                self._check(field, cell)
            except Unusable as error:
                hint = ""
                if field == "type" and "class" not in self.constants and _is_class(cell):
                    hint = f"; what it is more exactly is its class: --set class={_as_class(cell)}"
                raise SourceError(f"{field}={cell:.60} cannot be set: {error}{hint}") from None

    def _check(self, field: str, cell: str) -> None:
        head, _, rest = field.partition(":")
        if head == "ref":
            _ref(rest, cell)
        elif head == "lang" and not is_language_tag(cell):
            raise Unusable(f"the language must be a tag such as 'ar', not '{cell:.40}'")
        elif head in _READERS:
            for part in self._parts(cell) if head in ("born", "died") else [cell]:
                _READERS[head](part)

    def parse(self, line: Line, cells: Cells) -> PartialRecord | None:
        """Return the partial record of a row; None for one that makes none, which is rejected.

        A cell that cannot be used is rejected by itself, unless it is the id, the type or the kind of the names.
        """
        filled = {**{field: [cell] for field, cell in self.constants.items() if field != "id"}, **cells}
        try:
            return PartialRecord(
                id=self._id(filled),
                line=line,
                type=_type(filled["type"][0]) if "type" in filled else None,
                names=usable_names(line, self.context, self._names(filled)),
                country=self._read(line, filled, "country"),
                refs=tuple(self._refs(line, filled)),
                description=clean_description(filled.get("description", [""])[0]),
                weight=self._read(line, filled, "weight"),
                born=tuple(self._dates(line, filled, "born")),
                died=tuple(self._dates(line, filled, "died")),
                class_=self._read(line, filled, "class"),
                parent=self._parent(line, filled),
                coordinates=self._coordinates(line, filled),
                population=self._read(line, filled, "population"),
                gender=self._read(line, filled, "gender"),
            )
        except Unusable as error:
            self.context.reject(line, str(error))
            return None

    def _usable(self, line: Line, read: Callable[[str], T], cell: str) -> T | None:
        """Return what is read of a cell; None where it cannot be used, which is rejected."""
        try:
            return read(cell)
        except Unusable as error:
            self.context.reject(line, str(error))
            return None

    def _read(self, line: Line, cells: Cells, field: str) -> Any:
        """Return the value of the first cell of a field that has one."""
        if field not in cells:
            return None
        return self._usable(line, _READERS[field], cells[field][0])

    def _id(self, cells: Cells) -> str:
        return self._curie(cells.get("id", [""])[0])

    def _curie(self, id: str) -> str:
        return id if is_curie(id) else make_curie(self.prefix, id)

    def _parent(self, line: Line, cells: Cells) -> str | None:
        return self._usable(line, self._curie, cells["parent"][0]) if "parent" in cells else None

    def _coordinates(self, line: Line, cells: Cells) -> tuple[float, float] | None:
        north, east = self._read(line, cells, "latitude"), self._read(line, cells, "longitude")
        if "latitude" in cells and "longitude" in cells:
            return None if north is None or east is None else (north, east)
        if "latitude" in cells or "longitude" in cells:
            self.context.reject(line, "a latitude and a longitude need each other, and one is missing")
        return None

    def _dates(self, line: Line, cells: Cells, field: str) -> Iterator[str]:
        for cell in cells.get(field, []):
            for part in self._parts(cell):
                date = self._usable(line, _READERS[field], part)
                if date is not None:
                    yield date

    def _names(self, cells: Cells) -> Iterator[tuple[str, str, NameKind]]:
        kinds = cells.get("kind", [NameKind.NAME])[0]
        for field, values in cells.items():
            head, _, rest = field.partition(":")
            if head != "name":
                continue
            lang, _, kind = rest.partition(":")
            for cell in values:
                for text in self._parts(cell):
                    known = lang or cells.get("lang", [tag_by_script(text)])[0]
                    yield text, known, _kind(kind or (NameKind.NAME if lang else kinds))

    def _refs(self, line: Line, cells: Cells) -> Iterator[str]:
        for field, values in cells.items():
            head, _, authority = field.partition(":")
            if head != "ref":
                continue
            for cell in values:
                for part in self._parts(cell):
                    ref = self._usable(line, functools.partial(_ref, authority), part)
                    if ref is not None:
                        yield ref

    def _parts(self, cell: str) -> list[str]:
        parts = cell.split(self.separator) if self.separator else [cell]
        return [part.strip() for part in parts if part.strip()]


def _ref(authority: str, ref: str) -> str:
    if is_curie(ref):
        return ref
    if not authority:
        raise Unusable(f"the ref '{ref:.40}' is no CURIE such as 'wikidata:Q813'")
    return make_curie(authority, ref)


def _type(cell: str) -> EntityType:
    return _choice(EntityType, cell, "the type")


def _kind(cell: str) -> NameKind:
    return _choice(NameKind, cell, "the kind")


def _choice(choices: type[E], cell: str, what: str) -> E:
    try:
        return choices(cell.lower())
    except ValueError:
        raise Unusable(f"{what} must be one of {', '.join(choices)}, not '{cell:.40}'") from None


def _country(cell: str) -> str:
    code = country_code([cell])
    if code is None:
        raise Unusable(f"the country must be a code of two letters such as 'KG', not '{cell:.40}'")
    return code


def _weight(cell: str) -> float:
    try:
        return parse_weight(cell)
    except ValueError as error:
        raise Unusable(str(error)) from None


def _as_class(cell: str) -> str:
    return " ".join(cell.lower().split())


def _is_class(cell: str) -> bool:
    try:
        _class(cell)
    except Unusable:
        return False
    return True


def _class(cell: str) -> str | None:
    try:
        return read_class(_as_class(cell), "")
    except RecordError:
        raise Unusable(f"the class must be some Latin letters such as 'river', not '{cell:.40}'") from None


def _population(cell: str) -> int:
    """Return the number of a cell; commas and spaces may stand between its thousands."""
    found = _PEOPLE.fullmatch(cell)
    if not found:
        raise Unusable(f"the population must be a whole number such as 900000, not '{cell:.40}'")
    return int(re.sub(_BETWEEN_THOUSANDS, "", found[1]))


def _gender(cell: str) -> Gender:
    gender = _GENDERS.get(cell.lower())
    if gender is None:
        raise Unusable(f"the gender must be female or male, f or m, not '{cell:.40}'")
    return gender


def _degrees_of(what: str, most: int) -> Callable[[str], float]:
    def read(cell: str) -> float:
        written = cell.translate(_AS_IN_CODE)
        degrees = float(written) if _DEGREES.fullmatch(written) else None
        if degrees is None or abs(degrees) > most:
            raise Unusable(f"the {what} must be degrees from -{most} to {most} such as 42.87, not '{cell:.40}'")
        return degrees

    return read


_READERS: Mapping[str, Callable[[str], Any]] = {
    "type": _type,
    "class": _class,
    "country": _country,
    "latitude": _degrees_of("latitude", 90),
    "longitude": _degrees_of("longitude", 180),
    "population": _population,
    "born": functools.partial(parse_date, event="birth"),
    "died": functools.partial(parse_date, event="death"),
    "gender": _gender,
    "weight": _weight,
    "kind": _kind,
}
"""What makes a value of the cell of a field; it raises `Unusable` where there is none."""
