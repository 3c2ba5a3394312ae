"""Fingerprint filter of known words, each with a level: whether a spelling exists as a word, and how common it is.

A word is stored as a part of its checksum: the upper bits choose a bucket, twelve of the lower ones distinguish it
within the bucket, and four more hold its level. About one unknown word in six hundred is taken for a known one.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

BUCKET_BITS = 16
LEVELS = 15
"""The highest level of a word; the lowest is 1."""


@attrs.frozen(eq=False)
class WordFilter:
    """Words and their levels.

    Attributes:
        starts: Where the entries of each bucket start.
        entries: Twelve bits of a word's checksum, and four of its level.
        values: The value of each level; that of level 0, an unknown word, is 0.
    """

    starts: list[int]
    entries: list[int]
    values: list[float]

    def value(self, word: str) -> float:
        """Return the value of a word's level, 0 where the word is unknown.

        >>> WordFilter(**unpack(pack({"paris": 3}, [0.0, 0.5, 1.0, 1.5]))).value("paris")
        1.5
        """
        bucket, fingerprint = _fingerprint(word)
        for entry in self.entries[self.starts[bucket] : self.starts[bucket + 1]]:
            if entry >> 4 == fingerprint:
                return self.values[entry & 15]
        return 0.0


def _fingerprint(word: str) -> tuple[int, int]:
    checksum = zlib.crc32(word.encode())
    return checksum >> (32 - BUCKET_BITS), checksum & 0xFFF


def pack(levels: Mapping[str, int], values: list[float]) -> dict[str, NDArray[Any]]:
    """Return words and their levels as arrays, to be stored; of two words with one checksum, the higher level stays."""
    found: dict[tuple[int, int], int] = {}
    for word, level in levels.items():
        place = _fingerprint(word)
        found[place] = max(level, found.get(place, 0))
    ordered = sorted(found.items())
    counts = np.bincount([bucket for (bucket, _), _ in ordered], minlength=1 << BUCKET_BITS)
    return {
        "counts": counts.astype(np.uint8),
        "entries": np.array([fingerprint << 4 | level for (_, fingerprint), level in ordered], dtype=np.uint16),
        "values": np.array(values, dtype=np.float32),
    }


def unpack(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Return the fields of the `WordFilter` that was stored as arrays."""
    starts = np.concatenate([[0], np.cumsum(arrays["counts"], dtype=np.int64)])
    return {
        "starts": starts.tolist(),
        "entries": arrays["entries"].tolist(),
        "values": arrays["values"].tolist(),
    }
