"""When work is tried again whose process has ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import attrs
import pytest

from namelink.integrations.service.budget import DeadlineError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.retries import WorkerLostError, insisted

LIMITS = ServiceLimits(retry_pause=0.001, crashes=3)


def losing(*crashes: bool) -> Callable[[], int]:
    """Return an attempt whose process ends so often, by itself or not, and then comes to the number of attempts."""
    ends = iter(crashes)
    tried = 0

    def attempt() -> int:
        nonlocal tried
        tried += 1
        for is_crash in ends:
            raise WorkerLostError(is_crash=is_crash)
        return tried

    return attempt


def test_what_is_ended_from_outside_is_tried_until_it_is_done() -> None:
    assert insisted(losing(*[False] * 8), time.monotonic() + 60, LIMITS, threading.Event()) == 9


def test_what_crashes_is_tried_so_often() -> None:
    closed, end = threading.Event(), time.monotonic() + 60
    assert insisted(losing(True, False, True), end, LIMITS, closed) == 4
    with pytest.raises(WorkerLostError):
        insisted(losing(True, False, True, False, True), end, LIMITS, closed)
    with pytest.raises(WorkerLostError):
        insisted(losing(True, True), end, attrs.evolve(LIMITS, crashes=2), closed)


def test_what_is_ended_again_and_again_is_tried_few_times_until_its_time_is_over() -> None:
    tried = 0

    def attempt() -> None:
        nonlocal tried
        tried += 1
        raise WorkerLostError(is_crash=False)

    begun = time.monotonic()
    with pytest.raises(DeadlineError):
        insisted(attempt, begun + 0.5, LIMITS, threading.Event())
    assert time.monotonic() - begun >= 0.5
    assert 2 < tried < 12  # after 1, 3, 7, … 511 ms


def test_nothing_is_tried_when_the_service_ends() -> None:
    closed = threading.Event()
    threading.Timer(0.1, closed.set).start()
    with pytest.raises(DeadlineError):
        insisted(losing(*[False] * 99), time.monotonic() + 3600, attrs.evolve(LIMITS, retry_pause=600.0), closed)
