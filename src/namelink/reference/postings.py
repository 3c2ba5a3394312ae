"""Posting lists: the names of an index that share keys with a query, by the IDF of these and by length."""

from __future__ import annotations

import math
from collections import defaultdict

import attrs
import numpy as np
from numpy.typing import NDArray


@attrs.frozen
class _Key:
    idf: float
    is_exact: bool
    names: list[int]


class PostingLists:
    """The postings of one index."""

    def __init__(
        self,
        values: NDArray[np.uint32],
        ends: NDArray[np.uint32],
        bounds: NDArray[np.uint32],
        entities: NDArray[np.uint32],
        weights: NDArray[np.float32],
    ) -> None:
        """Keep the arrays.

        Args:
            values: The names that have each key, sorted, one key after another.
            ends: Where those of each key end; empty where each has one name.
            bounds: Where the letters of each name begin, and where those of the last one end.
            entities: The entity of each name.
            weights: The weight of each entity.
        """
        self._values, self._ends, self._bounds = values, ends, bounds
        self._entities, self._weights = entities, weights

    def propose(
        self,
        numbers: NDArray[np.int64],
        gains: NDArray[np.float64],
        letters: int,
        postings: int,
        postings_per_key: int,
        most: int,
    ) -> tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.float32]]:
        """Return the names that keys propose, the IDF each gains, and the weight of its entity, the best first.

        Names are proposed by the rarest keys, until these are enough. The exact ones that are left only add to those
        that others propose.

        Args:
            numbers: The keys.
            gains: The share of its IDF that each counts: 1 for a key of the query itself.
            letters: The letters of the query.
            postings: How many names are enough.
            postings_per_key: How many names one key proposes, at most.
            most: How many names are wanted, at most.
        """
        taken, frequent = self._chosen(numbers, gains, postings)
        gain: defaultdict[int, float] = defaultdict(float)
        for key in taken:
            for name in key.names[:postings_per_key]:
                gain[name] += key.idf
        best = max(gain.values(), default=1.0)
        for key in frequent:
            for name in gain.keys() & set(key.names):
                gain[name] += key.idf
        weights = {name: self._weights[self._entities[name]] for name in gain}

        def place(name: int) -> tuple[float, float, int]:
            length = int(self._bounds[name + 1]) - int(self._bounds[name])
            return abs(length - letters) / max(length, letters) - gain[name] / best, -float(weights[name]), name

        names = sorted(gain, key=place)[:most]
        return (
            np.array(names, dtype=np.uint32),
            np.array([gain[name] for name in names], dtype=np.float64),
            np.array([weights[name] for name in names], dtype=np.float32),
        )

    def _chosen(
        self, numbers: NDArray[np.int64], gains: NDArray[np.float64], postings: int
    ) -> tuple[list[_Key], list[_Key]]:
        """Return the keys that propose names, and the exact ones that are left when these are enough."""
        found = []
        for number, gain in zip(numbers.tolist(), gains.tolist(), strict=True):
            names = self._run(number)
            if names:
                found.append((-gain * math.log(1 + len(self._entities) / len(names)), number, gain == 1.0, names))
        taken: list[_Key] = []
        frequent: list[_Key] = []
        for less, _, is_exact, names in sorted(found):
            key = _Key(-less, is_exact, names)
            if not taken or len(names) <= postings:
                taken.append(key)
                postings -= len(names)
            elif is_exact:
                frequent.append(key)
        return taken, frequent

    def _run(self, number: int) -> list[int]:
        if not self._ends.size:
            return [int(self._values[number])]
        begin = int(self._ends[number - 1]) if number else 0
        found: list[int] = self._values[begin : int(self._ends[number])].tolist()
        return found
