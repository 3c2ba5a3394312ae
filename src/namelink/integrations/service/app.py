"""The service as an ASGI application: its routes, and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import namelink
from namelink import Gazetteer, Resolver
from namelink.integrations.service import metrics
from namelink.integrations.service.docs_page import manual
from namelink.integrations.service.endpoints import JsonEndpoint
from namelink.integrations.service.errors import RequestError, tell_failure, tell_http_error, tell_problem
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import Limits
from namelink.integrations.service.openapi import describe
from namelink.integrations.service.operations import Operation, operations
from namelink.integrations.service.pages import StaticFile, html_response, static_names
from namelink.integrations.service.reconcile import ReconcileEndpoints
from namelink.integrations.service.request_pool import RequestPool
from namelink.transliteration.standards import schemes

RECONCILE = "/reconcile"


def make_app(indexes: tuple[str, ...] = (), limits: Limits | None = None) -> ASGIApp:
    """Return the application.

    Args:
        indexes: The indexes to answer from; see `Gazetteer.open_layers`.
        limits: What it takes on; the defaults of `Limits` if None.

    Raises:
        NamelinkError: an index cannot be used.
    """
    limits = limits or Limits()
    resolver = Resolver(Gazetteer.open_layers(indexes))
    _warm_up(resolver)
    workshop = RequestPool(limits)
    described, release = operations(limits), version("namelink")
    both = ["GET", "POST"]
    routes = [
        *_told(described, release, limits, len(resolver.gazetteer)),
        *(Route(o.path, JsonEndpoint(o, resolver, limits, workshop).__call__, methods=both) for o in described),
        *ReconcileEndpoints(resolver, limits, workshop, release).routes(RECONCILE),
    ]
    meter = metrics.Meter({route.path for route in routes} | {"/static", "/metrics"})
    routes.append(Route("/metrics", _always(lambda: Response(meter.to_text(), media_type=metrics.CONTENT_TYPE))))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        workshop.close()

    app = Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=lifespan)
    return meter.wrap(_secured(_shared(app, limits.origin)))


def _told(described: tuple[Operation, ...], release: str, limits: Limits, entities: int) -> list[Route]:
    """Return the routes of what is the same for all: pages, files, descriptions."""
    description, page = to_json(describe(described, release, limits)), manual(described, limits)
    health = to_json({"status": "ok", "version": release, "entities": entities})
    return [
        Route("/", StaticFile("index.html").__call__),
        *(Route(f"/static/{name}", StaticFile(name).__call__) for name in static_names()),
        Route("/docs", _always(lambda: html_response(page))),
        Route("/openapi.json", _always(lambda: json_response(description))),
        Route("/health", _always(lambda: json_response(health))),
    ]


def _always(answer: Callable[[], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that answers alike whatever the request."""

    async def endpoint(_request: Request) -> Response:
        return answer()

    return endpoint


def _warm_up(resolver: Resolver) -> None:
    """Load every table once: else the first requests would do so at the same time, in each thread anew."""
    for name in ("صدر جبروف", "Sadyr Zhaparow"):
        resolver.resolve(name)
        namelink.transliterations(name, to="Latn")
        namelink.transliterations(name, to="Arab")
    resolver.link("قال صدر جبروف في موسكو")
    for scheme in schemes():
        namelink.transliterate("الشارقة", scheme)


HANDLERS: dict[Any, Any] = {RequestError: tell_problem, HTTPException: tell_http_error, Exception: tell_failure}


def _shared(app: ASGIApp, origin: str) -> ASGIApp:
    """Return an application whose reconciliation service pages of an origin may call, as its protocol asks."""
    shared = CORSMiddleware(app, allow_origins=[origin], allow_methods=["GET", "POST"], allow_headers=["*"])

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_shared = path == RECONCILE or path.startswith(RECONCILE + "/")
        await (shared if is_shared else app)(scope, receive, send)

    return choose


def _secured(app: ASGIApp) -> ASGIApp:
    """Return an application whose answers are taken for what they say they are."""

    async def secured(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await app(scope, receive, sending if scope["type"] == "http" else send)

    return secured
