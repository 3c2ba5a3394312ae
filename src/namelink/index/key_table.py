"""The table of the phonetic keys of an index by their hashes: how it is made, and laid out in its file.

`namelink.reference.key_table` tells what is in it, and how it is looked up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from namelink.kernel import hash_strings

KeyTable = tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.uint32]]
"""The hashes of all keys in order, the number of each, and where each bucket begins, and the last one ends."""


def make_table(keys: list[str]) -> bytes:
    """Return the table of some keys, each with its place for a number."""
    found = hash_strings(key.encode() for key in keys)
    order = np.argsort(found, kind="stable")
    hashes = found[order]
    bits = _bucket_bits(len(keys))
    edges = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits) if bits else np.zeros(1, dtype=np.uint64)
    starts = np.append(np.searchsorted(hashes, edges), len(keys))
    return hashes.astype("<u8").tobytes() + order.astype("<u4").tobytes() + starts.astype("<u4").tobytes()


def read_table(content: memoryview, count: int) -> KeyTable:
    """Return the table of some number of keys."""
    ends = 8 * count, 12 * count
    return (
        np.frombuffer(content[: ends[0]], dtype="<u8"),
        np.frombuffer(content[ends[0] : ends[1]], dtype="<u4"),
        np.frombuffer(content[ends[1] :], dtype="<u4"),
    )


def _bucket_bits(keys: int) -> int:
    """Return how many first bits of a hash give its bucket: there are no more buckets than keys."""
    return max(keys, 1).bit_length() - 1
