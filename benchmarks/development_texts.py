"""How well names are found in texts written, and annotated, by others, whose errors have been read since.

    python benchmarks/development_texts.py [--errors] [--gazetteer default --gazetteer places]

Prints precision, recall and F1 by language, and the links in texts that hold no name, as a negative number. Ends with
status 1 where a figure is below its floor in seeds/development/floors.tsv: what it was when it was written down last.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from namelink import Gazetteer, Resolver
from namelink.evaluation import Evaluation, evaluate_texts
from namelink.evaluation.gold import GoldText, read_texts

FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "development"

WITHOUT_NAMES = "none"
"""The group of the texts that hold no name."""

DIGITS = 3


def group(text: GoldText) -> str:
    """Return the language of a text, as its file is named by it, or that it holds no name."""
    return Path(text.where).name.partition("-")[0] if text.mentions else WITHOUT_NAMES


def evaluations(resolver: Resolver) -> Iterator[tuple[str, Evaluation]]:
    """Yield how well each group of texts is linked by a resolver."""
    for name, texts in itertools.groupby(sorted(read_texts(FOLDER), key=group), group):
        yield name, evaluate_texts(texts, resolver)


def figures(name: str, found: Evaluation) -> Iterator[tuple[str, float]]:
    """Yield the figures of a group; the higher the better."""
    if name == WITHOUT_NAMES:
        yield "links", -len(found.scores)
    else:
        rates = found.rates
        for figure in ("precision", "recall", "f1"):
            yield figure, getattr(rates, figure) or 0.0


def main() -> None:
    """Print the figures beside their floors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="Print every wrong and every missed mention.")
    parser.add_argument("--gazetteer", action="append", default=[], help="As that of the commands; repeatable.")
    given = parser.parse_args()
    resolver, errors = Resolver(Gazetteer.open_layers(given.gazetteer)), given.errors
    with (FOLDER / "floors.tsv").open(encoding="utf-8", newline="") as file:
        floors = {(row["group"], row["figure"]): float(row["floor"]) for row in csv.DictReader(file, delimiter="\t")}
    fallen = []
    for name, found in evaluations(resolver):
        for figure, value in figures(name, found):
            floor = floors[name, figure]
            print(f"{name:5} {figure:10} {value:7.{DIGITS}f}  floor {floor:7.{DIGITS}f}")
            fallen += [f"{name} {figure}"] if round(value, DIGITS) < floor else []
        for answer in found.errors() if errors else ():
            print(f"      {answer.question}: {answer.given}, not {answer.expected}")
    sys.exit(f"below the floor: {', '.join(fallen)}" if fallen else 0)


if __name__ == "__main__":
    main()
