"""Metrics of the service in the text format of Prometheus."""

from __future__ import annotations

import time
from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"


class Meter:
    """Counts and times the requests to an application."""

    def __init__(self) -> None:
        self._paths: frozenset[str] = frozenset()
        self._registry = CollectorRegistry()
        self._requests = Counter("namelink_requests", "Requests answered.", ["path", "status"], registry=self._registry)
        self._seconds = Histogram(
            "namelink_request_seconds", "Seconds from request to answer.", ["path"], registry=self._registry
        )
        self._running = Gauge("namelink_requests_in_hand", "Requests not answered yet.", registry=self._registry)
        self._ended = Counter(
            "namelink_workers_ended", "Worker processes that others have replaced.", ["reason"], registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def name_paths(self, paths: Collection[str]) -> None:
        """Count these paths by themselves; what is below one is counted with it, and all others together."""
        self._paths = frozenset(paths)

    def count_ended(self, reason: str) -> None:
        """Count a worker process that has ended."""
        self._ended.labels(reason).inc()

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """Return an application whose requests are counted."""

        async def metered(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            path = self.label(scope["path"])
            status = 500
            begun = time.perf_counter()

            async def recording(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            with self._running.track_inprogress():
                try:
                    await app(scope, receive, recording)
                finally:
                    self._requests.labels(path, str(status)).inc()
                    self._seconds.labels(path).observe(time.perf_counter() - begun)

        return metered

    def label(self, path: str) -> str:
        """Return the label of a path: itself or its first part where that is known, else ``other``."""
        if path in self._paths:
            return path
        first = "/" + path[1:].partition("/")[0]
        return first if path.startswith("/") and first in self._paths else OTHER

    def to_text(self) -> bytes:
        """Return the metrics."""
        return generate_latest(self._registry)
