"""The trained models: one that spells in Latin letters, one in Arabic ones. Loaded when first needed.

A model is networks that spell (see `transducer`), a list of known words, and the weight of each feature of a
spelling. It is stored as one file of numpy arrays, the weights of the networks as bytes with a scale for each column.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.text.folding import fold
from namelink.transliteration import word_filter as wordlist
from namelink.transliteration.transducer import Alphabets, Codes, Floats, Networks, Transducer

ANYWHERE = "anywhere"
"""The kind of a name whose region is not known."""

ORIGINS = ("google", "arab")
"""Where names come from, as far as a model is asked: Google's pairs stand for the names of the world."""

FEATURES = ("networks", "length", "known")
"""What is weighed of a spelling: its log chance by the networks, its letters, what it means that it is a known word."""

WIDTH = 24
"""Spellings kept after each letter of a word."""


@attrs.frozen(eq=False)
class Model:
    """Spells words of one script in another.

    Attributes:
        speller: Proposes spellings.
        words: Words known to exist in the script it writes.
        weights: Of the features, by where a name comes from: they are others for Arab names.
        key: How a spelling is looked up among the words.
    """

    speller: Transducer
    words: wordlist.WordFilter
    weights: Mapping[str, Sequence[float]]
    key: Callable[[str], str]

    def spell(
        self,
        word: str,
        kinds: tuple[str, ...],
        width: int = WIDTH,
        allows: Callable[[int, str], bool] | None = None,
    ) -> list[tuple[str, float]]:
        """Return the spellings of a word with their chances, the likeliest first; see `Speller.spell`."""
        if not word:
            return []
        found = self.speller.spell(word, kinds, width, allows)
        table = np.array([features(text, chance, self.words.value(self.key(text))) for text, chance in found])
        scores = table @ np.array(self.weights[kinds[0]])
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        pairs = [(text, chance) for (text, _), chance in zip(found, chances.tolist(), strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def features(text: str, chance: float, known: float) -> list[float]:
    """Return the features of a spelling."""
    return [chance, float(len(text)), known]


def _same(text: str) -> str:
    return text


@functools.cache
def to_latin() -> Model:
    """Return the model that spells Arabic words in Latin letters.

    >>> to_latin().spell("ليخاتشوف", ("google", "anywhere"))[0][0]
    'likhachov'
    """
    return load(Path(str(resources.files("namelink.transliteration").joinpath("data", "to_latin.npz"))), _same)


@functools.cache
def to_arabic() -> Model:
    """Return the model that spells Latin words in Arabic letters.

    >>> "جباروف" in [text for text, _ in to_arabic().spell("japarov", ("google", "anywhere"))[:5]]
    True
    """
    return load(Path(str(resources.files("namelink.transliteration").joinpath("data", "to_arabic.npz"))), fold)


def pack_transducer(speller: Transducer) -> dict[str, NDArray[Any]]:
    """Return a speller as arrays, to be stored."""
    head = attrs.asdict(speller.alphabets)
    arrays = {"head": np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)}
    arrays["choices"] = np.concatenate([speller.choices[letter] for letter in speller.alphabets.source])
    arrays["choice_counts"] = np.array([len(speller.choices[letter]) for letter in speller.alphabets.source])
    for field in attrs.fields(Networks):
        weights = getattr(speller.networks, field.name)
        scale = np.maximum(np.abs(weights).max(axis=-2, keepdims=True), 1e-9) / 127 if weights.ndim == 3 else None
        arrays[field.name] = weights if scale is None else np.rint(weights / scale).astype(np.int8)
        if scale is not None:
            arrays[f"{field.name}_scale"] = scale.astype(np.float32)
    return arrays


def unpack_transducer(arrays: Mapping[str, NDArray[Any]]) -> Transducer:
    """Return the speller that was stored as arrays."""
    head = json.loads(arrays["head"].tobytes())
    alphabets = Alphabets(head["source"], head["target"], tuple(head["kinds"]), tuple(head["pieces"]))
    bounds = np.cumsum(arrays["choice_counts"])[:-1]
    choices: dict[str, Codes] = dict(zip(alphabets.source, np.split(arrays["choices"], bounds), strict=True))
    return Transducer(
        alphabets, Networks(**{f.name: _restored(arrays, f.name) for f in attrs.fields(Networks)}), choices
    )


def _restored(arrays: Mapping[str, NDArray[Any]], name: str) -> Floats:
    scale = arrays.get(f"{name}_scale")
    restored: Floats = arrays[name].astype(np.float32) if scale is None else arrays[name] * scale
    return restored


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays of a model."""
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def load(path: Path, key: Callable[[str], str]) -> Model:
    """Read a model."""
    with np.load(path) as file:
        arrays = dict(file)
    words = wordlist.WordFilter(**wordlist.unpack(arrays))
    weights = {origin: arrays[f"weights_{origin}"].tolist() for origin in ORIGINS}
    return Model(unpack_transducer(arrays), words, weights, key)
