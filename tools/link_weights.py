"""Fits the weights of the features of linking on texts, and measures whether they link better than those that are set.

    python tools/link_weights.py EVAL_FOLDER

Every span that may be a name in an Arabic text is a row, linked or not. In parallel texts it is right where the
translation has a name of its likeliest entity (silver: some 4 % of the labels are wrong), in the tagged encyclopedia
where it lies on a tag, in seeds/ where the gold says so. Fitted are the halves that were read while the features were
made; measured are the other halves. The loss takes a label to be wrong with a small probability, and pulls each weight
to the set one.

Nothing is written: docs/explanation/decisions/2026-11-27-weights-of-linking.md says what came of it.
"""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from namelink import Gazetteer, Mention, MentionKind, Resolver
from namelink.evaluation.gold import read_texts
from namelink.lang import make_key
from namelink.linking.features import AMBIGUITY, BOUNDARY, CONTEXT, FORM
from namelink.scripts import script_code

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
WEIGHTS = {feature.name: feature.weight for registry in (FORM, AMBIGUITY, CONTEXT, BOUNDARY) for feature in registry}
NAMES = list(WEIGHTS)
OF_AMBIGUITY = {feature.name for feature in AMBIGUITY}
WRONG_LABELS = 0.03
"""The chance that a label is wrong."""
GOLD = 3.0
"""What a row of gold counts, against one of silver."""
PULLS = (10.0, 1.0, 0.1, 0.01)
"""How strongly a weight is pulled to the one that is set, tried one after the other."""


@attrs.frozen
class Row:
    """A span that may be a name.

    Attributes:
        values: The features by name, support applied.
        fit: The log-odds of matching.
        right: Whether it names its likeliest candidate.
        share: What it counts.
    """

    values: dict[str, float]
    fit: float
    right: bool
    share: float = 1.0


def rows_of(resolver: Resolver, text: str, is_right: Callable[[Mention], bool | None], share: float) -> Iterator[Row]:
    """Yield the rows of a text; spans that overlap a link are left out."""
    linked = resolver.link(text, explain=True)
    for mention in (*linked, *(linked.rejected or ())):
        covered = any(m is not mention and m.start < mention.end and mention.start < m.end for m in linked)
        right = is_right(mention)
        if covered or right is None or script_code(mention.text) != "Arab":
            continue
        evidence = mention.candidates[0].evidence
        supported = any(e.feature == "support" for e in evidence)
        values = {e.feature: e.value for e in evidence if e.feature in WEIGHTS}
        if supported:
            values = {name: value for name, value in values.items() if name not in OF_AMBIGUITY}
        fit = sum(e.contribution for e in evidence if e.feature not in WEIGHTS and e.feature != "support")
        yield Row(values, fit, right, share)


@functools.cache
def names_of(id: str) -> list[tuple[str, ...]]:
    """Return the names of an entity in other languages than Arabic, and the surnames of a person, as tokens."""
    entity = Gazetteer.default()[id]
    found = [tuple(make_key(name.text).split()) for name in entity.names if name.lang != "ar"]
    surnames = [tokens[-1:] for tokens in found if entity.type == "person" and len(tokens) > 1 and len(tokens[-1]) > 3]
    return [tokens for tokens in (*found, *surnames) if tokens]


def is_borne_out(translation: str, mention: Mention) -> bool:
    """Whether a translation has a name of the likeliest entity, inflected or not."""
    key = f" {make_key(translation)} "
    return any(f" {' '.join(tokens)}" in key for tokens in names_of(mention.candidates[0].entity.id))


def parallel(folder: Path, name: str, part: slice) -> Iterator[tuple[str, Callable[[Mention], bool]]]:
    """Yield the lines of parallel texts."""
    sides = (
        (folder / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines()[part] for language in ("ar", "en")
    )
    for text, translation in zip(*sides, strict=True):
        yield text, functools.partial(is_borne_out, translation)


def tagged(path: Path, half: int) -> Iterator[tuple[str, Callable[[Mention], bool | None]]]:
    """Yield the sentences of one half of a tagged text."""
    sentences = [block.splitlines() for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    middle = len(sentences) // 2
    for lines in sentences[middle:] if half else sentences[:middle]:
        words = [(line.split()[0], line.split()[-1]) for line in lines]
        tags = [tag for word, tag in words for _ in f"{word} "]

        def is_right(mention: Mention, tags: list[str] = tags) -> bool | None:
            if mention.kind is MentionKind.DEMONYM:
                return None
            return any(tag != "O" for tag in tags[mention.start : mention.end])

        yield " ".join(word for word, _ in words), is_right


def gold() -> Iterator[tuple[str, Callable[[Mention], bool]]]:
    """Yield the documents of seeds/."""
    for text in read_texts(SEEDS):
        places = {(m.start, m.end): m.id for m in text.mentions}

        def is_right(mention: Mention, places: dict[tuple[int, int], str | None] = places) -> bool:
            return places.get((mention.start, mention.end)) == mention.candidates[0].entity.id

        yield text.text, is_right


def sets(folder: Path) -> tuple[list[Row], list[Row]]:
    """Return the rows to fit, and those to measure on."""
    resolver, texts = Resolver(), folder / "text"
    fitted = [
        *parallel(texts, "news", slice(0, 1000)),
        *parallel(texts, "paragraphs", slice(0, 120)),
        *tagged(texts / "encyclopedia.conll", 0),
    ]
    held = [
        *parallel(texts, "news", slice(1000, None)),
        *parallel(texts, "paragraphs", slice(120, None)),
        *tagged(texts / "encyclopedia.conll", 1),
    ]
    of_gold = [row for text, is_right in gold() for row in rows_of(resolver, text, is_right, GOLD)]
    silver, measured = ([r for t, right in part for r in rows_of(resolver, t, right, 1.0)] for part in (fitted, held))
    return [*silver, *of_gold], measured


Arrays = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def arrays(rows: list[Row]) -> Arrays:
    """Return the features, the fits, the labels and the shares of rows."""
    features = np.array([[row.values.get(name, 0.0) for name in NAMES] for row in rows])
    fits, labels, shares = (
        np.array([getattr(row, name) for row in rows], dtype=float) for name in ("fit", "right", "share")
    )
    return features, fits, labels, shares


def loss(weights: NDArray[np.float64], data: Arrays, pull: float) -> tuple[float, NDArray[np.float64]]:
    """Return the loss of weights, and its gradient."""
    features, fits, labels, shares = data
    chance = 1 / (1 + np.exp(-(fits + features @ weights)))
    seen = WRONG_LABELS + (1 - 2 * WRONG_LABELS) * chance
    away = weights - np.array(list(WEIGHTS.values()))
    total = -(shares * (labels * np.log(seen) + (1 - labels) * np.log(1 - seen))).sum() + pull * (away**2).sum()
    slope = shares * (labels / seen - (1 - labels) / (1 - seen)) * (1 - 2 * WRONG_LABELS) * chance * (1 - chance)
    return total, 2 * pull * away - features.T @ slope


def report(name: str, weights: NDArray[np.float64], data: Arrays, threshold: float) -> None:
    """Print what weights reach: the area under the curve, how much is linked, and how much of it is right."""
    features, fits, labels, _ = data
    log_odds = fits + features @ weights
    linked = log_odds >= np.log(threshold / (1 - threshold))
    right, found = labels[linked].mean(), labels[linked].sum() / labels.sum()
    area = roc_auc_score(labels, log_odds)
    print(f"{name:18} AUC {area:.4f}  {linked.sum():5} linked, {right:.4f} right, {found:.4f} of the right")


def main() -> None:
    """Fit, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="EVAL_FOLDER")
    fitted, measured = map(arrays, sets(parser.parse_args().folder))
    start, threshold = np.array(list(WEIGHTS.values())), Resolver().config.matching.threshold
    tried = {"set": start} | {
        f"pull {pull:g}": minimize(loss, start, args=(fitted, pull), jac=True, method="L-BFGS-B").x for pull in PULLS
    }
    for name, weights in tried.items():
        report(f"{name}, fitted", weights, fitted, threshold)
        report(f"{name}, held", weights, measured, threshold)
    print(f"{'feature':24}{'rows':>6}" + "".join(f"{name:>10}" for name in tried))
    for place, name in enumerate(NAMES):
        used = int((fitted[0][:, place] != 0).sum())
        print(f"{name:24}{used:6}" + "".join(f"{weights[place]:10.2f}" for weights in tried.values()))


if __name__ == "__main__":
    main()
