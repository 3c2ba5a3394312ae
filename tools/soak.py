"""Asks a service for a long time, kills workers, reads slowly: is an answer lost or wrong, does memory grow?

    python tools/soak.py [--minutes 10] [--clients 8] [--slow 8] [-- OPTIONS OF SERVE…]

It starts `namelink serve` on a free port of the loopback address. Clients ask for short and long things and compare the
answers with the first to the same request; slow readers ask for large answers and read little; every few seconds
a worker process is killed. Memory is the proportional share of all processes. The exit status is 1 where an answer was
lost or wrong, or memory grew by more than a quarter after the first fifth of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import httpx

TEXT = "وأكد بوتين لنظيره القيرغيزي صدر جباروف عمق العلاقات بين روسيا وقرغيزستان "
REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("/resolve", {"name": "صدر جبروف", "explain": True}),
    ("/resolve", {"names": ["بوتين", "الجزائر", "محمد بن سلطان", "Emanuel Makron"] * 10}),
    ("/link", {"text": TEXT}),
    ("/link", {"text": TEXT * 20, "explain": True}),
    ("/transliterate", {"text": "محمد شريف", "limit": 5}),
    ("/compare", {"a": "صدر جباروف", "b": "Sadyr Japarov"}),
    ("/cluster", {"names": ["صدر جباروف", "Sadyr Japarov", "بوتين", "Putin"]}),
    ("/reconcile/match", {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "طرابلس"}]}]}),
]
LARGE = {"text": TEXT * 60, "explain": True}
GROWTH = 1.25
PATIENCE = 150
"""Seconds that a client waits, more than the service may take: what it refuses for its time is not lost."""


@attrs.define
class Tally:
    """What came of the requests."""

    lock: threading.Lock = attrs.Factory(threading.Lock)
    seconds: list[float] = attrs.Factory(list)
    outcomes: Counter[str] = attrs.Factory(Counter)
    first: dict[int, bytes] = attrs.Factory(dict)

    def add(self, number: int, seconds: float, status: int, content: bytes) -> None:
        """Count an answer; a service that is busy may say so (429, 503), but not be wrong."""
        with self.lock:
            self.seconds.append(seconds)
            is_right = status == 200 and self.first.setdefault(number, content) == content
            self.outcomes["right" if is_right else "wrong" if status == 200 else f"status {status}"] += 1

    def lost(self) -> int:
        """Return how many were lost or wrong."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in ("right", "status 429", "status 503"))


def ask(url: str, tally: Tally, ended: threading.Event, offset: int) -> None:
    """Ask for everything in turn until the end."""
    number = offset
    with httpx.Client(base_url=url, timeout=PATIENCE) as client:
        while not ended.is_set():
            number = (number + 1) % len(REQUESTS)
            path, body = REQUESTS[number]
            begun = time.perf_counter()
            try:
                answer = client.post(path, json=body)
            except httpx.HTTPError as error:
                with tally.lock:
                    tally.outcomes[type(error).__name__] += 1
            else:
                tally.add(number, time.perf_counter() - begun, answer.status_code, answer.content)


def read_slowly(port: int, ended: threading.Event) -> None:
    """Ask for large answers again and again, and read some bytes of each in a second."""
    body = json.dumps(LARGE).encode()
    head = "POST /link HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
    while not ended.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.sendall(head.format(len(body)).encode() + body)
                while not ended.wait(1.0) and client.recv(1024):
                    pass
        except OSError:
            continue


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    listed = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return list(map(int, " ".join(listed).split()))


def workers(pid: int) -> list[int]:
    """Return the workers of a service: what its fork server has started."""
    return [worker for child in children(pid) for worker in children(child)]


def memory(pid: int) -> float:
    """Return the megabytes that a service and its processes hold, of shared ones their share."""
    total = 0
    for each in (pid, *children(pid), *workers(pid)):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it has ended
            continue
        found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def soak(process: subprocess.Popen[str], url: str, given: argparse.Namespace) -> tuple[Tally, list[float], int]:
    """Return what came of the requests, the memory in time, and how many workers were killed."""
    tally, ended, held, killed = Tally(), threading.Event(), [], 0
    port = int(url.rstrip("/").rpartition(":")[2])
    threads = [threading.Thread(target=ask, args=(url, tally, ended, i)) for i in range(given.clients)]
    threads += [threading.Thread(target=read_slowly, args=(port, ended)) for _ in range(given.slow)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60 * given.minutes
    while time.monotonic() < end and process.poll() is None:
        time.sleep(5)
        held.append(memory(process.pid))
        found = workers(process.pid)
        if found:
            os.kill(found[killed % len(found)], signal.SIGKILL)
            killed += 1
    ended.set()
    for thread in threads:
        thread.join()
    return tally, held, killed


def main() -> int:
    """Run the service and its clients, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--slow", type=int, default=8)
    parser.add_argument("options", nargs="*", help="of namelink serve")
    given = parser.parse_args()
    command = [sys.executable, "-m", "namelink", "serve", "--port", "0", *given.options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().split()[2]
        try:
            tally, held, killed = soak(process, url, given)
        finally:
            begun = time.monotonic()
            process.terminate()
            process.wait(60)
    ordered = [1000 * seconds for seconds in sorted(tally.seconds)]
    print(f"{len(ordered)} requests by {given.clients} clients and {given.slow} slow readers: {dict(tally.outcomes)}")
    half, most = statistics.median(ordered), ordered[-len(ordered) // 100]
    print(f"half within {half:.0f} ms, 99% within {most:.0f}, all within {ordered[-1]:.0f}")
    settled = statistics.median(held[len(held) // 5 :][:5])
    last = statistics.median(held[-5:])
    print(f"{killed} workers killed; memory {settled:.0f} MB, at the end {last:.0f}, at most {max(held):.0f}")
    print(f"stopped with status {process.returncode} after {time.monotonic() - begun:.1f} s")
    return 1 if tally.lost() or last > GROWTH * settled or process.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
