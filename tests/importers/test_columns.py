from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from namelink import SourceError
from namelink.config import Limits
from namelink.importers import read_csv
from tests.importers.samples import imported, spelt, write

HEADER = "id,type,name:ar,name:en,name:ar:short,country,ref:wikidata,ref,weight,description"


def test_headings_that_are_fields_need_no_map(tmp_path: Path) -> None:
    row = 'x:1,Person,"صدر جباروف",Sadyr Japarov,جباروف,kg,Q25597826,viaf:1,0.7,"President, since 2021"'
    (record,) = imported(read_csv, write(tmp_path / "a.csv", [HEADER, row])).records
    assert spelt(record) == ["صدر جباروف ar", "Sadyr Japarov en", "جباروف ar short"]
    assert (record.type, record.country, record.weight) == ("person", "KG", 0.7)
    assert (record.refs, record.description) == (("wikidata:Q25597826", "viaf:1"), "President, since 2021")


def test_a_map_of_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["code;name;latin;note", "7;وزارة الخارجية|الخارجية;Foreign Ministry|MFA;x"])
    columns = [("id", "code"), ("name:ar", "name"), ("name:en", "latin")]
    constants = {"type": "organization", "country": "EG"}
    found = imported(read_csv, path, columns=columns, constants=constants, prefix="desk", separator="|", weight=0.2)
    (record,) = found.records
    assert (record.id, record.type, record.country, record.weight) == ("desk:7", "organization", "EG", 0.2)
    assert spelt(record) == ["وزارة الخارجية ar", "الخارجية ar", "Foreign Ministry en", "MFA en"]


def test_a_name_a_row(tmp_path: Path) -> None:
    lines = [
        "id\ttype\tname\tlang\tkind",
        "x:1\tplace\tقيرغيزستان\tar\t",
        "x:2\tplace\tمصر\t\t",
        "x:1\t\tقيرغيزي\tar\tdemonym",
        'x:1\t\t"Kyrgyzstan" the country\ten\t',
        "x:1\t\tقِيرغيزستان\tar\t",
    ]
    found = imported(read_csv, write(tmp_path / "a.tsv", lines))
    assert found.rejects == []
    assert spelt(found.by_id["x:1"]) == ["قيرغيزستان ar", "قيرغيزي ar demonym", '"Kyrgyzstan" the country en']
    assert spelt(found.by_id["x:2"]) == ["مصر und-Arab"]


def test_the_first_row_that_says_something_is_right(tmp_path: Path) -> None:
    lines = ["id,type,name:ar,country,weight", "x:1,,أ ب,,", "x:1,place,أ ب,KG,0.5", "x:1,place,ج د,RU,0.6"]
    (record,) = imported(read_csv, write(tmp_path / "a.csv", lines)).records
    assert (record.type, record.country, record.weight, spelt(record)) == ("place", "KG", 0.5, ["أ ب ar", "ج د ar"])


def test_tables_in_an_archive_have_their_own_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "id,name:ar\nx:1,مصر\n")
        archive.writestr("b.csv", "name:ar,id\nقطر,x:2\n")
    found = imported(read_csv, path, constants={"type": "place"})
    assert [spelt(record) for record in found.records] == [["مصر ar"], ["قطر ar"]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x:1,person,أ ب", "a row has 10 columns, as the first one has, not 3"),
        ("1 2,person,أ ب,,,,,,,", "'1 2' is no identifier"),
        (",person,أ ب,,,,,,,", "'' is no identifier"),
        ("x:1,dog,أ ب,,,,,,,", "the type must be one of person, place, organization, not 'dog'"),
        ("x:1,person,أ ب,,,Egypt,,,,", "the country must be a code of two letters such as 'KG', not 'Egypt'"),
        ("x:1,person,أ ب,,,,,,3,", "the weight must be a number from 0 to 1, not '3'"),
        ("x:1,person,أ ب,,,,,,nan,", "the weight must be"),
        ("x:1,person,أ ب,,,,,,much,", "the weight must be"),
        ("x:1,person,أ ب,,,,,Q1,,", "the ref 'Q1' is no CURIE"),
        ("x:1,person,؟,,,,,,,", "with letters or digits"),
        ("x:1,,أ ب,,,,,,,", "no line gives the type of x:1"),
        ("x:1,person,,,,,,,,", "x:1 has no name that can be used"),
        ('x:1,person,"أ ب"x,,,,,,,', "this is no row of a table"),
    ],
)
def test_a_row_that_makes_no_record(tmp_path: Path, row: str, reason: str) -> None:
    good = "x:2,person,صدر جباروف,,,,,,,"
    found = imported(read_csv, write(tmp_path / "a.csv", [HEADER, row, good]))
    assert list(found.by_id) == ["x:2"]
    assert {line for line, _ in found.reasons} == {2}
    assert reason in found.reasons[0][1]


@pytest.mark.parametrize("after", [0, 5, 3 * Limits().most_lines_of_row])
def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path, after: int) -> None:
    lines = ["id,type,name:ar", 'x:0,person,"أ ب', *(f"x:{i},person,صدر جباروف" for i in range(1, after + 1))]
    found = imported(read_csv, write(tmp_path / "a.csv", lines))
    assert len(found.records) == after
    assert [line for line, _ in found.reasons] == [2]


def test_a_cell_may_hold_line_ends(tmp_path: Path) -> None:
    lines = ["id,type,name:ar", 'x:1,person,"صدر', 'جباروف"', "x:2,person,محمد بن سلمان"]
    found = imported(read_csv, write(tmp_path / "a.csv", lines))
    assert [spelt(record) for record in found.records] == [["صدر جباروف ar"], ["محمد بن سلمان ar"]]


@pytest.mark.parametrize(
    ("options", "header", "message"),
    [
        ({"columns": [("name:ar", "arabic")]}, "id,type", r"a\.csv:1: there is no column 'arabic' for name:ar"),
        ({}, "name:ar,type", "no column is the id"),
        ({}, "id,name:ar", "no column is the type"),
        ({"constants": {"id": "x:1"}}, "type,name:ar", "no column is the id"),
        ({"columns": [("nom", "type")]}, "id,type", "'nom' is no field"),
        ({"columns": [("name:ar:nick", "type")]}, "id,type", "is no field"),
        ({"constants": {"name:ARABIC": "x"}}, "id,type", "is no field"),
    ],
)
def test_a_map_that_does_not_fit(tmp_path: Path, options: dict[str, Any], header: str, message: str) -> None:
    path = write(tmp_path / "a.csv", [header, "x:1,person"])
    with pytest.raises(SourceError, match=message):
        list(read_csv(path, on_reject=print, **options))


def test_what_excel_writes(tmp_path: Path) -> None:
    buffer = io.StringIO("\ufeffid;type;name:ar\r\nx:1;person;صدر جباروف\r\n")
    path = tmp_path / "a.csv"
    path.write_bytes(buffer.getvalue().encode())
    assert len(imported(read_csv, path).records) == 1


def test_dates_of_birth(tmp_path: Path) -> None:
    lines = [
        "id,type,name:ar,born",
        "x:1,person,محمد أحمد,1950-03-02",
        "x:1,,,1951|1950-03-02",
        "x:2,person,محمد سعيد,",
        "x:3,person,محمود سعيد,2/3/1950",
        "x:4,place,قطر,1950",
    ]
    found = imported(read_csv, write(tmp_path / "a.csv", lines), separator="|")
    assert {id: record.born for id, record in found.by_id.items()} == {"x:1": ("1950-03-02", "1951"), "x:2": ()}
    (_, date), (_, place) = found.reasons
    assert date == "the date of birth must be a year or a date such as '1952' or '1952-10-07', not '2/3/1950'"
    assert "'born' is for persons" in place
