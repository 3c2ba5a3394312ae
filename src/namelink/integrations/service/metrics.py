"""Metrics of the service in the text format of Prometheus, over all its processes."""

from __future__ import annotations

import os
import time
from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable of the folder that processes share; prometheus_client reads it on import."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"


class Meter:
    """Counts and times the requests to an application."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = frozenset(paths)
        self._registry = CollectorRegistry()
        self._requests = Counter("namelink_requests", "Requests answered.", ["path", "status"], registry=self._registry)
        self._seconds = Histogram(
            "namelink_request_seconds", "Seconds from request to answer.", ["path"], registry=self._registry
        )
        self._running = Gauge(
            "namelink_requests_in_hand",
            "Requests not answered yet.",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        if FOLDER not in os.environ:
            ProcessCollector(registry=self._registry)

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
        first = "/" + path.split("/")[1]
        return first if first in self._paths else OTHER

    def to_text(self) -> bytes:
        """Return the metrics of this process, or of all where there are several."""
        registry = self._registry
        if FOLDER in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
