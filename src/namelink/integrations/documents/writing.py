"""Letters as they stand on paper, turned into a text as it is read: lines, gaps between words, directions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

_SHAPES = ("<initial>", "<medial>", "<final>", "<isolated>", "<compat>")
"""What Unicode says of letters by the form that they take beside others: ﬁ, ﻻ, ﺑ."""

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING, _CLOSING = frozenset("([{<«‹"), frozenset(")]}>»›")
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = ("R", "AL"), ("L", "EN", "AN")
"""Directions of Unicode; numbers run to the right in every script."""


@attrs.frozen(eq=False)
class Glyph:
    """What is drawn at one place, usually a letter.

    Attributes:
        text: The letters that it stands for, in the order in which they are read.
        left: Where it begins.
        right: Where it ends.
        bottom: Its lowest point.
        top: Its highest one.
        drawn: What a library knows of it.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    drawn: Any = None

    @property
    def is_mark(self) -> bool:
        """Whether it is drawn over or under a letter, and takes no room of its own."""
        return all(map(unicodedata.combining, self.text))

    def middle(self) -> float:
        """Return how far to the right its middle is."""
        return (self.left + self.right) / 2

    def height(self) -> float:
        """Return how high up its middle is."""
        return (self.bottom + self.top) / 2


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return what is drawn on a page line by line, from the top down and from left to right, marks with their letters.

    What stands at one height is one line, but for gaps between columns, or between the cells of a table: they are wider
    than any in a line, or one stands under the other, as those between words do not.

    Args:
        glyphs: What is drawn, in any order: programs draw a line in the order that suits them.

    >>> drawn = [Glyph("b", 6, 9, 0, 9), Glyph("a", 0, 5, 1, 9), Glyph("c", 0, 5, 20, 30), Glyph("d", 70, 75, 20, 30)]
    >>> [[glyph.text for glyph in line] for line in lines(drawn)]
    [['c'], ['d'], ['a', 'b']]
    """
    rows = _rows(glyphs)
    gaps = [_wider(list(_gaps(row))) for row in rows]
    found: list[list[Glyph]] = []
    for number, row in enumerate(rows):
        beside = [*(gaps[number - 1] if number else ()), *(gaps[number + 1] if number + 1 < len(gaps) else ())]
        begin = 0
        for gap in gaps[number]:
            if gap.is_wide() or any(map(gap.is_under, beside)):
                found.append(row[begin : gap.before])
                begin = gap.before
        found.append(row[begin:])
    return found


@attrs.frozen
class _Gap:
    """Where nothing is drawn between two letters of a row.

    Attributes:
        before: The number of the letter that it is before.
        left: Where it begins.
        right: Where it ends.
        size: How large the letter is.
    """

    before: int
    left: float
    right: float
    size: float

    def is_wide(self) -> bool:
        """Whether no two words of a line are so far apart."""
        return self.right - self.left > 3 * self.size

    def is_under(self, other: _Gap) -> bool:
        """Whether it and a gap of the next row are one."""
        return min(self.right, other.right) - max(self.left, other.left) > 0.4 * min(self.size, other.size)


def _gaps(row: Sequence[Glyph]) -> Iterator[_Gap]:
    """Yield the gaps of a row that are between words, or more."""
    end: float | None = None
    for number, glyph in enumerate(row):
        if glyph.text.isspace():
            continue
        size = max(glyph.right - glyph.left, glyph.top - glyph.bottom)
        if end is not None and glyph.left - end > 0.1 * size:
            yield _Gap(number, end, glyph.left, size)
        end = glyph.right if end is None else max(end, glyph.right)


def _wider(gaps: Sequence[_Gap]) -> list[_Gap]:
    """Return the gaps of a row that are wider than those between its words; where a line is stretched, all of it is."""
    least = min((gap.right - gap.left for gap in gaps), default=0.0)
    return [gap for gap in gaps if gap.right - gap.left > max(1.5 * least, 0.4 * gap.size) or gap.is_wide()]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return what is drawn on a page in rows, from the top down."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.height(), each.left)):
        first = found[-1][0] if found else None
        if first is not None and first.height() - glyph.height() < (first.top - first.bottom) / 2:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [_with_marks(sorted(row, key=Glyph.middle)) for row in found]


def _with_marks(row: list[Glyph]) -> list[Glyph]:
    """Return the letters of a row, each with the marks that stand over or under it."""
    letters = [glyph for glyph in row if not glyph.is_mark]
    marked: dict[int, str] = {}
    for mark in (glyph for glyph in row if glyph.is_mark and letters):
        near = min(range(len(letters)), key=lambda number: abs(letters[number].middle() - mark.middle()))
        marked[near] = marked.get(near, "") + mark.text
    return [attrs.evolve(each, text=each.text + marked.get(number, "")) for number, each in enumerate(letters)]


def block_text(lines: Iterable[Sequence[Glyph]], gap: float) -> str:
    """Return the text of some lines that belong together, such as a paragraph, or the cells of a column.

    Args:
        lines: What is drawn on each, in any order.
        gap: How wide the gap between two words is at least, by the size of a letter.

    >>> word = [Glyph("ر", 0, 4, 0, 9), Glyph("ط", 4, 8, 0, 9), Glyph("ق", 8, 12, 0, 9)]
    >>> block_text([[*word, Glyph("7", 15, 19, 0, 9)]], 0.1)
    '7 قطر'
    """
    placed = [_with_gaps(sorted(line, key=Glyph.middle), gap) for line in lines]
    is_turned = is_right_to_left("".join(piece for line in placed for piece in line))
    read = (logical(line, is_turned).split() for line in placed)
    text = "\n".join(" ".join(words) for words in read if words)
    return _with_brackets(text) if is_turned else text


def _with_gaps(line: Sequence[Glyph], gap: float) -> list[str]:
    """Return what stands on a line from left to right, with the gaps between words."""
    pieces: list[str] = []
    end: float | None = None
    for glyph in line:
        size = max(glyph.right - glyph.left, glyph.top - glyph.bottom)
        if end is not None and glyph.left - end > gap * size:
            pieces.append(" ")
        pieces.append(_unshaped(glyph.text))
        end = glyph.right if end is None else max(end, glyph.right)
    return pieces


def _unshaped(text: str) -> str:
    """Return letters by what they are, and not by the form that they take beside others."""
    return "".join(
        unicodedata.normalize("NFKC", letter).strip()
        if letter.isalpha() and unicodedata.decomposition(letter).startswith(_SHAPES)
        else letter
        for letter in text
    )


def logical(pieces: Sequence[str], is_turned: bool) -> str:
    """Return a line in the order in which it is read.

    Args:
        pieces: What stands on it from left to right; a piece is of several letters where they are drawn as one.
        is_turned: Whether it is read from the right.

    >>> logical(["G", "E", " ", "ر", "ط", "ق"], True), logical(["G", "E", " ", "ر", "ط", "ق"], False)
    ('قطر GE', 'GE قطر')
    >>> logical(["7", "0", " ", "ر", "لا"], True)
    'لار 70'
    """
    inner = _LEFT_TO_RIGHT if is_turned else _RIGHT_TO_LEFT
    ordered = [*reversed(pieces)] if is_turned else [*pieces]
    directions = map(_direction, ordered)
    signs = "".join("-" if not each else "i" if each in inner else "o" for each in directions)
    for run in re.finditer("i(-*i)*", signs):  # what runs the other way, with the spaces between its words
        ordered[run.start() : run.end()] = ordered[run.start() : run.end()][::-1]
    return "".join(ordered)


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text run to the left.

    >>> is_right_to_left("قطر GE"), is_right_to_left("Qatar (قطر)"), is_right_to_left("")
    (True, False, False)
    """
    directions = [unicodedata.bidirectional(letter) for letter in text if letter.isalpha()]
    return sum(each in _RIGHT_TO_LEFT for each in directions) * 2 > len(directions)


def _direction(piece: str) -> str:
    """Return the direction of the first letter or digit of a piece, or nothing where it has neither."""
    found = map(unicodedata.bidirectional, piece)
    return next((each for each in found if each in _RIGHT_TO_LEFT + _LEFT_TO_RIGHT), "")


def _with_brackets(text: str) -> str:
    """Return a text that runs to the left with its brackets the right way round: some programs say how they look."""
    first = next((letter for letter in text if letter in _OPENING | _CLOSING), "")
    return text.translate(_MIRRORED) if first in _CLOSING else text
