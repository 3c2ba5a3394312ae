"""JSON endpoints: a request takes a slot, is parsed, checked, worked on in a thread, and answered."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from namelink import Resolver
from namelink.integrations.service.errors import invalid
from namelink.integrations.service.fields import check_fields, parse_fields
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.operations import Arguments, Operation
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.requests import json_body, query_values


class JsonEndpoint:
    """One operation over HTTP."""

    def __init__(self, operation: Operation, resolver: Resolver, limits: ServiceLimits, pool: RequestPool) -> None:
        self.operation = operation
        self.resolver = resolver
        self.limits = limits
        self.pool = pool

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        with self.pool.slot(client_of(request)):
            arguments = await self._read(request)
            self.operation.require(arguments)
            return json_response(
                await self.pool.run(lambda deadline: to_json(self.operation.answer(self.resolver, arguments, deadline)))
            )

    async def _read(self, request: Request) -> Arguments:
        if request.method != "POST":
            return parse_fields(query_values(request, self.limits), self.operation.fields)
        if request.scope["query_string"]:
            raise invalid("a POST has its fields in the body", "leave out what follows the ? in the address")
        return check_fields(await json_body(request, self.limits), self.operation.fields)


def client_of(request: Request) -> str:
    """Return the address of the client of a request."""
    return request.client.host if request.client else ""
