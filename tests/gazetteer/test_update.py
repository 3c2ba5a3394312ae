"""An index with changes is the index of what it and the changes say as layers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Gazetteer, RecordError, Resolver
from namelink.errors import BuildError, IndexFormatError
from namelink.gazetteer.update import update_index
from namelink.index.compiler import build_index, compile_records, from_mappings
from tests.index.test_compiler import contents, gazetteers, write_records


def name(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "lang": "ar", **more}


def place(id: str, *names: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "place", "names": list(names), "weight": 0.5, **more}


SEOUL = place("x:seoul", name("سيول"), name("مدينة سول"), country="KR", refs=["y:1"])
BASRA = place("x:basra", name("البصرة"), country="IQ")
CAIRO, MISR = place("x:cairo", name("القاهرة")), place("x:misr", name("قاهرة المعز"))
GONE = {"id": "z:gone", "muted": True}
"""What the index itself takes from the layers below it."""
THERE = place("x:there", name("هناك"), name("ثمة", muted=True))
BEFORE = [SEOUL, BASRA, CAIRO, MISR, GONE, THERE]


def updated(folder: Path, *changes: dict[str, Any], before: list[dict[str, Any]] = BEFORE, **options: Any) -> Path:
    build_index([write_records(folder / "before.jsonl", before)], folder / "before")
    update_index(
        [write_records(folder / "changes.jsonl", list(changes))], folder / "before", folder / "after", **options
    )
    assert sorted(p.name for p in folder.iterdir()) == ["after", "before", "before.jsonl", "changes.jsonl"]
    return folder / "after"


@pytest.mark.parametrize(
    ("changes", "replace", "by_hand"),
    [
        ([], False, BEFORE),
        # A new entity.
        ([place("x:new", name("جدة"))], False, [*BEFORE, place("x:new", name("جدة"))]),
        # Names and fields are added, by the id or by a ref.
        (
            [place("x:basra", name("بصرة"), country="KW", **{"class": "city"})],
            False,
            [
                place("x:basra", name("البصرة"), name("بصرة"), country="KW", **{"class": "city"}),
                *(record for record in BEFORE if record is not BASRA),
            ],
        ),
        (
            [place("y:1", name("سيؤول"), weight=0.9)],
            False,
            [
                # The label stays.
                place(
                    "y:1", name("سيول"), name("سيؤول"), name("مدينة سول"), country="KR", refs=["x:seoul"], weight=0.9
                ),
                *(record for record in BEFORE if record is not SEOUL),
            ],
        ),
        # An entity, and a name, are taken out.
        ([{"id": "x:basra", "muted": True}], False, [record for record in BEFORE if record is not BASRA]),
        ([{"id": "y:1", "muted": True}], False, [record for record in BEFORE if record is not SEOUL]),
        (
            [{"id": "x:seoul", "type": "place", "names": [name("سِيول", muted=True)], "weight": 0.5}],
            False,
            [
                place("x:seoul", name("مدينة سول"), country="KR", refs=["y:1"]),
                *(record for record in BEFORE if record is not SEOUL),
            ],
        ),
        (
            [{"id": "x:basra", "type": "place", "names": [name("البصرة", muted=True)]}],
            False,
            [record for record in BEFORE if record is not BASRA],
        ),
        # Two entities become one.
        (
            [place("x:cairo", name("القاهرة"), refs=["x:misr"])],
            False,
            [
                place("x:cairo", name("القاهرة"), name("قاهرة المعز"), refs=["x:misr"]),
                *(record for record in BEFORE if record is not CAIRO and record is not MISR),
            ],
        ),
        # A record takes the place of another.
        (
            [place("x:seoul", name("سول"))],
            True,
            [place("x:seoul", name("سول")), *(record for record in BEFORE if record is not SEOUL)],
        ),
        (
            [place("y:1", name("سول"), name("سيول", muted=True))],
            True,
            [place("y:1", name("سول")), *(record for record in BEFORE if record is not SEOUL)],
        ),
        (
            [{"id": "x:seoul", "type": "place", "names": [name("سيول", muted=True)], "weight": 0.5}],
            True,
            [
                place("x:seoul", name("مدينة سول"), country="KR", refs=["y:1"]),
                *(record for record in BEFORE if record is not SEOUL),
            ],
        ),
        # What is muted and not there is for the layers below; what the index mutes comes back with names.
        ([{"id": "z:other", "muted": True}], False, [*BEFORE, {"id": "z:other", "muted": True}]),
        (
            [place("z:gone", name("عاد"))],
            False,
            [place("z:gone", name("عاد")), *(record for record in BEFORE if record is not GONE)],
        ),
        ([GONE], False, BEFORE),
        (
            [place("x:there", name("هنالك"))],
            False,
            [
                place("x:there", name("هناك"), name("هنالك"), name("ثمة", muted=True)),
                *(record for record in BEFORE if record is not THERE),
            ],
        ),
    ],
)
def test_it_is_the_index_of_the_records_merged_by_hand(
    tmp_path: Path, changes: list[dict[str, Any]], replace: bool, by_hand: list[dict[str, Any]]
) -> None:
    after = updated(tmp_path, *changes, replace=replace)
    assert contents(after) == compile_records(from_mappings(by_hand))


def comparable(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the entities by id, their names in no order: the first one makes the label."""
    return {e.id: (attrs.evolve(e, names=()), set(e.names)) for e in gazetteer if e.names}


@settings(max_examples=25, deadline=None)
@given(gazetteers(), gazetteers(), st.data())
def test_it_has_the_entities_of_the_layers(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[dict[str, Any]],
    changes: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    muted = [{"id": record["id"], "muted": True} if data.draw(st.booleans()) else record for record in changes]
    layers = Gazetteer.layers(Gazetteer.from_records(muted), Gazetteer.from_records(before))
    after = Gazetteer.open(updated(tmp_path_factory.mktemp("update"), *muted, before=before))
    assert comparable(after) == comparable(layers)


def test_it_answers_as_the_layers_do(tmp_path: Path) -> None:
    after = Resolver(
        Gazetteer.open(updated(tmp_path, {"id": "x:basra", "muted": True}, place("x:seoul", name("سيؤول"))))
    )
    assert [after.resolve(text).id for text in ("سيؤول", "سيول", "البصرة")] == ["x:seoul", "x:seoul", None]


def test_an_index_is_updated_in_its_place_and_dated(tmp_path: Path) -> None:
    build_index([write_records(tmp_path / "r.jsonl", BEFORE)], tmp_path / "i")
    changes = write_records(tmp_path / "c.jsonl", [{"id": "x:basra", "muted": True}])
    update_index([changes], tmp_path / "i", tmp_path / "i", dated=date(2026, 11, 27))
    gazetteer = Gazetteer.open(tmp_path / "i")
    assert "x:basra" not in gazetteer
    assert gazetteer.indexes[0].date == "2026-11-27"


def test_what_is_refused_leaves_all_as_it_was(tmp_path: Path) -> None:
    index = tmp_path / "i"
    build_index([write_records(tmp_path / "r.jsonl", BEFORE)], index)
    before = contents(index)
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(BASRA) + "\n" + json.dumps(BASRA), encoding="utf-8")
    with pytest.raises(RecordError, match=r"bad.jsonl:2: the id 'x:basra' stands already at .*bad.jsonl:1"):
        update_index([bad], index, index)
    with pytest.raises(IndexFormatError, match="is no namelink index"):
        update_index([tmp_path / "r.jsonl"], index, bad)
    with pytest.raises(BuildError, match="lies inside"):
        update_index([tmp_path / "r.jsonl"], index, tmp_path)
    assert contents(index) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.jsonl", "i", "r.jsonl"]
