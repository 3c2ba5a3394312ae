"""How features of a comparison are declared: beside the function that measures each, in the order they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from namelink.features import Measurement
from namelink.matching.features.comparison import NameComparison

Function = Callable[[NameComparison], Measurement | None]


class Declaration(NamedTuple):
    """A feature without its weight, which is fitted.

    Attributes:
        name: Its name, as evidence shows it.
        doc: What it measures, in one sentence.
        function: Measures it; None where it is absent.
    """

    name: str
    doc: str
    function: Function


class Declarations:
    """The features of one module, in the order they are declared."""

    def __init__(self) -> None:
        self._declared: list[Declaration] = []

    def feature(self, doc: str) -> Callable[[Function], Function]:
        """Return a decorator that declares a function as the feature of its name."""

        def declare(function: Function) -> Function:
            self._declared.append(Declaration(function.__name__.removeprefix("_"), doc, function))
            return function

        return declare

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self._declared)


def flag(condition: object, query: str, name: str = "") -> Measurement | None:
    """Return 1, measured on two strings, where a condition holds."""
    return Measurement(1.0, query, name) if condition else None
