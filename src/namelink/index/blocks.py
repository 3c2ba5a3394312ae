"""Lines of text, compressed some at a time, so that any one of them is quickly read.

A preset dictionary, made of some of the lines, lets small blocks compress as well as large ones.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable

LINES = 8
"""Lines of a block: reading one line costs as much as reading its block, some microseconds."""

SAMPLE = 160
"""Lines the dictionary is made of."""

LARGEST_DICTIONARY = 32 * 1024
"""Bytes of the dictionary; the method (deflate) looks back no farther."""

_LEVEL, _RAW = 6, -15


def sample(lines: Iterable[bytes]) -> list[bytes]:
    """Return the lines a dictionary is made of: drawn by their checksums, whatever the order they come in.

    The sample of several samples is that of all their lines.

    >>> lines = [b"%d" % i for i in range(1000)]
    >>> sample(lines) == sample(sample(lines[500:]) + sample(lines[:500]))
    True
    """
    return [line for _, line in heapq.nsmallest(SAMPLE, ((zlib.crc32(line), line) for line in lines))]


def dictionary(lines: Iterable[bytes]) -> bytes:
    """Return the dictionary that some sampled lines make."""
    return b"".join(lines)[-LARGEST_DICTIONARY:]


def compress(lines: list[bytes], known: bytes) -> bytes:
    r"""Return the block of some lines.

    >>> decompress(compress([b"one\n", b"two\n"], b"two"), b"two")
    [b'one\n', b'two\n']
    """
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=known)
    return packer.compress(b"".join(lines)) + packer.flush()


def decompress(block: bytes, known: bytes) -> list[bytes]:
    """Return the lines of a block.

    Args:
        block: The block.
        known: The dictionary it was compressed with.
    """
    return zlib.decompressobj(_RAW, zdict=known).decompress(block).splitlines(keepends=True)
