"""Signals that ask a process to end."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class Terminated(SystemExit):
    """The end of this process that SIGTERM asks for; its status is 128 and the signal's number, as a shell's."""


@contextlib.contextmanager
def ending_on_termination() -> Iterator[None]:
    """Have SIGTERM raise `Terminated` inside the block, so that what was begun there is cleared away.

    Raises:
        ValueError: this is not the main thread, which alone may handle signals.

    >>> with ending_on_termination():
    ...     signal.raise_signal(signal.SIGTERM)
    Traceback (most recent call last):
    namelink.signals.Terminated: 143
    """

    def end(number: int, _: object) -> None:
        raise Terminated(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
