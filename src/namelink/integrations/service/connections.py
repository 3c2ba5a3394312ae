"""HTTP connections with limits of time and size, and with errors in JSON."""

from __future__ import annotations

import asyncio
import sys
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from namelink.integrations.service.errors import RequestError, unreadable
from namelink.integrations.service.json import to_json
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.unread import UnreadAnswers


class LimitedProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection where the head of a request is late, or an answer is not read in time.

    Bodies have their own limit.
    """

    def __init__(self, *args: Any, limits: ServiceLimits, unread: UnreadAnswers, **kwargs: Any) -> None:
        """Make a connection.

        Args:
            *args: Those of `H11Protocol`.
            limits: The limits of the service.
            unread: Where answers count that wait to be read.
            **kwargs: Those of `H11Protocol`.
        """
        super().__init__(*args, **kwargs)
        self._limits = limits
        self._unread = unread
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer of the first request."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # every byte that waits is told of
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Handle data; stop the timer at the end of a head, and within a body."""
        if self._is_refused:
            return
        super().data_received(data)
        begun = self.cycle is not None  # there is none before the first request
        if begun and not self.cycle.response_complete:
            self._stop_reading()
        else:
            self._await_head()

    def pause_writing(self) -> None:
        """Start the timer of an answer that waits to be read."""
        super().pause_writing()
        self._unread.add(self.transport)
        self._stop_writing()
        self._writing = self.loop.call_later(self._limits.write_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop the timer of an answer that has been read."""
        self._forget_answer()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._stop_reading()
        self._forget_answer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request of HTTP/1.1, or has too long a head.

        The connection is closed with the timer of the head, or by the client: closed at once while more arrives, it
        would be reset before the client has read the answer.
        """
        self._is_refused = True
        error = sys.exception()
        is_long = (
            isinstance(error, h11.RemoteProtocolError)
            and error.error_status_hint == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        )
        refused = head_too_long(self._limits.head) if is_long else unreadable(msg.lower().rstrip("."), "send HTTP/1.1")
        body = to_json(refused.to_dict())
        head = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"connection", b"close"),
        ]
        reason = HTTPStatus(refused.status).phrase.encode()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            for event in (
                h11.Response(status_code=refused.status, headers=head, reason=reason),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.write_eof()
            self._await_head()
        else:
            self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: an upgrade is an offer of the client, and is not taken."""

    def _await_head(self) -> None:
        if self._reading is None:
            self._reading = self.loop.call_later(self._limits.head_seconds, self.transport.close)

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _stop_writing(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None

    def _forget_answer(self) -> None:
        self._unread.remove(self.transport)
        self._stop_writing()


def head_too_long(most: int) -> RequestError:
    """Return the error of a request whose head is too long."""
    return RequestError(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "too_large",
        f"the head of the request has more than {most:,} bytes",
        "send what is long in the body of a POST",
    )
