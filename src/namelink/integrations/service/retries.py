"""When work is tried again whose process has ended."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from namelink.integrations.service.budget import DeadlineError
from namelink.integrations.service.limits import ServiceLimits

LOST = "lost"
"""Why a worker ended that was ended from outside."""

CRASHED = "crashed"
"""Why a worker ended that ended by itself, though nothing here wanted it to."""

FAULTS = {
    -number
    for number in signal.Signals
    if number.name in ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS", "SIGTRAP")
}
"""Exit codes of processes that ended by a fault of their own; other signals are sent by somebody else."""

T = TypeVar("T")


class WorkerLostError(Exception):
    """A worker process ended before it replied.

    Attributes:
        is_crash: Whether it ended by itself, as the next one may on the same work.
    """

    def __init__(self, *, is_crash: bool) -> None:
        super().__init__(CRASHED if is_crash else LOST)
        self.is_crash = is_crash


def is_crash(code: int | None) -> bool:
    """Whether a process with an exit code, or None where it is not known, has ended by itself and not in order.

    >>> is_crash(-signal.SIGKILL), is_crash(-signal.SIGSEGV), is_crash(1)
    (False, True, True)
    """
    return code is None or code > 0 or code in FAULTS


def insisted(attempt: Callable[[], T], end: float, limits: ServiceLimits, closed: threading.Event) -> T:
    """Return what comes of an attempt, which is made again where its process has ended.

    A process that was ended from outside says nothing of its work: that has until its deadline, with pauses that
    double, for what the system ends for its memory looks the same. A process that crashes may crash again.

    Args:
        attempt: What is tried; it raises a `WorkerLostError` where its process has ended.
        end: The deadline, by `time.monotonic`.
        limits: How many crashes there may be, and the first pause.
        closed: Set when nothing is tried any more.

    Raises:
        DeadlineError: the time is over.
        WorkerLostError: too many processes crashed.
    """
    crashes, pause = 0, limits.retry_pause
    while not closed.is_set() and time.monotonic() < end:
        try:
            return attempt()
        except WorkerLostError as lost:
            crashes += lost.is_crash
            if crashes == limits.crashes:
                raise
        closed.wait(min(pause, max(0.0, end - time.monotonic())))
        pause *= 2
    raise DeadlineError
