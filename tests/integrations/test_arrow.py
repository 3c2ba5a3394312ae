from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import ColumnError, EncodingError, Resolver, link, resolve
from namelink.integrations.arrow import (
    CANDIDATE,
    MENTION,
    RESOLUTION,
    link_array,
    link_batches,
    link_column,
    resolve_array,
    resolve_batches,
    resolve_column,
)

NAMES = ["قطر", None, "صدر جباروف", "قطر", "", "محمد بن سلطان"]
TEXTS = ["وأكد بوتين لنظيره القيرغيزي", None, "", "لا اسم هنا"]
KINDS = {
    "string": pa.string(),
    "large_string": pa.large_string(),
    "string_view": pa.string_view(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "large dictionary": pa.dictionary(pa.int32(), pa.large_string()),
}


def row(name: str | None) -> dict[str, Any] | None:
    if name is None:
        return None
    r = resolve(name)
    return {"outcome": str(r.outcome), "id": r.id, "name": r.name, "type": r.type, "latin": r.latin, "score": r.score}


class Counting(Resolver):
    """Counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def resolve_many(self, names: Any, **options: Any) -> Any:
        asked = list(names)
        self.asked += asked
        return super().resolve_many(asked, **options)


def test_the_schemas_are_those_of_the_values() -> None:
    r = resolve("قطر")
    assert RESOLUTION.names == [key for key in r.to_dict() if key not in ("query", "candidates")]
    assert CANDIDATE.names == list(r.candidates[0].to_dict())
    assert MENTION.names == list(link("بوتين")[0].to_dict())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_type_of_text(kind: pa.DataType) -> None:
    names = pa.array(NAMES).cast(kind)
    assert resolve_array(names).to_pylist() == [row(name) for name in NAMES]
    texts = link_array(pa.array(TEXTS).cast(kind)).to_pylist()
    assert [m["start"] for m in texts[0]] == [m.start for m in link(TEXTS[0] or "")]
    assert texts[1:] == [None, [], []]


def test_chunks_are_kept() -> None:
    names = pa.chunked_array([NAMES[:2], [], NAMES[2:]], pa.string())
    found = resolve_array(names)
    assert [len(chunk) for chunk in found.chunks] == [2, 0, 4]
    assert found.to_pylist() == [row(name) for name in NAMES]
    assert resolve_array(pa.chunked_array([], pa.string())).to_pylist() == []


def test_nulls_and_nothing() -> None:
    assert resolve_array(pa.nulls(2)).to_pylist() == [None, None]
    assert resolve_array(pa.array([], pa.string())).type == pa.struct(RESOLUTION)
    assert link_array(pa.array([None], pa.string())).to_pylist() == [None]
    table = resolve_column(pa.table({"n": pa.array([None, "قطر"])}), "n")
    assert table["n_outcome"].to_pylist() == [None, "match"]


def test_slices_begin_where_they_begin() -> None:
    names = pa.array(NAMES).slice(2, 3)
    assert resolve_array(names).to_pylist() == [row(name) for name in NAMES[2:5]]
    batch = pa.record_batch({"n": pa.array(NAMES), "i": pa.array(range(6))}).slice(1, 3)
    assert resolve_column(batch, "n").column("n_id").to_pylist() == [None, "wikidata:Q25597826", "wikidata:Q846"]


def test_a_value_that_stands_twice_is_resolved_once() -> None:
    resolver = Counting()
    resolve_column(pa.table({"n": pa.chunked_array([["قطر", "قطر"], ["بوتين", None, "قطر"]])}), "n", gazetteer=resolver)
    assert resolver.asked == ["قطر", "بوتين"]


def test_columns_and_structs() -> None:
    table = pa.table({"i": [1], "n": ["قطر"]}, metadata={"k": "v"})
    flat = resolve_column(table, "n", prefix="")
    assert flat.column_names == ["i", "n", *RESOLUTION.names]
    assert flat.schema.metadata == {b"k": b"v"}
    whole = resolve_column(table, "n", struct="who", candidates=True, limit=1)
    assert whole.column_names == ["i", "n", "who"]
    (who,) = whole["who"].to_pylist()
    assert [c["id"] for c in who["candidates"]] == [who["id"]] == ["wikidata:Q846"]


def test_record_batches_to_record_batches() -> None:
    batches = pa.table({"t": NAMES}).to_batches(max_chunksize=4)
    found = list(resolve_batches(batches, "t", struct="r"))
    assert all(isinstance(batch, pa.RecordBatch) for batch in found)
    assert [r for batch in found for r in batch["r"].to_pylist()] == [row(name) for name in NAMES]
    linked = list(link_batches(pa.table({"t": TEXTS}).to_batches(), "t", into="m"))
    assert linked[0]["m"].to_pylist() == link_array(pa.array(TEXTS)).to_pylist()


def test_the_options_are_those_of_the_functions() -> None:
    assert resolve_array(pa.array(["قطر"]), type="person").field("id").to_pylist() == [None]
    assert link_array(pa.array(["بوتين في روسيا"]), types=["place"]).to_pylist()[0][0]["name"] == "Russia"
    with pytest.raises(TypeError, match="colour"):
        resolve_array(pa.array(["قطر"]), colour="red")


def test_a_gazetteer_of_ones_own(mine: str) -> None:
    names = pa.array(["روسيا", "قطر"])
    assert resolve_array(names, gazetteer=mine).field("id").to_pylist() == ["my:2", None]
    assert resolve_array(names, gazetteer=[mine, "default"]).field("id").to_pylist() == ["my:2", "wikidata:Q846"]


@pytest.mark.parametrize(
    ("columns", "column", "says"),
    [
        ({"n": [1]}, "n", "the column 'n' holds int64, not text"),
        ({"n": [b"qatar"]}, "n", "the column 'n' holds binary"),
        ({"n": ["a"]}, "name", "no column is called 'name'; the columns are 'n'"),
        ({"n": ["a"], "n_id": ["b"]}, "n", "there is a column 'n_id' already"),
    ],
)
def test_a_wrong_column_is_named(columns: dict[str, Any], column: str, says: str) -> None:
    with pytest.raises(ColumnError, match=says):
        resolve_column(pa.table(columns), column)


def test_a_column_that_stands_twice() -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["n", "n"])
    with pytest.raises(ColumnError, match="several columns are called 'n'"):
        link_column(table, "n")
    with pytest.raises(ColumnError, match="there is a column 'm' already"):
        link_column(pa.table({"t": ["a"], "m": ["b"]}), "t", into="m")
    with pytest.raises(ValueError, match="one of them"):
        resolve_column(pa.table({"n": ["a"]}), "n", prefix="a", struct="b")


def test_bytes_that_are_no_text_are_found() -> None:
    ends = pa.py_buffer(bytes([0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0]))
    names = pa.Array.from_buffers(pa.string(), 2, [None, ends, pa.py_buffer(b"ab\xff")])
    with pytest.raises(EncodingError, match=r"the column 'n': row 2, byte 2 is not UTF-8"):
        resolve_column(pa.table({"n": names}), "n")


@given(st.lists(st.none() | st.sampled_from(["قطر", "بوتين", "Qatar", "", "x y"]), max_size=12), st.data())
@settings(deadline=None, max_examples=40)
def test_chunks_and_types_change_nothing(names: list[str | None], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(KINDS.values())))
    cut = data.draw(st.integers(0, len(names)))
    chunks = pa.chunked_array([pa.array(part, pa.string()).cast(kind) for part in (names[:cut], names[cut:])])
    assert resolve_array(chunks).to_pylist() == [row(name) for name in names]
