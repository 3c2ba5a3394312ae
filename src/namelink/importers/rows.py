"""The rows of a table of text, however its quotes are kept."""

from __future__ import annotations

import csv
import functools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from namelink.importers.context import ImportContext, Line
from namelink.tables import guess_delimiter


@attrs.frozen
class TableForm:
    """How a table is written.

    Attributes:
        delimiter: What stands between columns.
        quote: What cells may stand in, or None where quotes are letters like any other.
    """

    delimiter: str
    quote: str | None = '"'


def guess_form(lines: Sequence[str], delimiter: str | None = None) -> TableForm:
    r"""Return how a table is written.

    Args:
        lines: Its first lines, headings and all.
        delimiter: What stands between columns; None guesses it.

    >>> guess_form(["id\tname", '1\t"Cairo" Tower']), guess_form(["'id','name'", "1,Cairo"])
    (TableForm(delimiter='\t', quote=None), TableForm(delimiter=',', quote="'"))
    """
    found = delimiter or guess_delimiter(lines)
    cells = [line.rstrip("\r\n").split(found) for line in lines]
    if cells and all(cell[:1] == cell[-1:] == "'" and len(cell) > 1 for cell in cells[0]):
        return TableForm(found, "'")
    begun = [cell for row in cells for cell in row if cell.startswith('"')]
    # Tables of tabs mostly know no quotes; some programs write them all the same, and then never one alone.
    is_quoted = found != "\t" or (begun and all(len(cell) > 1 and cell.endswith('"') for cell in begun))
    if begun and not is_quoted:  # a cell in quotes may run over several lines
        is_quoted = _evenness(lines, found, csv.QUOTE_MINIMAL) > _evenness(lines, found, csv.QUOTE_NONE)
    return TableForm(found, '"' if is_quoted else None)


def _evenness(lines: Sequence[str], delimiter: str, quoting: Any) -> float:
    """Return the share of rows that have as many cells as the first one."""
    ended = (line.rstrip("\r\n") + "\n" for line in lines)
    counts = [len(row) for row in csv.reader(ended, delimiter=delimiter, quoting=quoting) if row]
    return counts.count(counts[0]) / len(counts) if counts else 0.0


def read_rows(lines: Iterable[Line], form: TableForm, context: ImportContext) -> Iterator[tuple[Line, list[str]]]:
    """Yield the rows of a table, each with its first line.

    A quote that is never closed costs its own line only: the lines after it are read as rows of their own.
    """
    coming, waiting = iter(lines), deque[Line]()
    reading = functools.partial(
        csv.reader,
        delimiter=form.delimiter,
        quotechar=form.quote or '"',
        quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
        strict=True,
    )
    longest = context.limits.longest_line_bytes

    def following(taken: list[Line]) -> Iterator[str]:
        size = 0
        while len(taken) <= context.limits.most_lines_of_row and size <= longest:
            line = waiting.popleft() if waiting else next(coming, None)
            if line is None:
                return
            taken.append(line)
            size += len(line.text)
            yield line.text + "\n"

    while True:
        taken: list[Line] = []
        try:
            row = next(reading(following(taken)), None)
        except csv.Error as error:
            context.reject(taken[0], f"this is no row of a table: {error}")
            waiting.extendleft(reversed(taken[1:]))
            continue
        if row is None:
            return
        yield taken[0], row
