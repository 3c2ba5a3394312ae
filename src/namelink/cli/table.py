"""A table on a terminal: what is left out, broken and coloured so that it fits, and lines in one direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

COLOURS = {"person": "blue", "place": "green", "organization": "yellow"}
"""The colours of types, in texts and in tables."""

UNKNOWN_COLOUR = "magenta"

_NARROWEST = 8
"""Cells of a terminal that a column of words keeps where a terminal is too narrow for its longest one."""

_GAP = "  "
_LEFT_TO_RIGHT, _ISOLATE, _END = "\u200e", "\u2068", "\u2069"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that order more than their own word: a cell that is isolated needs none, and could break out by them."""


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], optional: Sequence[str], *, is_terminal: bool
) -> Iterator[str]:
    """Yield the lines of a table.

    Cells are broken between words, and only ids within, where no column is left that can be left out. On a terminal a
    line begins left to right, and each cell is isolated: one that orders Arabic letters keeps the columns in place.

    Args:
        columns: The headings.
        rows: The rows.
        optional: Columns that are left out where there is no room, the first of them first.
        is_terminal: Whether to isolate cells, and to colour types.

    >>> for line in table_lines(["text", "id"], [["قطر", "wikidata:Q846"]], [], is_terminal=False):
    ...     print(line)
    text  id
    قطر   wikidata:Q846
    """
    room = Console().width - is_terminal
    places = list(range(len(columns)))
    for name in ["", *optional]:
        places = [place for place in places if columns[place] != name]
        shown = [[row[place] for place in places] for row in (columns, *rows)]
        natural = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
        if sum(natural) + len(_GAP) * (len(places) - 1) <= room:
            break
    widths, gap = _fitted(shown, natural, room)
    for number, row in enumerate(shown):
        for line in _lines(row, widths):
            yield _painted(line, widths, gap, header=number == 0) if is_terminal else _joined(line, widths, gap)


def _fitted(rows: Sequence[Sequence[str]], natural: Sequence[int], room: int) -> tuple[list[int], str]:
    """Return the widths of columns in some room, and what stands between them.

    The widest column gives way first, as far as no word need be broken, and then one of the spaces between columns.
    """
    words = [
        max(cell_len(word) for cell in column for word in _words(cell, column[0])) for column in zip(*rows, strict=True)
    ]
    widths, spaces = list(natural), len(natural) - 1
    gap = _GAP if sum(words) + len(_GAP) * spaces <= room else " "
    for floors in (words, [min(width, _NARROWEST) for width in words]):
        while sum(widths) + len(gap) * spaces > room:
            spare = [place for place, width in enumerate(widths) if width > floors[place]]
            if not spare:
                break
            widths[max(spare, key=lambda place: widths[place])] -= 1
    return widths, gap


def _words(cell: str, column: str) -> list[str]:
    """Return the parts of a cell that are not broken; those of an id are its authority and pieces of the rest."""
    return [word[:_PIECE] if column == "id" else word for word in cell.split()] or [""]


_PIECE = 18
"""Letters of an id that stay together: those of wikidata:Q123456789, and most of GeoNames."""


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the lines that the cells of a row take."""
    cells = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        yield [cell[number] if number < len(cell) else "" for cell in cells]


def _broken(cell: str, width: int) -> list[str]:
    """Return the lines that a cell takes in a width: broken between words, and within those that are too long."""
    lines = [""]
    for word in cell.split():
        for piece in [word] if cell_len(word) <= width else chop_cells(word, width):
            line = f"{lines[-1]} {piece}" if lines[-1] else piece
            if cell_len(line) <= width:
                lines[-1] = line
            else:
                lines.append(piece)
    return lines


def _joined(cells: Sequence[str], widths: Sequence[int], gap: str) -> str:
    padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
    return gap.join(padded).rstrip()


def _painted(cells: Sequence[str], widths: Sequence[int], gap: str, header: bool) -> str:
    """Return a line for a terminal."""
    line = Text(" ", end="")
    for cell, width in zip(cells, widths, strict=True):
        style = "bold" if header else COLOURS.get(cell, "")
        line.append(cell if cell.isascii() else f"{_ISOLATE}{_DIRECTIONS.sub('', cell)}{_END}", style)
        line.append(" " * (width - cell_len(cell)) + gap)
    line.rstrip()
    return left_to_right(rendered(line))


def wrapped(text: str) -> Iterator[str]:
    """Yield the lines of a text, those too long for the terminal broken between words and indented as they begin."""
    width = Console().width
    for line in text.split("\n"):
        if cell_len(line) <= width:
            yield line
        else:
            indent = line[: len(line) - len(line.lstrip())]
            yield from (indent + piece for piece in _broken(line, width - len(indent)))


def left_to_right(line: str) -> str:
    """Return a line with a mark after its first character, which has no direction, where Arabic letters come first.

    A mark before it would be lost: terminals put what has no width into the cell of the character before.
    """
    first = next((kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")), "L")
    return line if first == "L" else line[:1] + _LEFT_TO_RIGHT + line[1:]


def rendered(text: Text) -> str:
    """Return a text with the codes of its colours, if the terminal has any, and otherwise as it is."""
    console = Console(highlight=False)
    with console.capture() as found:
        console.print(text, soft_wrap=True, end="")
    return found.get()


def coloured(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return a text whose spans have colours, broken between words."""
    shown = Text(text)
    for start, end, colour in spans:
        shown.stylize(f"bold {colour}", start, end)
    console = Console(highlight=False)
    with console.capture() as found:
        console.print(shown, end="")
    return found.get()
