"""Transducer: spells a word in another script, grapheme by grapheme, by small networks and a beam search.

Each letter of a word corresponds to a grapheme of the spelling, from none to a few letters long. A network gives the
probability of each grapheme from the letters around (a window), the last letters of the spelling so far and the
origin of the name. As it sees nothing else, a hypothesis of the beam is a position in the word and a spelling so far:
two ways to the same spelling are one hypothesis, and their probabilities are added.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

WINDOW = 5
"""Letters on either side that a network sees of the word; the trained networks have this shape."""

HISTORY = 6
"""Last letters that a network sees of the spelling so far, likewise."""

Floats = NDArray[np.float32]
Codes = NDArray[np.int64]
Readings = Sequence[Collection[str] | None]
"""For each letter of a word, the Latin letters that it may be spelt by; None for any."""


@attrs.frozen(eq=False)
class Alphabets:
    """Letters, origins and graphemes of a transducer, and their rows in the first layer of its networks.

    Attributes:
        source: Letters it reads; the number of a letter is its place here plus two: 0 is no letter, 1 another.
        target: Letters it writes; the number of a letter is its place here plus one: 0 is no letter.
        origins: Origins of names that it distinguishes: of the training data, and regions.
        graphemes: Graphemes it spells with.
    """

    source: str
    target: str
    origins: tuple[str, ...]
    graphemes: tuple[str, ...]

    @property
    def inputs(self) -> int:
        """Rows of the first layer of a network: one for each value at each position, and for each origin."""
        return (2 * WINDOW + 1) * (len(self.source) + 2) + HISTORY * (len(self.target) + 1) + len(self.origins)

    def windows(self, word: str) -> Codes:
        """Return, for each letter of a word, the rows of the letters around it."""
        numbers = [0] * WINDOW + [self.source.find(c) + 2 for c in word] + [0] * WINDOW
        numbers = [max(number, 1) if i >= WINDOW and i < WINDOW + len(word) else 0 for i, number in enumerate(numbers)]
        width = 2 * WINDOW + 1
        places = np.arange(width) * (len(self.source) + 2)
        return np.lib.stride_tricks.sliding_window_view(np.array(numbers), width) + places

    def histories(self, spellings: Sequence[str]) -> Codes:
        """Return, for each spelling so far, the rows of its last letters, the last one first."""
        numbers = np.zeros((len(spellings), HISTORY), dtype=np.int64)
        for row, spelling in enumerate(spellings):
            for place, char in enumerate(spelling[: -HISTORY - 1 : -1]):
                numbers[row, place] = self.target.find(char) + 1
        first = (2 * WINDOW + 1) * (len(self.source) + 2)
        return numbers + first + np.arange(HISTORY) * (len(self.target) + 1)

    def origin_rows(self, *origins: str) -> list[int]:
        """Return the rows of origins."""
        return [self.inputs - len(self.origins) + self.origins.index(origin) for origin in origins]


@attrs.frozen(eq=False)
class Networks:
    """The weights of several networks of one shape, stacked."""

    rows: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats


BLOCK = (64, 128)
"""Rows and columns of the blocks that weights are multiplied by.

Products of this size are too small for the linear algebra library to spread them over threads, which
would cost more than it gains, and would add up in another order on another machine.
"""


def _blocked(weights: Floats) -> Floats:
    """Return matrices cut into blocks, by network, block of rows, block of columns."""
    networks, rows, columns = weights.shape
    high, wide = rows // BLOCK[0], -(-columns // BLOCK[1])
    if wide > 1:
        weights = np.pad(weights, ((0, 0), (0, 0), (0, wide * BLOCK[1] - columns)))
    cut = weights.reshape(networks, high, BLOCK[0], wide, -1).transpose(0, 1, 3, 2, 4)
    return np.ascontiguousarray(cut)


def _product(values: Floats, blocks: Floats, columns: int) -> Floats:
    """Return values times matrices in blocks, by network, without the columns that fill up the last block."""
    networks, size, _ = values.shape
    cut = np.ascontiguousarray(values.reshape(networks, size, -1, 1, BLOCK[0]).transpose(0, 2, 3, 1, 4))
    product = np.matmul(cut, blocks).sum(axis=1)
    found: Floats = product.transpose(0, 2, 1, 3).reshape(networks, size, -1)[:, :, :columns]
    return found


@attrs.frozen(eq=False)
class Transducer:
    """Spells words of one script in another.

    Attributes:
        alphabets: What it reads and writes.
        networks: Networks whose log-probabilities are averaged.
        choices: For each letter it reads, the numbers of the graphemes it may be spelt by.
    """

    alphabets: Alphabets
    networks: Networks
    choices: Mapping[str, Codes]
    _blocks: Floats = attrs.field(init=False)
    _outputs: dict[str, tuple[Floats, Floats, list[str]]] = attrs.field(factory=dict, init=False)

    @_blocks.default
    def _second_in_blocks(self) -> Floats:
        return _blocked(self.networks.second)

    def spell(
        self,
        word: str,
        origins: tuple[str, ...],
        beam_width: int,
        pruning_threshold: float,
        readings: Readings | None = None,
    ) -> list[tuple[str, float]]:
        """Return the likeliest spellings of a word with their log-probabilities, best first.

        Args:
            word: The word, in the letters of the source alphabet; others are left out.
            origins: What is known of where it comes from.
            beam_width: Hypotheses that are kept after each letter.
            pruning_threshold: Log-probability, in nats, below the best hypothesis from which one is dropped.
            readings: What each letter may be spelt by; None for any. Where none of its graphemes is among them, all of
                them are taken to be equally likely.
        """
        net = self.networks
        around = net.rows[:, self.alphabets.windows(word)].sum(axis=2) + net.first_bias[:, None]
        around += net.rows[:, self.alphabets.origin_rows(*origins)].sum(axis=1)[:, None]
        beam = {"": 0.0}
        for place, letter in enumerate(word):
            if letter not in self.choices:
                continue
            spellings = list(beam)
            wanted = readings[place] if readings is not None else None
            barred = None if wanted is None else np.array([g not in wanted for g in self.graphemes_of(letter)])
            if wanted and barred is not None and barred.all():
                merged = {text + r: p - math.log(len(wanted)) for text, p in beam.items() for r in sorted(wanted)}
            else:
                scores = self._log_probabilities(around[:, place], spellings, letter)
                scores += np.fromiter(beam.values(), np.float32)[:, None]
                if barred is not None and not barred.all():
                    scores[:, barred] = -np.inf
                merged = self._merged(spellings, scores, letter, 2 * beam_width)
            ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))[:beam_width]
            beam = {text: score for text, score in ranked if score > ranked[0][1] - pruning_threshold}
        return sorted(beam.items(), key=lambda item: (-item[1], item[0]))

    def graphemes_of(self, letter: str) -> list[str]:
        """Return the graphemes a letter may be spelt by, none where it is unknown."""
        return self._output(letter)[2] if letter in self.choices else []

    def _output(self, letter: str) -> tuple[Floats, Floats, list[str]]:
        """Return the weights and biases of the last layer for the graphemes of a letter, and these."""
        if letter not in self._outputs:
            numbers = self.choices[letter]
            net = self.networks
            graphemes = [self.alphabets.graphemes[n] for n in numbers.tolist()]
            self._outputs[letter] = (_blocked(net.last[:, :, numbers]), net.last_bias[:, None, numbers], graphemes)
        return self._outputs[letter]

    def _log_probabilities(self, around: Floats, spellings: list[str], letter: str) -> Floats:
        """Return the log-probability of each grapheme of a letter after each spelling so far."""
        net = self.networks
        last, last_bias, _ = self._output(letter)
        hidden = net.rows[:, self.alphabets.histories(spellings)].sum(axis=2) + around[:, None]
        hidden = _product(np.maximum(hidden, 0), self._blocks, net.second_bias.shape[1]) + net.second_bias[:, None]
        logits = _product(np.maximum(hidden, 0), last, last_bias.shape[2]) + last_bias
        logits -= logits.max(axis=2, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=2, keepdims=True))
        mean: Floats = logits.mean(axis=0)
        return mean

    def _merged(self, spellings: list[str], scores: Floats, letter: str, number: int) -> dict[str, float]:
        """Return the best extensions of spellings by a grapheme, those of one spelling merged."""
        graphemes = self._output(letter)[2]
        flat = scores.ravel()
        best = np.argpartition(-flat, number - 1)[:number] if number < flat.size else np.arange(flat.size)
        merged: dict[str, float] = {}
        for at, score in zip(best.tolist(), flat[best].tolist(), strict=True):
            if score == -math.inf:
                continue
            row, column = divmod(at, len(graphemes))
            text = spellings[row] + graphemes[column]
            if text in merged:
                high, low = max(merged[text], score), min(merged[text], score)
                score = high + math.log1p(math.exp(low - high))
            merged[text] = score
        return merged
