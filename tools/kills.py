"""Kills a build of an index and an import at random instants: is what is left the old state or the new?

    python tools/kills.py [--kills 100] [--seed 1]

An index of some records is built again of others, and a table is imported in the place of an older import, each in a
process of its own that SIGKILL ends at a random instant: every second kill at any of the run, the others about the
instants at which some runs that are not killed put the new in the place of the old. What is left is opened, all of its
checksums compared. The exit status is 1 where it is neither what was there before nor what was to come, or new records
are beside old rejects.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import attrs

from namelink import Gazetteer
from namelink.cli import main as namelink

RECORDS = 300
LONGER = 1.3
"""How much later than the end of a run that is not killed the last kill may come."""

LEARNED = 5
"""Runs that are not killed, which tell when the new takes the place of the old."""

MARGIN = 0.02
"""Share of a run by which kills come before the earliest of these instants, and after the latest."""

LOOK = 0.0002
"""Seconds between two looks at the place."""


@attrs.frozen
class Course:
    """A run that is not killed.

    Attributes:
        seconds: How long it took.
        first: When it first put something in the place of the old.
        last: When it did so last.
    """

    seconds: float
    first: float
    last: float


def write_records(path: Path, count: int) -> None:
    """Write a file of some records."""
    names = ("محمد", "خالد", "سعيد", "فاطمة", "مريم")
    lines = [
        {"id": f"x:{i}", "type": "person", "names": [{"text": f"{names[i % 5]} {names[i // 5 % 5]} {i}", "lang": "ar"}]}
        for i in range(count)
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")


def write_table(path: Path, count: int) -> None:
    """Write a table of some rows, of which every tenth is a reject."""
    rows = [f"{i},{'' if i % 10 == 0 else f'محمد {i}'},person" for i in range(count)]
    path.write_text("\n".join(["id,name:ar,type", *rows]), encoding="utf-8")


def run(*arguments: str) -> None:
    """Run a command in this process, with what it says thrown away."""
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the process ends
    try:
        namelink([*arguments], standalone_mode=False)
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    os._exit(0)


def started(arguments: tuple[str, ...]) -> int:
    """Run a command in a process of its own, and return its number."""
    child = os.fork()
    if not child:
        run(*arguments)
    return child


def killed(arguments: tuple[str, ...], after: float) -> None:
    """Run a command, and kill it after some seconds."""
    child = started(arguments)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def course(arguments: tuple[str, ...], places: Sequence[Path]) -> Course:
    """Run a command to its end, and return when it put something in some places."""
    begun, found, changes = time.monotonic(), list(map(identity, places)), []
    child = started(arguments)
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        now = list(map(identity, places))
        if now != found:
            found = now
            changes.append(time.monotonic() - begun)
        time.sleep(LOOK)
    seconds = time.monotonic() - begun
    return Course(seconds, min(changes, default=seconds), max(changes, default=seconds))


def identity(place: Path) -> int | None:
    """Return the number of what is in a place, or None where nothing is."""
    try:
        return place.stat().st_ino
    except OSError:
        return None


def instants(courses: Sequence[Course], kills: int) -> list[tuple[str, float]]:
    """Return when to kill, and what is told of it: at any instant, and about those at which places change."""
    longest = max(each.seconds for each in courses)
    first = min(each.first for each in courses) - MARGIN * longest
    last = max(each.last for each in courses) + MARGIN * longest
    drawn = ("at any instant", 0.0, LONGER * longest), ("about the exchange", max(0.0, first), last)
    return [(what, random.uniform(*between)) for what, *between in islice(cycle(drawn), kills)]


def state_of_index(folder: Path) -> str:
    """Return whether the index of a folder is that of the old records or of the new."""
    try:
        count = len(Gazetteer.open(folder / "index", verify=True))
    except Exception as error:
        return f"neither: {error!r}"
    return {RECORDS: "old", RECORDS + 1: "new"}.get(count, f"neither: {count} entities")


def state_of_import(folder: Path) -> str:
    """Return whether the records of a folder, and their rejects, are the old ones or the new."""
    records = (folder / "records.jsonl").read_text("utf-8").count("\n")
    rejects = (folder / "records.rejects.tsv").read_text("utf-8").count("\n")
    found = {
        (9, 2): "old",
        (9 * RECORDS // 10, 1 + RECORDS // 10): "new",
        (9, 1 + RECORDS // 10): "old beside new rejects",
    }
    return found.get((records, rejects), f"neither: {records} records, {rejects - 1} rejects")


def try_kills(
    what: str,
    before: tuple[str, ...],
    command: tuple[str, ...],
    state: Callable[[Path], str],
    places: Sequence[Path],
    kills: int,
) -> Counter[str]:
    """Return how many kills left the old state, the new, or neither."""
    folder, courses = places[0].parent, []
    for _ in range(LEARNED):
        course(before, ())
        courses.append(course(command, places))
        assert state(folder) == "new", state(folder)
    course(before, ())
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for when, after in instants(courses, kills):
        killed(command, after)
        left = state(folder)
        found[when][left] += 1
        if left != "old":
            course(before, ())
    longest = max(each.seconds for each in courses)
    for when, counts in found.items():
        print(f"{counts.total()} kills of {what}, of {longest:.1f} s, {when}: {dict(counts.most_common())}", flush=True)
    return sum(found.values(), Counter())


def main() -> int:
    """Kill builds and imports, and print what they left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "old.jsonl", RECORDS)
        write_records(folder / "new.jsonl", RECORDS + 1)
        write_table(folder / "old.csv", 10)
        write_table(folder / "new.csv", RECORDS)
        build = ("gazetteer", "build", str(folder / "new.jsonl"), "-o", str(folder / "index"))
        before = ("gazetteer", "build", str(folder / "old.jsonl"), "-o", str(folder / "index"))
        imported = ("gazetteer", "import", "csv", str(folder / "new.csv"), "-o", str(folder / "records.jsonl"))
        earlier = ("gazetteer", "import", "csv", str(folder / "old.csv"), "-o", str(folder / "records.jsonl"))
        indexes, tables = [folder / "index"], [folder / "records.jsonl", folder / "records.rejects.tsv"]
        found = try_kills("a build", before, build, state_of_index, indexes, given.kills)
        found += try_kills("an import", earlier, imported, state_of_import, tables, given.kills)
    return 0 if set(found) <= {"old", "new", "old beside new rejects"} else 1


if __name__ == "__main__":
    sys.exit(main())
