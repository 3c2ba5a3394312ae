from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink.importers import read_geonames
from namelink.importers.geonames import feature_classes, weight_of
from namelink.record_fields import read_class
from tests.importers.samples import feature, imported, name, spelt, write

CAIRO = feature(
    360630,
    "Cairo",
    "CAI,Al Qahirah,al qahirah,El Cairo,kahira 2,Le Caire,Каир,القاهرة,Κάιρο",
    code="PPLC",
    people="9606916",
)
EGYPT = feature(357994, "Egypt", "", "A", "PCLI", people="98423595")
NILE = feature(353219, "Nile", "", "H", "STM")
CAIRO_NAMES = [
    name(1, 360630, "en", "Cairo"),
    name(2, 360630, "fr", "Le Caire", "p"),
    name(3, 360630, "fr", "Cairo"),
    name(4, 360630, "ar", "مدينة القاهرة"),
    name(5, 360630, "ar", "القاهرة", "p"),
    name(6, 360630, "ar", "القاهره"),
    name(7, 360630, "ar", "الفسطاط", "h"),
    name(8, 360630, "en", "Babylon Fortress", ended="641"),
    name(9, 360630, "ar", "أم الدنيا", "c"),
    name(10, 360630, "iata", "CAI"),
    name(11, 360630, "post", "11511"),
    name(12, 360630, "link", "https://en.wikipedia.org/wiki/Cairo"),
    name(13, 360630, "wkdt", "Q85"),
    name(14, 360630, "fr_1793", "Le Grand Caire"),
    name(15, 360630, "", "Kairo"),
    name(16, 360630, "zh-Hant", "開羅"),
]


def test_features_alone(tmp_path: Path) -> None:
    found = imported(read_geonames, write(tmp_path / "EG.txt", [CAIRO, EGYPT, NILE]))
    egypt, cairo = found.records
    assert (cairo.id, cairo.type, cairo.country, cairo.weight) == ("geonames:360630", "place", "EG", 0.299)
    assert cairo.description == "capital in EG, population 9,606,916"
    assert spelt(cairo) == [
        "Cairo und-Latn",
        "Al Qahirah und-Latn",
        "El Cairo und-Latn",
        "Le Caire und-Latn",
        "Каир und-Cyrl",
        "القاهرة und-Arab",
    ]
    assert (egypt.refs, egypt.description) == (("iso3166:EG",), "country in EG, population 98,423,595")
    assert (cairo.class_, cairo.coordinates, cairo.population) == ("capital", (30.06263, 31.24967), 9606916)
    assert [(p.line, p.reason) for p in found.skipped] == [(3, "a feature of another class")]
    assert (found.rejects, found.notes) == ([], [])


@pytest.mark.parametrize("names_first", [False, True])
def test_names_by_language(tmp_path: Path, names_first: bool) -> None:
    files = [write(tmp_path / "allCountries.txt", [CAIRO]), write(tmp_path / "alternateNamesV2.txt", CAIRO_NAMES)]
    found = imported(read_geonames, *files[:: -1 if names_first else 1], languages=["ar", "en", "fr"])
    (cairo,) = found.records
    assert spelt(cairo) == [
        "Le Caire fr",
        "القاهرة ar",
        "Cairo en",
        "Cairo fr",
        "مدينة القاهرة ar",
        "Kairo und-Latn",
    ]
    assert cairo.refs == ("wikidata:Q85",)
    assert cairo.to_entity().label == "Cairo"
    assert (len(found.skipped), found.rejects) == (8, [])


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ({"historic": True}, ["الفسطاط ar", "Babylon Fortress en"]),
        ({"colloquial": True}, ["أم الدنيا ar"]),
        ({"languages": None}, ["Le Caire fr", "開羅 zh-Hant"]),
    ],
)
def test_names_that_are_taken_when_asked_for(tmp_path: Path, options: dict[str, object], more: list[str]) -> None:
    path = write(tmp_path / "names.txt", [CAIRO, *CAIRO_NAMES])
    few = spelt(imported(read_geonames, path).records[0])
    many = spelt(imported(read_geonames, path, **options).records[0])
    assert set(more) <= set(many) - set(few)
    assert not {"CAI", "11511", "Le Grand Caire"} & {each.rpartition(" ")[0] for each in many}


def test_the_old_table_of_names_has_two_columns_less(tmp_path: Path) -> None:
    old = [row.rsplit("\t", 2)[0] for row in CAIRO_NAMES]
    assert old[0].count("\t") == 7
    found = imported(read_geonames, write(tmp_path / "names.txt", [CAIRO, *old]))
    assert "القاهرة ar" in spelt(found.records[0])


def test_archives_as_geonames_packs_them(tmp_path: Path) -> None:
    places, names = tmp_path / "EG.zip", tmp_path / "alternateNamesV2.zip"
    with zipfile.ZipFile(places, "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files\n")
        archive.writestr("EG.txt", CAIRO + "\n")
    with zipfile.ZipFile(names, "w") as archive:
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\tISO 639-1\tLanguage Name\n")
        archive.writestr("alternateNamesV2.txt", "\n".join(CAIRO_NAMES))
    found = imported(read_geonames, places, names)
    assert len(found.records) == 1
    assert found.rejects == []


@pytest.mark.parametrize(
    ("group", "code", "features", "historic", "taken"),
    [
        ("P", "PPL", ["P"], False, True),
        ("P", "PPLH", ["P"], False, False),
        ("P", "PPLH", ["P"], True, True),
        ("A", "ADM1H", ["A"], False, False),
        ("A", "PRSH", ["A"], False, True),  # a parish, not a former place
        ("S", "AIRP", ["P", "S.AIRP"], False, True),
        ("S", "CSTL", ["P", "S.AIRP"], False, False),
    ],
)
def test_features(tmp_path: Path, group: str, code: str, features: list[str], historic: bool, taken: bool) -> None:
    path = write(tmp_path / "a.txt", [feature(1, "Somewhere", group=group, code=code)])
    found = imported(read_geonames, path, features=features, historic=historic)
    assert (len(found.records), len(found.skipped)) == ((1, 0) if taken else (0, 1))


def test_names_of_what_was_not_asked_for_are_skipped(tmp_path: Path) -> None:
    found = imported(read_geonames, write(tmp_path / "a.txt", [NILE, name(1, 353219, "ar", "النيل"), CAIRO]))
    assert len(found.records) == 1
    assert [p.line for p in found.skipped] == [1, 2]
    assert found.rejects == []


def test_rows_that_cannot_be_read(tmp_path: Path) -> None:
    lines = [
        CAIRO.rpartition("\t")[0],
        feature(1, "Somewhere").replace("1\t", "one\t", 1),
        feature(2, "Somewhere", people="many"),
        feature(3, "!!"),
        name(1, 3, "ar", "؟"),
        name(2, 360630, "wkdt", "Cairo"),
        CAIRO,
    ]
    found = imported(read_geonames, write(tmp_path / "a.txt", lines))
    # A population that is none costs itself only.
    assert list(found.by_id) == ["geonames:2", "geonames:360630"]
    assert (found.by_id["geonames:2"].population, found.by_id["geonames:2"].weight) == (None, weight_of(0))
    assert [line for line, _ in found.reasons] == [1, 2, 3, 4, 5, 6, 4]
    assert "19 columns" in found.reasons[0][1]
    assert "no id of GeoNames" in found.reasons[1][1]
    assert "no population" in found.reasons[2][1]
    assert found.reasons[5][1] == "'Cairo' is no Wikidata id"
    assert found.reasons[6][1] == "geonames:3 has no name that can be used"


@settings(deadline=None)
@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_more_inhabitants_never_weigh_less(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert 0 <= weight_of(low) <= weight_of(high) <= 0.45


def test_a_table_of_names_alone_makes_no_records_and_says_so(tmp_path: Path) -> None:
    found = imported(read_geonames, write(tmp_path / "alternateNamesV2.txt", CAIRO_NAMES))
    assert found.records == []
    (note,) = found.notes
    assert note.startswith(
        "16 rows of names and no features: names alone make no records; give their table of features"
    )


def test_names_of_other_places_leave_the_names_in_the_rows(tmp_path: Path) -> None:
    places = write(tmp_path / "EG.txt", [CAIRO, EGYPT])
    alone = imported(read_geonames, places)
    found = imported(read_geonames, places, write(tmp_path / "names.txt", [name(1, 1528675, "ar", "بيشكيك")]))
    assert found.records == alone.records
    (note,) = found.notes
    assert note.startswith("no feature that was taken has a name in the table of names; the names in the features' own")


def test_a_place_that_the_table_of_names_lacks_keeps_the_names_in_its_row(tmp_path: Path) -> None:
    giza = feature(360995, "Giza", "الجيزة")
    names = [name(1, 360630, "ja", "カイロ")]
    found = imported(read_geonames, write(tmp_path / "all.txt", [*names, CAIRO, giza]))
    # The only name of Cairo in the table was not asked for: those in its row are in other languages too.
    assert [spelt(record) for record in found.records] == [["Cairo und-Latn"], ["Giza und-Latn", "الجيزة und-Arab"]]
    assert found.notes == []


@pytest.mark.parametrize(
    ("north", "east", "coordinates"),
    [
        ("-33.9", "18", (-33.9, 18.0)),
        ("", "", None),
        ("91", "0", None),
        ("0", "181", None),
        ("nan", "1", None),
        ("30", "", None),
        ("9" * 5000, "1", None),
    ],
)
def test_coordinates(tmp_path: Path, north: str, east: str, coordinates: tuple[float, float] | None) -> None:
    row = CAIRO.replace("30.06263", north).replace("31.24967", east)
    found = imported(read_geonames, write(tmp_path / "EG.txt", [row]))
    assert found.records[0].coordinates == coordinates
    is_wrong = coordinates is None and (north or east)
    assert [reason.endswith("are no degrees of latitude and longitude") for _, reason in found.reasons] == (
        [True] if is_wrong else []
    )


@pytest.mark.parametrize(
    ("group", "code", "word"),
    [
        ("H", "STM", "river"),
        ("T", "MT", "mountain"),
        ("S", "AIRP", "airport"),
        ("P", "PPL", "populated place"),
        ("S", "SYG", "synagogue"),
    ],
)
def test_the_class_is_the_feature_code_in_words(tmp_path: Path, group: str, code: str, word: str) -> None:
    lines = [feature(1, "Somewhere", "", group, code), feature(2, "Anywhere", "", group, "XXXX")]
    known, unknown = imported(read_geonames, write(tmp_path / "EG.txt", lines), features=[group]).records
    assert (known.class_, known.description) == (word, f"{word} in EG")
    assert (unknown.class_, unknown.description) == (None, "feature in EG")


def test_the_table_of_feature_codes() -> None:
    assert {code[0] for code in feature_classes()} == set("AHLPRSTUV")
    for code, word in feature_classes().items():
        assert re.fullmatch(r"[A-Z]\.[A-Z]{2,5}[1-5]?H?", code)
        assert read_class(word, code) == word
