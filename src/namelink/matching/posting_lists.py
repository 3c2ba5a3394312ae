"""Keys to look up in the posting lists of an index: those of a query, and those near them."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.config import MatchingConfig
from namelink.index.reader import Index
from namelink.phonetics.keys import PhoneticKey, far_deletion_neighbours

_EXACT = 1.0
"""The share of its IDF that a key of the query itself counts; keys near it count less."""


@attrs.frozen(eq=False)
class Keys:
    """Phonetic keys to look up.

    Attributes:
        numbers: Their numbers in the index.
        gains: The share, up to 1, of its IDF that each counts.
    """

    numbers: NDArray[np.int64]
    gains: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: list[Keys]) -> Keys:
        """Return several as one."""
        return cls(np.concatenate([p.numbers for p in parts]), np.concatenate([p.gains for p in parts]))


def near_keys(index: Index, keys: list[PhoneticKey], settings: MatchingConfig) -> Keys:
    """Return the phonetic keys that are some keys, or one sound away."""
    exact = index.phonetic_keys.numbers(keys)
    near = [number for key in keys for number in index.near_keys(key)]
    gains = np.repeat([_EXACT, settings.near_key_gain], [len(exact), len(near)])
    return Keys(np.array(exact + near, dtype=np.int64), gains)


def far_keys(index: Index, keys: list[PhoneticKey], settings: MatchingConfig) -> Keys:
    """Return the phonetic keys that are two or more sounds away from some keys, none of them very long."""
    from rapidfuzz import process  # here, because most programs wait for it in vain
    from rapidfuzz.distance import Levenshtein

    far: list[tuple[int, float]] = []
    for key in keys:
        if len(key) > settings.longest_far_key:
            continue
        shorter = far_deletion_neighbours(key)
        found = {*index.deletion_neighbours.get(key), *index.phonetic_keys.numbers(shorter)}.union(
            *map(index.deletion_neighbours.get, shorter)
        )
        numbers = sorted(found)
        if numbers:
            others = [index.phonetic_keys.string(number) for number in numbers]
            away = process.cdist([key], others, scorer=Levenshtein.distance)[0].tolist()
            gains = {2: settings.far_key_gain}
            far += [
                (n, gains.get(sounds, settings.farther_key_gain))
                for n, sounds in zip(numbers, away, strict=True)
                if sounds >= 2
            ]
    return Keys(np.array([n for n, _ in far], dtype=np.int64), np.array([gain for _, gain in far]))
