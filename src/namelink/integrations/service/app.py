"""The service as an ASGI application: its routes and its middleware."""

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

from namelink import Gazetteer, Resolver
from namelink.integrations.service import metrics
from namelink.integrations.service.docs_page import docs_page
from namelink.integrations.service.endpoints import JsonEndpoint
from namelink.integrations.service.errors import RequestError, answer_failure, answer_http_error, answer_request_error
from namelink.integrations.service.fields import examples
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.openapi import describe
from namelink.integrations.service.operations import Operation, operations
from namelink.integrations.service.pages import StaticFile, html_response, static_names
from namelink.integrations.service.reconcile import ReconcileEndpoints
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.sites import refuse_other_sites
from namelink.transliteration.standards import schemes

RECONCILE = "/reconcile"

PAGES = ("/", "/docs")
"""The paths of pages."""


def make_app(indexes: tuple[str, ...] = (), limits: ServiceLimits | None = None) -> ASGIApp:
    """Return the application.

    Args:
        indexes: The indexes to answer from; see `Gazetteer.open_layers`.
        limits: Its limits; the defaults of `ServiceLimits` if None.

    Raises:
        NamelinkError: An index cannot be used.
    """
    limits = limits or ServiceLimits()
    resolver = Resolver(Gazetteer.open_layers(indexes))
    _warm_up(resolver)
    pool = RequestPool(limits)
    described, release = operations(limits), version("namelink")
    both = ["GET", "POST"]
    routes = [
        *_fixed_routes(described, release, limits, len(resolver.gazetteer)),
        *(Route(o.path, JsonEndpoint(o, resolver, limits, pool).__call__, methods=both) for o in described),
        *ReconcileEndpoints(resolver, limits, pool, release).routes(RECONCILE),
    ]
    meter = metrics.Meter({route.path for route in routes} | {"/static", "/metrics"})
    routes.append(Route("/metrics", _constant(lambda: Response(meter.to_text(), media_type=metrics.CONTENT_TYPE))))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    app = Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=lifespan)
    guarded = refuse_other_sites(_with_cors(app, limits.origin), limits.host_names, RECONCILE, PAGES)
    return meter.wrap(_with_security_headers(guarded))


def _fixed_routes(described: tuple[Operation, ...], release: str, limits: ServiceLimits, entities: int) -> list[Route]:
    """Return the routes whose answers never change: pages, files, descriptions."""
    description, page = to_json(describe(described, release, limits)), docs_page(described, limits)
    health = to_json({"status": "ok", "version": release, "entities": entities})
    return [
        Route("/", StaticFile("index.html").__call__),
        *(Route(f"/static/{name}", StaticFile(name).__call__) for name in static_names()),
        Route("/docs", _constant(lambda: html_response(page))),
        Route("/openapi.json", _constant(lambda: json_response(description))),
        Route("/health", _constant(lambda: json_response(health))),
    ]


def _constant(answer: Callable[[], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that does not depend on the request."""

    async def endpoint(_request: Request) -> Response:
        return answer()

    return endpoint


def _warm_up(resolver: Resolver) -> None:
    """Load every table once, before requests arrive in several threads."""
    for name in examples()["unknown"]:
        resolver.resolve(name)
        resolver.transliterations(name, to="Latn")
        resolver.transliterations(name, to="Arab")
    resolver.link(examples()["text"][0])
    for scheme in schemes():
        resolver.transliterate(examples()["romanized"][0], scheme)


HANDLERS: dict[Any, Any] = {
    RequestError: answer_request_error,
    HTTPException: answer_http_error,
    Exception: answer_failure,
}


def _with_cors(app: ASGIApp, origin: str) -> ASGIApp:
    """Return an application that lets pages of an origin call its reconciliation service, as the protocol demands."""
    shared = CORSMiddleware(app, allow_origins=[origin], allow_methods=["GET", "POST"], allow_headers=["*"])

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_shared = path == RECONCILE or path.startswith(RECONCILE + "/")
        await (shared if is_shared else app)(scope, receive, send)

    return choose


def _with_security_headers(app: ASGIApp) -> ASGIApp:
    """Return an application whose answers are not sniffed for another type, and send no referrer."""

    async def secured(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await app(scope, receive, sending if scope["type"] == "http" else send)

    return secured
