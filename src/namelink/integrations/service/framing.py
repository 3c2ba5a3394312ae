"""Requests whose frame is refused: two lengths, which proxies may read otherwise, and heads that are too long."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from namelink.integrations.service.connections import head_too_long
from namelink.integrations.service.errors import CLOSE, RequestError, unreadable
from namelink.integrations.service.json import json_response


def refuse_frames(app: ASGIApp, most: int) -> ASGIApp:
    """Return an application that refuses such requests, and closes their connections.

    Args:
        app: The application.
        most: The bytes of the longest head.
    """

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        error = _error(scope, most) if scope["type"] == "http" else None
        if error:
            await json_response(error.to_dict(), error.status, CLOSE)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return choose


def _error(scope: Scope, most: int) -> RequestError | None:
    names = {name for name, _ in scope["headers"]}
    if b"transfer-encoding" in names and (b"content-length" in names or scope["http_version"] == "1.0"):
        return unreadable(
            "the length of the body is given twice, or in a way that HTTP/1.0 does not have",
            "send either Content-Length or, by HTTP/1.1, Transfer-Encoding",
        )
    size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    size += sum(len(name) + len(value) + len(b": \r\n") for name, value in scope["headers"])
    return head_too_long(most) if size > most else None
