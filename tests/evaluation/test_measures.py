"""Figures worked out by hand, and promises that hold whatever the scores."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.evaluation.measures import (
    brier,
    calibration_error,
    curve,
    rates,
    reliability,
    roc_auc,
    threshold_for,
)

SCORES = [0.95, 0.9, 0.9, 0.62, 0.41, 0.08]
RIGHT = [True, True, False, True, False, False]
ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_rates_by_hand() -> None:
    # From 0.6 up: 0.95, 0.9 and 0.62 are right, one 0.9 is wrong; 5 are wanted, so that 2 were never answered.
    found = rates(SCORES, RIGHT, 5, 0.6)
    assert (found.right, found.wrong) == (3, 1)
    assert found.precision == 0.75
    assert found.recall == 0.6
    assert found.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_rates_of_nothing() -> None:
    nothing = rates([], [], 0, 0.5)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert rates([0.1], [True], 1, 0.5).f1 == 0
    assert brier([], []) is None
    assert calibration_error([]) is None
    assert roc_auc([0.5, 0.6], [True, True]) is None


def test_calibration_by_hand() -> None:
    # 0.0025 + 0.01 + 0.81 + 0.1444 + 0.1681 + 0.0064 = 1.1414
    assert brier(SCORES, RIGHT) == pytest.approx(1.1414 / 6)
    bins = reliability(SCORES, RIGHT)
    assert [(b.low, b.count) for b in bins] == [(0.0, 1), (0.4, 1), (0.6, 1), (0.9, 3)]
    assert bins[-1].mean == pytest.approx(2.75 / 3)
    assert bins[-1].share == pytest.approx(2 / 3)
    # |0.08 - 0| + |0.41 - 0| + |0.62 - 1| + 3 |0.91667 - 0.66667| = 1.62
    assert calibration_error(bins) == pytest.approx(1.62 / 6)


def test_auc_by_hand() -> None:
    # Of 9 pairs, right above wrong: 0.95 beats 3, 0.9 beats 2 and draws with one, 0.62 beats 2.
    assert roc_auc(SCORES, RIGHT) == pytest.approx(7.5 / 9)


def test_curve_and_threshold_by_hand() -> None:
    found = curve(SCORES, RIGHT, 4)
    assert [(r.threshold, r.right, r.wrong) for r in found] == [
        (0.95, 1, 0), (0.9, 2, 1), (0.62, 3, 1), (0.41, 3, 2), (0.08, 3, 3),
    ]  # fmt: skip
    at = threshold_for(0.75, found)
    assert at is not None
    assert (at.threshold, at.recall) == (0.62, 0.75)
    assert threshold_for(0.99, found) == found[0]
    assert threshold_for(0.9, curve([0.9], [False], 1)) is None


@given(ANSWERS)
def test_auc_is_the_share_of_pairs_in_order(answers: list[tuple[float, bool]]) -> None:
    scores, right = [s for s, _ in answers], [r for _, r in answers]
    pairs = list(itertools.product([s for s, r in answers if r], [s for s, r in answers if not r]))
    slow = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs) if pairs else None
    assert roc_auc(scores, right) == (None if slow is None else pytest.approx(slow))


@given(ANSWERS)
def test_each_point_of_the_curve_is_what_its_threshold_gives(answers: list[tuple[float, bool]]) -> None:
    scores, right = [s for s, _ in answers], [r for _, r in answers]
    for point in curve(scores, right, 7):
        assert point == rates(scores, right, 7, point.threshold)
    assert sum(b.count for b in reliability(scores, right)) == len(scores)
    error = calibration_error(reliability(scores, right))
    assert error is not None
    assert 0 <= error <= 1
