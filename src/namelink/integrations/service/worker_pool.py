"""Worker processes: each has one job at a time, and is ended where the job is late; another takes its place."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any

from namelink.integrations.service.budget import DeadlineError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.retries import WorkerLostError, insisted, is_crash
from namelink.integrations.service.worker import Job, Outcome, Reply, work


class _Worker:
    """One process, and the connection to it."""

    def __init__(self, context: BaseContext, indexes: tuple[str, ...], limits: ServiceLimits) -> None:
        self._grace = limits.grace_seconds
        self._connection, theirs = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=work, args=(theirs, indexes, limits), daemon=True, name="namelink worker"
        )
        with theirs:
            try:
                self._process.start()
            except (EOFError, OSError):  # what forks it was killed
                self._connection.close()
                raise WorkerLostError(is_crash=False) from None
        if not self._receive(limits.start_seconds):
            self.end()
            raise WorkerLostError(is_crash=True)

    def ask(self, job: Job, patience: float) -> Reply | None:
        """Return the reply to a job, or None where it takes too long.

        Raises:
            WorkerLostError: the process has ended.
        """
        try:
            self._connection.send(job)
        except OSError:
            raise self.lost() from None
        reply: Reply | None = self._receive(job.seconds + patience)
        return reply

    def _receive(self, seconds: float) -> Any:
        try:
            return self._connection.recv() if self._connection.poll(seconds) else None
        except (EOFError, OSError):
            raise self.lost() from None

    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return bool(self._process.is_alive())

    def lost(self) -> WorkerLostError:
        """Return the error of a process that has ended, or is about to; it is cleared away.

        One that is still there when its grace is over is killed, and taken to have crashed.
        """
        self._process.join(self._grace)
        error = WorkerLostError(is_crash=is_crash(self._process.exitcode))
        self.end()
        return error

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
        self._closed = threading.Event()
        self._free = threading.Semaphore(limits.workers)
        self._short = ThreadPoolExecutor(limits.workers, thread_name_prefix="short")
        self._long = ThreadPoolExecutor(max(1, limits.workers - 1), thread_name_prefix="long")

    def start(self) -> None:
        """Have one worker ready."""
        end = time.monotonic() + self._limits.start_seconds
        started = insisted(self._started, end, self._limits, self._closed)
        with self._lock:
            self._idle.append(started)

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
            self._closed.set()
            for worker in self._busy:
                worker.kill()
            while self._idle:
                self._idle.pop().end()

    def _reply(self, task: str, arguments: Any, end: float) -> Reply:
        try:
            return insisted(lambda: self._reply_of_worker(task, arguments, end), end, self._limits, self._closed)
        except DeadlineError:
            return Reply(Outcome.LATE)
        except WorkerLostError:
            return Reply(Outcome.FAILED, "one worker process after another crashed")

    def _reply_of_worker(self, task: str, arguments: Any, end: float) -> Reply:
        with self._turn(end):
            worker = self._leased()
            try:
                left = end - time.monotonic()
                reply = worker.ask(Job(task, arguments, left), self._limits.overrun_seconds) if left > 0 else None
            except WorkerLostError as lost:
                self._forget(worker, str(lost))
                raise
            return self._settled(worker, reply, was_asked=left > 0)

    @contextlib.contextmanager
    def _turn(self, end: float) -> Iterator[None]:
        """Hold one of as many turns as there may be workers, or raise a DeadlineError where none is free in time."""
        if not self._free.acquire(timeout=max(0.0, end - time.monotonic())):
            raise DeadlineError
        try:
            yield
        finally:
            self._free.release()

    def _settled(self, worker: _Worker, reply: Reply | None, *, was_asked: bool) -> Reply:
        """Keep a worker or end it, and return its reply."""
        if was_asked and (reply is None or reply.is_last):
            worker.end()
            self._forget(worker, str(reply.outcome) if reply else Outcome.LATE)
        else:
            with self._lock:
                self._busy.discard(worker)
                self._idle.append(worker)
        return reply or Reply(Outcome.LATE)

    def _leased(self) -> _Worker:
        worker = self._idle_worker() or self._started()
        with self._lock:
            self._busy.add(worker)
            if self._closed.is_set():
                worker.kill()
        return worker

    def _idle_worker(self) -> _Worker | None:
        """Return a worker that has nothing to do, or None where there is none; those that have ended are forgotten."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None or worker.is_alive():
                return worker
            self._forget(worker, str(worker.lost()))

    def _forget(self, worker: _Worker, reason: str) -> None:
        with self._lock:
            self._busy.discard(worker)
        if not self._closed.is_set():
            self._on_end(reason)

    def _started(self) -> _Worker:
        return _Worker(_context(), self._indexes, self._limits)


def _context() -> BaseContext:
    """Return how processes are started: forked from one that has loaded the tables, where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["namelink.integrations.service.preloaded"])
    return context
