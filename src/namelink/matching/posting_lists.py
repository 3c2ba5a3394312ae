"""Posting lists: the names of an index that have the phonetic keys of a query, or keys near them, by IDF."""

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

    numbers: NDArray[np.intp]
    gains: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: list[Keys]) -> Keys:
        """Return several as one."""
        return cls(np.concatenate([p.numbers for p in parts]), np.concatenate([p.gains for p in parts]))


@attrs.frozen(eq=False)
class Postings:
    """Names that phonetic keys propose.

    Attributes:
        names: The names, in the order of their numbers.
        gain: The IDF that each gains from the keys it has.
        frequent: Keys that are too frequent to propose names, and only add to those that others propose: the IDF of
            each, and the names that have it.
    """

    names: NDArray[np.uint32]
    gain: NDArray[np.float64]
    frequent: list[tuple[float, NDArray[np.uint32]]]


def posting_union(index: Index, keys: Keys, settings: MatchingConfig) -> Postings:
    """Return the names of the rarest keys, until these are enough."""
    begins, sizes = index.phonetic_keys.bounds(keys.numbers)
    idf = keys.gains * np.log(1 + len(index.name_entities) / sizes)
    order = np.lexsort((keys.numbers, -idf))
    taken, frequent = _chosen(order.tolist(), sizes.tolist(), (keys.gains == _EXACT).tolist(), settings.postings)
    taken_sizes = np.minimum(sizes[taken], settings.postings_per_key)
    # A name and the place of a key that proposes it, as one number: sorting brings those of one name together.
    pairs = index.phonetic_keys.runs(begins[taken], taken_sizes).astype(np.uint64) << 32
    pairs |= np.repeat(np.arange(len(taken), dtype=np.uint64), taken_sizes)
    pairs.sort()
    names = (pairs >> 32).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate([names[:1] == names[:1], names[1:] != names[:-1]]))
    gains = idf[taken][(pairs & 0xFFFFFFFF).astype(np.intp)]
    gain = np.add.reduceat(gains, firsts) if firsts.size else gains
    return Postings(
        names[firsts], gain, [(idf[key], index.phonetic_keys.run_array(int(keys.numbers[key]))) for key in frequent]
    )


def _chosen(order: list[int], sizes: list[int], exact: list[bool], enough: int) -> tuple[list[int], list[int]]:
    """Return the keys, in some order, that propose names, and the exact ones that are left when these are enough."""
    left = enough
    taken: list[int] = []
    frequent: list[int] = []
    for key in order:
        if not taken or sizes[key] <= left:
            taken.append(key)
            left -= sizes[key]
        elif exact[key]:
            frequent.append(key)
    return taken, frequent


def near_keys(index: Index, keys: list[PhoneticKey], settings: MatchingConfig) -> Keys:
    """Return the phonetic keys that are some keys, or one sound away."""
    exact = np.array(index.phonetic_keys.numbers(keys), dtype=np.intp)
    near = [index.phonetic_neighbours(key) for key in keys]
    gains = np.repeat([_EXACT, settings.near_key_gain], [exact.size, sum(map(len, near))])
    return Keys(np.concatenate([exact, *near]), gains)


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
    return Keys(np.array([n for n, _ in far], dtype=np.intp), np.array([gain for _, gain in far]))
