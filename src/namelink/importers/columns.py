"""Tables of one's own: CSV and TSV, with a map from the fields of a record to columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs

from namelink.config import Limits
from namelink.deprecation import renamed_arguments
from namelink.errors import SourceError
from namelink.identifiers import DEFAULT_PREFIX, check_prefix
from namelink.importers.base import Importer, Option, parse_pair, weight_option
from namelink.importers.cells import Cells, RowParser
from namelink.importers.context import ImportContext, IssueCallback, Line, NoteCallback, ProgressCallback
from namelink.importers.encodings import guess_encoding, parse_encoding
from namelink.importers.headings import check_field, locate_columns, mistyped
from namelink.importers.lines import UTF_8, check_sources, read_lines
from namelink.importers.merge import merging
from namelink.importers.partial_records import PartialRecord, without_marks
from namelink.importers.rows import guess_form, read_rows
from namelink.importers.several_names import SeveralNames
from namelink.record import DEFAULT_WEIGHT, Record


def parse_delimiter(text: str) -> str:
    r"""Return a delimiter: one character, or a tab.

    Raises:
        ValueError: it is neither.

    >>> parse_delimiter("tab"), parse_delimiter(";")
    ('\t', ';')
    """
    delimiter = "\t" if text in ("tab", "\\t") else text
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise ValueError("a delimiter is one character that neither ends lines nor is a quote, or 'tab'")
    return delimiter


def parse_quote(text: str) -> str:
    """Return a quote, or '' where quotes are letters like any other.

    Raises:
        ValueError: it is neither.

    >>> parse_quote("none"), parse_quote("'")
    ('', "'")
    """
    if text == "none":
        return ""
    if len(text) != 1 or text in "\r\n":
        raise ValueError("a quote is one character that does not end lines, or 'none'")
    return text


class Csv(Importer):
    """Tables of one's own."""

    name = "csv"
    help = (
        "Read tables (CSV or TSV) whose first row names the columns.\n\n"
        "A FIELD is id, type, class, country, parent, latitude, longitude, population, born, died, gender, weight,"
        " description, name:LANG, name:LANG:KIND, name, lang, kind, ref or ref:AUTHORITY. A column whose heading is a"
        " field needs no --column."
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
        Option("--separator", "separator", "What stands between several names, dates or refs in one cell."),
        Option(
            "--delimiter",
            "delimiter",
            "What stands between columns; by default it is guessed from the first rows.",
            parse=parse_delimiter,
        ),
        Option(
            "--quote",
            "quote",
            "What cells may stand in, or 'none'; by default it is guessed from the first rows.",
            parse=parse_quote,
        ),
        Option(
            "--encoding",
            "encoding",
            "The encoding of the tables; by default it is guessed: UTF-8, UTF-16, cp1256 or cp1252.",
            parse=parse_encoding,
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
    quote: str | None = None,
    encoding: str | None = None,
    weight: float = DEFAULT_WEIGHT,
    on_note: NoteCallback | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of tables whose first row names the columns; rows of one id make one record.

    Args:
        paths: The tables, plain or compressed.
        on_reject: Called with each row that cannot be read.
        columns: The field that each column is, as pairs of a field and a column's heading. A column whose
            heading is a field by itself needs none. Fields are ``id``, ``type``, ``class``, ``country``,
            ``parent``, ``latitude`` and ``longitude``, ``population``, ``born``, ``died``, ``gender``, ``weight``,
            ``description``; ``name:LANG`` and ``name:LANG:KIND``, or ``name`` with the language and kind in ``lang``
            and ``kind``; ``ref`` and ``ref:AUTHORITY``.
        constants: Fields with one value for all rows that give none.
        prefix: The authority of ids that are no CURIEs.
        separator: What stands between several names, dates or refs in one cell.
        delimiter: What stands between columns; None guesses it from the first rows.
        quote: What cells may stand in, '' where quotes are letters like any other; None guesses it likewise.
        encoding: The encoding of the tables; None guesses it: UTF-8, UTF-16, cp1256 or cp1252.
        weight: The weight of records that give none.
        on_note: Called with sentences about the tables as a whole: an encoding that was guessed, a heading that
            seems mistyped, cells that seem to hold several names.
        progress: Called with how many more bytes have been read.

    Raises:
        ValueError: there can be no such prefix, delimiter, quote or encoding.
        SourceError: a source is missing or lacks a column, a field is none, or a constant can be no value of its
            field. The first row is read when the first record is asked for.
    """
    return _read(
        paths,
        ImportContext(on_reject, progress=progress, on_note=on_note),
        columns=columns,
        constants=constants or {},
        prefix=prefix,
        separator=separator,
        delimiter=delimiter,
        quote=quote,
        encoding=encoding,
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
    quote: str | None = None,
    encoding: str | None = None,
    weight: float = DEFAULT_WEIGHT,
) -> Iterator[Record]:
    pairs = tuple((field, without_marks(heading)) for field, heading in columns)
    for field in chain((field for field, _ in pairs), constants):
        check_field(field)
    parser = RowParser(context, dict(constants), check_prefix(prefix), separator)
    parser.check_constants()
    reader = _TableReader(
        parser,
        pairs,
        delimiter and parse_delimiter(delimiter),
        quote and parse_quote(quote),
        encoding and parse_encoding(encoding),
    )
    return _records(check_sources(paths), reader, weight)


def _records(sources: tuple[Path, ...], reader: _TableReader, weight: float) -> Iterator[Record]:
    context = reader.parser.context
    with merging(context) as merger:
        for path in sources:
            for _, lines in groupby(read_lines(path, context, (), reader.encoding_of), key=attrgetter("file")):
                merger.add(reader.read(lines))
        yield from merger.records(weight=weight)
        for sentence in reader.several.sentences():
            context.note(sentence)


@attrs.frozen
class _TableReader:
    """Reads tables, each in the form it is written in.

    Attributes:
        parser: What makes partial records of rows.
        columns: The field that each column is, as pairs of a field and a heading.
        delimiter: What stands between columns; None guesses it.
        quote: What cells may stand in, '' for nothing; None guesses it.
        encoding: The encoding of tables; None guesses it.
        several: Counts the cells that seem to hold several names.
    """

    parser: RowParser
    columns: Sequence[tuple[str, str]]
    delimiter: str | None
    quote: str | None
    encoding: str | None
    several: SeveralNames = attrs.field(factory=SeveralNames)

    def encoding_of(self, file: str, sample: bytes) -> str:
        """Return the encoding of a table, by its first bytes; one that is not UTF-8 is told."""
        if self.encoding:
            return self.encoding
        found = guess_encoding(sample)
        if found is None:
            self.parser.context.note(f"{file}: the text is in no encoding that is known by itself; name it: --encoding")
        elif found != UTF_8:
            self.parser.context.note(f"{file}: read as {found}, by its first bytes; --encoding names another")
        return found or UTF_8

    def read(self, lines: Iterator[Line]) -> Iterator[PartialRecord]:
        """Yield the partial records of a table.

        Raises:
            SourceError: its first row cannot be read, or lacks a column, or its quote is its delimiter.
        """
        first, rows = self._rows(lines)
        line, row = next(rows, (first, []))
        if line.number != first.number:
            raise SourceError(
                f"{first.file}:{first.number}: the row of the headings cannot be read: a quote in it is not closed, or"
                " stands within a cell; mend it, or say what cells stand in: --quote"
            )
        header = [without_marks(heading) for heading in row]
        places = locate_columns(header, self.columns, f"{line.file}:{line.number}", self.parser.constants)
        self._note_mistyped(line.file, header, places)
        of_names = [(header[place], place) for field, place in places if field.partition(":")[0] == "name"]
        for line, row in rows:
            if len(row) != len(header):
                self.parser.context.reject(
                    line, f"a row has {len(header)} columns, as the first one has, not {len(row)}"
                )
                continue
            if not self.parser.separator:
                self.several.see_row(row, of_names)
            if partial := self.parser.parse(line, _cells(row, places)):
                yield partial

    def _rows(self, lines: Iterator[Line]) -> tuple[Line, Iterator[tuple[Line, list[str]]]]:
        """Return the first line of a table, and its rows in the form that its first lines tell."""
        context = self.parser.context
        begin = list(_first(lines, context.limits))
        form = guess_form([line.text for line in begin], self.delimiter)
        if self.quote is not None:
            form = attrs.evolve(form, quote=self.quote or None)
        if form.quote == form.delimiter:
            raise SourceError(
                f"{begin[0].file}: cells cannot stand in '{form.quote}', which stands between columns too"
            )
        return begin[0], read_rows(chain(begin, lines), form, context)

    def _note_mistyped(self, file: str, header: Sequence[str], places: Iterable[tuple[str, int]]) -> None:
        for heading, field in mistyped(header, places):
            self.parser.context.note(
                f"{file}: the column '{heading:.40}' is not read; if it is meant as '{field}', say --column"
                f" '{field}={heading:.40}'"
            )


def _first(lines: Iterable[Line], limits: Limits) -> Iterator[Line]:
    """Yield the first lines, no more of them than are held in memory at once."""
    size = 0
    for line in islice(lines, limits.lines_of_guess):
        yield line
        size += len(line.text)
        if size > limits.longest_line_bytes:
            return


def _cells(row: Sequence[str], places: Iterable[tuple[str, int]]) -> Cells:
    cells: Cells = {}
    for field, place in places:
        if cell := without_marks(row[place]):
            cells.setdefault(field, []).append(cell)
    return cells
