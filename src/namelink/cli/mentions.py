"""A column of texts, linked row by row: the cells that are added to a table, or a row for each mention."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from namelink import LinkedText
from namelink.cli.columns import SEPARATOR
from namelink.cli.csv_files import CsvFile, CsvOptions, Row, checked, csv_output, open_csv
from namelink.cli.output import echo
from namelink.cli.progress import progress_bar
from namelink.cli.written_files import require_free
from namelink.config import Limits
from namelink.summary import counted

FIELDS = ("text", "id", "name", "type", "score")
"""What a cell lists of the mentions of a text, all in one order."""

MENTION = ("start", "end", "text", "prefix", "kind", "id", "name", "type", "latin", "score")
"""The columns of a row for each mention: those of data frames."""


def link_csv(
    link: Callable[[Iterable[str]], Iterator[LinkedText]], source: CsvOptions, given: Mapping[str, Any]
) -> int:
    """Add the names in the texts of a column to a table, and return the status.

    Args:
        link: Links texts.
        source: The table.
        given: The options of the command: ``column``, ``output``, ``prefix``, ``by_mention``.
    """
    if given["output"] not in (None, "-"):
        require_free(Path(given["output"]), [source.file], given["indexes"])
    found, done, step = 0, 0, Limits().texts_at_once
    source, total = checked(source)
    with open_csv(source) as table:
        place = table.place_of(given["column"])
        prefix = f"{given['column']}_" if given["prefix"] is None else given["prefix"]
        fields = MENTION if given["by_mention"] else [f"{field}s" for field in FIELDS]
        added = table.new_headings(fields, prefix)
        rows, asked = itertools.tee(table.rows)
        texts = link(row.cells[place] if place < len(row.cells) else "" for row in asked)
        with csv_output(given["output"], table) as output, progress_bar(bool(given["output"])) as bar:
            output.write(table.before + table.extended(table.headings, added), table.headings.end)
            for done, (row, linked) in enumerate(zip(rows, texts, strict=True), 1):
                found += len(linked)
                cells = _rows_of(linked) if given["by_mention"] else [_lists(linked)]
                output.write(_extended(table, row, cells), row.end)
                if done % step == 0:
                    bar.update("linking", done, total)
    if given["output"] not in (None, "-"):
        echo(f"{given['output']}: {counted(done, 'row')}, {counted(found, 'mention')}", err=True)
    return 0 if found else 1


def _extended(table: CsvFile, row: Row, added: Sequence[Sequence[str]]) -> str:
    """Return a row once with each of some cells, a line end between."""
    if not row.cells:
        return row.raw
    return (row.end or table.headings.end).join(table.extended(row, cells) for cells in added)


def _lists(linked: LinkedText) -> list[str]:
    """Return cells that list the mentions of a text, a field each; a separator within one of them is a space."""
    listed = [[_cell(m.to_dict()[field]).replace(SEPARATOR, " ") for field in FIELDS] for m in linked]
    return [SEPARATOR.join(column) for column in zip(*listed, strict=True)] or [""] * len(FIELDS)


def _rows_of(linked: LinkedText) -> list[list[str]]:
    """Return cells for each mention of a text; of a text without any, empty ones once."""
    found = [m.to_dict() for m in linked]
    return [[_cell(each[field]) for field in MENTION] for each in found] or [[""] * len(MENTION)]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
