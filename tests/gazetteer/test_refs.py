"""Entities are found by the ids of other authorities and of earlier releases, which are their refs."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Gazetteer, tables


def record(id: str, *refs: str) -> dict[str, Any]:
    return {"id": id, "type": "person", "names": [{"text": f"Name of {id}", "lang": "en"}], "refs": list(refs)}


GAZETTEER = Gazetteer.from_records(
    [record("x:1", "y:1", "z:shared"), record("x:2", "y:2", "x:1", "z:shared"), record("x:3")]
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("x:1", "x:1"),  # an id comes before a ref
        ("y:1", "x:1"),
        ("y:2", "x:2"),
        ("z:shared", None),  # two have it
        ("y:3", None),
        ("\ud800", None),
    ],
)
def test_an_entity_is_found_by_its_refs(asked: str, found: str | None) -> None:
    entity = GAZETTEER.get(asked)
    assert (entity.id if entity else None) == found


def test_an_id_of_any_layer_comes_before_a_ref_of_the_first() -> None:
    other = Gazetteer.from_records([record("y:1"), record("w:1", "y:9")])
    layers = Gazetteer.layers(GAZETTEER, other)
    assert [layers[id].id for id in ("y:1", "y:2", "y:9")] == ["y:1", "x:2", "w:1"]


def test_ids_that_moved_are_refs_of_what_has_another_id_now() -> None:
    gazetteer = Gazetteer.default()
    moved = list(tables.rows("namelink", "moved_ids.tsv"))
    assert len(moved) > 5_000
    assert [row for row in moved if gazetteer[row["old"]].id != row["new"]] == []
    assert {row["evidence"] for row in moved} == {"table", "judged", "merged"}
