"""The log of requests and failures: it holds what was asked for by its path alone, never by a name."""

from __future__ import annotations

import logging
import sys
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from namelink.integrations.service.errors import WorkError, answer_failure
from namelink.integrations.service.metrics import Meter
from namelink.integrations.service.worker import frames

LOG = logging.getLogger("namelink.service")


def log_requests(app: ASGIApp, meter: Meter) -> ASGIApp:
    """Return an application that logs its requests and failures, and answers what fails.

    Args:
        app: The application.
        meter: Says what a path is called; an unknown one may hold a name.
    """

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        status, begun = 0, time.perf_counter()
        asked = f"{scope['method']} {meter.label(scope['path'])}"

        async def recording(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, recording)
        except Exception as error:  # nobody beyond is told, for what a failure says may hold a name
            LOG.error("%s failed: %s", asked, error if isinstance(error, WorkError) else frames(error))
            if not status:
                await answer_failure()(scope, receive, recording)
        client = scope["client"][0] if scope.get("client") else "-"
        LOG.info("%s %s %d %.0f ms", client, asked, status, 1000 * (time.perf_counter() - begun))

    return logged


def start_log(*, with_requests: bool) -> None:
    """Write failures to standard error, and requests too if wanted.

    Args:
        with_requests: Whether each request is written.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO if with_requests else logging.WARNING)
    LOG.propagate = False
