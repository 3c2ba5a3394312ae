"""Cells of a table that seem to hold several names, which are told, since they were taken for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

SEPARATORS = (";", "|", "/")
"""What may stand between several names in one cell. The first is hardly ever in a name."""


@attrs.define
class SeveralNames:
    """Counts the cells of columns of names that look as if they held several.

    >>> told = SeveralNames()
    >>> told.see_row(["1", "MFA; Foreign Ministry"], [("alias", 1)])
    >>> list(told.sentences())
    ["1 of the 1 cells of the column 'alias' looks like several names with ';' between them, such as
     'MFA; Foreign Ministry', and was taken for one name; --separator ';' would split it"]
    """

    _cells: dict[str, int] = attrs.field(factory=dict)
    _held: dict[tuple[str, str], tuple[int, str]] = attrs.field(factory=dict)

    def see_row(self, row: Sequence[str], columns: Iterable[tuple[str, int]]) -> None:
        """Count the cells of a row in some columns, each with its heading and its place."""
        for heading, place in columns:
            if cell := row[place].strip():
                self._see(heading, cell)

    def _see(self, column: str, cell: str) -> None:
        self._cells[column] = self._cells.get(column, 0) + 1
        for separator in SEPARATORS:
            if separator in cell and _are_names(cell.split(separator)):
                count, example = self._held.get((column, separator), (0, cell))
                self._held[column, separator] = count + 1, example

    def sentences(self) -> Iterator[str]:
        """Yield what to tell of each column."""
        for (column, separator), (count, example) in self._held.items():
            cells = self._cells[column]
            # A bar or a slash is part of a name now and then.
            if separator == SEPARATORS[0] or 2 * count > cells:
                look, were, them = ("looks", "was", "it") if count == 1 else ("look", "were", "them")
                yield (
                    f"{count:,} of the {cells:,} cells of the column '{column:.40}' {look} like several names with"
                    f" '{separator}' between them, such as '{example:.60}', and {were} taken for one name;"
                    f" --separator '{separator}' would split {them}"
                )


def _are_names(parts: Iterable[str]) -> bool:
    return sum(any(map(str.isalpha, part)) for part in parts) > 1
