"""Reading the small tab-separated tables that hold the library's linguistic data."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib import resources


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table data/name of a package, by column, '' where a row ends before it.

    Lines that start with '#' are comments.

    >>> next(rows("namelink.text", "proclitics.tsv"))["parts"]
    'و'
    """
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    first, *rest = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    for row in rest:
        yield dict(itertools.zip_longest(first, row, fillvalue=""))
