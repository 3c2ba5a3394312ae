"""Which letters of a spelling come from which letter of the name it spells, learned from pairs of words.

Each source letter stands for a piece of the other spelling, from none to a few letters long. How often
a letter stands for a piece is learned by expectation maximization, over all pairs of a batch at once.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]

ROUNDS = 8

LEAST_EXPECTED = 0.5
"""A piece that is expected less often than this for a letter is forgotten."""

_Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Batch:
    """Pairs of words of one length each, with the number of every unit they may be aligned by.

    Attributes:
        rows: Where the pairs stand in the list they came from.
        units: The unit (source letter, piece) by pair, source letter, begin of the piece and its length.
    """

    rows: NDArray[np.int64]
    units: NDArray[np.int32]


@attrs.frozen(eq=False)
class Alignment:
    """Learned chances of units, and the pairs they were learned from."""

    names: list[Pair]
    chances: _Floats
    batches: list[Batch]


def _batches(pairs: list[Pair], longest: int) -> tuple[list[Pair], list[Batch]]:
    numbers: dict[Pair, int] = {("", ""): 0}
    shapes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, (source, target) in enumerate(pairs):
        shapes[len(source), len(target)].append(row)
    batches = []
    for (n, m), rows in sorted(shapes.items()):
        units = np.zeros((len(rows), n, m + 1, longest + 1), dtype=np.int32)
        for place, row in enumerate(rows):
            source, target = pairs[row]
            for i, letter in enumerate(source):
                for j in range(m + 1):
                    for q in range(min(longest, m - j) + 1):
                        units[place, i, j, q] = numbers.setdefault((letter, target[j : j + q]), len(numbers))
        batches.append(Batch(np.array(rows), units))
    return list(numbers), batches


def _sweep(chances: _Floats, best: bool) -> tuple[_Floats, NDArray[np.int64]]:
    """Return the chance to have spelt j letters after i, by pair; and the piece lengths that lead there, if best."""
    size, n, width, lengths = chances.shape
    table = np.zeros((size, n + 1, width))
    came = np.zeros((size, n + 1, width), dtype=np.int64)
    table[:, 0, 0] = 1.0
    for i in range(n):
        steps = np.zeros((size, lengths, width))
        for q in range(min(lengths, width)):
            steps[:, q, q:] = table[:, i, : width - q] * chances[:, i, : width - q, q]
        came[:, i + 1] = steps.argmax(axis=1)
        table[:, i + 1] = steps.max(axis=1) if best else steps.sum(axis=1)
    return table, came


def _backward(chances: _Floats) -> _Floats:
    size, n, width, lengths = chances.shape
    table = np.zeros((size, n + 1, width))
    table[:, n, width - 1] = 1.0
    for i in range(n - 1, -1, -1):
        for q in range(min(lengths, width)):
            table[:, i, : width - q] += chances[:, i, : width - q, q] * table[:, i + 1, q:]
    return table


def _expected(batch: Batch, chances: _Floats) -> _Floats:
    """Return how often each unit is expected to have been used in a batch."""
    local = chances[batch.units]
    _, n, width, lengths = local.shape
    forward, _ = _sweep(local, best=False)
    backward = _backward(local)
    total = forward[:, n, width - 1]
    shares = np.zeros_like(local)
    weight = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)[:, None, None]
    for q in range(min(lengths, width)):
        used = forward[:, :n, : width - q] * local[:, :, : width - q, q] * backward[:, 1:, q:]
        shares[:, :, : width - q, q] = used * weight
    return np.bincount(batch.units.ravel(), shares.ravel(), minlength=chances.size).astype(np.float64)


def learn(pairs: list[Pair], longest: int) -> Alignment:
    """Return the chances of units learned from pairs, where a piece has at most a number of letters."""
    names, batches = _batches(pairs, longest)
    letters = np.unique([source for source, _ in names], return_inverse=True)[1]
    chances = np.array([0.3 ** abs(len(piece) - 1) for _, piece in names])
    chances[0] = 0.0
    for number in range(ROUNDS):
        counts = np.sum([_expected(batch, chances) for batch in batches], axis=0)
        counts[counts < LEAST_EXPECTED] = 0.0
        totals = np.bincount(letters, counts)
        chances = counts / np.maximum(totals[letters], 1e-300)
        print(f"alignment, round {number + 1} of {ROUNDS}: {np.count_nonzero(chances)} units", file=sys.stderr)
    return Alignment(names, chances, batches)


def best_pieces(alignment: Alignment) -> dict[int, tuple[list[str], float]]:
    """Return the likeliest pieces of each pair that can be aligned, by row, with their mean log chance."""
    found: dict[int, tuple[list[str], float]] = {}
    for batch in alignment.batches:
        _, n, width, _ = batch.units.shape
        table, came = _sweep(alignment.chances[batch.units], best=True)
        for place, row in enumerate(batch.rows.tolist()):
            chance = table[place, n, width - 1]
            if chance > 0:
                found[row] = (_trace(alignment, batch.units[place], came[place]), float(np.log(chance)) / n)
    return found


def _trace(alignment: Alignment, units: NDArray[Any], came: NDArray[Any]) -> list[str]:
    n, j = len(units), units.shape[1] - 1
    pieces = []
    for i in range(n - 1, -1, -1):
        q = int(came[i + 1, j])
        j -= q
        pieces.append(alignment.names[units[i, j, q]][1])
    return pieces[::-1]
