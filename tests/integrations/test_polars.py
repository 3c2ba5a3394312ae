from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from namelink import ColumnError, IndexNotFoundError, resolve
from namelink.integrations.polars import link_column, resolve_column

FRAME = pl.DataFrame({"n": ["قطر", None, "بوتين"], "i": [1, 2, 3]})


def test_eager_and_lazy_are_the_same() -> None:
    eager = resolve_column(FRAME, "n")
    assert eager.columns == ["n", "i", *(f"n_{field}" for field in "outcome id name type latin score".split())]
    assert eager["n_id"].to_list() == ["wikidata:Q846", None, "wikidata:Q7747"]
    lazy = resolve_column(FRAME.lazy(), "n")
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect_schema() == eager.schema
    assert lazy.collect().equals(eager)
    assert lazy.collect(engine="streaming").sort("i").equals(eager)
    assert link_column(FRAME.lazy(), "n").collect().equals(link_column(FRAME, "n"))


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["قطر", "بوتين"])], ids=str)
def test_every_type_of_text(dtype: Any) -> None:
    found = resolve_column(FRAME.cast({"n": dtype}), "n", struct="who")
    assert found.columns == ["n", "i", "who"]
    assert found["who"].struct.field("score").to_list() == [resolve("قطر").score, None, resolve("بوتين").score]


def test_nothing_and_nulls() -> None:
    assert resolve_column(FRAME.clear(), "n").schema == resolve_column(FRAME, "n").schema
    assert resolve_column(pl.DataFrame({"n": [None, None]}), "n")["n_outcome"].to_list() == [None, None]
    assert link_column(FRAME, "n")["n_mentions"].to_list()[1] is None


def test_a_column_called_resolution_is_kept() -> None:
    frame = FRAME.with_columns(resolution=pl.lit(1), resolution_=pl.lit(2))
    found = resolve_column(frame, "n")
    assert found["resolution"].to_list() == [1, 1, 1]
    assert found["resolution_"].to_list() == [2, 2, 2]


def test_what_is_wrong_is_told_before_anything_runs() -> None:
    lazy = FRAME.lazy()
    with pytest.raises(ColumnError, match="the column 'i' holds int64"):
        resolve_column(lazy, "i")
    with pytest.raises(ColumnError, match="no column is called 'm'"):
        link_column(lazy, "m")
    with pytest.raises(ValueError, match="type must be one of"):
        resolve_column(lazy, "n", type="city")
    with pytest.raises(IndexNotFoundError):
        resolve_column(lazy, "n", gazetteer="/none")


def test_a_group_at_a_time() -> None:
    found = resolve_column(pl.concat([FRAME, FRAME], rechunk=False), "n")
    assert found.group_by("n_id").len().sort("n_id")["len"].to_list() == [2, 2, 2]
