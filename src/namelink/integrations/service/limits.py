"""Limits of the service: size, number and time of requests and answers, in one validated value."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class ServiceLimits:
    """Limits of a service; those down to `proxies` are options of ``namelink serve``.

    Attributes:
        origin: The web origin whose pages may call the reconciliation service; ``*`` for any.
        host_names: Host names that it answers to, beside localhost and addresses; ``*`` for any.
        proxies: Addresses of proxies, which are believed for whom and by which scheme they ask.

    >>> ServiceLimits(batch=10).batch
    10
    """

    # Options of ``namelink serve``
    body: int = setting(1 << 20, "Size of a request's body; enough for 200 short texts.", unit="bytes", low=1)
    text: int = setting(
        100_000, "Length of one text or name; such a text is linked in time.", unit="code points", low=1
    )
    batch: int = setting(200, "Names, texts or queries in one request.", unit="items", low=1)
    seconds: float = setting(10.0, "Time for a request to arrive, and again to be answered.", unit="seconds", low=0.0)
    requests: int = setting(128, "Requests in progress: read, waiting or worked on.", low=1)
    per_client: int = setting(64, "Requests in progress from one address; half of all, so that none takes all.", low=1)
    workers: int = setting(4, "Processes that work: short requests are not held up by three long ones.", low=1)
    short: int = setting(
        4096, "Size of a request up to which one process is kept for it: a name with all else.", unit="bytes", low=0
    )
    memory: int = setting(
        1 << 30,
        "Memory that the work on one request may take; twice what the largest text takes with all its evidence.",
        unit="bytes",
        low=1 << 26,
    )
    answer: int = setting(1 << 25, "Size of an answer; twice that on the largest text.", unit="bytes", low=1)
    document: int = setting(20 << 20, "Size of a document; reports with pictures have less.", unit="bytes", low=1)
    origin: str = "*"
    host_names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()

    # Connections
    head_seconds: float = setting(
        5.0,
        "Time from the beginning of a connection, or of a request on it, to the end of the request's head.",
        unit="seconds",
        low=0.0,
    )
    head: int = setting(1 << 16, "Size of the head of a request, its address included.", unit="bytes", low=1)
    write_seconds: float = setting(
        30.0,
        "Time for a client to read an answer; the largest by a line of 9 Mbit/s.",
        unit="seconds",
        low=0.0,
    )
    unread: int = setting(
        1 << 26, "Answers that wait to be read; beyond, no request is taken. Two of the largest.", unit="bytes", low=0
    )
    grace_seconds: int = setting(
        5,
        "Time beyond that of a request for which running ones are awaited on shutdown; and for a worker process to be"
        " gone whose connection is closed.",
        unit="seconds",
        low=0,
    )
    backlog: int = setting(512, "Connections that the system keeps until they are accepted.", low=1)
    drained_bodies: int = setting(
        16,
        "Multiples of the body limit that are read and dropped, so that the sender of a larger body reads the answer.",
        low=1,
    )
    retry_seconds: int = setting(1, "Time after which a client that was refused may try again.", unit="seconds", low=1)

    # Processes
    start_seconds: float = setting(
        60.0,
        "Time for a worker process to be ready; it takes 3 where nothing else runs.",
        unit="seconds",
        low=0.0,
    )
    crashes: int = setting(
        2, "Processes that crash on one request, or one after the other at their start; the first may be chance.", low=1
    )
    retry_pause: float = setting(
        0.05,
        "Time until work is tried again whose process was ended from outside, twice as long each time: eight tries in"
        " ten seconds, where it is the work for which the system ends processes.",
        unit="seconds",
        low=0.001,
    )
    overrun_seconds: float = setting(
        0.25,
        "Time beyond that of a request in which a worker process ends its work by itself, and is kept.",
        unit="seconds",
        low=0.0,
    )

    # Requests
    form_values: int = setting(2000, "Values of a form or a query string.", unit="values", low=1)
    compared_text: int = setting(1000, "Length of a name to compare; the time grows with the product of both.", low=1)
    prefix: int = setting(200, "Length of what suggestions begin with.", unit="code points", low=1)
    query_names: int = setting(20, "Names and ids in one reconciliation query, each of which is looked up.", low=1)
    skipped: int = setting(1000, "Suggestions that a cursor may skip.", low=0)

    # Documents
    documents: int = setting(2, "Documents in hand at once, each with its bytes.", low=1)
    document_seconds: float = setting(
        60.0,
        "Time for a document to arrive, and again to be read; a page takes 0.2 to 0.5.",
        unit="seconds",
        low=0.0,
    )

    # Answers
    candidates: int = setting(50, "Candidates of a name.", low=1)
    default_candidates: int = setting(5, "Candidates where a request does not say how many.", low=1)
    spellings: int = setting(20, "Spellings of a name.", low=1)
    suggestions: int = setting(10, "Suggestions in one answer.", low=1)
    suggestion_score: float = setting(
        0.05,
        "Score from which an entity is suggested that no name begins with; below, it has one word in common by chance.",
        low=0.0,
        high=1.0,
    )
    preview_names: int = setting(12, "Names on the preview of an entity, which fill its frame.", low=1)
