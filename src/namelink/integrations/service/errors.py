"""Errors of the service as responses; none shows internals."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from namelink.integrations.service.json import json_response


class RequestError(Exception):
    """A request that cannot be answered.

    Attributes:
        status: The HTTP status.
        code: The error for programs, one word.
        message: The error for people.
        hint: The cure.
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
        """Return the error as the body of a response."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


def invalid(message: str, hint: str) -> RequestError:
    """Return the error of a request that is well-formed but has an unusable value."""
    return RequestError(422, "invalid", message, hint)


def unreadable(message: str, hint: str) -> RequestError:
    """Return the error of a request that is malformed."""
    return RequestError(400, "unreadable", message, hint)


def too_large(what: str, most: int, option: str) -> RequestError:
    """Return the error of a request that is too large."""
    return RequestError(
        413,
        "too_large",
        f"{what}; this service takes {most:,} at most",
        f"send less at once, or have the service started with a larger {option}",
    )


def answer_request_error(_request: Request, error: Exception) -> Response:
    """Return the response to a `RequestError`."""
    assert isinstance(error, RequestError)
    return json_response(error.to_dict(), error.status, error.headers)


def answer_http_error(_request: Request, error: Exception) -> Response:
    """Return the response to an error of the router: no such path, no such method."""
    assert isinstance(error, HTTPException)
    hints = {404: "GET /docs lists the paths", 405: "the header Allow lists the methods of this path"}
    refused = RequestError(
        error.status_code,
        HTTPStatus(error.status_code).name.lower(),
        HTTPStatus(error.status_code).phrase.lower(),
        hints.get(error.status_code, "GET /docs describes every request"),
        error.headers,
    )
    return json_response(refused.to_dict(), refused.status, refused.headers)


def answer_failure(_request: Request, _error: Exception) -> Response:
    """Return the response to a failure of the service itself; the log has its traceback."""
    failure = RequestError(
        500, "internal", "the service failed on this request", "the log of the service says where; please report it"
    )
    return json_response(failure.to_dict(), failure.status)
