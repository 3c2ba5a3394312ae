"""Pages and their files, read once and served with a strict content security policy."""

from __future__ import annotations

import hashlib
from importlib import resources

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from namelink.integrations.service.labels import classes_module

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
"""Only files of the service itself; no inline script or style."""

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


MADE = {"classes.js": classes_module}
"""Files that are made of tables."""


def html_response(page: str, status: int = 200, *, ancestors: str = "'none'", varies: str = "") -> HTMLResponse:
    """Return a page; ancestors says who may frame it, and varies which header of a request it depends on."""
    headers = {"Content-Security-Policy": POLICY.format(ancestors=ancestors)} | ({"Vary": varies} if varies else {})
    return HTMLResponse(page, status, headers)


class StaticFile:
    """A file that comes with the service, or is made of its tables."""

    def __init__(self, name: str) -> None:
        made = MADE.get(name)
        self._content = made().encode() if made else (resources.files(__package__) / "static" / name).read_bytes()
        self._headers = {
            "ETag": f'"{hashlib.sha256(self._content).hexdigest()[:32]}"',
            "Cache-Control": "no-cache",
            "Content-Type": TYPES[name.rpartition(".")[2]],
            "Content-Security-Policy": POLICY.format(ancestors="'none'"),
        }

    async def __call__(self, request: Request) -> Response:
        """Return the file, or 304 where the browser has it."""
        if request.headers.get("if-none-match") == self._headers["ETag"]:
            return Response(status_code=304, headers=self._headers)
        return Response(self._content, headers=self._headers)


def static_names() -> list[str]:
    """Return the names of the files that pages load."""
    names = (file.name for file in (resources.files(__package__) / "static").iterdir())
    return sorted([*MADE, *(name for name in names if name.rpartition(".")[2] in TYPES and name != "index.html")])
