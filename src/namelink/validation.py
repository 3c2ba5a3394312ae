"""Arguments checked: each mistake has one message, in the library, on the command line and over HTTP.

Each function returns the value as the library uses it. It raises a TypeError where the value is of another type than
it must be, and a ValueError where it is of the type but not among its values; both say what was given and what to
give instead.
"""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from numbers import Integral, Real
from typing import Any, NamedTuple, TypeVar

from namelink.countries import country_codes, nearest_country
from namelink.dates import iso_date
from namelink.errors import require_str
from namelink.identifiers import is_curie
from namelink.model import EntityType
from namelink.summary import shown

_T = TypeVar("_T")


def check_country(value: object, argument: str = "country") -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country.

    Args:
        value: A code of two or three letters in any case, a name in English or Arabic, or None for any country.
        argument: What the message calls it.

    >>> check_country("kgz"), check_country("Kyrgyzstan"), check_country(None)
    ('KG', 'KG', None)
    >>> check_country("Kyrgizstan")
    Traceback (most recent call last):
    ValueError: country must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic, not
    'Kyrgizstan'; did you mean 'Kyrgyzstan' (KG)?
    """
    if value is None:
        return None
    wanted = f"{argument} must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic"
    if not isinstance(value, str):
        raise TypeError(f"{wanted}, not {shown(value)}")
    codes = country_codes(value)
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise ValueError(f"{argument} {shown(value)} may be {' or '.join(codes)}: give one of these codes")
    near = nearest_country(value)
    raise ValueError(f"{wanted}, not {shown(value)}" + (f"; did you mean {near[0]!r} ({near[1]})?" if near else ""))


def check_type(value: object, argument: str = "type") -> EntityType | None:
    """Return the type of entities, None for any.

    Args:
        value: The type.
        argument: What the message calls it.

    >>> check_type("person")
    <EntityType.PERSON: 'person'>
    >>> check_type("persons")
    Traceback (most recent call last):
    ValueError: type must be one of person, place, organization, not 'persons'; did you mean 'person'?
    """
    return None if value is None else EntityType(check_choice(argument, value, _TYPES))


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
    from difflib import get_close_matches  # here, because most programs wait for it in vain

    near = get_close_matches(value[:100].casefold(), choices, n=1)
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


def check_born(value: Any, argument: str = "born") -> str | None:
    """Return when a person was born, as ISO 8601 writes it.

    Args:
        value: A year (a number or a text), a text of a month or a day, a date, or None where it is not known.
        argument: What the message calls it.

    >>> check_born(1952), check_born("1952-10-07"), check_born(date(1952, 10, 7))
    ('1952', '1952-10-07', '1952-10-07')
    >>> check_born("7/10/1952")
    Traceback (most recent call last):
    ValueError: born must be a year (1952), a month ('1952-10') or a date ('1952-10-07'), not '7/10/1952'
    """
    if value is None:
        return None
    found = iso_date(value)
    if found is not None:
        return found
    wanted = f"{argument} must be a year (1952), a month ('1952-10') or a date ('1952-10-07'), not {shown(value)}"
    if isinstance(value, bool) or not isinstance(value, str | date | Integral):
        raise TypeError(wanted)
    raise ValueError(wanted)


def check_date(value: object, argument: str = "date") -> date:
    """Return a day.

    Args:
        value: A date, or a text as ISO 8601 writes it.
        argument: What the message calls it.

    >>> check_date("2026-11-27")
    datetime.date(2026, 11, 27)
    >>> check_date("27.11.2026")
    Traceback (most recent call last):
    ValueError: date must be a day such as '2026-11-27', not '27.11.2026'
    """
    wanted = f"{argument} must be a day such as '2026-11-27', not {shown(value)}"
    if not isinstance(value, str | date):
        raise TypeError(wanted)
    found = iso_date(value) or ""
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise ValueError(wanted) from None


def check_refs(values: object, argument: str = "refs") -> tuple[str, ...]:
    """Return identifiers, each once; none for None.

    Args:
        values: A list of CURIEs, or what else can be gone through, or None.
        argument: What the message calls it.

    >>> check_refs(["wikidata:Q813", "iso3166:KG"])
    ('wikidata:Q813', 'iso3166:KG')
    >>> check_refs("wikidata:Q813")
    Traceback (most recent call last):
    TypeError: refs must be a list of CURIEs, not the str 'wikidata:Q813': give ['wikidata:Q813']
    """
    if values is None:
        return ()
    if isinstance(values, str | bytes | bytearray | Mapping) or not isinstance(values, Iterable):
        cure = f": give [{shown(values)}]" if isinstance(values, str) else ""
        raise TypeError(f"{argument} must be a list of CURIEs, not {_typed(values)}{cure}")
    found: dict[str, None] = {}
    for value in values:
        wanted = f"{argument} must be CURIEs such as 'wikidata:Q813', not {shown(value)}"
        if not isinstance(value, str):
            raise TypeError(wanted)
        if not is_curie(value):
            raise ValueError(wanted)
        found[value] = None
    return tuple(found)


def check_coordinates(value: Any, argument: str = "near") -> tuple[float, float] | None:
    """Return degrees north and degrees east.

    Args:
        value: A pair of numbers, a text of them with a comma between, or None where they are not known.
        argument: What the message calls it.

    >>> check_coordinates((31.95, 35.93)), check_coordinates("31.95, 35.93")
    ((31.95, 35.93), (31.95, 35.93))
    >>> check_coordinates((131.95, 35.93))
    Traceback (most recent call last):
    ValueError: near must be degrees north (-90 to 90) and east (-180 to 180) such as (31.95, 35.93), not
    (131.95, 35.93)
    """
    if value is None:
        return None
    wanted = f"{argument} must be degrees north (-90 to 90) and east (-180 to 180) such as (31.95, 35.93)"
    pair: Any = [read_number(part.strip()) for part in value.split(",")] if isinstance(value, str) else value
    if isinstance(pair, Mapping) or not isinstance(pair, Iterable):
        raise TypeError(f"{wanted}, not {_typed(value)}")
    numbers = [each for each in itertools.islice(pair, 3) if isinstance(each, int | float) and each is not True]
    if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise ValueError(f"{wanted}, not {shown(value)}")
    return float(numbers[0]), float(numbers[1])


def check_within(value: Any, near: object) -> float | None:
    """Return a distance in kilometres from a place that is given as well; None for any.

    >>> check_within(50, near=None)
    Traceback (most recent call last):
    ValueError: within 50 kilometres of what? Give near=(north, east) too
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"within must be kilometres, a number above 0, not {_typed(value)}")
    if not 0 < value < math.inf:
        raise ValueError(f"within must be kilometres, a number above 0, not {shown(value)}")
    if near is None:
        raise ValueError(f"within {value} kilometres of what? Give near=(north, east) too")
    return float(value)


def check_parallel(given: Mapping[str, object], write: Callable[[Any], str] = repr) -> dict[str, Iterable[Any]]:
    """Return those of some lists that are given, each with a value for each of some names; values are not looked at.

    Args:
        given: The lists, or what else can be gone through, by argument (``born`` …); None where there is none.
        write: How the caller writes values: as Python does, or JSON.

    >>> check_parallel({"born": [1952, None], "refs": None})
    {'born': [1952, None]}
    >>> check_parallel({"born": 1952})
    Traceback (most recent call last):
    TypeError: born must be a list with a value or None for each name, not 1952: give [1952, None, …]
    """
    found: dict[str, Iterable[Any]] = {}
    for argument, values in given.items():
        if values is None:
            continue
        if isinstance(values, str | bytes | bytearray | Mapping) or not isinstance(values, Iterable):
            none = write(None)
            cure = f"give [{write(_OF_EACH[argument].example)}, {none}, …]"
            wanted = f"{argument} must be a list with a value or {none} for each name"
            raise TypeError(f"{wanted}, not {_typed(values)}: {cure}")
        found[argument] = values
    return found


def check_one_of(argument: str, value: object, arguments: str, values: object) -> None:
    """Refuse one value for all names beside a list with a value for each.

    >>> check_one_of("type", "place", "types", ["place", None])
    Traceback (most recent call last):
    ValueError: type says the same of all names, types of each: give one of them
    """
    if value is not None and values is not None:
        raise ValueError(f"{argument} says the same of all names, {arguments} of each: give one of them")


def beside(names: Iterable[_T], lists: Mapping[str, Iterable[Any]]) -> Iterator[tuple[_T, dict[str, Any]]]:
    """Yield each name with its value of each of some lists, as the library uses it.

    Args:
        names: The names.
        lists: The lists that are parallel to them, by argument.

    Raises:
        TypeError: a value is of another type than it must be; the message says where it stands.
        ValueError: a value cannot be used, or there are more names than values, or more values than names.

    >>> list(beside(["قطر", "مصر"], {"countries": ["qatar", None]}))
    [('قطر', {'countries': 'QA'}), ('مصر', {'countries': None})]
    >>> list(beside(["قطر"], {"born": [1952, 1953]}))
    Traceback (most recent call last):
    ValueError: born must have a value or None for each name: it has more than the names, which are 1
    """
    following = {argument: iter(values) for argument, values in lists.items()}
    count = 0
    for count, name in enumerate(names, 1):
        found = {argument: next(values, _END) for argument, values in following.items()}
        for argument, value in found.items():
            if value is _END:
                raise ValueError(f"{_parallel(argument)}: it has {count - 1}, and there are more names")
            found[argument] = check_one(argument, value, f"{argument}[{count - 1}]")
        yield name, found
    for argument, values in following.items():
        if next(values, _END) is not _END:
            raise ValueError(f"{_parallel(argument)}: it has more than the names, which are {count}")


def check_one(argument: str, value: Any, called: str) -> Any:
    """Return the value that one name has in a list that is parallel to names.

    Args:
        argument: The argument that takes the list: ``types``, ``countries``, ``born``, ``refs`` or ``near``.
        value: The value.
        called: What the message calls it.

    >>> check_one("countries", "Kyrgizstan", "row 3")
    Traceback (most recent call last):
    ValueError: row 3 must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic, not
    'Kyrgizstan'; did you mean 'Kyrgyzstan' (KG)?
    """
    return _OF_EACH[argument].check(value, called)


class _OfEach(NamedTuple):
    """What is told of each of many names.

    Attributes:
        check: Returns the value as the library uses it, of one value and what the message calls it.
        example: A value.
    """

    check: Callable[[Any, str], Any]
    example: Any


_OF_EACH: Mapping[str, _OfEach] = {
    "types": _OfEach(check_type, "place"),
    "countries": _OfEach(check_country, "KG"),
    "born": _OfEach(check_born, 1952),
    "refs": _OfEach(check_refs, ["wikidata:Q813"]),
    "near": _OfEach(check_coordinates, (31.95, 35.93)),
}

OF_EACH = tuple(_OF_EACH)
"""The arguments that take a list with a value for each name."""


def _parallel(argument: str) -> str:
    return f"{argument} must have a value or None for each name"


NAME_PARTS = ("given", "middle", "patronymic", "family")
"""The parts of a name that is given as a mapping, in the order they are written."""


def check_name(value: object, function: str, argument: str) -> str:
    """Return a name as it is written, of a str, or of a mapping with its parts.

    Args:
        value: The name; or a mapping with ``given``, ``family`` or both, and perhaps ``middle`` or ``patronymic``.
        function: What the message calls the function it was given to.
        argument: What the message calls the argument.

    >>> check_name({"family": "عباس", "given": "محمود"}, "resolve", "name")
    'محمود عباس'
    >>> check_name({"given": "محمود", "surname": "عباس"}, "resolve", "name")
    Traceback (most recent call last):
    ValueError: resolve() takes name as a str, or a mapping with given, middle, patronymic, family, not 'surname'
    """
    if not isinstance(value, Mapping):
        return require_str(value, function, argument)
    takes = f"{function}() takes {argument} as a str, or a mapping with {', '.join(NAME_PARTS)}"
    for part, text in value.items():
        if part not in NAME_PARTS:
            from difflib import get_close_matches  # here, because most programs wait for it in vain

            near = get_close_matches(str(part)[:100].casefold(), NAME_PARTS, n=1)
            raise ValueError(f"{takes}, not {shown(part)}" + (f"; did you mean {near[0]!r}?" if near else ""))
        if text is not None and not isinstance(text, str):
            raise TypeError(f"{takes}, each a str; {part} is {_typed(text)}")
    if not any((value.get(part) or "").strip() for part in ("given", "family")):
        raise ValueError(f"{takes}; given or family is needed")
    return " ".join(text.strip() for part in NAME_PARTS if (text := value.get(part)) and text.strip())


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


def check_names(values: Iterable[_T]) -> Iterable[_T]:
    """Return a list, or what else can be gone through, of names; one name is none, whether a str or a mapping.

    >>> check_names({"given": "محمود", "family": "عباس"})
    Traceback (most recent call last):
    TypeError: names must be a list of names, not one name as a mapping: give [{'given': 'محمود', 'family': 'عباس'}]
    """
    if isinstance(values, Mapping) and values and set(values) <= set(NAME_PARTS):
        raise TypeError(f"names must be a list of names, not one name as a mapping: give [{shown(values)}]")
    return check_strings("names", values)


_END = object()
_TYPES = tuple(map(str, EntityType))


def _typed(value: object) -> str:
    """Return a value as it is shown, with its type where it may be taken for a value of another."""
    return f"the {type(value).__name__} {shown(value)}" if isinstance(value, str | bytes | bytearray) else shown(value)
