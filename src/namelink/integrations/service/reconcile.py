"""The reconciliation service over HTTP: queries, previews, suggestions, flyouts, data extension."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from namelink import Entity, Resolver
from namelink.integrations.service import html as cards
from namelink.integrations.service.endpoints import client_of
from namelink.integrations.service.errors import RequestError, invalid
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import Limits
from namelink.integrations.service.manifest import manifest
from namelink.integrations.service.pages import html_response
from namelink.integrations.service.properties import PROPERTIES, TYPES
from namelink.integrations.service.reconciliation import Reconciler
from namelink.integrations.service.request_pool import Deadline, RequestPool
from namelink.integrations.service.requests import Values, form_body, parse_json, query_values

SUGGESTIONS = 10
MOST_SKIPPED = 1000
LONGEST_PREFIX = 200


class ReconcileEndpoints:
    """The endpoints of the reconciliation service, and the page that its view leads to."""

    def __init__(self, resolver: Resolver, limits: Limits, workshop: RequestPool, version: str) -> None:
        self.resolver = resolver
        self.limits = limits
        self.workshop = workshop
        self.version = version
        self.reconciler = Reconciler(resolver, limits)

    def routes(self, root: str) -> list[Route]:
        """Return the routes, below a path."""
        return [
            Route(root, self.reconcile, methods=["GET", "POST"]),
            Route(f"{root}/preview", self.preview),
            Route(f"{root}/properties", self.propose),
            Route(f"{root}/suggest/entity", self.suggest_entity),
            Route(f"{root}/suggest/property", self.suggest_property),
            Route(f"{root}/suggest/type", self.suggest_type),
            Route(f"{root}/flyout/entity", self.fly_out_entity),
            Route(f"{root}/flyout/property", self.fly_out_property),
            Route(f"{root}/flyout/type", self.fly_out_type),
            Route("/entity", self.show_entity),
        ]

    async def reconcile(self, request: Request) -> Response:
        """Answer queries, or extend data; without either, tell the manifest."""
        with self.workshop.admitted(client_of(request)):
            posted = request.method == "POST"
            given = await form_body(request, self.limits) if posted else query_values(request)
            for name, work in (("queries", self.reconciler.answer_batch), ("extend", self.reconciler.extend)):
                if name in given:
                    return await self._answer(work, given[name][0])
        if posted:
            raise invalid("the form has neither queries nor extend", "send one of them")
        base = str(request.base_url).rstrip("/")
        return json_response(manifest(base, self.version, self.limits))

    async def _answer(self, work: Callable[[Any, Deadline], Any], written: str) -> Response:
        query = parse_json(written.encode("utf-8", "surrogatepass"))
        return json_response(await self.workshop.run(lambda deadline: to_json(work(query, deadline))))

    async def preview(self, request: Request) -> Response:
        """Answer with a page for a frame, which any page may hold."""
        entity = self._entity(request)
        page = cards.preview(entity) if entity else cards.missing(_id(request))
        return html_response(page, 200 if entity else 404, ancestors="*")

    async def show_entity(self, request: Request) -> Response:
        """Answer with the page of an entity."""
        entity = self._entity(request)
        return html_response(cards.page(entity) if entity else cards.missing(_id(request)), 200 if entity else 404)

    async def suggest_entity(self, request: Request) -> Response:
        """Answer with the entities whose names begin as it was typed."""
        prefix, cursor = _typed(request)
        with self.workshop.admitted(client_of(request)):
            return json_response(
                await self.workshop.run(
                    lambda _deadline: to_json(
                        {
                            "result": [
                                _suggested(entity)
                                for entity in self.resolver.gazetteer.suggest(prefix, SUGGESTIONS, cursor)
                            ]
                        }
                    )
                )
            )

    async def suggest_property(self, request: Request) -> Response:
        """Answer with the properties whose names, or ids, begin as it was typed."""
        known = [p.to_dict() | {"description": p.description} for p in PROPERTIES.values()]
        return json_response({"result": _beginning(known, *_typed(request))})

    async def suggest_type(self, request: Request) -> Response:
        """Answer likewise with the types."""
        return json_response({"result": _beginning(list(TYPES.values()), *_typed(request))})

    async def fly_out_entity(self, request: Request) -> Response:
        """Answer with a few lines on an entity."""
        entity = self._entity(request)
        return _flown(_id(request), cards.flyout(entity) if entity else None)

    async def fly_out_property(self, request: Request) -> Response:
        """Answer with a few lines on a property."""
        return _flown(_id(request), cards.property_flyout(_id(request)))

    async def fly_out_type(self, request: Request) -> Response:
        """Answer with a few lines on a type."""
        return _flown(_id(request), cards.type_flyout(_id(request)))

    async def propose(self, request: Request) -> Response:
        """Answer with the properties that data can be extended by; all types have the same."""
        given = query_values(request)
        limit = _count(given, "limit", len(PROPERTIES))
        proposed = [p.to_dict() for p in PROPERTIES.values()][:limit]
        return json_response({"properties": proposed, "type": given.get("type", [""])[0], "limit": limit})

    def _entity(self, request: Request) -> Entity | None:
        return self.resolver.gazetteer.entity(_id(request))


def _id(request: Request) -> str:
    found = query_values(request).get("id", [""])[0]
    if not found:
        raise invalid("id is needed", "send ?id=…")
    return found


def _typed(request: Request) -> tuple[str, int]:
    """Return what was typed, and how many suggestions to skip."""
    given = query_values(request)
    if "prefix" not in given:
        raise invalid("prefix is needed", "send ?prefix=…")
    prefix = given["prefix"][0]
    if len(prefix) > LONGEST_PREFIX:
        raise invalid(f"prefix has {len(prefix):,} code points", f"send {LONGEST_PREFIX} at most")
    return prefix, _count(given, "cursor", 0)


def _count(given: Values, name: str, default: int) -> int:
    written = given.get(name, [str(default)])[0]
    if not written.isascii() or not written.isdecimal() or len(written) > 9:
        raise invalid(f"{name} must be a whole number, not {written[:60]!r}", f"leave {name} out for {default}")
    return min(int(written), MOST_SKIPPED)


def _beginning(known: Sequence[dict[str, str]], prefix: str, skip: int) -> list[dict[str, str]]:
    typed = prefix.casefold()
    found = [k for k in known if k["id"].casefold().startswith(typed) or k["name"].casefold().startswith(typed)]
    return found[skip : skip + SUGGESTIONS]


def _suggested(entity: Entity) -> dict[str, Any]:
    described = {"description": entity.description} if entity.description else {}
    return {"id": entity.id, "name": entity.label, **described, "notable": [TYPES[entity.type]]}


def _flown(id: str, html: str | None) -> Response:
    if html is None:
        raise RequestError(404, "not_found", "there is nothing with this id", "take an id out of a suggestion")
    return json_response({"id": id, "html": html})
