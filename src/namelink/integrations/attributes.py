"""Columns of what is known beside a name: read from any engine, checked row by row, and resolved with the names."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from namelink import ColumnError
from namelink.integrations.extras import extra
from namelink.validation import OF_EACH, check_one

with extra("arrow"):
    import pyarrow as pa

Cells = Mapping[str, Sequence[Any]]
"""What is known beside each of some names, by argument of `namelink.Resolver.resolve_many`."""


def columns_of(options: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    """Return which columns hold what is known beside names, by argument, out of options that a caller gives.

    Args:
        options: The options; those that are the same for all names are left out.
        names: The columns that there are.

    Raises:
        ColumnError: a column is none of these, or several of them.

    >>> columns_of({"born": "birth", "limit": 3}, ["name", "birth"])
    {'born': 'birth'}
    >>> columns_of({"born": "birth"}, ["name"])
    Traceback (most recent call last):
    namelink.errors.ColumnError: no column is called 'birth', which born names; the columns are 'name'
    """
    columns = {argument: options[argument] for argument in OF_EACH if options.get(argument) is not None}
    for argument, column in columns.items():
        if names.count(column) != 1:
            many = "several columns are" if column in names else "no column is"
            raise ColumnError(
                f"{many} called {column!r}, which {argument} names; the columns are {', '.join(map(repr, names))}"
            )
    return columns


def same_for_all(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of some options that are the same for all names.

    >>> same_for_all({"born": "birth", "limit": 3})
    {'limit': 3}
    """
    return {name: value for name, value in options.items() if name not in OF_EACH}


def read_cells(argument: str, values: Iterable[Any]) -> list[Any]:
    """Return the cells of a column, checked; None, NaN and empty texts are nulls.

    Whole floats are years; a single text is one identifier.

    Args:
        argument: The argument of `namelink.Resolver.resolve_many` that they are for.
        values: The cells.

    Raises:
        ColumnError: a cell cannot be used; the message names its row.

    >>> read_cells("born", ["1952", None, 1980.0])
    ['1952', None, '1980']
    >>> read_cells("refs", ["wikidata:Q813", None, ["wikidata:Q159", "iso3166:RU"]])
    [('wikidata:Q813',), (), ('wikidata:Q159', 'iso3166:RU')]
    """
    found = []
    for row, value in enumerate(values.to_pylist() if hasattr(values, "to_pylist") else values):
        plain = _plain(value)
        if argument == "refs" and isinstance(plain, str):
            plain = [plain]
        try:
            found.append(check_one(argument, plain, f"{argument}: row {row + 1}"))
        except (TypeError, ValueError) as error:
            raise ColumnError(str(error)) from None
    return found


def _plain(value: Any) -> Any:
    """Return a cell as the library takes it."""
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return None if isinstance(value, str) and not value.strip() else value


def answered_with_cells(
    texts: pa.Array | pa.ChunkedArray, cells: Cells, answer: Callable[..., pa.Array]
) -> pa.Array | pa.ChunkedArray:
    """Return an answer for each text and what is known beside it, asked once for those that are the same.

    Raises:
        ColumnError: there are more texts than cells of a column, or fewer.
    """
    for argument, values in cells.items():
        if len(values) != len(texts):
            raise ColumnError(f"{argument} has {len(values)} rows, and the names have {len(texts)}")
    places: dict[tuple[Any, ...], int] = {}
    rows = zip(texts.to_pylist(), *cells.values(), strict=True)
    indices = pa.array([None if row[0] is None else places.setdefault(row, len(places)) for row in rows], pa.int64())
    distinct = list(zip(*places, strict=True)) or [()] * (1 + len(cells))
    answers = answer(list(distinct[0]), **dict(zip(cells, distinct[1:], strict=True)))
    if not isinstance(texts, pa.ChunkedArray):
        return answers.take(indices)
    ends = [0]
    for chunk in texts.chunks:
        ends.append(ends[-1] + len(chunk))
    chunks = [answers.take(indices[begin:end]) for begin, end in itertools.pairwise(ends)]
    return pa.chunked_array(chunks, answers.type)
