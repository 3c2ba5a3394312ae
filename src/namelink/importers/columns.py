"""Tables of one's own: CSV and TSV, with a map from the fields of a record to columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import attrs

from namelink.dates import iso_date
from namelink.deprecation import renamed_arguments
from namelink.errors import SourceError
from namelink.identifiers import DEFAULT_PREFIX, check_prefix, is_curie
from namelink.importers.base import Importer, Option, parse_pair, parse_weight, weight_option
from namelink.importers.context import ImportContext, IssueCallback, Line, ProgressCallback, Unusable
from namelink.importers.languages import tag_by_script
from namelink.importers.lines import check_sources, read_lines
from namelink.importers.merge import merging
from namelink.importers.partial_records import (
    PartialRecord,
    clean_description,
    country_code,
    make_curie,
    usable_names,
)
from namelink.importers.rows import read_rows
from namelink.model import EntityType, NameKind
from namelink.record import DEFAULT_WEIGHT, Record
from namelink.tables import guess_delimiter

FIELDS = ("id", "type", "country", "born", "weight", "description", "name", "lang", "kind", "ref")
"""What a column can be; ``name`` may be followed by a language and a kind, ``ref`` by an authority."""

_FIELD = re.compile(
    rf"id|type|country|born|weight|description|lang|kind|ref(:[A-Za-z][\w.-]*)?"
    rf"|name(:[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*(:({'|'.join(NameKind)}))?)?"
)

Cells = dict[str, list[str]]
"""The cells of a row that are not empty, by field."""


def parse_delimiter(text: str) -> str:
    r"""Return a delimiter: one character, or a tab.

    Raises:
        ValueError: it is neither.

    >>> parse_delimiter("tab"), parse_delimiter(";")
    ('\t', ';')
    """
    delimiter = "\t" if text in ("tab", "\\t") else text
    if len(delimiter) != 1:
        raise ValueError("a delimiter is one character, or 'tab'")
    return delimiter


class Csv(Importer):
    """Tables of one's own."""

    name = "csv"
    help = (
        "Read tables (CSV or TSV) whose first row names the columns.\n\n"
        "A FIELD is id, type, country, born, weight, description, name:LANG, name:LANG:KIND, name, lang, kind, ref"
        " or ref:AUTHORITY. A column whose heading is a field needs no --column."
    )
    formats = ("a table with headings, its columns parted by commas, semicolons, bars or tabs",)
    options = (
        Option(
            "--column", "columns", "The field that a column is.", None, parse_pair, "FIELD=HEADING", repeatable=True
        ),
        Option("--set", "constants", "A value for all rows.", None, parse_pair, "FIELD=VALUE", repeatable=True),
        Option(
            "--prefix",
            "prefix",
            "The authority of ids that have none: 'desk' makes desk:42 of 42.",
            DEFAULT_PREFIX,
            parse=check_prefix,
        ),
        Option("--separator", "separator", "What stands between several names, dates of birth or refs in one cell."),
        Option(
            "--delimiter",
            "delimiter",
            "What stands between columns; by default it is guessed from the first row.",
            parse=parse_delimiter,
        ),
        weight_option(DEFAULT_WEIGHT),
    )

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_csv`, the constants as pairs."""
        return _read(paths, context, **{**options, "constants": dict(options.get("constants", ()))})


@renamed_arguments(rejects="on_reject")
def read_csv(
    *paths: str | Path,
    on_reject: IssueCallback,
    columns: Iterable[tuple[str, str]] = (),
    constants: Mapping[str, str] | None = None,
    prefix: str = DEFAULT_PREFIX,
    separator: str | None = None,
    delimiter: str | None = None,
    weight: float = DEFAULT_WEIGHT,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of tables whose first row names the columns; rows of one id make one record.

    Args:
        paths: The tables, plain or compressed.
        on_reject: Called with each row that cannot be read.
        columns: The field that each column is, as pairs of a field and a column's heading. A column whose
            heading is a field by itself needs none. Fields are ``id``, ``type``, ``country``, ``born``, ``weight``,
            ``description``; ``name:LANG`` and ``name:LANG:KIND``, or ``name`` with the language and kind
            in ``lang`` and ``kind``; ``ref`` and ``ref:AUTHORITY``.
        constants: Fields with one value for all rows that give none.
        prefix: The authority of ids that are no CURIEs.
        separator: What stands between several names, dates of birth or refs in one cell.
        delimiter: What stands between columns; None guesses it from the first row. With tabs there are no quotes.
        weight: The weight of records that give none.
        progress: Called with how many more bytes have been read.

    Raises:
        ValueError: there can be no such prefix.
        SourceError: a source is missing or lacks a column, or a field is none. The first row is read when
            the first record is asked for.
    """
    return _read(
        paths,
        ImportContext(on_reject, progress=progress),
        columns=columns,
        constants=constants or {},
        prefix=prefix,
        separator=separator,
        delimiter=delimiter,
        weight=weight,
    )


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    columns: Iterable[tuple[str, str]] = (),
    constants: Mapping[str, str],
    prefix: str = DEFAULT_PREFIX,
    separator: str | None = None,
    delimiter: str | None = None,
    weight: float = DEFAULT_WEIGHT,
) -> Iterator[Record]:
    pairs = tuple(columns)
    for field in chain((field for field, _ in pairs), constants):
        if not _FIELD.fullmatch(field):
            raise SourceError(f"'{field}' is no field; the fields are {', '.join(FIELDS)}, name:ar, name:ar:short")
    parser = _RowParser(context, dict(constants), check_prefix(prefix), separator)
    return _records(check_sources(paths), parser, pairs, delimiter, weight)


def _records(
    sources: tuple[Path, ...],
    parser: _RowParser,
    columns: Sequence[tuple[str, str]],
    delimiter: str | None,
    weight: float,
) -> Iterator[Record]:
    with merging(parser.context) as merger:
        for path in sources:
            for _, lines in groupby(read_lines(path, parser.context), key=lambda line: line.file):
                merger.add(_read_table(lines, parser, columns, delimiter))
        yield from merger.records(weight=weight)


def _read_table(
    lines: Iterator[Line], parser: _RowParser, columns: Sequence[tuple[str, str]], delimiter: str | None
) -> Iterator[PartialRecord]:
    first = next(lines)
    rows = read_rows(chain([first], lines), delimiter or guess_delimiter(first.text), parser.context)
    line, header = next(rows, (first, []))
    places = locate_columns(header, columns, f"{line.file}:{line.number}", parser.constants)
    for line, row in rows:
        if len(row) != len(header):
            parser.context.reject(line, f"a row has {len(header)} columns, as the first one has, not {len(row)}")
        elif partial := parser.parse(line, _cells(row, places)):
            yield partial


def locate_columns(
    header: Sequence[str], columns: Iterable[tuple[str, str]], where: str, constants: Iterable[str] = ()
) -> list[tuple[str, int]]:
    """Return the fields of a table, each with the place of its column.

    Raises:
        SourceError: a column that was named is not there, or no column is the id.

    >>> locate_columns(["id", "name_ar", "note"], [("name:ar", "name_ar")], "my.csv:1", ["type"])
    [('name:ar', 1), ('id', 0)]
    """
    headings = [heading.strip() for heading in header]
    for field, column in columns:
        if column not in headings:
            raise SourceError(f"{where}: there is no column '{column}' for {field}; there are {', '.join(headings)}")
    named = {column for _, column in columns}
    places = [(field, headings.index(column)) for field, column in columns]
    places += [(head, i) for i, head in enumerate(headings) if head not in named and _FIELD.fullmatch(head)]
    for field in ("id", "type"):
        if field not in {found for found, _ in places} | set(constants) - {"id"}:
            raise SourceError(f"{where}: no column is the {field}; name one with --column {field}=HEADING")
    return places


def _cells(row: Sequence[str], places: Iterable[tuple[str, int]]) -> Cells:
    cells: Cells = {}
    for field, place in places:
        if row[place].strip():
            cells.setdefault(field, []).append(row[place].strip())
    return cells


@attrs.frozen
class _RowParser:
    """Makes partial records of rows."""

    context: ImportContext
    constants: Mapping[str, str]
    prefix: str
    separator: str | None

    def parse(self, line: Line, cells: Cells) -> PartialRecord | None:
        """Return the partial record of a row; None for one that makes none, which is rejected."""
        try:
            return PartialRecord(
                id=self._id(cells),
                line=line,
                type=_type(self._first(cells, "type")),
                names=usable_names(line, self.context, self._names(cells)),
                country=_country(self._first(cells, "country")),
                refs=tuple(self._refs(cells)),
                description=clean_description(self._first(cells, "description") or ""),
                weight=_weight(self._first(cells, "weight")),
                born=tuple(map(_born, chain.from_iterable(map(self._parts, cells.get("born", []))))),
            )
        except Unusable as error:
            self.context.reject(line, str(error))
            return None

    def _first(self, cells: Cells, field: str) -> str | None:
        return cells.get(field, [self.constants.get(field)])[0]

    def _id(self, cells: Cells) -> str:
        id = cells.get("id", [""])[0]
        return id if is_curie(id) else make_curie(self.prefix, id)

    def _names(self, cells: Cells) -> Iterator[tuple[str, str, NameKind]]:
        kinds = self._first(cells, "kind") or NameKind.NAME
        for field, values in cells.items():
            head, _, rest = field.partition(":")
            if head != "name":
                continue
            lang, _, kind = rest.partition(":")
            for text in chain.from_iterable(map(self._parts, values)):
                known = lang or self._first(cells, "lang") or tag_by_script(text)
                yield text, known, _kind(kind or (NameKind.NAME if lang else kinds))

    def _refs(self, cells: Cells) -> Iterator[str]:
        for field, values in cells.items():
            head, _, authority = field.partition(":")
            if head != "ref":
                continue
            for ref in chain.from_iterable(map(self._parts, values)):
                if not authority and not is_curie(ref):
                    raise Unusable(f"the ref '{ref:.40}' is no CURIE such as 'wikidata:Q813'")
                yield ref if is_curie(ref) else make_curie(authority, ref)

    def _parts(self, cell: str) -> list[str]:
        parts = cell.split(self.separator) if self.separator else [cell]
        return [part.strip() for part in parts if part.strip()]


def _type(cell: str | None) -> EntityType | None:
    if cell is None:
        return None
    try:
        return EntityType(cell.lower())
    except ValueError:
        raise Unusable(f"the type must be one of {', '.join(EntityType)}, not '{cell:.40}'") from None


def _kind(cell: str) -> NameKind:
    try:
        return NameKind(cell.lower())
    except ValueError:
        raise Unusable(f"the kind must be one of {', '.join(NameKind)}, not '{cell:.40}'") from None


def _country(cell: str | None) -> str | None:
    if cell is None:
        return None
    code = country_code([cell])
    if code is None:
        raise Unusable(f"the country must be a code of two letters such as 'KG', not '{cell:.40}'")
    return code


def _born(cell: str) -> str:
    date = iso_date(cell)
    if date is None:
        raise Unusable(f"the date of birth must be a year or a date such as '1952' or '1952-10-07', not '{cell:.40}'")
    return date


def _weight(cell: str | None) -> float | None:
    if cell is None:
        return None
    try:
        return parse_weight(cell)
    except ValueError as error:
        raise Unusable(str(error)) from None
