from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pytest

from namelink import IndexNotFoundError, Resolution, Resolver, link, resolve
from namelink.integrations.duckdb import create_link_function, create_resolve_function


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT * FROM (VALUES (1, 'قطر'), (2, NULL), (3, 'بوتين')) v(i, n)")
    return connection


def test_resolve(connection: duckdb.DuckDBPyConnection) -> None:
    create_resolve_function(connection)
    found = connection.sql("SELECT namelink_resolve(n) AS r FROM t ORDER BY i").fetchall()
    expected = resolve("بوتين").to_dict() | {"score": resolve("بوتين").score}
    assert found[1] == (None,)
    assert found[2][0] == {key: expected[key] for key in ("outcome", "id", "name", "type", "latin", "score")}
    (nulls,) = connection.sql("SELECT count(*) FROM t WHERE namelink_resolve(n) IS NULL").fetchall()
    assert nulls == (1,)


def test_link(connection: duckdb.DuckDBPyConnection) -> None:
    create_link_function(connection, types=["person"])
    text = "وأكد بوتين في روسيا"
    found = connection.sql("SELECT unnest(namelink_link($t), recursive := true)", params={"t": text}).fetchall()
    assert found == [tuple((m.to_dict() | {"score": m.score}).values()) for m in link(text, types=["person"])]
    assert connection.sql("SELECT namelink_link(NULL), namelink_link('')").fetchall() == [(None, [])]


def test_several_functions_with_options_of_their_own(connection: duckdb.DuckDBPyConnection, mine: str) -> None:
    create_resolve_function(connection, "mine", gazetteer=[mine, "default"])
    create_resolve_function(connection, "person", type="person", candidates=True, limit=1)
    found = connection.sql("SELECT mine('روسيا').id, person('قطر').id, len(person('بوتين').candidates)").fetchall()
    assert found == [("my:2", None, 1)]


def test_more_rows_than_duckdb_gives_at_once(connection: duckdb.DuckDBPyConnection) -> None:
    create_resolve_function(connection)
    query = "SELECT namelink_resolve(n).id AS id, count(*) FROM t, range(5000) GROUP BY id ORDER BY id NULLS FIRST"
    assert connection.sql(query).fetchall() == [(None, 5000), ("wikidata:Q7747", 5000), ("wikidata:Q846", 5000)]


def test_no_name_is_resolved_twice(connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve_many(self: Resolver, names: Iterable[str], **options: Any) -> Iterator[Resolution]:
        asked.extend(names)
        return resolve_all(self, asked[-1:], **options)

    resolve_all = Resolver.resolve_many
    monkeypatch.setattr(Resolver, "resolve_many", resolve_many)
    create_resolve_function(connection)
    connection.sql("SELECT namelink_resolve(n).id FROM t, range(10000)").fetchall()  # five times what is given at once
    assert sorted(asked) == ["", "بوتين", "قطر"]


def test_what_is_wrong_is_told_before_any_query(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="type must be one of"):
        create_resolve_function(connection, type="city")
    with pytest.raises(ValueError, match="beside must be one of types, countries, born, refs, near, not 'country'"):
        create_resolve_function(connection, beside=["country"])
    with pytest.raises(IndexNotFoundError):
        create_link_function(connection, gazetteer="/none")
    create_resolve_function(connection)
    with pytest.raises(duckdb.BinderException, match=r"namelink_resolve\(VARCHAR\)"):
        connection.sql("SELECT namelink_resolve(i) FROM t").fetchall()
