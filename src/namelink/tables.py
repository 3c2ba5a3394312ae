"""Reading the tab-separated tables that hold the library's linguistic data."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib import resources


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table data/name of a package, by column, '' where a row ends before it.

    >>> next(rows("namelink.lang.ar", "proclitics.tsv"))["parts"]
    'و'
    """
    listed = cells(package, name)
    columns = next(listed)
    for row in listed:
        yield dict(itertools.zip_longest(columns, row, fillvalue=""))


def cells(package: str, name: str) -> Iterator[list[str]]:
    """Yield the lines of the table data/name of a package as lists of cells; those that start with '# ' are comments.

    Of a long table that is all that is quickly made.

    >>> next(cells("namelink.lang.ar", "frequencies.tsv"))
    ['word', 'zipf']
    """
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("# "))
