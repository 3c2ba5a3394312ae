"""A table of the phonetic keys of an index by their hashes, in which hundreds of keys can be looked up at once.

It has the hashes in order, for each the number of the key, and for each bucket of hashes where its first one stands.
The bucket of a hash is given by its first bits, as many as it takes to have no more buckets than keys.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from namelink.reference.hashing import hash_string

SHORTEST_CHANGED, SHORTEST_LENGTHENED = 3, 2
"""Characters of the shortest key of which one may be left out or changed, and to which one may be added: keys of two
are too many to be taken for one another."""


def near_keys(
    key: bytes,
    alphabet: bytes,
    hashes: NDArray[np.uint64],
    numbers: NDArray[np.uint32],
    starts: NDArray[np.uint32],
) -> list[int]:
    """Return the numbers of the keys one edit from a key, sorted: a character more, one less, or another.

    Args:
        key: The key.
        alphabet: The characters that keys are made of.
        hashes: The hashes of all keys, in order.
        numbers: The number of each key, in that order.
        starts: For each bucket where it begins, and where the last one ends.
    """
    parts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    codes = [alphabet[i : i + 1] for i in range(len(alphabet))]
    wanted: set[bytes] = set()
    if len(key) >= SHORTEST_CHANGED:
        wanted |= {before + after[1:] for before, after in parts[:-1]}
        wanted |= {before + code + after[1:] for before, after in parts[:-1] for code in codes}
    if len(key) >= SHORTEST_LENGTHENED:
        wanted |= {before + code + after for before, after in parts for code in codes}
    found = (_look_up(hash_string(near), hashes, numbers, starts) for near in wanted - {key})
    return sorted({number for number in found if number is not None})


def _look_up(
    wanted: int, hashes: NDArray[np.uint64], numbers: NDArray[np.uint32], starts: NDArray[np.uint32]
) -> int | None:
    buckets = len(starts) - 1
    bucket = wanted >> (64 - (buckets.bit_length() - 1))
    for place in range(int(starts[bucket]), int(starts[bucket + 1])):
        if int(hashes[place]) == wanted:
            return int(numbers[place])
    return None
