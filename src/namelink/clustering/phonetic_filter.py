"""Phonetic filter: of the pairs that share a block, those that sound alike as wholes, before the costly comparison.

The phonetic keys of the tokens are compared, each with the most similar one of the other name. One pair of keys is
compared once, however many names hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from namelink.clustering.blocks import Sounds
from namelink.config import ClusteringConfig, Limits

_NONE = -1


def similar_pairs(
    names: Sequence[Sounds], pairs: NDArray[np.int64], settings: ClusteringConfig, limits: Limits
) -> NDArray[np.int64]:
    """Return those pairs of names whose tokens sound more or less alike, whatever their order.

    Args:
        names: The sounds of the names.
        pairs: Pairs of their numbers, a row each.
        settings: How similar they must be.
        limits: How many pairs are looked at together: it bounds the memory, and changes nothing else.

    >>> from namelink.names import analyzer
    >>> texts = ["Sadyr Japarov", "صدر جباروف", "صدر البوسعيدي"]
    >>> names = [Sounds.of(analyzer().name(text), 6) for text in texts]
    >>> similar_pairs(names, np.array([[0, 1], [1, 2]]), ClusteringConfig(), Limits()).tolist()
    [[0, 1]]
    """
    numbers: dict[str, int] = {}
    table = np.full((len(names), settings.tokens), _NONE, dtype=np.int64)
    for row, name in enumerate(names):
        places = [numbers.setdefault(key, len(numbers)) for key in name.distinctive()]
        table[row, : len(places)] = places
    keys, size = list(numbers), limits.rows_at_once
    parts = [pairs[i : i + size] for i in range(0, len(pairs), size)]
    least = settings.min_phonetic_similarity
    kept = [part[_similarities(table[part[:, 0]], table[part[:, 1]], keys) >= least] for part in parts]
    return np.concatenate(kept) if kept else pairs


def _similarities(a: NDArray[np.int64], b: NDArray[np.int64], keys: list[str]) -> NDArray[np.float32]:
    """Return, for each row, the mean similarity of each token to the most similar of the other name."""
    from rapidfuzz import process  # here, because most programs wait for it in vain
    from rapidfuzz.distance import Levenshtein

    met = (a[:, :, None] != _NONE) & (b[:, None, :] != _NONE)
    codes, place = np.unique((a[:, :, None] * len(keys) + b[:, None, :])[met], return_inverse=True)
    first, second = ([keys[i] for i in side.tolist()] for side in np.divmod(codes, len(keys)))
    similar = np.zeros(met.shape, dtype=np.float32)
    similar[met] = process.cpdist(first, second, scorer=Levenshtein.normalized_similarity, dtype=np.float32)[place]
    tokens = (a != _NONE).sum(axis=1) + (b != _NONE).sum(axis=1)
    total = similar.max(axis=2).sum(axis=1) + similar.max(axis=1).sum(axis=1)
    found: NDArray[np.float32] = total / np.maximum(tokens, 1)
    return found
