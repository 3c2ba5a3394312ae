from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import SourceError, tables
from namelink.config import Limits
from namelink.importers import ImportContext, ImportIssue, get_importer, read_wikidata
from namelink.importers.lines import CUT_OFF
from namelink.importers.wikidata import weight_of
from namelink.record_fields import read_class
from tests.importers.samples import claim, dump, entity, imported, item, snak, spelt, write

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


def test_a_word_for_a_class_of_ones_own(tmp_path: Path) -> None:
    own = write(tmp_path / "classes.tsv", ["qid\ttype\tclass", "Q999999001\tplace\tmicronation", "Q515\tplace\t"])
    lines = dump(
        entity("Q1", {"en": "Sealand"}, [item("P31", "Q515"), item("P31", "Q999999001")]),
        entity("Q2", {"en": "Erbil"}, [item("P31", "Q515")]),
        entity("Q3", {"en": "Jenin"}, [item("P31", "Q3957")]),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines), classes=own)
    assert [record.class_ for record in found.records] == ["micronation", None, "town"]


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
    lines = dump(entity("P31", {"en": "instance of"}), entity("L1", {}), entity("L1-F1", {}), JAPAROV)
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert (len(found.records), len(found.skipped), found.rejects) == (1, 3, [])


def test_an_id_that_is_none(tmp_path: Path) -> None:
    somebody = json.loads(JAPAROV)
    bad = [json.dumps(somebody | {"id": id}) for id in ("Q1\0", "Q", "Q0", "Q" + "9" * 5000, "")]
    nul = somebody | {"id": "Q2", "labels": {"ar": {"value": "\0"}, "en": {"value": "A\0B"}}, "aliases": []}
    found = imported(read_wikidata, write(tmp_path / "dump.json", dump(*bad, json.dumps(nul))))
    assert [spelt(record) for record in found.records] == [["A B en"]]
    assert [line for line, _ in found.reasons] == [2, 3, 5, 6, 7]
    assert found.reasons[0][1] == "'Q1\\x00' is no id of Wikidata"


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
        ([("+00000001952-10-07T00:00:00Z", 11, GREGORIAN)], ("1952-10-07",)),
        ([("+12000-00-00T00:00:00Z", 9, GREGORIAN)], ()),
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


def document(*entities: str, **more: object) -> dict[str, object]:
    """Return what Special:EntityData and the API give."""
    listed = map(json.loads, entities)
    return {"entities": {each["id"]: each for each in listed}, **more}


DOCUMENTS: dict[str, object] = {
    "Special:EntityData": document(KYRGYZSTAN, JAPAROV),
    "wbgetentities": document(KYRGYZSTAN, JAPAROV, success=1),
    "wbgetentities, another order": {"success": 1, **document(KYRGYZSTAN, JAPAROV)},
    "wbgetentities, with a warning": {"warnings": {"main": {"*": "x"}}, **document(KYRGYZSTAN, JAPAROV)},
    "an array": [json.loads(KYRGYZSTAN), json.loads(JAPAROV)],
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("indent", [None, 0, 2, "\t"])
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_of_several_entities(
    tmp_path: Path, document: object, indent: int | str | None, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "entities.json"
    path.write_bytes(pack(json.dumps(document, indent=indent, ensure_ascii=False).encode()))
    found = imported(read_wikidata, path)
    plain = imported(read_wikidata, write(tmp_path / "dump.json", dump(KYRGYZSTAN, JAPAROV)))
    assert (found.records, found.rejects) == (plain.records, [])


def test_documents_one_after_the_other(tmp_path: Path) -> None:
    pretty = json.dumps(json.loads(JAPAROV), indent=4)
    assert len(imported(read_wikidata, write(tmp_path / "a.json", [pretty])).records) == 1
    several = [json.dumps(document(KYRGYZSTAN)), json.dumps(document(JAPAROV)), pretty]
    found = imported(read_wikidata, write(tmp_path / "b.json", several))
    assert (len(found.records), found.rejects) == (2, [])


def test_what_stands_between_documents_is_rejected(tmp_path: Path) -> None:
    lines = [*json.dumps(document(JAPAROV), indent=1).split("\n"), "HTTP/1.1 200 OK", "}", *dump(KYRGYZSTAN)]
    found = imported(read_wikidata, write(tmp_path / "a.json", lines))
    first = lines.index("HTTP/1.1 200 OK") + 1
    assert [line for line, _ in found.reasons] == [first, first + 1]
    assert len(found.records) == 2


def test_a_document_with_one_bad_entity_and_no_end(tmp_path: Path) -> None:
    lines = json.dumps(document(KYRGYZSTAN, JAPAROV, entity("Q9", {"en": "Somebody"}, [HUMAN])), indent=1).split("\n")
    bad = next(i for i, line in enumerate(lines) if '"Sadyr Japarov"' in line)
    lines[bad] = lines[bad].replace(":", "")
    begins = [i for i, line in enumerate(lines, 1) if line.startswith('  "Q') and line.endswith("{")]
    found = imported(read_wikidata, write(tmp_path / "a.json", lines[:-5]))
    assert list(found.by_id) == ["wikidata:Q813"]
    broken, cut_off = found.rejects
    assert (broken.line, cut_off.line, cut_off.cut_off) == (begins[1], begins[2], True)
    assert f"line {bad - begins[1] + 2} of it" in broken.reason
    assert cut_off.reason == f"{CUT_OFF}: the document has no end"


def test_a_document_that_is_cut_off_in_a_text_with_many_quotes(tmp_path: Path) -> None:
    # Each quote that a backslash escapes would be looked at to the end of the line.
    line = '{"entities": {"Q1": {"id": "Q1", "x": "' + '\\"' * 100_000
    found = imported(read_wikidata, write(tmp_path / "a.json", [line]))
    assert found.reasons == [(1, f"{CUT_OFF}: the document has no end")]


def test_an_entity_of_a_document_that_is_too_long(tmp_path: Path) -> None:
    lines = json.dumps(document(KYRGYZSTAN, JAPAROV), indent=1).split("\n")
    rejects: list[ImportIssue] = []
    context = ImportContext(rejects.append, limits=Limits(longest_line_bytes=len(KYRGYZSTAN)))
    found = list(get_importer("wikidata").read([write(tmp_path / "a.json", lines)], context, {}))
    assert [record.id for record in found] == ["wikidata:Q25597826"]
    assert [(r.line, r.reason) for r in rejects] == [(3, f"the entity is longer than {len(KYRGYZSTAN):,} characters")]


def globe(north: object, east: object, on: str = "Q2") -> dict[str, object]:
    value = {"latitude": north, "longitude": east, "altitude": None, "precision": 0.01}
    return claim("P625", "globe-coordinate", {**value, "globe": f"http://www.wikidata.org/entity/{on}"})


def people(amount: str, year: str = "", rank: str = "normal") -> dict[str, object]:
    when = {"P585": [snak("P585", "time", {"time": f"+{year}-01-01T00:00:00Z", "precision": 9})]} if year else {}
    return claim("P1082", "quantity", {"amount": amount, "unit": "1"}, rank, qualifiers=when)


@pytest.mark.parametrize(
    ("claims", "coordinates", "population"),
    [
        ([globe(42.870000001, 74.59), people("+900000")], (42.87, 74.59), 900000),
        ([people("+1200", "1244"), people("+3469849", "2014"), people("+7000")], None, 3469849),
        ([people("+3", "2020"), people("+2", "2010", "preferred"), people("+1", "2000", "preferred")], None, 2),
        ([people("+1.5"), people("-3"), people("9" * 5000), globe(1, 2, "Q111")], None, None),
        ([globe(91, 0), globe(True, 1), globe("1", 2), globe(None, 1), globe(-33, 18)], (-33.0, 18.0), None),
        ([globe(int("9" * 4000), 0), people("+0")], None, 0),
    ],
    ids=["both", "the latest", "preferred", "none", "no degrees", "big numbers"],
)
def test_where_a_place_lies_and_how_many_live_there(
    tmp_path: Path, claims: list[dict[str, object]], coordinates: tuple[float, float] | None, population: int | None
) -> None:
    lines = dump(
        entity("Q1", {"en": "Somewhere"}, [item("P31", "Q515"), *claims]),
        entity("Q2", {"en": "Something"}, [ORGANIZATION, *claims]),
        entity("Q3", {"en": "Somebody"}, [HUMAN, *claims]),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert [(r.coordinates, r.population) for r in found.records] == [
        (coordinates, population),
        (coordinates, None),
        (None, None),
    ]
    assert found.rejects == []


def test_gender_and_death_of_a_person_and_descriptions(tmp_path: Path) -> None:
    death = {"time": "+2001-05-11T00:00:00Z", "precision": 11, "calendarmodel": GREGORIAN}
    described = {
        lang: {"language": lang, "value": text} for lang, text in (("en", "poet"), ("ar", "شاعر"), ("fr", "p"))
    }
    lines = dump(
        entity(
            "Q1",
            {"en": "A"},
            [HUMAN, item("P21", "Q6581072"), claim("P570", "time", death)],
            descriptions=described,
        ),
        entity("Q2", {"en": "B"}, [HUMAN, item("P21", "Q6581097"), item("P21", "Q6581072")]),
        entity("Q3", {"en": "C"}, [HUMAN, item("P21", "Q48270")], descriptions={"ar": described["ar"]}),
        entity("Q4", {"en": "D"}, [COUNTRY, item("P21", "Q6581097"), claim("P570", "time", death)]),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines))
    assert [(r.gender, r.died) for r in found.records] == [
        ("female", ("2001-05-11",)),
        (None, ()),
        (None, ()),
        (None, ()),
    ]
    assert [(r.description, r.descriptions) for r in found.records[:3]] == [
        ("poet", (("ar", "شاعر"),)),
        (None, ()),
        (None, (("ar", "شاعر"),)),
    ]
    assert found.rejects == []


def test_codes_are_no_names_of_places_and_organizations(tmp_path: Path) -> None:
    aliases = {"en": ["dz", "DZ", "dza", "Alg", "ur ", "algeria"], "ar": ["جز"], "fr": ["dz"]}
    lines = dump(
        entity("Q262", {"en": "Algeria"}, [COUNTRY], aliases),
        entity("Q1", {"en": "bbc"}, [ORGANIZATION], {"en": ["bb"]}),
        entity("Q2", {"en": "Somebody"}, [HUMAN], {"en": ["ye"]}),
    )
    found = imported(read_wikidata, write(tmp_path / "dump.json", lines), languages=None).by_id
    assert spelt(found["wikidata:Q262"]) == ["Algeria en", "جز ar", "DZ en acronym", "Alg en", "ur en"]
    assert spelt(found["wikidata:Q1"]) == ["bbc en"]
    assert spelt(found["wikidata:Q2"]) == ["Somebody en", "ye en"]


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        ([item("P31", "Q747074"), item("P31", "Q1549591")], "city"),
        ([item("P31", "Q3184121")], "municipality"),
        ([item("P31", "Q999999007", "preferred"), item("P31", "Q747074")], "comune"),
        ([item("P31", "Q515", "preferred"), item("P31", "Q5119")], "city"),
        ([item("P31", "Q515"), item("P31", "Q5119")], "capital"),
        ([item("P31", "Q999999008")], "river"),
        ([item("P31", "Q43229")], None),
        ([item("P31", "Q11032"), item("P31", "Q43229")], "newspaper"),
    ],
)
def test_the_class_is_the_word_of_the_nearest_class(
    tmp_path: Path, claims: list[dict[str, object]], word: str | None
) -> None:
    lines = dump(subclass("Q999999008", "Q4022"), entity("Q220", {"en": "Rome"}, claims))
    (record,) = imported(read_wikidata, write(tmp_path / "dump.json", lines)).records
    assert record.class_ == word


def test_items_whose_classes_are_not_known_are_told(tmp_path: Path) -> None:
    lines = dump(
        *(entity(f"Q{i}", {"en": "A"}, [item("P31", f"Q99999900{i % 7}")]) for i in range(1, 10)),
        # The dump says what these are: none of the three.
        subclass("Q999999101", "Q999999102"),
        entity("Q11", {"en": "B"}, [item("P31", "Q999999101")]),
        entity("Q12", {"en": "C"}),
        KYRGYZSTAN,
    )
    path = write(tmp_path / "dump.json", lines)
    found = imported(read_wikidata, path)
    assert list(found.by_id) == ["wikidata:Q813"]
    (note,) = found.notes
    assert note.startswith("9 items passed over: neither the source nor namelink's table says whether their classes")
    assert "7 classes, most of all Q999999001 (2), Q999999002 (2), Q999999000 (1), Q999999003 (1)" in note
    assert "--no-subclasses" not in note
    (note,) = imported(read_wikidata, path, subclasses=False).notes
    assert note.startswith("10 items passed over")
    assert note.endswith("without --no-subclasses")
    assert imported(read_wikidata, write(tmp_path / "whole.json", dump(KYRGYZSTAN))).notes == []


def test_the_table_of_classes() -> None:
    rows = list(tables.rows("namelink.importers", "classes.tsv"))
    assert len({row["qid"] for row in rows}) == len(rows) > 200
    for row in rows:
        assert read_class(row["class"] or None, row["qid"]) == (row["class"] or None)
        assert row["label"]
        assert row["seen_in"]
