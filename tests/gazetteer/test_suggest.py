from __future__ import annotations

import pytest

from namelink import Entity, Gazetteer
from namelink.config import Limits
from namelink.lang import make_key


def slowly(gazetteer: Gazetteer, prefix: str) -> list[Entity]:
    """Return what `suggest` should, by looking at every name."""
    key = make_key(prefix)
    found = []
    for index in gazetteer.indexes:
        for number in range(len(index)):
            entity = gazetteer.entity(index.entity(number).id)
            assert entity is not None
            keys = [make_key(name.text) for name in entity.names if str(name.kind) != "demonym"]
            if key and any(each.startswith(key) for each in keys):
                found.append((key not in keys, -entity.weight, entity.id, entity))
    return [entity for *_, entity in sorted({each[2]: each for each in found}.values(), key=lambda e: e[:3])]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    one = [
        {"id": f"t:{i}", "type": "person", "weight": i / 10, "names": [{"text": text, "lang": "ar"}]}
        for i, text in enumerate(["محمد", "محمد علي", "محمود", "مُحمّد بن سلمان", "أحمد", "محمد علي كلاي"])
    ]
    other = [{"id": "t:1", "type": "person", "weight": 0.1, "names": [{"text": "Muhammad Ali", "lang": "en"}]}]
    return Gazetteer.layers(Gazetteer.from_records(one), Gazetteer.from_records(other))


@pytest.mark.parametrize("prefix", ["م", "محم", "محمد", "محمد ", "محمد ع", "Muha", "muhammad ali", "أحـ", "x", "", " "])
def test_suggest_finds_what_a_look_at_every_name_finds(gazetteer: Gazetteer, prefix: str) -> None:
    assert gazetteer.suggest(prefix, limit=100) == slowly(gazetteer, prefix)


def test_pages_follow_each_other(gazetteer: Gazetteer) -> None:
    every = gazetteer.suggest("محم", limit=100)
    assert len(every) == 5
    assert [e for skip in range(0, 6, 2) for e in gazetteer.suggest("محم", limit=2, skip=skip)] == every


def test_an_id_comes_first(gazetteer: Gazetteer) -> None:
    assert [e.id for e in gazetteer.suggest("t:3")] == ["t:3"]


def test_only_so_many_names_are_seen(gazetteer: Gazetteer) -> None:
    bounded = Gazetteer(gazetteer.indexes, Limits(most_names_with_prefix=2))
    assert len(bounded.suggest("محم", limit=100)) == 2


def test_half_a_surrogate_pair_is_no_id(gazetteer: Gazetteer) -> None:
    assert gazetteer.entity("\ud800") is None
    assert gazetteer.suggest("\ud800") == []
