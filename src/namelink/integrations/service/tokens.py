"""Authentication by one token, which every client of the service has."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.json import json_response


def require_token(app: ASGIApp, token: str, is_open: Callable[[Scope], bool]) -> ASGIApp:
    """Return an application that answers only requests that bring a token.

    They bring it as a bearer token, or as the password of any user, which browsers ask for.

    Args:
        app: The application.
        token: The token.
        is_open: Whether a request needs none.
    """
    expected = token.encode()

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_open(scope):
            await app(scope, receive, send)
            return
        given = given_token(Headers(scope=scope).get("authorization", ""))
        if hmac.compare_digest(given, expected):  # as long for a wrong one, wherever it is wrong
            await app(scope, receive, send)
        else:
            error = _refusal()
            await json_response(error.to_dict(), error.status, error.headers)(scope, receive, send)

    return choose


def given_token(header: str) -> bytes:
    """Return the token of an ``Authorization`` header; empty where it has none.

    >>> given_token("Bearer abc"), given_token("Basic bmFtZTphYmM="), given_token("Basic ?")
    (b'abc', b'abc', b'')
    """
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip().encode()
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(given.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def _refusal() -> RequestError:
    return RequestError(
        401,
        "unauthorized",
        "the request brings no token, or not that of this service",
        "send the header Authorization: Bearer TOKEN, or the token as a password",
        {"WWW-Authenticate": 'Basic realm="namelink", charset="UTF-8"'},
    )
