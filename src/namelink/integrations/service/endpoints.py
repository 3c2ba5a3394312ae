"""Endpoints: a request takes a slot, is parsed, checked, worked on in another process, and answered."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import attrs
from starlette.requests import Request
from starlette.responses import Response

from namelink.integrations.service.documents import PATH, TYPES
from namelink.integrations.service.errors import RequestError, invalid
from namelink.integrations.service.fields import check_fields, parse_fields
from namelink.integrations.service.json import json_response
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.operations import Arguments, Operation
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.requests import json_body, query_values, read_body, require_type


class JsonEndpoint:
    """One operation over HTTP."""

    def __init__(self, operation: Operation, limits: ServiceLimits, pool: RequestPool) -> None:
        self.operation = operation
        self.limits = limits
        self.pool = pool

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        with self.pool.slot(client_of(request)):
            arguments = await self._read(request)
            self.operation.require(arguments)
            return json_response(await self.pool.run(self.operation.path, arguments, size_of(request)))

    async def _read(self, request: Request) -> Arguments:
        if request.method != "POST":
            return parse_fields(query_values(request, self.limits), self.operation.fields)
        if request.scope["query_string"]:
            raise invalid("a POST has its fields in the body", "leave out what follows the ? in the address")
        return check_fields(await json_body(request, self.limits), self.operation.fields)


class DocumentEndpoint:
    """The text of a document over HTTP; few are read at once, for their bytes are held while they are."""

    def __init__(self, limits: ServiceLimits, pool: RequestPool) -> None:
        self.limits = attrs.evolve(limits, body=limits.document, seconds=limits.document_seconds)
        self.pool = pool
        self._in_hand = 0

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        with self.pool.slot(client_of(request)), self.place():
            require_type(request, *TYPES)
            content = await read_body(request, self.limits, "--most-document")
            size = max(len(content), self.limits.short + 1)  # none is short work
            return json_response(await self.pool.run(PATH, content, size, self.limits.seconds))

    @contextlib.contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for a document, or raise a RequestError (503) where there is none."""
        if self._in_hand >= self.limits.documents:
            retry = {"Retry-After": str(self.limits.retry_seconds)}
            raise RequestError(503, "busy", "other documents are being read", "try again in a few seconds", retry)
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1


def client_of(request: Request) -> str:
    """Return the address of the client of a request."""
    return request.client.host if request.client else ""


def size_of(request: Request) -> int:
    """Return the bytes of a request's query string or body; 0 where a body is sent in pieces, and says no length."""
    declared = request.headers.get("content-length", "")
    return len(request.scope["query_string"]) + (int(declared) if declared.isdecimal() else 0)
