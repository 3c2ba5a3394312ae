"""A load on a running service: is every request answered, rightly, and does memory stay flat?

    python benchmarks/service.py --requests 2000 --clients 8 [--seconds 60] [-- OPTIONS OF SERVE…]

It starts `namelink serve` on a free port of the loopback address, and asks it from this process, by several clients at
once, what this process answers itself with the library; the answers must be equal. Memory is read when every question
has been asked once, and again at the end. The exit status is 1 where an answer was lost or wrong, or memory grew.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import httpx

import namelink
from namelink.integrations.service.limits import ServiceLimits

ROOT = Path(__file__).resolve().parent.parent
NAMES = ["صدر جبروف", "بوتين", "الجزائر", "محمد بن سلطان", "لا أحد يعرفه", "Жапаров", "Emanuel Makron", "وقيرغيزستان"]
MOST_GROWTH = 16 * 2**20
"""Bytes that each process of the service may grow by when it has answered every question once: what allocators keep."""


@attrs.frozen
class Question:
    """A request, and what it must be answered with."""

    path: str
    body: dict[str, Any]
    form: dict[str, str] | None
    answer: Any


@attrs.define
class Tally:
    """What came of the requests."""

    seconds: list[float] = attrs.Factory(list)
    wrong: Counter[str] = attrs.Factory(Counter)


def questions() -> list[Question]:
    """Return the requests: names one by one and together, texts, spellings, comparisons, and OpenRefine's batches."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    asked = [Question("/resolve", {"name": name}, None, namelink.resolve(name).to_dict()) for name in NAMES]
    every = {"results": [namelink.resolve(name).to_dict() for name in NAMES]}
    asked.append(Question("/resolve", {"names": NAMES}, None, every))
    asked += [Question("/link", {"text": t}, None, {"mentions": namelink.link(t).to_dicts()}) for t in texts]
    asked += [Question("/transliterate", {"text": n}, None, _spelling(n)) for n in NAMES]
    asked += [Question("/compare", {"a": a, "b": b}, None, _comparison(a, b)) for a, b in itertools.pairwise(NAMES)]
    batch = {str(i): {"query": name} for i, name in enumerate(NAMES)}
    asked.append(Question("/reconcile", {}, {"queries": json.dumps(batch)}, _ids(batch)))
    return asked


def _spelling(name: str) -> dict[str, str]:
    found = namelink.transliterations(name, 1)
    return {"text": name, "latin": found[0].text if found else ""}


def _comparison(a: str, b: str) -> dict[str, Any]:
    comparison = namelink.compare(a, b)
    return comparison.to_dict() | {"explanation": comparison.explain()}


def _ids(batch: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    return {key: [c.entity.id for c in namelink.resolve(q["query"]).candidates] for key, q in batch.items()}


def ask(client: httpx.Client, question: Question) -> str:
    """Send a request; return the empty string where the answer is right, else what was wrong."""
    try:
        if question.form:
            response = client.post(question.path, data=question.form)
        else:
            response = client.post(question.path, json=question.body)
    except httpx.HTTPError as error:
        return f"{question.path}: {type(error).__name__}"
    if response.status_code != 200:
        return f"{question.path}: status {response.status_code}"
    answer = response.json()
    if question.form:
        answer = {key: [candidate["id"] for candidate in each["result"]] for key, each in answer.items()}
    return "" if answer == question.answer else f"{question.path}: another answer"


def load(url: str, asked: Sequence[Question], count: int, clients: int, seconds: float) -> Tally:
    """Send so many requests by so many clients at once, for so many seconds at most."""
    tally, lock = Tally(), threading.Lock()
    turns = iter(range(count))
    end = time.monotonic() + seconds

    def work() -> None:
        with httpx.Client(base_url=url, timeout=120) as client:
            for turn in _shared(turns, lock):
                if time.monotonic() > end:
                    return
                begun = time.perf_counter()
                wrong = ask(client, asked[turn % len(asked)])
                with lock:
                    tally.seconds.append(time.perf_counter() - begun)
                    tally.wrong.update([wrong] if wrong else [])

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(work) for _ in range(clients)]:
            done.result()
    return tally


def _shared(turns: Iterator[int], lock: threading.Lock) -> Iterator[int]:
    while True:
        with lock:
            turn = next(turns, None)
        if turn is None:
            return
        yield turn


def memory(pid: int) -> int:
    """Return the bytes that a process, and those it started, hold in memory."""
    total = 0
    for child in [pid, *_children(pid)]:
        status = Path(f"/proc/{child}/status").read_text(encoding="utf-8")
        found = re.search(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE)
        total += int(found[1]) * 1024 if found else 0
    return total


def _children(pid: int) -> list[int]:
    listed = [path.read_text(encoding="utf-8") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [descendant for child in map(int, " ".join(listed).split()) for descendant in (child, *_children(child))]


def main() -> int:
    """Run the load and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("options", nargs="*", help="of namelink serve")
    given = parser.parse_args()
    asked = questions()
    command = [sys.executable, "-m", "namelink", "serve", "--port", "0", *given.options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            url = process.stderr.readline().split()[2]
            warm = load(url, asked, 2 * len(asked) * _workers(given.options), given.clients, given.seconds)
            before = memory(process.pid)
            begun = time.perf_counter()
            tally = load(url, asked, given.requests, given.clients, given.seconds)
            took = time.perf_counter() - begun
            grown = memory(process.pid) - before
        finally:
            process.terminate()
    wrong = warm.wrong + tally.wrong
    ordered = sorted(tally.seconds)
    print(f"{len(ordered)} requests by {given.clients} clients in {took:.1f} s: {len(ordered) / took:.0f} a second")
    print(
        f"half within {1000 * statistics.median(ordered):.0f} ms, 99% within {1000 * ordered[-len(ordered) // 100]:.0f}"
    )
    print(f"lost or wrong: {wrong.total()} {dict(wrong) or ''}")
    print(
        f"memory: {before / 2**20:.0f} MB, {grown / 2**20:+.1f} MB; status {process.returncode}; {os.cpu_count()} cores"
    )
    return 1 if wrong or grown > MOST_GROWTH * _workers(given.options) or process.returncode else 0


def _workers(options: Sequence[str]) -> int:
    return int(options[options.index("--workers") + 1]) if "--workers" in options else ServiceLimits().workers


if __name__ == "__main__":
    sys.exit(main())
