"""Trained models: one spells Arabic words in Latin letters, one Latin words in Arabic; each is loaded on first use.

A model is a transducer, a filter of known words, and the weights of the features of a spelling. It is stored as one
file of numpy arrays, the weights of its networks as bytes with a scale for each column.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.lang.ar.name_parts import ANYWHERE
from namelink.text.folding import fold
from namelink.transliteration.transducer import Alphabets, Codes, Layer, Networks, Readings, Transducer
from namelink.transliteration.word_filter import WordFilter, unpack

__all__ = ["ANYWHERE", "ARAB", "FEATURES", "ORIGINS", "WORLD", "Model", "features", "to_arabic", "to_latin"]

WORLD, ARAB = "google", "arab"
"""Origins that a model is asked for: names of the world, which it learned from Google's pairs, and Arab names."""

ORIGINS = (WORLD, ARAB)

FEATURES = ("networks", "length", "known")
"""Features of a spelling: its log-probability by the networks, its letters, the value of a known word."""


@attrs.frozen(eq=False)
class Model:
    """Spells words of one script in another.

    Attributes:
        transducer: Proposes spellings.
        words: Words known to exist in the script it writes.
        weights: Weights of `FEATURES` by origin.
    """

    transducer: Transducer
    words: WordFilter
    weights: Mapping[str, Sequence[float]]

    def spell(
        self,
        word: str,
        origins: tuple[str, ...],
        beam_width: int,
        pruning_threshold: float,
        readings: Readings | None = None,
    ) -> list[tuple[str, float]]:
        """Return the spellings of a word with their probabilities, likeliest first; see `Transducer.spell`.

        Args:
            word: See `Transducer.spell`, as those that follow.
            origins: The first is one of `ORIGINS`, and decides on the weights of the features.
            beam_width: See `Transducer.spell`.
            pruning_threshold: See `Transducer.spell`.
            readings: See `Transducer.spell`.
        """
        if not word:
            return []
        found = self.transducer.spell(word, origins, beam_width, pruning_threshold, readings)
        of_networks, of_length, of_known = self.weights[origins[0]]
        value = self.words.value
        scores = [
            of_networks * log_p + of_length * len(text) + of_known * value(text if text.isascii() else fold(text))
            for text, log_p in found
        ]
        best = max(scores)
        chances = [math.exp(score - best) for score in scores]
        total = math.fsum(chances)
        pairs = [(text, chance / total) for (text, _), chance in zip(found, chances, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def features(text: str, log_probability: float, known: float) -> list[float]:
    """Return the features of a spelling."""
    return [log_probability, float(len(text)), known]


@functools.cache
def to_latin() -> Model:
    """Return the model that spells Arabic words in Latin letters.

    >>> to_latin().spell("ليخاتشوف", (WORLD, ANYWHERE), 24, 6.0)[0][0]
    'likhachov'
    """
    return _load("to_latin.npz")


@functools.cache
def to_arabic() -> Model:
    """Return the model that spells Latin words in Arabic letters.

    >>> "جباروف" in [text for text, _ in to_arabic().spell("japarov", (WORLD, ANYWHERE), 24, 6.0)[:5]]
    True
    """
    return _load("to_arabic.npz")


def _load(name: str) -> Model:
    with np.load(Path(str(resources.files("namelink.transliteration").joinpath("data", name)))) as file:
        arrays = dict(file)
    weights = {origin: arrays[f"weights_{origin}"].tolist() for origin in ORIGINS}
    return Model(unpack_transducer(arrays), WordFilter(**unpack(arrays)), weights)


# Names of the fields of `Alphabets` in a file.
_HEAD = {"source": "source", "target": "target", "origins": "kinds", "graphemes": "pieces"}

_LAYERS = ("rows", "second", "last")
"""Names of the weights of the layers in a file."""


def pack_transducer(transducer: Transducer) -> dict[str, NDArray[Any]]:
    """Return a transducer as arrays, to be stored."""
    alphabets = transducer.alphabets
    head = {key: getattr(alphabets, field) for field, key in _HEAD.items()}
    arrays: dict[str, NDArray[Any]] = {
        "head": np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)
    }
    arrays["choices"] = np.concatenate([transducer.choices[letter] for letter in alphabets.source])
    arrays["choice_counts"] = np.array([len(transducer.choices[letter]) for letter in alphabets.source])
    for name, layer in zip(_LAYERS, transducer.networks, strict=True):
        arrays |= {name: layer.weights, f"{name}_scale": layer.scale[:, None], _bias(name): layer.bias}
    return arrays


def unpack_transducer(arrays: Mapping[str, NDArray[Any]]) -> Transducer:
    """Return the transducer that was stored as arrays."""
    head = json.loads(arrays["head"].tobytes())
    source, target, origins, graphemes = (head[key] for key in _HEAD.values())
    alphabets = Alphabets(source, target, tuple(origins), tuple(graphemes))
    bounds = np.cumsum(arrays["choice_counts"])[:-1]
    choices: dict[str, Codes] = dict(zip(alphabets.source, np.split(arrays["choices"], bounds), strict=True))
    networks = Networks(*(Layer(arrays[name], arrays[f"{name}_scale"][:, 0], arrays[_bias(name)]) for name in _LAYERS))
    return Transducer(alphabets, networks, choices)


def _bias(layer: str) -> str:
    """Return the name of the bias of a layer in a file."""
    return "first_bias" if layer == "rows" else f"{layer}_bias"


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays of a model."""
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
