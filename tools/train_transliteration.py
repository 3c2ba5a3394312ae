"""Train the models of src/namelink/transliteration/data/, which spell words in Latin letters and in Arabic ones.

    python tools/train_transliteration.py EVAL_FOLDER

The folder holds translit/google_train.tsv and wikidata_train.tsv (Google's pairs, Apache-2.0; Wikidata's, CC0), and
google_dev.tsv, no part of which is learned: what it shares with Wikidata's pairs is left out. The project's tables of
names are learned too. A part of Google's pairs is held out to fit the weights of networks and known words.
The same files give the same models, byte for byte, on one kind of machine: one thread, seeded.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported: sums in another order are other sums

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

import letter_alignment
import network_training
import word_signs
from namelink import tables
from namelink.lang.ar.name_parts import AttestedPart, name_parts, regions
from namelink.text.folding import fold
from namelink.transliteration.models import (
    ANYWHERE,
    ARAB,
    FEATURES,
    WORLD,
    features,
    pack_transducer,
    save,
    unpack_transducer,
)
from namelink.transliteration.transducer import Alphabets, Transducer
from namelink.transliteration.word_filter import LEVELS, WordFilter, pack, unpack

OUT = Path("src/namelink/transliteration/data")
GAZETTEER = Path("data/gazetteer")

ORIGINS = (WORLD, "wikidata", "names", ARAB, ANYWHERE, *regions())

HELD_OUT_PAIRS = 1200
"""Google's pairs that no network sees, for the weights."""

HELD_OUT_PARTS = 250
"""Likewise, rows of the table of Arab names."""

LEAST_LOG_PROBABILITY = -4.3
"""Mean log-probability of its aligned letters below which a pair is no two spellings of one name."""

LEAST_COUNT = 3
"""Occurrences from which a letter and a grapheme for it are learned."""

BEAM_WIDTH, PRUNING_THRESHOLD = 32, 6.0
"""The beam search when the weights are fitted."""

ARABIC_WORDS = 220_000
"""Words in the filter of known Arabic words."""


@attrs.frozen
class Example:
    """A word, its spelling, their origins, and their weight."""

    source: str
    target: str
    origins: tuple[str, str]
    weight: float = 1.0

    def flipped(self) -> Example:
        """Return the example in the other direction."""
        return attrs.evolve(self, source=self.target, target=self.source)


@attrs.frozen
class Direction:
    """One of the two models.

    Attributes:
        name: Of its file.
        longest: Letters of the longest grapheme.
        hidden: Widths of the two hidden layers of each network.
        epochs: Epochs of each network.
        flip: Whether examples are flipped.
    """

    name: str
    longest: int
    hidden: tuple[int, int]
    epochs: tuple[int, ...]
    flip: bool


DIRECTIONS = (
    Direction("to_latin", 4, (512, 256), (14, 14), False),
    Direction("to_arabic", 3, (384, 192), (14, 14), True),
)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of a file, in plain letters."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = [(word_signs.arabic(a), word_signs.latin(b)) for a, b in rows]
    return [(a, b) for a, b in pairs if 0 < len(a) <= 16 and 0 < len(b) <= 20]


def unlike(pairs: list[tuple[str, str]], others: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs that share neither side with any of the others."""
    arabic, latin = {fold(a) for a, _ in others}, {b for _, b in others}
    return [(a, b) for a, b in pairs if fold(a) not in arabic and b not in latin]


def foreign_examples() -> list[Example]:
    """Return the examples of the project's table of foreign given names."""
    pairs = [(row["arabic"], row["latin"]) for row in tables.rows("namelink.lang.ar", "foreign_names.tsv")]
    pairs = [(word_signs.arabic(a), word_signs.latin(b)) for a, b in pairs if " " not in a and " " not in b]
    return [Example(a, b, ("names", ANYWHERE)) for a, b in pairs]


def part_examples(part: AttestedPart) -> list[Example]:
    """Return the examples of a row of the project's table of Arab names, the usual spelling first."""
    spellings = [(part.usual, ANYWHERE, 3.0), *((text, ANYWHERE, 1.0) for text in part.others)]
    spellings += [(text, region, 3.0) for region, text in part.regional]
    examples = []
    for text, region, weight in spellings:
        arabic, latin = _without_articles(part.arabic, text)
        if not {" ", "-"} & set(arabic + latin):
            pair = word_signs.arabic(arabic), word_signs.latin(latin)
            examples.append(Example(*pair, (ARAB, region), weight))
    return examples


def _without_articles(arabic: str, latin: str) -> tuple[str, str]:
    if not arabic.startswith("ال"):
        return arabic, latin
    for article in ("al-", "el-", "Al ", "El ", "al ", "el "):
        latin = latin.removeprefix(article)
    return arabic.removeprefix("ال"), latin


def sampled(
    examples: list[Example], longest: int
) -> tuple[Alphabets, dict[str, NDArray[np.int64]], network_training.Samples]:
    """Return the training samples of networks: examples aligned letter by letter."""
    alignment = letter_alignment.learn([(e.source, e.target) for e in examples], longest)
    found = letter_alignment.best_pieces(alignment)
    rows = [row for row in sorted(found) if found[row][1] > LEAST_LOG_PROBABILITY]
    units = Counter(unit for row in rows for unit in zip(examples[row].source, found[row][0], strict=True))
    kept = sorted(unit for unit, number in units.items() if number >= LEAST_COUNT)
    rows = [
        row
        for row in rows
        if all(u in units and units[u] >= LEAST_COUNT for u in zip(examples[row].source, found[row][0], strict=True))
    ]
    letters = "".join(sorted({letter for letter, _ in kept}))
    graphemes = tuple(sorted({grapheme for _, grapheme in kept}))
    number = {grapheme: place for place, grapheme in enumerate(graphemes)}
    alphabets = Alphabets(letters, "".join(sorted(set("".join(graphemes)))), ORIGINS, graphemes)
    choices = {letter: np.array(sorted(number[p] for c, p in kept if c == letter)) for letter in letters}
    inputs, grapheme_, letter_, weight = [], [], [], []
    for row in rows:
        example, parts = examples[row], found[row][0]
        spellings = ["".join(parts[:place]) for place in range(len(parts))]
        windows, origins = alphabets.windows(example.source), alphabets.origin_rows(*example.origins)
        seen = map(alphabets.last_letters, spellings)
        inputs.append(np.array([[*around, *last, *origins] for around, last in zip(windows, seen, strict=True)]))
        grapheme_ += [number[p] for p in parts]
        letter_ += [letters.index(c) for c in example.source]
        weight += [example.weight] * len(parts)
    masks = np.full((len(letters), len(graphemes)), -30, np.float32)
    for place, letter in enumerate(letters):
        masks[place, choices[letter]] = 0
    counts = f"{len(rows)} of {len(examples)} examples, {len(grapheme_)} letters, {len(graphemes)} graphemes"
    print(counts, file=sys.stderr)
    samples = network_training.Samples(
        np.concatenate(inputs), np.array(grapheme_), np.array(letter_), np.array(weight, np.float32), masks
    )
    return alphabets, choices, samples


def fit_weights(tables_: list[NDArray[np.float64]], right: list[int], decay: float = 1.0) -> NDArray[np.float64]:
    """Return the weights that make the right one of each list of candidates likeliest (a softmax over each list)."""
    weights = np.zeros(tables_[0].shape[1])
    weights[0] = 1.0
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    pairs = [(table, place) for table, place in zip(tables_, right, strict=True) if place >= 0]
    for step in range(1, 301):
        gradient = -decay * weights / len(pairs)
        for table, place in pairs:
            scores = table @ weights
            probabilities = np.exp(scores - scores.max())
            probabilities /= probabilities.sum()
            gradient += (table[place] - probabilities @ table) / len(pairs)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return weights


def candidates(
    transducer: Transducer, key: Callable[[str], str], held_out: list[Example]
) -> tuple[list[list[tuple[str, float]]], list[int]]:
    """Return the spellings of each example with their log-probabilities, and the place of the right one, or -1."""
    lists = [transducer.spell(e.source, e.origins, BEAM_WIDTH, PRUNING_THRESHOLD) for e in held_out]
    wanted = [key(e.target) for e in held_out]
    return lists, [
        next((place for place, (text, _) in enumerate(found) if key(text) == right), -1)
        for found, right in zip(lists, wanted, strict=True)
    ]


def weighed(
    transducer: Transducer, signs: word_signs.Signs, key: Callable[[str], str], held_out: Mapping[str, list[Example]]
) -> dict[str, NDArray[Any]]:
    """Return the filter of known words, and the weights of the features by origin, fitted to pairs held out."""
    lists, right = candidates(transducer, key, held_out[WORLD])
    unknown = [0.0] * len(next(iter(signs.values())))
    wide = [np.array([[c, len(s), *signs.get(key(s), unknown)] for s, c in found]) for found in lists]
    weights = fit_weights(wide, right)
    print("weights of signs:", np.round(weights, 2).tolist(), file=sys.stderr)
    worth = {word: float(np.dot(weights[2:], values)) for word, values in signs.items()}
    # Levels as wide as each other, from the least to the most that knowing a word says.
    low, high = np.quantile(list(worth.values()), [0.02, 0.999])
    edges = np.linspace(low, high, LEVELS)
    levels = {word: 1 + int(np.abs(edges - value).argmin()) for word, value in worth.items()}
    arrays = pack(levels, [0.0, *edges.tolist()])
    known = WordFilter(**unpack(arrays))
    for origin, examples in held_out.items():
        lists, right = candidates(transducer, key, examples)
        narrow = [np.array([features(s, c, known.value(key(s))) for s, c in found]) for found in lists]
        fitted = fit_weights(narrow, right)
        print(origin, dict(zip(FEATURES, np.round(fitted, 3).tolist(), strict=True)), file=sys.stderr)
        arrays[f"weights_{origin}"] = fitted.astype(np.float32)
    return arrays


def make(direction: Direction, folder: Path) -> None:
    """Write one model."""
    google = read_pairs(folder / "google_train.tsv")
    dev = read_pairs(folder / "google_dev.tsv")
    held_out = random.Random(5).sample(google, HELD_OUT_PAIRS)
    google = [pair for pair in google if pair not in set(held_out)]
    wikidata = unlike(read_pairs(folder / "wikidata_train.tsv"), dev + held_out)
    examples = [Example(a, b, (WORLD, ANYWHERE)) for a, b in google]
    examples += [Example(a, b, ("wikidata", ANYWHERE)) for a, b in wikidata]
    parts = sorted(name_parts().values(), key=lambda part: part.arabic)
    held_out_parts = random.Random(6).sample(parts, HELD_OUT_PARTS)
    examples += foreign_examples() + [e for part in parts if part not in held_out_parts for e in part_examples(part)]
    examples_held_out = {
        WORLD: [Example(a, b, (WORLD, ANYWHERE)) for a, b in held_out],
        ARAB: [e for part in held_out_parts for e in part_examples(part)[:1]],
    }
    if direction.flip:
        examples = [e.flipped() for e in examples]
        examples_held_out = {origin: [e.flipped() for e in group] for origin, group in examples_held_out.items()}
    alphabets, choices, samples = sampled(examples, direction.longest)
    networks = [
        network_training.train(alphabets, samples, direction.hidden, epochs, seed)
        for seed, epochs in enumerate(direction.epochs, 1)
    ]
    arrays = pack_transducer(Transducer(alphabets, network_training.stacked(networks), choices))
    if direction.flip:
        signs = word_signs.arabic_signs(google + wikidata, ARABIC_WORDS)
    else:
        signs = word_signs.latin_signs(GAZETTEER)
    print(f"{len(signs)} words known", file=sys.stderr)
    arrays |= weighed(unpack_transducer(arrays), signs, fold if direction.flip else str, examples_held_out)
    save(OUT / f"{direction.name}.npz", arrays)


def write_manifest(folder: Path) -> None:
    """Write the checksums of the models, and of the pairs they were made from."""
    inputs = [*sorted(folder.glob("*_train.tsv")), folder / "google_dev.tsv"]
    outputs = [OUT / f"{direction.name}.npz" for direction in DIRECTIONS]
    manifest = {
        label: {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
        for label, paths in (("made_from", inputs), ("models", outputs))
    }
    (OUT / "models.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write the models."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=[d.name for d in DIRECTIONS])
    arguments = parser.parse_args()
    for direction in DIRECTIONS:
        if arguments.only in (None, direction.name):
            make(direction, arguments.folder / "translit")
    write_manifest(arguments.folder / "translit")


if __name__ == "__main__":
    main()
