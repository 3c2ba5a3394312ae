"""The measures of names: the pairs and names they are made on, and what is printed of them."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.append(str(ROOT / "benchmarks"))

import calibration
import quality
import quality_cases
import un_names
from common_names import PARTS, common_names, matched_others
from measure_lines import auc_of, line, share
from name_rows import NamePair
from namelink import Gazetteer, Resolver
from namelink.tables import parse_tsv

ENTRIES = [
    {
        "ref": "x.1",
        "type": "person",
        "arabic": "سالم ناصر العامري",
        "latin": "SALIM NASIR AL-AMIRI",
        "aliases": ["Salem Nasser al-Ameri", "Abu Huda", "سالم العامري"],
    },
    {
        "ref": "x.2",
        "type": "person",
        "arabic": "كمال ناصر الكندي",
        "latin": "KAMAL NASIR AL-KINDI",
        "aliases": [],
    },
    {
        "ref": "x.3",
        "type": "organization",
        "arabic": "شركة الواحة للتجارة",
        "latin": "AL-WAHA TRADING COMPANY",
        "aliases": [],
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of evaluation data, of a few rows each."""
    cases = (
        "kind\tcall\tinput\texpected\n"
        "near\tcompare\tعلي ~ Ali\tsame\n"
        "near\tcompare\tعلي ~ حسن\tsame\n"
        "none\tresolve\tقفغثصضط\tnone\n"
    )
    bench = [
        ("Person", "Salim Nasir", "Salem Nasser", "true"),
        ("Person", "Salim Nasir", "Kamal Hadi", "false"),
        ("Company", "Al Waha Trading", "Al-Waha Trading", "true"),
        ("Company", "Al Waha Trading", "Northern Cement", "false"),
    ]
    rows = [dict(zip(("schema", "name1", "name2", "is_match"), row, strict=True)) for row in bench]
    (tmp_path / "cases.tsv").write_text(cases, encoding="utf-8")
    for name, of in (("un", ENTRIES), ("name_bench", rows)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, of)) + "\n", encoding="utf-8")
    return tmp_path


def test_a_line_has_measure_goal_value_and_peers() -> None:
    assert line("un", "kin < .5", "0.99", 1.0, "6") == "un           kin < .5 (goal 0.99) 1.000 of 6"
    assert line("x", "ECE", "0.03", None, "0", {"a": 0.5}).endswith("ECE (goal 0.03) none of 0; a 0.500")


def test_kin_are_a_child_and_the_parent_in_both_scripts_and_across() -> None:
    pairs = un_names.kin(ENTRIES)
    assert len(pairs) == 2 * 6
    assert not any(pair.is_same for pair in pairs)
    assert [pair.scripts for pair in pairs[:3]] == ["Arab-Arab", "Latn-Latn", "Arab-Latn"]
    without, with_particle = pairs[0], pairs[3]
    assert without.a.endswith(f" {without.b}")
    assert without.a.removesuffix(f" {without.b}") in un_names.GIVEN_NAMES
    assert with_particle.a.removesuffix(f" {with_particle.b}").split()[-1] in ("بن", "بنت")


def test_women_are_daughters() -> None:
    names = [pair.a.split()[:2] for pair in un_names.kin(ENTRIES[:1] * 40)]
    assert {second for first, second in names if first in un_names.WOMEN and second in ("بن", "بنت")} == {"بنت"}


def test_aliases_are_latin_spellings_against_others_who_share_a_word() -> None:
    pairs = [(p.a, p.b, p.label) for p in un_names.aliases(ENTRIES)]
    one, other = "SALIM NASIR AL-AMIRI", "KAMAL NASIR AL-KINDI"
    # A kunya is another name of the person, no spelling; "al" is no word that is shared.
    assert pairs == [
        (one, "Salem Nasser al-Ameri", "same"),
        (one, other, "different"),
        (other, one, "different"),
    ]


def test_common_names_are_the_same_each_time_and_in_both_scripts() -> None:
    names = common_names(100)
    assert names == common_names(100)
    assert sum(name.isascii() for name in names) == 50


def test_common_parts_are_each_there_once() -> None:
    rows = [row for _, row in parse_tsv(PARTS.read_text(encoding="utf-8"))]
    assert {row["part"] for row in rows} == {"given", "nisba"}
    assert len({row["arabic"] for row in rows}) == len({row["latin"] for row in rows}) == len(rows)


def test_a_name_that_is_borne_is_no_wrong_match() -> None:
    names = [{"text": "سالم أحمد", "lang": "ar"}]
    resolver = Resolver(Gazetteer.from_records([{"id": "x:1", "type": "person", "names": names}]))
    assert matched_others(resolver, ["سالم احمد", "خالد عمر"]) == []
    assert matched_others(resolver, ["Salem Ahmed"]) == [("Salem Ahmed", "سالم أحمد")]


def test_auc_is_of_the_kinds_asked_for() -> None:
    labels = (("a", "same"), ("a", "different"), ("b", "same"), ("b", "different"))
    pairs = [NamePair("dev", kind, "person", "x", "y", label) for kind, label in labels]
    scores = [0.9, 0.1, 0.2, 0.8]
    assert (auc_of(pairs, scores, ("a",)), auc_of(pairs, scores, ("b",))) == (1.0, 0.0)
    assert auc_of(pairs, scores) == 0.75
    assert share([True, True, False, False]) == 0.5


@pytest.mark.parametrize(
    ("check", "given", "expected", "is_right"),
    [
        ("compare", "علي ~ Ali", "same", True),
        ("compare", "علي ~ Ali", "two", False),
        ("find", "خالد عمر ~ خالد عمر", "same", True),
        ("find", "خالد عمر ~ سمير هاشم", "two", True),
        ("resolve", "موسكو", "Moscow", True),
        ("resolve", "موسكو", "none", False),
        ("link", "وصل إلى موسكو", "['Moscow'] not ['London']", True),
        ("link", "وصل إلى موسكو", "[] not ['Moscow']", False),
        ("transliterate", "موسكو", "Moskva/Moscow", True),
        ("transliterate", "موسكو", "London", False),
    ],
)
def test_a_case_is_checked_by_its_call(check: str, given: str, expected: str, is_right: bool) -> None:
    assert quality_cases.CHECKS[check](given, expected)[0] == is_right


def test_calibration_is_of_each_group_and_never_of_the_held_half(folder: Path) -> None:
    pairs = calibration.pairs_of(folder)
    assert {pair.half for pair in pairs} == {"dev"}
    # Of a person one of six, each in turn.
    assert [pair.scripts for pair in pairs if pair.kind == "kin"] == ["Arab-Arab", "Latn-Latn"]
    bins = calibration.bins_of(pairs, [0.5] * len(pairs))
    assert list(bins) == ["all", "person", "organization", "place", "Arabic", "Latin", "across"]
    counts = {name: sum(b.count for b in of) for name, of in bins.items()}
    assert counts["all"] == counts["person"] + counts["organization"] + counts["place"] == len(pairs)


def test_calibration_is_drawn(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = [NamePair("dev", "place", "place", "القاهرة", "Cairo", "same")]
    monkeypatch.setattr(calibration, "read_pairs", lambda: dev)
    drawing = tmp_path / "calibration.svg"
    calibration.calibration(folder, False, drawing)
    drawn = ET.fromstring(drawing.read_text(encoding="utf-8"))
    heads = [text.text for text in drawn.findall(".//{*}text[@class='head']")]
    assert [str(head).split(",")[0] for head in heads] == [
        "person",
        "organization",
        "place",
        "Arabic",
        "Latin",
        "across",
    ]
    assert heads[2] == "place, 1 pairs"
    assert len(drawn.findall(".//{*}polyline")) == 6


def test_only_what_is_asked_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quality.main([str(folder), "--only", "cases,un,aliases,name_bench", "--errors"])
    printed, _ = capsys.readouterr()
    assert "cases        right (goal 0.95) 0.667 of 3" in printed
    assert "1 of 2  near" in printed
    assert "compare\tعلي ~ حسن\twant same" in printed
    assert "un           half 2, absent matched (goal 0.01) 0.000 of 2" in printed
    assert "aliases      AUC (goal 0.96) 1.000 of 1 spellings, 2 others; token_sort_ratio" in printed
    assert "name_bench   AUC, companies (goal 0.90) 1.000 of 2" in printed
    assert "calibration" not in printed


def test_a_task_that_is_none_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        quality.main([str(folder), "--only", "cases,unknown"])
    assert "there is no task unknown" in capsys.readouterr().err
