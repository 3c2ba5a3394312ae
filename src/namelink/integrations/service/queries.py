"""Reconciliation queries, as the versions 0.2 and 1.0 of the Reconciliation Service API write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from namelink import Entity
from namelink.dates import iso_date
from namelink.identifiers import is_curie
from namelink.integrations.service.errors import invalid, too_large
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import known_property, known_type, values

REFS = ("ref", "wikidata", "geonames", "iso3166")
"""Properties whose values are identifiers of the entity."""
STRICTNESS = ("should", "any", "all")
MATCH_TYPES = ("name", "id", "property")
QUANTIFIERS: dict[str, Callable[[Sequence[bool]], bool]] = {"any": any, "all": all, "none": lambda held: not any(held)}

CountryCode = Callable[[Any], str | None]
"""Returns the code of a country that is given in any way, or None."""


@attrs.frozen
class Condition:
    """What an entity must have to be a candidate.

    Attributes:
        property: The id of a property.
        values: Its values.
        quantifier: How many of the values the entity must have: any, all or none.
    """

    property: str
    values: tuple[str, ...]
    quantifier: str

    def holds(self, entity: Entity) -> bool:
        """Whether an entity meets the condition; a date is met by any that is more exact."""
        had = [value.casefold() for value in values(entity, self.property, {})]
        if self.property in ("born", "died"):
            return QUANTIFIERS[self.quantifier]([any(h.startswith(v) for h in had) for v in self.values])
        return QUANTIFIERS[self.quantifier]([value.casefold() in had for value in self.values])


@attrs.frozen(kw_only=True)
class Query:
    """One reconciliation query.

    Attributes:
        texts: The names, any of which the entity may have.
        ids: Identifiers, any of which the entity may have; they are looked up, and names are not.
        types: The wanted types; none for any.
        strict: Whether entities of another type or country are left out, or only less likely.
        country: The code of a country, or None.
        born: When the person was born, or None.
        refs: Identifiers as evidence.
        conditions: What every candidate must meet.
        limit: How many candidates to return.
        languages: The languages of labels, the most wanted first.
    """

    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    strict: bool = False
    country: str | None = None
    born: str | None = None
    refs: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    limit: int
    languages: tuple[str, ...] = ()


class QueryParser:
    """Parses queries within the limits of a service."""

    def __init__(self, limits: ServiceLimits, country_code: CountryCode) -> None:
        self._limits = limits
        self._country_code = country_code

    def parse(self, query: Any, languages: tuple[str, ...]) -> Query:
        """Return a query of version 0.2.

        Raises:
            RequestError: It cannot be used.
        """
        if not isinstance(query, dict):
            raise invalid("a query must be a JSON object", 'send {"query": "…"}')
        types = query.get("type") or []
        strictness = query.get("type_strict") or "should"
        if strictness not in STRICTNESS:
            raise invalid("type_strict is none of its values", f"use {', '.join(STRICTNESS)}")
        return Query(
            texts=(self._text(query.get("query"), "query"),),
            types=tuple(dict.fromkeys(map(_type_id, types if isinstance(types, list) else [types]))),
            strict=strictness != "should",
            limit=self._limit(query.get("limit")),
            languages=languages,
            **self._evidence(_values_of(query.get("properties") or [])),
        )

    def parse_conditions(self, query: Any, languages: tuple[str, ...]) -> Query:
        """Return a query of version 1.0.

        Raises:
            RequestError: It cannot be used.
        """
        listed = query.get("conditions") if isinstance(query, dict) else None
        if not isinstance(listed, list) or not all(isinstance(condition, dict) for condition in listed):
            raise invalid(
                "a query must be an object with a list of conditions",
                'send {"conditions": [{"matchType": "name", "propertyValue": "…"}]}',
            )
        given: dict[str, list[Any]] = {kind: [] for kind in MATCH_TYPES}
        for condition in listed:
            given[_choice(condition, "matchType", MATCH_TYPES)].append(condition)
        texts = [self._text(v, "a name") for c in given["name"] for v in _listed(_value(c))]
        ids = tuple(str(_id_of(v)).strip() for c in given["id"] for v in _listed(_value(c)))
        if not texts and not ids:
            raise invalid("no condition is for a name or an id", "entities are found by their names and ids only")
        self._count(texts, ids)
        lang = query.get("lang")
        return Query(
            texts=tuple(dict.fromkeys(texts)),
            ids=ids,
            types=(_type_id(query["type"]),) if query.get("type") else (),
            limit=self._limit(query.get("limit")),
            languages=languages or ((lang.partition("-")[0].lower(),) if isinstance(lang, str) else ()),
            conditions=tuple(self._condition(c) for c in given["property"] if c.get("required")),
            **self._evidence(_evidence_of(given["property"])),
        )

    def _count(self, *given: Sequence[str]) -> None:
        count = sum(map(len, given))
        if count > self._limits.query_names:
            raise too_large(f"a query has {count:,} names and ids", self._limits.query_names)

    def _text(self, text: Any, what: str) -> str:
        if not isinstance(text, str) or not text.strip():
            raise invalid(f"{what} must be a string that is not empty", "entities are found by their names only")
        if len(text) > self._limits.text:
            raise too_large(f"{what} has {len(text):,} code points", self._limits.text, "--most-text")
        return text

    def _limit(self, limit: Any) -> int:
        default = self._limits.default_candidates
        if limit is None:
            return default
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1 or limit != limit // 1:
            raise invalid("limit must be a whole number above 0", f"leave it out for {default} candidates")
        return int(min(limit, self._limits.candidates))

    def _evidence(self, given: dict[str, list[Any]]) -> dict[str, Any]:
        """Return what properties say of the entity; cells hold what else people note in them, which is passed over."""
        return {
            "country": next(filter(None, map(self._country_code, given.get("country", []))), None),
            "born": next(filter(None, map(_date, given.get("born", []))), None),
            "refs": tuple(filter(is_curie, (_ref(pid, value) for pid in REFS for value in given.get(pid, [])))),
        }

    def _condition(self, condition: dict[str, Any]) -> Condition:
        pid = known_property(condition.get("propertyId")).id
        wanted = _listed(_value(condition))
        written = [self._country_code(v) or _id_of(v) for v in wanted] if pid == "country" else map(_id_of, wanted)
        quantifier = _choice({"matchQuantifier": "any"} | condition, "matchQuantifier", tuple(QUANTIFIERS))
        return Condition(pid, tuple(str(v).strip() for v in written), quantifier)


def _evidence_of(conditions: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of the properties of conditions, by property; what the entity has not is no evidence."""
    found: dict[str, list[Any]] = {}
    for condition in conditions:
        pid = known_property(condition.get("propertyId")).id
        if condition.get("matchQuantifier") != "none":
            found.setdefault(pid, []).extend(_listed(_value(condition)))
    return found


def _value(condition: dict[str, Any]) -> Any:
    if condition.get("propertyValue") is None:
        raise invalid("a condition has no propertyValue", 'send {"matchType": "name", "propertyValue": "…"}')
    return condition["propertyValue"]


def _choice(condition: dict[str, Any], field: str, choices: tuple[str, ...]) -> str:
    found = condition.get(field)
    if not isinstance(found, str) or found not in choices:
        raise invalid(f"{field} is none of its values", f"use {', '.join(choices)}")
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _id_of(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else value


def _values_of(properties: Any) -> dict[str, list[Any]]:
    """Return the values of the properties of a query, by property."""
    if not isinstance(properties, list):
        raise invalid("properties must be a list", 'send [{"pid": "country", "v": "KG"}]')
    found: dict[str, list[Any]] = {}
    for each in properties:
        if not isinstance(each, dict) or "v" not in each:
            raise invalid("a property must be an object with pid and v", 'send {"pid": "country", "v": "KG"}')
        found.setdefault(known_property(each.get("pid")).id, []).extend(_listed(each["v"]))
    return found


def _date(value: Any) -> str | None:
    """Return a date of birth, or None."""
    return iso_date(value.partition("T")[0] if isinstance(value, str) else value)


def _ref(pid: str, value: Any) -> str:
    """Return the CURIE of an identifier, which may be given as one, as an address or an entity, or by itself."""
    written = str(_id_of(value)).strip()
    return written if pid == "ref" or written.startswith(f"{pid}:") else f"{pid}:{written.rpartition('/')[2]}"


def _type_id(type: Any) -> str:
    return known_type(_id_of(type))
