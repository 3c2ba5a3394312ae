from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from namelink import Gazetteer, IndexNotFoundError, RecordError
from namelink.gazetteer.difference import Change, ChangeKind, FieldChange, diff
from namelink.index.compiler import build_index
from namelink.model import Name, NameKind
from tests.exporters.samples import RECORDS, name
from tests.index.test_compiler import gazetteers, write_records


def place(id: str, *names: str, **more: Any) -> dict[str, Any]:
    listed = [{"text": name, "lang": "ar" if name > "z" else "en"} for name in names]
    return {"id": id, "type": "place", "names": listed, "weight": 0.5, **more}


BEFORE = [
    place("x:gone", "ذهب"),
    place("x:merged", "القاهرة"),
    place("x:cairo", "Cairo", "القاهرة"),
    place("x:named", "Seoul", "سيول", country="KR"),
    place("x:same", "Basra"),
]
AFTER = [
    place("x:cairo", "Cairo", "القاهرة", refs=["x:merged"]),
    place("x:named", "Soul", "سيؤول", country="KP", **{"class": "city"}),
    place("x:new", "Jeddah"),
    place("x:same", "Basra"),
]


@pytest.mark.parametrize("form", ["gazetteers", "indexes", "files", "mixed"])
def test_what_came_went_merged_and_changed(tmp_path: Path, form: str) -> None:
    sides: list[Any] = [Gazetteer.from_records(records) for records in (BEFORE, AFTER)]
    if form != "gazetteers":
        files = [write_records(tmp_path / f"{i}.jsonl", list(reversed(r))) for i, r in enumerate((BEFORE, AFTER))]
        sides = files
        if form != "files":
            build_index(files[:1], tmp_path / "i")
            build_index(files[1:], tmp_path / "j")
            sides = [tmp_path / "i", tmp_path / "j" if form == "indexes" else files[1]]
    found = diff(*sides)
    assert list(found) == [
        Change(ChangeKind.CHANGED, "x:cairo", "Cairo", fields=(FieldChange("refs", None, ["x:merged"]),)),
        Change(ChangeKind.REMOVED, "x:gone", "ذهب"),
        Change(ChangeKind.MERGED, "x:merged", "القاهرة", "x:cairo"),
        Change(
            ChangeKind.CHANGED,
            "x:named",
            "Soul",
            names_added=(Name("Soul", "en"), Name("سيؤول", "ar")),
            names_removed=(Name("Seoul", "en"), Name("سيول", "ar")),
            fields=(
                FieldChange("label", "Seoul", "Soul"),
                FieldChange("class", None, "city"),
                FieldChange("country", "KR", "KP"),
            ),
        ),
        Change(ChangeKind.ADDED, "x:new", "Jeddah"),
    ]
    assert {what: number for what, number in found.counts.items() if number} == {
        "added": 1,
        "removed": 1,
        "merged": 1,
        "changed": 2,
        "renamed": 1,
        "names_added": 2,
        "names_removed": 2,
        "refs": 1,
        "class": 1,
        "country": 1,
    }


@pytest.mark.parametrize(
    ("field", "value", "before"),
    [
        ("type", "place", "organization"),
        ("class", "town", None),
        ("country", None, "KG"),
        ("parent", "x:1", None),
        ("coordinates", [1.0, 2.0], None),
        ("refs", ["x:9"], None),
        ("description", {"ar": "وصف"}, None),
        ("weight", 0.25, 0.5),
        ("muted", True, None),
    ],
)
def test_each_field_is_compared(field: str, value: Any, before: Any) -> None:
    old = place("x:0", "Osh", country="KG") | {"type": "organization"}
    [change] = diff(Gazetteer.from_records([old]), Gazetteer.from_records([old | {field: value}]))
    assert change.fields == (FieldChange(field, before, value),)


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ([name("اوش"), name("أوش"), name("Osh", "en")], "names"),  # another one is preferred
        ([name("Osh", "en", source="desk"), name("أوش"), name("اوش")], "names"),
        ([name("أوش"), name("اوش"), name("Osh", "en")], None),  # each language has its own order
        ([name("Osh", "en"), name("أوش"), name("اوش"), name("أوس", muted=True)], "muted_names"),
    ],
)
def test_order_sources_and_muting_of_names_are_compared(names: list[dict[str, Any]], field: str | None) -> None:
    old = place("x:0", "Osh", "أوش", "اوش")
    changes = list(diff(Gazetteer.from_records([old]), Gazetteer.from_records([old | {"names": names}])))
    assert [each.field for change in changes for each in change.fields] == ([field] if field else [])
    assert not any(change.names_added + change.names_removed for change in changes)


def test_a_name_of_another_kind_was_removed_and_added() -> None:
    old = place("x:0", "Osh", "أوش")
    new = place("x:0", "Osh")
    new["names"].append({"text": "أوش", "lang": "ar", "kind": "short"})
    [change] = diff(Gazetteer.from_records([old]), Gazetteer.from_records([new]))
    assert change.names_removed == (Name("أوش", "ar"),)
    assert change.names_added == (Name("أوش", "ar", NameKind.SHORT),)
    assert change.to_dict()["names_added"] == [{"text": "أوش", "lang": "ar", "kind": "short"}]


@settings(max_examples=40, deadline=None)
@given(gazetteers(), gazetteers())
def test_what_is_counted_adds_up(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    old, new = Gazetteer.from_records(before), Gazetteer.from_records(after)
    counts = diff(old, new).counts
    assert len(old) + counts["added"] - counts["removed"] - counts["merged"] == len(new)
    assert diff(new, old).counts["added"] == counts["removed"] + counts["merged"]
    assert list(diff(old, old)) == []


def test_layers_are_compared_as_what_they_say_together() -> None:
    base = Gazetteer.from_records(RECORDS)
    layers = Gazetteer.layers(Gazetteer.from_records([{"id": "wikidata:Q813", "muted": True}]), base)
    assert {change.id: change.kind for change in diff(base, layers)} == {
        "desk:gone": ChangeKind.REMOVED,  # a record that mutes is none of the layers' entities
        "wikidata:Q8684": ChangeKind.REMOVED,
        "wikidata:Q813": ChangeKind.REMOVED,
    }


def test_errors_name_the_place(tmp_path: Path) -> None:
    twice = write_records(tmp_path / "r.jsonl", [place("x:1", "Osh"), place("x:1", "Osh")])
    with pytest.raises(RecordError, match=r"r.jsonl:2: the id 'x:1' stands there twice"):
        diff(twice, twice)
    with pytest.raises(IndexNotFoundError, match="nowhere"):
        diff(tmp_path / "nowhere", twice)
