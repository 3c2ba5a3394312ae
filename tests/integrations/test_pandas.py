from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from namelink import ColumnError, link, resolve
from namelink.integrations.pandas import link_column, resolve_column


def test_columns_are_added_and_the_index_kept() -> None:
    frame = pd.DataFrame({"n": ["قطر", "بوتين"], "i": [1, 2]}, index=["x", "y"])
    found = resolve_column(frame, "n")
    assert list(found.columns)[:4] == ["n", "i", "n_outcome", "n_id"]
    assert found.loc["y", "n_id"] == "wikidata:Q7747"
    assert list(frame.columns) == ["n", "i"]
    assert resolve_column(frame, "n", prefix="").loc["x", "latin"] == "Qatar"


@pytest.mark.parametrize("dtype", ["object", "string", "category", "str"])
@pytest.mark.parametrize("null", [None, float("nan"), pd.NA], ids=str)
def test_every_null_of_every_type(dtype: Any, null: Any) -> None:
    frame = pd.DataFrame({"n": pd.Series(["قطر", null], dtype=dtype)})
    found = resolve_column(frame, "n")
    assert found["n_id"][0] == "wikidata:Q846"
    assert found["n_score"][0] == resolve("قطر").score
    assert found.loc[1, ["n_outcome", "n_id", "n_score"]].isna().all()
    assert link_column(frame, "n")["n_mentions"][1] is None


def test_a_struct_is_a_dict() -> None:
    found = resolve_column(pd.DataFrame({"n": ["قطر", None]}), "n", struct="who", candidates=True)
    assert found["who"][0]["candidates"][0]["id"] == found["who"][0]["id"] == "wikidata:Q846"
    assert found["who"][1] is None


def test_half_a_pair_moves_no_offset() -> None:
    text = "\ud800 وأكد بوتين \udc00\ud800 في موسكو"
    frame = pd.DataFrame({"t": [text, None]}, dtype=object)
    mentions = link_column(frame, "t")["t_mentions"]
    assert [(m["start"], m["end"], m["id"]) for m in mentions[0]] == [(m.start, m.end, m.id) for m in link(text)]
    assert mentions[0]
    assert resolve_column(pd.DataFrame({"n": ["قطر\ud800"]}, dtype=object), "n")["n_id"][0] == "wikidata:Q846"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (["قطر", 3], "the column 'n' holds int in row 2"),
        (["\ud800", None, 2.5], "the column 'n' holds float in row 3"),
        ([1.0, 2.0], "the column 'n' holds double"),
        ([b"qatar"], "the column 'n' holds binary"),
    ],
)
def test_what_is_no_text_is_named(values: list[Any], says: str) -> None:
    with pytest.raises(ColumnError, match=says):
        resolve_column(pd.DataFrame({"n": values}), "n")


def test_a_column_that_is_not_there_or_taken() -> None:
    with pytest.raises(ColumnError, match="no column is called 'm'"):
        resolve_column(pd.DataFrame({"n": ["a"]}), "m")
    with pytest.raises(ColumnError, match="there is a column 'n_mentions' already"):
        link_column(pd.DataFrame({"n": ["a"], "n_mentions": [1]}), "n")


def test_an_empty_frame() -> None:
    found = resolve_column(pd.DataFrame({"n": pd.Series([], dtype=object)}), "n")
    assert len(found) == 0
    assert "n_id" in found.columns
