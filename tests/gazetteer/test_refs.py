"""Entities are found by the ids of other authorities and of earlier releases, which are their refs."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Gazetteer, Resolver, tables


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


def test_a_record_is_that_of_the_layer_above_that_has_its_id_as_a_ref() -> None:
    other = Gazetteer.from_records([record("y:1"), record("w:1", "y:9")])
    layers = Gazetteer.layers(GAZETTEER, other)
    assert [layers[id].id for id in ("y:1", "y:2", "y:9")] == ["x:1", "x:2", "w:1"]


def test_ids_that_moved_are_refs_of_what_has_another_id_now() -> None:
    gazetteer = Gazetteer.default()
    moved = list(tables.rows("namelink", "moved_ids.tsv"))
    assert len(moved) > 4_000
    assert [row for row in moved if gazetteer[row["old"]].id != row["new"]] == []
    assert {row["evidence"] for row in moved} == {"table", "judged", "merged"}


def named(id: str, text: str, *refs: str) -> dict[str, Any]:
    return {**record(id, *refs), "names": [{"text": text, "lang": "en"}]}


@pytest.mark.parametrize(
    ("upper", "lower", "one"),
    [
        (("wikidata:Q1",), ("wikidata:Q1",), True),
        (("wikidata:Q1", "geonames:5"), ("geonames:5",), True),
        (("geonames:5",), ("wikidata:Q1", "geonames:5"), True),
        (("a:1", "geonames:5"), ("b:1", "geonames:5"), True),
        (("a:1", "geonames:5"), ("b:1", "geonames:6"), False),
    ],
)
def test_records_of_one_thing_in_two_layers_are_one_entity(
    upper: tuple[str, ...], lower: tuple[str, ...], one: bool
) -> None:
    above = Gazetteer.from_records([named(upper[0], "Above Name", *upper[1:])])
    below = Gazetteer.from_records([named(lower[0], "Below Name", *lower[1:])])
    layers = Gazetteer.layers(above, below)
    assert len(layers) == len(list(layers)) == (1 if one else 2)
    entity = layers[lower[0]]
    assert entity.id == (upper[0] if one else lower[0])
    assert {name.text for name in entity.names} == ({"Above Name", "Below Name"} if one else {"Below Name"})
    assert len(list(layers.names_of(lower[0]))) == len(entity.names)
    assert Resolver(layers).resolve("Below Name").id == entity.id
    assert lower[0] in layers
    assert (lower[0] in entity.refs) == (one and lower[0] != upper[0])


def test_a_record_above_may_be_of_several_entities_below() -> None:
    upper = Gazetteer.from_records([named("u:1", "Both", "l:1", "l:2")])
    lower = Gazetteer.from_records([named("l:1", "One"), named("l:2", "Two"), named("l:3", "Three")])
    gazetteer = Gazetteer.layers(upper, lower)
    assert [(e.id, [n.text for n in e.names]) for e in gazetteer] == [
        ("u:1", ["Both", "One", "Two"]),
        ("l:3", ["Three"]),
    ]
    assert len(gazetteer) == 2
    assert [gazetteer.name_at(hit).text for hit in gazetteer.names_of("l:2")] == ["Both", "One", "Two"]
    assert [Resolver(gazetteer).resolve(name).id for name in ("One", "Two", "Three")] == ["u:1", "u:1", "l:3"]
    assert len(Gazetteer.layers(lower, upper)) == 3


def test_an_entity_of_the_third_layer_is_that_of_the_first_by_way_of_the_second() -> None:
    layers = [[named("a:1", "Upper", "b:1")], [named("b:1", "Middle", "c:1")], [named("c:1", "Lower")]]
    gazetteer = Gazetteer.layers(*map(Gazetteer.from_records, layers))
    assert [(e.id, [n.text for n in e.names]) for e in gazetteer] == [("a:1", ["Upper", "Middle", "Lower"])]
    assert len(gazetteer) == 1
    assert Resolver(gazetteer).resolve("Lower").id == "a:1"
