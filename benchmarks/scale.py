"""What an index costs at several sizes: time and memory to build it, its size, opening it, and looking names up.

    python benchmarks/scale.py 10000 100000 1000000 --json benchmarks/results/scale.json

Every build and every reader is a process of its own. Memory is what the processes of a build hold for
themselves, added up (anonymous pages; those of files, which the system may drop, are given apart). Lookups are
timed one by one, in several rounds; figures are medians over the rounds, with the least and the most beside.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from namelink import Gazetteer, Resolver
from synthetic import Person, people

QUERIES = 300
"""Names of each kind that are looked up."""

PAGE = os.sysconf("SC_PAGE_SIZE")

WEAK = {"a": "e", "e": "i", "i": "e", "o": "u", "u": "o"}


def write_records(count: int, folder: Path) -> tuple[Path, Path]:
    """Write the records of a gazetteer with a number of names, and the names to look up; return their files."""
    records, queries = folder / f"records-{count}.jsonl", folder / f"queries-{count}.json"
    if not queries.exists():
        chosen: list[Person] = []
        step = max(1, count // (2 * QUERIES))
        with records.open("w", encoding="utf-8") as file:
            for person in people(count):
                file.write(json.dumps(person.record(), ensure_ascii=False) + "\n")
                if person.number % step == 0:
                    chosen.append(person)
                if person.number % step == 1 % step:
                    chosen.append(person)
        queries.write_text(json.dumps(_queries(chosen), ensure_ascii=False), encoding="utf-8")
    return records, queries


def _queries(chosen: list[Person]) -> dict[str, list[str]]:
    draw = random.Random(2)
    latin = [person.names.en for person in chosen]
    found = {
        "exact": latin,
        "a letter less": [_shortened(name, draw) for name in latin],
        "a doubtful vowel": [_revowelled(name, draw) for name in latin],
        "another script": [person.names.ar for person in chosen if "ar" not in person.listed],
        "absent": [person.names.en for person in people(QUERIES, seed=9)],
    }
    return {kind: draw.sample(names, min(QUERIES, len(names))) for kind, names in found.items()}


def _shortened(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


def _revowelled(name: str, draw: random.Random) -> str:
    places = [place for place, letter in enumerate(name) if letter in WEAK]
    if not places:
        return name + "a"
    place = draw.choice(places)
    return name[:place] + WEAK[name[place]] + name[place + 1 :]


def memory(process: int) -> tuple[int, int]:
    """Return the bytes a process and its children hold: all pages, and those of their own."""
    resident = own = 0
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()
        resident, own = int(pages[1]) * PAGE, (int(pages[1]) - int(pages[2])) * PAGE
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return resident, own
    below = [memory(int(child)) for child in children]
    return resident + sum(r for r, _ in below), own + sum(o for _, o in below)


def build(records: Path, index: Path, workers: int) -> dict[str, Any]:
    """Build an index in a process of its own; return what that took, and the sizes of its files."""
    command = [sys.executable, "-m", "namelink", "gazetteer", "build", str(records), "-o", str(index)]
    begin = time.perf_counter()
    spent = _processor_seconds()
    peaks = [0, 0]
    with subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL) as process:
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(0.05):
                for place, held in enumerate(memory(process.pid)):
                    peaks[place] = max(peaks[place], held)

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        ended.set()
        watcher.join()
    if code:
        raise SystemExit(f"the build ended with status {code}")
    files = {path.name: path.stat().st_size for path in sorted(index.iterdir())}
    return {
        "seconds": round(time.perf_counter() - begin, 1),
        "processor seconds": round(_processor_seconds() - spent, 1),
        "peak resident MB": peaks[0] >> 20,
        "peak own MB": peaks[1] >> 20,
        "index MB": round(sum(files.values()) / 2**20, 1),
        "files": files,
    }


def _processor_seconds() -> float:
    """Return what processes that have ended took of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read(index: Path, queries: Path) -> dict[str, Any]:
    """Open an index and look names up; run in a process of its own."""
    loaded = memory(os.getpid())
    begin = time.perf_counter()
    gazetteer = Gazetteer.open(index)
    opened = time.perf_counter() - begin
    after = memory(os.getpid())
    resolver = Resolver(gazetteer)
    times = {kind: list(_times(resolver.resolve, names)) for kind, names in json.loads(queries.read_text()).items()}
    looked = memory(os.getpid())
    return {
        "open ms": opened * 1e3,
        "resident MB": [m[0] >> 20 for m in (loaded, after, looked)],
        "own MB": [m[1] >> 20 for m in (loaded, after, looked)],
        "ms": {kind: _middle_and_tail(found) for kind, found in times.items()},
    }


def _times(resolve: Callable[[str], Any], names: list[str]) -> Iterator[float]:
    for name in names:
        begin = time.perf_counter()
        resolve(name)
        yield (time.perf_counter() - begin) * 1e3


def _middle_and_tail(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def read_often(index: Path, queries: Path, rounds: int) -> dict[str, Any]:
    """Return what several fresh readers found: each figure as its median, least and most."""
    command = [sys.executable, __file__, "--read", str(index), str(queries)]
    found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds)]
    kinds = found[0]["ms"]
    return {
        "open ms": _spread([each["open ms"] for each in found]),
        "resident MB: loaded, opened, after lookups": found[0]["resident MB"],
        "own MB: loaded, opened, after lookups": found[0]["own MB"],
        "median ms": {kind: _spread([each["ms"][kind][0] for each in found]) for kind in kinds},
        "p95 ms": {kind: _spread([each["ms"][kind][1] for each in found]) for kind in kinds},
    }


def _spread(values: list[float]) -> list[float]:
    return [float(f"{value:.3g}") for value in (statistics.median(values), min(values), max(values))]


def main() -> None:
    """Print the figures of each size, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/namelink-scale"), help="where records and indexes go")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="a file to write the figures to, those of other sizes kept")
    parser.add_argument("--keep", action="store_true", help="leave the folder as it is in the end")
    parser.add_argument("--read", type=Path, nargs=2, metavar=("INDEX", "QUERIES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        print(json.dumps(read(*options.read)))
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        records, queries = write_records(size, options.folder)
        index = options.folder / f"index-{size}"
        figures = {"build": build(records, index, options.workers), **read_often(index, queries, options.rounds)}
        print(json.dumps({size: figures}, indent=1))
        if options.json:
            write_figures(options.json, size, figures)
    if not options.keep:
        shutil.rmtree(options.folder)


def write_figures(path: Path, size: int, figures: dict[str, Any]) -> None:
    """Write the figures of one size to a file, beside those of others."""
    known = json.loads(path.read_text()) if path.exists() else {}
    known[str(size)] = figures
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(known.items(), key=lambda item: int(item[0]))), indent=1) + "\n")


if __name__ == "__main__":
    main()
