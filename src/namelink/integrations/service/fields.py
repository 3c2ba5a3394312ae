"""Fields of requests: parsed, checked and described from one declaration."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from namelink import tables, validation
from namelink.integrations.service.errors import RequestError, invalid, too_large
from namelink.integrations.service.requests import Values
from namelink.summary import shown

HINT = "GET /docs describes every field"


@attrs.frozen(kw_only=True)
class Field:
    """A field of a request.

    Attributes:
        name: Its name.
        doc: Its meaning.
        default: Its value where a request leaves it out.
        example: A value, for the description.
        is_nullable: Whether null stands for the default.
    """

    name: str
    doc: str
    default: Any = None
    example: Any = None
    is_nullable: bool = True

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

    def parameter_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its values in a query string."""
        return self.schema()

    def described(self) -> dict[str, Any]:
        """Return the schema with the meaning, the default and the example of the field."""
        default = {} if self.default is None else {"default": self.default}
        example = {} if self.example is None else {"examples": [self.example]}
        schema = {"anyOf": [self.schema(), {"type": "null"}]} if self.is_nullable else self.schema()
        return schema | {"description": self.doc} | default | example

    def _refuse(self, value: Any, wanted: str) -> RequestError:
        return invalid(f"{self.name} must be {wanted}, not {'null' if value is None else shown(value)}", HINT)


@attrs.frozen(kw_only=True)
class Text(Field):
    """A string.

    Attributes:
        longest: Its greatest length, in code points.
        option: The option that sets this length, if one does.
    """

    longest: int
    option: str = "--most-text"

    def check(self, value: Any) -> str:
        """Return the string."""
        if not isinstance(value, str):
            raise self._refuse(value, "a string")
        if len(value) > self.longest:
            raise too_large(f"{self.name} has {len(value):,} code points", self.longest, self.option)
        return value

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string", "maxLength": self.longest}


@attrs.frozen(kw_only=True)
class Name(Text):
    """A name, as a string or as an object with its parts.

    Attributes:
        function: The function of the library that takes it, for its message.
    """

    function: str

    def check(self, value: Any) -> str:
        """Return the name as a string."""
        return super().check(
            checked(validation.check_name, value, self.function, self.name) if isinstance(value, dict) else value
        )

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        parts = {part: {"type": ["string", "null"]} for part in validation.NAME_PARTS}
        return {"anyOf": [super().schema(), {"type": "object", "properties": parts, "additionalProperties": False}]}

    def parameter_schema(self) -> dict[str, Any]:
        """Return the schema of a string."""
        return super().schema()


@attrs.frozen(kw_only=True)
class Parallel(Field):
    """A value for one name, or a list with one for each of several; the operation checks which is wanted.

    Attributes:
        types: The JSON types of a value.
        is_list: Whether one value is a list itself.
    """

    types: tuple[str, ...]
    is_list: bool = False

    def check(self, value: Any) -> Any:
        """Return the value."""
        return value

    def parse(self, values: Sequence[str]) -> Any:
        """Return the value of the field in a query string, a list of them where it stands several times."""
        return list(values) if self.is_list or len(values) > 1 else values[0]

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        one: dict[str, Any] = {"type": [*self.types, "null"]}
        if self.is_list:
            return {"type": "array", "items": {"type": [*self.types, "array", "null"], "items": {"type": "string"}}}
        return {"type": list(dict.fromkeys([*self.types, "array"])), "items": one}

    def parameter_schema(self) -> dict[str, Any]:
        """Return the schema of a list of strings."""
        return {"type": "array", "items": {"type": "string"}}


@attrs.frozen(kw_only=True)
class Country(Field):
    """A country, by a code or a name."""

    def check(self, value: Any) -> str:
        """Return its alpha-2 code."""
        code: str = checked(validation.check_country, value)
        return code

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string"}


@attrs.frozen(kw_only=True)
class Choice(Field):
    """One of some words."""

    choices: tuple[str, ...]

    def check(self, value: Any) -> str:
        """Return the word."""
        word: str = checked(validation.check_choice, self.name, value, self.choices)
        return word

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string", "enum": list(self.choices)}


@attrs.frozen(kw_only=True)
class Number(Field):
    """A number within bounds."""

    least: float
    most: float

    def check(self, value: Any) -> Any:
        """Return the number."""
        return checked(validation.check_number, self.name, value, self.least, self.most)

    def parse(self, values: Sequence[str]) -> Any:
        """Return the number that is written."""
        written: Any = validation.read_number(values[0])
        return super().parse([written, *values[1:]])

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@attrs.frozen(kw_only=True)
class Count(Number):
    """A whole number within bounds, which this service sets."""

    least: int
    most: int

    def check(self, value: Any) -> int:
        """Return the number; in JSON, 5.0 is 5."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        count: int = checked(validation.check_count, self.name, value, 0)
        if not self.least <= count <= self.most:
            raise self._refuse(value, f"from {self.least} to {self.most} in this service")
        return count

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return super().schema() | {"type": "integer"}


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
    """A list of values; in a query string, the field stands once for each.

    Attributes:
        each: One of them.
        most: How many there may be.
        option: The option that sets this number, if one does.
    """

    each: Field
    most: int
    option: str = "--batch"

    def check(self, value: Any) -> list[Any]:
        """Return the list."""
        checked(validation.check_strings, self.name, value)
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
            raise too_large(f"{self.name} holds {len(values):,} values", self.most, self.option)

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "array", "items": self.each.schema(), "maxItems": self.most}

    def parameter_schema(self) -> dict[str, Any]:
        """Return its schema in a query string."""
        return self.schema() | {"items": self.each.parameter_schema()}


@attrs.frozen(kw_only=True)
class Types(Many):
    """A list of types of entities."""

    def check(self, value: Any) -> list[Any]:
        """Return the list."""
        checked(validation.check_types, value)
        return super().check(value)


def checked(check: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a check of `namelink.validation` returns; what it says of a wrong value is told to the client."""
    try:
        return check(*arguments)
    except (TypeError, ValueError) as error:
        raise invalid(str(error), HINT) from None


def check_fields(value: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """Return the fields of a JSON object, with the defaults of those that are not given, or null where they may be.

    Raises:
        RequestError: It is no object, or holds another field or a value that cannot be used.
    """
    if not isinstance(value, dict):
        raise invalid(f"the body must be a JSON object, not {shown(value)}", "GET /docs shows one")
    known = {field.name: field for field in fields}
    _refuse_unknown(value, known)
    given = {
        name: known[name].check(item) for name, item in value.items() if item is not None or not known[name].is_nullable
    }
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
            raise invalid(f"there is no field {shown(name)}", f"the fields are {', '.join(known)}")
