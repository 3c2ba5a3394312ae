from __future__ import annotations

import gzip
from pathlib import Path

from namelink.importers import read_jrc_names
from tests.importers.samples import imported, spelt, write

LINES = [
    "1000595\tP\tu\tDani+Ábalo",
    "236\tP\tu\tVladimir+Putin",
    "236\tP\tu\tWladimir+Putin",
    "236\tP\tar\tفلاديمير+بوتين",
    "236\tP\tu\tفلاديمير+بوتين",
    "236\tP\tru\tВладимир+Путин",
    "1510\tO\tu\tUN",
    "1510\tO\tu\tUnited+Nations",
    "1510\tO\tar\tالأمم+المتحدة",
    "77\tT\tu\tBishkek",
    "88\tU\tu\tSomething",
    "99\tE\tu\tWorld+Cup",
    "0\tP\tu\tNobody+Known",
]


def test_names_of_one_id_make_one_record(tmp_path: Path) -> None:
    packed = tmp_path / "entities.gzip"
    packed.write_bytes(gzip.compress("\n".join(LINES).encode()))
    found = imported(read_jrc_names, packed)
    assert [(record.id, str(record.type)) for record in found.records] == [
        ("jrc-names:1000595", "person"),
        ("jrc-names:1510", "organization"),
        ("jrc-names:236", "person"),
        ("jrc-names:77", "place"),
    ]
    assert spelt(found.by_id["jrc-names:236"]) == [
        "Vladimir Putin und-Latn",
        "Wladimir Putin und-Latn",
        "فلاديمير بوتين ar",
        "Владимир Путин ru",
    ]
    assert spelt(found.by_id["jrc-names:1510"])[0] == "UN und-Latn acronym"
    assert found.by_id["jrc-names:1510"].to_entity().label == "United Nations"
    assert found.rejects == []
    assert [issue.line for issue in found.skipped] == [11, 12, 13]


def test_the_order_of_the_lines_of_one_entity_is_that_of_the_file(tmp_path: Path) -> None:
    a = imported(read_jrc_names, write(tmp_path / "a", sorted(LINES)))
    assert spelt(a.by_id["jrc-names:236"])[0] == "فلاديمير بوتين ar"


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a", LINES)
    found = imported(read_jrc_names, path, types=["person"], languages=["ar"], weight=0.5)
    assert [(spelt(record), record.weight) for record in found.records] == [(["فلاديمير بوتين ar"], 0.5)]


def test_lines_that_cannot_be_read(tmp_path: Path) -> None:
    lines = [
        "236\tP\tu",
        "236\tP\tu\tPutin\tmore",
        "one\tP\tu\tPutin",
        "236\tX\tu\tPutin",
        "236\tP\tlanguage\tPutin",
        "236\tP\tu\t+++",
        "236\tP\tu\tVladimir+Putin",
        "236\tO\tu\tPutin+Ltd",
    ]
    found = imported(read_jrc_names, write(tmp_path / "a", lines))
    assert [spelt(record) for record in found.records] == [["Vladimir Putin und-Latn"]]
    assert [line for line, _ in found.reasons] == [1, 2, 3, 4, 5, 6, 8]
    assert found.reasons[0][1] == "a line has 4 columns, tab-separated, not 3"
    assert found.reasons[3][1] == "'X' is no type; the known ones are P, O, T, U, E"
    assert found.reasons[6][1] == "jrc-names:236 is of the type organization here, and person elsewhere"
