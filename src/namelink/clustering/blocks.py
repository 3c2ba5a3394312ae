"""Blocking: the pairs of names of a list that are worth comparing, because they share a rare token.

A block is made by the phonetic key of a token, as it is or with one sound left out, so that tokens one sound
apart meet. A block that holds too many names to compare each with each is parted by a second token, and, where
that is not enough, by a third: a common token (محمد) never brings names together by itself. Names that no other
token parts are sorted by their sounds, and each is compared with those next to it. So the pairs grow as the names
do, whatever they are, and no name is left out for coming late.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.config import ClusteringConfig, Limits
from namelink.matching.pairing import word_weight
from namelink.names import NameText
from namelink.phonetics.keys import PhoneticKey, deletion_neighbours, phonetic_code

_Ints = NDArray[np.int64]
_Which = NDArray[np.bool_]


@attrs.frozen(eq=False)
class _Rows:
    """Names and the blocks they are in, side by side, by the number of the name.

    Attributes:
        name: The number of the name.
        tokens: The tokens of the name that make the block, one bit for each.
        block: The number of the block.
        deleted: Whether a sound of a token was left out.
    """

    name: _Ints
    tokens: _Ints
    block: _Ints
    deleted: _Which

    def where(self, chosen: _Which | _Ints) -> _Rows:
        """Return some of the rows."""
        return _Rows(self.name[chosen], self.tokens[chosen], self.block[chosen], self.deleted[chosen])

    def sizes(self) -> _Ints:
        """Return how many rows are of the block of each row."""
        _, place, counts = np.unique(self.block, return_inverse=True, return_counts=True)
        return np.asarray(counts[place], dtype=np.int64)


@attrs.frozen(eq=False)
class Sounds:
    """How the first tokens of a name sound.

    Attributes:
        keys: The phonetic keys of all of them.
        weights: How much each counts: 1, or less for one that carries structure.
        code: Their phonetic codes, vowels included.
        letters: How many letters all tokens of the name have.
    """

    keys: tuple[PhoneticKey, ...]
    weights: tuple[float, ...]
    code: str
    letters: int = 0

    @classmethod
    def of(cls, name: NameText | None, most: int) -> Sounds:
        """Return the sounds of a name, some tokens at most; None has none."""
        parts = name.parts[:most] if name else ()
        return cls(
            tuple(part.phonetic_key for part in parts),
            tuple(word_weight(part.letters) for part in parts),
            " ".join(phonetic_code(part.form) for part in parts),
            sum(map(len, name.letters)) if name else 0,
        )

    def distinctive(self) -> list[PhoneticKey]:
        """Return the phonetic keys of the tokens that carry more than structure, or of all, each once.

        >>> from namelink.names import analyzer
        >>> Sounds.of(analyzer().name("محمد بن سلمان"), 6).distinctive()
        ['MHMD', 'SLMN']
        """
        keys = [key for key, weight in zip(self.keys, self.weights, strict=True) if weight == 1]
        return list(dict.fromkeys(keys or self.keys))


def block_pairs(names: Sequence[Sounds], settings: ClusteringConfig, limits: Limits) -> _Ints:
    """Return the pairs of names that are worth comparing, each once: rows of two numbers, the smaller first.

    Args:
        names: The sounds of names, each once and sorted, so that the pairs do not depend on the order they came in.
        settings: How large blocks may be.
        limits: How many rows are put together at a time: it bounds the memory, and changes nothing else.

    >>> from namelink.names import analyzer
    >>> texts = ["صدر جباروف", "بوتين", "Sadyr Japarov"]
    >>> names = [Sounds.of(analyzer().name(text), 6) for text in texts]
    >>> block_pairs(names, ClusteringConfig(), Limits()).tolist()
    [[0, 2]]
    """
    rows, every = _rows_of(names)
    size, count = settings.largest_block, len(names)
    sizes = rows.sizes()
    found = [_pairs(rows.where(sizes <= size), size, count)]
    large = rows.where(sizes > size)
    common = large.where(_rarest(large, sizes[sizes > size], settings.common_keys))
    unparted = [large.where(large.tokens == every[large.name])]
    for _ in range(2):
        large = _with_another_token(large, common, limits.rows_at_once)
        sizes = large.sizes()
        found.append(_pairs(large.where(sizes <= size), size, count))
        large = large.where(sizes > size)
        unparted.append(large.where(large.tokens == every[large.name]))
    unparted[-1] = large
    order = _order_by_sound(names)
    found += [_pairs(rows, settings.neighbours, count, order) for rows in unparted]
    codes = np.unique(np.concatenate(found))
    return np.stack(np.divmod(codes, max(count, 1)), axis=1)


def nearest_pairs(names: Sequence[Sounds], pairs: _Ints, settings: ClusteringConfig) -> _Ints:
    """Return pairs without those of long names that are too many, of each name the farthest in the order of sounds.

    To compare two names takes as long as the letters of one times those of the other: what each name may take is
    bounded, so that a list of strings of a thousand letters takes no more than one of as many ordinary names.

    Args:
        names: The sounds of the names.
        pairs: Pairs of their numbers, a row each.
        settings: How much each name may take.

    >>> names = [Sounds(("K",), (1.0,), "k" * (number + 1), 1000) for number in range(9)]
    >>> pairs = np.array([[0, other] for other in range(1, 9)])
    >>> nearest_pairs(names, pairs, ClusteringConfig()).tolist()
    [[0, 1], [0, 2]]
    """
    letters = np.array([max(name.letters, 1) for name in names], dtype=np.int64)
    most = np.maximum(settings.aligned_letters // letters**2, 1)
    if (np.bincount(pairs.ravel(), minlength=len(names)) <= most).all():
        return pairs
    order = _order_by_sound(names)
    apart = np.tile(np.abs(order[pairs[:, 0]] - order[pairs[:, 1]]), 2)
    name = pairs.T.ravel()
    by = np.lexsort((np.tile(np.arange(len(pairs)), 2), apart, name))
    rank = np.empty(name.size, dtype=np.int64)
    rank[by] = np.arange(name.size) - np.searchsorted(name[by], name[by])
    of_one, of_other = np.split(rank < most[name], 2)
    return pairs[of_one & of_other]


def _rows_of(names: Sequence[Sounds]) -> tuple[_Rows, _Ints]:
    """Return the rows of the tokens of some names, and the bits of all the tokens of each name."""
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, bool]] = []
    every = np.zeros(len(names), dtype=np.int64)
    for number, name in enumerate(names):
        for bits, key in _keys(name):
            every[number] |= bits
            variants = (key, *sorted(deletion_neighbours(key)))
            rows += [(number, bits, numbers.setdefault(v, len(numbers)), v != key) for v in variants]
    name_of, tokens, block, deleted = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return _Rows(name_of, tokens, _scattered(block), deleted.astype(np.bool_)), every


def _keys(name: Sounds) -> list[tuple[int, str]]:
    """Return the phonetic keys of a name, each with the bits of its tokens.

    Tokens of structure only make keys together with their neighbours: عبد العزيز, Abdulaziz.
    """
    bits: dict[str, int] = {key: 1 << i for i, key in enumerate(name.distinctive())}
    count = len(name.keys)
    runs = {}
    for first in range(count):
        for last in (first + 2, first + 3):
            if count == 2 or min(name.weights[first:last]) < 1:
                keys = name.keys[first:last]
                runs["".join(keys)] = sum(bits.get(key, 0) for key in set(keys))
    return [(tokens, key) for key, tokens in (runs | bits).items()]


def _scattered(numbers: _Ints) -> _Ints:
    """Return numbers spread over all of 64 bits, so that the sum of some tells which they were (splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).view(np.int64)


def _rarest(rows: _Rows, sizes: _Ints, most: int) -> _Which:
    """Return which rows are among those of their name in the smallest blocks, some at most."""
    order = np.lexsort((rows.block, sizes, rows.name))
    name = rows.name[order]
    first = np.searchsorted(name, name)
    chosen = np.zeros(name.size, dtype=np.bool_)
    chosen[order] = np.arange(name.size) - first < most
    return chosen


def _with_another_token(rows: _Rows, common: _Rows, at_once: int) -> _Rows:
    """Return rows for each row and each common token of its name that stands after its tokens.

    At most one of the tokens that make a block may lack a sound.
    """
    first = np.searchsorted(common.name, rows.name)
    count = np.searchsorted(common.name, rows.name, side="right") - first
    parts = []
    for begin in range(0, rows.name.size, at_once):
        here = slice(begin, begin + at_once)
        row = np.repeat(np.arange(begin, begin + count[here].size), count[here])
        inside = np.arange(row.size) - np.repeat(np.cumsum(count[here]) - count[here], count[here])
        other = first[row] + inside
        after = (common.tokens[other] > rows.tokens[row]) & ~(rows.deleted[row] & common.deleted[other])
        row, other = row[after], other[after]
        apart = (common.tokens[other] & rows.tokens[row]) == 0
        row, other = row[apart], other[apart]
        with np.errstate(over="ignore"):
            block = rows.block[row] + common.block[other]
        tokens = rows.tokens[row] | common.tokens[other]
        parts.append(_Rows(rows.name[row], tokens, block, rows.deleted[row] | common.deleted[other]))
    if not parts:
        return rows
    return _Rows(*(np.concatenate([getattr(p, field.name) for p in parts]) for field in attrs.fields(_Rows)))


def _order_by_sound(names: Sequence[Sounds]) -> _Ints:
    """Return the place of each name among all, sorted by their sounds, alike in every script."""
    order = sorted(range(len(names)), key=lambda i: (names[i].code, i))
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
