"""What `compare` makes of the pairs of tests/cases/names.tsv, by category, and which scores left their band.

    python benchmarks/outcomes.py [--freeze [all]]

A pair that is right has a band on its side of one half, so that only a change for the worse leaves it. A pair that is
wrong is a gap: its band is on the wrong side, a little wider than its score, and coming out right is reported, not
refused. ``--freeze`` gives rows without a band one, and ``--freeze all`` each row a new one.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from namelink import compare_many
from namelink.tables import parse_tsv

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "names.tsv"

COLUMNS = ("category", "a", "b", "same", "note", "low", "high", "gap")

FAR = 0.1
"""How far from 0 or 1 a right score of an easy category may be to get the narrow band."""

NARROW, HALF = 0.2, 0.5
"""The width of a narrow band, and of a wide one."""

SLACK = 0.1
"""How much worse a gap may get, at least."""


@attrs.frozen
class Case:
    """A labelled pair, and the band its score has to be in.

    Attributes:
        category: What the pair is hard for.
        a: One name.
        b: The other.
        same: ``yes`` where they are spellings of one name, else ``no``.
        note: What the row holds.
        low: The least score, as written, the empty string where the row has no band yet.
        high: The highest, likewise.
        gap: ``yes`` where the pair is known to be on the wrong side.
    """

    category: str
    a: str
    b: str
    same: str
    note: str
    low: str
    high: str
    gap: str

    @property
    def is_gap(self) -> bool:
        """Whether the pair is known to be on the wrong side."""
        return self.gap == "yes"

    def is_right(self, score: float) -> bool:
        """Whether a score is on the right side of one half."""
        return (score >= HALF) == (self.same == "yes")

    def is_kept(self, score: float) -> bool:
        """Whether a score is in the band, or, of a gap, right after all."""
        return float(self.low) <= score <= float(self.high) or (self.is_gap and self.is_right(score))

    def frozen(self, score: float, is_easy: bool) -> Case:
        """Return the case with the band for a score.

        Args:
            score: What `compare` gives.
            is_easy: Whether all of its category is right, so that a score far on the right side has to stay there.
        """
        same = self.same == "yes"
        if not self.is_right(score):
            # Outward to the next tenth, so that the weights may move a little.
            least, most = math.floor(10 * (score - SLACK)) / 10, math.ceil(10 * (score + SLACK)) / 10
            low, high = (max(least, 0.0), HALF) if same else (HALF, min(most, 1.0))
            return attrs.evolve(self, low=f"{low:g}", high=f"{high:g}", gap="yes")
        wide = NARROW if is_easy and abs(score - same) <= FAR else HALF
        low, high = (1 - wide, 1) if same else (0, wide)
        return attrs.evolve(self, low=f"{low:g}", high=f"{high:g}", gap="")


def read(path: Path = CASES) -> list[Case]:
    """Return the cases of a table."""
    rows = parse_tsv(path.read_text(encoding="utf-8"))
    return [Case(**{column: row.get(column, "") for column in COLUMNS}) for _, row in rows]


def scores(cases: Iterable[Case]) -> list[float]:
    """Return the score of each case."""
    return compare_many([(case.a, case.b) for case in cases])


def freeze(cases: Sequence[Case], scored: Sequence[float], again: bool) -> list[Case]:
    """Return the cases with bands: new ones for those without, or for all of them.

    Args:
        cases: The cases.
        scored: The score of each.
        again: Whether those that have a band get a new one.
    """
    pairs = list(zip(cases, scored, strict=True))
    hard = {case.category for case, score in pairs if not case.is_right(score)}
    return [
        case.frozen(score, case.category not in hard) if again or not (case.low and case.high) else case
        for case, score in pairs
    ]


def write(cases: Iterable[Case], path: Path = CASES) -> None:
    """Write cases to a table that is there, below its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("# ")] + ["\t".join(COLUMNS)]
    rows = ["\t".join(attrs.astuple(case)).rstrip("\t") for case in cases]
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def print_outcomes(cases: Sequence[Case], scored: Sequence[float]) -> None:
    """Print how many of each category are right, and what left its band, for the worse or the better."""
    pairs = list(zip(cases, scored, strict=True))
    right = Counter(case.category for case, score in pairs if case.is_right(score))
    for category, number in Counter(case.category for case in cases).items():
        print(f"{category:24} {right[category]:3} of {number}")
    print(f"{'all':24} {sum(right.values()):3} of {len(cases)}")
    for case, score in pairs:
        named = f"{case.a} ~ {case.b} (same: {case.same})"
        if not (case.low and case.high):
            print(f"new: {named} {score:.2f}")
        elif not case.is_kept(score):
            print(f"worse: {named} {score:.2f}, not in {case.low} to {case.high}")
        elif case.is_gap and case.is_right(score):
            print(f"better: {named} {score:.2f}, a gap before")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and what left its band; freeze if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", nargs="?", const="new", choices=("new", "all"), help="write bands down")
    parser.add_argument("--cases", type=Path, default=CASES, help="another table of the same columns")
    options = parser.parse_args(arguments)
    cases = read(options.cases)
    scored = scores(cases)
    print_outcomes(cases, scored)
    if options.freeze:
        write(freeze(cases, scored, options.freeze == "all"), options.cases)


if __name__ == "__main__":
    main()
