"""The values of options, checked as the library checks its arguments: what is wrong is told in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from namelink import EntityType, validation
from namelink.identifiers import check_prefix

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
    _Choice = click.Choice[str]
else:  # no generic classes before click 8.2
    _ParamType = click.ParamType
    _Choice = click.Choice


class Checked(_ParamType):
    """A value that a function of `namelink.validation` checks."""

    def __init__(self, name: str, check: Callable[[Any], Any]) -> None:
        """Make a type of options.

        Args:
            name: What help shows in the place of the value.
            check: Returns a value that can be used; raises a TypeError or a ValueError of any other.
        """
        self.name = name
        self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value of what was typed."""
        try:
            return self._check(value)
        except (TypeError, ValueError) as error:
            self.fail(str(error), param, ctx)


class CheckedChoice(_Choice):
    """One of some words, checked likewise."""

    def __init__(self, choices: Iterable[str], check: Callable[[Any], Any]) -> None:
        """Make a type of options.

        Args:
            choices: The words, for help and completion.
            check: As for `Checked`.
        """
        super().__init__(tuple(choices))
        self._checked = Checked("choice", check)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value of what was typed."""
        return self._checked.convert(value, param, ctx)


def choice(argument: str, choices: Sequence[str]) -> CheckedChoice:
    """Return the type of an option that is one of some words."""
    return CheckedChoice(choices, lambda value: validation.check_choice(argument, value, choices))


def probability(argument: str) -> Checked:
    """Return the type of an option that is a number from 0 to 1."""
    return Checked("0..1", lambda value: validation.check_number(argument, _number(value), 0, 1))


def count(argument: str, least: int) -> Checked:
    """Return the type of an option that is a whole number."""
    return Checked("N", lambda value: validation.check_count(argument, _number(value), least))


def _number(value: Any) -> Any:
    """Return the number that was typed; a default is one already."""
    return validation.read_number(value) if isinstance(value, str) else value


TYPE = CheckedChoice(map(str, EntityType), validation.check_type)
COUNTRY = Checked("COUNTRY", validation.check_country)
DATE = Checked("DATE", validation.check_date)
BORN = Checked("DATE", validation.check_born)
NEAR = Checked("NORTH,EAST", validation.check_coordinates)
KILOMETRES = Checked("KM", lambda value: validation.check_within(_number(value), near=True))
REF = Checked("CURIE", lambda value: validation.check_refs([value])[0])
PREFIX = Checked("PREFIX", check_prefix)
LIMIT = Checked("N", lambda value: validation.check_limit(_number(value)))
WORKERS = Checked("N", lambda value: validation.check_workers(_number(value)))
