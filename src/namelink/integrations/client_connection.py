"""The connection to a service: requests in batches, sent again while the service is busy, and read once answered."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs

import namelink
from namelink.config.setting import setting
from namelink.integrations.client_answers import Json
from namelink.integrations.client_errors import (
    ServiceError,
    ServiceTimeoutError,
    ServiceUnreachableError,
    foreign,
    refusal,
)
from namelink.integrations.extras import extra

with extra("client"):
    import httpx

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")

_BUSY = frozenset({429, 503})
_TOO_MUCH = frozenset({413, 504})
"""Statuses of a batch whose halves may be answered: it is too large, or takes too long."""


@attrs.frozen(kw_only=True)
class ClientSettings:
    """How long a client waits, and how much it sends at once.

    >>> ClientSettings(retries=0).timeout
    30.0
    """

    timeout: float = setting(
        30.0,
        "Wait for the next part of an answer; the service takes 10 to read a request and 10 to work on it.",
        unit="seconds",
        low=0.0,
    )
    retries: int = setting(4, "Times that a request is sent again to a service that is busy or hangs up.", low=0)
    first_wait: float = setting(
        1.0,
        "Wait before the first retry where the service does not say; before each other one it is twice as long.",
        unit="seconds",
        low=0.0,
    )
    longest_wait: float = setting(
        60.0, "Wait that a service may ask for; one that asks for more is down, not busy.", unit="seconds", low=0.0
    )
    batch: int = setting(200, "Names or texts in one request, as many as the service takes.", unit="items", low=1)
    body: int = setting(
        1_000_000, "Names or texts in one request; the service takes 1,048,576 with all else.", unit="bytes", low=1
    )


class Connection:
    """A connection to one service, safe to share between threads."""

    def __init__(
        self, url: str, token: str | None, settings: ClientSettings, transport: httpx.BaseTransport | None
    ) -> None:
        """Make a connection; see `namelink.integrations.client.Client`."""
        self.url = _checked_url(url)
        self._settings = settings
        headers = {"Content-Type": "application/json", "User-Agent": f"namelink/{namelink.__version__}"}
        headers |= {} if token is None else {"Authorization": f"Bearer {_checked_token(token)}"}
        self._http = httpx.Client(base_url=self.url, headers=headers, timeout=settings.timeout, transport=transport)

    def close(self) -> None:
        """Close it."""
        self._http.close()

    def ask(self, path: str, fields: Json, read: Callable[[Any], _Answer]) -> _Answer:
        """Return the answer to one request.

        Args:
            path: The endpoint.
            fields: The fields of the request.
            read: Reads the JSON of the answer.

        Raises:
            TypeError: a field holds what JSON has not.
            ServiceError: there was no answer, or another than that of a namelink service.
        """
        return self._read(self._http.build_request("POST", path, content=_encoded(fields)), read)

    def get(self, path: str, read: Callable[[Any], _Answer]) -> _Answer:
        """Return what stands at a path; the arguments and the errors are those of `ask`."""
        return self._read(self._http.build_request("GET", path), read)

    def ask_of_file(self, path: str, content: bytes, read: Callable[[Any], _Answer]) -> _Answer:
        """Return the answer to the bytes of a file; the other arguments and the errors are those of `ask`."""
        headers = {"Content-Type": "application/octet-stream"}
        return self._read(self._http.build_request("POST", path, content=content, headers=headers), read)

    def _read(self, request: httpx.Request, read: Callable[[Any], _Answer]) -> _Answer:
        response = self._send(request)
        try:
            return read(response.json())
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise foreign(response) from error

    def ask_many(
        self,
        path: str,
        items: Iterable[_Item],
        fields: Callable[[list[_Item]], Json],
        read: Callable[[_Item, Any], _Answer],
    ) -> Iterator[_Answer]:
        """Yield the answer to each of many items, in order, a request for as many as the service takes.

        Args:
            path: The endpoint.
            items: What is asked for; read as the answers are needed.
            fields: Makes the fields of a request of some items.
            read: Reads the JSON of the answer to an item.

        Raises:
            ServiceError: as `ask`.
        """
        for batch in self._batches(items):
            yield from self._ask_batch(path, batch, fields, read)

    def _ask_batch(
        self,
        path: str,
        batch: list[_Item],
        fields: Callable[[list[_Item]], Json],
        read: Callable[[_Item, Any], _Answer],
    ) -> list[_Answer]:
        """Return the answers to a batch, or to its halves where it is too much at once for this service."""

        def read_all(answer: Any) -> list[_Answer]:
            return [read(item, each) for item, each in zip(batch, answer["results"], strict=True)]

        try:
            return self.ask(path, fields(batch), read_all)
        except ServiceError as error:
            if error.status not in _TOO_MUCH or len(batch) == 1:
                raise
        middle = len(batch) // 2
        return [
            answer for half in (batch[:middle], batch[middle:]) for answer in self._ask_batch(path, half, fields, read)
        ]

    def _batches(self, items: Iterable[_Item]) -> Iterator[list[_Item]]:
        batch: list[_Item] = []
        size = 0
        for item in items:
            length = len(_encoded(item))
            if batch and (len(batch) == self._settings.batch or size + length > self._settings.body):
                yield batch
                batch, size = [], 0
            batch.append(item)
            size += length
        if batch:
            yield batch

    def _send(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request, which is sent again while the service is busy or hangs up."""
        wait = self._settings.first_wait
        for left in itertools.count(self._settings.retries, -1):
            found = self._try(request)
            if isinstance(found, httpx.Response):
                return found
            pause = wait if found.retry_after is None else found.retry_after
            if not left or pause > self._settings.longest_wait:
                raise found
            time.sleep(pause)
            wait *= 2
        raise AssertionError("the retries end")

    def _try(self, request: httpx.Request) -> httpx.Response | ServiceError:
        """Return the response to a request, or the error that may be gone when it is sent again; raise any other."""
        where = str(request.url)
        try:
            response = self._http.send(request)
        except httpx.TimeoutException as error:
            cure = "send less at once, or give the client a longer timeout"
            raise ServiceTimeoutError(f"{where} did not answer within {self._settings.timeout:g} s; {cure}") from error
        except httpx.ConnectError as error:
            message = f"{where} cannot be reached ({error}); is the address right, and 'namelink serve' running?"
            raise ServiceUnreachableError(message) from error
        except httpx.TransportError as error:
            # A service that was restarted, or a proxy, has closed a connection that was kept open.
            return ServiceUnreachableError(f"{where}: the connection broke ({error}); try again")
        if response.is_success:
            return response
        failure = refusal(response)
        if response.status_code in _BUSY:
            return failure
        raise failure


def _encoded(value: Any) -> bytes:
    """Return a value as JSON; half a surrogate pair, which UTF-8 cannot write, as its escape."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


def _checked_url(url: str) -> str:
    try:
        parsed = httpx.URL(url)
    except (TypeError, httpx.InvalidURL):
        parsed = httpx.URL()
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError(f"url must be the address of a service, such as 'http://127.0.0.1:8000', not {url!r}")
    return url.rstrip("/")


def _checked_token(token: str) -> str:
    """Return a token; the message about another does not show it, since logs are read by many."""
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError(
            "token must be ASCII letters, digits and signs, without spaces or line ends: strip what is read"
        )
    return token
