from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from namelink import compare
from namelink.integrations.splink import blocking_keys, create_functions, name_comparison
from tests.conftest import rows

PEOPLE = [
    "صادر جباروف",
    "Sadyr Japarov",
    "محمد بن سلمان",
    "Mohammed bin Salman",
    "محمد بن سلطان",
    "معمر القذافي",
    "Moammar Qadhafi",
    None,
]


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_functions(connection)
    connection.execute("CREATE TABLE people (unique_id INTEGER, name VARCHAR)")
    connection.executemany("INSERT INTO people VALUES (?, ?)", list(enumerate(PEOPLE)))
    return connection


def share_a_key(a: str, b: str, words: int) -> bool:
    return not set(blocking_keys(a, words)).isdisjoint(blocking_keys(b, words))


def test_spellings_of_one_name_share_a_key() -> None:
    same = [row for row in rows("names") if row["same"] == "yes"]
    assert sum(share_a_key(row["a"], row["b"], 1) for row in same) >= 0.9 * len(same)
    assert sum(share_a_key(row["a"], row["b"], 2) for row in same) >= 0.75 * len(same)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("عبد العزيز", "Abdulaziz", 1),
        ("بورسعيد", "بور سعيد", 2),
        ("الحريري", "حريري", 1),
        ("صدر جباروف", "Садыр Жапаров", 2),
        ("جباروف صدر", "Sadyr Japarov", 2),
    ],
)
def test_hard_pairs_share_a_key(a: str, b: str, words: int) -> None:
    assert share_a_key(a, b, words)


def test_two_names_need_not_share_one() -> None:
    assert not share_a_key("محمد بن سلمان", "فلاديمير بوتين", 1)
    assert share_a_key("محمد بن سلمان", "محمد بن سلطان", 1)
    assert not share_a_key("محمد بن سلمان", "محمد الشريف", 2)


@given(st.text(max_size=20), st.integers(1, 3))
def test_keys_are_sorted_and_stand_once(name: str, words: int) -> None:
    keys = blocking_keys(name, words)
    assert keys == sorted(set(keys))
    assert all(keys)
    assert bool(keys) == bool(blocking_keys(name))


def test_keys_are_asked_rightly() -> None:
    with pytest.raises(TypeError, match="blocking_keys"):
        blocking_keys(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="1 or more"):
        blocking_keys("قطر", 0)


def test_the_functions_are_those_of_python(connection: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT a.name, b.name, namelink_keys(a.name), namelink_key_pairs(a.name), namelink_compare(a.name, b.name)
        FROM people a, people b"""
    found = connection.sql(query).fetchall()
    assert len(found) == len(PEOPLE) ** 2
    for a, b, keys, pairs, score in found:
        assert keys == (None if a is None else blocking_keys(a))
        assert pairs == (None if a is None else blocking_keys(a, 2))
        assert score == (None if a is None or b is None else compare(a, b).score)


def test_splink_blocks_and_compares(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE keyed AS SELECT *, namelink_keys(name) AS sounds FROM people")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[name_comparison("name")],
        blocking_rules_to_generate_predictions=[block_on("sounds", arrays_to_explode=["sounds"])],
        retain_intermediate_calculation_columns=True,
    )
    linker = Linker(DuckDBAPI(connection).register("keyed"), settings, log_level=None)
    found = linker.inference.predict().as_duckdbpyrelation()
    levels = found.select("name_l, name_r, gamma_name").fetchall()
    blocked = {frozenset((a, b)): level for a, b, level in levels}
    expected = {
        frozenset((a, b)): sum(compare(a, b).score >= score for score in (0.95, 0.8, 0.5))
        for a in PEOPLE
        for b in PEOPLE
        if a is not None and b is not None and a < b and share_a_key(a, b, 1)
    }
    assert blocked == expected
    assert blocked[frozenset(("صادر جباروف", "Sadyr Japarov"))] >= 2
    assert blocked[frozenset(("محمد بن سلمان", "محمد بن سلطان"))] == 0
