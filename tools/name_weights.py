"""Fits the weights by which two whole names are taken for one (matching/data/weights.json).

    python tools/name_weights.py EVAL_FOLDER [--show | --halves]

The pairs are those of labelled_names.py. What the least alike tokens say by themselves (weakest_token) is calibrated
already by word_model_weights.py, on many more pairs of words than there are names here, and keeps the weight 1; a
logistic regression learns what everything else adds. Labels of lists are wrong now and then: a birth name, a
translation or another rank stands as a spelling, a person stands in a list twice. With the usual loss such a pair
counts the more the surer the features are, and a few of them would pull down the weights of all that is sure; so the
loss takes every label to be wrong with a small probability (`WRONG_LABELS`), which bounds what one pair can say.

Printed are the weights, with how many pairs have the feature and the share of these that are one name, and what each
source reaches. ``--show`` prints what is on the wrong side too, ``--halves`` what is reached on pairs that were not
fitted on; neither writes weights.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from labelled_names import LabelledPair, all_pairs
from namelink.config import Config
from namelink.matching.comparison import score_pairs
from namelink.matching.features import FEATURES
from namelink.matching.forms import forms
from namelink.matching.scoring import NameScorer, default_scorer
from namelink.names import analyzer
from namelink.names.structure import Structure

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "namelink" / "matching" / "data" / "weights.json"

Floats = NDArray[np.float64]
Weights = dict[str, float]

STATED = {
    "weakest_token": "words are calibrated already",
    "same_key": "names of one key are not aligned, and not fitted on",
    "head_noun": "likewise: of what is taken off a query so that its key is that of a name",
    "article": "likewise",
    "clitic": "likewise",
    "short_name": "measured of names of a gazetteer alone, not of two names",
    "few_consonants": "likewise",
    "common_words_only": "likewise",
    "gazetteer_size": "likewise",
    "acronym": "too rare in lists; chance makes an acronym of three letters now and then",
    "swapped": "too rare: lists of people seldom have both حسن علي and علي حسن",
    "single_token": "a part of a name is never the whole, though lists of aliases are full of parts",
    "common_names_only": "lists hold one محمود أحمد, life thousands; fitted, -4 or -0.3 by what 40 pairs are drawn",
    "nothing_shared": "names of one entity that share nothing are translations, and left out",
    "other_number": "too rare, and beyond doubt",
    "other_generation": "likewise",
    "other_country": "likewise",
    "other_type": "lists hold hardly a company beside a town of its name",
    "unfit_type": "measured of names of a gazetteer alone",
    "family_name_alone": "likewise",
    "standard_romanization": "likewise",
}
"""Features whose weights stand as they are in the file, by judgement, each with the reason."""

AGAINST = (-8.0, 0.0)

BOUNDS = {
    "other_tokens": (0.5, 2.0),
    "lacking_own_name": (-8.0, -4.0),
    "lacking_head_noun": (-8.0, -4.1),
    "slip": (-8.0, 8.0),
    "joined": (-8.0, 4.0),
    "order": (-2.4, 0.0),
}
"""Least and greatest weight of what does not speak against one name: else a few pairs might turn a feature round.

The tokens beside the least alike count half at least: without a bound they came to a quarter, because lists have many
namesakes, and صدر جباروف was no longer Sadyr Japarov. An own name that a thing has and another lacks speaks against
one, and so does a head noun, though lists shorten names at will: أرض الصومال is not الصومال, nor جامعة القاهرة القاهرة.
The family name before the given one is no more than a habit of lists.
"""

COUNTS = {
    "person": 1.0,
    "organization": 0.3,
    "place": 0.4,
    "kin": 0.6,
    "cases": 2.0,
    "name_bench": 1.5,
    "un": 1.0,
    "un kin": 1.0,
    "un aliases": 1.0,
    "bench": 4.0,
}
"""How much each source counts, whatever its size: labels by hand more, those of lists where translations are less."""

SOURCE = 400
"""What a source that counts 1 weighs, in pairs, against the ridge."""

FEW = 20
"""Pairs of a label, of one source and two scripts, that are too few to stand for half of them."""

WRONG_LABELS = 0.03
"""Probability that a label is wrong."""

RIDGE = 0.04

TRANSLATED = ("other_own_name", "different_head_noun", "other_type")
"""Features that show two names of one organization or place to be translations, which are no spellings."""


@attrs.frozen(eq=False)
class Sample:
    """Pairs as they are fitted on.

    Attributes:
        pairs: The pairs.
        values: What each feature measures of each pair, in the order of the registry.
        labels: 1 where the two are one name, else 0.
    """

    pairs: Sequence[LabelledPair]
    values: Floats
    labels: Floats

    @classmethod
    def of(cls, listed: Iterable[LabelledPair]) -> Sample:
        """Return the sample of some pairs, without those that are the same key or translations."""
        measured = [(pair, found) for pair, found in _measured(list(listed)) if not _is_translation(pair, found)]
        values = [[found.get(feature.name, 0.0) for feature in FEATURES] for _, found in measured]
        labels = [float(pair.is_same) for pair, _ in measured]
        return cls([pair for pair, _ in measured], np.array(values), np.array(labels))

    def where(self, chosen: NDArray[np.bool_]) -> Sample:
        """Return the part of the sample that is chosen."""
        pairs = [pair for pair, is_chosen in zip(self.pairs, chosen, strict=True) if is_chosen]
        return Sample(pairs, self.values[chosen], self.labels[chosen])

    @property
    def sources(self) -> NDArray[np.str_]:
        """The source of each pair."""
        return np.array([pair.source for pair in self.pairs])


def _measured(listed: Sequence[LabelledPair]) -> list[tuple[LabelledPair, Weights]]:
    """Return pairs with what the features measure of them, but those that are one key or no names."""
    scorer = default_scorer()
    named = [(pair, analyzer().name(pair.a), analyzer().name(pair.b)) for pair in listed]
    named = [(pair, a, b) for pair, a, b in named if a.tokens and b.tokens and a.key != b.key]
    compared = [(pair, scorer.evidence(scorer.compare(a, b))) for pair, a, b in named]
    return [(pair, {e.feature: e.value for e in evidence}) for pair, evidence in compared]


def _is_translation(pair: LabelledPair, found: Weights) -> bool:
    """Whether two names of an entity of the gazetteer are no spellings of one."""
    if not pair.is_same or pair.source not in ("person", "organization", "place"):
        return False
    return "nothing_shared" in found or (pair.source != "person" and not found.keys().isdisjoint(TRANSLATED))


def fit(sample: Sample, known: Weights) -> Weights:
    """Return the weights of all features: those that are fitted, and the others as they are known."""
    names = [feature.name for feature in FEATURES]
    fitted = np.array([name not in STATED for name in names])
    given = sample.values[:, ~fitted] @ np.array([known[name] for name in names if name in STATED])
    values, importance = sample.values[:, fitted], _importance(sample.pairs)
    signs = 2 * sample.labels - 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = given + values @ weights
        yes = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
        right = WRONG_LABELS + (1 - 2 * WRONG_LABELS) * np.where(signs > 0, yes, 1 - yes)
        slope = -(1 - 2 * WRONG_LABELS) / right * yes * (1 - yes) * signs
        ridge = RIDGE * (weights @ weights) / 2
        return ridge - importance @ np.log(right), values.T @ (importance * slope) + RIDGE * weights

    bounds = [BOUNDS.get(name, AGAINST) for name in names if name not in STATED]
    start = np.array([-3.0 if bound == AGAINST else 0.0 for bound in bounds])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x.tolist()
    fitted_names = [name for name in names if name not in STATED]
    return known | {name: round(weight, 3) for name, weight in zip(fitted_names, found, strict=True)}


def _importance(pairs: Sequence[LabelledPair]) -> Floats:
    """Return how much each pair counts: each source as `COUNTS` says, and in each, of two scripts, either label half.

    Entities have most names once in each script, so that two names in two scripts are mostly those of one entity: that
    is a habit of gazetteers, and must not make names across scripts likelier to be one.
    """
    sources = Counter(pair.source for pair in pairs)
    labels = Counter((pair.source, pair.scripts, pair.is_same) for pair in pairs)
    found = []
    for pair in pairs:
        alike, others = (labels[pair.source, pair.scripts, is_same] for is_same in (pair.is_same, not pair.is_same))
        share = (alike + others) / (2 * alike) if min(alike, others) >= FEW else 1.0
        found.append(COUNTS[pair.source] * SOURCE / sources[pair.source] * share)
    return np.array(found)


def scores(sample: Sample, weights: Weights) -> Floats:
    """Return the probability that weights give each pair of a sample to be one name."""
    odds = sample.values @ np.array([weights[feature.name] for feature in FEATURES])
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def figures(scores: Floats, labels: Floats, counts: Floats) -> str:
    """Return what is reached, in a line, pairs counting as given.

    AUC (where there are both labels), accuracy, Brier score, calibration error, what it would be by chance, were the
    scores true, and by how much scores are too high.
    """
    shares = counts / counts.sum()
    auc = f"{roc_auc_score(labels, scores, sample_weight=shares):.3f}" if len(set(labels)) == 2 else "    -"
    accuracy, brier = shares @ ((scores >= 0.5) == (labels > 0)), shares @ (scores - labels) ** 2
    draw = np.random.default_rng(1)
    drawn = [(draw.random(len(scores)) < scores).astype(float) for _ in range(20)]
    error, by_chance = calibration_error(scores, labels, shares), [calibration_error(scores, d, shares) for d in drawn]
    return (
        f"{len(labels):6}  AUC {auc}  accuracy {accuracy:.3f}  Brier {brier:.3f}  ECE {error:.3f}"
        f" (by chance {np.mean(by_chance):.3f})  too high by {shares @ (scores - labels):+.3f}"
    )


def calibration_error(scores: Floats, labels: Floats, shares: Floats, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width, each pair counting its share."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    return float(sum(abs((shares * (scores - labels))[places == place].sum()) for place in range(bins)))


def print_weights(sample: Sample, weights: Weights) -> None:
    """Print the weights that are fitted, with how many pairs have each feature and how many of them are one name."""
    for feature, column in zip(FEATURES, sample.values.T, strict=True):
        if feature.name not in STATED:
            labels = sample.labels[column != 0]
            share = f"{labels.mean():.2f}" if len(labels) else "-"
            print(f"{feature.name:22}{weights[feature.name]:8.3f}  of {len(labels):5} pairs {share} one name")


def print_sources(sample: Sample, found: Floats) -> None:
    """Print what each source reaches, every pair counting alike."""
    for source in COUNTS:
        chosen = sample.sources == source
        labels = sample.labels[chosen]
        print(f"{source:22}{figures(found[chosen], labels, np.ones(len(labels)))}")


def print_wrong(sample: Sample, found: Floats) -> None:
    """Print the pairs on the wrong side of one half."""
    for source in COUNTS:
        for pair, score in zip(sample.pairs, found, strict=True):
            if pair.source == source and (score >= 0.5) != pair.is_same:
                print(source, f"{score:.3f}", "yes" if pair.is_same else "no", pair.a, pair.b, sep="\t")


def compared(pairs: Sequence[LabelledPair], weights: Weights) -> Floats:
    """Return the scores that `namelink.compare` would give pairs by some weights."""
    scorer = NameScorer.of(Config(weights=weights))
    named = ((forms(analyzer().name(p.a), scorer), forms(analyzer().name(p.b), scorer)) for p in pairs)
    return np.array(list(score_pairs(named, scorer)))


def print_halves(sample: Sample, known: Weights) -> None:
    """Print what names of several tokens reach, by source, type and scripts, by weights fitted on other names."""
    half = np.array([zlib.crc32(pair.a.encode()) % 2 == 1 for pair in sample.pairs])
    found = np.zeros(len(half))
    for chosen in (half, ~half):
        weights = fit(sample.where(chosen), known)
        found[~chosen] = compared(sample.where(~chosen).pairs, weights)
    structures = [[analyzer().name(text).structure for text in (pair.a, pair.b)] for pair in sample.pairs]
    several = np.array([max(len(structure.tokens) for structure in two) > 1 for two in structures])
    groups = np.array([_group(pair, two) for pair, two in zip(sample.pairs, structures, strict=True)])[several]
    sample, found = sample.where(several), found[several]
    print_sources(sample, found)
    counts = _importance(sample.pairs)
    for group in sorted(set(groups)):
        chosen = groups == group
        print(f"{group:22}{figures(found[chosen], sample.labels[chosen], counts[chosen])}")


def _group(pair: LabelledPair, structures: Iterable[Structure]) -> str:
    """Return the type that the words of two names show, and their scripts."""
    types = sorted({str(structure.type) for structure in structures if structure.type})
    return f"{types[0] if len(types) == 1 else 'two types' if types else 'unknown'}, {pair.scripts}"


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds name_bench.jsonl and un.jsonl")
    parser.add_argument("--show", action="store_true", help="print the pairs that are wrong, and write nothing")
    parser.add_argument("--halves", action="store_true", help="fit on half of the names, and measure on the others")
    options = parser.parse_args()
    file = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    known = {feature.name: float(file[feature.name]) for feature in FEATURES}
    sample = Sample.of(all_pairs(options.folder))
    if options.halves:
        print_halves(sample, known)
        return
    weights = fit(sample, known)
    print_weights(sample, weights)
    print_sources(sample, scores(sample, weights))
    if options.show:
        print_wrong(sample, scores(sample, weights))
    else:
        fitted = {name: weight for name, weight in weights.items() if name not in STATED}
        WEIGHTS.write_text(json.dumps(file | fitted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
