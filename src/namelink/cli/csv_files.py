"""CSV and TSV files that pass through a command: every row as it is written, with cells added at its end."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import attrs
import click

from namelink.cli.inputs import TextInput, open_text
from namelink.cli.options import BadInput
from namelink.cli.output import csv_line, echo, visible
from namelink.cli.values import Checked
from namelink.cli.written_files import writing
from namelink.config import Limits
from namelink.files import replacing
from namelink.importers.columns import parse_delimiter, parse_quote
from namelink.importers.headings import nearest
from namelink.importers.rows import TableForm, guess_form
from namelink.signals import ending_on_termination

_DECLARED = re.compile(r"sep=([^\r\n])\r?\n?", re.IGNORECASE)
"""A first line in which Excel reads what stands between the columns."""


@attrs.frozen
class Row:
    """A row of a table.

    Attributes:
        cells: What its cells hold.
        raw: The row as it is written, without the end of its last line.
        end: The end of its last line; '' where the file ends with it.
        line: The number of its first line.
    """

    cells: Sequence[str]
    raw: str
    end: str
    line: int


@attrs.define(slots=False)
class CsvFile:
    """A table that is read row by row.

    Attributes:
        source: What it is read from.
        form: What stands between its cells, and what around them.
        before: What stands before the headings, as it is written.
        headings: The row of the headings.
        rows: The rows after it.
    """

    source: TextInput
    form: TableForm
    before: str
    headings: Row
    rows: Iterator[Row]

    def place_of(self, column: str) -> int:
        """Return where a column stands.

        Raises:
            BadInput: there is none of this heading, or there are several; the message names the nearest.
        """
        known = [heading.strip() for heading in self.headings.cells]
        if known.count(column) == 1:
            return known.index(column)
        where = f"{self.source.where}:{self.headings.line}"
        if column in known:
            raise BadInput(
                f"{where}: {known.count(column)} columns are called '{column}'; give one of them another name"
            )
        near = nearest(column, known)
        meant = f"; did you mean '{near}'?" if near else "."
        raise BadInput(f"{where}: there is no column '{column}'{meant} There are {', '.join(known) or 'none'}")

    def new_headings(self, names: Sequence[str], prefix: str) -> list[str]:
        """Return the headings of further columns.

        Raises:
            BadInput: there is a column of that name.
        """
        added = [prefix + name for name in names]
        taken = sorted({heading.strip() for heading in self.headings.cells} & set(added))
        if taken:
            raise BadInput(
                f"{self.source.where}:{self.headings.line}: there is a column '{taken[0]}' already; --prefix gives the"
                " new columns another beginning"
            )
        return added

    def extended(self, row: Row, cells: Sequence[str]) -> str:
        """Return a row as it is written with further cells, without the end of its line."""
        short = len(self.headings.cells) - len(row.cells)
        return row.raw + self.form.delimiter * (short + 1) + self.line_of(cells)

    @cached_property
    def line_of(self) -> Callable[[Sequence[str]], str]:
        """What writes cells as this table does."""
        quote, delimiter = self.form.quote, self.form.delimiter
        if quote is None:
            taken = re.compile(f"[{re.escape(delimiter)}\r\n]")
            return lambda cells: delimiter.join(taken.sub(" ", cell) for cell in cells)
        quoted = csv_line(delimiter, quote, quoted=True)
        is_quoted = self.headings.raw == quoted(self.headings.cells)
        return quoted if is_quoted else csv_line(delimiter, quote)


@attrs.frozen
class CsvOptions:
    """How a table is read, as it was given.

    Attributes:
        file: The file, '-' for standard input.
        encoding: Its encoding, if not guessed.
        delimiter: What stands between its columns, if not guessed.
        quote: What its cells stand in, '' for nothing, if not guessed.
    """

    file: str
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None


@contextlib.contextmanager
def open_csv(options: CsvOptions) -> Iterator[CsvFile]:
    """Open a table.

    Raises:
        BadInput: it has no headings.
        EncodingError: it is in no encoding that is known by itself.
        OSError: it cannot be read.
    """
    limits = Limits()
    csv.field_size_limit(limits.longest_line_bytes)
    with open_text(options.file, options.encoding) as source:
        lines = source.lines()
        begin = list(itertools.islice(lines, limits.lines_of_guess))
        declared = _DECLARED.fullmatch(begin[0]) if begin else None
        before = begin.pop(0) if declared else ""
        form = guess_form(begin, options.delimiter or (declared and declared[1]))
        if options.quote is not None:
            form = attrs.evolve(form, quote=options.quote or None)
        rows = _rows(itertools.chain(begin, lines), form, source.where, 2 if declared else 1)
        headings = next(rows, None)
        if headings is None or not headings.cells:
            raise BadInput(f"{source.where}: the headings must stand in the first row, and it is empty")
        yield CsvFile(source, form, before, headings, rows)


def checked(options: CsvOptions) -> tuple[CsvOptions, int | None]:
    """Look at each row of a table, so that none is found bad when half the work is done.

    Returns:
        How the table is read, its encoding told, and how many rows it has. Of standard input, which can be read once,
        nothing is known.

    Raises:
        BadInput: a row cannot be read.
        EncodingError: a line is not text.
    """
    if options.file == "-" or not Path(options.file).is_file():
        return options, None
    with open_csv(options) as table:
        return attrs.evolve(options, encoding=table.source.encoding), sum(1 for _ in table.rows)


def _rows(lines: Iterator[str], form: TableForm, where: str, number: int) -> Iterator[Row]:
    """Yield the rows of a table.

    Raises:
        BadInput: a row has more cells than the headings, or a quote that is not closed.
    """
    taken: list[str] = []
    reading = csv.reader(
        _kept(lines, taken, where, number),
        delimiter=form.delimiter,
        quotechar=form.quote or '"',
        quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
    )
    columns = 0
    try:
        for cells in reading:
            raw = "".join(taken)
            first = number
            number += len(taken)
            taken.clear()
            body = raw.rstrip("\r\n")
            end = raw[len(body) :]
            columns = columns or len(cells)
            if len(cells) > columns:
                raise BadInput(
                    f"{where}:{first}: the row has {len(cells)} cells, and the headings {columns}; a cell that holds"
                    f" {form.delimiter!r} must stand in quotes, and --delimiter names another"
                )
            if form.quote and raw.count(form.quote) % 2:
                _check_closed(raw, form, where, first)
            yield Row(cells, body, end, first)
    except csv.Error as error:
        raise BadInput(f"{where}:{number}: this is no row of a table: {error}") from None


def _kept(lines: Iterator[str], taken: list[str], where: str, number: int) -> Iterator[str]:
    """Yield lines, and keep those of a row.

    Raises:
        BadInput: a row is longer than any: a quote is not closed.
    """
    longest, size = Limits().longest_line_bytes, 0
    for line in lines:
        size = len(line) + (size if taken else 0)
        if size > longest:
            raise BadInput(f"{where}: {_UNCLOSED}, in the {size >> 20} megabytes before line {number}")
        taken.append(line)
        number += 1
        yield line


_UNCLOSED = "a quote is not closed; mend it, or say what cells stand in: --quote"


def _check_closed(raw: str, form: TableForm, where: str, line: int) -> None:
    """Refuse a last row whose last cell never ends: what is added to it would be part of that cell."""
    strict = csv.reader(io.StringIO(raw, newline=""), delimiter=form.delimiter, quotechar=form.quote, strict=True)
    try:
        list(strict)
    except csv.Error as error:
        if "end of data" in str(error):
            raise BadInput(f"{where}:{line}: {_UNCLOSED}") from None


@attrs.define
class CsvOutput:
    """Where a table goes.

    Attributes:
        lost: How many of the added letters its encoding lacks.
    """

    _write: Callable[[str], Any]
    lost: int = 0

    def write(self, line: str, end: str) -> None:
        """Write a row, which may run over several lines, and the end of its last one."""
        self._write(line + end)


@contextlib.contextmanager
def csv_output(path: str | None, table: CsvFile) -> Iterator[CsvOutput]:
    """Open where a table goes: a file that is written whole or not at all, or standard output.

    It is in the encoding of the table that is read, with its mark. Letters that this encoding lacks lose their marks,
    or are question marks.

    Raises:
        BadInput: it is the file that is read, or cannot be written.
    """
    encoding, mark = table.source.encoding, table.source.mark
    if path in (None, "-") and sys.stdout.isatty():
        yield CsvOutput(lambda text: click.echo(visible(text), nl=False))
        return
    with _stream(path, table.source.where) as stream:
        stream.write(mark)
        output = CsvOutput(lambda text: stream.write(text.encode(encoding, "namelink.closest")))

        def closest(error: UnicodeError) -> tuple[str, int]:
            assert isinstance(error, UnicodeEncodeError)
            output.lost += error.end - error.start
            return _closest(error.object[error.start : error.end], error.encoding), error.end

        codecs.register_error("namelink.closest", closest)
        yield output
    if output.lost:
        echo(
            f"{path or 'standard output'}: {output.lost:,} letters of the added columns are not in {encoding}, and were"
            " written without their marks, or as '?'; a table in UTF-8 keeps them",
            err=True,
        )


@contextlib.contextmanager
def _stream(path: str | None, source: str) -> Iterator[IO[bytes]]:
    """Open a file that takes its place when it is whole, or standard output.

    Raises:
        BadInput: it is the file that is read, or cannot be written.
    """
    if path is not None and path != "-":
        with ending_on_termination(), writing(Path(path)), replacing(Path(path)) as pending:
            yield pending.file.buffer
        return
    with contextlib.suppress(OSError, ValueError):  # what has no number, or is no file, is none that is read
        written, read = os.fstat(sys.stdout.fileno()), Path(source).stat()
        if stat.S_ISREG(written.st_mode) and os.path.samestat(written, read):
            raise BadInput(f"standard output is to be written and {source} is read: they must be different files")
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def _closest(text: str, encoding: str) -> str:
    """Return the letters of an encoding that are nearest to some that it lacks."""
    found = []
    for char in text:
        base = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        try:
            base.encode(encoding)
        except UnicodeEncodeError:
            base = "?"
        found.append(base or "?")
    return "".join(found)


def csv_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of commands that a table may pass through."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--csv",
        "csv_file",
        type=click.Path(allow_dash=True, dir_okay=False),
        metavar="FILE",
        help="A table (CSV or TSV, with headings) to add columns to.",
    ),
    click.option("--column", metavar="HEADING", help="Of --csv: the column to read."),
    click.option(
        "-o",
        "--output",
        type=click.Path(allow_dash=True, dir_okay=False),
        metavar="FILE",
        help="Of --csv: the table to write, never one that is read; standard output if not given.",
    ),
    click.option(
        "--prefix", metavar="TEXT", help="Of --csv: how the new columns begin; the heading and '_' if not given."
    ),
    click.option(
        "--delimiter",
        type=Checked("CHARACTER", parse_delimiter),
        help="Of --csv: what stands between columns, or 'tab'; guessed if not given.",
    ),
    click.option(
        "--quote",
        type=Checked("CHARACTER", parse_quote),
        help="Of --csv: what cells may stand in, or 'none'; guessed if not given.",
    ),
)
