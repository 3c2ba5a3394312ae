"""Errors of the client of a service: what was asked of which service, what it said, and what to do."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from namelink import NamelinkError
from namelink.integrations.extras import extra

with extra("client"):
    import httpx


class ServiceError(NamelinkError):
    """The base of the errors below: a service gave no answer.

    Attributes:
        status: The HTTP status, or None where nothing came back.
        code: The error as the service calls it (docs/reference/service.md), or None.
        retry_after: Seconds after which it wants to be asked again, or None where it does not say.
    """

    def __init__(
        self, message: str, status: int | None = None, code: str | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after = retry_after


class ServiceUnreachableError(ServiceError, ConnectionError):
    """Nobody listens at the address, or the connection broke and broke again."""


class ServiceTimeoutError(ServiceError, TimeoutError):
    """The answer was not there in time: send less at once, or wait longer."""


class ServiceBusyError(ServiceError):
    """The service refused the request, and its retries, because it has too many in hand."""


class ServiceAccessError(ServiceError, PermissionError):
    """The service does not answer this client: the token is missing or wrong, or the host name is not its own."""


class InvalidRequestError(ServiceError, ValueError):
    """The service cannot use a value, or takes less of them at once."""


class ServiceFailureError(ServiceError):
    """The service failed, or what answers at the address is no namelink service."""


_KINDS: dict[int, type[ServiceError]] = {
    HTTPStatus.UNAUTHORIZED: ServiceAccessError,
    HTTPStatus.FORBIDDEN: ServiceAccessError,
    HTTPStatus.MISDIRECTED_REQUEST: ServiceAccessError,
    HTTPStatus.REQUEST_TIMEOUT: ServiceTimeoutError,
    HTTPStatus.GATEWAY_TIMEOUT: ServiceTimeoutError,
    HTTPStatus.TOO_MANY_REQUESTS: ServiceBusyError,
    HTTPStatus.SERVICE_UNAVAILABLE: ServiceBusyError,
}


def refusal(response: httpx.Response) -> ServiceError:
    """Return the error that a response other than an answer stands for.

    >>> request = httpx.Request("POST", "http://127.0.0.1:8000/resolve")
    >>> said = {"code": "unauthorized", "message": "the request brings no token", "hint": "send one"}
    >>> refusal(httpx.Response(401, json={"error": said}, request=request))
    ServiceAccessError('http://127.0.0.1:8000/resolve: the request brings no token; send one')
    """
    status, where = response.status_code, str(response.request.url)
    error = _error_in(response)
    default = InvalidRequestError if 400 <= status < 500 and error else ServiceFailureError
    kind = _KINDS.get(status, default)
    wait = retry_after(response.headers.get("Retry-After", ""))
    if error is None:
        message = f"{where} answered {_named(status)} and not as namelink does; is the address right?"
        return kind(message, status, retry_after=wait)
    return kind(f"{where}: {error.get('message')}; {error.get('hint')}", status, error.get("code"), wait)


def foreign(response: httpx.Response) -> ServiceFailureError:
    """Return the error of an answer that is not of the shape that namelink gives it.

    >>> request = httpx.Request("POST", "http://127.0.0.1:8000/resolve")
    >>> print(foreign(httpx.Response(200, text="<html>", request=request)))
    http://127.0.0.1:8000/resolve answers otherwise than this client reads; is it a namelink service of this version?
    """
    where = response.request.url
    message = f"{where} answers otherwise than this client reads; is it a namelink service of this version?"
    return ServiceFailureError(message, response.status_code)


def retry_after(header: str) -> float | None:
    """Return the seconds that a header ``Retry-After`` asks to wait, or None where it holds neither these nor a date.

    >>> retry_after("2"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), retry_after("soon")
    (2.0, 0.0, None)
    """
    if header.strip().isdecimal():
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, then.timestamp() - time.time())


def _error_in(response: httpx.Response) -> dict[str, Any] | None:
    """Return what a service says of an error, or None where something else has answered."""
    try:
        body = response.json()
    except ValueError:
        return None
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else None


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
