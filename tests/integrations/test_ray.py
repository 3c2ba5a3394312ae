from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from namelink import ColumnError, Gazetteer, resolve
from namelink.integrations.ray import link_column, resolve_column


@pytest.fixture
def dataset(ray: Any) -> Any:
    return ray.data.from_arrow(pa.table({"i": [1, 2, 3], "n": ["قطر", None, "بوتين"]}))


def test_columns_are_added(dataset: Any) -> None:
    rows = sorted(resolve_column(dataset, "n", batch_size=2).take_all(), key=lambda row: row["i"])
    assert [row["n_id"] for row in rows] == ["wikidata:Q846", None, "wikidata:Q7747"]
    assert rows[2]["n_score"] == resolve("بوتين").score
    assert set(rows[0]) == {"i", "n", "n_outcome", "n_id", "n_name", "n_type", "n_latin", "n_score"}
    linked = sorted(link_column(dataset, "n", into="m").take_all(), key=lambda row: row["i"])
    assert [row["m"] and row["m"][0]["id"] for row in linked] == [[], None, "wikidata:Q7747"]


def test_the_country_of_each_row(ray: Any) -> None:
    names = ray.data.from_arrow(pa.table({"n": ["طرابلس", "طرابلس"], "c": ["LB", "Libya"]}))
    rows = {row["c"]: row["n_id"] for row in resolve_column(names, "n", countries="c").take_all()}
    assert rows == {"LB": "wikidata:Q168954", "Libya": "wikidata:Q3579"}


def test_an_index_by_its_path(ray: Any, mine: str) -> None:
    names = ray.data.from_arrow(pa.table({"n": ["روسيا", "قطر"]}))
    found = resolve_column(names, "n", gazetteer=[mine, "default"], struct="who", candidates=True)
    assert sorted(row["who"]["id"] for row in found.take_all()) == ["my:2", "wikidata:Q846"]


def test_what_is_wrong_is_told_before_anything_runs(dataset: Any) -> None:
    with pytest.raises(ColumnError, match="the column 'i' holds int64"):
        resolve_column(dataset, "i")
    with pytest.raises(ColumnError, match="no column is called 'm'"):
        link_column(dataset, "m")
    with pytest.raises(ValueError, match="type must be one of"):
        resolve_column(dataset, "n", type="city")
    with pytest.raises(TypeError, match="give the path of its index"):
        resolve_column(dataset, "n", gazetteer=Gazetteer.default())  # type: ignore[arg-type]
