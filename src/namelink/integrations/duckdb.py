"""DuckDB: SQL functions that resolve a name, and link a text.

>>> import duckdb
>>> connection = duckdb.connect()
>>> create_resolve_function(connection)
>>> connection.sql("SELECT namelink_resolve('صادر جباروف').id").fetchall()
[('wikidata:Q25597826',)]
"""

from __future__ import annotations

import functools
import inspect
import itertools
from collections.abc import Callable, Sequence
from typing import Any

from namelink import Resolution, Resolver
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import Gazetteers, open_resolver
from namelink.validation import OF_EACH, check_choice

with extra("duckdb"):
    import duckdb
    import pyarrow as pa

    from namelink.integrations.answers import MENTION, resolution_fields
    from namelink.integrations.arrow import answer_names, link_array

SQL_TYPES = {pa.string(): "VARCHAR", pa.float64(): "DOUBLE", pa.int32(): "INTEGER"}


def create_resolve_function(
    connection: duckdb.DuckDBPyConnection,
    name: str = "namelink_resolve",
    *,
    gazetteer: Gazetteers = None,
    candidates: bool = False,
    beside: Sequence[str] = (),
    **options: Any,
) -> None:
    """Give a connection an SQL function that says what a name comes to.

    It takes a VARCHAR and returns a STRUCT with the fields of `namelink.integrations.arrow.RESOLUTION`; the
    function of NULL is NULL. The last names are remembered, as many as `Limits.cached_names` of the resolver: none of
    them is resolved again.

    Args:
        connection: The connection.
        name: What the function is called; one connection may have several, with other options.
        gazetteer: As for `namelink.integrations.arrow.resolve_array`.
        candidates: Whether to give the candidates too.
        beside: What is known beside each name, which the function takes as further arguments in this order, each a
            VARCHAR: ``types``, ``countries``, ``born``, ``refs`` (one CURIE), ``near`` (``31.95, 35.93``).
        options: Those of `namelink.resolve`, the same for all names.

    Raises:
        ValueError: beside has a word that is none of these, or an option has a value that cannot be used.

    >>> connection = duckdb.connect()
    >>> create_resolve_function(connection, "city_of", beside=["countries"], type="place")
    >>> connection.sql("SELECT city_of('طرابلس', c).id FROM VALUES ('LB'), ('Libya') t(c)").fetchall()
    [('wikidata:Q168954',), ('wikidata:Q3579',)]
    >>> create_resolve_function(connection, "place_of", type="place")
    >>> connection.sql("SELECT place_of(n).name FROM VALUES ('قطر'), (NULL) t(n)").fetchall()
    [('Qatar',), (None,)]
    """
    resolver = open_resolver(gazetteer)
    beside = [check_choice("beside", argument, OF_EACH) for argument in beside]
    memory = _Memory(resolver, options)

    def answer(names: pa.ChunkedArray, *cells: pa.ChunkedArray) -> pa.ChunkedArray:
        return answer_names(memory.resolve_many, names, candidates, name, **dict(zip(beside, cells, strict=True)))

    _create(connection, name, answer, _struct(resolution_fields(candidates)), 1 + len(beside))


def create_link_function(
    connection: duckdb.DuckDBPyConnection,
    name: str = "namelink_link",
    *,
    gazetteer: Gazetteers = None,
    **options: Any,
) -> None:
    """Give a connection an SQL function that finds the names in a text.

    It takes a VARCHAR and returns a STRUCT[] with the fields of `namelink.integrations.arrow.MENTION`; the
    function of NULL is NULL.

    Args:
        connection: The connection.
        name: What the function is called.
        gazetteer: As for `namelink.integrations.arrow.link_array`.
        options: Those of `namelink.link`.

    >>> connection = duckdb.connect()
    >>> create_link_function(connection)
    >>> connection.sql("SELECT unnest(namelink_link('وأكد بوتين')).name").fetchall()
    [('Vladimir Putin',)]
    """
    resolver = open_resolver(gazetteer)
    answer = functools.partial(link_array, gazetteer=resolver, column=name, **options)
    _create(connection, name, answer, f"{_struct(MENTION)}[]")


class _Memory:
    """What the last names came to: DuckDB hands rows over by the thousand, and the same name comes again."""

    def __init__(self, resolver: Resolver, options: dict[str, Any]) -> None:
        self._resolver, self._options = resolver, options
        self._known = functools.lru_cache(resolver.config.limits.cached_names)(self._resolve)

    def resolve_many(self, names: Sequence[str], **cells: Sequence[Any]) -> list[Resolution]:
        """Return what names come to, in order; see `namelink.Resolver.resolve_many`."""
        rows = zip(*cells.values(), strict=True) if cells else itertools.repeat(())
        return [self._known(name, tuple(zip(cells, row, strict=True))) for name, row in zip(names, rows, strict=False)]

    def _resolve(self, name: str, cells: tuple[tuple[str, Any], ...]) -> Resolution:
        asked: dict[str, Any] = {argument: [value] for argument, value in cells} | self._options
        return next(iter(self._resolver.resolve_many([name], **asked)))


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, answer: Callable[..., pa.Array], kind: str, arguments: int = 1
) -> None:
    answer(pa.array([""]), *[pa.array([None], pa.string())] * (arguments - 1))  # errors of the options are raised here

    def function(*values: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
        return answer(*values)

    # DuckDB counts the arguments by the signature.
    places = [inspect.Parameter(f"_{i}", inspect.Parameter.POSITIONAL_ONLY) for i in range(arguments)]
    function.__signature__ = inspect.Signature(places)  # type: ignore[attr-defined]
    kinds = ["VARCHAR"] * arguments
    connection.create_function(name, function, kinds, duckdb.sqltype(kind), type="arrow", null_handling="special")


def _struct(fields: pa.Schema) -> str:
    return "STRUCT(" + ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in fields) + ")"


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_struct(kind.value_type)}[]"
    return SQL_TYPES[kind]
