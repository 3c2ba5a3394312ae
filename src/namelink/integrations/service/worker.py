"""The process that does the work of requests, one after the other: it can be ended at any time, as no thread can."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

import attrs

from namelink import Gazetteer, Resolver
from namelink.integrations.memory import bound_memory
from namelink.integrations.service.budget import Budget, DeadlineError
from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.tasks import Task, tasks
from namelink.integrations.service.warm import warm_up

if sys.platform != "win32":  # which has no such limits
    import resource


@attrs.frozen
class Job:
    """The work of one request.

    Attributes:
        task: The name of its task.
        arguments: What the task is given.
        seconds: The time it has.
    """

    task: str
    arguments: Any
    seconds: float


class Outcome(StrEnum):
    """How a job ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    LATE = "deadline"
    TOO_BIG = "memory"
    FAILED = "failed"


@attrs.frozen
class Reply:
    """What a worker says of a job.

    Attributes:
        outcome: How it ended.
        content: The JSON of the answer, the arguments of a `RequestError`, or the frames of a failure.
        is_last: Whether the worker ends now.
    """

    outcome: Outcome
    content: Any = None
    is_last: bool = False


def work(connection: Connection, indexes: tuple[str, ...], limits: ServiceLimits) -> None:
    """Answer jobs until the other end of the connection is closed, or this process has grown too much.

    Args:
        connection: Where jobs come from and replies go to; the first message says that this worker is ready.
        indexes: The indexes to answer from.
        limits: The limits of the service.
    """
    ending = _Ending()
    resolver = Resolver(Gazetteer.open_layers(indexes))
    warm_up(resolver)
    known = tasks(resolver, limits)
    most = _peak() + limits.memory // 2
    bound_memory(limits.memory)
    connection.send(True)
    while True:
        with ending.at_once():
            try:
                job = connection.recv()
            except EOFError:
                return
        reply = answer(known, job, limits)
        is_last = ending.asked or reply.outcome is Outcome.TOO_BIG or _peak() > most
        connection.send(attrs.evolve(reply, is_last=is_last))
        if is_last:
            return


def answer(known: Mapping[str, Task], job: Job, limits: ServiceLimits) -> Reply:
    """Return the reply to a job; a failure is told by its place in the code alone, for its message may hold names.

    Args:
        known: The tasks by name.
        job: The job.
        limits: The limits of the service.
    """
    try:
        return Reply(Outcome.ANSWERED, known[job.task](job.arguments, Budget(job.seconds, limits.answer)))
    except RequestError as error:
        return Reply(Outcome.REFUSED, error.arguments())
    except DeadlineError:
        return Reply(Outcome.LATE)
    except MemoryError:
        return Reply(Outcome.TOO_BIG)
    except Exception as error:
        return Reply(Outcome.FAILED, frames(error))


def frames(error: BaseException) -> str:
    """Return the type of an error and where it was raised, without its message.

    >>> try:
    ...     int("قطر")
    ... except ValueError as error:
    ...     print(frames(error))
    ValueError at <doctest ...>:2 in <module>
    """
    found = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} in {f.name}" for f in reversed(found))
    return f"{type(error).__name__} at {where}"


class _Ending:
    """Ends this process with the one that started it, and where it is told to, between two jobs."""

    def __init__(self) -> None:
        self.asked = False
        self._is_waiting = False
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to every process
        signal.signal(signal.SIGTERM, self._end)
        threading.Thread(target=_end_with_parent, daemon=True).start()

    def at_once(self) -> _Ending:
        """Return a context in which it may end at once."""
        return self

    def __enter__(self) -> None:
        self._is_waiting = True
        if self.asked:
            raise SystemExit

    def __exit__(self, *_: object) -> None:
        self._is_waiting = False

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._is_waiting:
            raise SystemExit


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _peak() -> int:
    """Return the most bytes that this process has held, or 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024
