"""Spelling a word in another script, letter by letter: small networks, and the beam that reads them.

Each letter of a word stands for a piece of the spelling, from none to a few letters long. A network says
how likely each piece is, given the letters around (a window), what has been spelt so far (its last
letters) and the kind of name. What a network may look at decides what a hypothesis of the beam is: a
place in the word and a spelling so far. Two ways to spell alike are one hypothesis, their chances added.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

REACH = 5
"""Letters seen on either side of the letter that is spelt."""

MEMORY = 6
"""Letters seen of the spelling so far."""

Floats = NDArray[np.float32]
Codes = NDArray[np.int64]


@attrs.frozen(eq=False)
class Alphabets:
    """What a speller reads and writes, and what it numbers.

    Attributes:
        source: The letters it reads; the number of a letter is its place here plus two: 0 is no letter, 1 another.
        target: The letters it writes; the number of a letter is its place here plus one: 0 is no letter.
        kinds: The kinds of names it tells apart.
        pieces: The pieces it spells with.
    """

    source: str
    target: str
    kinds: tuple[str, ...]
    pieces: tuple[str, ...]

    @property
    def slots(self) -> int:
        """How many rows the first layer of a network has: one for each thing that may be seen at each place."""
        return (2 * REACH + 1) * (len(self.source) + 2) + MEMORY * (len(self.target) + 1) + len(self.kinds)

    def windows(self, word: str) -> Codes:
        """Return, for each letter of a word, the rows of the letters around it."""
        numbers = [0] * REACH + [self.source.find(c) + 2 for c in word] + [0] * REACH
        numbers = [max(number, 1) if i >= REACH and i < REACH + len(word) else 0 for i, number in enumerate(numbers)]
        width = 2 * REACH + 1
        places = np.arange(width) * (len(self.source) + 2)
        return np.lib.stride_tricks.sliding_window_view(np.array(numbers), width) + places

    def memories(self, spellings: Sequence[str]) -> Codes:
        """Return, for each spelling so far, the rows of its last letters, the last one first."""
        numbers = np.zeros((len(spellings), MEMORY), dtype=np.int64)
        for row, spelling in enumerate(spellings):
            for place, char in enumerate(spelling[: -MEMORY - 1 : -1]):
                numbers[row, place] = self.target.find(char) + 1
        first = (2 * REACH + 1) * (len(self.source) + 2)
        return numbers + first + np.arange(MEMORY) * (len(self.target) + 1)

    def kind_rows(self, *kinds: str) -> list[int]:
        """Return the rows of kinds of names."""
        return [self.slots - len(self.kinds) + self.kinds.index(kind) for kind in kinds]


@attrs.frozen(eq=False)
class Networks:
    """The weights of several networks of one shape, stacked."""

    rows: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats


HOPELESS = 6.0
"""A spelling whose log chance is this far below that of the best so far is given up."""

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
        networks: Their opinions are averaged, as log chances.
        choices: For each letter it reads, the numbers of the pieces it may stand for.
    """

    alphabets: Alphabets
    networks: Networks
    choices: Mapping[str, Codes]
    _blocks: Floats = attrs.field(init=False)
    _cut: dict[str, tuple[Floats, Floats, list[str]]] = attrs.field(factory=dict, init=False)

    @_blocks.default
    def _second_in_blocks(self) -> Floats:
        return _blocked(self.networks.second)

    def spell(
        self, word: str, kinds: tuple[str, ...], width: int, allows: Callable[[int, str], bool] | None = None
    ) -> list[tuple[str, float]]:
        """Return the likeliest spellings of a word with their log chances, best first.

        Args:
            word: The word, in the letters of the source alphabet; others are left out.
            kinds: What is known of where it comes from.
            width: How many spellings are kept after each letter.
            allows: Whether a letter, by its place, may stand for a piece; where none is allowed, all are.
        """
        net = self.networks
        windows = self.alphabets.windows(word)
        around = net.rows[:, windows].sum(axis=2) + net.first_bias[:, None]
        around += net.rows[:, self.alphabets.kind_rows(*kinds)].sum(axis=1)[:, None]
        beam = {"": 0.0}
        for place, letter in enumerate(word):
            if letter not in self.choices:
                continue
            spellings = list(beam)
            chances = self._chances(around[:, place], spellings, letter)
            chances += np.fromiter(beam.values(), np.float32)[:, None]
            if allows is not None:
                barred = np.array([not allows(place, piece) for piece in self.pieces_of(letter)])
                if not barred.all():
                    chances[:, barred] = -np.inf
            beam = self._extended(spellings, chances, letter, width)
        return sorted(beam.items(), key=lambda item: (-item[1], item[0]))

    def pieces_of(self, letter: str) -> list[str]:
        """Return the pieces a letter may stand for, none where it is unknown."""
        return self._pieces(letter)[2] if letter in self.choices else []

    def _pieces(self, letter: str) -> tuple[Floats, Floats, list[str]]:
        if letter not in self._cut:
            numbers = self.choices[letter]
            net = self.networks
            pieces = [self.alphabets.pieces[n] for n in numbers.tolist()]
            self._cut[letter] = (_blocked(net.last[:, :, numbers]), net.last_bias[:, None, numbers], pieces)
        return self._cut[letter]

    def _chances(self, around: Floats, spellings: list[str], letter: str) -> Floats:
        net = self.networks
        last, last_bias, _ = self._pieces(letter)
        hidden = net.rows[:, self.alphabets.memories(spellings)].sum(axis=2) + around[:, None]
        hidden = _product(np.maximum(hidden, 0), self._blocks, net.second_bias.shape[1]) + net.second_bias[:, None]
        logits = _product(np.maximum(hidden, 0), last, last_bias.shape[2]) + last_bias
        logits -= logits.max(axis=2, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=2, keepdims=True))
        mean: Floats = logits.mean(axis=0)
        return mean

    def _extended(self, spellings: list[str], chances: Floats, letter: str, width: int) -> dict[str, float]:
        pieces = self._pieces(letter)[2]
        flat = chances.ravel()
        keep = min(2 * width, flat.size)
        best = np.argpartition(-flat, keep - 1)[:keep] if keep < flat.size else np.arange(flat.size)
        merged: dict[str, float] = {}
        for number, chance in zip(best.tolist(), flat[best].tolist(), strict=True):
            if chance == -math.inf:
                continue
            row, column = divmod(number, len(pieces))
            text = spellings[row] + pieces[column]
            if text in merged:
                high, low = max(merged[text], chance), min(merged[text], chance)
                chance = high + math.log1p(math.exp(low - high))
            merged[text] = chance
        ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))[:width]
        return {text: chance for text, chance in ranked if chance > ranked[0][1] - HOPELESS}
