"""Signals that ask a process to end."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class Terminated(SystemExit):
    """The end of this process that a signal asks for; its status is 128 and the signal's number, as a shell's."""


ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that ask for an end and end a program that does not handle them; Python handles SIGINT itself."""


@contextlib.contextmanager
def ending_on_termination() -> Iterator[None]:
    """Have SIGTERM and SIGHUP raise `Terminated` inside the block, so that what was begun there is cleared away.

    One that is ignored stays so: nohup has SIGHUP ignored.

    Raises:
        ValueError: this is not the main thread, which alone may handle signals.

    >>> with ending_on_termination():
    ...     signal.raise_signal(signal.SIGTERM)
    Traceback (most recent call last):
    namelink.signals.Terminated: 143
    """

    def end(number: int, _: object) -> None:
        raise Terminated(128 + number)

    before = {number: signal.getsignal(number) for number in ENDING}
    handled = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in handled:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, before[number])
