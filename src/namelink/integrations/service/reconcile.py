"""Endpoints of the reconciliation service: queries, previews, suggestions, flyouts, data extension."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from namelink import Entity, Resolver
from namelink.integrations.service import html
from namelink.integrations.service.endpoints import client_of
from namelink.integrations.service.errors import RequestError, invalid
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.manifest import manifest
from namelink.integrations.service.pages import html_response
from namelink.integrations.service.properties import PROPERTIES, TYPES
from namelink.integrations.service.reconciliation import Reconciler
from namelink.integrations.service.request_pool import Deadline, RequestPool
from namelink.integrations.service.requests import Values, form_body, parse_json, query_values


class ReconcileEndpoints:
    """Endpoints of the reconciliation service, and the page that its view links to."""

    def __init__(self, resolver: Resolver, limits: ServiceLimits, pool: RequestPool, version: str) -> None:
        self.resolver = resolver
        self.limits = limits
        self.pool = pool
        self.version = version
        self.reconciler = Reconciler(resolver, limits)

    def routes(self, root: str) -> list[Route]:
        """Return the routes, below a path."""
        return [
            Route(root, self.reconcile, methods=["GET", "POST"]),
            Route(f"{root}/preview", self.show_preview),
            Route(f"{root}/properties", self.propose_properties),
            Route(f"{root}/suggest/entity", self.suggest_entity),
            Route(f"{root}/suggest/property", self.suggest_property),
            Route(f"{root}/suggest/type", self.suggest_type),
            Route(f"{root}/flyout/entity", self.show_entity_flyout),
            Route(f"{root}/flyout/property", self.show_property_flyout),
            Route(f"{root}/flyout/type", self.show_type_flyout),
            Route("/entity", self.show_entity),
        ]

    async def reconcile(self, request: Request) -> Response:
        """Answer queries, or extend data; without either, return the manifest."""
        with self.pool.slot(client_of(request)):
            posted = request.method == "POST"
            given = await form_body(request, self.limits) if posted else query_values(request, self.limits)
            for name, work in (("queries", self.reconciler.answer_batch), ("extend", self.reconciler.extend)):
                if name in given:
                    return await self._answer(work, given[name][0])
        if posted:
            raise invalid("the form has neither queries nor extend", "send one of them")
        base = str(request.base_url).rstrip("/")
        return json_response(manifest(base, self.version, self.limits))

    async def _answer(self, work: Callable[[Any, Deadline], Any], written: str) -> Response:
        query = parse_json(written.encode("utf-8", "surrogatepass"))
        return json_response(await self.pool.run(lambda deadline: to_json(work(query, deadline))))

    async def show_preview(self, request: Request) -> Response:
        """Return a page that any other page may show in a frame."""
        id, entity = self._entity(request)
        page = html.preview(entity, self.limits.preview_names) if entity else html.missing(id)
        return html_response(page, 200 if entity else 404, ancestors="*")

    async def show_entity(self, request: Request) -> Response:
        """Return the page of an entity."""
        id, entity = self._entity(request)
        return html_response(html.page(entity) if entity else html.missing(id), 200 if entity else 404)

    async def suggest_entity(self, request: Request) -> Response:
        """Return the entities that have a name with the prefix."""
        prefix, cursor = self._prefix(request)
        with self.pool.slot(client_of(request)):
            return json_response(
                await self.pool.run(
                    lambda _deadline: to_json(
                        {
                            "result": [
                                _suggested(entity)
                                for entity in self.resolver.gazetteer.suggest(prefix, self.limits.suggestions, cursor)
                            ]
                        }
                    )
                )
            )

    async def suggest_property(self, request: Request) -> Response:
        """Return the properties whose name or id has the prefix."""
        known = [p.to_dict() | {"description": p.description} for p in PROPERTIES.values()]
        return json_response({"result": self._with_prefix(known, request)})

    async def suggest_type(self, request: Request) -> Response:
        """Return the types whose name or id has the prefix."""
        return json_response({"result": self._with_prefix(list(TYPES.values()), request)})

    async def show_entity_flyout(self, request: Request) -> Response:
        """Return a few lines on an entity."""
        id, entity = self._entity(request)
        return _flyout(id, html.flyout(entity, self.limits.preview_names) if entity else None)

    async def show_property_flyout(self, request: Request) -> Response:
        """Return a few lines on a property."""
        id = self._id(request)
        return _flyout(id, html.property_flyout(id))

    async def show_type_flyout(self, request: Request) -> Response:
        """Return a few lines on a type."""
        id = self._id(request)
        return _flyout(id, html.type_flyout(id))

    async def propose_properties(self, request: Request) -> Response:
        """Return the properties for data extension; all types have the same."""
        given = query_values(request, self.limits)
        limit = self._count(given, "limit", len(PROPERTIES))
        proposed = [p.to_dict() for p in PROPERTIES.values()][:limit]
        return json_response({"properties": proposed, "type": given.get("type", [""])[0], "limit": limit})

    def _id(self, request: Request) -> str:
        found = query_values(request, self.limits).get("id", [""])[0]
        if not found:
            raise invalid("id is needed", "send ?id=…")
        return found

    def _entity(self, request: Request) -> tuple[str, Entity | None]:
        """Return the id that is asked for, and its entity if there is one."""
        id = self._id(request)
        return id, self.resolver.gazetteer.entity(id)

    def _prefix(self, request: Request) -> tuple[str, int]:
        """Return the prefix of suggestions, and how many to skip."""
        given = query_values(request, self.limits)
        if "prefix" not in given:
            raise invalid("prefix is needed", "send ?prefix=…")
        prefix = given["prefix"][0]
        if len(prefix) > self.limits.prefix:
            raise invalid(f"prefix has {len(prefix):,} code points", f"send {self.limits.prefix} at most")
        return prefix, self._count(given, "cursor", 0)

    def _count(self, given: Values, name: str, default: int) -> int:
        written = given.get(name, [str(default)])[0]
        if not written.isascii() or not written.isdecimal() or len(written) > 9:
            raise invalid(f"{name} must be a whole number, not {written[:60]!r}", f"leave {name} out for {default}")
        return min(int(written), self.limits.skipped)

    def _with_prefix(self, known: Sequence[dict[str, str]], request: Request) -> list[dict[str, str]]:
        """Return the suggestions whose name or id has the prefix of a request."""
        prefix, skipped = self._prefix(request)
        wanted = prefix.casefold()
        found = [k for k in known if k["id"].casefold().startswith(wanted) or k["name"].casefold().startswith(wanted)]
        return found[skipped : skipped + self.limits.suggestions]


def _suggested(entity: Entity) -> dict[str, Any]:
    described = {"description": entity.description} if entity.description else {}
    return {"id": entity.id, "name": entity.label, **described, "notable": [TYPES[entity.type]]}


def _flyout(id: str, lines: str | None) -> Response:
    if lines is None:
        raise RequestError(404, "not_found", "there is nothing with this id", "take an id out of a suggestion")
    return json_response({"id": id, "html": lines})
