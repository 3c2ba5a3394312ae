"""Folding text: away with spelling habits, and the way back to the original by offsets.

`fold` is the fast road for a string, `fold_with_offsets` the one for texts whose spans matter.
Nothing else in namelink computes offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.errors import require_str
from namelink.text.characters import (
    MAX_MARKS,
    Level,
    fold_character,
    is_extension,
    is_mark,
    is_word,
)

FOLD_VERSION = 2
"""Raised whenever folding changes, because an index stores folded names."""

MOST_FOLDED = 18
"""Code points that folding makes of one at most: ﷺ has 18."""

_Codes = NDArray[np.uint32]
_Offsets = NDArray[np.int64]


class _Translation(dict[int, str | None]):
    """A table for str.translate that fills itself; threads may share it, for each would put down the same."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, code: int) -> str | None:
        out = fold_character(chr(code), self._level) or None
        self[code] = out
        return out


_FOLD = Level.FOLD
_TRANSLATIONS = {level: _Translation(level) for level in Level}


_Filled = tuple[NDArray[np.int32], NDArray[Any]]
"""For each page of code points where its values begin, or -1, and the values; never changed once made."""


class PagedTable:
    """A property of every code point, as arrays filled a page of 256 code points at a time.

    Threads may share one. A reader takes the pair of arrays once, and a filled table is a new pair, published by one
    assignment. There is no lock: of two threads that fill at once the later one publishes without the pages of the
    other, which are then filled again, and that is all. A lock would be copied held into a process that is forked
    meanwhile, as `link_many` does, and never be released there.
    """

    def __init__(self, function: Callable[[str], int], dtype: type[np.generic]) -> None:
        self._function = function
        self._filled: _Filled = np.full(0x1100, -1, dtype=np.int32), np.zeros(0, dtype=dtype)

    def __getitem__(self, codes: _Codes) -> NDArray[Any]:
        """Return the property of each code point of an array."""
        pages = codes >> 8
        places, values = self._filled
        wanted = places.take(pages)
        if wanted.size and int(wanted.min()) < 0:
            # np.unique would import numpy.ma when it is first called, under a lock as well.
            missing = np.flatnonzero(np.bincount(pages[wanted < 0])).tolist()
            places, values = self._filled = self._with_pages(missing, places, values)
            wanted = places.take(pages)
        wanted += codes & 255
        found: NDArray[Any] = values.take(wanted)
        return found

    def _with_pages(self, pages: list[int], places: NDArray[np.int32], values: NDArray[Any]) -> _Filled:
        """Return the arrays with the values of more pages."""
        fresh = [self._function(chr(page << 8 | low)) for page in pages for low in range(256)]
        places = places.copy()
        places[pages] = np.arange(len(values), len(values) + len(fresh), 256)
        return places, np.concatenate([values, np.array(fresh, dtype=values.dtype)])


_MANY = 0x110000
"""Stands in a table of results for 'several characters'."""


def _single(level: Level) -> Callable[[str], int]:
    def result(char: str) -> int:
        out = fold_character(char, level)
        return _MANY + 1 if not out else ord(out) if len(out) == 1 else _MANY

    return result


_RESULTS = {level: PagedTable(_single(level), np.uint32) for level in Level}
_MARKS = PagedTable(is_mark, np.bool_)
_EXTENSIONS = PagedTable(is_extension, np.bool_)
WORD_CHARACTERS = PagedTable(is_word, np.bool_)


def to_codes(text: str) -> _Codes:
    """Return a string's code points as an array; lone surrogates are kept.

    >>> to_codes("قط").tolist()
    [1602, 1591]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def from_codes(codes: _Codes) -> str:
    """Return the string of an array of code points."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


@attrs.frozen(eq=False)
class Folded:
    """A folded text that knows where each of its characters came from.

    Attributes:
        text: The folded text.
        starts: For each folded character, the offset of the original character it came from.
        ends: For each folded character, the offset after it in the original, its harakat and tatweel included.
    """

    text: str
    starts: _Offsets
    ends: _Offsets

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that a span of the folded text came from.

        >>> fold_with_offsets("مُحَمَّد!").original_span(0, 4)
        (0, 8)
        """
        return int(self.starts[start]), int(self.ends[end - 1])


def fold(text: str, level: Level = Level.FOLD) -> str:
    """Return a text folded, white space kept as it is wide.

    >>> fold("أُوزبكِسـتان")
    'اوزبكستان'
    """
    # Of what is printed in ASCII, folding changes capitals and the grave accent alone.
    if level is _FOLD and text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    out = text.translate(_TRANSLATIONS[level])
    if out.isascii() or (len(out) < 5000 and unicodedata.is_normalized("NFC", out)):
        return out
    return fold_with_offsets(text, level).text


def fold_with_offsets(text: str, level: Level = Level.FOLD) -> Folded:
    """Fold a text with array operations, keeping the offsets of what is kept.

    >>> folded = fold_with_offsets("إلى قَطر")
    >>> folded.text, folded.starts.tolist()
    ('الي قطر', [0, 1, 2, 3, 4, 6, 7])
    """
    codes = to_codes(text)
    results = _RESULTS[level][codes]
    kept = np.flatnonzero(results != _MANY + 1)
    marks = _MARKS[codes[kept]]
    if marks.any():
        short = _run_lengths(marks) <= MAX_MARKS
        kept, marks = kept[short], marks[short]
    out, starts = _expand(text, results, kept, level)
    after = _after_extensions(codes, results == _MANY + 1)
    folded = Folded(from_codes(out), starts, after[starts + 1])
    if marks.any() and not unicodedata.is_normalized("NFC", folded.text):
        return _composed(folded, level)
    return folded


def _run_lengths(flags: NDArray[np.bool_]) -> _Offsets:
    """Return, for each place, how many flags in a row end there (0 where the flag is not set)."""
    places = np.arange(1, flags.size + 1)
    return places - np.maximum.accumulate(np.where(flags, 0, places))


def _expand(text: str, results: _Codes, kept: _Offsets, level: Level) -> tuple[_Codes, _Offsets]:
    out = results[kept]
    many = np.flatnonzero(out == _MANY)
    if not many.size:
        return out, kept
    pieces = [fold_character(text[kept[i]], level) for i in many.tolist()]
    lengths = np.ones(kept.size, dtype=np.int64)
    lengths[many] = [len(piece) for piece in pieces]
    starts = np.repeat(kept, lengths)
    wide = np.repeat(out, lengths)
    wide[np.repeat(out == _MANY, lengths)] = to_codes("".join(pieces))
    return wide, starts


def _after_extensions(codes: _Codes, dropped: NDArray[np.bool_]) -> _Offsets:
    """Return, for each offset, the first one from there on that holds no dropped part of the letter before it."""
    places = np.arange(codes.size + 1)
    parts = np.flatnonzero(dropped)
    parts = parts[_EXTENSIONS[codes[parts]]]
    if not parts.size:
        return places
    places[parts] = codes.size
    after: _Offsets = np.minimum.accumulate(places[::-1])[::-1]
    return after


def _composed(folded: Folded, level: Level) -> Folded:
    """Compose the marks that survived with their bases, cluster by cluster."""
    marks = _MARKS[to_codes(folded.text)]
    bounds = np.flatnonzero(np.append(~marks, True))
    if bounds[0] != 0:
        bounds = np.insert(bounds, 0, 0)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        piece = folded.text[begin:end]
        if end - begin > 1:
            piece = fold(unicodedata.normalize("NFC", piece), level)
        pieces.append(piece)
        starts += [int(folded.starts[begin])] * len(piece)
        ends += [int(folded.ends[end - 1])] * len(piece)
    return Folded("".join(pieces), np.array(starts, np.int64), np.array(ends, np.int64))


def is_longer(text: str, limit: int, level: Level = Level.FOLD) -> bool:
    """Whether a text has more code points than a limit, as it is or folded.

    A text beyond the limit is not folded, so that the work is bounded by the limit.

    >>> is_longer("ﷺ" * 50, 1000), is_longer("ﷺ" * 60, 1000)
    (False, True)
    """
    if len(text) * MOST_FOLDED <= limit:
        return False
    return len(text) > limit or (not text.isascii() and len(fold(text, level)) > limit)


def normalize(text: str, level: str = "clean") -> str:
    """Return a name in the form to show (``clean``) or to look up (``fold``).

    Runs of white space become one space; ends are trimmed.

    Args:
        text: A name or a text, in any script.
        level: ``clean`` takes away harakat, tatweel, bidi and zero-width marks and maps look-alike
            letters (ی ک); ``fold`` also merges spelling habits (أ إ آ ا, ى ي, ة ه, hamza seats),
            case and accents.

    Returns:
        The normalized text; normalizing it again changes nothing.

    Raises:
        TypeError: text is not a str.
        ValueError: level is neither ``clean`` nor ``fold``.

    >>> normalize("أُوزبكِسـتان")
    'أوزبكستان'
    >>> normalize("أُوزبكِسـتان", level="fold")
    'اوزبكستان'
    """
    require_str(text, "normalize", "text")
    if level not in tuple(Level):
        raise ValueError(f"normalize() knows the levels 'clean' and 'fold', not {level!r}")
    return " ".join(fold(text, Level(level)).split())
