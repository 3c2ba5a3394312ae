"""What the dearest inputs that are accepted cost: the time and the memory of each public call, and of each endpoint.

    python benchmarks/worst_inputs.py [--service]

Each call is made in a process of its own that has made an ordinary one before; its time is the processor's, its memory
what its peak is above that of the ordinary call. Of the service, the peak of the process that grew most is given, with
the status: what is over its time or its memory is refused (504, 413).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path
from typing import Any

import httpx

import namelink

PAUSE = 0.05
"""Seconds between two looks at the memory of a service."""

CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"


def words(letters: int, count: int) -> list[str]:
    """Return different words of so many letters."""
    every = map("".join, product(CONSONANTS, repeat=min(letters, 6)))  # every 601st of them, so that they differ
    return [word + "ا" * (letters - len(word)) for word in islice(every, 0, 601 * count, 601)]


def syllables(letters: int, count: int) -> list[str]:
    """Return different words of so many letters that can be read: every third is a long vowel."""
    every = map("".join, product(CONSONANTS, repeat=6))
    return [f"{word[:2]}ا{word[2:4]}و{word[4:]}ي" * (letters // 9) for word in islice(every, 0, 601 * count, 601)]


def alike(letters: int, count: int) -> list[str]:
    """Return names of so many letters that differ in some vowels only."""
    begins = islice(map("ب".join, product("اوي", repeat=7)), count)
    return [begin + "سا" * ((letters - len(begin)) // 2) for begin in begins]


FULL = " ".join(words(23, 40))
"""A name at all limits: 40 tokens, 959 letters."""

LATIN = " ".join(word.translate(str.maketrans(CONSONANTS, "btthghdzrzsssdtzaqfqklmnhy"[:26])) for word in words(23, 40))
SPELT = [f"محمد {word}" for word in words(5, 16_000)]
TEXT = " ".join(SPELT)[:100_000]
LIGATURES = "ﷺ" * 10
"""A string that folds to 40 tokens of 18 times its letters."""

CALLS: dict[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = {
    "normalize, 1 million letters": (namelink.normalize, ("محمد " * 200_000,), {}),
    "normalize, 100,000 ligatures": (namelink.normalize, ("ﷺ" * 100_000,), {}),
    "parse_name, 40 tokens": (namelink.parse_name, (FULL,), {}),
    "resolve, 40 tokens, 959 letters": (namelink.resolve, (FULL,), {}),
    "resolve, one word of 990 letters": (namelink.resolve, ("بسا" * 330,), {}),
    "resolve, 10 ligatures": (namelink.resolve, (LIGATURES,), {}),
    "resolve_many, 100 of 40 tokens": (
        lambda names: list(namelink.Resolver().resolve_many(names)),
        ([FULL] * 100,),
        {},
    ),
    "link, 100,000 letters, each name new": (namelink.link, (TEXT,), {"unknown": True, "overlaps": True}),
    "link, one word of 100,000 letters": (namelink.link, ("بسا" * 33_000,), {}),
    "compare, 40 tokens with 40": (namelink.compare, (FULL, LATIN), {}),
    "compare, 990 letters with 990": (namelink.compare, ("بسا" * 330, "bsa" * 330), {}),
    "compare_many, 100 of 40 tokens": (namelink.compare_many, ([(FULL, LATIN)] * 100,), {}),
    "cluster, 200 of 300 letters": (namelink.cluster, (alike(300, 200),), {}),
    "cluster, 200 of 990 letters": (namelink.cluster, (alike(990, 200),), {}),
    "cluster, 2,000 names of one surname": (namelink.cluster, (SPELT[:2_000],), {}),
    "transliterate, 2,000 ligatures": (namelink.transliterate, ("ﷺ" * 2_000,), {}),
    "transliterations, 959 letters": (namelink.transliterations, (FULL,), {}),
    "vocalize, 959 letters": (namelink.vocalize, (" ".join(syllables(27, 34)),), {}),
}
ORDINARY = {
    "cluster": (["صدر جباروف", "Sadyr Japarov"],),
    "compare": ("صدر", "sadr"),
    "compare_many": ([("صدر", "sadr")],),
}

REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("/resolve", {"names": SPELT[:1_000], "explain": True}),
    ("/resolve", {"names": [FULL] * 100}),
    ("/link", {"text": TEXT, "unknown": True}),
    ("/link", {"text": "قال بوتين " * 10_000, "explain": True}),
    ("/compare", {"a": FULL, "b": LATIN}),
    ("/cluster", {"names": alike(300, 200)}),
    ("/cluster", {"names": SPELT[:1_000]}),
    ("/transliterate", {"text": "ﷺ" * 2_000}),
    ("/reconcile/match", {"queries": [{"conditions": [{"matchType": "name", "propertyValue": FULL}]}] * 50}),
]


def peak() -> float:
    """Return the most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str) -> tuple[float, float]:
    """Return the seconds of the processor, and the megabytes, that a call takes, once its tables are loaded."""
    call, arguments, options = CALLS[name]
    kind = name.partition(",")[0]
    call(*ORDINARY.get(kind, (["صدر جباروف"] if kind.endswith("_many") else "صدر جباروف",)))
    before, begun = peak(), time.process_time()
    call(*arguments, **options)
    return time.process_time() - begun, peak() - before


def print_calls() -> None:
    """Print the table of the calls."""
    print("| call | seconds | MB |\n|---|--:|--:|")
    for name in CALLS:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.write(writer, json.dumps(measured(name)).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            seconds, megabytes = json.loads(pipe.read() or "[NaN, NaN]")
        os.waitpid(child, 0)
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |", flush=True)


def processes(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    found = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [pid, *(each for child in " ".join(found).split() for each in processes(int(child)))]


def highest(pid: int) -> float:
    """Return the most megabytes that one of a service's processes has held."""
    found = [0]
    for each in processes(pid):
        try:
            status = Path(f"/proc/{each}/status").read_text(encoding="utf-8")
        except OSError:  # it has ended
            continue
        held = re.search(r"VmHWM:\s+(\d+)", status)
        found.append(int(held[1]) if held else 0)
    return max(found) / 1024


def print_requests() -> None:
    """Print the table of the endpoints, each asked of a service of its own."""
    print("| endpoint | bytes sent | status | seconds | MB |\n|---|--:|--:|--:|--:|")
    for path, body in REQUESTS:
        command = [sys.executable, "-m", "namelink", "serve", "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            url = process.stderr.readline().split()[2]
            sent, begun = json.dumps(body, ensure_ascii=False).encode(), time.monotonic()
            headers, most = {"Content-Type": "application/json"}, 0.0
            with ThreadPoolExecutor(1) as pool:
                coming = pool.submit(httpx.post, url.rstrip("/") + path, content=sent, headers=headers, timeout=120)
                while not coming.done():
                    most = max(most, highest(process.pid))
                    time.sleep(PAUSE)
            answer, seconds = coming.result(), time.monotonic() - begun
            process.terminate()
        print(f"| `{path}` | {len(sent):,} | {answer.status_code} | {seconds:.1f} | {most:.0f} |", flush=True)


def main() -> None:
    """Print what the dearest inputs cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", action="store_true", help="measure the endpoints, not the calls")
    if parser.parse_args().service:
        print_requests()
    else:
        print_calls()


if __name__ == "__main__":
    main()
