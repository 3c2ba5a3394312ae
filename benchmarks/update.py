"""What changes cost: a layer of 100 changed and removed records beside the whole default gazetteer, built anew.

A layer of changes is built in no time; what it costs afterwards is told beside one index: how long opening takes, a
name spelt as listed, a name spelt otherwise, and a text. Rates are by processor time, the median of rounds that are
interleaved, each of names that nobody was asked before; texts are read again and again.
Run: ``python benchmarks/update.py [ROUNDS]``.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from namelink import Gazetteer, Resolver
from namelink.gazetteer.installed import DEFAULT_INDEX
from namelink.gazetteer.update import update_index
from namelink.index.compiler import build_index

ROOT = Path(__file__).resolve().parent.parent
RECORDS = sorted((ROOT / "data/gazetteer").glob("*.jsonl"))
ROUNDS = 7
CHANGED, REMOVED, MUTED = 60, 30, 10
"""Records of the layer: those that add a name, that take out an entity, and that take out a name."""
EXACT, OTHERWISE = 2000, 100
"""Names that are asked in a round: spelt as listed, and with a letter left out."""


def changes(draw: random.Random) -> list[dict[str, Any]]:
    """Return the records of a layer of changes to the default gazetteer."""
    lines = [line for path in RECORDS for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = [json.loads(line) for line in draw.sample(lines, CHANGED + REMOVED + MUTED)]
    found = []
    for place, record in enumerate(chosen):
        first = record["names"][0]
        if place < CHANGED:
            names = [{**first, "text": first["text"] + " الجديد"}]
            found.append({"id": record["id"], "type": record["type"], "names": names, "weight": record["weight"]})
        elif place < CHANGED + REMOVED:
            found.append({"id": record["id"], "muted": True})
        else:
            found.append({"id": record["id"], "type": record["type"], "names": [{**first, "muted": True}]})
    return found


def clocked(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes by the clock."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def opening(paths: list[Path]) -> float:
    """Return the median seconds that opening takes in a fresh interpreter, by its own clock."""
    program = (
        "import sys, time; from namelink import Gazetteer\n"
        "begin = time.perf_counter(); Gazetteer.open_layers(sys.argv[1:]); print(time.perf_counter() - begin)"
    )
    command = [sys.executable, "-c", program, *map(str, paths)]
    return statistics.median(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(9))


def asked(draw: random.Random, rounds: int) -> dict[str, list[list[str]]]:
    """Return the names to look up, in so many parts, by how they are spelt; each is asked once."""
    names = sorted({n.text for e in Gazetteer.default() for n in e.names if len(n.text) > 5})
    drawn = draw.sample(names, rounds * (EXACT + OTHERWISE))
    exact, rest = drawn[: rounds * EXACT], drawn[rounds * EXACT :]
    otherwise = [name[:at] + name[at + 1 :] for name in rest for at in [draw.randrange(1, len(name) - 1)]]
    return {
        "a name spelt as listed": [exact[i * EXACT : (i + 1) * EXACT] for i in range(rounds)],
        "a name spelt otherwise": [otherwise[i * OTHERWISE : (i + 1) * OTHERWISE] for i in range(rounds)],
    }


def each(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the processor seconds of a piece of work, for each of some texts."""
    begin = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - begin) / len(texts)


def look_ups(gazetteers: dict[str, Gazetteer], rounds: int) -> dict[str, dict[str, float]]:
    """Return the seconds of each kind of work, by gazetteer."""
    draw = random.Random(7)
    names = asked(draw, rounds * len(gazetteers))
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    resolvers = {name: Resolver(gazetteer) for name, gazetteer in gazetteers.items()}
    found: dict[str, dict[str, list[float]]] = {}

    def note(what: str, who: str, seconds: float) -> None:
        found.setdefault(what, {}).setdefault(who, []).append(seconds)

    for resolver in resolvers.values():
        each(resolver.link, texts)
    for _ in range(rounds):
        for who, resolver in resolvers.items():
            for what, listed in names.items():
                note(what, who, each(resolver.resolve, listed.pop()))
            note("a text", who, each(resolver.link, texts))
    return {what: {who: statistics.median(by[who]) for who in gazetteers} for what, by in found.items()}


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layer = folder / "changes.jsonl"
        layer.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in changes(random.Random(5))), "utf-8")
        built = {
            "the default index, built anew": clocked(lambda: build_index(RECORDS, folder / "whole")),
            "a layer of 100 records, built": clocked(lambda: build_index([layer], folder / "layer")),
            "both made one index (update)": clocked(lambda: update_index([layer], DEFAULT_INDEX, folder / "new")),
        }
        opened = {
            "one index, opened": opening([DEFAULT_INDEX]),
            "two layers, opened": opening([folder / "layer", DEFAULT_INDEX]),
        }
        gazetteers = {
            "one index": Gazetteer.default(),
            "two layers": Gazetteer.open_layers([folder / "layer", DEFAULT_INDEX]),
        }
        for what, seconds in (built | opened).items():
            print(f"{what:32} {seconds * 1e3:10.1f} ms")
        print(f"\n{'':24} " + " ".join(f"{who:>12}" for who in gazetteers) + "   (µs)")
        for what, times in look_ups(gazetteers, rounds).items():
            print(f"{what:24} " + " ".join(f"{seconds * 1e6:12,.1f}" for seconds in times.values()))


if __name__ == "__main__":
    main()
