"""Work on requests: so many at once, in threads, each within its time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from namelink.integrations.service.errors import RETRY, RequestError
from namelink.integrations.service.limits import Limits


class OutOfTimeError(Exception):
    """The time of a request is over."""


class Deadline:
    """The time of one request; work in many parts asks for it between them."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise OutOfTimeError once the time is over."""
        if time.monotonic() > self._end:
            raise OutOfTimeError


class RequestPool:
    """Admits requests and works on them.

    A thread cannot be stopped: work whose time is over keeps its place among the requests in hand until it ends.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.in_hand = 0
        self._clients: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="namelink")

    @contextlib.contextmanager
    def admitted(self, client: str) -> Iterator[None]:
        """Hold a place for a request of a client.

        Raises:
            RequestError: there is none (503), or none for this client (429).
        """
        if self.in_hand >= self.limits.requests:
            raise RequestError(503, "busy", "the service has its hands full", "try again in a second", RETRY)
        if self._clients[client] >= self.limits.per_client:
            raise RequestError(
                429,
                "too_many_requests",
                f"{self.limits.per_client} requests of yours are in hand already",
                "wait for their answers, or send names in batches",
                RETRY,
            )
        self.in_hand += 1
        self._clients[client] += 1
        try:
            yield
        finally:
            self.in_hand -= 1
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def run(self, work: Callable[[Deadline], bytes]) -> bytes:
        """Return what work comes to.

        Raises:
            RequestError: it took too long (504), or raised one.
        """
        job = self._threads.submit(work, Deadline(self.limits.seconds))
        answer = asyncio.wrap_future(job)
        answer.add_done_callback(_look_at)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.shield(answer)
        except (TimeoutError, OutOfTimeError):
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
        self.in_hand += 1
        loop = asyncio.get_running_loop()

        def release(_job: Future[bytes]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and so has the count
                loop.call_soon_threadsafe(self._release)

        job.add_done_callback(release)

    def _release(self) -> None:
        self.in_hand -= 1

    def close(self) -> None:
        """Take no more work; what waits is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_at(answer: asyncio.Future[bytes]) -> None:
    """Look at what an answer came to, so that an error nobody waits for any more is not told of."""
    if not answer.cancelled():
        answer.exception()
