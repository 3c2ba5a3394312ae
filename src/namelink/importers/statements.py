"""Reading the statements of a Wikidata entity, as its JSON dump writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from namelink.importers.json_objects import mapping

QID = re.compile(r"Q[1-9][0-9]{0,11}")
"""The id of an item."""

END_TIME = "P582"


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


def strings(entity: dict[str, Any], pid: str) -> Iterator[str]:
    """Yield the strings that are values of a property."""
    yield from (value for value in values(entity, pid) if isinstance(value, str))
