"""Which requests the service takes: those that ask for it by its own name, and not on behalf of another site's page.

A page that someone visits may point its own host name at this computer (DNS rebinding), and any page may have a browser
send simple requests, whose answers it cannot read but which are worked on all the same.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

import attrs
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.json import json_response
from namelink.summary import shown

ANY = "*"
"""Stands for every host name."""

LOCAL = "localhost"
"""The name of this computer, with any name before it."""


@attrs.frozen
class Shared:
    """What pages of other sites may ask for, and read.

    Attributes:
        path: The path below which they may.
        origin: The web origin whose pages may; ``*`` for any.
    """

    path: str
    origin: str

    def allows(self, path: str, headers: Headers) -> bool:
        """Whether a page may ask for a path: with a script that may read the answer, and no image or form."""
        is_below = path == self.path or path.startswith(self.path + "/")
        is_read = headers.get("sec-fetch-mode", "cors") == "cors"
        return is_below and is_read and (self.origin == ANY or headers.get("origin", self.origin) == self.origin)


def refuse_other_sites(app: ASGIApp, names: Collection[str], shared: Shared, pages: Collection[str]) -> ASGIApp:
    """Return an application that refuses requests for other hosts, and those that pages of other sites make.

    Args:
        app: The application.
        names: Host names it answers to beside localhost and addresses; ``*`` for any.
        shared: What pages of other sites may ask for.
        pages: The paths of pages, which other sites may link to.
    """
    known = {name.lower() for name in names}

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers, path = Headers(scope=scope), str(scope.get("path", ""))
            is_page = path in pages or (path == shared.path and not scope["query_string"])
            error = _other_host(headers, known) or _other_site(headers, is_page, shared.allows(path, headers))
            if error:
                await json_response(error.to_dict(), error.status)(scope, receive, send)
                return
        await app(scope, receive, send)

    return choose


def is_own_name(host: str, names: Collection[str]) -> bool:
    """Whether a service answers to the host of a request, given with its port or without.

    No page can make an address its own name, so addresses are taken as they are.

    >>> hosts = "localhost:8000", "[::1]:80", "Names.Example", "evil.example"
    >>> [is_own_name(host, {"names.example"}) for host in hosts]
    [True, True, True, False]
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if ANY in names or name in names or name == LOCAL or name.endswith(f".{LOCAL}"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


_OWN = frozenset({"none", "same-origin"})
"""What browsers say of requests that no page made, and of those of the service's own pages."""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _other_host(headers: Headers, names: Collection[str]) -> RequestError | None:
    """Return the error of a request for another host; a client of HTTP/1.0, which names none, is no browser."""
    host = headers.get("host")
    if host is None or is_own_name(host, names):
        return None
    return RequestError(
        421,
        "misdirected",
        f"this service does not answer for the host {shown(host)}",
        "ask for localhost or an address, or have the service started with --host-name NAME",
    )


def _other_site(headers: Headers, is_page: bool, is_shared: bool) -> RequestError | None:
    """Return the error of a request that a page of another site makes, unless it only leads to a page, or may read."""
    origin = headers.get("origin")
    is_own = headers.get("sec-fetch-site", "none") in _OWN and (
        origin is None or _netloc(origin) == headers.get("host")
    )
    if is_own or is_shared or (is_page and headers.get("sec-fetch-mode") == "navigate"):
        return None
    return RequestError(
        403,
        "other_site",
        "a page of another site asked for this",
        "pages of the origin that --origin names may call /reconcile, and no other path; other programs send no Origin",
    )
