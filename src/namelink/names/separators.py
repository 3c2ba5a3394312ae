"""What stands between the tokens of a name: commas of any script, brackets, and the signs of footnotes."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

import attrs

from namelink.text.folding import fold_with_offsets
from namelink.text.tokens import tokenize


class Mark(StrEnum):
    """A mark that parts a name."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    OPENING = "opening"
    CLOSING = "closing"
    DOT = "dot"
    FOOTNOTE = "footnote"


_PUNCTUATION = re.compile(r"[^\w\s]")
_BY_CATEGORY = {"Ps": Mark.OPENING, "Pe": Mark.CLOSING}
_BY_NAME = {
    "SEMICOLON": Mark.SEMICOLON,
    "COMMA": Mark.COMMA,
    "ASTERISK": Mark.FOOTNOTE,
    "DAGGER": Mark.FOOTNOTE,
    "REFERENCE MARK": Mark.FOOTNOTE,
}


@functools.lru_cache(maxsize=256)
def _mark(char: str) -> Mark | None:
    """Return which mark a character is, in any script, by its name in Unicode; None for any other."""
    if char == ".":
        return Mark.DOT
    name = unicodedata.name(char, "")
    for ending, mark in _BY_NAME.items():
        if name.endswith(ending):
            return mark
    return _BY_CATEGORY.get(unicodedata.category(char))


class Bracket(NamedTuple):
    """Tokens in brackets that close.

    Attributes:
        first: The place of the first.
        stop: The place after the last.
        is_tag: Whether they are capitals and digits in square brackets, as lists mark what they hold: [SDGT].
    """

    first: int
    stop: int
    is_tag: bool


@attrs.frozen(eq=False)
class Separators:
    """The commas and brackets of a name, by the places of its tokens.

    Attributes:
        commas: The places of tokens with a comma or a semicolon before them.
        bracketed: The places of tokens in brackets.
        dotted: The places of tokens with a dot after them.
        semicolons: The places of tokens with a semicolon before them, in brackets too.
        brackets: The tokens in brackets, of each pair by itself.
        footnote: The place of the first token after the sign of a footnote, which belongs to it; or None.
        inner_commas: The places of tokens in brackets with a comma before them.
        count: How many tokens the name has.
    """

    commas: frozenset[int] = frozenset()
    bracketed: frozenset[int] = frozenset()
    dotted: frozenset[int] = frozenset()
    semicolons: frozenset[int] = frozenset()
    brackets: tuple[Bracket, ...] = ()
    footnote: int | None = None
    inner_commas: frozenset[int] = frozenset()
    count: int = 0

    @property
    def has_parts(self) -> bool:
        """Whether there is any comma, bracket or footnote."""
        return bool(self.commas or self.brackets or self.footnote)

    def comma_before(self, place: int) -> bool:
        """Whether a comma stands before a token."""
        return place in self.commas

    def in_brackets(self, place: int) -> bool:
        """Whether a token stands in brackets that close."""
        return place in self.bracketed

    def dot_after(self, place: int) -> bool:
        """Whether a dot follows a token."""
        return place in self.dotted


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
        return Separators(count=tokens)
    folded = fold_with_offsets(text)
    written = tokenize(folded, text)
    if len(written) != tokens:
        return Separators(count=tokens)
    starts = [int(folded.starts[start]) for start in written.starts]
    brackets = tuple([_bracket(text, starts, opened, closed) for opened, closed in _brackets(marks)])
    inside = {place for bracket in brackets for place in range(bracket.first, bracket.stop)}
    at = {kind: {bisect_right(starts, place) for place, mark in marks if mark is kind} for kind in Mark}
    return Separators(
        frozenset(p for p in at[Mark.COMMA] | at[Mark.SEMICOLON] if 0 < p < tokens and p not in inside),
        frozenset(inside),
        frozenset(bisect_right(starts, place) - 1 for place, mark in marks if mark is Mark.DOT),
        frozenset(at[Mark.SEMICOLON]),
        brackets,
        _footnote(text, starts, marks, inside),
        frozenset(at[Mark.COMMA] & inside),
        tokens,
    )


_TAG = re.compile(r"\[[A-Z0-9_-]*[A-Z]{2}[A-Z0-9_-]*\]")


def _bracket(text: str, starts: Sequence[int], opened: int, closed: int) -> Bracket:
    is_tag = _TAG.fullmatch(text, opened, closed + 1) is not None
    return Bracket(bisect_right(starts, opened), bisect_right(starts, closed), is_tag)


def _footnote(
    text: str, starts: Sequence[int], marks: Sequence[tuple[int, Mark]], inside: Collection[int]
) -> int | None:
    """Return the place of the first token of a footnote: it follows a sign that no letter follows at once (M*A*S*H)."""
    for at, mark in marks:
        place = bisect_right(starts, at)
        follows = 0 < place < len(starts) and place not in inside
        if mark is Mark.FOOTNOTE and follows and not text[at + 1 : at + 2].isalnum():
            return place
    return None


def spans_of(text: str, tokens: int) -> list[tuple[int, int]]:
    """Return the offsets of the tokens of a name; none where it has not so many.

    >>> spans_of("Homs (1)", 2)
    [(0, 4), (6, 7)]
    """
    folded = fold_with_offsets(text)
    written = tokenize(folded, text)
    spans = [folded.original_span(*span) for span in zip(written.starts, written.ends, strict=True)]
    return spans if len(spans) == tokens else []


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
