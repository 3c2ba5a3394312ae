"""The page on the bench of names: its tables and its drawing, made from the figures of name_bench.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from speed_drawing import dots
from speed_page import Row, filled, table

DRAWN = {
    "namelink": "namelink",
    "nomenklatura logic-v2": "logic-v2",
    "arabnamer": "arabnamer",
    "rapidfuzz WRatio, unidecoded": "WRatio",
    "Jaro-Winkler, unidecoded": "Jaro-Winkler",
}
"""The matchers that are drawn, and what the drawing calls them."""

Figures = Mapping[str, Any]


def tables(found: Figures, half: str) -> dict[str, str]:
    """Return each table of a half, by its name."""
    made = {"overall": table(overall_rows(found["matchers"], half))}
    for group in ("kind", "type", "scripts"):
        for measure in ("auc", "accuracy"):
            made[f"{measure} by {group}"] = table(group_rows(found["matchers"], half, group, measure))
    if "absent" in found:
        made["absent"] = table(absent_rows(found["absent"][half]))
    return made


def overall_rows(found: Figures, half: str) -> Iterable[Row]:
    """Yield the table of a half as a whole; a threshold in brackets is the most accurate one on ``dev``."""
    yield ["", "AUC", "Brier", "best F1", "F1 at threshold", "accuracy there", "threshold"]
    for name, f in found.items():
        whole, threshold = f[half]["overall"], f"{f['threshold']:.2f}"
        measures = [_three(whole[measure]) for measure in ("auc", "brier", "best f1", "f1", "accuracy")]
        yield [name, *measures, threshold if f["is own"] else f"({threshold})"]


def group_rows(found: Figures, half: str, group: str, measure: str) -> Iterable[Row]:
    """Yield the table of one measure by group, the number of pairs of each in its heading."""
    first = next(iter(found.values()))[half][group]
    yield ["", *(f"{value} ({f['count']})" for value, f in first.items())]
    for name, f in found.items():
        yield [name, *(_two(f[half][group][value][measure]) for value in first)]


def absent_rows(found: Figures) -> Iterable[Row]:
    """Yield the table of absent names that were matched."""
    yield ["absent names", "of", "matched", "share", "listed with the same key"]
    total = {measure: sum(f[measure] for f in found.values()) for measure in ("count", "matched", "same key")}
    for kind, f in (*found.items(), ("together", total)):
        share = f"{100 * f['matched'] / f['count']:.1f} %"
        yield [kind, str(f["count"]), str(f["matched"]), share, str(f["same key"])]


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def drawing(found: Figures, half: str) -> str:
    """Return the drawing of the AUC by kind."""
    shown = {called: found[name][half]["kind"] for name, called in DRAWN.items() if name in found}
    first = next(iter(shown.values()))
    rows = {kind: {name: f[kind]["auc"] for name, f in shown.items()} for kind in first}
    return dots("AUC by kind of pair: 0.5 is chance", rows)


def write_page(found: Figures, docs: Path) -> None:
    """Write the tables of the page anew, those of the held half and the whole of the other, and the drawing beside."""
    page = docs / "benchmarks" / "names.md"
    content = page.read_text(encoding="utf-8")
    made = tables(found, "held") | {"overall dev": table(overall_rows(found["matchers"], "dev"))}
    for name, rows in made.items():
        content = filled(content, name, rows)
    page.write_text(content, encoding="utf-8")
    (docs / "benchmarks" / "names.svg").write_text(drawing(found["matchers"], "held"), encoding="utf-8")
