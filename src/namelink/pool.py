"""Processes that share work: results in order, few tasks under way, and none that outlives who began it."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from namelink.errors import WorkerError

_T = TypeVar("_T")
_R = TypeVar("_R")

Task = tuple[Callable[..., _R], tuple[Any, ...]]
"""A function of a module, and its arguments."""


class Pool:
    """Runs tasks: in this process, or in several others."""

    def __init__(self, executor: ProcessPoolExecutor | None, most: int) -> None:
        self._executor = executor
        self._most = most

    def run(self, tasks: Iterable[Task[_R]]) -> Iterator[_R]:
        """Yield what some tasks return, in their order; tasks are read as they are begun.

        Raises:
            WorkerError: a process was killed.
        """
        if self._executor is None:
            for function, arguments in tasks:
                yield function(*arguments)
            return
        begun: deque[Future[_R]] = deque()
        try:
            for function, arguments in tasks:
                begun.append(self._executor.submit(_run, function, arguments))
                if len(begun) >= self._most:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        except BrokenProcessPool:
            raise WorkerError(
                "a worker process was killed, perhaps for want of memory; try with fewer workers"
            ) from None

    def map(self, function: Callable[[list[_T]], list[_R]], items: Iterable[_T], size: int) -> Iterator[_R]:
        """Yield what a function makes of each item, in the order of the items.

        Args:
            function: A function of a module; it is called with some items, and returns as many results.
            items: The items; they are read as they are needed.
            size: How many items are sent to a process at once.

        Raises:
            WorkerError: a process was killed.

        >>> with pool(1) as processes:
        ...     list(processes.map(sorted, "gazetteer", 4))
        ['a', 'e', 'g', 'z', 'e', 'e', 't', 't', 'r']
        """
        listed = iter(items)
        batches = iter(lambda: list(itertools.islice(listed, size)), [])
        for results in self.run((function, (batch,)) for batch in batches):
            yield from results


@contextlib.contextmanager
def pool(
    workers: int,
    *,
    ahead: int = 3,
    start_method: str | None = None,
    prepare: Callable[..., None] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[Pool]:
    """Start some processes, and end them when the block ends, at once where it ends with an error.

    They end too when the process that started them is killed.

    Args:
        workers: How many; 1 is this process alone.
        ahead: Tasks under way for each process: enough to keep it busy while an earlier one is waited for,
            and few enough to stay in memory.
        start_method: How processes are started, as `multiprocessing` names it; None for the platform's own way.
        prepare: What each other process calls first; what it raises, the first task raises.
        arguments: What it is called with.
    """
    if workers == 1:
        yield Pool(None, 1)
        return
    context = multiprocessing.get_context(start_method)
    watched, held = context.Pipe(duplex=False)
    initial = (watched, held, prepare, arguments)
    executor = ProcessPoolExecutor(workers, context, initializer=_start, initargs=initial)
    try:
        yield Pool(executor, ahead * workers)
    except BaseException:
        held.close()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        held.close()
        watched.close()


_failure: Exception | None = None
"""What `prepare` raised in this process."""


def _start(
    watched: Connection, held: Connection, prepare: Callable[..., None] | None, arguments: tuple[Any, ...]
) -> None:
    global _failure
    held.close()  # so that the process that started this one has the only other end
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()
    try:
        if prepare is not None:
            prepare(*arguments)
    except Exception as error:
        _failure = error


def _end_with_parent(watched: Connection) -> None:
    """End this process when its parent lets go of its end of the pipe: it failed, or was killed."""
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os._exit(1)


def _run(function: Callable[..., _R], arguments: tuple[Any, ...]) -> _R:
    if _failure is not None:
        raise _failure
    return function(*arguments)
