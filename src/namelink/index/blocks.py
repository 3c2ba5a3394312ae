"""Lines of text in compressed blocks of a few, so that any line is quickly read.

A preset dictionary made of some of the lines lets small blocks compress as well as large ones.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable

from namelink.index.format import DICTIONARY_BYTES, DICTIONARY_RECORDS


def sample(lines: Iterable[bytes]) -> list[bytes]:
    """Return the lines a dictionary is made of: those with the lowest checksums, whatever the order they come in.

    The sample of several samples is that of all their lines.

    >>> lines = [b"%d" % i for i in range(1000)]
    >>> sample(lines) == sample(sample(lines[500:]) + sample(lines[:500]))
    True
    """
    return [line for _, line in heapq.nsmallest(DICTIONARY_RECORDS, ((zlib.crc32(line), line) for line in lines))]


def dictionary(lines: Iterable[bytes]) -> bytes:
    """Return the dictionary of sampled lines."""
    return b"".join(lines)[-DICTIONARY_BYTES:]


def compress(lines: list[bytes], preset: bytes) -> bytes:
    r"""Return the block of some lines.

    >>> decompress(compress([b"one\n", b"two\n"], b"two"), b"two")
    [b'one\n', b'two\n']
    """
    packer = zlib.compressobj(level=6, wbits=-zlib.MAX_WBITS, zdict=preset)
    return packer.compress(b"".join(lines)) + packer.flush()


def decompress(block: bytes, preset: bytes) -> list[bytes]:
    """Return the lines of a block.

    Args:
        block: The block.
        preset: The dictionary it was compressed with.
    """
    return zlib.decompressobj(-zlib.MAX_WBITS, zdict=preset).decompress(block).splitlines(keepends=True)
