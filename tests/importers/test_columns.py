from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from namelink import SourceError
from namelink.config import Limits
from namelink.importers import read_csv
from namelink.importers.encodings import guess_encoding
from namelink.importers.rows import guess_form
from namelink.tables import guess_delimiter
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


def test_a_row_of_headings_that_cannot_be_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ['id,type,"name:ar', "x:1,place,قطر"])
    with pytest.raises(SourceError, match=r"a\.csv:1: the row of the headings cannot be read"):
        imported(read_csv, path)


def test_marks_of_direction_are_no_part_of_headings_and_cells(tmp_path: Path) -> None:
    lines = [
        "\u200fid,\u200ftype\u200f,name:ar,born,الاسم \u200f",
        "\u200ex:1\u200e,\u200fperson,أ ب,\u200e1952 \u200e,ج د",
    ]
    found = imported(read_csv, write(tmp_path / "a.csv", lines), columns=[("name:fa", "\u200fالاسم ")])
    (record,) = found.records
    assert (record.id, record.type, record.born, found.rejects) == ("x:1", "person", ("1952",), [])
    assert spelt(record) == ["ج د fa", "أ ب ar"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"delimiter": "ab"}, "a delimiter is one character"),
        ({"delimiter": "\n"}, "neither ends lines"),
        ({"delimiter": '"'}, "nor is a quote"),
        ({"quote": "ab"}, "a quote is one character"),
        ({"quote": "\r"}, "does not end lines"),
        ({"quote": ","}, "cells cannot stand in ',', which stands between columns too"),
        ({"encoding": "hex"}, "there is no encoding 'hex'"),
        ({"encoding": "rot13"}, "there is no encoding 'rot13'"),
        ({"encoding": "idna"}, "there is no encoding 'idna'"),
    ],
)
def test_a_form_that_no_table_has(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "a.csv", ["id,type,name:en", "x:1,place,Oman"])
    with pytest.raises((ValueError, SourceError), match=message):
        imported(read_csv, path, **options)


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
    none: tuple[str, ...] = ()
    born = {id: record.born for id, record in found.by_id.items()}
    assert born == {"x:1": ("1950-03-02", "1951"), "x:2": none, "x:3": none, "x:4": none}
    assert found.reasons == [
        (5, "the date of birth must be a year or a date such as '1952' or '1952-10-07', not '2/3/1950'"),
        (6, "'born' is for persons, and x:4 is of the type place"),
    ]


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("country", "Egypt", "the country must be a code of two letters such as 'KG', not 'Egypt'"),
        ("weight", "3", "the weight must be a number from 0 to 1, not '3'"),
        ("weight", "nan", "the weight must be"),
        ("weight", "9" * 5000, "the weight must be"),
        ("ref", "Q1", "the ref 'Q1' is no CURIE"),
        ("ref:wikidata", "Q 1", "is no identifier"),
        ("class", "مدينة", "the class must be some Latin letters"),
        ("parent", "a b", "is no identifier"),
        ("population", "many", "the population must be a whole number"),
        ("population", "9" * 5000, "the population must be a whole number"),
        ("population", "1.5", "the population must be a whole number"),
        ("born", "9" * 5000, "the date of birth must be"),
        ("died", "1.2.1999", "the date of death must be"),
        ("gender", "x", "the gender must be female or male"),
        ("latitude", "30", "a latitude and a longitude need each other"),
        ("longitude", "north", "the longitude must be degrees from -180 to 180"),
    ],
)
def test_a_cell_that_cannot_be_used_costs_itself_only(tmp_path: Path, field: str, cell: str, reason: str) -> None:
    lines = [f"id,name:ar,note,{field}", f"x:1,أ ب,,{cell}", "x:2,ج د,,"]
    type = "person" if field in ("born", "died", "gender") else "place"
    found = imported(read_csv, write(tmp_path / "a.csv", lines), constants={"type": type})
    assert [spelt(record) for record in found.records] == [["أ ب ar"], ["ج د ar"]]
    assert {line for line, _ in found.reasons} == {2}
    assert reason in found.reasons[0][1]


def test_what_tells_namesakes_apart(tmp_path: Path) -> None:
    lines = [
        "id;type;name:ar;class;parent;latitude;longitude;population;born;died;gender",
        "1;place;طرابلس; Big  City ;9;32,887;13.1913;1,126,000;;;",
        "2;place;طرابلس;city;wikidata:Q822;34.43;\u221235.8;229398.0;;;",
        "3;person;أحمد شوقي;;;;;;1868;1932-10-14;M",
        "4;person;مي زيادة;;;;;;1886;1941|1940;female",
    ]
    found = imported(read_csv, write(tmp_path / "a.csv", lines), separator="|")
    assert found.rejects == []
    tripoli, another, poet, writer = found.records
    assert (tripoli.class_, tripoli.parent, tripoli.population) == ("big city", "local:9", 1126000)
    assert tripoli.coordinates == (32.887, 13.1913)
    assert (another.parent, another.coordinates, another.population) == ("wikidata:Q822", (34.43, -35.8), 229398)
    assert (poet.died, poet.gender, writer.died, writer.gender) == (("1932-10-14",), "male", ("1941", "1940"), "female")


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["id;name", "1;Peskov, Dmitry", "2;Putin, Vladimir"], ";"),
        (["id,name", '1,"a;b"', '2,"c;d;e"'], ","),
        (["id|name", "1|a, b", "2|c"], "|"),
        (["id\tname", "1\ta, b", "2\tc, d"], "\t"),
        (["id,name", '1,"a', ' b"', "2,c"], ","),
        (["id,name", "1,a,b", "2,c", "3,d", "4,e"], ","),
        (["name", "Cairo"], ","),
        ([], ","),
    ],
)
def test_the_delimiter_gives_most_lines_the_same_number_of_cells(lines: list[str], delimiter: str) -> None:
    assert guess_delimiter(lines) == delimiter


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (['"id"\t"type"\t"name:en"', '"x:1"\t"place"\t"Cairo, Egypt"'], "Cairo, Egypt"),
        (["id\ttype\tname:en", 'x:1\tplace\t"Cairo" Tower'], '"Cairo" Tower'),
        (["'id','type','name:en'", "'x:1','place','Cairo, \"Egypt\"'"], 'Cairo, "Egypt"'),
        (["id,type,name:en", "x:1,place,L'Aquila"], "L'Aquila"),
    ],
    ids=["tabs with quotes", "tabs without", "single quotes", "an apostrophe"],
)
def test_quotes_are_found(tmp_path: Path, lines: list[str], name: str) -> None:
    found = imported(read_csv, write(tmp_path / "a.csv", lines))
    assert (spelt(found.records[0]), found.rejects) == ([f"{name} en"], [])


def test_the_quote_and_the_delimiter_that_are_given_count(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["id;type;name:en", 'x:1;place;"Cairo"'])
    (record,) = imported(read_csv, path, quote="").records
    assert spelt(record) == ['"Cairo" en']
    with pytest.raises(SourceError, match="no column is the id"):
        imported(read_csv, path, delimiter=",")


TABLE = "id;type;name:ar;name:en\r\nx:1;place;جدة;Jeddah\r\nx:2;place;مؤتة;Mu'tah\r\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1256", "cp1256"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, told: str | None, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(pack(TABLE.encode(encoding)))
    found = imported(read_csv, path)
    assert [spelt(record) for record in found.records] == [["جدة ar", "Jeddah en"], ["مؤتة ar", "Mu'tah en"]]
    assert found.rejects == []
    assert found.notes == ([f"{path}: read as {told}, by its first bytes; --encoding names another"] if told else [])


@pytest.mark.parametrize(
    ("text", "encoding", "guessed"),
    [
        ("id,name\n1,Québec\n2,Österreich\n3,Señor Müller\n", "cp1252", "cp1252"),
        ("id,name\n1,Cairo – “the city”\n", "cp1252", "cp1252"),
        ("id,name\n1,محمد،\n2,Café à la carte\n3,القاهرة\n", "cp1256", "cp1256"),
        ("id,name\n1,محمّدٌ\n", "cp1256", "cp1256"),
        ("id,name\n1,Москва\n2,Санкт-Петербург\n", "cp1251", None),
        ("id,name\n1,Москва\n", "utf-16-be", "utf-16-be"),
        ("id,name\n1,قطر\n", "utf-8", "utf-8"),
        ("قطر", "utf-16-le", "utf-16-le"),  # no byte of it is NUL
        ("Катар", "utf-16-be", "utf-16-be"),
        ("id,name\n1,北京\n", "gbk", None),
        ("", "utf-8", "utf-8"),
    ],
)
def test_what_encoding_bytes_are_in(text: str, encoding: str, guessed: str | None) -> None:
    assert guess_encoding(text.encode(encoding)) == guessed


def test_a_bad_byte_in_a_table_of_utf_8_costs_its_line(tmp_path: Path) -> None:
    lines: list[str | bytes] = ["id,type,name:ar", "x:1,place,قطر", b"x:2,place,Caf\xe9", "x:3,place,عمان"]
    found = imported(read_csv, write(tmp_path / "a.csv", lines))
    assert (list(found.by_id), [line for line, _ in found.reasons], found.notes) == (["x:1", "x:3"], [3], [])


def test_an_encoding_that_is_not_found_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,type,name:ru\nx:1,place,Москва\n".encode("cp1251"))
    lost = imported(read_csv, path)
    assert (lost.records, [line for line, _ in lost.reasons]) == ([], [2])
    assert lost.notes == [f"{path}: the text is in no encoding that is known by itself; name it: --encoding"]
    named = imported(read_csv, path, encoding="windows-1251")
    assert (spelt(named.records[0]), named.notes) == (["Москва ru"], [])
    with pytest.raises(ValueError, match="there is no encoding 'latin-99'"):
        read_csv(path, on_reject=print, encoding="latin-99")


def test_bytes_of_another_encoding_than_was_named_cost_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,type,name:en\nx:1,place,Oman\nx:2,place,A\x81b\n".encode("latin-1"))
    found = imported(read_csv, path, encoding="cp1252")
    assert found.reasons == [(3, "the line holds bytes that are not cp1252")]
    assert list(found.by_id) == ["x:1"]


def test_lines_that_end_in_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.replace("\r\n", "\r").encode() + b"x:3;place;\xff;\r")
    found = imported(read_csv, path)
    assert list(found.by_id) == ["x:1", "x:2"]
    assert (found.reasons, found.notes) == ([(4, "the line holds bytes that are not utf-8")], [])


def test_nul_in_a_table_costs_its_line(tmp_path: Path) -> None:
    lines = ["id,type,name:en", "x:1,place,A\0b", "x\0:2,place,Oman", "x:3,place,Oman"]
    found = imported(read_csv, write(tmp_path / "a.csv", lines))
    assert (list(found.by_id), found.notes) == (["x:3"], [])
    assert found.reasons == [(2, "the line holds a NUL byte"), (3, "the line holds a NUL byte")]


def test_a_table_that_is_cut_off_in_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode())[:-6])
    found = imported(read_csv, path)
    assert (list(found.by_id), [reject.cut_off for reject in found.rejects]) == (["x:1", "x:2"], [True])


def test_cells_that_seem_to_hold_several_names_are_told(tmp_path: Path) -> None:
    lines = [
        "id,type,name:en,name:fr,alias,name:de",
        "x:1,place,Cairo; Al-Qahira,Le Caire / Caire,A|B,",
        "x:2,place,Giza,AC/DC,C | D,a;1",
        "x:3,place,Luxor,Louxor,E,",
    ]
    path, columns = write(tmp_path / "a.csv", lines), [("name", "alias")]
    found = imported(read_csv, path, columns=columns)
    assert "Cairo; Al-Qahira en" in spelt(found.by_id["x:1"])
    assert found.notes == [
        "2 of the 3 cells of the column 'alias' look like several names with '|' between them, such as 'A|B', and were"
        " taken for one name; --separator '|' would split them",
        "1 of the 3 cells of the column 'name:en' looks like several names with ';' between them, such as"
        " 'Cairo; Al-Qahira', and was taken for one name; --separator ';' would split it",
        "2 of the 3 cells of the column 'name:fr' look like several names with '/' between them, such as"
        " 'Le Caire / Caire', and were taken for one name; --separator '/' would split them",
    ]
    assert imported(read_csv, path, columns=columns, separator=";").notes == []


def test_headings_that_seem_mistyped_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["id,type,nmae:ar,contry,name:en,Name,notes,flag", "x:1,place,قطر,QA,Qatar,x,y,z"])
    assert imported(read_csv, path).notes == [
        f"{path}: the column 'nmae:ar' is not read; if it is meant as 'name:ar', say --column 'name:ar=nmae:ar'",
        f"{path}: the column 'contry' is not read; if it is meant as 'country', say --column 'country=contry'",
    ]
    assert imported(read_csv, path, columns=[("country", "contry"), ("name:ar", "nmae:ar")]).notes == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "type",
            "city",
            "type=city cannot be set: the type must be one of person, place, organization, not 'city';"
            " what it is more exactly is its class: --set class=city",
        ),
        ("country", "Egypt", "country=Egypt cannot be set: the country must be a code of two letters"),
        ("weight", "7", "weight=7 cannot be set"),
        ("kind", "nick", "kind=nick cannot be set: the kind must be one of name, short"),
        ("lang", "Arabic", "lang=Arabic cannot be set: the language must be a tag such as 'ar'"),
        ("born", "around 1950", "born=around 1950 cannot be set"),
        ("gender", "?", "cannot be set: the gender must be female or male"),
        ("latitude", "91", "cannot be set: the latitude must be degrees from -90 to 90"),
        ("ref", "Q1", "cannot be set: the ref 'Q1' is no CURIE"),
        ("contry", "EG", "'contry' is no field; did you mean 'country'?"),
        ("nmae:ar", "x", "'nmae:ar' is no field; did you mean 'name:ar'?"),
        ("zzz", "x", "'zzz' is no field; The fields are id, type, class"),
    ],
)
def test_a_constant_that_can_be_no_value_is_refused_before_a_row_is_read(field: str, value: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_csv("no such file", on_reject=print, constants={field: value})
    assert message in str(caught.value)


def test_a_constant_of_any_field_is_that_of_rows_without_one(tmp_path: Path) -> None:
    constants = {"type": "person", "born": "1950|1951", "gender": "m", "ref": "x:9", "class": "poet"}
    lines = ["id,name:ar,born", "x:1,أ ب,", "x:2,ج د,1960"]
    first, second = imported(read_csv, write(tmp_path / "a.csv", lines), constants=constants, separator="|").records
    assert (first.born, first.gender, first.refs, first.class_) == (("1950", "1951"), "male", ("x:9",), "poet")
    assert (second.born, second.gender) == (("1960",), "male")


def test_an_error_about_headings_names_the_nearest_and_a_few(tmp_path: Path) -> None:
    header = ["Id", "kind of", "country", *(f"column{i}" for i in range(300))]
    path = write(tmp_path / "a.csv", [",".join(header), ",".join("x" for _ in header)])
    with pytest.raises(SourceError) as caught:
        list(read_csv(path, on_reject=print, columns=[("country", "contry")]))
    assert str(caught.value) == (
        f"{path}:1: there is no column 'contry' for country; did you mean 'country'? There are Id, kind of, country,"
        " column0, column1, and 298 more"
    )
    with pytest.raises(SourceError, match=r"must stand in the first row, and --column id=Id names one\. There are Id,"):
        list(read_csv(path, on_reject=print, constants={"type": "place"}))


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["id\tnote", '1\t"one', 'two"', "2\tthree"], '"'),  # a cell of two lines
        (["id\tnote", '1\t"Cairo" Tower', "2\tthree"], None),
    ],
)
def test_quotes_of_a_table_of_tabs_are_told_by_its_rows(lines: list[str], quote: str | None) -> None:
    assert guess_form(lines).quote == quote
