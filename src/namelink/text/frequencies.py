"""How frequent a word is in running Arabic, from a table made of a well-kept word list."""

from __future__ import annotations

import functools
from importlib import resources

UNKNOWN = 3.0
"""What is said of a word too rare for the table."""


@functools.cache
def _table() -> dict[str, float]:
    """Return the table; it is long, and the reader of small ones takes its time."""
    text = resources.files("namelink.text").joinpath("data", "frequencies.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)  # the names of the columns
    return {word: float(frequency) for word, frequency in rows}


def zipf(word: str) -> float:
    """Return the logarithm of a folded word's occurrences in a billion words.

    >>> zipf("كان") > zipf("فشل") > zipf("شل") > zipf("جباروف")
    True
    """
    return _table().get(word, UNKNOWN)
