"""How frequent a word is in running Arabic, from a table made of a well-kept word list."""

from __future__ import annotations

import functools

from namelink import tables

UNKNOWN = 3.0
"""What is said of a word too rare for the table."""


@functools.cache
def _table() -> dict[str, float]:
    _, *rows = tables.cells("namelink.lang.ar", "frequencies.tsv")
    return {word: float(frequency) for word, frequency in rows}


def zipf(word: str) -> float:
    """Return the logarithm of a folded word's occurrences in a billion words.

    >>> zipf("كان") > zipf("فشل") > zipf("شل") > zipf("جباروف")
    True
    """
    return _table().get(word, UNKNOWN)
