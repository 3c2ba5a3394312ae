"""Names made of the commonest given names and nisbas: thousands bear each, so that likeness should match none."""

from __future__ import annotations

import random
from pathlib import Path

from measure_lines import line
from namelink import Gazetteer, Outcome, Resolver
from namelink.lang import make_key
from namelink.tables import parse_tsv

PARTS = Path(__file__).resolve().parent / "data" / "common_names.tsv"

COUNT = 1500
"""Names that are made, every second one in Arabic letters."""


def common_names(count: int = COUNT) -> list[str]:
    """Return names of two or three parts; 40 % two given names, 35 % one and a nisba, 25 % three parts."""
    rows = [row for _, row in parse_tsv(PARTS.read_text(encoding="utf-8"))]
    given, nisbas = ([row for row in rows if row["part"] == part] for part in ("given", "nisba"))
    draw, names = random.Random(11), []
    for number in range(count):
        kind, (a, b, c) = draw.random(), (draw.choice(given) for _ in range(3))
        if kind < 0.4:
            parts = [a, b]
        elif kind < 0.75:
            parts = [a, draw.choice(nisbas)]
        else:
            parts = [a, b, c if kind < 0.9 else draw.choice(nisbas)]
        names.append(" ".join(part["arabic" if number % 2 else "latin"] for part in parts))
    return names


def matched_others(resolver: Resolver, names: list[str]) -> list[tuple[str, str]]:
    """Return the names that match one of another key, each with that one: somebody else who is not so called."""
    found = []
    for name in names:
        resolution = resolver.resolve(name)
        if resolution.outcome is Outcome.MATCH:
            matched = resolution.candidates[0].matched_name.text
            if make_key(matched) != make_key(name):
                found.append((name, matched))
    return found


def common(_folder: Path, show: bool) -> None:
    """Print the share of common names that match somebody who does not bear them."""
    names = common_names()
    wrong = matched_others(Resolver(Gazetteer.default()), names)
    print(line("common", "matched to another", "0.007", len(wrong) / len(names), f"{len(names)} names"))
    for name, matched in wrong if show else ():
        print("", name, "→", matched)
