"""Work shared among processes, its results in order; when the caller stops, so do they."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import TypeVar

from namelink.errors import BuildError

T = TypeVar("T")
Task = tuple[Callable[..., T], tuple[object, ...]]
"""A function of a module, and its arguments."""


class Pool:
    """Runs tasks: in this process, or in several others."""

    def __init__(self, executor: ProcessPoolExecutor | None, size: int) -> None:
        self._executor = executor
        self._ahead = 2 * size

    def run(self, tasks: Iterable[Task[T]]) -> Iterator[T]:
        """Yield what some tasks return, in their order; few of them are begun before they are asked for.

        Raises:
            BuildError: a process was killed.
        """
        if self._executor is None:
            for function, arguments in tasks:
                yield function(*arguments)
            return
        begun: deque[Future[T]] = deque()
        try:
            for function, arguments in tasks:
                begun.append(self._executor.submit(function, *arguments))
                if len(begun) >= self._ahead:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        except BrokenProcessPool:
            raise BuildError(
                "a process that built the index was killed, perhaps for want of memory; try with fewer workers"
            ) from None


@contextlib.contextmanager
def pool(size: int) -> Iterator[Pool]:
    """Gather some processes, and send them away in the end, whatever they are at.

    Args:
        size: How many; 1 is this process alone.
    """
    if size == 1:
        yield Pool(None, 1)
        return
    context = multiprocessing.get_context("spawn")
    watched, held = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(size, context, initializer=_watch, initargs=(watched,))
    try:
        yield Pool(executor, size)
    except BaseException:
        held.close()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        held.close()
        watched.close()


def _watch(watched: Connection) -> None:
    """Have this process end when the one that began it lets go of its end of a pipe: it failed, or was killed."""
    gc.disable()  # what is made here has no cycles, and there is much of it
    threading.Thread(target=_wait, args=(watched,), daemon=True).start()


def _wait(watched: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os._exit(1)
