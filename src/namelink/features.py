"""Features: what is measured of a candidate, each declared once with its function, its weight and its meaning.

`explain()`, the service's page and the documentation read the registries; nothing is parsed out of docstrings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import attrs

from namelink.cache import lazy
from namelink.model import Evidence

T = TypeVar("T")

_IMPOSSIBLE = -700.0
"""Log-odds below which the exponential of their opposite is no number of a computer."""


class Measurement(NamedTuple):
    """What a feature measured.

    Attributes:
        value: How much of it there is: most often 0 to 1, or log-odds.
        query: The part of the query, or of the text, that it was measured on.
        name: The part of the candidate's name it was compared with, or the word beside it.
    """

    value: float
    query: str
    name: str = ""


@attrs.frozen
class Feature(Generic[T]):
    """One feature.

    Attributes:
        name: Its name, as evidence shows it.
        weight: What one unit of it adds to the log-odds that the candidate is meant.
        doc: What it measures, in one sentence.
        function: Measures it; None where it is absent.
    """

    name: str
    weight: float
    doc: str
    function: Callable[[T], Measurement | None] = attrs.field(eq=False, repr=False)


class Registry(Generic[T]):
    """The features of one stage, in the order they are measured."""

    def __init__(self, features: Iterable[Feature[T]] | Callable[[], Iterable[Feature[T]]]) -> None:
        """Make a registry of some features, or of those that a function returns when they are asked for first."""
        self._given = features

    @lazy
    def _features(self) -> Mapping[str, Feature[T]]:
        given = self._given() if callable(self._given) else self._given
        return {feature.name: feature for feature in given}

    def __iter__(self) -> Iterator[Feature[T]]:
        return iter(self._features.values())

    def __getitem__(self, name: str) -> Feature[T]:
        return self._features[name]

    def weights(self, overrides: Mapping[str, float]) -> dict[str, float]:
        """Return the weight of each feature, those of a configuration in place of the declared ones."""
        return {feature.name: overrides.get(feature.name, feature.weight) for feature in self}

    def measure(self, subject: T, weights: Mapping[str, float]) -> list[Evidence]:
        """Return the evidence of every feature that a subject has."""
        found = ((feature.name, feature.function(subject)) for feature in self)
        return [evidence(name, m, weights[name]) for name, m in found if m is not None and m.value]


def evidence(name: str, measured: Measurement, weight: float) -> Evidence:
    """Return a measurement as evidence."""
    value = round(measured.value, 4)
    return Evidence(name, value, measured.query, measured.name, round(weight * measured.value, 4))


def probability(evidence: Iterable[Evidence]) -> float:
    """Return the probability, 0 to 1, that evidence makes.

    >>> probability([])
    0.5
    """
    return logistic(sum(e.contribution for e in evidence))


def logistic(log_odds: float) -> float:
    """Return the probability, 0 to 1, of log-odds, to six decimals; they may be of any size.

    >>> logistic(0.0), logistic(3.0), logistic(-1e9)
    (0.5, 0.952574, 0.0)
    """
    return round(1 / (1 + math.exp(-log_odds)), 6) if log_odds > _IMPOSSIBLE else 0.0
