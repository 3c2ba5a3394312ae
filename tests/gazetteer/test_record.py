from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import EncodingError, Entity, Gazetteer, NameKind, RecordError, Resolver
from namelink.model import Office
from namelink.record import Record, read_line, read_records

GOOD: dict[str, Any] = {"id": "x:1", "type": "person", "names": [{"text": "بوتين", "lang": "ar"}]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": ""}, r"the field 'id' must be a CURIE such as 'wikidata:Q813', or any identifier without white space"),
        ({"id": "a b"}, r"the field 'id' must be a CURIE"),
        ({"id": "desk:a\u00a0b"}, r"the field 'id' must be a CURIE"),
        ({"id": "a\x00"}, r"the field 'id' must be a CURIE"),
        ({"id": "a\x85b"}, r"the field 'id' must be a CURIE"),
        ({"id": True}, r"the field 'id' must be a CURIE"),
        ({"id": 1.5}, r"the field 'id' must be a CURIE"),
        ({"id": "\ud800"}, r"half a surrogate pair"),
        ({"type": "dog"}, r"'type' must be one of person, place, organization, not 'dog'"),
        ({"names": []}, r"'names' is empty"),
        ({"names": "بوتين"}, r"'names' must be a list"),
        ({"names": [{"text": "بوتين"}]}, r"names\[0\]: the field 'lang' is missing"),
        ({"names": [{"text": "!!", "lang": "ar"}]}, r"with letters or digits"),
        ({"names": [{"text": "ق" * 501, "lang": "ar"}]}, r"501 characters"),
        ({"names": [{"text": "ﷺ" * 28, "lang": "ar"}]}, r"504 characters"),
        ({"names": [{"text": "ق\ud800", "lang": "ar"}]}, r"surrogate"),
        ({"names": [{"text": "بوتين", "lang": "Arabic"}]}, r"language tag"),
        ({"names": [{"text": "بوتين", "lang": "ar", "kind": "nick"}]}, r"'kind' must be one of"),
        ({"names": [{"text": "بوتين", "lang": "ar", "note": ""}]}, r"unknown field 'note'"),
        ({"colour": "red"}, r"unknown field 'colour'; the known ones are id, type"),
        ({"country": "Russia"}, r"'country' must be two capitals"),
        ({"refs": ["Q1"]}, r"'refs' must be CURIEs"),
        ({"born": "7.10.1952"}, r"'born' must be a year, a month or a date such as '1952', .* not '7.10.1952'"),
        ({"born": ["1952", ""]}, r"'born' must be a year"),
        ({"born": True}, r"'born' must be a year"),
        ({"born": {"year": 1952}}, r"'born' must be a year"),
        ({"born": "1952", "type": "place"}, r"'born' is for persons, not for a record of the type 'place'"),
        ({"weight": 2}, r"'weight' must be a number from 0 to 1"),
        ({"weight": True}, r"'weight' must be a number from 0 to 1"),
        ({"description": 3}, r"'description' must be a string, or an object of such by language, not 3"),
        ({"description": {"Arabic": "مدينة"}}, r"a language of 'description' must be a language tag"),
        ({"description": {"ar": 3}}, r"'description' in 'ar' must be a string, not 3"),
        ({"type": ["person"]}, r"'type' must be one of"),
        ({"class": "River"}, r"'class' must be some small Latin letters such as 'river', not 'River'"),
        ({"died": "yesterday"}, r"'died' must be a year"),
        ({"gender": "x"}, r"'gender' must be one of female, male, not 'x'"),
        ({"gender": []}, r"'gender' must be one of"),
        (
            {"coordinates": [1, 2]},
            r"'coordinates' is for places or organizations, not for a record of the type 'person'",
        ),
        ({"offices": {}}, r"'offices' must be a list"),
        ({"offices": [{}]}, r"offices\[0\]: the field 'title' is missing"),
        ({"offices": [{"title": 3}]}, r"'title' must be a string"),
        ({"offices": [{"title": "king", "from": "long ago"}]}, r"'from' must be a year"),
        ({"offices": [{"title": "king", "to": "99"}]}, r"'to' must be a year"),
        ({"offices": [{"title": "king", "country": "Spain"}]}, r"'country' must be two capitals"),
        ({"muted": "yes"}, r"'muted' must be true or false, not 'yes'"),
        (
            {"names": [{"text": "بوتين", "lang": "ar", "muted": 1}]},
            r"names\[0\]: the field 'muted' must be true or false",
        ),
        ({"names": [{"text": "بوتين", "lang": "ar", "source": "a b"}]}, r"'source' must be the key of a source"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        Record.from_dict(GOOD | change, "people.jsonl:7")
    assert "people.jsonl:7" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parent": "Q1"}, r"'parent' must be CURIEs"),
        ({"population": 1.5}, r"'population' must be a whole number such as 900000, not 1.5"),
        ({"population": -1}, r"'population' must be"),
        ({"population": True}, r"'population' must be"),
        ({"coordinates": 42.9}, r"'coordinates' must be degrees north and east such as \[42.87, 74.59\], not 42.9"),
        ({"coordinates": [42.9]}, r"'coordinates' must be"),
        ({"coordinates": [91, 0]}, r"'coordinates' must be"),
        ({"coordinates": [0, -180.5]}, r"'coordinates' must be"),
        ({"coordinates": ["42", "74"]}, r"'coordinates' must be"),
        ({"coordinates": [float("nan"), 0]}, r"'coordinates' must be"),
        ({"coordinates": [True, 0]}, r"'coordinates' must be"),
        ({"gender": "male"}, r"'gender' is for persons, not for a record of the type 'place'"),
    ],
)
def test_a_bad_field_of_a_place_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        Record.from_dict(GOOD | {"type": "place"} | change)


FULL: list[dict[str, Any]] = [
    {
        "id": "x:p",
        "type": "person",
        "names": [
            {"text": "Mahmoud Abbas", "lang": "en"},
            {"text": "أبو مازن", "lang": "ar", "kind": "kunya", "source": "desk"},
        ],
        "country": "PS",
        "born": "1935-11-15",
        "died": ["2020", "2021-01"],
        "gender": "male",
        "offices": [
            {"title": "president", "country": "PS", "from": "2005-01-15"},
            {"title": "prime minister", "to": "2003"},
        ],
        "description": {"en": "Palestinian politician", "ar": "سياسي فلسطيني"},
        "weight": 0.5,
    },
    {
        "id": "x:t",
        "type": "place",
        "class": "city",
        "names": [{"text": "Jenin", "lang": "en"}],
        "parent": "x:west-bank",
        "coordinates": [32.46, 35.3],
        "population": 0,
        "description": {"ar": "مدينة فلسطينية"},
        "weight": 0.5,
    },
]


@pytest.mark.parametrize("data", FULL)
def test_every_field_is_written_as_it_was_read(data: dict[str, Any]) -> None:
    record = Record.from_dict(data)
    assert record.to_dict() == data
    assert Record.trusted(record.to_dict()) == record
    entity = Gazetteer.from_records([record])[record.id]
    assert entity == record.to_entity() == Entity.from_dict(entity.to_dict())
    assert [n.source for n in entity.names] == [n.get("source") for n in data["names"]]


def test_what_entities_say_in_a_language() -> None:
    person, town = (Record.from_dict(data).to_entity() for data in FULL)
    assert person.offices[0] == Office("president", "PS", "2005-01-15", None)
    assert person.description == person.description_in("fr") == "Palestinian politician"
    assert person.description_in("ar") == "سياسي فلسطيني"
    assert (town.description, town.description_in("ar"), town.description_in("en")) == (None, "مدينة فلسطينية", None)
    assert person.label_in("ar") == "Mahmoud Abbas"  # a kunya is no label


def test_names_of_old_and_pseudonyms_are_found_as_they_sound() -> None:
    kinds = {"former": "ليوبولدفيل", "pseudonym": "كارلوس الثعلب", "kunya": "أبو مازن القدسي", "acronym": "وعهـ"}
    for kind, text in kinds.items():
        names = [{"text": "Known Otherwise", "lang": "en"}, {"text": text, "lang": "ar", "kind": kind}]
        resolver = Resolver(Gazetteer.from_records([GOOD | {"names": names}]))
        assert resolver.resolve(text).id == "x:1"
        assert bool(resolver.gazetteer.indexes[0].letters(1)) == NameKind(kind).is_full == (kind != "acronym")


def test_a_layer_fills_what_the_one_above_does_not_say() -> None:
    person, town = FULL
    bare = {
        "id": "x:t",
        "type": "place",
        "names": [{"text": "جنين", "lang": "ar"}],
        "population": 5,
        "description": "town",
    }
    entity = Gazetteer.layers(Gazetteer.from_records([bare]), Gazetteer.from_records([person, town]))["x:t"]
    assert (entity.class_, entity.parent, entity.coordinates, entity.population) == (
        "city",
        "x:west-bank",
        (32.46, 35.3),
        5,
    )
    assert (entity.description, entity.description_in("ar")) == ("town", "مدينة فلسطينية")


@pytest.mark.parametrize(
    ("id", "curie"),
    [
        ("wikidata:Q813", "wikidata:Q813"),
        ("3040051", "desk:3040051"),
        (3040051, "desk:3040051"),
        ("NK-abc", "desk:NK-abc"),
        ("مكتب-7", "desk:مكتب-7"),
        ("7:8", "desk:7:8"),
        (":", "desk::"),
        ("https://example.org/7", "https://example.org/7"),
    ],
)
def test_an_id_that_is_no_curie_is_put_under_a_prefix(id: object, curie: str) -> None:
    record = Record.from_dict(GOOD | {"id": id}, prefix="desk")
    assert record.id == curie
    assert Record.from_dict(record.to_dict(), prefix="other") == record
    if curie != id:
        assert Record.from_dict(GOOD | {"id": id}).id == curie.replace("desk:", "local:", 1)


def test_a_gazetteer_takes_the_prefix() -> None:
    assert Gazetteer.from_records([GOOD | {"id": "7"}]).entity("local:7") is not None
    assert Gazetteer.from_records([GOOD | {"id": "7"}], prefix="desk").entity("desk:7") is not None
    with pytest.raises(RecordError, match="stands already"):
        Gazetteer.from_records([GOOD | {"id": "7"}, GOOD | {"id": "local:7"}])
    for prefix in ("", "7", "my desk", "a:b", "مكتب"):
        with pytest.raises(ValueError, match="prefix must be a letter"):
            Gazetteer.from_records([GOOD], prefix=prefix)


@given(st.text(min_size=1))
def test_any_text_without_white_space_and_control_characters_is_an_id(id: str) -> None:
    odd = any(char.isspace() or unicodedata.category(char) in ("Cc", "Cs") for char in id)
    if odd:
        with pytest.raises(RecordError):
            Record.from_dict(GOOD | {"id": id})
    else:
        assert Record.from_dict(GOOD | {"id": id}).id in (id, f"local:{id}")


@pytest.mark.parametrize("field", ["id", "type", "names"])
def test_a_missing_field_is_named(field: str) -> None:
    data = {key: value for key, value in GOOD.items() if key != field}
    with pytest.raises(RecordError, match=f"the field '{field}' is missing"):
        Record.from_dict(data)


@pytest.mark.parametrize("data", [[], "x", None, 3])
def test_no_object(data: object) -> None:
    with pytest.raises(RecordError, match="must be an object"):
        Record.from_dict(data)


def test_a_record_comes_back_from_its_line(tmp_path: Path) -> None:
    record = Record.from_dict(GOOD | {"country": "RU", "refs": ["a:b"], "weight": 0.9, "description": "d"})
    path = tmp_path / "r.jsonl"
    path.write_text("\ufeff" + record.to_json() + "\n\n", encoding="utf-8")
    assert list(read_records(path)) == [(f"{path}:1", record)]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b'{"id": 1,\n', RecordError, r"r\.jsonl:1: column \d+: this is no JSON"),
        (b'\n{"id": "x:1", "type": "person", "names": "\xff"}\n', EncodingError, r"r\.jsonl:2: byte 43 .*0xff"),
        (b"[" * 100_000, RecordError, r"r\.jsonl:1:"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: bytes, error: type[Exception], message: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    with pytest.raises(error, match=message):
        list(read_records(path))


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["موسكو ar", "Moskwa pl", "Moscow en"], "Moscow"),
        (["موسكو ar", "Moskwa pl"], "Moskwa"),
        (["موسكو ar", "Москва ru"], "موسكو"),
    ],
)
def test_the_label(names: list[str], label: str) -> None:
    listed = [dict(zip(("text", "lang"), name.split(), strict=True)) for name in names]
    assert Record.from_dict(GOOD | {"names": listed}).to_entity().label == label


@pytest.mark.parametrize(
    ("born", "dates", "written"),
    [
        ("1952-10-07", ("1952-10-07",), "1952-10-07"),
        (1952, ("1952",), "1952"),
        (["1952", "1953-01", "1952"], ("1952", "1953-01"), ["1952", "1953-01"]),
        (("1952",), ("1952",), "1952"),
        ([], (), None),
        (None, (), None),
    ],
)
def test_dates_of_birth(born: Any, dates: tuple[str, ...], written: Any) -> None:
    record = Record.from_dict(GOOD | {"born": born})
    assert record.born == dates
    assert record.to_dict().get("born") == written
    assert Record.from_dict(record.to_dict()) == Record.trusted(record.to_dict()) == record
    gazetteer = Gazetteer.from_records([record])
    entity = gazetteer["x:1"]
    assert entity.born == dates
    assert gazetteer.has("born") is bool(dates)
    assert Entity.from_dict(entity.to_dict()) == entity
    older = {field: value for field, value in entity.to_dict().items() if field != "born"}
    assert Entity.from_dict(older).born == ()


def test_a_later_layer_adds_a_date_of_birth_and_none_replaces_it() -> None:
    dated: list[dict[str, Any]] = [{}, {"born": 1952}, {"born": 1953}]
    without, one, other = (Gazetteer.from_records([GOOD | more]) for more in dated)
    assert Gazetteer.layers(without, one, other)["x:1"].born == ("1952",)
    assert Gazetteer.layers(without, one).has("born")


def test_a_number_of_thousands_of_digits_is_told_with_its_line() -> None:
    line = b'{"id": "x:1", "type": "place", "weight": ' + b"9" * 5000 + b', "names": []}'
    with pytest.raises(RecordError, match=r"^r\.jsonl:3: a number in this JSON has thousands of digits$"):
        read_line(line, "r.jsonl", 3)
