"""Columns of what is known beside a name: read from any engine, checked row by row, and resolved with the names."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from namelink import ColumnError
from namelink.integrations.extras import extra
from namelink.validation import check_born, check_refs

with extra("arrow"):
    import pyarrow as pa

_T = TypeVar("_T")


def require_columns(names: Sequence[str], born: str | None, refs: str | None) -> None:
    """Refuse columns that are not there, or that are there several times.

    Raises:
        ColumnError: a column is none of the names, or several of them.

    >>> require_columns(["name"], "birth", None)
    Traceback (most recent call last):
    namelink.errors.ColumnError: no column is called 'birth', which born names; the columns are 'name'
    """
    for argument, column in (("born", born), ("refs", refs)):
        if column is not None and names.count(column) != 1:
            many = "several columns are" if column in names else "no column is"
            raise ColumnError(
                f"{many} called {column!r}, which {argument} names; the columns are {', '.join(map(repr, names))}"
            )


def read_born(values: Iterable[Any] | None) -> list[str | None] | None:
    """Return dates of birth, checked; None, NaN and empty texts are nulls, and whole floats years.

    Raises:
        ColumnError: a value is no date; the message names its row.

    >>> read_born(["1952", None, 1980.0])
    ['1952', None, '1980']
    """
    return _read(values, "born", check_born)


def read_refs(values: Iterable[Any] | None) -> list[tuple[str, ...]] | None:
    """Return identifiers, checked; a single text is one of them.

    Raises:
        ColumnError: a value is no CURIE, nor a list of them; the message names its row.

    >>> read_refs(["wikidata:Q813", None, ["wikidata:Q159", "iso3166:RU"]])
    [('wikidata:Q813',), (), ('wikidata:Q159', 'iso3166:RU')]
    """
    return _read(values, "refs", lambda value, name: check_refs([value] if isinstance(value, str) else value, name))


def _read(values: Iterable[Any] | None, argument: str, check: Callable[[Any, str], _T]) -> list[_T] | None:
    if values is None:
        return None
    found = []
    for row, value in enumerate(values.to_pylist() if hasattr(values, "to_pylist") else values):
        try:
            found.append(check(_plain(value), f"{argument}: row {row + 1}"))
        except (TypeError, ValueError) as error:
            raise ColumnError(str(error)) from None
    return found


def _plain(value: Any) -> Any:
    """Return a cell as the library takes it."""
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return None if isinstance(value, str) and not value.strip() else value


def answered_with_attributes(
    texts: pa.Array | pa.ChunkedArray,
    born: Sequence[str | None] | None,
    refs: Sequence[tuple[str, ...]] | None,
    answer: Callable[..., pa.Array],
) -> pa.Array | pa.ChunkedArray:
    """Return an answer for each text and its attributes, asked once for those that are the same.

    Raises:
        ColumnError: there are more texts than values, or fewer.
    """
    for argument, values in (("born", born), ("refs", refs)):
        if values is not None and len(values) != len(texts):
            raise ColumnError(f"{argument} has {len(values)} rows, and the names have {len(texts)}")
    dates, ids = born or [None] * len(texts), refs or [()] * len(texts)
    places: dict[tuple[Any, ...], int] = {}
    rows = zip(texts.to_pylist(), dates, ids, strict=True)
    indices = pa.array([None if row[0] is None else places.setdefault(row, len(places)) for row in rows], pa.int64())
    distinct = list(places)
    answers = answer([row[0] for row in distinct], born=[row[1] for row in distinct], refs=[row[2] for row in distinct])
    if not isinstance(texts, pa.ChunkedArray):
        return answers.take(indices)
    ends = [0]
    for chunk in texts.chunks:
        ends.append(ends[-1] + len(chunk))
    chunks = [answers.take(indices[begin:end]) for begin, end in itertools.pairwise(ends)]
    return pa.chunked_array(chunks, answers.type)
