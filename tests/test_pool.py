from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from namelink.errors import ConfigError, WorkerError
from namelink.pool import Task, pool

posix = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")


def late_square(number: int) -> int:
    time.sleep(0.02 * (number % 3))  # so that later tasks end before earlier ones
    return number * number


def squares(numbers: list[int]) -> list[int]:
    return [number * number for number in numbers]


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(reason: str) -> None:
    raise ConfigError(reason)


def process_id() -> int:
    return os.getpid()


@pytest.mark.parametrize("start_method", [None, "spawn"])
@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int, start_method: str | None) -> None:
    with pool(workers, start_method=start_method) as processes:
        assert list(processes.run((late_square, (n,)) for n in range(12))) == [n * n for n in range(12)]
        assert list(processes.map(squares, range(11), 3)) == [n * n for n in range(11)]


@pytest.mark.parametrize("workers", [1, 2])
def test_tasks_are_read_as_they_are_begun(workers: int) -> None:
    read = 0

    def tasks() -> Iterator[Task[int]]:
        nonlocal read
        for n in range(1000):
            read += 1
            yield late_square, (n,)

    with pool(workers, ahead=2) as processes:
        assert next(processes.run(tasks())) == 0
        assert read == (1 if workers == 1 else 4)


def test_a_process_that_is_killed_is_an_error_of_namelink() -> None:
    with (
        pytest.raises(WorkerError, match="was killed, perhaps for want of memory; try with fewer workers"),
        pool(2) as p,
    ):
        list(p.run([(kill_this_process, ())]))


@pytest.mark.parametrize("start_method", [None, "spawn"])
def test_what_prepares_a_process_may_fail(start_method: str | None) -> None:
    with (
        pytest.raises(ConfigError, match="no such pack"),
        pool(2, start_method=start_method, prepare=refuse, arguments=("no such pack",)) as processes,
    ):
        list(processes.run([(late_square, (1,))]))


@posix
def test_processes_end_at_once_where_the_block_ends_with_an_error() -> None:
    started: list[int] = []

    def tasks() -> Iterator[Task[object]]:
        yield process_id, ()
        yield process_id, ()
        for _ in range(9):
            yield time.sleep, (600,)

    def stop(result: object) -> None:
        started.append(int(str(result)))
        raise KeyError

    with pytest.raises(KeyError), pool(2, ahead=1) as processes:
        stop(next(processes.run(tasks())))
    assert not Path(f"/proc/{started[0]}").exists()
