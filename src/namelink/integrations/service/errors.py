"""What a client is told when a request cannot be answered. Nothing here speaks of the inside."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from namelink.integrations.service.json import json_response

RETRY = {"Retry-After": "1"}


class RequestError(Exception):
    """A request that is not answered.

    Attributes:
        status: The HTTP status.
        code: A word for programs.
        message: What is wrong.
        hint: What to do.
        headers: Headers of the response.
    """

    def __init__(
        self, status: int, code: str, message: str, hint: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.headers = dict(headers or {})

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as the body of a response."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


def invalid(message: str, hint: str) -> RequestError:
    """Return the problem of a request that can be read but not used."""
    return RequestError(422, "invalid", message, hint)


def unreadable(message: str, hint: str) -> RequestError:
    """Return the problem of a request that cannot be read."""
    return RequestError(400, "unreadable", message, hint)


def too_large(what: str, most: int, option: str) -> RequestError:
    """Return the problem of a request that asks for too much at once."""
    return RequestError(
        413,
        "too_large",
        f"{what}; this service takes {most:,} at most",
        f"send less at once, or have the service started with a larger {option}",
    )


def tell_problem(_request: Request, error: Exception) -> Response:
    """Answer a RequestError."""
    assert isinstance(error, RequestError)
    return json_response(error.to_dict(), error.status, error.headers)


def tell_http_error(_request: Request, error: Exception) -> Response:
    """Answer what the router refuses: no such path, no such method."""
    assert isinstance(error, HTTPException)
    hints = {404: "GET /docs lists the paths", 405: "the header Allow lists the methods of this path"}
    problem = RequestError(
        error.status_code,
        HTTPStatus(error.status_code).name.lower(),
        f"{HTTPStatus(error.status_code).phrase.lower()}",
        hints.get(error.status_code, "GET /docs describes every request"),
        error.headers,
    )
    return json_response(problem.to_dict(), problem.status, problem.headers)


def tell_failure(_request: Request, _error: Exception) -> Response:
    """Answer a fault of the service itself; the log has the rest."""
    problem = RequestError(
        500, "internal", "the service failed on this request", "the log of the service says where; please report it"
    )
    return json_response(problem.to_dict(), problem.status)
