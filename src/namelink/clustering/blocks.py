"""Which names of a list are worth comparing: those of one block, of names that share what is rare.

A block is made by the phonetic key of a word, as it is or with one sound left out, so that words one sound
apart meet. A block that holds too many names to compare each with each is parted by a second word, and, where
that is not enough, by a third: what is rare is asked for first, and a common word (محمد) never brings names
together by itself. Names that no other word parts are sorted by their sounds, and each is compared with those
next to it. So the pairs grow as the names do, whatever they are, and no name is left out for coming late.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.matching.pairing import word_weight
from namelink.names import analyzer
from namelink.phonetics.keys import deletion_neighbours, phonetic_code

SMALL = 10
"""Names of a block that are compared each with each, while another word could part them."""

NEIGHBOURS = 60
"""Names that each is compared with in a block that no other word parts."""

MOST_WORDS = 6
"""Words of a name, the first ones, that make blocks."""

MOST_COMMON = 16
"""Keys of a name in large blocks, the rarest ones, that are put together."""

AT_ONCE = 1 << 17
"""Rows that are put together at a time: it bounds the memory, and changes nothing else."""

_Ints = NDArray[np.int64]
_Which = NDArray[np.bool_]


@attrs.frozen(eq=False)
class _Rows:
    """Names and the blocks they are in, side by side, by the number of the name.

    Attributes:
        name: The number of the name.
        words: The words of the name that make the block, one bit for each.
        block: The number of the block.
        bent: Whether a sound of a word was left out.
    """

    name: _Ints
    words: _Ints
    block: _Ints
    bent: _Which

    def where(self, chosen: _Which | _Ints) -> _Rows:
        """Return some of the rows."""
        return _Rows(self.name[chosen], self.words[chosen], self.block[chosen], self.bent[chosen])

    def sizes(self) -> _Ints:
        """Return how many rows are of the block of each row."""
        _, place, counts = np.unique(self.block, return_inverse=True, return_counts=True)
        return np.asarray(counts[place], dtype=np.int64)


def likely_pairs(names: Sequence[str]) -> _Ints:
    """Return the pairs of names that are worth comparing, each once: rows of two numbers, the smaller first.

    Args:
        names: Names, each once and sorted, so that the pairs do not depend on the order they came in.

    >>> likely_pairs(["صدر جباروف", "بوتين", "Sadyr Japarov"]).tolist()
    [[0, 2]]
    """
    rows, every = _rows_of(names)
    sizes = rows.sizes()
    found = [_pairs(rows.where(sizes <= SMALL), SMALL, len(names))]
    large = rows.where(sizes > SMALL)
    common = large.where(_rarest(large, sizes[sizes > SMALL]))
    unparted = [large.where(large.words == every[large.name])]
    for _ in range(2):
        large = _with_another_word(large, common)
        sizes = large.sizes()
        found.append(_pairs(large.where(sizes <= SMALL), SMALL, len(names)))
        large = large.where(sizes > SMALL)
        unparted.append(large.where(large.words == every[large.name]))
    unparted[-1] = large
    order = _order_by_sound(names)
    found += [_pairs(rows, NEIGHBOURS, len(names), order) for rows in unparted]
    codes = np.unique(np.concatenate(found))
    return np.stack(np.divmod(codes, max(len(names), 1)), axis=1)


def _rows_of(names: Sequence[str]) -> tuple[_Rows, _Ints]:
    """Return the rows of the words of some names, and the bits of all the words of each name."""
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, bool]] = []
    every = np.zeros(len(names), dtype=np.int64)
    for number, name in enumerate(names):
        for bits, key in _keys(name):
            every[number] |= bits
            variants = (key, *sorted(deletion_neighbours(key)))
            rows += [(number, bits, numbers.setdefault(v, len(numbers)), v != key) for v in variants]
    name_of, words, block, bent = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return _Rows(name_of, words, _scattered(block), bent.astype(np.bool_)), every


def sounding_words(name: str) -> list[str]:
    """Return the phonetic keys of the words of a name that count, each once.

    >>> sounding_words("محمد بن سلمان")
    ['MHMD', 'SLMN']
    """
    parts = analyzer().name(name).parts[:MOST_WORDS]
    counting = [part for part in parts if word_weight(part.letters) == 1] or parts
    return list(dict.fromkeys(part.phonetic_key for part in counting))


def _keys(name: str) -> list[tuple[int, str]]:
    """Return the phonetic keys of a name, each with the bits of its words.

    Words of structure are only heard together with their neighbours: عبد العزيز, Abdulaziz.
    """
    bits = {key: 1 << i for i, key in enumerate(sounding_words(name))}
    parts = analyzer().name(name).parts[:MOST_WORDS]
    runs = {}
    for first in range(len(parts)):
        for run in (parts[first : first + 2], parts[first : first + 3]):
            if len(parts) == 2 or any(word_weight(part.letters) < 1 for part in run):
                keys = [str(part.phonetic_key) for part in run]
                runs["".join(keys)] = sum(bits.get(key, 0) for key in set(keys))
    return [(words, key) for key, words in (runs | bits).items()]


def _scattered(numbers: _Ints) -> _Ints:
    """Return numbers spread over all of 64 bits, so that the sum of some tells which they were (splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).view(np.int64)


def _rarest(rows: _Rows, sizes: _Ints) -> _Which:
    """Return which rows are among the MOST_COMMON of their name in the smallest blocks."""
    order = np.lexsort((rows.block, sizes, rows.name))
    name = rows.name[order]
    first = np.searchsorted(name, name)
    chosen = np.zeros(name.size, dtype=np.bool_)
    chosen[order] = np.arange(name.size) - first < MOST_COMMON
    return chosen


def _with_another_word(rows: _Rows, common: _Rows) -> _Rows:
    """Return rows for each row and each common word of its name that stands after its words.

    Of all the words that make a block, one may be bent.
    """
    first = np.searchsorted(common.name, rows.name)
    count = np.searchsorted(common.name, rows.name, side="right") - first
    parts = []
    for begin in range(0, rows.name.size, AT_ONCE):
        here = slice(begin, begin + AT_ONCE)
        row = np.repeat(np.arange(begin, begin + count[here].size), count[here])
        inside = np.arange(row.size) - np.repeat(np.cumsum(count[here]) - count[here], count[here])
        other = first[row] + inside
        after = (common.words[other] > rows.words[row]) & ~(rows.bent[row] & common.bent[other])
        row, other = row[after], other[after]
        apart = (common.words[other] & rows.words[row]) == 0
        row, other = row[apart], other[apart]
        with np.errstate(over="ignore"):
            block = rows.block[row] + common.block[other]
        words = rows.words[row] | common.words[other]
        parts.append(_Rows(rows.name[row], words, block, rows.bent[row] | common.bent[other]))
    if not parts:
        return rows
    return _Rows(*(np.concatenate([getattr(p, field.name) for p in parts]) for field in attrs.fields(_Rows)))


def _order_by_sound(names: Sequence[str]) -> _Ints:
    """Return the place of each name among all, sorted by their sounds, alike in every script."""
    heard = [" ".join(phonetic_code(part.form) for part in analyzer().name(name).parts[:MOST_WORDS]) for name in names]
    order = sorted(range(len(names)), key=lambda i: (heard[i], i))
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    return place


def _pairs(rows: _Rows, reach: int, names: int, order: _Ints | None = None) -> _Ints:
    """Return the pairs of names that stand less than `reach` places apart in one block, as one number each."""
    by = np.lexsort((rows.name if order is None else order[rows.name], rows.block))
    name, block = rows.name[by], rows.block[by]
    found = [np.zeros(0, dtype=np.int64)]
    for apart in range(1, min(reach, name.size)):
        same = block[apart:] == block[:-apart]
        if not same.any():
            break
        same &= name[apart:] != name[:-apart]
        a, b = name[:-apart][same], name[apart:][same]
        found.append(np.minimum(a, b) * names + np.maximum(a, b))
    return np.unique(np.concatenate(found))
