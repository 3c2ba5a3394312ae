"""The service as a process, or several: socket, signals, shutdown."""

from __future__ import annotations

import functools
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import attrs
import uvicorn
from uvicorn.supervisors import Multiprocess

from namelink import NamelinkError
from namelink.integrations.service import app, metrics
from namelink.integrations.service.connections import TimedProtocol
from namelink.integrations.service.limits import ServiceLimits


class AddressError(NamelinkError, OSError):
    """An address that cannot be listened at."""


@attrs.frozen
class Serving:
    """Options of a server.

    Attributes:
        host: The address to listen at.
        port: The port; 0 for any that is free.
        indexes: The indexes to answer from; see `app.open_gazetteer`.
        workers: Number of processes.
        access_log: Whether each request is logged.
        limits: The limits of the service.
    """

    host: str
    port: int
    indexes: tuple[str, ...]
    workers: int
    access_log: bool
    limits: ServiceLimits


def serve(serving: Serving) -> None:
    """Serve until SIGINT or SIGTERM; requests in progress are answered before the end.

    Raises:
        AddressError: The address cannot be listened at.
        NamelinkError: An index cannot be used.
    """
    app.open_gazetteer(serving.indexes)  # an index that cannot be used is an error before anything starts
    listening = _listen(serving.host, serving.port, serving.limits.backlog)
    with listening, _shared_metrics(serving.workers), _stoppable():
        config = _config(serving)
        print(f"namelink serves {_address(listening)} (Ctrl+C stops it)", file=sys.stderr, flush=True)
        if serving.workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])


def _config(serving: Serving) -> uvicorn.Config:
    return uvicorn.Config(
        functools.partial(app.make_app, serving.indexes, serving.limits),
        factory=True,
        workers=serving.workers,
        log_level="info" if serving.access_log else "warning",
        access_log=serving.access_log,
        server_header=False,
        lifespan="on",
        http=functools.partial(TimedProtocol, head_seconds=serving.limits.head_seconds),  # type: ignore[arg-type]
        ws="none",
        timeout_graceful_shutdown=int(serving.limits.seconds) + serving.limits.grace_seconds,
    )


def _listen(host: str, port: int, backlog: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family, backlog=backlog)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise AddressError(f"{host}:{port} cannot be listened at ({reason}); choose another --host or --port") from None
    listening.set_inheritable(True)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _shared_metrics(workers: int) -> Iterator[None]:
    """Give several processes a folder for their metrics; it is removed at the end."""
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="namelink-metrics-") as folder:
        os.environ[metrics.FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[metrics.FOLDER]


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn SIGTERM, which uvicorn raises again when it has stopped, into the end of this block."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
