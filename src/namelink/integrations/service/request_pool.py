"""Request pool: bounds the requests in progress, and works on them in threads, each within its time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.limits import ServiceLimits


class DeadlineError(Exception):
    """The deadline of a request is over."""


class Deadline:
    """The deadline of one request; work in several steps checks it between them."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise a DeadlineError once the time is over."""
        if time.monotonic() > self._end:
            raise DeadlineError


class RequestPool:
    """Bounds the requests in progress, and works on them in threads.

    A thread cannot be stopped: work whose time is over counts as in progress until it ends.
    """

    def __init__(self, limits: ServiceLimits) -> None:
        self.limits = limits
        self.in_progress = 0
        self._clients: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="namelink")

    @contextlib.contextmanager
    def slot(self, client: str) -> Iterator[None]:
        """Hold a slot for a request of a client.

        Raises:
            RequestError: There is none (503), or none for this client (429).
        """
        retry = {"Retry-After": str(self.limits.retry_seconds)}
        if self.in_progress >= self.limits.requests:
            raise RequestError(503, "busy", "too many requests are in progress", "try again in a second", retry)
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

    async def run(self, work: Callable[[Deadline], bytes]) -> bytes:
        """Return the result of work.

        Raises:
            RequestError: It took too long (504), or raised one.
        """
        job = self._threads.submit(work, Deadline(self.limits.seconds))
        answer = asyncio.wrap_future(job)
        answer.add_done_callback(_retrieve_exception)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.shield(answer)
        except (TimeoutError, DeadlineError):
            self._abandon(job)
            raise RequestError(
                504,
                "timeout",
                f"the answer was not ready within {self.limits.seconds:g} seconds",
                "send fewer names or a shorter text at once, or try again when the service is less busy",
            ) from None

    def _abandon(self, job: Future[bytes]) -> None:
        if job.cancel() or job.done():
            return
        self.in_progress += 1
        loop = asyncio.get_running_loop()

        def release(_job: Future[bytes]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and so has the count
                loop.call_soon_threadsafe(self._release)

        job.add_done_callback(release)

    def _release(self) -> None:
        self.in_progress -= 1

    def close(self) -> None:
        """Accept no more work, and drop what waits."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _retrieve_exception(answer: asyncio.Future[bytes]) -> None:
    """Retrieve the exception of an abandoned answer, which asyncio would log otherwise."""
    if not answer.cancelled():
        answer.exception()
