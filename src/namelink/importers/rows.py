"""The rows of a table of text, however its quotes are kept."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from namelink.importers.context import ImportContext, Line


class _Tabs(csv.excel_tab):
    """Tab-separated values, which know no quotes."""

    quoting = csv.QUOTE_NONE


def read_rows(lines: Iterable[Line], delimiter: str, context: ImportContext) -> Iterator[tuple[Line, list[str]]]:
    """Yield the rows of a table, each with its first line.

    A quote that is never closed costs its own line only: the lines after it are read as rows of their own.
    """
    coming, waiting = iter(lines), deque[Line]()
    dialect = _Tabs if delimiter == "\t" else csv.excel

    def following(taken: list[Line]) -> Iterator[str]:
        while len(taken) <= context.limits.most_lines_of_row:
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
            context.reject(taken[0], f"this is no row of a table: {error}")
            waiting.extendleft(reversed(taken[1:]))
            continue
        if row is None:
            return
        yield taken[0], row
