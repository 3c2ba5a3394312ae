from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.lang.ar.name_parts import regions
from namelink.transliteration import models
from namelink.transliteration.transducer import Alphabets, Floats, Layer, Networks, Transducer, quantized
from namelink.transliteration.word_filter import LEVELS, WordFilter, pack, unpack
from tests.conftest import ROOT

DATA = ROOT / "src" / "namelink" / "transliteration" / "data"


def _transducer(seed: int) -> Transducer:
    rng = np.random.default_rng(seed)
    alphabets = Alphabets("اب", "ab", ("google", "anywhere"), ("", "a", "b", "ab"))

    def random(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return (rng.standard_normal(shape) / 4).astype(np.float32)

    networks = Networks(
        quantized(random(2, alphabets.inputs, 64), random(2, 64)),
        quantized(random(2, 64, 128), random(2, 128)),
        quantized(random(2, 128, 4), random(2, 4)),
    )
    return Transducer(alphabets, networks, {"ا": np.array([0, 1, 2]), "ب": np.array([1, 2, 3])})


def _floats(layer: Layer) -> tuple[Floats, Floats]:
    """The weights and the bias of a layer as they were before they were made whole numbers."""
    return layer.weights * layer.scale[:, None], layer.bias


def _all_spellings(transducer: Transducer, word: str) -> dict[str, float]:
    """Every way to spell a word, letter by letter, with plain products of whole matrices."""
    alphabets = transducer.alphabets
    networks = [*zip(*(zip(*_floats(layer), strict=True) for layer in transducer.networks), strict=True)]
    total: dict[str, float] = defaultdict(float)
    windows = alphabets.windows(word)
    for ways in itertools.product(*(transducer.choices[letter].tolist() for letter in word)):
        text, log_p = "", 0.0
        for place, number in enumerate(ways):
            rows = [*windows[place], *alphabets.last_letters(text), *alphabets.origin_rows("google", "anywhere")]
            logs = []
            for (weights, bias), (inner, inner_bias), (outer, outer_bias) in networks:
                first = np.maximum(weights[rows].sum(axis=0) + bias, 0)
                second = np.maximum(first @ inner + inner_bias, 0)
                logits = (second @ outer + outer_bias)[transducer.choices[word[place]]]
                logs.append(logits - np.log(np.exp(logits).sum()))
            log_p += float(np.mean(logs, axis=0)[transducer.choices[word[place]].tolist().index(number)])
            text += alphabets.graphemes[number]
        total[text] += math.exp(log_p)
    return total


@pytest.mark.parametrize("word", ["ا", "اب", "ببا", "ابابا"])
def test_a_wide_beam_finds_what_trying_everything_finds(word: str) -> None:
    for seed in range(3):
        transducer = _transducer(seed)
        wanted = _all_spellings(transducer, word)
        found = dict(transducer.spell(word, ("google", "anywhere"), 10_000, math.inf))
        assert found.keys() == wanted.keys()
        for text, log_p in found.items():
            assert math.exp(log_p) == pytest.approx(wanted[text], rel=1e-2)


def test_the_models_are_those_of_the_manifest() -> None:
    manifest = json.loads((DATA / "models.json").read_text(encoding="utf-8"))
    sizes = []
    for name, checksum in manifest["models"].items():
        content = (DATA / name).read_bytes()
        sizes.append(len(content))
        assert hashlib.sha256(content).hexdigest() == checksum, f"{name}: run tools/train_transliteration.py"
    assert sum(sizes) <= 3_000_000


def test_models_know_the_origins_they_are_asked_for() -> None:
    for model in (models.to_latin(), models.to_arabic()):
        # The Horn is younger than the models, which are asked for its words as for those of anywhere.
        assert {*models.ORIGINS, models.ANYWHERE, *regions()} - {"horn"} <= set(model.transducer.alphabets.origins)


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, LEVELS), max_size=50), st.text(max_size=8))
def test_a_word_filter_keeps_its_words(words: dict[str, int], other: str) -> None:
    known = WordFilter(**unpack(pack(words, [float(level) for level in range(LEVELS + 1)])))
    for word, level in words.items():
        assert known.value(word) >= level
    assert known.value(other) >= 0


def test_a_model_is_stored_as_it_was_read() -> None:
    with np.load(DATA / "to_arabic.npz") as file:
        arrays = dict(file)
    for name, stored in models.pack_transducer(models.unpack_transducer(arrays)).items():
        assert np.array_equal(stored, arrays[name]), name


def test_pruning_drops_what_is_far_below_the_best() -> None:
    transducer = _transducer(0)
    found = transducer.spell("ابابا", ("google", "anywhere"), 10_000, 1.0)
    wide = transducer.spell("ابابا", ("google", "anywhere"), 10_000, math.inf)
    assert found[0][1] - found[-1][1] <= 1.0 < wide[0][1] - wide[-1][1]
    assert len(transducer.spell("ابابا", ("google", "anywhere"), 3, math.inf)) == 3
