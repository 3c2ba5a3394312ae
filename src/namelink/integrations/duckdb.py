"""DuckDB: SQL functions that resolve a name, and link a text.

>>> import duckdb
>>> connection = duckdb.connect()
>>> create_resolve_function(connection)
>>> connection.sql("SELECT namelink_resolve('صادر جباروف').id").fetchall()
[('wikidata:Q25597826',)]
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from namelink.integrations.extras import extra
from namelink.integrations.resolvers import Gazetteers, open_resolver

with extra("duckdb"):
    import duckdb
    import pyarrow as pa

    from namelink.integrations.answers import MENTION, resolution_fields
    from namelink.integrations.arrow import link_array, resolve_array

SQL_TYPES = {pa.string(): "VARCHAR", pa.float64(): "DOUBLE", pa.int32(): "INTEGER"}


def create_resolve_function(
    connection: duckdb.DuckDBPyConnection,
    name: str = "namelink_resolve",
    *,
    gazetteer: Gazetteers = None,
    candidates: bool = False,
    **options: Any,
) -> None:
    """Give a connection an SQL function that says what a name comes to.

    It takes a VARCHAR and returns a STRUCT with the fields of `namelink.integrations.arrow.RESOLUTION`; the
    function of NULL is NULL.

    Args:
        connection: The connection.
        name: What the function is called; one connection may have several, with other options.
        gazetteer: As for `namelink.integrations.arrow.resolve_array`.
        candidates: Whether to give the candidates too.
        options: Those of `namelink.resolve`.

    >>> connection = duckdb.connect()
    >>> create_resolve_function(connection, "place_of", type="place")
    >>> connection.sql("SELECT place_of(n).name FROM VALUES ('قطر'), (NULL) t(n)").fetchall()
    [('Qatar',), (None,)]
    """
    resolver = open_resolver(gazetteer)
    answer = functools.partial(resolve_array, gazetteer=resolver, candidates=candidates, column=name, **options)
    _create(connection, name, answer, _struct(resolution_fields(candidates)))


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


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, answer: Callable[[pa.Array], pa.Array], kind: str
) -> None:
    answer(pa.array([""]))  # errors of the options are raised here, not while a query runs
    connection.create_function(
        name, lambda values: answer(values), ["VARCHAR"], duckdb.sqltype(kind), type="arrow", null_handling="special"
    )


def _struct(fields: pa.Schema) -> str:
    return "STRUCT(" + ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in fields) + ")"


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_struct(kind.value_type)}[]"
    return SQL_TYPES[kind]
