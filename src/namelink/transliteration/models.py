"""Trained models: one spells Arabic words in Latin letters, one Latin words in Arabic; each is loaded on first use.

A model is a transducer, a filter of known words, and the weights of the features of a spelling. It is stored as one
file of numpy arrays, the weights of its networks as bytes with a scale for each column.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.lang.ar.name_parts import ANYWHERE
from namelink.text.folding import fold
from namelink.transliteration.transducer import Alphabets, Codes, Floats, Networks, Readings, Transducer
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
        table = np.array([features(text, log_p, self.words.value(fold(text))) for text, log_p in found])
        scores = table @ np.array(self.weights[origins[0]])
        probabilities = np.exp(scores - scores.max())
        probabilities /= probabilities.sum()
        pairs = [(text, p) for (text, _), p in zip(found, probabilities.tolist(), strict=True)]
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


def pack_transducer(transducer: Transducer) -> dict[str, NDArray[Any]]:
    """Return a transducer as arrays, to be stored."""
    alphabets = transducer.alphabets
    head = {key: getattr(alphabets, field) for field, key in _HEAD.items()}
    arrays = {"head": np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)}
    arrays["choices"] = np.concatenate([transducer.choices[letter] for letter in alphabets.source])
    arrays["choice_counts"] = np.array([len(transducer.choices[letter]) for letter in alphabets.source])
    for field in attrs.fields(Networks):
        weights = getattr(transducer.networks, field.name)
        scale = np.maximum(np.abs(weights).max(axis=-2, keepdims=True), 1e-9) / 127 if weights.ndim == 3 else None
        arrays[field.name] = weights if scale is None else np.rint(weights / scale).astype(np.int8)
        if scale is not None:
            arrays[f"{field.name}_scale"] = scale.astype(np.float32)
    return arrays


def unpack_transducer(arrays: Mapping[str, NDArray[Any]]) -> Transducer:
    """Return the transducer that was stored as arrays."""
    head = json.loads(arrays["head"].tobytes())
    source, target, origins, graphemes = (head[key] for key in _HEAD.values())
    alphabets = Alphabets(source, target, tuple(origins), tuple(graphemes))
    bounds = np.cumsum(arrays["choice_counts"])[:-1]
    choices: dict[str, Codes] = dict(zip(alphabets.source, np.split(arrays["choices"], bounds), strict=True))
    networks = Networks(**{field.name: _restored(arrays, field.name) for field in attrs.fields(Networks)})
    return Transducer(alphabets, networks, choices)


def _restored(arrays: Mapping[str, NDArray[Any]], name: str) -> Floats:
    scale = arrays.get(f"{name}_scale")
    restored: Floats = arrays[name].astype(np.float32) if scale is None else arrays[name] * scale
    return restored


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays of a model."""
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
