"""The same function over many items, in several processes, in order, with a bounded look ahead."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")

AHEAD = 3
"""Batches that are under way for each process: enough to keep it busy, and few enough to stay in memory."""


def spread(
    function: Callable[[list[_T]], list[_R]],
    items: Iterable[_T],
    *,
    workers: int,
    batch: int,
    prepare: Callable[..., None],
    arguments: tuple[object, ...],
) -> Iterator[_R]:
    """Yield what a function makes of each item, in the order of the items.

    Args:
        function: What is called with a batch of items in a process of its own.
        items: The items; they are read as they are needed.
        workers: How many processes to use.
        batch: How many items make a batch.
        prepare: What each process calls first.
        arguments: What it calls that with.
    """
    with ProcessPoolExecutor(workers, initializer=prepare, initargs=arguments) as pool:
        under_way: deque[Future[list[_R]]] = deque()
        try:
            for listed in _batches(iter(items), batch):
                under_way.append(pool.submit(function, listed))
                if len(under_way) >= AHEAD * workers:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _batches(items: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while listed := list(itertools.islice(items, size)):
        yield listed
