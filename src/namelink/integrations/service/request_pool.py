"""Request pool: bounds the requests in progress, and has worker processes work on them, each within its time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from namelink.integrations.service.errors import RequestError, WorkError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.unread import UnreadAnswers
from namelink.integrations.service.worker import Outcome, Reply
from namelink.integrations.service.worker_pool import WorkerPool


class RequestPool:
    """Bounds the requests in progress, and has worker processes work on them.

    Work whose time is over counts as in progress until it has ended.
    """

    def __init__(self, limits: ServiceLimits, workers: WorkerPool, unread: UnreadAnswers | None = None) -> None:
        """Make a pool.

        Args:
            limits: The limits of the service.
            workers: The processes that work.
            unread: The answers that clients have not read yet.
        """
        self.limits = limits
        self.in_progress = 0
        self._clients: Counter[str] = Counter()
        self._workers = workers
        self._unread = unread or UnreadAnswers()

    @contextlib.contextmanager
    def slot(self, client: str) -> Iterator[None]:
        """Hold a slot for a request of a client.

        Raises:
            RequestError: There is none (503), or none for this client (429).
        """
        retry = {"Retry-After": str(self.limits.retry_seconds)}
        if self.in_progress >= self.limits.requests:
            raise RequestError(503, "busy", "too many requests are in progress", "try again in a second", retry)
        if self._unread.size() > self.limits.unread:
            raise RequestError(503, "busy", "too many answers wait to be read", "read them, and try again", retry)
        if self._clients[client] >= self.limits.per_client:
            raise RequestError(
                429,
                "too_many_requests",
                f"{self.limits.per_client} requests of this client are in progress",
                "wait for their answers, or send names in batches",
                retry,
            )
        self.in_progress += 1
        self._clients[client] += 1
        try:
            yield
        finally:
            self.in_progress -= 1
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def start(self) -> None:
        """Have a worker ready."""
        await asyncio.to_thread(self._workers.start)

    async def run(self, task: str, arguments: Any, size: int, seconds: float | None = None) -> bytes:
        """Return the result of a task.

        Args:
            task: The name of the task.
            arguments: What it is given.
            size: The bytes of the request.
            seconds: The time it has; that of any request if None.

        Raises:
            RequestError: It took too long (504) or too much memory (413), or cannot be done.
            WorkError: It failed.
        """
        seconds = self.limits.seconds if seconds is None else seconds
        job = self._workers.submit(task, arguments, size, seconds)
        reply = asyncio.wrap_future(job)
        reply.add_done_callback(_retrieve_exception)
        try:
            async with asyncio.timeout(seconds):
                return _content(await asyncio.shield(reply), self.limits, seconds)
        except TimeoutError:
            self._abandon(job)
            raise _timeout(seconds) from None

    def _abandon(self, job: Future[Reply]) -> None:
        if job.cancel() or job.done():
            return
        self.in_progress += 1
        loop = asyncio.get_running_loop()

        def release(_job: Future[Reply]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and so has the count
                loop.call_soon_threadsafe(self._release)

        job.add_done_callback(release)

    def _release(self) -> None:
        self.in_progress -= 1

    def close(self) -> None:
        """Accept no more work, drop what waits, and end the workers."""
        self._workers.close()


def _content(reply: Reply, limits: ServiceLimits, seconds: float) -> bytes:
    """Return the answer of a reply, or raise what it says instead."""
    match reply.outcome:
        case Outcome.ANSWERED:
            answer: bytes = reply.content
            return answer
        case Outcome.REFUSED:
            raise RequestError(*reply.content)
        case Outcome.LATE:
            raise _timeout(seconds)
        case Outcome.TOO_BIG:
            raise RequestError(
                413,
                "too_large",
                f"this takes more than the {limits.memory:,} bytes of memory that one request may take",
                "send fewer or shorter names at once, or have the service started with a larger --memory",
            )
        case Outcome.FAILED:
            raise WorkError(reply.content)


def _timeout(seconds: float) -> RequestError:
    return RequestError(
        504,
        "timeout",
        f"the answer was not ready within {seconds:g} seconds",
        "send fewer names or a shorter text at once, or try again when the service is less busy",
    )


def _retrieve_exception(answer: asyncio.Future[Reply]) -> None:
    """Retrieve the exception of an abandoned answer, which asyncio would log otherwise."""
    if not answer.cancelled():
        answer.exception()
