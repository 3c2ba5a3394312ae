"""The pairs of names.tsv come out as they were frozen, so that no group of them changes unseen."""

from __future__ import annotations

import pytest

from namelink import compare
from tests.conftest import rows

FROZEN = {(row["a"], row["b"]): row for row in rows("names_outcomes")}


def test_every_case_is_frozen() -> None:
    cases = {(row["a"], row["b"]): row["same"] for row in rows("names")}
    assert {pair: row["same"] for pair, row in FROZEN.items()} == cases


@pytest.mark.parametrize("category", sorted({row["category"] for row in FROZEN.values()}))
def test_outcomes_are_as_frozen(category: str) -> None:
    frozen = {pair: float(row["score"]) for pair, row in FROZEN.items() if row["category"] == category}
    now = {pair: round(compare(*pair).score, 2) for pair in frozen}
    assert now == pytest.approx(frozen, abs=0.011), "look at benchmarks/outcomes.py, then freeze"


def test_most_are_right() -> None:
    right = sum((float(row["score"]) >= 0.5) == (row["same"] == "yes") for row in FROZEN.values())
    assert right >= 0.85 * len(FROZEN)
