"""Kills a build of an index and an import at random instants: is what is left the old state or the new?

    python tools/kills.py [--kills 100] [--seed 1]

An index of some records is built again of others, and a table is imported in the place of an older import, each in a
process of its own that SIGKILL ends at a random instant. What is left is opened, all of its checksums compared. The
exit status is 1 where it is neither what was there before nor what was to come, or new records are beside old rejects.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from namelink import Gazetteer
from namelink.cli import main as namelink

RECORDS = 300
LONGER = 1.3
"""How much later than the end of a run that is not killed the last kill may come."""


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


def killed(arguments: tuple[str, ...], after: float | None) -> float:
    """Run a command in a process of its own, kill it after some seconds, and return how long it ran."""
    begun = time.monotonic()
    child = os.fork()
    if not child:
        run(*arguments)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - begun


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
    prepare: Callable[[], object],
    arguments: tuple[str, ...],
    state: Callable[[Path], str],
    folder: Path,
    kills: int,
) -> Counter[str]:
    """Return how many kills left the old state, the new, or neither."""
    prepare()
    longest = killed(arguments, None)
    assert state(folder) == "new", state(folder)
    found: Counter[str] = Counter()
    prepare()
    for _ in range(kills):
        killed(arguments, random.uniform(0, LONGER * longest))
        left = state(folder)
        found[left] += 1
        if left != "old":
            prepare()
    print(f"{kills} kills of {what}, which takes {longest:.1f} s: {dict(found.most_common())}", flush=True)
    return found


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
        found = try_kills(
            "a build", functools.partial(killed, before, None), build, state_of_index, folder, given.kills
        )
        found += try_kills(
            "an import", functools.partial(killed, earlier, None), imported, state_of_import, folder, given.kills
        )
    return 0 if set(found) <= {"old", "new", "old beside new rejects"} else 1


if __name__ == "__main__":
    sys.exit(main())
