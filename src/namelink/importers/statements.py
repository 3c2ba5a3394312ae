"""Reading the statements of a Wikidata entity, as its JSON dump writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from namelink.dates import iso_date
from namelink.importers.json_objects import mapping

QID = re.compile(r"Q[1-9][0-9]{0,11}")
"""The id of an item."""

END_TIME, POINT_IN_TIME = "P582", "P585"

EARTH = "Q2"
"""The item of the globe that coordinates are on."""

JULIAN = "Q1985786"
"""The item of the Julian calendar."""

YEAR, MONTH, DAY = range(9, 12)
"""Precisions of times, as Wikidata numbers them."""

_SHOWN = {YEAR: len("1952"), MONTH: len("1952-10"), DAY: len("1952-10-07")}
"""The characters of a day that a precision stands for."""

_DAY = re.compile(r"\+0*(\d{4}-\d{2}-\d{2})T.*")
"""A time after Christ; old dumps write years with eleven digits."""

_NUMBER = re.compile(r"\+?(\d{1,15})(\.0*)?")
"""An amount that is a whole number, not too long to be one of people."""


def statements(entity: dict[str, Any], pid: str, *, current: bool = False, best: bool = True) -> list[dict[str, Any]]:
    """Return the statements of a property that count: the preferred ones, or else those of normal rank.

    Args:
        entity: The entity.
        pid: The property: ``P31``.
        current: Whether statements that have ended are left out.
        best: Whether those of normal rank are left out where there are preferred ones.

    >>> statements({"claims": {"P31": [{"rank": "deprecated"}, {"rank": "normal", "mainsnak": {}}]}}, "P31")
    [{'rank': 'normal', 'mainsnak': {}}]
    """
    listed = mapping(entity.get("claims")).get(pid)
    found = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    if current:
        found = [each for each in found if END_TIME not in mapping(each.get("qualifiers"))]
    preferred = [each for each in found if each.get("rank") == "preferred"]
    normal = [each for each in found if each.get("rank", "normal") == "normal"]
    return (preferred or normal) if best else preferred + normal


def values(entity: dict[str, Any], pid: str, *, current: bool = False, best: bool = True) -> Iterator[Any]:
    """Yield the values of the statements of a property; those without a known value have none."""
    for statement in statements(entity, pid, current=current, best=best):
        value = _value(statement.get("mainsnak"))
        if value is not None:
            yield value


def _value(snak: object) -> Any:
    return mapping(mapping(snak).get("datavalue")).get("value")


def items(entity: dict[str, Any], pid: str, *, current: bool = False, best: bool = True) -> Iterator[str]:
    """Yield the ids of the items that are values of a property; old dumps write their number alone.

    >>> value = {"entity-type": "item", "numeric-id": 5, "id": "Q5"}
    >>> statement = {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}
    >>> list(items({"claims": {"P31": [statement]}}, "P31"))
    ['Q5']
    """
    for value in values(entity, pid, current=current, best=best):
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
        day, precision = _DAY.fullmatch(str(value.get("time"))), value.get("precision")
        shown = _SHOWN.get(precision) if isinstance(precision, int) else None
        if day is None or shown is None:
            continue
        if str(value.get("calendarmodel")).endswith(JULIAN):
            shown = _SHOWN[YEAR]
        found = iso_date(day[1][:shown])
        if found is not None:
            yield found


def strings(entity: dict[str, Any], pid: str) -> Iterator[str]:
    """Yield the strings that are values of a property."""
    yield from (value for value in values(entity, pid) if isinstance(value, str))


def coordinates(entity: dict[str, Any], pid: str) -> tuple[float, float] | None:
    """Return the first place on earth that is a value of a property: degrees north and east, to a tenth of a metre.

    >>> value = {"latitude": 52.516666666667, "longitude": 13.4, "globe": "http://www.wikidata.org/entity/Q2"}
    >>> coordinates({"claims": {"P625": [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}]}}, "P625")
    (52.516667, 13.4)
    """
    for value in map(mapping, values(entity, pid)):
        north, east = _degrees(value.get("latitude"), 90), _degrees(value.get("longitude"), 180)
        if str(value.get("globe", EARTH)).rpartition("/")[2] == EARTH and north is not None and east is not None:
            return north, east
    return None


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        return None
    return round(float(value), 6)


def latest_count(entity: dict[str, Any], pid: str) -> int | None:
    """Return the whole number that is a property's value of the latest point in time; one without any is the earliest.

    >>> statement = {"rank": "normal", "mainsnak": {"datavalue": {"value": {"amount": "+3520031", "unit": "1"}}}}
    >>> latest_count({"claims": {"P1082": [statement]}}, "P1082")
    3520031
    """
    dated: list[tuple[str, int]] = []
    for statement in statements(entity, pid):
        found = _NUMBER.fullmatch(str(mapping(_value(statement.get("mainsnak"))).get("amount")))
        if found:
            dated.append((_point_in_time(statement), int(found[1])))
    return max(dated, key=lambda entry: entry[0])[1] if dated else None


def _point_in_time(statement: dict[str, Any]) -> str:
    """Return the time that a statement is about, as a text that sorts, '' where there is none after Christ."""
    qualifiers = mapping(statement.get("qualifiers")).get(POINT_IN_TIME)
    first = qualifiers[0] if isinstance(qualifiers, list) and qualifiers else None
    time = mapping(_value(first)).get("time")
    return time if isinstance(time, str) and time.startswith("+") else ""
