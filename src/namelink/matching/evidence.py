"""The evidence that two names are one: features, each documented, and the probability they make.

The weights stand in ``data/weights.json``; a positive one speaks for a match. Features of two names:

same
    1 where both have one lookup key, that is, differ in spelling habits at most.
heard
    1 where nothing at all is heard differently, though the letters differ.
doubt
    The dearest word pair, in consonants heard differently (see `alignment.word_distance`).
drift
    The cost of all word pairs, by the weight of the words.
extra
    The share of the query, by weight, that the name does not hold.
missing
    The share of the name, by weight, that the query does not hold.
surname
    1 where what is missing or extra is the last word that counts: a given name alone is no name.
alone
    1 where a single word stands for a name of several (Japarov may be any Japarov), or is a given name
    that only sounds like the name.
thin
    How many consonants are lacking for sounding like a name to be no accident.
article
    1 where one has the article and the other has not.
head
    1 where a head noun had to be taken off the query: مدينة موسكو.
clitic
    1 where a clitic had to be taken off the query (وقيرغيزستان).
short
    1 where the name is a short form or a demonym.

Features of a name in a text (see `namelink.matching.passage`):

common
    1 where the name is also a common word: قطر, مالي.
support
    The log-odds of the doubts (common, obscure) that neighbours, or the rest of the text, take away.
against
    1 where neighbours show that it is the plain word.
obscure
    How much likelier the words are another word, or a given name, than this little known entity.
grammar
    1 where the word's form is not that of a name: tanwin, or an adjective that does not agree.
stranger
    1 where the words beside a name make another name of it.
established
    1 where a short form stands for a person whose full name the text holds.
"""

from __future__ import annotations

import functools
import json
import math
from importlib import resources

import attrs

from namelink.matching.alignment import word_distance
from namelink.model import Evidence
from namelink.text import tables
from namelink.text.affixes import ARTICLE
from namelink.translit.sounds import heard_words

UNRELATED = 1.6
"""The word distance from which two words are not paired at all."""


@functools.cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, and the bias."""
    text = resources.files("namelink.matching").joinpath("data", "weights.json").read_text("utf-8")
    return {name: value for name, value in json.loads(text).items() if name != "comment"}


@functools.cache
def _light_words() -> dict[str, float]:
    return {row["word"]: float(row["weight"]) for row in tables.rows("namelink.matching", "light_words.tsv")}


def word_weight(word: str) -> float:
    """Return how much a word of a name counts: 1, or less for words of structure.

    >>> word_weight("سلمان"), word_weight("بن")
    (1.0, 0.25)
    """
    return _light_words().get(word, 1.0)


@attrs.frozen
class Pair:
    """Two words heard as one.

    Attributes:
        a: A word of the one name, empty where it is lacking.
        b: A word of the other name, empty where it is lacking.
        distance: Their word distance.
    """

    a: str
    b: str
    distance: float


@functools.lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, as they are heard."""
    return tuple(heard_words(name))


def align_words(a: tuple[str, ...], b: tuple[str, ...]) -> list[Pair]:
    """Pair the words of two names, whatever their order: the nearest first, then what is left alone.

    >>> [(p.a, p.b) for p in align_words(("صدر", "جباروف"), ("japarov", "sadyr"))]
    [('صدر', 'sadyr'), ('جباروف', 'japarov')]
    """
    near = sorted(
        (distance, abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (distance := _distance(x, y)) < UNRELATED
    )
    of_a: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for distance, _, i, j in near:
        if i not in of_a and j not in taken:
            of_a[i] = j, distance
            taken.add(j)
    pairs = [Pair(x, b[of_a[i][0]], of_a[i][1]) if i in of_a else Pair(x, "", 0.0) for i, x in enumerate(a)]
    return pairs + [Pair("", y, 0.0) for j, y in enumerate(b) if j not in taken]


def _distance(a: str, b: str) -> float:
    """Return the distance of two words; an article that only one of them has costs little."""
    distance = word_distance(a, b)
    bare_a, bare_b = _without_article(a), _without_article(b)
    if distance and (bare_a != a) != (bare_b != b):
        distance = min(distance, word_distance(bare_a, bare_b) + 0.05)
    return distance


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) >= 5 else word


def compare_words(a: tuple[str, ...], b: tuple[str, ...], same: bool) -> list[Evidence]:
    """Return the evidence that two names are one, from their words.

    Args:
        a: The words of the query.
        b: The words of the name.
        same: Whether both have one lookup key.
    """
    if same:
        return [measure("same", 1.0, " ".join(a), " ".join(b))]
    pairs = _joined_if_nearer(a, b, align_words(a, b))
    met = [p for p in pairs if p.a and p.b]
    if not met:
        return [measure("extra", 1.0, " ".join(a), ""), measure("missing", 1.0, "", " ".join(b))]
    worst = max(met, key=lambda p: p.distance)
    total = sum(max(word_weight(p.a), word_weight(p.b)) for p in met)
    drift = sum(p.distance * max(word_weight(p.a), word_weight(p.b)) for p in met) / total
    lost = [p for p in pairs if not (p.a and p.b)]
    extra, missing = [p.a for p in lost if p.a], [p.b for p in lost if p.b]
    evidence = [
        measure("doubt", worst.distance, worst.a, worst.b),
        measure("drift", drift, " ".join(a), " ".join(b)),
        measure("extra", _share(extra, a), " ".join(extra), ""),
        measure("missing", _share(missing, b), "", " ".join(missing)),
        measure("surname", float(_last(a) in extra or _last(b) in missing), _last(a), _last(b)),
    ]
    if min(len(a), len(b)) == 1 < max(len(a), len(b)) and lost:
        evidence.append(flag("alone", " ".join(a), " ".join(b)))
    return [e for e in evidence if e.value] or [flag("heard", " ".join(a), " ".join(b))]


def _joined_if_nearer(a: tuple[str, ...], b: tuple[str, ...], pairs: list[Pair]) -> list[Pair]:
    """Take two names as one word each where that fits better: Abdulaziz, عبد العزيز."""
    if len(a) == len(b) or not any(not (p.a and p.b) for p in pairs):
        return pairs
    whole_a, whole_b = "".join(a), "".join(b)
    distance = word_distance(whole_a, whole_b)
    return [Pair(whole_a, whole_b, distance)] if distance < 0.5 else pairs


def _share(words: list[str], of: tuple[str, ...]) -> float:
    return sum(map(word_weight, words)) / (sum(map(word_weight, of)) or 1.0)


def _last(words: tuple[str, ...]) -> str:
    return next((word for word in reversed(words) if word_weight(word) >= 0.5), words[-1])


def measure(feature: str, value: float, query: str, name: str) -> Evidence:
    """Return the evidence of a feature with a value."""
    return Evidence(feature, round(value, 4), query, name, round(weights()[feature] * value, 4))


def flag(feature: str, query: str, name: str) -> Evidence:
    """Return the evidence of a feature that is either there or not."""
    return measure(feature, 1.0, query, name)


def probability(evidence: list[Evidence]) -> float:
    """Return the probability, 0 to 1, that evidence makes."""
    log_odds = weights()["bias"] + sum(e.contribution for e in evidence)
    return round(1 / (1 + math.exp(-log_odds)), 6)
