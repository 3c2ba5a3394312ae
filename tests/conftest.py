from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

from namelink import Gazetteer, Resolver

# No test times anything: machines are noisy.
settings.register_profile("namelink", deadline=None)
settings.load_profile("namelink")

TraceFunction = Callable[[FrameType, str, Any], Any]

ROOT = Path(__file__).resolve().parent.parent


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of tests/cases/NAME.tsv, by column; lines that start with '#' are comments."""
    text = (ROOT / "tests" / "cases" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python a piece of work runs: its cost, the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def assert_linear(work: Callable[[str], object], unit: str, size: int) -> None:
    """Assert that work on a text four times as long as so many characters runs four times as many lines, and a few."""
    once, often = unit * (size // len(unit)), unit * (4 * size // len(unit))
    work(often)  # what is remembered or loaded once does not count
    assert lines_run(lambda: work(often)) <= 4 * lines_run(lambda: work(once)) + 1_000


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver(Gazetteer.default())


@pytest.fixture
def small() -> Resolver:
    """Two men one letter apart, a country, and an organization known in Latin letters only."""
    return Resolver(
        Gazetteer.from_records(
            [
                {
                    "id": "t:salman",
                    "type": "person",
                    "country": "SA",
                    "weight": 0.9,
                    "names": [
                        {"text": "Mohammed bin Salman", "lang": "en"},
                        {"text": "محمد بن سلمان", "lang": "ar"},
                    ],
                },
                {
                    "id": "t:sultan",
                    "type": "person",
                    "country": "AE",
                    "weight": 0.2,
                    "names": [{"text": "محمد بن سلطان", "lang": "ar"}],
                },
                {
                    "id": "t:kg",
                    "type": "place",
                    "country": "KG",
                    "names": [
                        {"text": "Kyrgyzstan", "lang": "en"},
                        {"text": "قيرغيزستان", "lang": "ar"},
                        {"text": "قيرغيزي", "lang": "ar", "kind": "demonym"},
                    ],
                },
                {"id": "t:rosatom", "type": "organization", "names": [{"text": "Rosatom", "lang": "en"}]},
            ]
        )
    )


def params(name: str, *shown: str) -> list[ParameterSet]:
    """Return the rows of a table as parameters; one whose status is 'gap' must fail, strictly."""
    return [
        pytest.param(
            row,
            id=" ".join(row[column] for column in shown),
            marks=[pytest.mark.xfail(reason="known gap")] if row.get("status") == "gap" else [],
        )
        for row in rows(name)
    ]
