"""The service as a process, or several: socket, signals, shutdown."""

from __future__ import annotations

import functools
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import attrs
import uvicorn
from uvicorn.supervisors import Multiprocess

from namelink import Gazetteer, NamelinkError
from namelink.integrations.service import app, metrics
from namelink.integrations.service.connections import TimedProtocol
from namelink.integrations.service.limits import ServiceLimits
from namelink.signals import Terminated, ending_on_termination


class AddressError(NamelinkError, OSError):
    """An address that cannot be listened at."""


@attrs.frozen
class Serving:
    """Options of a server.

    Attributes:
        host: The address to listen at.
        port: The port; 0 for any that is free.
        indexes: The indexes to answer from; see `Gazetteer.open_layers`.
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
    Gazetteer.open_layers(serving.indexes)  # so that an index that cannot be used is an error before anything starts
    listening = listen(serving.host, serving.port, serving.limits.backlog)
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


def listen(host: str, port: int, backlog: int) -> socket.socket:
    """Return a socket that listens at an address.

    Its protocol is named, for asyncio switches Nagle's algorithm off only where it is: left on, it holds the body
    of an answer back until the client has acknowledged the head, which clients delay by 40 ms.

    Raises:
        AddressError: the address cannot be listened at.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        unnamed = socket.create_server(address[:2], family=family, backlog=backlog)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise AddressError(f"{host}:{port} cannot be listened at ({reason}); choose another --host or --port") from None
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, unnamed.detach())
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
    """Turn SIGTERM and SIGINT, which uvicorn raises again when it has stopped, into the end of this block."""
    with suppress(KeyboardInterrupt, Terminated), ending_on_termination():
        yield
