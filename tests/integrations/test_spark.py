from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from namelink import ColumnError, Gazetteer, IndexNotFoundError, resolve
from namelink.integrations.resolvers import _opened
from namelink.integrations.spark import link_column, resolve_column
from tests.integrations.conftest import build


@pytest.fixture
def frame(spark: Any) -> Any:
    rows = [(1, "قطر"), (2, None), (3, "بوتين"), (4, "قطر")]
    return spark.createDataFrame(rows, "i int, n string").repartition(2, "i")


def by_number(frame: Any) -> list[Any]:
    return sorted(frame.collect(), key=lambda row: row["i"])


def test_columns_are_added(frame: Any) -> None:
    found = resolve_column(frame, "n")
    assert found.columns == ["i", "n", *(f"n_{field}" for field in "outcome id name type latin score".split())]
    rows = by_number(found)
    assert [row["n_id"] for row in rows] == ["wikidata:Q846", None, "wikidata:Q7747", "wikidata:Q846"]
    assert rows[2]["n_score"] == resolve("بوتين").score
    assert rows[1]["n_outcome"] is None


def test_the_country_of_each_row(spark: Any) -> None:
    frame = spark.createDataFrame(
        [(1, "طرابلس", "LB"), (2, "طرابلس", "Libya"), (3, None, None)], "i int, n string, c string"
    )
    rows = by_number(resolve_column(frame, "n", countries="c"))
    assert [row["n_id"] for row in rows] == ["wikidata:Q168954", "wikidata:Q3579", None]


def test_texts_are_linked(frame: Any) -> None:
    rows = by_number(link_column(frame, "n", into="m"))
    assert [row["m"] and row["m"][0]["id"] for row in rows] == [[], None, "wikidata:Q7747", []]


def test_an_index_is_sent_once(spark: Any, mine: str) -> None:
    names = spark.createDataFrame([("روسيا",), ("قطر",)], "n string")
    before = len(spark.sparkContext.listArchives)
    for _ in range(2):
        found = resolve_column(names, "n", gazetteer=[mine, "default"], struct="who", candidates=True)
        assert sorted(row["id"] for row in found.select("who.id").collect()) == ["my:2", "wikidata:Q846"]
    assert len(spark.sparkContext.listArchives) == before + 1
    there = resolve_column(names, "n", gazetteer=mine, ship=False, prefix="").select("id").collect()
    assert sorted(row["id"] or "" for row in there) == ["", "my:2"]


def test_an_index_that_was_rebuilt_is_sent_anew(spark: Any, tmp_path: Path) -> None:
    record = {"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}
    names = spark.createDataFrame([("روسيا",)], "n string")
    for id in ("my:1", "my:2"):
        index = build(tmp_path, "index", [record | {"id": id}])
        assert [row["n_id"] for row in resolve_column(names, "n", gazetteer=index).collect()] == [id]


def count_openings(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for _ in batches:
        yield pa.record_batch({"process": [os.getpid()], "opened": [_opened.cache_info().misses]})


def test_a_worker_opens_an_index_once(spark: Any) -> None:
    names = spark.createDataFrame([("قطر",)] * 12, "n string").repartition(6)
    counts = []
    for _ in range(2):
        assert resolve_column(names, "n").count() == 12
        found = names.mapInArrow(count_openings, "process long, opened long").collect()
        counts.append({row["process"]: row["opened"] for row in found})
    # Two cores, so two workers; the second six parts were resolved by what had been opened for the first.
    assert len(counts[0]) <= 2
    assert counts[0] == counts[1]


def test_what_is_wrong_is_told_before_anything_runs(frame: Any) -> None:
    with pytest.raises(ColumnError, match="the column 'i' holds int, not text"):
        resolve_column(frame, "i")
    with pytest.raises(ColumnError, match="no column is called 'm'"):
        link_column(frame, "m")
    with pytest.raises(ColumnError, match="there is a column 'i' already"):
        link_column(frame, "n", into="i")
    with pytest.raises(ValueError, match="type must be one of"):
        resolve_column(frame, "n", type="city")
    with pytest.raises(IndexNotFoundError, match="gazetteer build"):
        resolve_column(frame, "n", gazetteer="/none")
    with pytest.raises(TypeError, match="give the path of its index"):
        resolve_column(frame, "n", gazetteer=Gazetteer.default())  # type: ignore[arg-type]
