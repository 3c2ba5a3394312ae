"""What stands between the tokens of a name: commas of any script and brackets."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

import attrs

from namelink.text.folding import fold_with_offsets
from namelink.text.tokens import tokenize


class Mark(StrEnum):
    """A mark that parts a name."""

    COMMA = "comma"
    OPENING = "opening"
    CLOSING = "closing"
    DOT = "dot"


_PUNCTUATION = re.compile(r"[^\w\s]")
_BY_CATEGORY = {"Ps": Mark.OPENING, "Pe": Mark.CLOSING}


@functools.lru_cache(maxsize=256)
def _mark(char: str) -> Mark | None:
    """Return which mark a character is, in any script, by its name in Unicode; None for any other."""
    if char == ".":
        return Mark.DOT
    name = unicodedata.name(char, "")
    if re.search(r"\b(?:COMMA|SEMICOLON)$", name):
        return Mark.COMMA
    return _BY_CATEGORY.get(unicodedata.category(char))


@attrs.frozen(eq=False)
class Separators:
    """The commas and brackets of a name, by the places of its tokens.

    Attributes:
        commas: The places of tokens with a comma before them.
        bracketed: The places of tokens in brackets.
        dotted: The places of tokens with a dot after them.
    """

    commas: frozenset[int] = frozenset()
    bracketed: frozenset[int] = frozenset()
    dotted: frozenset[int] = frozenset()

    def comma_before(self, place: int) -> bool:
        """Whether a comma stands before a token."""
        return place in self.commas

    def in_brackets(self, place: int) -> bool:
        """Whether a token stands in brackets that close."""
        return place in self.bracketed

    def dot_after(self, place: int) -> bool:
        """Whether a dot follows a token."""
        return place in self.dotted


NONE = Separators()


def separators_of(text: str, tokens: int) -> Separators:
    """Return the separators of a name.

    Args:
        text: The name as written.
        tokens: How many tokens it has.

    >>> found = separators_of("عباس، محمود (أبو مازن)", 4)
    >>> sorted(found.commas), sorted(found.bracketed)
    ([1], [2, 3])
    >>> separators_of("Siemens (never closed", 3).bracketed
    frozenset()
    """
    marks = (
        [] if text.isalnum() else [(m.start(), mark) for m in _PUNCTUATION.finditer(text) if (mark := _mark(m.group()))]
    )
    if not marks:
        return NONE
    folded = fold_with_offsets(text)
    written = tokenize(folded, text)
    if len(written) != tokens:
        return NONE
    starts = [int(folded.starts[start]) for start in written.starts]
    commas = {bisect_right(starts, at) for at, mark in marks if mark is Mark.COMMA}
    inside = {
        place
        for opened, closed in _brackets(marks)
        for place in range(bisect_right(starts, opened), bisect_right(starts, closed))
    }
    return Separators(
        frozenset(place for place in commas if 0 < place < tokens and place not in inside),
        frozenset(inside),
        frozenset(bisect_right(starts, at) - 1 for at, mark in marks if mark is Mark.DOT),
    )


def _brackets(marks: Sequence[tuple[int, Mark]]) -> list[tuple[int, int]]:
    """Return the offsets of brackets that open and close, those inside others left out."""
    found: list[tuple[int, int]] = []
    opened = -1
    for at, mark in marks:
        if mark is Mark.CLOSING and opened >= 0:
            found.append((opened, at))
            opened = -1
        elif mark is Mark.OPENING and opened < 0:
            opened = at
    return found
