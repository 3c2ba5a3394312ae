from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from namelink.importers import read_opensanctions
from tests.importers.samples import imported, spelt, write


def thing(id: str, schema: str, referents: tuple[str, ...] = (), caption: str = "", **properties: list[str]) -> str:
    data: dict[str, Any] = {
        "id": id,
        "caption": caption or (properties.get("name") or [id])[0],
        "schema": schema,
        "referents": list(referents),
        "datasets": ["xx_sanctions"],
        "first_seen": "2023-04-20T06:38:28",
        "last_seen": "2024-04-20T06:38:28",
        "target": True,
        "properties": properties,
    }
    return json.dumps(data, ensure_ascii=False)


MAN = thing(
    "NK-aU5ybkbRFJucf8YMwsJvDw",
    "Person",
    ("Q25597826", "ofac-12345", "has space"),
    "Sadyr Japarov",
    name=["Садыр Жапаров", "Sadyr Japarov", "صدر جباروف", "صدر جبّاروف"],
    alias=["Sadyr Zhaparov"],
    weakAlias=["Sadyr"],
    nationality=["kg"],
    country=["ru"],
    wikidataId=["Q25597826"],
)
FIRM = thing(
    "Q102673",
    "Company",
    name=["Gazprom"],
    alias=["GP", "ОАО Газпром"],
    abbreviation=["ГП"],
    jurisdiction=["ru", "cy"],
    country=["ru"],
)


NO_DATE = "the date of {} must be a year or a date such as '1952' or '1952-10-07', not '{}'"


def test_a_person_and_a_company(tmp_path: Path) -> None:
    found = imported(read_opensanctions, write(tmp_path / "entities.ftm.json", [MAN, FIRM]))
    man, firm = found.by_id["opensanctions:NK-aU5ybkbRFJucf8YMwsJvDw"], found.by_id["wikidata:Q102673"]
    assert (man.id, man.type, man.country) == ("opensanctions:NK-aU5ybkbRFJucf8YMwsJvDw", "person", "KG")
    assert man.refs == ("wikidata:Q25597826", "opensanctions:Q25597826", "opensanctions:ofac-12345")
    assert spelt(man) == [
        "Sadyr Japarov und-Latn",
        "Садыр Жапаров und-Cyrl",
        "صدر جباروف und-Arab",
        "Sadyr Zhaparov und-Latn",
    ]
    assert (firm.id, firm.type, firm.country) == ("wikidata:Q102673", "organization", None)
    assert firm.refs == ("opensanctions:Q102673",)
    assert spelt(firm) == [
        "Gazprom und-Latn",
        "GP und-Latn acronym",
        "ОАО Газпром und-Cyrl",
        "ГП und-Cyrl acronym",
    ]


def test_weak_aliases_are_taken_when_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a", [MAN])
    assert "Sadyr und-Latn short" in spelt(imported(read_opensanctions, path, weak_aliases=True).records[0])


def test_the_scripts_of_the_languages_asked_for(tmp_path: Path) -> None:
    found = imported(read_opensanctions, write(tmp_path / "a", [MAN]), languages=["ar"], weight=0.1)
    assert (spelt(found.records[0]), found.records[0].weight) == (["صدر جباروف und-Arab"], 0.1)


@pytest.mark.parametrize("schema", ["Organization", "Company", "LegalEntity", "PublicBody", "Person"])
def test_schemas_that_are_taken(tmp_path: Path, schema: str) -> None:
    found = imported(read_opensanctions, write(tmp_path / "a", [thing("a", schema, name=["Somebody"])]))
    assert len(found.records) == 1


@pytest.mark.parametrize("schema", ["Vessel", "Sanction", "Address", "Ownership", "Unheard"])
def test_schemas_that_are_skipped(tmp_path: Path, schema: str) -> None:
    found = imported(read_opensanctions, write(tmp_path / "a", [thing("a", schema, name=["Somebody"])]))
    assert (found.records, found.rejects, len(found.skipped)) == ([], [], 1)


def test_only_the_types_that_are_asked_for(tmp_path: Path) -> None:
    found = imported(read_opensanctions, write(tmp_path / "a", [MAN, FIRM]), types=["organization"])
    assert list(found.by_id) == ["wikidata:Q102673"]


def test_lines_that_cannot_be_read(tmp_path: Path) -> None:
    lines = [
        MAN[:-5],
        '{"id": 7, "schema": "Person"}',
        '{"id": "a", "schema": ["Person"]}',
        thing("no good", "Person", name=["Somebody"]),
        thing("a\\ud800", "Person", name=["Somebody"]).replace("\\\\ud800", "\\ud800"),
        thing("nameless", "Person"),
        thing("odd", "Person", name=["Somebody"]).replace('["Somebody"]', '"Somebody"'),
        thing("half", "Person", name=["Somebody", "xx"]).replace("xx", "\\ud800"),
    ]
    found = imported(read_opensanctions, write(tmp_path / "a", lines))
    assert list(found.by_id) == ["opensanctions:half", "opensanctions:odd"]
    assert [line for line, _ in found.reasons] == [1, 2, 3, 4, 5, 8, 6]
    assert found.reasons[-1][1] == "opensanctions:nameless has no name that can be used"


def test_dates_of_birth(tmp_path: Path) -> None:
    lines = [
        thing("a", "Person", name=["Somebody"], birthDate=["1952-10-07", "1952", "1953-01-02T00:00:00", "around 1950"]),
        thing("b", "Person", name=["Somebody Else"], birthDate=["?"]),
        thing("c", "Company", name=["Something"], birthDate=["1952"]),
    ]
    found = imported(read_opensanctions, write(tmp_path / "a", lines))
    assert [record.born for record in found.records] == [("1952-10-07", "1952", "1953-01-02"), (), ()]
    assert found.reasons == [(1, NO_DATE.format("birth", "around 1950")), (2, NO_DATE.format("birth", "?"))]


def test_gender_and_dates_of_death(tmp_path: Path) -> None:
    lines = [
        thing("a", "Person", name=["Somebody"], deathDate=["2001-05-11T00:00:00", "2001", "?"], gender=["Female"]),
        thing("b", "Person", name=["Somebody Else"], gender=["male", "female"]),
        thing("c", "Person", name=["Nobody"], gender=["other"]),
        thing("d", "Company", name=["Something"], deathDate=["2001"], gender=["male"]),
    ]
    found = imported(read_opensanctions, write(tmp_path / "a", lines))
    assert [(r.died, r.gender) for r in found.records] == [
        (("2001-05-11", "2001"), "female"),
        ((), None),
        ((), None),
        ((), None),
    ]
    assert found.reasons == [(1, NO_DATE.format("death", "?"))]


def test_an_entity_of_wikidata_is_found_by_both_ids(tmp_path: Path) -> None:
    line = thing("Q7747", "Person", ("NK-1", "Q123"), name=["Somebody"], wikidataId=["Q7747"])
    (record,) = imported(read_opensanctions, write(tmp_path / "a", [line])).records
    assert record.id == "wikidata:Q7747"
    assert record.refs == ("wikidata:Q123", "opensanctions:Q7747", "opensanctions:NK-1", "opensanctions:Q123")


def test_nul_in_an_id_or_a_name(tmp_path: Path) -> None:
    lines = [thing("a\0b", "Person", name=["Somebody"]), thing("c", "Person", name=["Some\0body", "\0"])]
    found = imported(read_opensanctions, write(tmp_path / "a", lines))
    assert [(record.id, spelt(record)) for record in found.records] == [("opensanctions:c", ["Some body und-Latn"])]
    assert [line for line, _ in found.reasons] == [1, 2]
