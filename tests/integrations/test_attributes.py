"""Dates of birth and identifiers in columns: what each engine answers, and what it says of a bad cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from namelink import ColumnError, Gazetteer, Resolver

pa = pytest.importorskip("pyarrow")

from namelink.integrations import arrow  # noqa: E402  # an extra

NAME = "محمد أحمد"
PEOPLE: list[dict[str, Any]] = [
    {"id": f"x:{year}", "type": "person", "names": [{"text": NAME, "lang": "ar"}], "born": year, "refs": [f"un:{year}"]}
    for year in (1950, 1980)
]
RESOLVER = Resolver(Gazetteer.from_records(PEOPLE))
NAMES = [NAME, NAME, None, NAME, NAME]
IDS = ["x:1950", "x:1980", None, None, "x:1950"]


def ids(**columns: Any) -> list[str | None]:
    answers = arrow.resolve_array(pa.array(NAMES), gazetteer=RESOLVER, **columns)
    found: list[str | None] = answers.field("id").to_pylist()
    return found


@pytest.mark.parametrize(
    "born",
    [
        pa.array([1950, 1980, 1950, None, 1950]),
        pa.array([1950.0, 1980.0, None, None, 1950.0]),
        pa.array(["1950", "1980-05-06", "", " ", "1950-01"], pa.large_string()),
        pa.array([date(1950, 1, 2), date(1980, 1, 2), None, None, date(1950, 3, 4)]),
        [1950, "1980", None, float("nan"), date(1950, 3, 4)],
    ],
    ids=lambda values: str(getattr(values, "type", "list")),
)
def test_dates_of_any_type(born: Any) -> None:
    assert ids(born=born) == IDS


def test_identifiers_of_any_type() -> None:
    assert ids(refs=pa.array([["un:1950"], ["ofac:1", "x:1980"], None, [], ["un:1950"]])) == IDS
    assert ids(refs=pa.array(["un:1950", "x:1980", None, "", "un:1950"])) == IDS


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("born", "soon", r"born: row 2 must be a year \(1952\), a month .*, not 'soon'"),
        ("born", 1950.5, r"born: row 2 must be a year .*, not 1950.5"),
        ("refs", "1950", "refs: row 2 must be CURIEs such as 'wikidata:Q813', not '1950'"),
        ("types", "city", "types: row 2 must be one of person, place, organization, not 'city'"),
        ("countries", "Atlantis", "countries: row 2 must be an ISO 3166-1 code .*, not 'Atlantis'"),
        ("near", "north", "near: row 2 must be degrees north .*, not 'north'"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(column: str, cell: Any, says: str) -> None:
    with pytest.raises(ColumnError, match=f"^{says}$"):
        ids(**{column: [None, cell, None, None, None]})


def test_chunks_are_kept() -> None:
    names, born = pa.chunked_array([NAMES[:2], NAMES[2:]]), pa.chunked_array([[1950], [1980, None, None, 1950]])
    table = pa.table({"n": names, "b": born})
    found = arrow.resolve_column(table, "n", born="b", gazetteer=RESOLVER)
    assert found["n_id"].to_pylist() == IDS
    assert [len(chunk) for chunk in found["n_id"].chunks] == [2, 3]
    batches = arrow.resolve_batches(table.to_batches(), "n", born="b", struct="r", gazetteer=RESOLVER)
    assert [row and row["id"] for batch in batches for row in batch["r"].to_pylist()] == IDS
    assert arrow.resolve_column(table.slice(0, 0), "n", born="b", gazetteer=RESOLVER).num_rows == 0


def test_lists_of_another_length_and_single_values() -> None:
    with pytest.raises(ColumnError, match="born has 1 rows, and the names have 5"):
        ids(born=[1950])
    with pytest.raises(TypeError, match="born must be a list with a value or None for each name, not the str '1950'"):
        ids(born="1950")


COLUMNS = [{"born": "b"}, {"refs": "r"}, {"born": "b", "refs": "r"}]


@pytest.mark.parametrize("columns", COLUMNS, ids=str)
def test_pandas(columns: dict[str, Any]) -> None:
    pd = pytest.importorskip("pandas")
    from namelink.integrations.pandas import resolve_column

    born = [1950, "1980", pd.NaT, pd.NA, pd.Timestamp(1950, 3, 4)]
    refs = [["un:1950"], pd.Series(["x:1980"]), None, float("nan"), "un:1950"]
    frame = pd.DataFrame({"n": NAMES, "b": born, "r": refs}, index=list("abcde"))
    found = resolve_column(frame, "n", gazetteer=RESOLVER, **columns)["n_id"]
    assert [None if pd.isna(id) else id for id in found] == IDS
    assert list(found.index) == list("abcde")
    years = pd.DataFrame({"n": NAMES, "b": [1950, 1980, None, None, 1950]})
    assert resolve_column(years, "n", born="b", gazetteer=RESOLVER)["n_id"][1] == "x:1980"


@pytest.mark.parametrize("columns", COLUMNS, ids=str)
def test_polars(columns: dict[str, Any]) -> None:
    pl = pytest.importorskip("polars")
    from namelink.integrations.polars import resolve_column

    refs = [["un:1950"], ["x:1980"], None, [], ["un:1950"]]
    frame = pl.DataFrame({"n": NAMES, "b": [1950, 1980, None, None, 1950], "r": refs})
    assert resolve_column(frame, "n", gazetteer=RESOLVER, **columns)["n_id"].to_list() == IDS
    lazy = resolve_column(frame.lazy(), "n", gazetteer=RESOLVER, struct="s", **columns).collect()
    assert [row and row["id"] for row in lazy["s"].to_list()] == IDS


TOWN = "طرابلس"
TRIPOLI = ["wikidata:Q168954", "wikidata:Q3579", None, "wikidata:Q168954"]
ROWS = {"n": [TOWN, TOWN, None, TOWN], "c": ["LB", "Libya", "LB", "لبنان"], "t": ["place", None, "place", ""]}


def in_pandas(**columns: str) -> list[str | None]:
    pd = pytest.importorskip("pandas")
    import namelink.integrations.pandas  # noqa: F401  # gives frames the accessor

    found = pd.DataFrame(ROWS).namelink.resolve("n", **columns)
    return [None if pd.isna(id) else id for id in found["n_id"]]


def in_polars(**columns: str) -> list[str | None]:
    pl = pytest.importorskip("polars")
    import namelink.integrations.polars  # noqa: F401  # gives frames the namespace

    eager = pl.DataFrame(ROWS).namelink.resolve("n", **columns)["n_id"].to_list()
    assert pl.LazyFrame(ROWS).namelink.resolve("n", **columns).collect()["n_id"].to_list() == eager
    return list(eager)


def in_duckdb(**columns: str) -> list[str | None]:
    duckdb = pytest.importorskip("duckdb")
    from namelink.integrations.duckdb import create_resolve_function

    connection = duckdb.connect()
    connection.register("t", pa.table({"i": range(4), **ROWS}))
    create_resolve_function(connection, beside=list(columns))
    query = f"SELECT namelink_resolve(n, {', '.join(columns.values())}).id FROM t ORDER BY i"
    return [id for (id,) in connection.sql(query).fetchall()]


def in_arrow(**columns: Any) -> list[str | None]:
    found: list[str | None] = arrow.resolve_column(pa.table(ROWS), "n", **columns)["n_id"].to_pylist()
    return found


@pytest.mark.parametrize("road", [in_arrow, in_pandas, in_polars, in_duckdb])
def test_the_country_and_the_type_of_each_row(road: Any) -> None:
    assert road(countries="c") == TRIPOLI
    assert road(countries="c", types="t") == TRIPOLI


def test_coordinates_of_each_row() -> None:
    table = pa.table(
        {"n": [TOWN] * 3, "at": [[34.4, 35.8], [32.9, 13.2], None], "text": ["34.4, 35.8", "32.9,13.2", ""]}
    )
    ids = [arrow.resolve_column(table, "n", near=column)["n_id"].to_pylist() for column in ("at", "text")]
    assert ids[0] == ids[1]
    assert ids[0][:2] == TRIPOLI[:2]


def test_one_type_for_all_and_one_for_each() -> None:
    with pytest.raises(ValueError, match="type says the same of all names, types of each: give one of them"):
        arrow.resolve_column(pa.table(ROWS), "n", types="t", type="place")


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(ColumnError, match="no column is called 'country', which countries names; the columns are 'n'"):
        arrow.resolve_column(pa.table(ROWS), "n", countries="country")
