"""What the work on one request may take: its time, and the bytes of its answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.json import to_json

Item = TypeVar("Item")


class DeadlineError(Exception):
    """The deadline of a request is over."""


class Budget:
    """The time and the bytes that are left to one request; work in several steps checks both between them."""

    def __init__(self, seconds: float, answer: int) -> None:
        self._end = time.monotonic() + seconds
        self._most = answer
        self._left = answer

    def check(self) -> None:
        """Raise a DeadlineError once the time is over."""
        if time.monotonic() > self._end:
            raise DeadlineError

    def encode(self, value: Any) -> bytes:
        """Return a value, or a part of an answer, as JSON.

        Raises:
            RequestError: the answer would be too large (413).
        """
        encoded = value if isinstance(value, bytes) else to_json(value)
        self._left -= len(encoded)
        if self._left < 0:
            raise RequestError(
                413,
                "too_large",
                f"the answer would have more than {self._most:,} bytes",
                "ask for less at once, without explain, or have the service started with a larger --most-answer",
            )
        return encoded

    def encode_each(self, one: Callable[[Item], Any], items: Iterable[Item]) -> bytes:
        """Return the results of several items as JSON, each encoded as soon as it is there.

        Raises:
            DeadlineError: the time is over before the last.
            RequestError: the answer would be too large (413).

        >>> Budget(1.0, 100).encode_each(str.upper, ["a", "b"])
        b'{"results":["A","B"]}'
        """
        return b'{"results":[' + b",".join(self.encode(one(item)) for item in self.each(items)) + b"]}"

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items, or raise a DeadlineError once the time is over."""
        for item in items:
            self.check()
            yield item
