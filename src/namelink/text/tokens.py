"""Tokens of a folded text.

Word boundaries are Unicode's in what matters to names: hyphens, underscores and hash marks part
words (#حفر_الباطن is two), an apostrophe inside a Latin or Cyrillic word does not (Sana'a is one).
"""

from __future__ import annotations

import re

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.text.characters import is_word
from namelink.text.folding import WORD_CHARACTERS, Folded, PagedTable, to_codes


class _Separation(dict[int, int]):
    """A table for str.translate that turns all that is no part of a word into a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if is_word(chr(code)) else ord(" ")
        return self[code]


_SEPARATE = _Separation()
_APOSTROPHE = re.compile(r"(?<=[^\W_\u0600-\u06ff])'(?!s?(?:[\W_]|$))(?=[^\W_\u0600-\u06ff])")


def words(folded: str) -> list[str]:
    """Return the words of a folded name.

    >>> words("cote d'ivoire"), words("حفر_الباطن"), words("putin's")
    (['cote', 'divoire'], ['حفر', 'الباطن'], ['putin', 's'])
    """
    found = folded.split()
    if "".join(found).isalnum():  # nothing but letters, digits and spaces: most names
        return found
    if "'" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return folded.translate(_SEPARATE).split()


@attrs.frozen(eq=False)
class Tokens:
    """The words of a folded text.

    Attributes:
        keys: The words.
        starts: The offset of each in the folded text.
        ends: The offset after each in the folded text.
        joined: Whether a name may run on into this word from the one before: nothing but spaces,
            hyphens or underscores between them, and no blank line.
    """

    keys: list[str]
    starts: list[int]
    ends: list[int]
    joined: list[bool]

    def __len__(self) -> int:
        return len(self.keys)


_SOFT = frozenset(" -_'·\u2027\u30fb")


def _is_hard(char: str) -> bool:
    return char not in _SOFT and not is_word(char)


_HARD = PagedTable(_is_hard, np.bool_)


def tokenize(folded: Folded, original: str) -> Tokens:
    """Return the words of a folded text.

    Args:
        folded: The folded text.
        original: The text it came from, for its line breaks.
    """
    codes = to_codes(folded.text)
    word = np.zeros(codes.size + 2, dtype=np.bool_)
    word[1:-1] = WORD_CHARACTERS[codes]
    inner = _inner_apostrophes(folded.text)
    word[np.array(inner, dtype=np.int64) + 1] = True
    edges = np.flatnonzero(word[1:] != word[:-1])
    starts, ends = edges[0::2], edges[1::2]
    begin, stop = starts.tolist(), ends.tolist()
    keys = [folded.text[s:e] for s, e in zip(begin, stop, strict=True)]
    if inner:
        keys = [key.replace("'", "") for key in keys]
    return Tokens(keys, begin, stop, _joined(codes, folded, original, starts, ends))


def _inner_apostrophes(folded: str) -> list[int]:
    return [match.start() for match in _APOSTROPHE.finditer(folded)] if "'" in folded else []


def _joined(
    codes: NDArray[np.uint32],
    folded: Folded,
    original: str,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> list[bool]:
    if not starts.size:
        return []
    hard = np.concatenate([[0], np.cumsum(_HARD[codes])])
    between = hard[starts[1:]] - hard[ends[:-1]]
    # The dot of an initial does not end a name: J. K. Rowling.
    dot = (codes[np.minimum(ends[:-1], codes.size - 1)] == ord(".")) & (ends[:-1] - starts[:-1] == 1)
    between = between - dot
    breaks = np.flatnonzero(to_codes(original) == ord("\n"))
    if breaks.size:
        line = np.searchsorted(breaks, folded.starts[starts])
        between = between + (np.diff(line) > 1)
    return [False, *(between == 0).tolist()]
