from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from namelink import EncodingError, RecordError
from namelink.config import ChecksConfig
from namelink.gazetteer.checks import check_records, read_known
from namelink.index.compiler import from_mappings

TRIPOLI = {"text": "طرابلس", "lang": "ar"}


def place(id: str, *names: tuple[str, str], weight: float = 0.5, **more: Any) -> dict[str, Any]:
    listed = [{"text": text, "lang": lang} for text, lang in names]
    return {"id": id, "type": "place", "names": listed, "weight": weight, **more}


def found(*records: dict[str, Any], **settings: float) -> set[tuple[str, tuple[str, ...]]]:
    findings = check_records(from_mappings(records), config=ChecksConfig(**settings))
    return {(finding.check, finding.ids) for finding in findings}


def test_slips_are_found() -> None:
    assert found(
        {"id": "x:1", "type": "place", "weight": 0.5, "names": [TRIPOLI, {"text": "Tripoli", "lang": "en"}]},
        {"id": "x:2", "type": "place", "weight": 0.5, "names": [TRIPOLI]},
        {"id": "x:2", "type": "person", "weight": 0.5, "names": [{"text": "Ali", "lang": "en"}]},
    ) == {
        ("same-name", ("x:1", "x:2")),
        ("same-id", ("x:2",)),
        ("no-latin", ("x:2",)),
        ("no-arabic", ("x:2",)),
    }


def test_two_records_of_one_country_that_share_both_names() -> None:
    names = (("طرابلس", "ar"), ("Tripoli", "en"))
    a, b = place("x:a", *names, weight=0.9), place("x:b", *names, weight=0.4)
    assert ("duplicate", ("x:a", "x:b")) in found(a, b)
    assert ("duplicate", ("x:a", "x:b")) not in found(a, b, known_weight=0.5)
    assert ("duplicate", ("x:a", "x:b")) not in found(a, {**b, "country": "LY"})


@pytest.mark.parametrize(
    ("weight", "settings", "expected"),
    [
        (0.45, {}, True),
        (0.35, {}, False),
        (0.35, {"decisive_weight_difference": 0.2}, True),
        (0.45, {"known_weight": 0.6}, False),
    ],
)
def test_namesakes_of_similar_weight(weight: float, settings: dict[str, float], expected: bool) -> None:
    a = place("x:a", ("طرابلس", "ar"), ("Tripoli", "en"))
    b = place("x:b", ("طرابلس", "ar"), ("Trablous", "en"), weight=weight)
    assert (("same-name", ("x:a", "x:b")) in found(a, b, **settings)) is expected


@pytest.mark.parametrize(
    ("weight", "settings", "expected"),
    [
        (0.35, {}, True),
        (0.9, {}, False),
        (0.9, {"common_word_zipf_per_weight": 0.0}, True),
        (0.35, {"common_word_zipf": 9.0}, False),
        (0.2, {}, False),
        (0.2, {"known_weight": 0.1}, True),
    ],
)
def test_a_word_that_is_too_common_for_its_entity(weight: float, settings: dict[str, float], expected: bool) -> None:
    record = place("x:a", ("النهضة", "ar"), ("Ennahda", "en"), weight=weight)
    assert (("common-word", ("x:a",)) in found(record, **settings)) is expected


@pytest.mark.parametrize(
    ("latin", "settings", "expected"),
    [
        ("Sadyr Japarov", {}, False),
        ("Nancy Pelosi", {}, True),
        ("Nancy Pelosi", {"least_consonant_similarity": 0.0}, False),
    ],
)
def test_an_arabic_name_that_sounds_like_none_of_the_latin_ones(
    latin: str, settings: dict[str, float], expected: bool
) -> None:
    record = {**place("x:a", ("صدر جباروف", "ar"), (latin, "en")), "type": "person"}
    assert (("far-sound", ("x:a",)) in found(record, **settings)) is expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Tripoli", "it", False),
        ("Триполи", "ru", False),
        ("Tripoli", "ru", True),
        ("Tripoli", "und-Latn", False),
        ("Tripoli", "und-Arab", True),
        ("Tripoli", "xx", True),
        ("1915", "ar", False),
    ],
)
def test_a_name_is_in_the_script_of_its_language(text: str, lang: str, expected: bool) -> None:
    assert (("language", ("x:a",)) in found(place("x:a", (text, lang)))) is expected


def test_a_country_that_no_record_is() -> None:
    libya = place("x:ly", ("Libya", "en"), country="LY", refs=["iso3166:LY"])
    assert ("country", ("x:a",)) in found(libya, place("x:a", ("Tripoli", "en"), country="YL"))
    assert ("country", ("x:a",)) not in found(libya, place("x:a", ("Tripoli", "en"), country="LY"))


def test_findings_that_are_right_as_they_are(tmp_path: Path) -> None:
    table = tmp_path / "known.tsv"
    assert read_known(table) == []
    table.write_text("check\tids\twhy\nsame-name\tx:a x:b\tnamesakes\n", encoding="utf-8")
    known = read_known(table)
    assert known == [("same-name", "x:a", "x:b")]
    records = [place(id, ("طرابلس", "ar"), (latin, "en")) for id, latin in (("x:a", "Tripoli"), ("x:b", "Trablous"))]
    assert len(check_records(from_mappings(records))) == 1
    assert check_records(from_mappings(records), known) == []
    table.write_text("check\tids\twhy\nsame-name\tx:a x:b\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"known\.tsv:2: a row needs a check, ids and why"):
        read_known(table)
    table.write_bytes(b"check\tids\twhy\n\xff")
    with pytest.raises(EncodingError, match=r"known\.tsv:2: byte 1"):
        read_known(table)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1952-10-07", "1952-10-07", True),
        (["1950", "1952-10-07"], "1952-10-07", True),
        ("1952-10-07", "1952-10-08", False),
        ("1952", "1952", False),
        ("1952-10-07", None, False),
    ],
)
def test_two_persons_of_one_name_and_one_date_of_birth(a: Any, b: Any, expected: bool) -> None:
    names = [{"text": "محمد أحمد", "lang": "ar"}, {"text": "Mohamed Ahmed", "lang": "en"}]
    records = [{"id": id, "type": "person", "names": names, "born": born} for id, born in (("x:b", b), ("x:a", a))]
    assert (("same-birth", ("x:a", "x:b")) in found(*records)) is expected


def town(id: str, latin: str, north: float, east: float, **more: Any) -> dict[str, Any]:
    facts = {"class": "town", "country": "PS", "coordinates": [north, east]}
    return place(id, (latin, "en"), ("نعلين", "ar")) | facts | more


def test_two_towns_of_one_name_that_lie_close_together() -> None:
    a, b = town("x:a", "Ni'lin", 31.947, 35.021), town("x:b", "Naalin", 31.948, 35.022)
    near = ("near", ("x:a", "x:b"))
    assert near in found(a, b)
    assert near not in found(a, b, near_km=0.05)
    assert near not in found(a, b | {"country": "JO"})
    assert near not in found(a, b | {"class": "river"})
    assert near not in found(a, b | {"coordinates": [32.947, 35.021]})
    assert near not in found(a, b | {"names": [{"text": "نعلين القديمة", "lang": "ar"}]})
