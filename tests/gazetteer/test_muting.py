"""A layer takes entities, and names of entities, out of the layers below."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Gazetteer, Outcome, Resolver


def place(id: str, *names: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "place", "names": [{"text": name, "lang": "ar"} for name in names], "weight": 0.9} | more


BELOW = Gazetteer.from_records(
    [
        place("x:seoul", "سيول", "مدينة سول", refs=["y:1"]),
        place("x:karbala", "كربلاء", "كربلا"),
        place("x:basra", "البصرة"),
    ]
)


def layers(*records: dict[str, Any]) -> Gazetteer:
    return Gazetteer.layers(Gazetteer.from_records(records), BELOW)


@pytest.mark.parametrize("id", ["x:seoul", "y:1"])
def test_an_entity_is_muted_by_its_id_or_a_ref(id: str) -> None:
    gazetteer = layers({"id": id, "muted": True})
    assert {e.id for e in gazetteer} == {"x:karbala", "x:basra"}
    assert len(gazetteer) == 2
    assert gazetteer.get("x:seoul") is gazetteer.get("y:1") is None
    assert "x:seoul" not in gazetteer
    assert list(gazetteer.names_of("x:seoul")) == []
    assert gazetteer.suggest("سيو") == []
    resolver = Resolver(gazetteer)
    for name in ("سيول", "سييول", "سول"):
        assert resolver.resolve(name).outcome is Outcome.NIL
    assert [m.id for m in resolver.link("في سيول وكربلاء")] == ["x:karbala"]


def test_a_name_is_muted_and_the_others_stay() -> None:
    muted = {"text": "سِيول", "lang": "ar", "muted": True}
    gazetteer = layers({"id": "x:seoul", "type": "place", "names": [muted]})
    assert [n.text for n in gazetteer["x:seoul"].names] == ["مدينة سول"]
    assert gazetteer["x:seoul"].label == "مدينة سول"
    resolver = Resolver(gazetteer)
    assert resolver.resolve("مدينة سول").id == "x:seoul"
    assert [m.id for m in resolver.link("في سيول وكربلاء")] == ["x:karbala"]
    assert [gazetteer.name_at(hit).text for hit in gazetteer.names_of("x:seoul")] == ["مدينة سول"]


def test_a_layer_that_mutes_a_name_may_add_others() -> None:
    names = [{"text": "سيول", "lang": "ar", "muted": True}, {"text": "العاصمة الكورية", "lang": "ar"}]
    gazetteer = layers({"id": "x:seoul", "type": "place", "names": names})
    assert [n.text for n in gazetteer["x:seoul"].names] == ["العاصمة الكورية", "مدينة سول"]
    assert Resolver(gazetteer).resolve("العاصمة الكورية").id == "x:seoul"


def test_what_a_higher_layer_says_of_a_muted_entity_stays() -> None:
    top = Gazetteer.from_records([place("x:seoul", "سيؤول")])
    gazetteer = Gazetteer.layers(top, Gazetteer.from_records([{"id": "x:seoul", "muted": True}]), BELOW)
    assert [n.text for n in gazetteer["x:seoul"].names] == ["سيؤول"]
    assert {e.id for e in gazetteer} == {"x:seoul", "x:karbala", "x:basra"}


def test_a_muting_record_is_no_entity_of_its_own_layer() -> None:
    gazetteer = Gazetteer.from_records([{"id": "x:seoul", "muted": True}, place("x:basra", "البصرة")])
    assert [e.id for e in gazetteer] == ["x:basra"]
    assert "x:seoul" not in gazetteer
