"""HTTP connections with a time limit for the head of a request."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class TimedProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection where the head of a request is late. Bodies have their own limit."""

    def __init__(self, *args: Any, head_seconds: float, **kwargs: Any) -> None:
        """Make a connection.

        Args:
            *args: Those of `H11Protocol`.
            head_seconds: Time from its beginning, or that of a request on it, to the end of the request's head.
            **kwargs: Those of `H11Protocol`.
        """
        super().__init__(*args, **kwargs)
        self._head_seconds = head_seconds
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer of the first request."""
        super().connection_made(transport)
        self._start_timer()

    def data_received(self, data: bytes) -> None:
        """Handle data; stop the timer at the end of a head, and within a body."""
        super().data_received(data)
        begun = self.cycle is not None  # there is none before the first request
        if begun and not self.cycle.response_complete:
            self._stop_timer()
        else:
            self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._stop_timer()
        super().connection_lost(exc)

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self._head_seconds, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
