"""The bands of tests/cases/names.tsv: which one a score gets, what is kept by it, and which rows are frozen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.append(str(ROOT / "benchmarks"))

import outcomes
from outcomes import Case, freeze, read, write

HEAD = "# A comment.\ncategory\ta\tb\tsame\tnote\tlow\thigh\tgap\n"


def case(same: str, low: str = "", high: str = "", gap: str = "", category: str = "order") -> Case:
    return Case(category, "a", "b", same, "", low, high, gap)


@pytest.mark.parametrize(
    ("same", "score", "is_easy", "band"),
    [
        ("yes", 0.95, True, ("0.8", "1", "")),
        ("yes", 0.95, False, ("0.5", "1", "")),
        ("yes", 0.85, True, ("0.5", "1", "")),
        ("no", 0.04, True, ("0", "0.2", "")),
        ("no", 0.04, False, ("0", "0.5", "")),
        ("no", 0.49, True, ("0", "0.5", "")),
        ("yes", 0.37, False, ("0.2", "0.5", "yes")),
        ("yes", 0.03, False, ("0", "0.5", "yes")),
        ("no", 0.64, False, ("0.5", "0.8", "yes")),
        ("no", 0.99, False, ("0.5", "1", "yes")),
    ],
)
def test_band_of_a_score(same: str, score: float, is_easy: bool, band: tuple[str, str, str]) -> None:
    frozen = case(same).frozen(score, is_easy)
    assert (frozen.low, frozen.high, frozen.gap) == band
    assert frozen.is_kept(score)


@pytest.mark.parametrize(
    ("row", "score", "is_kept"),
    [
        (case("yes", "0.8", "1"), 0.99, True),
        (case("yes", "0.8", "1"), 0.7, False),
        (case("no", "0", "0.5"), 0.0, True),
        (case("no", "0", "0.5"), 0.6, False),
        (case("yes", "0.2", "0.5", "yes"), 0.1, False),
        (case("yes", "0.2", "0.5", "yes"), 0.99, True),
        (case("no", "0.5", "0.8", "yes"), 0.9, False),
        (case("no", "0.5", "0.8", "yes"), 0.0, True),
    ],
)
def test_getting_better_is_kept_and_getting_worse_is_not(row: Case, score: float, is_kept: bool) -> None:
    assert row.is_kept(score) == is_kept


def test_only_new_rows_are_frozen_unless_all_are() -> None:
    cases = [case("yes", "0.8", "1"), case("no")]
    assert freeze(cases, [0.6, 0.2], again=False) == [case("yes", "0.8", "1"), case("no", "0", "0.5")]
    assert freeze(cases, [0.6, 0.2], again=True) == [case("yes", "0.5", "1"), case("no", "0", "0.5")]


def test_a_category_with_something_wrong_is_not_easy() -> None:
    easy, hard = (freeze([case("yes"), case("no", category=c)], [1.0, 0.9], again=True) for c in ("other", "order"))
    assert [easy[0].low, hard[0].low] == ["0.8", "0.5"]


def test_a_table_is_frozen_below_its_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(HEAD + "order\tدونالد ترامب\tدونالد ترامب\tyes\n" + "x\tعلي\tحسن\tyes\tno\t0\t0.5\tyes\n", "utf-8")
    outcomes.main(["--cases", str(path), "--freeze"])
    first = "order\tدونالد ترامب\tدونالد ترامب\tyes\t\t0.8\t1\n"
    assert path.read_text(encoding="utf-8") == HEAD + first + "x\tعلي\tحسن\tyes\tno\t0\t0.5\tyes\n"
    printed, _ = capsys.readouterr()
    assert "new: دونالد ترامب ~ دونالد ترامب" in printed
    assert "all                        1 of 2" in printed


def test_what_left_its_band_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [case("yes", "0.5", "1"), case("no", "0.5", "0.8", "yes"), case("yes", "0.5", "1")]
    outcomes.print_outcomes(cases, [0.4, 0.3, 0.9])
    printed, _ = capsys.readouterr()
    assert printed.splitlines()[-2:] == [
        "worse: a ~ b (same: yes) 0.40, not in 0.5 to 1",
        "better: a ~ b (same: no) 0.30, a gap before",
    ]


def test_writing_and_reading_come_full_circle(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("# A comment.\n", encoding="utf-8")
    cases = [case("yes", "0.5", "1"), case("no", "0.5", "0.8", "yes"), case("no")]
    write(cases, path)
    assert read(path) == cases
