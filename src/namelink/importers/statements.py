"""Reading the statements of a Wikidata entity, as its JSON dump writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from namelink.dates import iso_date
from namelink.importers.json_objects import mapping

QID = re.compile(r"Q[1-9][0-9]{0,11}")
"""The id of an item."""

END_TIME = "P582"

JULIAN = "Q1985786"
"""The item of the Julian calendar."""

YEAR, MONTH, DAY = range(9, 12)
"""Precisions of times, as Wikidata numbers them."""

_SHOWN = {YEAR: len("1952"), MONTH: len("1952-10"), DAY: len("1952-10-07")}
"""The characters of a time that a precision stands for."""


def statements(entity: dict[str, Any], pid: str, *, current: bool = False) -> list[dict[str, Any]]:
    """Return the statements of a property that count: the preferred ones, or else those of normal rank.

    Args:
        entity: The entity.
        pid: The property: ``P31``.
        current: Whether statements that have ended are left out.

    >>> statements({"claims": {"P31": [{"rank": "deprecated"}, {"rank": "normal", "mainsnak": {}}]}}, "P31")
    [{'rank': 'normal', 'mainsnak': {}}]
    """
    listed = mapping(entity.get("claims")).get(pid)
    found = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    if current:
        found = [each for each in found if END_TIME not in mapping(each.get("qualifiers"))]
    best = [each for each in found if each.get("rank") == "preferred"]
    return best or [each for each in found if each.get("rank", "normal") == "normal"]


def values(entity: dict[str, Any], pid: str, *, current: bool = False) -> Iterator[Any]:
    """Yield the values of the statements of a property; those without a known value have none."""
    for statement in statements(entity, pid, current=current):
        value = mapping(mapping(statement.get("mainsnak")).get("datavalue")).get("value")
        if value is not None:
            yield value


def items(entity: dict[str, Any], pid: str, *, current: bool = False) -> Iterator[str]:
    """Yield the ids of the items that are values of a property; old dumps write their number alone.

    >>> value = {"entity-type": "item", "numeric-id": 5, "id": "Q5"}
    >>> statement = {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}
    >>> list(items({"claims": {"P31": [statement]}}, "P31"))
    ['Q5']
    """
    for value in values(entity, pid, current=current):
        fields = mapping(value)
        id = fields.get("id", f"Q{fields.get('numeric-id')}")
        if isinstance(id, str) and QID.fullmatch(id):
            yield id


def dates(entity: dict[str, Any], pid: str) -> Iterator[str]:
    """Yield the dates that are values of a property: years, months or days; what is less exact than a year is none.

    Of a day of the Julian calendar the year is taken.

    >>> value = {"time": "+1952-10-07T00:00:00Z", "precision": 11, "calendarmodel": "…/entity/Q1985727"}
    >>> list(dates({"claims": {"P569": [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}]}}, "P569"))
    ['1952-10-07']
    """
    for value in map(mapping, values(entity, pid)):
        time, precision = value.get("time"), value.get("precision")
        shown = _SHOWN.get(precision) if isinstance(precision, int) else None
        if not isinstance(time, str) or not time.startswith("+") or shown is None:
            continue
        if str(value.get("calendarmodel")).endswith(JULIAN):
            shown = _SHOWN[YEAR]
        found = iso_date(time[1 : 1 + shown])
        if found is not None:
            yield found


def strings(entity: dict[str, Any], pid: str) -> Iterator[str]:
    """Yield the strings that are values of a property."""
    yield from (value for value in values(entity, pid) if isinstance(value, str))
