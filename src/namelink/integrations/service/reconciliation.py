"""Reconciliation queries and suggestions, by the versions 0.2 and 1.0 of the Reconciliation Service API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from namelink import Candidate, Entity, Outcome, Resolution, Resolver
from namelink.countries import country_codes
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.errors import RequestError, invalid, too_large
from namelink.integrations.service.extension import Extender
from namelink.integrations.service.labels import entity_label, named
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import TYPES
from namelink.integrations.service.queries import Query, QueryParser

QUERIES, MATCH, EXTEND, EXTEND_ROWS, SUGGEST = "queries", "match", "extend", "extend rows", "suggest"
"""The names of the tasks; the second and the fourth are those of version 1.0."""


_Parse = Callable[[Any, tuple[str, ...]], Query]


class Reconciler:
    """Answers queries from one gazetteer."""

    def __init__(self, resolver: Resolver, limits: ServiceLimits) -> None:
        self.resolver = resolver
        self.limits = limits
        self._parser = QueryParser(limits, self._country_code)
        self._extender = Extender(resolver.gazetteer, limits)

    def tasks(self) -> Mapping[str, Callable[[Any, Budget], bytes]]:
        """Return the tasks by name; each is given an object with the request and the wanted languages."""
        return {
            QUERIES: self.answer_batch,
            MATCH: self.answer_list,
            EXTEND: self._extender.extend,
            EXTEND_ROWS: self._extender.extend_rows,
            SUGGEST: self.suggest,
        }

    def answer_batch(self, arguments: Any, budget: Budget) -> bytes:
        """Return the result of each query of version 0.2; one that cannot be used has an error instead.

        Raises:
            RequestError: The batch itself cannot be used.
        """
        batch = arguments["request"]
        if not isinstance(batch, dict):
            raise invalid("queries must be a JSON object", 'send {"q0": {"query": "…"}}')
        self._count(len(batch))
        languages = arguments["languages"]
        answers = {
            key: self._answered("result", self._parser.parse, batch[key], languages) for key in budget.each(batch)
        }
        return budget.encode(answers)

    def answer_list(self, arguments: Any, budget: Budget) -> bytes:
        """Return the candidates of each query of version 1.0; one that cannot be used has an error beside.

        Raises:
            RequestError: The batch itself cannot be used.
        """
        batch = arguments["request"]
        queries = batch.get("queries") if isinstance(batch, dict) else None
        if not isinstance(queries, list):
            raise invalid(
                "the body must be an object with a list of queries", 'send {"queries": [{"conditions": […]}]}'
            )
        self._count(len(queries))
        languages = arguments["languages"]
        parse = self._parser.parse_conditions
        return budget.encode_each(lambda query: self._answered("candidates", parse, query, languages), queries)

    def _answered(self, field: str, parse: _Parse, query: Any, languages: tuple[str, ...]) -> dict[str, Any]:
        try:
            return {field: self._result(parse(query, languages))}
        except RequestError as error:
            return {field: [], **error.to_dict()}

    def _count(self, count: int) -> None:
        if count > self.limits.batch:
            raise too_large(f"{count:,} queries are sent at once", self.limits.batch, "--batch")

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
        asked = self._by_ids(query)
        if asked or query.ids:
            return [_by_id(entity, query.languages) for entity in asked if _fits(entity, query)][: query.limit]
        best: dict[str, tuple[Candidate, bool]] = {}
        for text in query.texts:
            found = self._resolved(text, query, strict=query.strict)
            matched = self._matched(text, query, found)
            for candidate in found.candidates:
                known = best.get(candidate.entity.id)
                if known is None or candidate.score > known[0].score:
                    best[candidate.entity.id] = candidate, candidate.entity.id == matched
        fitting = [(c, is_match) for c, is_match in best.values() if _fits(c.entity, query)]
        fitting.sort(key=lambda pair: (-pair[0].score, not pair[1]))
        return [_candidate(c, is_match, query.languages) for c, is_match in fitting[: query.limit]]

    def _by_ids(self, query: Query) -> list[Entity]:
        """Return the entities that a query gives the ids of; a number of Wikidata may stand by itself."""
        gazetteer = self.resolver.gazetteer
        ids = query.ids or tuple(text.strip() for text in query.texts)
        found = [gazetteer.entity(id) or (gazetteer.entity(f"wikidata:{id}") if query.ids else None) for id in ids]
        return list({entity.id: entity for entity in found if entity}.values())

    def _resolved(self, text: str, query: Query, *, strict: bool) -> Resolution:
        return self.resolver.resolve(
            text,
            type=query.types[0] if len(query.types) == 1 else None,
            country=query.country,
            born=query.born,
            refs=query.refs,
            limit=self.limits.candidates,
            strict=strict,
        )

    def _matched(self, text: str, query: Query, found: Resolution) -> str | None:
        """Return the id of the entity that is meant, or None; it is of a wanted type.

        Where type and country only make others less likely, they still decide among namesakes: the one entity that has
        them is meant, though together with its namesakes it is not likely enough.
        """
        sure = found
        if not query.strict and (query.types or query.country) and found.outcome is Outcome.AMBIGUOUS:
            sure = self._resolved(text, query, strict=True)
        if sure.outcome is not Outcome.MATCH or not sure.entity:
            return None
        is_wanted = not query.types or sure.entity.type in query.types
        return sure.id if is_wanted and found.candidates and found.candidates[0].entity.id == sure.id else None

    def suggest(self, arguments: Any, budget: Budget) -> bytes:
        """Return entities with a name that begins so, and then those that may be meant by it."""
        prefix, skip, languages = arguments["prefix"], arguments["skip"], arguments["languages"]
        most = skip + self.limits.suggestions
        found = {entity.id: entity for entity in self.resolver.gazetteer.suggest(prefix, most)}
        if len(found) < most:
            for candidate in self.resolver.resolve(prefix, limit=self.limits.suggestions).candidates:
                if candidate.score >= self.limits.suggestion_score:
                    found.setdefault(candidate.entity.id, candidate.entity)
        listed = [_suggested(entity, languages) for entity in list(found.values())[skip:most]]
        return budget.encode({"result": listed})


def _fits(entity: Entity, query: Query) -> bool:
    """Whether an entity may be a candidate of a query at all."""
    is_of_type = not query.strict or not query.types or entity.type in query.types
    return is_of_type and all(condition.holds(entity) for condition in query.conditions)


def _candidate(candidate: Candidate, is_match: bool, languages: Sequence[str]) -> dict[str, Any]:
    return _entity(candidate.entity, languages) | {
        "score": round(100 * candidate.score, 2),
        "match": is_match,
        "features": _features(candidate),
    }


def _by_id(entity: Entity, languages: Sequence[str]) -> dict[str, Any]:
    features = [{"id": "id", "name": "id", "value": True}]
    return _entity(entity, languages) | {"score": 100, "match": True, "features": features}


def _entity(entity: Entity, languages: Sequence[str]) -> dict[str, Any]:
    return {"id": entity.id, **entity_label(entity, languages), "type": [_type(entity, languages)]}


def _suggested(entity: Entity, languages: Sequence[str]) -> dict[str, Any]:
    return {"id": entity.id, **entity_label(entity, languages), "notable": [_type(entity, languages)]}


def _type(entity: Entity, languages: Sequence[str]) -> dict[str, str]:
    return named(entity.type, TYPES[entity.type]["name"], languages)


def _features(candidate: Candidate) -> list[dict[str, Any]]:
    """Return the log-odds that each feature added, and the prominence of the entity."""
    added: defaultdict[str, float] = defaultdict(float)
    for evidence in candidate.evidence:
        added[evidence.feature] += evidence.contribution
    values = [*sorted(added.items()), ("weight", candidate.entity.weight)]
    return [{"id": id, "name": id.replace("_", " "), "value": round(value, 4)} for id, value in values]
