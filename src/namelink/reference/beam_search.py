"""Beam search: the likeliest spellings of a word, letter by letter, by small networks of whole numbers.

Weights are bytes with a scale for each column, values between layers whole numbers of 1/1024. Sums of these are exact
in whatever order they are added, so that every machine finds the same spellings with the same probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 1024
"""Steps of a value of one: of the values between layers, and of the logarithms of probabilities."""

MOST = 32767
"""The highest value, in steps."""

MOST_LOGIT = np.float32(1e9)
"""The highest output of the last layer, in steps, and the lowest below zero."""

ONE = 1 << 24
"""What stands for a probability of one where probabilities are added up."""

FARTHEST = 16 * STEPS
"""Steps below the likeliest grapheme from which one adds nothing to the sum."""

MOST_ROWS = 258
"""Rows whose sum is a number of two bytes."""

MOST_HIDDEN = 512
"""Outputs of a layer whose sum, each times a weight, is a number of four bytes."""

Place = tuple[bytes, bytes, tuple[bytes, ...]]
"""What a letter may be spelt by: the numbers of its graphemes, two bytes each; a byte for each, 1 where it is barred,
or none at all; and graphemes that are taken in their place, each as likely as the other, or none."""


Layer = tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]
"""Weights by network, input and output, each from -127 to 127; their scale and a bias by network and output."""


def exponentials() -> NDArray[np.int32]:
    """Return the exponential of each number of steps below zero, one being `ONE`."""
    return np.array([math.floor(ONE * math.exp(-(step / STEPS)) + 0.5) for step in range(FARTHEST)], dtype=np.int32)


class BeamSearch:
    """Spells words by the mean log-probability of several networks."""

    def __init__(
        self, first: Layer, second: Layer, last: Layer, graphemes: Sequence[bytes], history: tuple[int, int, int]
    ) -> None:
        """Keep the networks.

        Args:
            first: Its inputs are rows that are added: those of the letters around, and of the last letters spelt.
            second: Its inputs are the outputs of the first.
            last: Its outputs are the graphemes.
            graphemes: The letters of each grapheme, from 1.
            history: The first row of the last letters spelt, the rows of each of them, and how many are seen.

        Raises:
            ValueError: a layer is too wide, or has not as many rows or graphemes as are told of.
        """
        begin, width, seen = history
        if begin < 0 or seen < 0 or begin + seen * width > first[0].shape[1]:
            raise ValueError("the kernel: the first layer has no rows for the last letters")
        if max(first[0].shape[2], second[0].shape[2]) > MOST_HIDDEN:
            raise ValueError(f"the kernel: a layer has more than {MOST_HIDDEN} outputs that another takes")
        if len(graphemes) != last[0].shape[2]:
            raise ValueError("the kernel: the last layer has another number of outputs than there are graphemes")
        self._layers = [(weights.astype(np.float64), scale, bias) for weights, scale, bias in (first, second, last)]
        self._graphemes = list(graphemes)
        self._history = history
        self._exponentials = exponentials()

    def spell(self, rows: bytes, places: Sequence[Place], beam: int, threshold: float) -> list[tuple[bytes, float]]:
        """Return the spellings of a word with their log-probabilities, likeliest first.

        Of what the spellings so far go on to, twice as many as the beam are looked at, ways to one spelling being added
        up.

        Args:
            rows: The rows of the letters around each letter, two bytes each, as many for one letter as for the other.
            places: What each letter may be spelt by.
            beam: Spellings so far that are kept after each letter.
            threshold: Log-probability below the best of them from which one is dropped.

        Raises:
            ValueError: rows do not fit places, or the beam is less than one.
            IndexError: a number is that of no row or grapheme.
        """
        numbers = np.frombuffer(rows, dtype=np.uint16)
        if beam < 1 or (len(numbers) % len(places) if places else len(numbers)):
            raise ValueError("the kernel: a beam is one or more, and each letter has as many rows")
        found: list[tuple[bytes, float]] = [(b"", 0.0)]
        if places and len(numbers) // len(places) + self._history[2] > MOST_ROWS:
            raise ValueError(f"the kernel: a letter has more than {MOST_ROWS} rows")
        around = numbers.reshape(len(places), -1) if places else numbers.reshape(0, 1)
        for own, (choices, barred, free) in zip(around, places, strict=True):
            following: list[tuple[float, bytes]] = []
            if free:
                even = math.log(len(free))
                following = [(score - even, text + piece) for text, score in found for piece in free]
            else:
                graphemes = np.frombuffer(choices, dtype=np.uint16)
                logs = self._log_probabilities(own.tolist(), [text for text, _ in found], graphemes)
                for (text, score), line in zip(found, logs.tolist(), strict=True):
                    for at, (number, log_p) in enumerate(zip(graphemes.tolist(), line, strict=True)):
                        if not barred or not barred[at]:
                            following.append((score + log_p, text + self._graphemes[number]))
            found = _merged(following, beam, threshold)
        return found

    def _log_probabilities(
        self, rows: list[int], texts: Sequence[bytes], graphemes: NDArray[np.uint16]
    ) -> NDArray[np.float64]:
        """Return the log-probability of each of some graphemes after each spelling so far."""
        (first, *narrow), (second, scale, bias), (last, last_scale, last_bias) = self._layers
        seen = first[:, [self._seen(text) for text in texts]].sum(axis=2)
        values = _steps(first[:, None, rows].sum(axis=2) + seen, *narrow)
        values = _steps(np.matmul(values, second), scale / np.float32(STEPS), bias)
        logits = np.matmul(values, last[:, :, graphemes]).astype(np.float32)
        logits *= last_scale[:, None, graphemes] / np.float32(STEPS)
        logits += last_bias[:, None, graphemes]
        logits = np.clip(logits * np.float32(STEPS) + np.float32(0.5), -MOST_LOGIT, MOST_LOGIT)
        steps = np.floor(logits).astype(np.int64)
        below = steps.max(axis=2, keepdims=True) - steps
        near = np.where(below < FARTHEST, self._exponentials[np.minimum(below, FARTHEST - 1)].astype(np.int64), 0)
        totals = np.array([[math.log(total / ONE) for total in line] for line in near.sum(axis=2).tolist()])
        total = np.zeros(below.shape[1:])
        for one, log_total in zip(below, totals, strict=True):
            total += -(one / STEPS) - log_total[:, None]
        mean: NDArray[np.float64] = total / len(below)
        return mean

    def _seen(self, text: bytes) -> list[int]:
        """Return the rows of the last letters of a spelling so far, the last one first."""
        begin, width, number = self._history
        last = text[: -number - 1 : -1].ljust(number, b"\0")
        return [begin + place * width + letter for place, letter in enumerate(last)]


def _steps(sums: NDArray[np.float64], scale: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the values of a layer in steps, none below zero."""
    values = sums.astype(np.float32) * scale[:, None] + bias[:, None]
    values = np.minimum(np.maximum(values, 0) * np.float32(STEPS) + np.float32(0.5), np.float32(MOST))
    found: NDArray[np.float64] = np.floor(values).astype(np.float64)
    return found


def _merged(following: list[tuple[float, bytes]], beam: int, threshold: float) -> list[tuple[bytes, float]]:
    """Return the likeliest of some spellings, two ways to one of them added up."""
    best = sorted(following, key=lambda way: -way[0])[: 2 * beam]
    found: dict[bytes, float] = {}
    for score, text in best:
        if score < best[0][0] - threshold:
            break
        if text in found:
            found[text] += math.log1p(math.exp(score - found[text]))  # the one before was as likely, or more
        else:
            found[text] = score
    ranked = sorted(found.items(), key=lambda way: (-way[1], way[0]))[:beam]
    return [way for way in ranked if way[1] >= ranked[0][1] - threshold]
