"""The service as a process: socket, signals, shutdown."""

from __future__ import annotations

import functools
import multiprocessing
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import attrs
import uvicorn

from namelink import Gazetteer, NamelinkError
from namelink.integrations.service import app
from namelink.integrations.service.access_log import start_log
from namelink.integrations.service.connections import LimitedProtocol
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.unread import UnreadAnswers
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
        access_log: Whether each request is logged.
        limits: The limits of the service.
        token: What requests must bring; nothing if None.
    """

    host: str
    port: int
    indexes: tuple[str, ...]
    access_log: bool
    limits: ServiceLimits
    token: str | None = attrs.field(default=None, repr=False)


def serve(serving: Serving) -> None:
    """Serve until SIGINT or SIGTERM; requests in progress are answered before the end.

    Raises:
        AddressError: The address cannot be listened at.
        NamelinkError: An index cannot be used.
    """
    Gazetteer.open_layers(serving.indexes)  # so that an index that cannot be used is an error before anything starts
    start_log(with_requests=serving.access_log)
    with listen(serving.host, serving.port, serving.limits.backlog) as listening, _stoppable():
        print(f"namelink serves {_address(listening)} (Ctrl+C stops it)", file=sys.stderr, flush=True)
        try:
            uvicorn.Server(_config(serving)).run(sockets=[listening])
        finally:
            for worker in multiprocessing.active_children():  # where it was told twice to stop
                worker.kill()


def _config(serving: Serving) -> uvicorn.Config:
    limits, unread = serving.limits, UnreadAnswers()
    return uvicorn.Config(
        functools.partial(app.make_app, serving.indexes, limits, serving.token, unread),
        factory=True,
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="on",
        http=functools.partial(LimitedProtocol, limits=limits, unread=unread),  # type: ignore[arg-type]
        ws="none",
        proxy_headers=bool(limits.proxies),
        forwarded_allow_ips=list(limits.proxies),
        h11_max_incomplete_event_size=limits.head,
        timeout_graceful_shutdown=int(limits.seconds) + limits.grace_seconds,
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
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, unnamed.detach())


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn SIGTERM and SIGINT, which uvicorn raises again when it has stopped, into the end of this block."""
    with suppress(KeyboardInterrupt, Terminated), ending_on_termination():
        yield
