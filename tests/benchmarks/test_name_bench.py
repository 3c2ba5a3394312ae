"""The bench of names: its rows are sound, no half knows the other, and the program runs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.append(str(ROOT / "benchmarks"))

import name_bench
import name_page
from name_figures import best_threshold, figures
from name_rows import ABSENT_KINDS, HALVES, KINDS, LABELS, TYPES, NamePair, base, halves, read_absent, read_pairs

PAIRS = read_pairs()
ABSENT = read_absent()


class Knowing:
    """A matcher that knows the labels, and says so by half a point."""

    name = "knowing"
    threshold: float | None = None
    is_probability = True

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        return [0.6 if pair.is_same else 0.4 for pair in pairs]


def test_there_are_as_many_rows_as_promised() -> None:
    assert len(PAIRS) >= 1500
    assert len(ABSENT) == 500


def test_values_are_of_the_closed_lists() -> None:
    assert {pair.half for pair in PAIRS} == {row.half for row in ABSENT} == set(HALVES)
    assert {pair.kind for pair in PAIRS} == set(KINDS)
    assert {row.kind for row in ABSENT} == set(ABSENT_KINDS)
    assert {pair.type for pair in PAIRS} == {row.type for row in ABSENT} == set(TYPES)
    assert {pair.label for pair in PAIRS} == set(LABELS)


def test_no_name_is_empty_or_has_spaces_around() -> None:
    names = [name for pair in PAIRS for name in (pair.a, pair.b)] + [row.name for row in ABSENT]
    assert all(name and name == " ".join(name.split()) for name in names)


def test_no_row_is_there_twice_and_none_compares_a_name_with_itself() -> None:
    count = Counter(frozenset((pair.a, pair.b)) for pair in PAIRS)
    assert max(count.values()) == 1
    assert all(len(pair) == 2 for pair in count)
    assert len({base(row.name) for row in ABSENT}) == len(ABSENT)


def test_names_of_one_base_string_are_never_different() -> None:
    assert not [number for number, pair in enumerate(PAIRS) if not pair.is_same and base(pair.a) == base(pair.b)]


def test_halves_have_no_base_string_in_common() -> None:
    dev, held = ({base(name) for p in PAIRS if p.half == half for name in (p.a, p.b)} for half in HALVES)
    # No row of held is shown where this fails.
    common = len(dev & held)
    assert common == 0


def test_halves_are_those_of_the_hash() -> None:
    assert [pair.half for pair in PAIRS] == halves([(pair.a, pair.b) for pair in PAIRS])
    assert [row.half for row in ABSENT] == halves([(row.name,) for row in ABSENT])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_both_labels_in_both_halves(kind: str) -> None:
    assert {(p.half, p.label) for p in PAIRS if p.kind == kind} == {(h, label) for h in HALVES for label in LABELS}


def test_figures_of_a_matcher_that_knows() -> None:
    matcher = Knowing()
    found = figures(matcher, PAIRS, matcher.scores(PAIRS))
    assert (found["threshold"], found["is own"]) == (0.6, False)
    whole = found["held"]["overall"]
    assert whole["auc"] == whole["f1"] == whole["best f1"] == whole["accuracy"] == 1.0
    assert whole["brier"] == pytest.approx(0.16)
    assert sum(f["count"] for f in found["all"]["scripts"].values()) == len(PAIRS)


def test_a_threshold_that_calls_all_the_same_is_not_the_best() -> None:
    pair = NamePair("dev", "order", "person", "a", "b", "same")
    other = NamePair("dev", "order", "person", "a", "c", "different")
    assert best_threshold([(pair, 0.9), (other, 0.5), (other, 0.4), (pair, 0.3)]) == 0.9


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    """Return arguments that run the bench on twenty pairs and ten absent names of the half dev."""
    for name, count in (("names", 20), ("absent", 10)):
        head, *rest = [
            line
            for line in (ROOT / "benchmarks" / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
            if not line.startswith("# ")
        ]
        (tmp_path / f"{name}.tsv").write_text("\n".join([head, *rest[:count]]) + "\n", encoding="utf-8")
    return ["--pairs", str(tmp_path / "names.tsv"), "--absent", str(tmp_path / "absent.tsv"), "--half", "dev"]


def test_it_runs_on_twenty_rows(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    name_bench.main([*small, "--matcher", "namelink", "token-sort", "tests.benchmarks.test_name_bench:Knowing"])
    printed, _ = capsys.readouterr()
    matchers = ["| namelink |", "| rapidfuzz token_sort_ratio |", "| knowing | 1.000 |"]
    assert [words for words in [*matchers, "auc by scripts, dev", "absent, dev"] if words not in printed] == []


def test_it_runs_as_a_program(small: list[str]) -> None:
    program = [
        sys.executable,
        str(ROOT / "benchmarks" / "name_bench.py"),
        *small,
        "--matcher",
        "jaro-winkler",
        "no-such",
    ]
    done = subprocess.run(program, capture_output=True, text=True, check=True, encoding="utf-8")
    assert "| Jaro-Winkler, unidecoded |" in done.stdout
    assert "no-such is left out" in done.stderr


def test_errors_are_shown_of_dev_alone(small: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for half in ("held", "all"):
        with pytest.raises(SystemExit):
            name_bench.main([*small, "--half", half, "--errors", "--matcher", "token-sort"])
    capsys.readouterr()
    name_bench.print_errors(Knowing(), PAIRS, [0.0] * len(PAIRS), 0.5)
    printed, _ = capsys.readouterr()
    assert len(printed.splitlines()) == sum(pair.is_same and pair.half == "dev" for pair in PAIRS)


def test_a_page_keeps_what_did_not_run(tmp_path: Path) -> None:
    found = {"matchers": {"a": 1}, "absent": 2}
    path = tmp_path / "names.json"
    path.write_text('{"rows": "x", "matchers": {"b": 3, "namelink": 4}}', encoding="utf-8")
    assert name_bench.kept(path, "x", found)["matchers"] == {"namelink": 4, "b": 3, "a": 1}
    assert name_bench.kept(path, "y", found)["matchers"] == {"a": 1}


def test_the_page_has_a_place_for_each_table() -> None:
    matcher = Knowing()
    absent = {"held": {"kin": {"count": 4, "matched": 1, "same key": 0}}}
    found = {"matchers": {"knowing": figures(matcher, PAIRS, matcher.scores(PAIRS))}, "absent": absent}
    page = (ROOT / "docs" / "benchmarks" / "names.md").read_text(encoding="utf-8")
    assert all(f"<!-- {name}: begin -->" in page for name in name_page.tables(found, "held"))
