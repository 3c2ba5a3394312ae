"""How long a program waits for namelink: for the import, and for the first answer after it.

Each figure is the median of ten fresh interpreters, beside an empty interpreter and ``import numpy`` in the same run,
with the spread: machines are noisy. ``import namelink`` loads a module when a name of it is first asked for, so that
the import is measured with the names. The byte code is compiled first, as an installer does.
Run: ``python benchmarks/startup.py``.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

import namelink

ROUNDS = 10

PROGRAMS = {
    "an empty program": "pass",
    "import numpy": "import numpy",
    "import resolve and link": "from namelink import resolve, link",
    "… and a first resolve": "import namelink; namelink.resolve('صادر جباروف')",
    "… and a first variant": "import namelink; namelink.resolve('صدر جبروف')",
    "… and a first link": "import namelink; namelink.link('وأكد بوتين في موسكو')",
}


def seconds(program: str) -> float:
    """Return how long a fresh interpreter takes for a program."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the table; the rounds of all programs are interleaved."""
    compileall.compile_dir(Path(namelink.__file__).parent, quiet=1)
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(ROUNDS):
        for name, program in PROGRAMS.items():
            times[name].append(seconds(program))
    empty = statistics.median(times["an empty program"])
    print(f"{'':24} {'median':>8} {'least':>8} {'most':>8} {'over empty':>11}   (ms)")
    for name, found in times.items():
        middle = statistics.median(found)
        figures = [middle, min(found), max(found)]
        print(f"{name:24} " + " ".join(f"{f * 1e3:8.0f}" for f in figures) + f" {(middle - empty) * 1e3:11.0f}")


if __name__ == "__main__":
    main()
