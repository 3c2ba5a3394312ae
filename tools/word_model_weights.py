"""Makes the weights by which two words are taken for spellings of one name (matching/data/log_odds_*.tsv).

    python tools/word_model_weights.py [TABLE.tsv…] PAIRS.tsv… [PLACES.tsv.gz]

Spellings of one name and names that are merely alike (see name_pairs.py) are aligned, and a logistic
regression is fitted to what the alignments show. The pairs are Google's (Apache-2.0) and Wikidata's
(CC0), and the records of data/gazetteer; those with Cyrillic words are told by cyrillic_pairs.py. The tables
hold weights, none of the names.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cyrillic_pairs import WRITTEN_WEIGHT, learned
from name_pairs import (
    Pair,
    Readings,
    Speller,
    apart_in_arabic,
    apart_in_latin,
    arabic_spellings,
    everyday_words,
    far_apart_in_latin,
    latin_spellings,
    loosely,
    neighbours,
    of_one_sound,
    ordered,
    read_pairs,
    readings,
    readings_of_entities,
)
from namelink.lang.ar.name_parts import attested
from namelink.matching.alignment import aligner
from namelink.matching.word_model import alignment_features
from namelink.phonetics.alphabet import ARABIC, CYRILLIC, LATIN, Alphabet, encode

DATA = Path("src/namelink/matching/data")

HEADER = """\
# What each feature of an alignment (matching/word_model.py) adds to the log-odds that two words are one name.
# Made by tools/word_model_weights.py; not edited by hand.
"""

LEAST_WEIGHT = {
    "log_odds_arabic_arabic.tsv": 0.15,
    "log_odds_latin_latin.tsv": 0.15,
    "log_odds_arabic_latin.tsv": 0.06,
    "log_odds_cyrillic_cyrillic.tsv": 0.15,
    "log_odds_arabic_cyrillic.tsv": 0.06,
    "log_odds_cyrillic_latin.tsv": 0.06,
}
"""Weights below which a feature is not listed: the smaller ones change nothing that is measured."""

QUERIES = 16_000
"""How many words are compared with those of another alphabet."""

CALIBRATION = {ARABIC: 0.0, LATIN: 0.8}
"""What the log-odds of a Cyrillic word and one of another alphabet are too high by, as the pairs held out show: a name
in Latin letters has others nearer to it than the crowd that is drawn."""

PLACES = 15_000
"""Pairs of names of places with Cyrillic words that are learned from, beside those of other names."""

CROWD = 18_000
"""How many words the nearest are looked for among."""

Sample = tuple[dict[str, float], bool, float]
"""The features of a pair, whether it is one name, and how much it counts."""


def fit(samples: Sequence[Sample], least: int, strength: float) -> dict[str, float]:
    """Return the weights of a logistic regression.

    Args:
        samples: What to learn from.
        least: How many samples a feature must occur in.
        strength: The inverse of the regularization.
    """
    counts = Counter(name for found, _, _ in samples for name in found)
    places = {name: i for i, name in enumerate(sorted(name for name, number in counts.items() if number >= least))}
    rows = [
        (row, places[name], value)
        for row, (found, _, _) in enumerate(samples)
        for name, value in found.items()
        if name in places
    ]
    where = np.array([(row, column) for row, column, _ in rows]).T
    matrix = csr_matrix((np.array([value for *_, value in rows]), where), shape=(len(samples), len(places)))
    labels: NDArray[np.bool_] = np.array([label for _, label, _ in samples])
    model = LogisticRegression(C=strength, max_iter=400)
    model.fit(matrix, labels, sample_weight=np.array([weight for *_, weight in samples]))
    found = dict(zip(places, model.coef_[0].tolist(), strict=True))
    return {"bias": float(model.intercept_[0])} | found


def write(name: str, weights: dict[str, float]) -> None:
    """Write a table of weights."""
    listed = {k: w for k, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT[name] or k == "bias"}
    rows = [f"{feature}\t{weight:.2f}\n" for feature, weight in listed.items()]
    (DATA / name).write_text(HEADER + "".join(rows), encoding="utf-8")
    print(f"{DATA / name}: {len(rows)} weights")


def weighted(pairs: Iterable[Pair], label: bool, weight: float) -> list[Sample]:
    """Return samples of pairs of one script that together count as much as a weight says.

    Pairs that the lists of name parts know better are left out.
    """
    listed = [pair for pair in sorted(pairs) if attested(*pair) * (1 if label else -1) >= 0]
    return [(alignment_features(a, b), label, weight / len(listed)) for a, b in listed]


def strangers(known: Iterable[str], count: int) -> set[Pair]:
    """Return pairs of words that have nothing to do with each other, such as no neighbourhood holds."""
    shuffled = random.Random(13)
    listed = sorted(known)
    return {ordered(a, b) for _ in range(count) for a, b in [shuffled.sample(listed, 2)]}


def confusable(known: Readings, apart: Callable[[str, str], bool]) -> set[Pair]:
    """Return words that are read as one another most cheaply, and are known to be two names."""
    shuffled = random.Random(17)
    crowd = _by_length(shuffled.sample(sorted(known), CROWD))
    found = {
        ordered(word, other)
        for word in shuffled.sample(sorted(known), ASKED)
        for other in _nearest(word, crowd, 6)
        if other != word and Levenshtein.distance(word, other) > 1
    }
    return {(a, b) for a, b in found if all(apart(x, y) for x in known[a] for y in known[b])}


def draw(pairs: Iterable[Pair], most: int) -> list[Pair]:
    """Return some pairs, drawn the same way every time."""
    listed = sorted(pairs)
    return random.Random(7).sample(listed, min(most, len(listed)))


ASKED = 4_000
"""Words whose nearest others, by the cost of reading one as the other, are looked for."""

STRANGERS = 15_000
"""Words that have nothing to do with each other, beside those."""


def arabic_arabic(paths: list[Path]) -> dict[str, float]:
    """Return the weights for two Arabic words.

    Words that differ once, and words that differ more, are two lessons, which cost each other nothing.
    """
    pairs = read_pairs(paths)
    known = readings(pairs, 0)
    one = arabic_spellings(pairs)
    spelt = Speller(pairs).draw(rounds=6, seed=1) - one
    merely_alike = [
        (neighbours(known, apart_in_latin, edits=1, most=12, seed=5), 1.0),
        (neighbours(known, apart_in_latin, edits=2, most=3, seed=5), 0.3),
        (of_one_sound(known, apart_in_latin, most=4, seed=6), 0.3),
        (confusable(known, far_apart_in_latin), 0.15),
        (everyday_words(known, most=4, seed=8), 0.2),
        (strangers(known, STRANGERS), 0.05),
    ]
    lessons: list[Lesson] = [(one, True, 0.3), (spelt, True, 0.7)]
    lessons += [(two - one - spelt, False, share) for two, share in merely_alike]
    return fit(balanced(lessons), least=2, strength=0.5)


Lesson = tuple[set[Pair], bool, float]
"""Pairs, whether they are one name, and their share among those of which that is so."""

WEIGHT = 100_000
"""What pairs that differ once, or more than once, and are one name, or two, count for together."""

LIKELIER = 2.0
"""How much likelier words that differ more than once are one name than two, before anything is known of them."""


def balanced(lessons: Iterable[Lesson]) -> list[Sample]:
    """Return samples so weighed that half of the words that differ once are one name, and two thirds of the others.

    Whoever compares words that differ a lot has more reason to than that they look alike.
    """
    samples = [sample for found, label, share in lessons for sample in weighted(found, label, share)]
    totals: dict[tuple[bool, bool], float] = defaultdict(float)
    for named, label, weight in samples:
        totals["several" in named, label] += weight
    return [
        (named, label, weight * WEIGHT * (LIKELIER if label and "several" in named else 1) / totals[kind])
        for named, label, weight in samples
        for kind in [("several" in named, label)]
    ]


def latin_latin(paths: list[Path]) -> dict[str, float]:
    """Return the weights for two Latin words, learned likewise."""
    pairs = read_pairs(paths)
    one = latin_spellings(readings(pairs, 0))
    known = readings(pairs, 1)
    return of_one_alphabet(one, known, apart_in_arabic)


def cyrillic_cyrillic(paths: list[Path]) -> dict[str, float]:
    """Return the weights for two Cyrillic words, learned likewise."""
    pairs = sorted(learned(paths, LATIN))
    one = learned(paths, CYRILLIC) | Speller(draw(pairs, 20_000)).draw(rounds=1, seed=1)
    return of_one_alphabet(one, readings(pairs, 0), apart_in_latin)


def of_one_alphabet(one: set[Pair], known: Readings, apart: Callable[[str, str], bool]) -> dict[str, float]:
    """Return the weights for two words of one alphabet.

    Args:
        one: Spellings of one name.
        known: Words, each with its readings in another alphabet.
        apart: Whether two such readings are those of two names.
    """
    merely_alike = [
        (neighbours(known, apart, edits=1, most=6, seed=5), 1.0),
        (neighbours(known, apart, edits=2, most=3, seed=5), 0.3),
        (of_one_sound(known, apart, most=3, seed=6), 0.3),
        (confusable(known, apart), 0.15),
        (strangers(known, STRANGERS), 0.05),
    ]
    lessons: list[Lesson] = [(set(draw(one, 60_000)), True, 1.0)]
    lessons += [(two - one, False, share) for two, share in merely_alike]
    return fit(balanced(lessons), least=3, strength=0.1)


def arabic_latin(paths: list[Path]) -> dict[str, float]:
    """Return the weights for an Arabic and a Latin word: its own readings against the nearest others."""
    pairs = sorted({*read_pairs(paths), *readings_of_entities()})
    known = readings(pairs, 0)

    def are_two(arabic: str, latin: str) -> bool:
        return all(loosely(latin) != loosely(own) for own in known[arabic])

    return of_two_alphabets(pairs, are_two)


def with_cyrillic(paths: list[Path], other: Alphabet) -> dict[str, float]:
    """Return the weights for a Cyrillic word and one of another alphabet."""
    arab = learned((), other, ["written"])
    places = random.Random(7).sample(sorted(learned(paths, other, ["places"])), PLACES)
    pairs = sorted({*learned((), other, ["records"]), *places, *arab})
    known, back = readings(pairs, 0), readings(pairs, 1)
    spelt, reading = (
        (CONSONANTS[ARABIC], CONSONANTS[CYRILLIC])
        if other is ARABIC
        else (
            CONSONANTS[CYRILLIC],
            CONSONANTS[LATIN],
        )
    )

    def are_two(a: str, b: str) -> bool:
        """Whether both what is known to be written for the one and for the other has other consonants or vowels."""
        if b in known[a]:
            return False
        if all(reading(b) != reading(own) for own in known[a]) and all(spelt(a) != spelt(own) for own in back[b]):
            return True
        word, own = (b, known[a]) if other is ARABIC else (a, back[b])
        return all(Levenshtein.distance(sounds(word), sounds(x)) >= 2 for x in own)

    found = of_two_alphabets(pairs, are_two, frozenset(word for word, _ in arab), QUERIES // 2)
    return found | {"bias": found["bias"] - CALIBRATION[other]}


def sounds(cyrillic: str) -> str:
    """Return a Cyrillic word with its vowels in three classes and without what is mere habit: Хуссейн, Гусейн."""
    for pattern, plain in (("дж|ж|х", "г"), ("[оую]+", "u"), ("[аеэя]+", "a"), ("[иы]+", "i"), (r"(.)\1", r"\1")):
        cyrillic = re.sub(pattern, plain, cyrillic)
    return cyrillic


CONSONANTS: dict[Alphabet, Callable[[str], str]] = {
    ARABIC: lambda word: re.sub("[اويء]", "", word),
    CYRILLIC: lambda word: re.sub("[uai]", "", sounds(word)),
    LATIN: lambda word: re.sub("[aeiouv]", "", re.sub("dzh|zh|kh|gh|dj|j|h", "g", loosely(word))),
}


def of_two_alphabets(
    pairs: list[Pair],
    are_two: Callable[[str, str], bool],
    heavy: frozenset[str] = frozenset(),
    queries: int = QUERIES,
) -> dict[str, float]:
    """Return the weights for words of two alphabets: the readings of each against the nearest other words.

    Args:
        pairs: Words of one alphabet, each with a reading in the other, sorted.
        are_two: Whether a word and one that is none of its readings are known to be two names.
        heavy: Words that count WRITTEN_WEIGHT times.
        queries: How many words are drawn beside those; the others are looked for among a crowd in proportion.
    """
    known = readings(pairs, 0)
    shuffled = random.Random(11)
    words = sorted({reading for _, reading in pairs})
    crowd = _by_length(shuffled.sample(words, min(CROWD * queries // QUERIES, len(words))))
    samples: list[Sample] = []
    for word in sorted(heavy) + shuffled.sample(sorted(known.keys() - heavy), min(queries, len(known) - len(heavy))):
        own = sorted(known[word])
        near_ones = [other for other in _nearest(word, crowd, 16) if are_two(word, other)]
        shown = own + near_ones[:5] + shuffled.sample(near_ones[5:], min(5, len(near_ones[5:])))
        shown = [other for other in shown + shuffled.sample(words, 1) if _agrees(word, other, other in own)]
        samples += [
            (alignment_features(word, other), other in known[word], WRITTEN_WEIGHT if word in heavy else 1.0)
            for other in shown
        ]
    others = sum(not label for _, label, _ in samples) / sum(label for _, label, _ in samples)
    samples = [(named, label, weight if label else weight / others) for named, label, weight in samples]
    return fit(samples, least=4, strength=0.1)


def _agrees(a: str, b: str, label: bool) -> bool:
    return attested(a, b) * (1 if label else -1) >= 0


def _by_length(words: list[str]) -> list[list[str]]:
    listed = sorted(words, key=lambda word: (len(word), word))
    return [listed[i : i + 1500] for i in range(0, len(listed), 1500)]


def _nearest(word: str, crowd: list[list[str]], most: int) -> list[str]:
    found: list[tuple[int, str]] = []
    for part in crowd:
        if len(part[-1]) >= 0.6 * len(word) - 1 and len(part[0]) <= 3 * len(word) + 1:
            costs = aligner().matrix([encode(word)], map(encode, part))[0]
            found += [(int(costs[i]), part[i]) for i in np.argsort(costs, kind="stable")[:most].tolist()]
    return [other for _, other in sorted(found)[:most]]


TABLES: dict[str, Callable[[list[Path]], dict[str, float]]] = {
    "log_odds_arabic_arabic.tsv": arabic_arabic,
    "log_odds_latin_latin.tsv": latin_latin,
    "log_odds_arabic_latin.tsv": arabic_latin,
    "log_odds_cyrillic_cyrillic.tsv": cyrillic_cyrillic,
    "log_odds_arabic_cyrillic.tsv": lambda paths: with_cyrillic(paths, ARABIC),
    "log_odds_cyrillic_latin.tsv": lambda paths: with_cyrillic(paths, LATIN),
}


def main(arguments: list[str]) -> None:
    """Write the tables, or those whose names are among the arguments."""
    wanted = [name for name in TABLES if name in arguments] or list(TABLES)
    paths = [Path(argument) for argument in arguments if argument not in TABLES]
    for name in wanted:
        write(name, TABLES[name](paths))


if __name__ == "__main__":
    main(sys.argv[1:])
