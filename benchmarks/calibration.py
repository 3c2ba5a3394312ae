"""Whether scores of `compare` are probabilities: by type and by scripts, as figures and as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import un_names
from measure_lines import line
from name_goals import bench_pairs, scored
from name_rows import TYPES, NamePair, read_pairs
from namelink.evaluation.measures import Bin, calibration_error, reliability
from namelink.evaluation.plot import draw_reliability

DRAWING = Path(__file__).resolve().parent.parent / "docs" / "_static" / "calibration.svg"

GOAL = "0.03"

SCRIPTS = {"Arabic": "Arab-Arab", "Latin": "Latn-Latn", "across": "Arab-Latn"}


def pairs_of(folder: Path) -> list[NamePair]:
    """Return the half dev of the bench of names, OpenSanctions' pairs, and the UN's own names with as many kin.

    Of the six kin pairs of a person one is taken, in turn, so that kin, which all are refused alike, do not outweigh
    the rest.
    """
    entries = un_names.people(folder)
    kin = un_names.kin(entries)
    dev = [pair for pair in read_pairs() if pair.half == "dev"]
    return [*dev, *bench_pairs(folder), *un_names.own(entries), *(kin[i + i // 6 % 6] for i in range(0, len(kin), 6))]


def bins_of(pairs: Sequence[NamePair], scores: Sequence[float]) -> dict[str, list[Bin]]:
    """Return the bins of each group, and of all pairs first."""
    found = {"all": reliability(scores, [pair.is_same for pair in pairs])}
    for name in (*TYPES, *SCRIPTS):
        of = SCRIPTS.get(name, name)
        chosen = [(s, pair.is_same) for pair, s in zip(pairs, scores, strict=True) if of in (pair.type, pair.scripts)]
        found[name] = reliability([score for score, _ in chosen], [same for _, same in chosen])
    return found


def calibration(folder: Path, _show: bool, drawing: Path = DRAWING) -> None:
    """Print the expected calibration error of each group, and draw what share is right at each score."""
    pairs = pairs_of(folder)
    found = bins_of(pairs, scored(pairs))
    for name, bins in found.items():
        print(line("calibration", f"ECE, {name}", GOAL, calibration_error(bins), f"{_count(bins)}"))
    rows = [{f"{name}, {_count(found[name]):,} pairs": found[name] for name in of} for of in (TYPES, SCRIPTS)]
    drawing.write_text(draw_reliability(rows, "Do scores of compare keep their word?"), encoding="utf-8")


def _count(bins: Sequence[Bin]) -> int:
    return sum(b.count for b in bins)
