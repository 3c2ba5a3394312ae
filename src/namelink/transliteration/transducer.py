"""Transducer: spells a word in another script, grapheme by grapheme, by small networks and a beam search.

Each letter of a word corresponds to a grapheme of the spelling, from none to a few letters long. A network gives the
probability of each grapheme from the letters around (a window), the last letters of the spelling so far and the
origin of the name. As it sees nothing else, a hypothesis of the beam is a position in the word and a spelling so far:
two ways to the same spelling are one hypothesis, and their probabilities are added.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from operator import add
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.cache import BoundedCache
from namelink.kernel import BeamSearch

WINDOW = 5
"""Letters on either side that a network sees of the word; the trained networks have this shape."""

HISTORY = 6
"""Last letters that a network sees of the spelling so far, likewise."""

Floats = NDArray[np.float32]
Codes = NDArray[np.int64]
Readings = Sequence[frozenset[str] | None]
"""For each letter of a word, the Latin letters that it may be spelt by; None for any."""


Place = tuple[bytes, bytes, tuple[bytes, ...]]
"""What a letter may be spelt by, as `namelink.reference.beam_search` takes it."""


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
    _letters: Mapping[int, str] = attrs.field(init=False)

    @_letters.default
    def _number_letters(self) -> Mapping[int, str]:
        return dict(enumerate(self.target, 1))

    @property
    def inputs(self) -> int:
        """Rows of the first layer of a network: one for each value at each position, and for each origin."""
        return (2 * WINDOW + 1) * (len(self.source) + 2) + HISTORY * (len(self.target) + 1) + len(self.origins)

    def windows(self, word: str) -> list[list[int]]:
        """Return, for each letter of a word, the rows of the letters around it."""
        edge = [0] * WINDOW
        numbers = [*edge, *(max(self.source.find(char) + 2, 1) for char in word), *edge]
        starts = range(0, (2 * WINDOW + 1) * (len(self.source) + 2), len(self.source) + 2)
        return [[*map(add, numbers[at:], starts)] for at in range(len(word))]

    @property
    def history(self) -> tuple[int, int, int]:
        """The first row of the last letters spelt, the rows of each of them, and how many are seen."""
        return (2 * WINDOW + 1) * (len(self.source) + 2), len(self.target) + 1, HISTORY

    def last_letters(self, spelling: str) -> list[int]:
        """Return the rows of the last letters of a spelling so far, the last one first."""
        begin, width, number = self.history
        letters = self.encode(spelling[: -number - 1 : -1]).ljust(number, b"\0")
        return [begin + place * width + letter for place, letter in enumerate(letters)]

    def encode(self, text: str) -> bytes:
        """Return the numbers of the letters of a spelling."""
        return bytes([self.target.index(char) + 1 for char in text])

    def decode(self, letters: bytes) -> str:
        """Return the spelling of some numbers of letters."""
        return letters.decode("latin-1").translate(self._letters)

    def origin_rows(self, *origins: str) -> list[int]:
        """Return the rows of origins."""
        return [self.inputs - len(self.origins) + self.origins.index(origin) for origin in origins]


class Layer(NamedTuple):
    """A layer of several networks of one shape: its outputs are the sums of weights times their scale, and a bias.

    Attributes:
        weights: By network, input and output, from -127 to 127.
        scale: By network and output.
        bias: By network and output.
    """

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats


class Networks(NamedTuple):
    """The layers of several networks."""

    first: Layer
    second: Layer
    last: Layer


def quantized(weights: Floats, bias: Floats) -> Layer:
    """Return a layer of whole numbers for one that was trained.

    >>> layer = quantized(np.array([[[0.5, -2.0], [0.25, 1.0]]], dtype=np.float32), np.zeros((1, 2), dtype=np.float32))
    >>> layer.weights.tolist()
    [[[127, -127], [64, 64]]]
    """
    scale = np.maximum(np.abs(weights).max(axis=-2, keepdims=True), 1e-9) / 127
    return Layer(np.rint(weights / scale).astype(np.int8), scale[:, 0].astype(np.float32), bias)


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
    _search: BeamSearch = attrs.field(init=False)
    _numbers: Mapping[str, bytes] = attrs.field(init=False)
    _graphemes: Mapping[str, Sequence[str]] = attrs.field(init=False)
    _places: BoundedCache[tuple[str, frozenset[str] | None], Place] = attrs.field(init=False)

    @_search.default
    def _make_search(self) -> BeamSearch:
        graphemes = [self.alphabets.encode(grapheme) for grapheme in self.alphabets.graphemes]
        return BeamSearch(*self.networks, graphemes, self.alphabets.history)

    @_numbers.default
    def _make_numbers(self) -> Mapping[str, bytes]:
        return {letter: numbers.astype(np.uint16).tobytes() for letter, numbers in self.choices.items()}

    @_graphemes.default
    def _make_graphemes(self) -> Mapping[str, Sequence[str]]:
        return {
            letter: [self.alphabets.graphemes[number] for number in numbers.tolist()]
            for letter, numbers in self.choices.items()
        }

    @_places.default
    def _make_places(self) -> BoundedCache[tuple[str, frozenset[str] | None], Place]:
        return BoundedCache(self._place, 1 << 14)  # there are a few thousand

    def spell(
        self,
        word: str,
        origins: tuple[str, ...],
        beam_width: int,
        pruning_threshold: float,
        readings: Readings | None = None,
    ) -> list[tuple[str, float]]:
        """Return spellings of a word with their log-probabilities, likeliest first.

        Args:
            word: The word; letters it does not know are left out of the spelling.
            origins: What is known of the origin of the name.
            beam_width: Hypotheses that are kept after each letter.
            pruning_threshold: Log-probability, in nats, below the best hypothesis from which one is dropped.
            readings: What each letter may be spelt by; None for any. Where none of its graphemes is among them, all of
                them are taken to be equally likely.
        """
        known = [place for place, letter in enumerate(word) if letter in self.choices]
        wanted = readings or [None] * len(word)
        places = [self._places[word[place], wanted[place]] for place in known]
        windows, origin_rows = self.alphabets.windows(word), self.alphabets.origin_rows(*origins)
        rows = array("H", [row for place in known for row in (*windows[place], *origin_rows)])
        found = self._search.spell(rows.tobytes(), places, beam_width, pruning_threshold)
        return [(self.alphabets.decode(letters), score) for letters, score in found]

    def graphemes_of(self, letter: str) -> Sequence[str]:
        """Return the graphemes a letter may be spelt by, none where it is unknown."""
        return self._graphemes.get(letter, ())

    def _place(self, key: tuple[str, frozenset[str] | None]) -> Place:
        """Return what a letter may be spelt by, as the beam search takes it."""
        letter, wanted = key
        if wanted is None:
            return self._numbers[letter], b"", ()
        barred = bytes([grapheme not in wanted for grapheme in self._graphemes[letter]])
        if wanted and all(barred):
            return b"", b"", tuple([self.alphabets.encode(reading) for reading in sorted(wanted)])
        return self._numbers[letter], barred if any(barred) and not all(barred) else b"", ()
