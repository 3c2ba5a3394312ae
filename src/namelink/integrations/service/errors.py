"""Errors of the service as responses; none shows internals."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from namelink.integrations.service.json import json_response

CLOSE = {"Connection": "close"}
"""Headers of the last response on a connection."""


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

    def arguments(self) -> tuple[int, str, str, str, dict[str, str]]:
        """Return what an equal error is made with, for another process."""
        return self.status, self.code, self.message, self.hint, self.headers

    def to_dict(self) -> dict[str, Any]:
        """Return the error as the body of a response."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


class WorkError(Exception):
    """Work on a request that failed in a worker process; it says where in the code."""


def invalid(message: str, hint: str) -> RequestError:
    """Return the error of a request that is well-formed but has an unusable value."""
    return RequestError(422, "invalid", message, hint)


def unreadable(message: str, hint: str) -> RequestError:
    """Return the error of a request that is malformed."""
    return RequestError(400, "unreadable", message, hint)


def too_large(what: str, most: int, option: str = "") -> RequestError:
    """Return the error of a request that is too large; the option is that which raises the bound, if one does."""
    larger = f", or have the service started with a larger {option}" if option else ""
    return RequestError(413, "too_large", f"{what}; this service takes {most:,} at most", f"send less at once{larger}")


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


def answer_failure() -> Response:
    """Return the response to a failure of the service itself; the log says where it failed."""
    failure = RequestError(
        500, "internal", "the service failed on this request", "the log of the service says where; please report it"
    )
    return json_response(failure.to_dict(), failure.status, CLOSE)
