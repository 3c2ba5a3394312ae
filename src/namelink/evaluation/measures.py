"""Figures of scored answers: how many are right, and whether the scores say so."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

BINS = 10
"""Bins of equal width that scores are put in, to see what becomes of them."""


@attrs.frozen
class Rates:
    """What comes of answering whatever scores as high as a threshold.

    Attributes:
        threshold: The threshold.
        right: Right answers that score as high.
        wrong: Wrong ones.
        wanted: Right answers there are to be given.
    """

    threshold: float
    right: int
    wrong: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """The share of the answers that are right, None where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of what is wanted that is answered rightly, None where nothing is wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, None where neither answers nor anything wanted are there."""
        total = self.right + self.wrong + self.wanted
        return 2 * self.right / total if total else None

    def to_dict(self) -> dict[str, float | int | None]:
        """Return the rates as plain JSON types."""
        return attrs.asdict(self) | {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@attrs.frozen
class Bin:
    """Answers whose scores are near each other.

    Attributes:
        low: The least score of the bin.
        high: The score it ends before; 1 belongs to the last bin.
        count: How many answers there are.
        mean: Their mean score.
        share: The share of them that is right.
    """

    low: float
    high: float
    count: int
    mean: float
    share: float


def rates(scores: Sequence[float], right: Sequence[bool], wanted: int, threshold: float) -> Rates:
    """Return what comes of a threshold.

    Args:
        scores: The score of each answer, 0 to 1.
        right: Whether each is right.
        wanted: How many right answers there are to be given.
        threshold: The score from which an answer counts.

    >>> r = rates([0.9, 0.8, 0.3], [True, False, True], 4, 0.5)
    >>> r.precision, r.recall, round(r.f1, 4)
    (0.5, 0.25, 0.3333)
    """
    given = [truth for score, truth in zip(scores, right, strict=True) if score >= threshold]
    return Rates(threshold, sum(given), len(given) - sum(given), wanted)


def curve(scores: Sequence[float], right: Sequence[bool], wanted: int) -> list[Rates]:
    """Return the rates of every score as a threshold, the highest first.

    >>> [(r.threshold, r.precision) for r in curve([0.9, 0.8, 0.9], [True, True, False], 2)]
    [(0.9, 0.5), (0.8, 0.6666666666666666)]
    """
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    found = []
    good = 0
    for place, i in enumerate(order, 1):
        good += right[i]
        if place == len(order) or scores[order[place]] != scores[i]:
            found.append(Rates(scores[i], good, place - good, wanted))
    return found


def threshold_for(precision: float, rates_of_all: Sequence[Rates]) -> Rates | None:
    """Return the rates of the lowest threshold that reaches a precision, None where none does.

    >>> found = threshold_for(0.9, curve([0.9, 0.8, 0.7, 0.2], [True, True, False, True], 3))
    >>> found.threshold, found.recall
    (0.8, 0.6666666666666666)
    """
    return min(
        (r for r in rates_of_all if r.precision is not None and r.precision >= precision),
        key=lambda r: r.threshold,
        default=None,
    )


def brier(scores: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the mean squared difference of score and truth: 0 is best, 0.25 is what scores of 0.5 get.

    >>> brier([1.0, 0.5], [True, False])
    0.125
    """
    if not scores:
        return None
    return sum((score - truth) ** 2 for score, truth in zip(scores, right, strict=True)) / len(scores)


def reliability(scores: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Return the bins that hold answers, from the least score up.

    >>> [(b.low, b.high, b.count, b.share) for b in reliability([0.95, 1.0, 0.12], [True, False, False])]
    [(0.1, 0.2, 1, 0.0), (0.9, 1.0, 2, 0.5)]
    """
    held: dict[int, list[int]] = {}
    for i, score in enumerate(scores):
        held.setdefault(min(int(score * bins), bins - 1), []).append(i)
    return [
        Bin(
            place / bins,
            (place + 1) / bins,
            len(inside),
            sum(scores[i] for i in inside) / len(inside),
            sum(right[i] for i in inside) / len(inside),
        )
        for place, inside in sorted(held.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: how far the mean score of a bin is from the share that is right.

    >>> calibration_error([Bin(0.0, 0.5, 1, 0.25, 0.0), Bin(0.5, 1.0, 3, 0.75, 1.0)])
    0.25
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.mean - b.share) for b in bins) / total if total else None


def roc_auc(scores: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the probability that a right answer scores above a wrong one, ties counting half.

    >>> roc_auc([0.9, 0.4, 0.4], [True, True, False])
    0.75
    """
    good = sum(right)
    bad = len(right) - good
    if not good or not bad:
        return None
    _, place, counts = np.unique(np.asarray(scores), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[np.asarray(right)].sum() - good * (good + 1) / 2) / (good * bad))
