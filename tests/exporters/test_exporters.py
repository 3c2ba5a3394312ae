from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from namelink import EntityType, Gazetteer
from namelink.errors import ExportError
from namelink.exporters import Selection, export_csv, export_ftm, export_geojson, export_jsonl
from namelink.importers import read_csv
from namelink.index.compiler import build_index, compile_records, from_mappings
from namelink.lang import make_key
from tests.exporters.samples import GAZETTEER, RECORDS, name
from tests.index.test_compiler import contents, gazetteers

KYRGYZ_PLACES = Selection(frozenset({EntityType.PLACE}), "KG")


def lines(pieces: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in "".join(pieces).split("\n") if line]


@settings(max_examples=40, deadline=None)
@given(gazetteers())
def test_records_that_were_exported_build_the_same_bytes(records: list[dict[str, Any]]) -> None:
    exported = lines(export_jsonl(Gazetteer.from_records(records)))
    assert compile_records(from_mappings(exported)) == compile_records(from_mappings(records))


def test_every_field_and_what_is_muted_builds_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("".join(export_jsonl(GAZETTEER)), encoding="utf-8")
    build_index([tmp_path / "r.jsonl"], tmp_path / "i")
    assert contents(tmp_path / "i") == compile_records(from_mappings(RECORDS))


def test_layers_are_exported_as_what_they_say_together() -> None:
    upper = Gazetteer.from_records(
        [
            {"id": "wikidata:Q813", "type": "place", "names": [name("بلاد القيرغيز")], "weight": 0.72},
            {"id": "geonames:1528675", "type": "place", "names": [name("فرونزي", muted=True)]},
            {"id": "desk:n_1", "muted": True},
        ]
    )
    layers = Gazetteer.layers(upper, GAZETTEER)
    exported = lines(export_jsonl(layers))
    again = Gazetteer.from_records(exported)
    assert {e.id: e for e in again} == {e.id: e for e in layers if e.names}
    assert [n.text for n in again["wikidata:Q813"].names] == ["بلاد القيرغيز", "Kyrgyzstan", "قيرغيزستان", "قيرغيزي"]
    assert [n.text for n in again["geonames:1528675"].names] == ["بيشكيك", "Bishkek"]
    assert "desk:n_1" not in again
    assert "muted" not in "".join(export_jsonl(layers))


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(frozenset({EntityType.PERSON})), {"wikidata:Q25597826"}),
        (Selection(country="KG"), {"wikidata:Q25597826", "wikidata:Q813", "geonames:1528675"}),
        (KYRGYZ_PLACES, {"wikidata:Q813", "geonames:1528675"}),
        (Selection(country="QA"), set()),
    ],
)
def test_a_part_is_exported(selection: Selection, ids: set[str]) -> None:
    assert {record["id"] for record in lines(export_jsonl(GAZETTEER, selection))} == ids
    assert {record["referents"][0] for record in lines(export_ftm(GAZETTEER, selection))} == ids
    assert {row["id"] for row in csv.DictReader(export_csv(GAZETTEER, selection))} == ids


def imported(table: str, folder: Path, separator: str) -> Gazetteer:
    path = folder / "t.csv"
    path.write_text(table, encoding="utf-8")
    rejects: list[Any] = []
    records = list(read_csv(path, on_reject=rejects.append, separator=separator))
    assert rejects == []
    return Gazetteer.from_records(records)


@pytest.mark.parametrize("separator", ["|", " / "])
def test_a_table_is_imported_as_it_was_exported(tmp_path: Path, separator: str) -> None:
    again = imported("".join(export_csv(GAZETTEER, separator=separator)), tmp_path, separator)
    entities = [e for e in GAZETTEER if e.names]
    assert {e.id for e in again} == {e.id for e in entities}
    for entity in entities:
        found = again[entity.id]
        for field in ("type", "label", "country", "born", "weight", "description", "refs"):
            assert getattr(found, field) == getattr(entity, field)
        assert set(found.names) == set(entity.names)


def test_a_row_is_an_entity_and_the_columns_are_in_order() -> None:
    header, *rows = csv.reader(io.StringIO("".join(export_csv(GAZETTEER))))
    assert header == [
        *("id", "type", "class", "country", "parent", "latitude", "longitude", "population"),
        *("born", "died", "gender", "weight", "description", "name:en", "name:en:acronym"),
        *("name:ar", "name:ar:short", "name:ar:acronym", "name:ar:demonym", "name:ar:former"),
        *("name:ru", "name:und-Latn", "ref"),
    ]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert len(rows) == 4
    place, person = (dict(zip(header, rows[i], strict=True)) for i in (1, 2))
    assert [place[field] for field in ("parent", "latitude", "longitude")] == ["wikidata:Q813", "42.87", "74.59"]
    assert [person[field] for field in ("class", "died", "gender")] == ["politician", "2068", "male"]
    assert (person["born"], person["name:ar"]) == ("1968-12-06|1968", "صدر جباروف|صادير جباروف")


def test_a_separator_that_a_name_has_is_refused() -> None:
    gazetteer = Gazetteer.from_records([{"id": "x:1", "type": "place", "names": [name("قطر|دولة")]}])
    with pytest.raises(ExportError, match=r"x:1: 'قطر|دولة' has '|' in it.*choose another separator"):
        list(export_csv(gazetteer))
    assert "قطر|دولة" in "".join(export_csv(gazetteer, separator=";"))


def test_points_have_the_longitude_first() -> None:
    collection = json.loads("".join(export_geojson(GAZETTEER)))
    assert collection["type"] == "FeatureCollection"
    first, second = collection["features"]
    assert first == {
        "type": "Feature",
        "id": "geonames:1528675",
        "geometry": {"type": "Point", "coordinates": [74.59, 42.87]},
        "properties": {
            "id": "geonames:1528675",
            "type": "place",
            "name": "Bishkek",
            "name:ar": "بيشكيك",
            "name:und-Latn": "Bishkek",
            "country": "KG",
            "parent": "wikidata:Q813",
            "weight": 0.5,
        },
    }
    assert second["properties"]["population"] == 7000000
    assert json.loads("".join(export_geojson(GAZETTEER, Selection(country="QA"))))["features"] == []


def test_entities_are_valid_in_follow_the_money() -> None:
    ftm = pytest.importorskip("followthemoney")
    found = lines(export_ftm(GAZETTEER))
    for data in found:
        proxy = ftm.model.get_proxy(data)
        ftm.model[data["schema"]].validate(data)
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop, value)
        assert {p.name: proxy.get(p) for p in proxy.iterprops()} == data["properties"]
        assert ftm.types.registry.entity.validate(data["id"])
    person = next(data for data in found if data["schema"] == "Person")
    assert person["id"] == "Q25597826"
    assert person["properties"] == {
        "name": ["Sadyr Japarov", "صدر جباروف", "صادير جباروف", "Садыр Жапаров"],
        "weakAlias": ["جباروف"],
        "wikidataId": ["Q25597826"],
        "country": ["kg"],
        "summary": ['president, "strong"'],
        "birthDate": ["1968-12-06", "1968"],
        "deathDate": ["2068"],
        "gender": ["male"],
        "position": ["president, 2021–"],
    }
    place = next(data for data in found if data["id"] == "geonames-1528675")
    assert place["schema"] == "Address"
    assert [place["properties"][p] for p in ("full", "latitude", "longitude", "previousName")] == [
        ["Bishkek"],
        ["42.87"],
        ["74.59"],
        ["فرونزي"],
    ]
    assert next(d for d in found if d["schema"] == "Organization")["properties"]["name"] == ["NATO"]


@pytest.mark.data
def test_the_default_gazetteer_goes_there_and_back(tmp_path: Path) -> None:
    default = Gazetteer.default()
    again = imported("".join(export_csv(default)), tmp_path, "|")
    assert [e.id for e in again] == [e.id for e in default]
    for entity in default:
        found = again[entity.id]
        for field in ("type", "label", "country", "born", "weight", "description", "refs"):
            assert getattr(found, field) == getattr(entity, field), entity.id
        # The importer takes one of the names of a language that fold alike.
        keys = {(make_key(n.text), n.lang.partition("-")[0]) for n in found.names}
        assert {key for key in keys if key[1] != "und"} == {
            (make_key(n.text), n.lang) for n in entity.names if not n.lang.startswith("und")
        }, entity.id
