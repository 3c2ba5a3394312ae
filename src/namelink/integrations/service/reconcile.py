"""Endpoints of the reconciliation service: queries, previews, suggestions, flyouts, data extension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from namelink import Entity, Gazetteer
from namelink.integrations.service import html
from namelink.integrations.service.endpoints import client_of, size_of
from namelink.integrations.service.errors import RequestError, invalid
from namelink.integrations.service.json import json_response
from namelink.integrations.service.labels import asked_languages, named
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.manifest import manifest, manifest_1_0
from namelink.integrations.service.pages import html_response
from namelink.integrations.service.properties import PROPERTIES, TYPES
from namelink.integrations.service.reconciliation import EXTEND, EXTEND_ROWS, MATCH, QUERIES, SUGGEST
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.requests import Values, form_body, json_body, parse_json, query_values

VARYING = {"Vary": "Accept-Language"}
"""Headers of answers with labels."""


class ReconcileEndpoints:
    """Endpoints of the reconciliation service, and the page that its view links to."""

    def __init__(
        self, gazetteer: Gazetteer, limits: ServiceLimits, pool: RequestPool, version: str, *, has_token: bool
    ) -> None:
        """Make the endpoints.

        Args:
            gazetteer: Where pages find entities.
            limits: The limits of the service.
            pool: What works on queries.
            version: The version of namelink.
            has_token: Whether the service asks for a token.
        """
        self.gazetteer = gazetteer
        self.limits = limits
        self.pool = pool
        self.version = version
        self.has_token = has_token

    def routes(self, root: str) -> list[Route]:
        """Return the routes, below a path; version 1.0 has addresses of its own for queries alone."""
        return [
            Route(root, self.reconcile, methods=["GET", "POST"]),
            Route(f"{root}/manifest", self.show_manifest),
            Route(f"{root}/match", self.match, methods=["POST"]),
            Route(f"{root}/extend", self.extend, methods=["POST"]),
            Route(f"{root}/preview", self.show_preview),
            Route(f"{root}/properties", self.propose_properties),
            Route(f"{root}/extend/propose", self.propose_properties),
            Route(f"{root}/suggest/entity", self.suggest_entity),
            Route(f"{root}/suggest/property", self.suggest_property),
            Route(f"{root}/suggest/type", self.suggest_type),
            Route(f"{root}/flyout/entity", self.show_entity_flyout),
            Route(f"{root}/flyout/property", self.show_property_flyout),
            Route(f"{root}/flyout/type", self.show_type_flyout),
            Route("/entity", self.show_entity),
        ]

    async def reconcile(self, request: Request) -> Response:
        """Answer queries, or extend data, of version 0.2; without either, return the manifest."""
        with self.pool.slot(client_of(request)):
            posted = request.method == "POST"
            given = await form_body(request, self.limits) if posted else query_values(request, self.limits)
            for name, task in (("queries", QUERIES), ("extend", EXTEND)):
                if name in given:
                    written = given[name][0].encode("utf-8", "surrogatepass")
                    return await self._answer(request, task, parse_json(written))
        if posted:
            raise invalid("the form has neither queries nor extend", "send one of them")
        return json_response(manifest(_base(request), self.version, self.limits, has_token=self.has_token))

    async def show_manifest(self, request: Request) -> Response:
        """Return the manifest of version 1.0 alone."""
        return json_response(manifest_1_0(_base(request), self.version, self.limits, has_token=self.has_token))

    async def match(self, request: Request) -> Response:
        """Answer queries of version 1.0."""
        with self.pool.slot(client_of(request)):
            return await self._answer(request, MATCH, await json_body(request, self.limits))

    async def extend(self, request: Request) -> Response:
        """Extend data as version 1.0 does."""
        with self.pool.slot(client_of(request)):
            return await self._answer(request, EXTEND_ROWS, await json_body(request, self.limits))

    async def _answer(self, request: Request, task: str, asked: Any) -> Response:
        arguments = {"request": asked, "languages": _languages(request)}
        return json_response(await self.pool.run(task, arguments, size_of(request)), headers=VARYING)

    async def show_preview(self, request: Request) -> Response:
        """Return a page that any other page may show in a frame."""
        id, entity = self._entity(request)
        pages = self._pages(request)
        page = pages.preview(entity, self.limits.preview_names) if entity else pages.missing(id)
        return html_response(page, 200 if entity else 404, ancestors="*", varies=VARYING["Vary"])

    async def show_entity(self, request: Request) -> Response:
        """Return the page of an entity."""
        id, entity = self._entity(request)
        pages = self._pages(request)
        page = pages.page(entity) if entity else pages.missing(id)
        return html_response(page, 200 if entity else 404, varies=VARYING["Vary"])

    async def suggest_entity(self, request: Request) -> Response:
        """Return the entities that have a name with the prefix, and those that may be meant by it."""
        prefix, skip = self._prefix(request)
        arguments = {"prefix": prefix, "skip": skip, "languages": _languages(request)}
        with self.pool.slot(client_of(request)):
            return json_response(await self.pool.run(SUGGEST, arguments, size_of(request)), headers=VARYING)

    async def suggest_property(self, request: Request) -> Response:
        """Return the properties whose name or id has the prefix."""
        languages = _languages(request)
        known = [p.to_dict(languages) | {"description": p.description} for p in PROPERTIES.values()]
        return json_response({"result": self._with_prefix(known, request)}, headers=VARYING)

    async def suggest_type(self, request: Request) -> Response:
        """Return the types whose name or id has the prefix."""
        languages = _languages(request)
        known = [named(t["id"], t["name"], languages) for t in TYPES.values()]
        return json_response({"result": self._with_prefix(known, request)}, headers=VARYING)

    async def show_entity_flyout(self, request: Request) -> Response:
        """Return a few lines on an entity."""
        id, entity = self._entity(request)
        pages = self._pages(request)
        return _flyout(id, pages.flyout(entity, self.limits.preview_names) if entity else None, VARYING)

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
        proposed = [p.to_dict(_languages(request)) for p in PROPERTIES.values()][:limit]
        answer = {"properties": proposed, "type": given.get("type", [""])[0], "limit": limit}
        return json_response(answer, headers=VARYING)

    def _pages(self, request: Request) -> html.EntityPages:
        """Return the pages in the language that is asked for by ``lang``, or else by the headers of a request."""
        asked = query_values(request, self.limits).get("lang", [])[:1]
        return html.EntityPages(self.gazetteer, html.page_language((*asked, *_languages(request))))

    def _id(self, request: Request) -> str:
        found = query_values(request, self.limits).get("id", [""])[0]
        if not found:
            raise invalid("id is needed", "send ?id=…")
        return found

    def _entity(self, request: Request) -> tuple[str, Entity | None]:
        """Return the id that is asked for, and its entity if there is one."""
        id = self._id(request)
        return id, self.gazetteer.entity(id)

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


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _languages(request: Request) -> tuple[str, ...]:
    return asked_languages(request.headers.get("accept-language", ""))


def _flyout(id: str, lines: str | None, headers: Mapping[str, str] | None = None) -> Response:
    if lines is None:
        raise RequestError(404, "not_found", "there is nothing with this id", "take an id out of a suggestion")
    return json_response({"id": id, "html": lines}, headers=headers)
