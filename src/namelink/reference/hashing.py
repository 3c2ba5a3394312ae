"""Hashes of strings: FNV-1a of 64 bits, mixed so that its first bits are as good as its last."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_SEED = 0xCBF29CE484222325
_PRIME = 0x100000001B3
_MIXER = 0xD6E8FEB86659FD93
_WORD = (1 << 64) - 1


def hash_string(string: bytes) -> int:
    """Return the hash of a string of bytes.

    >>> hash_string(b"KBRF") == hash_string(b"KBRF") != hash_string(b"KBR")
    True
    """
    state = _SEED
    for byte in string:
        state = (state ^ byte) * _PRIME & _WORD
    state ^= state >> 32
    state = state * _MIXER & _WORD
    return state ^ (state >> 32)


def hash_strings(strings: Iterable[bytes]) -> NDArray[np.uint64]:
    """Return the hash of each of some strings."""
    return np.array(list(map(hash_string, strings)), dtype=np.uint64)
