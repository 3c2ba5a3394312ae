"""Fields of requests: parsed, checked and described from one declaration."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from namelink import tables
from namelink.integrations.service.errors import RequestError, invalid, too_large
from namelink.integrations.service.requests import Values

_COUNTRY = re.compile("[A-Za-z]{2}")


@attrs.frozen(kw_only=True)
class Field:
    """A field of a request.

    Attributes:
        name: Its name.
        doc: Its meaning.
        default: Its value where a request leaves it out.
        example: A value, for the description.
    """

    name: str
    doc: str
    default: Any = None
    example: Any = None

    def check(self, value: Any) -> Any:
        """Return a JSON value if it can be used, else raise a RequestError."""
        raise NotImplementedError

    def parse(self, values: Sequence[str]) -> Any:
        """Return the value of the field in a query string, where it may have several."""
        if len(values) > 1:
            raise invalid(f"{self.name} is given {len(values)} times", "give it once")
        return self.check(values[0])

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its values."""
        raise NotImplementedError

    def described(self) -> dict[str, Any]:
        """Return the schema with the meaning, the default and the example of the field."""
        default = {} if self.default is None else {"default": self.default}
        example = {} if self.example is None else {"examples": [self.example]}
        return self.schema() | {"description": self.doc} | default | example

    def _refuse(self, value: Any, wanted: str) -> RequestError:
        return invalid(f"{self.name} must be {wanted}, not {_shown(value)}", "GET /docs describes every field")


@attrs.frozen(kw_only=True)
class Text(Field):
    """A string.

    Attributes:
        longest: Its greatest length, in code points.
    """

    longest: int

    def check(self, value: Any) -> str:
        """Return the string."""
        if not isinstance(value, str):
            raise self._refuse(value, "a string")
        if len(value) > self.longest:
            raise too_large(f"{self.name} has {len(value):,} code points", self.longest, "--most-text")
        return value

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string", "maxLength": self.longest}


@attrs.frozen(kw_only=True)
class Country(Field):
    """The code of a country."""

    def check(self, value: Any) -> str:
        """Return the code in capitals."""
        if not isinstance(value, str) or not _COUNTRY.fullmatch(value):
            raise self._refuse(value, "two letters of ISO 3166-1")
        return value.upper()

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string", "pattern": f"^{_COUNTRY.pattern}$"}


@attrs.frozen(kw_only=True)
class Choice(Field):
    """One of some words."""

    choices: tuple[str, ...]

    def check(self, value: Any) -> str:
        """Return the word."""
        if not isinstance(value, str) or value not in self.choices:
            raise self._refuse(value, f"one of {', '.join(self.choices)}")
        return value

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string", "enum": list(self.choices)}


@attrs.frozen(kw_only=True)
class Number(Field):
    """A number within bounds; whole where the bounds are."""

    least: float
    most: float

    def check(self, value: Any) -> Any:
        """Return the number."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if self._is_whole and isinstance(value, float) and value.is_integer():
            value = int(value)
        whole = not self._is_whole or isinstance(value, int)
        if not number or not whole or not self.least <= value <= self.most:
            kind = "a whole number" if self._is_whole else "a number"
            raise self._refuse(value, f"{kind} from {self.least:g} to {self.most:g}")
        return int(value) if self._is_whole else float(value)

    def parse(self, values: Sequence[str]) -> Any:
        """Return the number."""
        written: Any = values[0]
        try:
            number = float(written)
            written = number if math.isfinite(number) else written
        except ValueError:
            pass  # an error of check
        return super().parse([written, *values[1:]])

    @property
    def _is_whole(self) -> bool:
        return isinstance(self.least, int)

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "integer" if self._is_whole else "number", "minimum": self.least, "maximum": self.most}


@attrs.frozen(kw_only=True)
class Flag(Field):
    """Yes or no."""

    def check(self, value: Any) -> bool:
        """Return the truth value."""
        if not isinstance(value, bool):
            raise self._refuse(value, "true or false")
        return value

    def parse(self, values: Sequence[str]) -> bool:
        """Return the truth value of true or false, 1 or 0."""
        written: Any = {"true": True, "1": True, "false": False, "0": False}.get(values[0].lower(), values[0])
        return super().parse([written, *values[1:]])  # type: ignore[no-any-return]

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "boolean"}


@attrs.frozen(kw_only=True)
class Many(Field):
    """A list of values; in a query string, the field stands once for each."""

    each: Field
    most: int

    def check(self, value: Any) -> list[Any]:
        """Return the list."""
        if not isinstance(value, list):
            raise self._refuse(value, "a list")
        self._count(value)
        return [attrs.evolve(self.each, name=f"{self.name}[{i}]").check(item) for i, item in enumerate(value)]

    def parse(self, values: Sequence[str]) -> list[Any]:
        """Return the values of the field in a query string."""
        self._count(values)
        return [self.each.parse([value]) for value in values]

    def _count(self, values: Sequence[Any]) -> None:
        if len(values) > self.most:
            raise too_large(f"{self.name} holds {len(values):,} values", self.most, "--batch")

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "array", "items": self.each.schema(), "maxItems": self.most}


def check_fields(value: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """Return the fields of a JSON object, with the defaults of those that are not given.

    Raises:
        RequestError: It is no object, or holds another field or a value that cannot be used.
    """
    if not isinstance(value, dict):
        raise invalid(f"the body must be a JSON object, not {_shown(value)}", "GET /docs shows one")
    known = {field.name: field for field in fields}
    _refuse_unknown(value, known)
    given = {name: known[name].check(item) for name, item in value.items() if item is not None}
    return _defaults(fields) | given


def parse_fields(values: Values, fields: Sequence[Field]) -> dict[str, Any]:
    """Return the fields of a query string, with the defaults of those that are not given."""
    known = {field.name: field for field in fields}
    _refuse_unknown(values, known)
    return _defaults(fields) | {name: known[name].parse(written) for name, written in values.items()}


@functools.cache
def examples() -> Mapping[str, Sequence[str]]:
    """Return examples of values by field.

    >>> examples()["b"]
    ['Sadyr Japarov']
    """
    found: dict[str, list[str]] = {}
    for row in tables.rows("namelink.integrations.service", "examples.tsv"):
        found.setdefault(row["field"], []).append(row["value"])
    return found


def _defaults(fields: Sequence[Field]) -> dict[str, Any]:
    return {field.name: field.default for field in fields}


def _refuse_unknown(given: Mapping[str, Any], known: Mapping[str, Field]) -> None:
    for name in given:
        if name not in known:
            raise invalid(f"there is no field {_shown(name)}", f"the fields are {', '.join(known)}")


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
