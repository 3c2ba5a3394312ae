"""Makes src/namelink/matching/data/arab_latin.tsv: what it costs to read Arabic letters as Latin ones.

Pairs of single names in Arabic and Latin letters are aligned by groups of letters, whose frequencies
are learned by expectation maximization; the cost of a group pair is how much rarer it is than the
usual reading of either side, in natural logarithms, on average. The pairs are files of lines
``ARABIC<tab>LATIN`` (Google's and Wikidata's, Apache-2.0 and CC0). The same files give the same table.

    python tools/alignment_costs.py PAIRS.tsv…
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from namelink.text.folding import fold

OUT = Path("src/namelink/matching/data/arab_latin.tsv")

HEADER = """\
# What it costs to read Arabic letters as Latin ones: 0 for the usual reading, in natural logarithms. Folded.
# Made by tools/alignment_costs.py from pairs of names; not edited by hand.
arabic	latin	cost
"""

Unit = tuple[str, str]

SIZES = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (2, 3), (1, 3)]
"""Letters of a group, Arabic and Latin."""

DIGRAPHS = frozenset("تش دج كس تس دز شت وو يو".split())
"""The only two Arabic letters that stand for two or three Latin ones together."""

ROUNDS = 7

LEAST_COUNT = 3.0
"""How often a pair of groups must have been seen to be listed."""

LONGEST = 16


def read_pairs(paths: Iterable[Path]) -> list[Unit]:
    """Return the pairs of single words, folded."""
    pairs = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            arabic, latin = map(fold, line.split("\t"))
            if arabic.isalpha() and latin.isalpha() and latin.isascii() and max(len(arabic), len(latin)) <= LONGEST:
                pairs.append((arabic, latin))
    return pairs


def steps(arabic: str, latin: str) -> Iterator[tuple[int, int, int, int, Unit]]:
    """Yield every pair of groups two words may be aligned by, with where it begins and ends in each."""
    for i in range(len(arabic) + 1):
        for j in range(len(latin) + 1):
            for p, q in SIZES:
                group = arabic[i : i + p]
                if i + p <= len(arabic) and j + q <= len(latin) and (p * q < 4 or group in DIGRAPHS):
                    yield i, j, i + p, j + q, (group, latin[j : j + q])


def count(pairs: list[Unit], chances: dict[Unit, float] | None) -> dict[Unit, float]:
    """Return how often each pair of groups is expected to have been used, given their chances so far."""
    counts: dict[Unit, float] = defaultdict(float)
    for arabic, latin in pairs:
        n, m = len(arabic), len(latin)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = backward[n][m] = 1.0
        used = []
        for i, j, k, z, unit in steps(arabic, latin):
            if not forward[i][j]:
                continue
            if chances is None:  # at first, groups that stand at like places are likelier
                apart = abs((i + k) / 2 / n - (j + z) / 2 / m)
                chance = math.exp(-3 * apart) * (0.2 if (k - i, z - j) == (1, 1) else 0.02)
            else:
                chance = chances.get(unit, 0.0)
            if chance:
                forward[k][z] += forward[i][j] * chance
                used.append((i, j, k, z, unit, chance))
        total = forward[n][m]
        if total <= 0:
            continue
        for i, j, k, z, unit, chance in reversed(used):
            backward[i][j] += chance * backward[k][z]
            share = forward[i][j] * chance * backward[k][z] / total
            if share > 1e-4:
                counts[unit] += share
    return counts


def normalized(counts: dict[Unit, float]) -> dict[Unit, float]:
    """Return counts as chances, without what was hardly seen."""
    total = sum(counts.values())
    return {unit: number / total for unit, number in counts.items() if number > 0.3}


def learn(pairs: list[Unit]) -> dict[Unit, float]:
    """Return the expected counts after all rounds."""
    counts: dict[Unit, float] = {}
    chances = None
    for number in range(ROUNDS):
        counts = count(pairs, chances)
        chances = normalized(counts)
        print(f"round {number + 1} of {ROUNDS}: {len(chances)} pairs of groups", file=sys.stderr)
    return counts


def costs(counts: dict[Unit, float]) -> dict[Unit, float]:
    """Return the cost of each pair of groups: how much rarer it is than the usual reading of either side."""
    sides: list[dict[str, float]] = [defaultdict(float), defaultdict(float)]
    usual: list[dict[str, float]] = [defaultdict(float), defaultdict(float)]
    for unit, number in counts.items():
        for side, group in enumerate(unit):
            if group:
                sides[side][group] += number
                usual[side][group] = max(usual[side][group], number)
    found = {}
    for unit, number in counts.items():
        if number >= LEAST_COUNT:
            rarer = [math.log(usual[side][group] / number) for side, group in enumerate(unit) if group]
            found[unit] = sum(rarer) / len(rarer)
    return found


def main(paths: list[str]) -> None:
    """Write the table."""
    table = costs(learn(read_pairs(map(Path, paths))))
    rows = [f"{arabic}\t{latin}\t{cost:.2f}\n" for (arabic, latin), cost in sorted(table.items())]
    OUT.write_text(HEADER + "".join(rows), encoding="utf-8")
    print(f"{OUT}: {len(rows)} pairs of groups")


if __name__ == "__main__":
    main(sys.argv[1:])
