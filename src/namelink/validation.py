"""Arguments checked: each mistake has one message, in the library, on the command line and over HTTP.

Each function returns the value as the library uses it. It raises a TypeError where the value is of another type than
it must be, and a ValueError where it is of the type but not among its values; both say what was given and what to
give instead.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

from namelink.countries import country_codes, nearest_country
from namelink.model import EntityType
from namelink.summary import shown

_T = TypeVar("_T")


def check_country(value: object) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country.

    Args:
        value: A code of two or three letters in any case, a name in English or Arabic, or None for any country.

    >>> check_country("kgz"), check_country("Kyrgyzstan"), check_country(None)
    ('KG', 'KG', None)
    >>> check_country("Kyrgizstan")
    Traceback (most recent call last):
    ValueError: country must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic, not
    'Kyrgizstan'; did you mean 'Kyrgyzstan' (KG)?
    """
    if value is None:
        return None
    wanted = "country must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic"
    if not isinstance(value, str):
        raise TypeError(f"{wanted}, not {shown(value)}")
    codes = country_codes(value)
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise ValueError(f"country {shown(value)} may be {' or '.join(codes)}: give one of these codes")
    near = nearest_country(value)
    raise ValueError(f"{wanted}, not {shown(value)}" + (f"; did you mean {near[0]!r} ({near[1]})?" if near else ""))


def check_type(value: object) -> EntityType | None:
    """Return the type of entities, None for any.

    >>> check_type("person")
    <EntityType.PERSON: 'person'>
    >>> check_type("persons")
    Traceback (most recent call last):
    ValueError: type must be one of person, place, organization, not 'persons'; did you mean 'person'?
    """
    return None if value is None else EntityType(check_choice("type", value, _TYPES))


def check_types(values: object) -> frozenset[EntityType] | None:
    """Return the types of entities out of a list of them, None for all.

    >>> sorted(check_types(["place", "person"]))
    [<EntityType.PERSON: 'person'>, <EntityType.PLACE: 'place'>]
    >>> check_types("person")
    Traceback (most recent call last):
    TypeError: types must be a list of types, not the str 'person': give types=['person']
    """
    if values is None:
        return None
    if isinstance(values, str):
        cure = values if values in _TYPES else _TYPES[0]
        raise TypeError(f"types must be a list of types, not the str {shown(values)}: give types=[{cure!r}]")
    if not isinstance(values, Iterable):
        raise TypeError(f"types must be a list of types, not {shown(values)}: give types=[{_TYPES[0]!r}]")
    return frozenset(EntityType(check_choice("type", value, _TYPES)) for value in values)


def check_choice(argument: str, value: object, choices: Sequence[str]) -> str:
    """Return a value that is one of some words.

    Args:
        argument: What the message calls it.
        value: The value.
        choices: The words.

    >>> check_choice("method", "avarage", ("average", "components"))
    Traceback (most recent call last):
    ValueError: method must be one of average, components, not 'avarage'; did you mean 'average'?
    """
    wanted = f"{argument} must be one of {', '.join(choices)}, not {shown(value)}"
    if not isinstance(value, str):
        raise TypeError(wanted)
    if value in choices:
        return value
    near = difflib.get_close_matches(value[:100].casefold(), choices, n=1)
    raise ValueError(wanted + (f"; did you mean {near[0]!r}?" if near else ""))


def check_threshold(value: object, argument: str = "threshold") -> float:
    """Return a probability, 0 to 1.

    >>> check_threshold(0.8), check_threshold(1)
    (0.8, 1.0)
    >>> check_threshold(80)
    Traceback (most recent call last):
    ValueError: threshold must be a number from 0 to 1, not 80
    """
    if type(value) is float and 0 <= value <= 1:  # of every look-up: an abstract class takes longer to ask
        return value
    return check_number(argument, value, 0, 1)


def check_number(argument: str, value: Any, least: float, most: float) -> float:
    """Return a number within bounds, both included.

    >>> check_number("weight", "0.5", 0, 1)
    Traceback (most recent call last):
    TypeError: weight must be a number from 0 to 1, not the str '0.5'
    """
    wanted = f"{argument} must be a number from {least:g} to {most:g}, not"
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{wanted} {_typed(value)}")
    number = float(value)
    if not least <= number <= most:
        raise ValueError(f"{wanted} {shown(value)}")
    return number


def read_number(text: str) -> float | str:
    """Return the number that a text writes, or the text where it writes none, so that a check says what is wrong.

    >>> read_number("5"), read_number("0.8"), read_number("many")
    (5, 0.8, 'many')
    """
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text


def check_limit(value: object) -> int:
    """Return how many things are wanted at most; 0 is a limit like others.

    >>> check_limit(-1)
    Traceback (most recent call last):
    ValueError: limit must be a whole number of 0 or more, not -1
    """
    if type(value) is int and value >= 0:
        return value
    return check_count("limit", value, 0)


def check_workers(value: object) -> int:
    """Return a number of processes.

    >>> check_workers(0)
    Traceback (most recent call last):
    ValueError: workers must be a whole number of 1 or more, not 0
    """
    return check_count("workers", value, 1)


def check_count(argument: str, value: Any, least: int) -> int:
    """Return a whole number that is not less than another.

    >>> check_count("words", 2.0, 1)
    Traceback (most recent call last):
    TypeError: words must be a whole number of 1 or more, not 2.0
    """
    wanted = f"{argument} must be a whole number of {least} or more, not"
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{wanted} {_typed(value)}")
    if value < least:
        raise ValueError(f"{wanted} {shown(value)}")
    return int(value)


def check_strings(argument: str, values: Iterable[_T]) -> Iterable[_T]:
    """Return a list, or what else can be gone through, of strings: one string would be taken for its characters.

    The strings themselves are not looked at: there may be many, and they may come late.

    >>> check_strings("names", "قطر")
    Traceback (most recent call last):
    TypeError: names must be a list of str, not the str 'قطر': give ['قطر']
    """
    if isinstance(values, str | bytes | bytearray) or not isinstance(values, Iterable):
        cure = f": give [{shown(values)}]" if isinstance(values, str) else ""
        raise TypeError(f"{argument} must be a list of str, not {_typed(values)}{cure}")
    return values


_TYPES = tuple(map(str, EntityType))


def _typed(value: object) -> str:
    """Return a value as it is shown, with its type where it may be taken for a value of another."""
    return f"the {type(value).__name__} {shown(value)}" if isinstance(value, str | bytes | bytearray) else shown(value)
