"""Worker processes: each has one job at a time, and is ended where the job is late; another takes its place."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any

from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.worker import Job, Outcome, Reply, work

LOST = "lost"
"""Why a worker ended that nothing here ended."""

LOG = logging.getLogger("namelink.service")


class WorkerLostError(Exception):
    """A worker ended before it replied."""


class _Worker:
    """One process, and the connection to it."""

    def __init__(self, context: BaseContext, indexes: tuple[str, ...], limits: ServiceLimits) -> None:
        self._connection, theirs = context.Pipe()
        with theirs:
            self._process = context.Process(  # type: ignore[attr-defined]
                target=work, args=(theirs, indexes, limits), daemon=True, name="namelink worker"
            )
            self._process.start()
        try:
            is_ready = self._receive(limits.start_seconds)
        except WorkerLostError:
            is_ready = None
        if not is_ready:
            self.end()
            raise WorkerLostError

    def ask(self, job: Job, patience: float) -> Reply | None:
        """Return the reply to a job, or None where it takes too long.

        Raises:
            WorkerLostError: the process has ended.
        """
        try:
            self._connection.send(job)
        except OSError:
            raise WorkerLostError from None
        reply: Reply | None = self._receive(job.seconds + patience)
        return reply

    def _receive(self, seconds: float) -> Any:
        try:
            return self._connection.recv() if self._connection.poll(seconds) else None
        except (EOFError, OSError):
            raise WorkerLostError from None

    def kill(self) -> None:
        """End the process, whatever it does; who waits for its reply is told so."""
        self._process.kill()

    def end(self) -> None:
        """End the process, and clear away what is left of it."""
        self.kill()
        self._process.join()
        self._connection.close()


class WorkerPool:
    """Worker processes, which are started where there is a job for them."""

    def __init__(self, indexes: tuple[str, ...], limits: ServiceLimits, on_end: Callable[[str], None]) -> None:
        """Make a pool without a process.

        Args:
            indexes: The indexes to answer from.
            limits: The limits of the service; as many workers as they say.
            on_end: Called with the reason for which a worker has ended.
        """
        self._indexes = indexes
        self._limits = limits
        self._on_end = on_end
        self._idle: deque[_Worker] = deque()
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._free = threading.Semaphore(limits.workers)
        self._short = ThreadPoolExecutor(limits.workers, thread_name_prefix="short")
        self._long = ThreadPoolExecutor(max(1, limits.workers - 1), thread_name_prefix="long")

    def start(self) -> None:
        """Have one worker ready."""
        with self._lock:
            if not self._idle and not self._busy:
                self._idle.append(self._started())

    def submit(self, task: str, arguments: Any, size: int, seconds: float | None = None) -> Future[Reply]:
        """Return the reply to come; its time begins now, and passes while it waits for a worker.

        Long requests take all workers but one, so that short ones never wait for them.

        Args:
            task: The name of a task.
            arguments: What the task is given.
            size: The bytes of the request.
            seconds: The time it has; that of any request if None.
        """
        seconds = self._limits.seconds if seconds is None else seconds
        threads = self._short if size <= self._limits.short else self._long
        return threads.submit(self._reply, task, arguments, time.monotonic() + seconds)

    def close(self) -> None:
        """Accept no more jobs, drop what waits, and end the workers."""
        for threads in (self._short, self._long):
            threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._is_closed = True
            for worker in self._busy:
                worker.kill()
            while self._idle:
                self._idle.pop().end()

    def _reply(self, task: str, arguments: Any, end: float) -> Reply:
        with self._free:
            return self._reply_of_worker(task, arguments, end)

    def _reply_of_worker(self, task: str, arguments: Any, end: float) -> Reply:
        for _ in range(self._limits.tries):  # what ends one worker by chance does not end the next
            with contextlib.suppress(WorkerLostError):
                worker = self._leased()
                try:
                    left = end - time.monotonic()
                    reply = worker.ask(Job(task, arguments, left), self._limits.overrun_seconds) if left > 0 else None
                except WorkerLostError:
                    self._drop(worker, LOST)
                    raise
                return self._settled(worker, reply, was_asked=left > 0)
        return Reply(Outcome.FAILED, "one worker process after another ended")

    def _settled(self, worker: _Worker, reply: Reply | None, *, was_asked: bool) -> Reply:
        """Keep a worker or drop it, and return its reply."""
        if was_asked and (reply is None or reply.is_last):
            self._drop(worker, str(reply.outcome) if reply else Outcome.LATE)
        else:
            with self._lock:
                self._busy.discard(worker)
                self._idle.append(worker)
        return reply or Reply(Outcome.LATE)

    def _leased(self) -> _Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
            if worker:
                self._busy.add(worker)
        if worker is None:
            worker = self._started()
            with self._lock:
                self._busy.add(worker)
                if self._is_closed:
                    worker.kill()
        return worker

    def _drop(self, worker: _Worker, reason: str) -> None:
        worker.end()
        with self._lock:
            self._busy.discard(worker)
        if not self._is_closed:
            self._on_end(reason)

    def _started(self) -> _Worker:
        """Return a new worker that is ready; one that ends before it is costs no request, unless all do.

        Raises:
            WorkerLostError: all have ended.
        """
        for _ in range(self._limits.tries - 1):
            with contextlib.suppress(WorkerLostError):
                return _Worker(_context(), self._indexes, self._limits)
        return _Worker(_context(), self._indexes, self._limits)


def _context() -> BaseContext:
    """Return how processes are started: forked from one that has loaded the tables, where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["namelink.integrations.service.preloaded"])
    return context
