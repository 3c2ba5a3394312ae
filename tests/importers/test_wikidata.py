from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import SourceError
from namelink.importers import read_wikidata
from namelink.importers.lines import CUT_OFF
from namelink.importers.wikidata import weight_of
from tests.importers.samples import claim, dump, entity, imported, item, spelt, write

HUMAN, COUNTRY, ORGANIZATION = item("P31", "Q5"), item("P31", "Q6256"), item("P31", "Q43229")
KYRGYZSTAN = entity(
    "Q813",
    {"ar": "قيرغيزستان", "en": "Kyrgyzstan", "ru": "Киргизия", "fr": "Kirghizistan"},
    [
        COUNTRY,
        item("P17", "Q813"),
        claim("P297", "string", "KG"),
        claim("P1566", "string", "1527747"),
        claim("P1549", "monolingualtext", {"text": "قيرغيزي", "language": "ar"}),
        claim("P1549", "monolingualtext", {"text": "الكيرغيزي", "language": "ar"}),
        claim("P1549", "monolingualtext", {"text": "Kyrgyz", "language": "en"}),
        claim("P1549", "monolingualtext", {"text": "kirghize", "language": "fr"}),
    ],
    {"ar": ["قرغيزستان", "قِيرغيزستان"], "en": ["KGZ", "Kirghizia"]},
    sitelinks=330,
    descriptions={"en": {"language": "en", "value": "country in\nCentral Asia"}},
)
JAPAROV = entity(
    "Q25597826",
    {"ar": "صدر جباروف", "en": "Sadyr Japarov", "mul": "Sadyr Japarov"},
    [HUMAN, item("P27", "Q999999203", qualifiers={"P582": []}), item("P27", "Q813")],
    {"ar": ["صادر جباروف"]},
    sitelinks=60,
)


def test_a_country_and_its_president(tmp_path: Path) -> None:
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(KYRGYZSTAN, JAPAROV)))
    assert (found.rejects, found.skipped) == ([], [])
    president, country = found.records
    assert (country.id, country.type, country.country, country.weight) == ("wikidata:Q813", "place", "KG", 0.705)
    assert country.refs == ("iso3166:KG", "geonames:1527747")
    assert country.description == "country in Central Asia"
    assert spelt(country) == [
        "قيرغيزستان ar",
        "Kyrgyzstan en",
        "Киргизия ru",
        "قرغيزستان ar",
        "KGZ en acronym",
        "Kirghizia en",
        "قيرغيزي ar demonym",
        "كيرغيزي ar demonym",
        "Kyrgyz en demonym",
    ]
    assert (president.type, president.country) == ("person", "KG")
    assert spelt(president) == ["صدر جباروف ar", "Sadyr Japarov en", "صادر جباروف ar"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_compressed_dump_gives_the_same(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    plain = write(tmp_path / "dump.json", dump(KYRGYZSTAN, JAPAROV))
    packed = tmp_path / "dump.json.z"
    packed.write_bytes(pack(plain.read_bytes()))
    assert imported(read_wikidata, packed).records == imported(read_wikidata, plain).records


def test_the_country_is_that_of_the_dump(tmp_path: Path) -> None:
    # A country that no table knows, written after those that belong to it.
    lines = dump(
        entity("Q999999201", {"en": "Springfield"}, [item("P31", "Q515"), item("P17", "Q999999202")]),
        entity("Q999999202", {"en": "Freedonia"}, [COUNTRY, claim("P297", "string", "ZZ")]),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert [record.country for record in found.records] == ["ZZ", "ZZ"]


@pytest.mark.parametrize(
    ("claims", "country"),
    [
        ([item("P27", "Q813"), item("P27", "Q159")], None),
        ([item("P27", "Q813"), item("P27", "Q159", rank="preferred")], "RU"),
        ([item("P27", "Q813"), item("P27", "Q159", rank="deprecated")], "KG"),
        ([item("P27", "Q999999999")], None),
        ([item("P17", "Q813")], None),
        ([claim("P27", "wikibase-entityid", {"entity-type": "item", "numeric-id": 813})], "KG"),
        ([{"mainsnak": {"snaktype": "somevalue", "property": "P27"}, "rank": "normal"}], None),
    ],
    ids=["two", "preferred", "deprecated", "unknown", "of a place", "old dump", "some value"],
)
def test_citizenship(tmp_path: Path, claims: list[dict[str, object]], country: str | None) -> None:
    lines = dump(entity("Q999999101", {"en": "Somebody"}, [HUMAN, *claims]))
    assert imported(read_wikidata, write(tmp_path / "dump.json", lines)).records[0].country == country


def subclass(qid: str, *parents: str) -> str:
    return entity(qid, {"en": "a class"}, [item("P279", parent) for parent in parents])


CLASSES = [
    subclass("Q999999001", "Q999999002"),  # two steps below an organization
    subclass("Q999999002", "Q43229"),
    subclass("Q999999003", "Q999999002", "Q2221906"),  # nearer to a place
    subclass("Q999999004", "Q43229", "Q2221906"),  # as near to both
    subclass("Q999999005", "Q999999006"),  # a circle of its own
    subclass("Q999999006", "Q999999005"),
]


@pytest.mark.parametrize(
    ("classes", "type"),
    [
        (["Q999999001"], "organization"),
        (["Q999999003"], "place"),
        (["Q999999004"], "place"),
        (["Q999999005"], None),
        (["Q999999005", "Q999999001"], "organization"),
        (["Q999999001", "Q515"], "place"),
        (["Q999999001", "Q5"], "person"),
    ],
)
@pytest.mark.parametrize("order", [1, -1], ids=["classes first", "classes last"])
def test_types_spread_to_subclasses(tmp_path: Path, classes: list[str], type: str | None, order: int) -> None:
    lines = [*CLASSES, entity("Q999999101", {"en": "Something"}, [item("P31", qid) for qid in classes])]
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(*lines[::order])))
    assert [record.type for record in found.records] == ([type] if type else [])
    assert len(found.skipped) == len(lines) - len(found.records)


def test_without_subclasses_only_the_classes_of_the_table_count(tmp_path: Path) -> None:
    lines = dump(
        *CLASSES,
        entity("Q999999101", {"en": "A"}, [item("P31", "Q999999001")]),
        entity("Q999999102", {"en": "B"}, [HUMAN]),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines), subclasses=False)
    assert list(found.by_id) == ["wikidata:Q999999102"]


def test_a_table_of_classes_of_ones_own(tmp_path: Path) -> None:
    own = write(tmp_path / "classes.tsv", ["# mine", "qid\ttype\tnote", "Q999999001\tperson\tx", "Q999999002\t-\tx"])
    lines = [
        *CLASSES,
        *(
            entity(f"Q99999910{i}", {"en": "A"}, [item("P31", qid)])
            for i, qid in ((1, "Q999999001"), (2, "Q999999002"))
        ),
    ]
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(*lines)), classes=own)
    assert [(record.id, record.type) for record in found.records] == [("wikidata:Q999999101", "person")]


@pytest.mark.parametrize("row", ["Q5\tdog", "five\tperson", "Q5", "\t"])
def test_a_table_of_classes_that_cannot_be_used(tmp_path: Path, row: str) -> None:
    own = write(tmp_path / "classes.tsv", ["# mine", "qid\ttype", "Q1\tperson", row])
    with pytest.raises(SourceError, match=r"classes\.tsv:4: a row needs a qid"):
        read_wikidata(write(tmp_path / "dump.json", []), on_reject=print, classes=own)


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "dump.json", dump(KYRGYZSTAN, JAPAROV, entity("Q999999103", {"de": "Wer"}, [HUMAN])))
    persons = imported(read_wikidata, path, types=["person"], languages=["fr", "ar"])
    assert [spelt(r) for r in persons.records] == [["صدر جباروف ar", "Sadyr Japarov und-Latn", "صادر جباروف ar"]]
    assert [(p.line, p.reason) for p in persons.skipped] == [
        (2, "of another type: place"),
        (4, "no name in the languages asked for"),
    ]
    assert len(imported(read_wikidata, path, languages=None).records) == 3


def test_what_is_no_item_is_skipped(tmp_path: Path) -> None:
    lines = dump(entity("P31", {"en": "instance of"}), entity("L1", {}), JAPAROV)
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert (len(found.records), len(found.skipped), found.rejects) == (1, 2, [])


def test_lines_that_cannot_be_read(tmp_path: Path) -> None:
    lines: list[str | bytes] = [
        "[",
        JAPAROV[:200] + ",",
        b'{"id": "Q1\xff"},',
        "[" * 100_000,
        "3,",
        json.dumps({"type": "item"}) + ",",
        entity("Q999999102", {"en": "Somebody"}, [HUMAN], {"en": ["🇰🇬", "x" * 600]}) + ",",
        '{"id": ' + "9" * 5000 + "}",
        JAPAROV,
        "]",
    ]
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert list(found.by_id) == ["wikidata:Q25597826", "wikidata:Q999999102"]
    assert [line for line, _ in found.reasons] == [2, 3, 4, 5, 6, 7, 7, 8]
    reasons = [reason for _, reason in found.reasons]
    assert "no JSON" in reasons[0]
    assert "0xff" in reasons[1]
    assert "nested too deeply" in reasons[2]
    assert reasons[3:5] == ["this is JSON, but no object", "the entity has no id"]
    assert "with letters or digits" in reasons[5]
    assert "600 characters" in reasons[6]


@pytest.mark.parametrize(("left", "cut_off"), [(4, False), (3, True), (2, True)])
def test_a_dump_without_its_end(tmp_path: Path, left: int, cut_off: bool) -> None:
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(KYRGYZSTAN, JAPAROV)[:left]))
    assert [(r.line, r.reason.startswith(CUT_OFF)) for r in found.rejects] == [(left + 1, True)] * cut_off


def test_entities_need_not_stand_in_an_array(tmp_path: Path) -> None:
    found = imported(read_wikidata, write(tmp_path / "entities.jsonl", [KYRGYZSTAN, JAPAROV]))
    assert (len(found.records), found.rejects) == (2, [])


def test_an_entity_that_stands_twice_is_one_record(tmp_path: Path) -> None:
    more = entity("Q25597826", {"ru": "Садыр Жапаров"}, [HUMAN])
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(JAPAROV, more)))
    assert spelt(found.records[0])[-1] == "Садыр Жапаров ru"


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_sitelinks_never_weigh_less(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert 0 <= weight_of(low) <= weight_of(high) <= 1


GREGORIAN, JULIAN = (f"http://www.wikidata.org/entity/{qid}" for qid in ("Q1985727", "Q1985786"))


@pytest.mark.parametrize(
    ("times", "born"),
    [
        ([("+1952-10-07T00:00:00Z", 11, GREGORIAN)], ("1952-10-07",)),
        ([("+1952-10-00T00:00:00Z", 10, GREGORIAN)], ("1952-10",)),
        ([("+1952-00-00T00:00:00Z", 9, GREGORIAN)], ("1952",)),
        ([("+1952-10-07T00:00:00Z", 11, GREGORIAN), ("+1953-00-00T00:00:00Z", 9, GREGORIAN)], ("1952-10-07", "1953")),
        ([("+1672-06-09T00:00:00Z", 11, JULIAN)], ("1672",)),
        ([("+1950-00-00T00:00:00Z", 8, GREGORIAN)], ()),
        ([("-0069-01-00T00:00:00Z", 10, JULIAN)], ()),
        ([("+1952-99-00T00:00:00Z", 10, GREGORIAN)], ()),
        ([(None, 11, GREGORIAN)], ()),
        ([("+1952-10-07T00:00:00Z", None, GREGORIAN)], ()),
    ],
)
def test_dates_of_birth(tmp_path: Path, times: list[tuple[str, int, str]], born: tuple[str, ...]) -> None:
    claims = [
        claim("P569", "time", {"time": time, "precision": precision, "calendarmodel": calendar})
        for time, precision, calendar in times
    ]
    lines = dump(entity("Q1", {"en": "Somebody"}, [HUMAN, *claims]), entity("Q2", {"en": "Sea"}, [COUNTRY, *claims]))
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert {id: record.born for id, record in found.by_id.items()} == {"wikidata:Q1": born, "wikidata:Q2": ()}
    assert found.rejects == []
