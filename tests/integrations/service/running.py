"""A service that really runs: another process, a port of its own, on the loopback address only."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

STOPPING = 60
"""Seconds after which a service that was told to stop is taken to hang."""


class Service:
    """A running service."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=60)

    def metric(self, name: str) -> float:
        """Return a count, its labels aside, added up."""
        text = self.client.get("/metrics").text
        return sum(float(value) for value in re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", text, re.MULTILINE))

    def stop(self) -> tuple[int, str]:
        """Tell it to stop; return its status, and what it said."""
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=STOPPING)
        return self.process.returncode, said


@contextmanager
def running(*options: str | Path) -> Iterator[Service]:
    """Run a service with some options."""
    command = [sys.executable, "-m", "namelink", "serve", "--port", "0", *map(str, options)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", first)
            assert found, first
            service = Service(process, found.group())
            yield service
            service.client.close()
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=STOPPING)
