"""How a JSON endpoint meets a request: it is admitted, read, checked, worked on in a thread, answered."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from namelink import Resolver
from namelink.integrations.service.errors import invalid
from namelink.integrations.service.fields import check_fields, parse_fields
from namelink.integrations.service.json import json_response, to_json
from namelink.integrations.service.limits import Limits
from namelink.integrations.service.operations import Given, Operation
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.requests import json_body, query_values


class JsonEndpoint:
    """One operation over HTTP."""

    def __init__(self, operation: Operation, resolver: Resolver, limits: Limits, workshop: RequestPool) -> None:
        self.operation = operation
        self.resolver = resolver
        self.limits = limits
        self.workshop = workshop

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        with self.workshop.admitted(client_of(request)):
            given = await self._read(request)
            self.operation.require(given)
            return json_response(
                await self.workshop.run(lambda deadline: to_json(self.operation.answer(self.resolver, given, deadline)))
            )

    async def _read(self, request: Request) -> Given:
        if request.method != "POST":
            return parse_fields(query_values(request), self.operation.fields)
        if request.scope["query_string"]:
            raise invalid("a POST has its fields in the body", "leave out what follows the ? in the address")
        return check_fields(await json_body(request, self.limits), self.operation.fields)


def client_of(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else ""
