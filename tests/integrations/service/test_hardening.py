"""What a service does with requests that mean it harm, and with processes that end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import httpx
import pytest

from tests.integrations.service.running import Service, running

SECRET = "سري"
"""A name that no log may hold."""

WAIT = 30
"""Seconds after which what should have come about is given up."""

LONG_WORK = {
    "text": " ".join(f"محمد {''.join(word)}" for word in product("بجدرسصعلمنهي", repeat=4))[:99_000],
    "unknown": True,
}
"""A request to link whose work takes seconds, each word being new, and does not look at the time."""


@pytest.fixture(scope="module")
def strict() -> Iterator[Service]:
    with running("--seconds", "0.5", "--workers", "2", "--memory", "64", "--access-log") as service:
        yield service


def address(service: Service) -> tuple[str, int]:
    host, port = service.url.removeprefix("http://").split(":")
    return host, int(port)


def answers(service: Service, sent: bytes) -> bytes:
    """Return all that is answered to some bytes, until the service closes the connection."""
    with socket.create_connection(address(service), timeout=WAIT) as client:
        client.sendall(sent)
        received = b""
        while part := client.recv(65536):
            received += part
    return received


def comes_about(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def children(pid: int) -> list[int]:
    listed = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return list(map(int, " ".join(listed).split()))


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


def workers(service: Service) -> list[int]:
    """Return the processes that work: those whose parent is none of the service's own."""
    direct = set(
        map(int, " ".join(p.read_text() for p in Path(f"/proc/{service.process.pid}/task").glob("*/children")).split())
    )
    return [pid for pid in descendants(service.process.pid) if pid not in direct]


HEAD = b"Host: localhost\r\nConnection: close\r\n\r\n"
CHUNKED = b'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{"name":"x"}\r\n0\r\n\r\n'


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"OPTIONS * HTTP/1.1\r\n" + HEAD, 404, "not_found"),
        (b"CONNECT x:443 HTTP/1.1\r\n" + HEAD, 404, "not_found"),
        (b"PRI * HTTP/1.1\r\n" + HEAD, 404, "not_found"),
        (b"\x16\x03\x01 nothing\r\n\r\n", 400, "unreadable"),
        (b"GET /health HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n" + HEAD, 431, "too_large"),
        (b"GET /health HTTP/1.1\r\nX: " + b"x" * 3_000_000, 431, "too_large"),
        (b"GET /resolve?name=" + b"x" * 70_000 + b" HTTP/1.1\r\n" + HEAD, 431, "too_large"),
        (b"POST /resolve HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n" + CHUNKED, 400, "unreadable"),
        (b"POST /resolve HTTP/1.0\r\nHost: localhost\r\n" + CHUNKED, 400, "unreadable"),
    ],
)
def test_what_is_no_request_is_told_so_in_json(strict: Service, sent: bytes, status: int, code: str) -> None:
    head, _, body = answers(strict, sent).partition(b"\r\n\r\n")
    assert head.split()[1] == b"%d" % status
    assert b"connection: close" in head.lower()
    assert json.loads(body)["error"]["code"] == code


def test_work_ends_with_its_time_and_holds_up_no_short_request(strict: Service) -> None:
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(httpx.post, f"{strict.url}/link", json=LONG_WORK, timeout=60) for _ in range(8)]
        assert comes_about(lambda: strict.client.get("/resolve", params={"name": "قطر"}).status_code == 200)
        assert {job.result().status_code for job in sent} == {504}
    assert comes_about(lambda: strict.metric("namelink_workers_ended_total") > 0)
    assert comes_about(lambda: strict.metric("namelink_requests_in_hand") == 1)


def test_work_that_needs_too_much_memory_is_refused() -> None:
    with running("--seconds", "60", "--memory", "64") as service:
        texts = [{"text": "وأكد بوتين لنظيره القيرغيزي صدر جباروف " * 2500, "explain": True}]
        response = service.client.post("/link", json=texts[0])
        assert response.status_code == 413
        assert "--memory" in response.json()["error"]["hint"]
        assert service.client.get("/resolve", params={"name": "قطر"}).status_code == 200


def test_no_log_holds_what_was_asked_for(mine: Path) -> None:
    with running("--access-log", "--gazetteer", mine) as service:
        service.client.get("/resolve", params={"name": SECRET})
        service.client.get(f"/{SECRET}/{SECRET}")
        service.client.post("/resolve", json={"name": SECRET, SECRET: 1})
        answers(service, f"GET /{SECRET} HTTP/1.1\r\n\r\n".encode())
        _, said = service.stop()
    assert "GET /resolve 200" in said
    assert "GET other 404" in said
    assert SECRET not in said
    assert "%D8" not in said


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_worker_that_dies_costs_no_request() -> None:
    with running("--workers", "2") as service:
        service.client.get("/resolve", params={"name": "قطر"})
        for _ in range(3):
            for pid in workers(service):
                os.kill(pid, signal.SIGKILL)
            assert service.client.get("/resolve", params={"name": "قطر"}).status_code == 200
        assert service.metric("namelink_workers_ended_total") == 3
        assert service.stop()[0] == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_process_that_starts_workers_and_dies_costs_no_request() -> None:
    with running("--workers", "2", "--seconds", "60") as service:
        service.client.get("/resolve", params={"name": "قطر"})
        for pid in [*children(service.process.pid), *workers(service)]:
            os.kill(pid, signal.SIGKILL)
        assert service.client.get("/resolve", params={"name": "قطر"}).status_code == 200
        assert service.stop()[0] == 0


def signal_each(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to processes, of which some may have ended."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_work_is_done_whose_workers_are_killed_again_and_again() -> None:
    with running("--workers", "1", "--seconds", "60") as service, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(httpx.post, f"{service.url}/link", json=LONG_WORK, timeout=90)
        assert comes_about(lambda: service.metric("namelink_requests_in_hand") > 1)
        killed: set[int] = set()
        for _ in range(4):  # each has begun to start, or to work
            assert comes_about(lambda: not killed.issuperset(workers(service)))
            time.sleep(0.3)
            killed.update(found := workers(service))
            signal_each(found, signal.SIGKILL)
        assert sent.result().status_code == 200
        assert service.metric("namelink_workers_ended_total") >= 1  # those that were starting are not counted


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_work_on_which_workers_crash_is_given_up() -> None:
    with running("--workers", "1", "--seconds", "60") as service, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(httpx.post, f"{service.url}/link", json=LONG_WORK, timeout=90)
        assert comes_about(lambda: service.metric("namelink_requests_in_hand") > 1)
        while not sent.done():  # one that had not got the work yet is no crash on it
            time.sleep(0.3)
            signal_each(workers(service), signal.SIGSEGV)
        assert sent.result().status_code == 500
        assert 'reason="crashed"' in service.client.get("/metrics").text
        assert service.client.get("/resolve", params={"name": "قطر"}).status_code == 200


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_request_is_refused_in_its_time_whose_workers_are_all_killed() -> None:
    with running("--workers", "1", "--seconds", "1") as service, ThreadPoolExecutor(1) as pool:
        service.client.get("/resolve", params={"name": "قطر"})
        begun = time.monotonic()
        sent = pool.submit(httpx.post, f"{service.url}/link", json=LONG_WORK, timeout=60)
        while not sent.done():
            signal_each(workers(service), signal.SIGKILL)
        assert sent.result().status_code == 504
        assert time.monotonic() - begun < WAIT
        assert comes_about(lambda: service.client.get("/resolve", params={"name": "قطر"}).status_code == 200)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_workers_end_with_the_service_that_is_killed() -> None:
    with running("--workers", "2") as service:
        service.client.get("/resolve", params={"name": "قطر"})
        started = descendants(service.process.pid)
        assert started
        service.process.kill()
        service.process.wait()
        assert comes_about(lambda: not any(map(_is_running, started)))
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{service.url}/health")


def _is_running(pid: int) -> bool:
    try:
        return re.search(r"^State:\s+Z", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE) is None
    except OSError:
        return False


def test_a_service_stops_in_its_time_whatever_it_works_on_and_whoever_does_not_read() -> None:
    with running("--seconds", "1", "--workers", "1") as service, socket.create_connection(address(service)) as client:
        body = json.dumps({"text": "بوتين " * 3000, "explain": True}).encode()
        head = b"POST /link HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        client.sendall(head % len(body) + body)
        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(httpx.post, f"{service.url}/link", json=LONG_WORK, timeout=60)
            assert comes_about(lambda: service.metric("namelink_requests_in_hand") > 1)
            begun = time.monotonic()
            assert service.stop()[0] == 0
            assert time.monotonic() - begun < WAIT
            assert late.result().status_code == 504


def test_a_forwarded_address_of_anybody_is_not_believed() -> None:
    with running("--access-log") as service:
        service.client.get("/health", headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
        secure = service.client.get("/reconcile", headers={"X-Forwarded-Proto": "https"}).json()
        assert secure["documentation"].startswith("http:")
        assert "192.0.2.7" not in service.stop()[1]
    with running("--access-log", "--proxy", "127.0.0.1") as service:
        secure = service.client.get(
            "/reconcile", headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        ).json()
        assert secure["documentation"].startswith("https:")
        assert "192.0.2.7 GET /reconcile" in service.stop()[1]
