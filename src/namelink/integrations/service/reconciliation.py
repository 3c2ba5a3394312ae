"""Reconciliation queries and data extension, by the Reconciliation Service API 0.2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import attrs

from namelink import Candidate, Entity, Outcome, Resolver
from namelink.countries import country_codes
from namelink.dates import iso_date
from namelink.identifiers import is_curie
from namelink.integrations.service.errors import RequestError, invalid, too_large
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import TYPES, known_property, known_type, values
from namelink.integrations.service.request_pool import Deadline

REFS = ("ref", "wikidata", "geonames", "iso3166")
"""Properties whose values are identifiers of the entity."""
STRICTNESS = ("should", "any", "all")


@attrs.frozen
class Query:
    """One reconciliation query.

    Attributes:
        text: The name.
        types: The wanted types; none for any.
        strict: Whether entities of another type or country are left out, or only less likely.
        country: The code of a country, or None.
        born: When the person was born, or None.
        refs: Identifiers.
        limit: How many candidates to return.
    """

    text: str
    types: tuple[str, ...]
    strict: bool
    country: str | None
    born: str | None
    refs: tuple[str, ...]
    limit: int


class Reconciler:
    """Answers queries from one gazetteer."""

    def __init__(self, resolver: Resolver, limits: ServiceLimits) -> None:
        self.resolver = resolver
        self.limits = limits

    def answer_batch(self, batch: Any, deadline: Deadline) -> dict[str, Any]:
        """Return the result of each query; one that cannot be used has an error instead.

        Raises:
            RequestError: The batch itself cannot be used.
        """
        if not isinstance(batch, dict):
            raise invalid("queries must be a JSON object", 'send {"q0": {"query": "…"}}')
        self._count("queries", len(batch))
        answers = {}
        for key, query in batch.items():
            deadline.check()
            try:
                answers[key] = {"result": self._result(self._parse(query))}
            except RequestError as error:
                answers[key] = {"result": [], **error.to_dict()}
        return answers

    def _count(self, what: str, count: int) -> None:
        if count > self.limits.batch:
            raise too_large(f"{count:,} {what} are sent at once", self.limits.batch, "--batch")

    def _parse(self, query: Any) -> Query:
        if not isinstance(query, dict):
            raise invalid("a query must be a JSON object", 'send {"query": "…"}')
        text = query.get("query")
        if not isinstance(text, str) or not text.strip():
            raise invalid("query must be a string that is not empty", "entities are found by their names only")
        if len(text) > self.limits.text:
            raise too_large(f"query has {len(text):,} code points", self.limits.text, "--most-text")
        types = query.get("type") or []
        strictness = query.get("type_strict") or "should"
        if strictness not in STRICTNESS:
            raise invalid("type_strict is none of its values", f"use {', '.join(STRICTNESS)}")
        given = _values_of(query.get("properties") or [])
        return Query(
            text,
            tuple(dict.fromkeys(map(_type_id, types if isinstance(types, list) else [types]))),
            strictness != "should",
            next(filter(None, map(self._country_code, given.get("country", []))), None),
            next(filter(None, map(_date, given.get("born", []))), None),
            tuple(filter(is_curie, (_ref(pid, value) for pid in REFS for value in given.get(pid, [])))),
            self._limit(query.get("limit")),
        )

    def _limit(self, limit: Any) -> int:
        default = self.limits.default_candidates
        if limit is None:
            return default
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1 or limit != limit // 1:
            raise invalid("limit must be a whole number above 0", f"leave it out for {default} candidates")
        return int(min(limit, self.limits.candidates))

    def _country_code(self, value: Any) -> str | None:
        """Return the code of a country, which may be given as a code, a name or an entity."""
        if isinstance(value, dict):
            entity = self.resolver.gazetteer.entity(str(value.get("id")))
            return entity.country if entity else None
        written = str(value).strip()
        codes = country_codes(written)
        if len(codes) == 1:
            return codes[0]
        found = self.resolver.resolve(written, type="place").entity
        return found.country if found else None

    def _result(self, query: Query) -> list[dict[str, Any]]:
        asked = self.resolver.gazetteer.entity(query.text.strip())
        if asked is not None:
            return [_by_id(asked)]
        single = query.types[0] if len(query.types) == 1 else None
        found = self.resolver.resolve(
            query.text,
            type=single,
            country=query.country,
            born=query.born,
            refs=query.refs,
            limit=self.limits.candidates,
            strict=query.strict,
        )
        listed = [c for c in found.candidates if not query.strict or not query.types or c.entity.type in query.types]
        matched = found.id if found.outcome is Outcome.MATCH else None
        return [_candidate(candidate, matched) for candidate in listed[: query.limit]]

    def extend(self, query: Any, deadline: Deadline) -> dict[str, Any]:
        """Return the values of properties of some entities.

        Raises:
            RequestError: The query cannot be used.
        """
        ids, properties = (query.get("ids"), query.get("properties")) if isinstance(query, dict) else (None, None)
        if not isinstance(ids, list) or not isinstance(properties, list):
            raise invalid("extend must be an object with the lists ids and properties", "send both")
        if not all(isinstance(id, str) for id in ids) or not all(isinstance(p, dict) for p in properties):
            raise invalid("ids must be strings, and properties objects with an id", 'send {"id": "country"}')
        self._count("ids", len(ids))
        self._count("properties", len(properties))
        known = [(known_property(p.get("id")), _settings(p)) for p in properties]
        rows = {}
        for id in ids:
            deadline.check()
            entity = self.resolver.gazetteer.entity(id)
            rows[id] = {
                asked.id: [{"str": value} for value in values(entity, asked.id, settings)] if entity else []
                for asked, settings in known
            }
        return {"meta": [asked.to_dict() for asked, _ in known], "rows": rows}


def _values_of(properties: Any) -> dict[str, list[Any]]:
    """Return the values of the properties of a query, by property."""
    if not isinstance(properties, list):
        raise invalid("properties must be a list", 'send [{"pid": "country", "v": "KG"}]')
    found: dict[str, list[Any]] = {}
    for each in properties:
        if not isinstance(each, dict) or "v" not in each:
            raise invalid("a property must be an object with pid and v", 'send {"pid": "country", "v": "KG"}')
        given = each["v"]
        found.setdefault(known_property(each.get("pid")).id, []).extend(given if isinstance(given, list) else [given])
    return found


def _date(value: Any) -> str | None:
    """Return a date of birth, or None: cells hold what else people note in them."""
    return iso_date(value.partition("T")[0] if isinstance(value, str) else value)


def _ref(pid: str, value: Any) -> str:
    """Return the CURIE of an identifier, which may be given as one, as an address or an entity, or by itself."""
    written = str(value.get("id") if isinstance(value, dict) else value).strip()
    return written if pid == "ref" or written.startswith(f"{pid}:") else f"{pid}:{written.rpartition('/')[2]}"


def _settings(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = asked.get("settings") or {}
    if not isinstance(settings, dict):
        raise invalid("settings must be an object", 'send {"limit": 1}')
    return settings


def _type_id(type: Any) -> str:
    return known_type(type.get("id") if isinstance(type, dict) else type)


def _candidate(candidate: Candidate, matched: str | None) -> dict[str, Any]:
    return _entity(candidate.entity) | {
        "score": round(100 * candidate.score, 2),
        "match": candidate.entity.id == matched,
        "features": _features(candidate),
    }


def _by_id(entity: Entity) -> dict[str, Any]:
    return _entity(entity) | {"score": 100, "match": True, "features": [{"id": "id", "value": True}]}


def _entity(entity: Entity) -> dict[str, Any]:
    described = {"description": entity.description} if entity.description else {}
    return {"id": entity.id, "name": entity.label, **described, "type": [TYPES[entity.type]]}


def _features(candidate: Candidate) -> list[dict[str, Any]]:
    """Return the log-odds that each feature added, and the prominence of the entity."""
    added: defaultdict[str, float] = defaultdict(float)
    for evidence in candidate.evidence:
        added[evidence.feature] += evidence.contribution
    features = [{"id": name, "value": round(value, 4)} for name, value in sorted(added.items())]
    return [*features, {"id": "weight", "value": round(candidate.entity.weight, 4)}]
