"""JSON responses: UTF-8, with escapes for lone surrogates, which UTF-8 cannot encode."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response


def to_json(value: Any) -> bytes:
    r"""Return a value as JSON.

    >>> to_json({"name": "قطر"}).decode()
    '{"name":"قطر"}'
    >>> to_json("\ud800")
    b'"\\ud800"'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode()


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON response; bytes are JSON already."""
    body = value if isinstance(value, bytes) else to_json(value)
    return Response(body, status, dict(headers or {}), media_type="application/json")
