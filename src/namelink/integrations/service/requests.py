"""Request parsing: bodies within limits of size and time, JSON, forms and query strings."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NoReturn
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from namelink.integrations.service.errors import RequestError, too_large, unreadable
from namelink.integrations.service.limits import ServiceLimits

Values = dict[str, list[str]]


async def read_body(request: Request, limits: ServiceLimits, option: str = "--most-bytes") -> bytes:
    """Return the body of a request.

    Args:
        request: The request.
        limits: The limits; `body` and `seconds` count.
        option: The option that sets the former.

    Raises:
        RequestError: It is too large (413), or too slow (408).
    """
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limits.drained_bodies * limits.body:
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
        raise too_large("the body is too long in bytes", limits.body, option)
    return b"".join(chunks)


def parse_json(body: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        RequestError: It is no JSON in UTF-8.
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


def parse_values(encoded: bytes, limits: ServiceLimits) -> Values:
    """Return the values of a form, or of a query string.

    Raises:
        RequestError: It is not UTF-8, or has too many values.
    """
    most = limits.form_values
    try:
        return parse_qs(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except UnicodeDecodeError:
        raise unreadable("the values are not percent-encoded UTF-8", "encode them as UTF-8") from None
    except ValueError:
        raise too_large("there are too many values", most, "batch, in a JSON body") from None


def query_values(request: Request, limits: ServiceLimits) -> Values:
    """Return the values of a request's query string."""
    return parse_values(request.scope["query_string"], limits)


async def json_body(request: Request, limits: ServiceLimits) -> Any:
    """Return the JSON value in the body of a request."""
    require_type(request, "application/json")
    return parse_json(await read_body(request, limits))


async def form_body(request: Request, limits: ServiceLimits) -> Values:
    """Return the values of the form in a request."""
    require_type(request, "application/x-www-form-urlencoded")
    return parse_values(await read_body(request, limits), limits)


def require_type(request: Request, *wanted: str) -> None:
    """Raise a RequestError unless the body of a request is declared as one of some media types."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in wanted:
        shown = found[:60] if found else "nothing"
        raise RequestError(
            415,
            "unsupported_media_type",
            f"the body is declared as {shown}, and {' or '.join(wanted)} is read here",
            f"send the header Content-Type: {wanted[0]}",
        )
