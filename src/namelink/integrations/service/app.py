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

from namelink import Gazetteer
from namelink.integrations.service import documents, gazetteers, metrics
from namelink.integrations.service.access_log import log_requests
from namelink.integrations.service.docs_page import docs_page
from namelink.integrations.service.endpoints import DocumentEndpoint, JsonEndpoint
from namelink.integrations.service.errors import RequestError, answer_http_error, answer_request_error
from namelink.integrations.service.framing import refuse_frames
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.openapi import describe
from namelink.integrations.service.operations import Operation, operations
from namelink.integrations.service.pages import StaticFile, html_response, static_names
from namelink.integrations.service.reconcile import ReconcileEndpoints
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.sites import Shared, refuse_other_sites
from namelink.integrations.service.tokens import require_token
from namelink.integrations.service.unread import UnreadAnswers
from namelink.integrations.service.worker_pool import WorkerPool

RECONCILE = "/reconcile"

PAGES = ("/", "/docs", "/entity", "/reconcile/preview")
"""The paths of pages that others may link to, or show in a frame."""


def make_app(
    indexes: tuple[str, ...] = (),
    limits: ServiceLimits | None = None,
    token: str | None = None,
    unread: UnreadAnswers | None = None,
) -> ASGIApp:
    """Return the application.

    Args:
        indexes: The indexes to answer from; see `Gazetteer.open_layers`.
        limits: Its limits; the defaults of `ServiceLimits` if None.
        token: What requests must bring; nothing if None.
        unread: The answers that the server has not sent yet.

    Raises:
        NamelinkError: An index cannot be used.
    """
    limits = limits or ServiceLimits()
    gazetteer = Gazetteer.open_layers(indexes)
    described, release = operations(limits), version("namelink")
    meter = metrics.Meter()
    pool = RequestPool(limits, WorkerPool(indexes, limits, meter.count_ended), unread)
    routes = [
        *_fixed_routes(described, release, limits, gazetteer),
        *(Route(o.path, JsonEndpoint(o, limits, pool).__call__, methods=["GET", "POST"]) for o in described),
        Route(documents.PATH, DocumentEndpoint(limits, pool).__call__, methods=["POST"]),
        *ReconcileEndpoints(gazetteer, limits, pool, release, has_token=token is not None).routes(RECONCILE),
        Route("/metrics", _constant(lambda: Response(meter.to_text(), media_type=metrics.CONTENT_TYPE))),
    ]
    meter.name_paths({route.path for route in routes} | {"/static"})

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        pool.close()

    app = Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=lifespan)
    return _guarded(app, limits, token, meter)


def _guarded(app: ASGIApp, limits: ServiceLimits, token: str | None, meter: metrics.Meter) -> ASGIApp:
    """Return an application with all that requests pass before they reach it; the last here is passed first."""
    if token is not None:
        app = require_token(app, token, _is_open)
    app = _with_cors(app, limits.origin)
    app = refuse_other_sites(app, limits.host_names, Shared(RECONCILE, limits.origin), PAGES)
    app = _with_security_headers(refuse_frames(app, limits.head))
    return log_requests(meter.wrap(app), meter)


def _is_open(scope: Scope) -> bool:
    """Whether a request is answered without a token: whether the service lives, and what it is."""
    is_manifest = scope["path"] == RECONCILE and scope["method"] == "GET" and not scope["query_string"]
    return is_manifest or scope["path"] in ("/health", f"{RECONCILE}/manifest")


def _fixed_routes(
    described: tuple[Operation, ...], release: str, limits: ServiceLimits, gazetteer: Gazetteer
) -> list[Route]:
    """Return the routes whose answers never change: pages, files, descriptions."""
    description, page = to_json(describe(described, release, limits)), docs_page(described, limits)
    health = to_json(
        {
            "status": "ok",
            "version": release,
            "entities": len(gazetteer),
            "gazetteers": gazetteers.listed(gazetteer),
            "limits": {"batch": limits.batch, "document": limits.document, "text": limits.text},
        }
    )
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


HANDLERS: dict[Any, Any] = {
    RequestError: answer_request_error,
    HTTPException: answer_http_error,
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
