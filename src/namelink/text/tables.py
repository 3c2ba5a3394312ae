"""Reading the small tab-separated tables that hold the library's linguistic data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table data/name of a package, by column; lines that start with '#' are comments.

    >>> next(rows("namelink.text", "proclitics.tsv"))["parts"]
    'و'
    """
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
