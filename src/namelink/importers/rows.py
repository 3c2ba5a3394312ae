"""The rows of a table of text, however its quotes are kept."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from namelink.importers.context import ImportContext, Line

MAX_ROW_LINES = 100
"""Lines a row may run over, where a quoted cell holds line ends."""


class _Tabs(csv.excel_tab):
    """Tab-separated values, which know no quotes."""

    quoting = csv.QUOTE_NONE


def guess_delimiter(header: str) -> str:
    r"""Return what stands between the columns of a table whose first row is given.

    >>> guess_delimiter("id,name"), guess_delimiter("id;name"), guess_delimiter("id\tname, in full")
    (',', ';', '\t')
    """
    return "\t" if "\t" in header else max(",;|", key=header.count)


def read_rows(lines: Iterable[Line], delimiter: str, reading: ImportContext) -> Iterator[tuple[Line, list[str]]]:
    """Yield the rows of a table, each with its first line.

    A quote that is never closed costs its own line only: the lines after it are read as rows of their own.
    """
    coming, waiting = iter(lines), deque[Line]()
    dialect = _Tabs if delimiter == "\t" else csv.excel

    def following(taken: list[Line]) -> Iterator[str]:
        while len(taken) <= MAX_ROW_LINES:
            line = waiting.popleft() if waiting else next(coming, None)
            if line is None:
                return
            taken.append(line)
            yield line.text + "\n"

    while True:
        taken: list[Line] = []
        try:
            row = next(csv.reader(following(taken), dialect, delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            reading.reject(taken[0], f"this is no row of a table: {error}")
            waiting.extendleft(reversed(taken[1:]))
            continue
        if row is None:
            return
        yield taken[0], row
