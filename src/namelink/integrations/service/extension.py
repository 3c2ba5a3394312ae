"""Data extension: values of properties of entities, by the versions 0.2 and 1.0 of the Reconciliation Service API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from namelink import Gazetteer
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.errors import invalid, too_large
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import PROPERTIES, values


@attrs.frozen
class _Asked:
    """A property that is asked for, with its settings."""

    id: str
    settings: Mapping[str, Any]

    def described(self, languages: Sequence[str]) -> dict[str, str]:
        """Return the property in the form of the protocol; one that is not known has its id for a name."""
        known = PROPERTIES.get(self.id)
        return known.to_dict(languages) if known else {"id": self.id, "name": self.id}


class Extender:
    """Answers data extension queries from one gazetteer.

    A property that is not known has no values, and costs the others nothing.
    """

    def __init__(self, gazetteer: Gazetteer, limits: ServiceLimits) -> None:
        self._gazetteer = gazetteer
        self._limits = limits

    def extend(self, arguments: Any, budget: Budget) -> bytes:
        """Return the values by entity and property, as version 0.2 has them.

        Raises:
            RequestError: The query cannot be used.
        """
        ids, asked = self._parse(arguments["request"])
        rows = {id: {each.id: self._values(id, each) for each in asked} for id in budget.each(ids)}
        return budget.encode({"meta": self._meta(asked, arguments), "rows": rows})

    def extend_rows(self, arguments: Any, budget: Budget) -> bytes:
        """Return the values in lists, as version 1.0 has them.

        Raises:
            RequestError: The query cannot be used.
        """
        ids, asked = self._parse(arguments["request"])
        rows = [
            {"id": id, "properties": [{"id": each.id, "values": self._values(id, each)} for each in asked]}
            for id in budget.each(ids)
        ]
        return budget.encode({"meta": self._meta(asked, arguments), "rows": rows})

    def _parse(self, query: Any) -> tuple[list[str], list[_Asked]]:
        ids, properties = (query.get("ids"), query.get("properties")) if isinstance(query, dict) else (None, None)
        if not isinstance(ids, list) or not isinstance(properties, list):
            raise invalid("extend must be an object with the lists ids and properties", "send both")
        if not all(isinstance(id, str) for id in ids) or not all(map(_has_id, properties)):
            raise invalid("ids must be strings, and properties objects with an id", 'send {"id": "country"}')
        for what, given in {"ids": ids, "properties": properties}.items():
            if len(given) > self._limits.batch:
                raise too_large(f"{len(given):,} {what} are sent at once", self._limits.batch, "--batch")
        asked = {each["id"]: _Asked(each["id"], _settings(each)) for each in properties}
        return list(dict.fromkeys(ids)), list(asked.values())

    def _values(self, id: str, asked: _Asked) -> list[dict[str, str]]:
        entity = self._gazetteer.entity(id)
        if entity is None or asked.id not in PROPERTIES:
            return []
        return [{"str": value} for value in values(entity, asked.id, asked.settings)]

    def _meta(self, asked: Sequence[_Asked], arguments: Any) -> list[dict[str, str]]:
        return [each.described(arguments["languages"]) for each in asked]


def _has_id(asked: Any) -> bool:
    return isinstance(asked, dict) and isinstance(asked.get("id"), str)


def _settings(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = asked.get("settings") or {}
    if not isinstance(settings, dict):
        raise invalid("settings must be an object", 'send {"limit": 1}')
    return settings
