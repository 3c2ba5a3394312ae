"""Of names that share a block, those that sound alike as wholes: a rough look, before the costly one.

The phonetic keys of their words are compared, each with the most alike of the other name; a pair whose words
have too little in common is given up. One pair of keys is compared once, however many names hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from namelink.clustering.blocks import MOST_WORDS, sounding_words

ALIKE = 0.75
"""The mean likeness of the words of two names, 0 to 1, from which the names are compared."""

AT_ONCE = 1 << 17
"""Pairs that are looked at together: it bounds the memory, and changes nothing else."""

_NONE = -1


def alike_by_sound(names: Sequence[str], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those pairs of names whose words sound more or less alike, whatever their order.

    Args:
        names: The names.
        pairs: Pairs of their numbers, a row each.

    >>> alike_by_sound(["Sadyr Japarov", "صدر جباروف", "صدر البوسعيدي"], np.array([[0, 1], [1, 2]])).tolist()
    [[0, 1]]
    """
    numbers: dict[str, int] = {}
    table = np.full((len(names), MOST_WORDS), _NONE, dtype=np.int64)
    for row, name in enumerate(names):
        keys = [numbers.setdefault(key, len(numbers)) for key in sounding_words(name)]
        table[row, : len(keys)] = keys
    heard = list(numbers)
    parts = [pairs[i : i + AT_ONCE] for i in range(0, len(pairs), AT_ONCE)]
    kept = [part[_likeness(table[part[:, 0]], table[part[:, 1]], heard) >= ALIKE] for part in parts]
    return np.concatenate(kept) if kept else pairs


def _likeness(a: NDArray[np.int64], b: NDArray[np.int64], heard: list[str]) -> NDArray[np.float32]:
    """Return, for each row, the mean likeness of each word to the most alike of the other name."""
    from rapidfuzz import process  # here, because most programs wait for it in vain
    from rapidfuzz.distance import Levenshtein

    met = (a[:, :, None] != _NONE) & (b[:, None, :] != _NONE)
    codes, place = np.unique((a[:, :, None] * len(heard) + b[:, None, :])[met], return_inverse=True)
    first, second = ([heard[i] for i in side.tolist()] for side in np.divmod(codes, len(heard)))
    alike = np.zeros(met.shape, dtype=np.float32)
    alike[met] = process.cpdist(first, second, scorer=Levenshtein.normalized_similarity, dtype=np.float32)[place]
    words = (a != _NONE).sum(axis=1) + (b != _NONE).sum(axis=1)
    total = alike.max(axis=2).sum(axis=1) + alike.max(axis=1).sum(axis=1)
    found: NDArray[np.float32] = total / np.maximum(words, 1)
    return found
