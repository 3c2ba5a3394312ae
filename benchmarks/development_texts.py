"""How well names are found in texts written, and annotated, by others, whose errors have been read since.

    python benchmarks/development_texts.py [--errors]

Prints precision, recall and F1 by language, and the share of words without a link in texts that hold no name. Ends with
status 1 where a figure is below its floor in seeds/development/floors.tsv: what it was when it was written down last.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from pathlib import Path

from namelink import Mention, link

TEXTS = Path(__file__).resolve().parent.parent / "seeds" / "development"

TOLERANCE = 0.0005
"""Half of the last digit of a floor."""


def compare(path: Path) -> tuple[int, list[Mention], list[dict[str, object]]]:
    """Return how many mentions of a text are linked rightly, the wrong links, and the mentions that are missed."""
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {(row["start"], row["end"]): row for row in map(json.loads, lines)}
    found = {(m.start, m.end): m for m in link(path.read_text(encoding="utf-8"))}
    right = {at for at, m in found.items() if at in gold and m.id in (gold[at]["id"], *gold[at].get("also", ()))}
    return (
        len(right),
        [m for at, m in found.items() if at not in right],
        [r for at, r in gold.items() if at not in right],
    )


def counts(errors: bool) -> dict[str, Counter[str]]:
    """Return the counts of each language, and of the texts without names; the errors are printed if asked for."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(TEXTS.glob("*.txt")):
        right, wrong, missed = compare(path)
        group = path.name[:2] if right or missed else "none"
        size = len(path.read_text(encoding="utf-8").split())
        found.setdefault(group, Counter()).update(right=right, wrong=len(wrong), missed=len(missed), words=size)
        if errors:
            print(path.stem, *(f"  wrong {m.text}: {m.name}" for m in wrong), sep="\n")
            print(*(f"  missed {row['text']}: {row['id']}" for row in missed), sep="\n")
    return found


def figures(errors: bool = False) -> dict[tuple[str, str], float]:
    """Return the figures by group and kind."""
    found: dict[tuple[str, str], float] = {}
    for group, count in counts(errors).items():
        if group == "none":
            found[group, "words unlinked"] = 1 - count["wrong"] / count["words"]
            continue
        precision = count["right"] / (count["right"] + count["wrong"])
        recall = count["right"] / (count["right"] + count["missed"])
        found |= {(group, "precision"): precision, (group, "recall"): recall}
        found[group, "f1"] = 2 * precision * recall / (precision + recall)
    return found


def main() -> None:
    """Print the figures beside their floors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="Print every wrong and every missed mention.")
    found = figures(parser.parse_args().errors)
    with (TEXTS / "floors.tsv").open(encoding="utf-8", newline="") as file:
        floors = {(row["group"], row["figure"]): float(row["floor"]) for row in csv.DictReader(file, delimiter="\t")}
    fallen = [at for at, figure in found.items() if figure < floors[at] - TOLERANCE]
    for (group, figure), value in found.items():
        print(f"{group:5} {figure:12} {value:7.3f}  floor {floors[group, figure]:7.3f}")
    sys.exit(f"below the floor: {', '.join(map(' '.join, fallen))}" if fallen else 0)


if __name__ == "__main__":
    main()
