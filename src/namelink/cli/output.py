"""How the commands print: JSON lines for programs, tables for people, CSV for both."""

from __future__ import annotations

import contextlib
import csv
import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

import click

from namelink.cli.table import left_to_right, table_lines, wrapped

DELIMITERS = {"csv": ",", "tsv": "\t"}
"""The formats that are tables of text, each with what stands between its columns."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal may obey: all control characters but those of lines and tabs."""


def visible(text: str) -> str:
    r"""Return a text without the characters that a terminal may obey: they are written as Python writes them.

    >>> print(visible("a\x1b]0;title\x07b\r\nc"))
    a\x1b]0;title\x07b
    c
    """
    return _CONTROLS.sub(lambda found: repr(found[0])[1:-1], text.replace("\r\n", "\n"))


def echo(text: str, err: bool = False) -> None:
    """Print a text in English: with `print_table` the way in which what records and texts hold gets to a terminal.

    There its lines run from left to right, though they begin with a name in Arabic.
    """
    shown = visible(text)
    if _orders_letters(sys.stderr if err else sys.stdout):
        shown = "\n".join(map(left_to_right, wrapped(shown)))
    click.echo(shown, err=err)


def wants_json(form: str | None) -> bool:
    """Whether to print JSON: asked for, or not at a terminal."""
    return form == "json" or (form is None and not sys.stdout.isatty())


def print_json(objects: Iterable[Any]) -> None:
    """Print objects as JSON, one a line."""
    for each in objects:
        line = json.dumps(each, ensure_ascii=False)
        click.echo(_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", line))


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], form: str | None, optional: str = "") -> None:
    """Print rows under their headings: as CSV or TSV where they are asked for, else as a table.

    Args:
        columns: The headings.
        rows: The rows.
        form: The format.
        optional: As for `print_table`.
    """
    if form not in DELIMITERS:
        print_table(columns, rows, optional)
        return
    line = csv_line(DELIMITERS[form])
    for row in itertools.chain([columns], rows):
        click.echo(visible(line(row)) if sys.stdout.isatty() else line(row))


def csv_line(delimiter: str, quote: str = '"', quoted: bool = False) -> Callable[[Sequence[str]], str]:
    """Return what makes a line of CSV of a row, without the end of the line.

    Args:
        delimiter: What stands between cells.
        quote: What cells stand in that need it.
        quoted: Whether all cells stand in quotes.

    >>> csv_line(";")(["a", "b;c"])
    'a;"b;c"'
    """
    form: dict[str, Any] = {"quoting": csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, "lineterminator": _END}
    # It returns what the file's own write returns.
    return csv.writer(_Line(), delimiter=delimiter, quotechar=quote, **form).writerow


_END = "\r\n"
"""The end of a line; a cell stands in quotes where it has one of its characters, and not by any other end."""


class _Line:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line.removesuffix(_END)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], optional: str = "") -> None:
    """Print rows under their headings, as a table that fits the terminal.

    Args:
        columns: The headings.
        rows: The rows.
        optional: Columns that are left out where there is no room, the first of them first.
    """
    clean = ([" ".join(visible(cell).split()) for cell in row] for row in rows)
    for line in table_lines(columns, list(clean), optional.split(), is_terminal=_orders_letters(sys.stdout)):
        click.echo(line)


def print_lines(texts: Iterable[str], function: Callable[[str], str], field: str, form: str | None) -> None:
    """Print what a function makes of each text: bare lines, or JSON where it is asked for."""
    for text in texts:
        if form == "json":
            print_json([{"text": text, field: function(text)}])
        else:
            click.echo(visible(function(text)))


def _orders_letters(stream: TextIO) -> bool:
    """Whether a stream is a terminal that may order the letters of a line, as none does that calls itself dumb."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def discard_output() -> None:
    """Have what is still to be written to standard output go nowhere: the interpreter would try again, and complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
