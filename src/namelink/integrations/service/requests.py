"""Requests in: bodies within bounds of size and time, JSON and forms that are what they say."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NoReturn
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from namelink.integrations.service.errors import RequestError, too_large, unreadable
from namelink.integrations.service.limits import Limits

DROPPED = 16
"""How many times the limit is read, and dropped, of a body beyond it, so that its sender comes to read the answer."""

MOST_VALUES = 2000
"""Values of a form or query string."""

Values = dict[str, list[str]]


async def read_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: it is too large (413), or too slow (408).
    """
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > DROPPED * limits.body:
                    break
                if size <= limits.body:
                    chunks.append(chunk)
    except TimeoutError:
        raise RequestError(
            408,
            "slow_request",
            f"the request did not arrive within {limits.seconds:g} seconds",
            "send it in one go, or in smaller parts",
            {"Connection": "close"},
        ) from None
    except ClientDisconnect:
        raise unreadable("the request ended before its body did", "send it again") from None
    if size > limits.body:
        raise too_large("the body is too long in bytes", limits.body, "--most-bytes")
    return b"".join(chunks)


def parse_json(body: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        RequestError: it is no JSON in UTF-8.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise unreadable(f"byte {error.start + 1} is not UTF-8", "send UTF-8") from None
    except json.JSONDecodeError as error:
        raise unreadable(
            f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}", "send one JSON object"
        ) from None
    except RecursionError:
        raise unreadable("the JSON is nested too deeply", "send one flat JSON object") from None
    except ValueError as error:  # a number of thousands of digits, or no number at all
        raise unreadable(f"the JSON holds a number that cannot be read: {str(error)[:60]}", "send numbers") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def parse_values(encoded: bytes) -> Values:
    """Return the values of a form, or of a query string.

    Raises:
        RequestError: it is not UTF-8, or has too many values.
    """
    try:
        return parse_qs(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_VALUES)
    except UnicodeDecodeError:
        raise unreadable("the values are not percent-encoded UTF-8", "encode them as UTF-8") from None
    except ValueError:
        raise too_large("there are too many values", MOST_VALUES, "batch, in a JSON body") from None


def query_values(request: Request) -> Values:
    """Return the values of a request's query string."""
    return parse_values(request.scope["query_string"])


async def json_body(request: Request, limits: Limits) -> Any:
    """Return what a request holds as JSON."""
    require_type(request, "application/json")
    return parse_json(await read_body(request, limits))


async def form_body(request: Request, limits: Limits) -> Values:
    """Return the values of the form in a request."""
    require_type(request, "application/x-www-form-urlencoded")
    return parse_values(await read_body(request, limits))


def require_type(request: Request, wanted: str) -> None:
    """Raise a RequestError unless a request says that its body is of a type."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found != wanted:
        shown = found[:60] if found else "nothing"
        raise RequestError(
            415,
            "unsupported_media_type",
            f"the body is declared as {shown}, and {wanted} is read here",
            f"send the header Content-Type: {wanted}",
        )
