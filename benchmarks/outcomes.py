"""What `compare` makes of the pairs of tests/cases/names.tsv, by category, against what it last did.

    python benchmarks/outcomes.py [--freeze]

Prints how many of each category are right, and every pair whose score has moved since it was frozen
(tests/cases/names_outcomes.tsv), so that a change that helps one group and hurts another is seen.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from namelink import compare

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
FROZEN = CASES / "names_outcomes.tsv"

HEADER = """\
# What compare(a, b) gave for the pairs of names.tsv when last frozen: benchmarks/outcomes.py --freeze.
category	a	b	same	score
"""

MOVED = 0.05
"""The change of a score that is shown."""

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a table of cases."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def outcomes() -> Iterator[Row]:
    """Yield the rows of names.tsv with the score of each pair."""
    for row in read(CASES / "names.tsv"):
        score = compare(row["a"], row["b"]).score
        yield {name: row[name] for name in ("category", "a", "b", "same")} | {"score": f"{score:.2f}"}


def is_right(row: Row) -> bool:
    """Whether a score is on the right side of one half."""
    return (float(row["score"]) >= 0.5) == (row["same"] == "yes")


def changes(now: Iterable[Row], then: Iterable[Row]) -> list[tuple[Row, float]]:
    """Return the rows whose score has moved, each with what it was."""
    before = {(row["a"], row["b"]): float(row["score"]) for row in then}
    return [
        (row, before[pair])
        for row in now
        if (pair := (row["a"], row["b"])) in before and abs(before[pair] - float(row["score"])) >= MOVED
    ]


def main(arguments: list[str]) -> None:
    """Print the table and the changes; freeze what is new if asked to."""
    now = list(outcomes())
    right, total = Counter(row["category"] for row in now if is_right(row)), Counter(row["category"] for row in now)
    for category, number in total.items():
        print(f"{category:24} {right[category]:3} of {number}")
    print(f"{'all':24} {sum(right.values()):3} of {len(now)}")
    for row, score in changes(now, read(FROZEN) if FROZEN.exists() else []):
        verdict = "" if is_right(row) else "  (wrong now)"
        print(f"moved: {row['a']} ~ {row['b']} (same: {row['same']}) {score:.2f} -> {row['score']}{verdict}")
    if "--freeze" in arguments:
        rows = ("\t".join(row[name] for name in ("category", "a", "b", "same", "score")) for row in now)
        FROZEN.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
