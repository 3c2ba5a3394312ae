"""What one service takes on: how much, how long, how many at once."""

from __future__ import annotations

import attrs


@attrs.frozen
class Limits:
    """The limits of a service; each is an option of ``namelink serve``.

    Attributes:
        body: Bytes of a request's body.
        text: Code points of one text or name.
        batch: Names, texts or queries in one request.
        seconds: Seconds a request may take to arrive, and again to be answered.
        requests: Requests in hand at once, whether they are read, waiting or worked on.
        per_client: Of these, how many from one address.
        threads: Threads that work on requests, in each process.
        origin: The web origin whose pages may call the reconciliation service; ``*`` for any.

    >>> Limits(batch=10).batch
    10
    """

    body: int = 1 << 20
    text: int = 100_000
    batch: int = 200
    seconds: float = 10.0
    requests: int = 128
    per_client: int = 64
    threads: int = 4
    origin: str = "*"
