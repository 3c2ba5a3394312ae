"""How likely two words are spellings of one name: what an alignment shows, weighed by what pairs have taught.

A logistic regression over the units of an alignment and what stands beside them. Its weights, one
table for each pair of scripts (``data/odds_*.tsv``), are fitted by ``tools/likeness_weights.py``.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from namelink.matching.alignment import Alignment, align
from namelink.matching.channel import Unit, channel, is_arabic_letters
from namelink.matching.word_tables import Words
from namelink.text import tables
from namelink.text.affixes import ARTICLE
from namelink.translit.names import attested

CERTAIN = 8.0
"""The log-odds beyond which no two words are surer to be one, or two."""

RARE = 250
"""The cost, in hundredths of a natural logarithm, from which reading one group as another is odd."""

SHORTEST = 5
"""Letters of a word from which its article is one."""

_WEAK = frozenset("اويءaeiouy")


def word_log_odds(a: str, b: str) -> float:
    """Return the log-odds that two words, given by their letters, are spellings of one name.

    The same whichever stands first. Equal words are CERTAIN to be one, and words with other digits two.

    >>> word_log_odds("صدر", "صادر") > 0 > word_log_odds("سلمان", "سلطان")
    True
    >>> word_log_odds("جباروف", "japarov") > 0 > word_log_odds("جباروف", "popov")
    True
    """
    return CERTAIN if a == b else log_odds(align(a, b), 0)


def log_odds(alignment: Alignment, place: int) -> float:
    """Return the log-odds that the word of an alignment and one of its words are spellings of one name."""
    a, b = alignment.word, alignment.other(place)
    if a == b:
        return CERTAIN
    pair = (a, b) if a < b else (b, a)
    known = _known.get(pair)
    if known is None:
        known = _weigh(alignment, place) if _digits(a) == _digits(b) else -CERTAIN
        if len(a) + len(b) <= LONGEST_KEPT:
            if len(_known) >= MEMORY:
                _known.clear()
            _known[pair] = known
    return known


MEMORY = 1 << 16
"""Pairs of words whose log-odds are remembered."""

LONGEST_KEPT = 128
"""Letters of the longest of these pairs."""

_known: dict[tuple[str, str], float] = {}


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdecimal())


def _weigh(alignment: Alignment, place: int) -> float:
    a, b = alignment.word, alignment.other(place)
    one_script = is_arabic_letters(a) == is_arabic_letters(b)
    weights = _weights(one_script, is_arabic_letters(a))
    found = features(alignment.units(place), int(alignment.costs[place]), one_script, attested(a, b))
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(max(-CERTAIN, min(CERTAIN, total + weights["bias"])), 4)


@functools.cache
def _weights(one_script: bool, arabic: bool) -> dict[str, float]:
    name = ("odds_arab_arab.tsv" if arabic else "odds_latin_latin.tsv") if one_script else "odds_arab_latin.tsv"
    return {feature: float(weight) for feature, weight in tables.cells("namelink.matching", name)}


class WordPairs:
    """What the words of one name have in common with those of others: aligned all at once, answered one by one."""

    def __init__(self, words: Iterable[str], others: Iterable[str]) -> None:
        """Align words with other words, all given by their letters, with and without the article."""
        self._places = {other: place for place, other in enumerate(sorted(_and_without_article(others)))}
        listed = Words.of(list(self._places))
        self._alignments = {word: Alignment(word, listed) for word in _and_without_article(words)}
        self._costs = {word: (found.costs / 100).tolist() for word, found in self._alignments.items()}

    def cost(self, a: str, b: str) -> float:
        """Return what it costs to read one word as another, in natural logarithms."""
        costs, place = self._costs.get(a), self._places.get(b)
        return int(align(a, b).costs[0]) / 100 if costs is None or place is None else costs[place]

    def costs(self, words: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
        """Return what it costs to read each of some words it was made of as each of some of the others."""
        places = [self._places[other] for other in others]
        return np.array([self._alignments[word].costs[places] for word in words]) / 100

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        found, place = self._alignments.get(a), self._places.get(b)
        return word_log_odds(a, b) if found is None or place is None else log_odds(found, place)


def without_article(word: str) -> str:
    """Return a word, given by its letters, without the article, where enough is left of it.

    >>> without_article("النيجر"), without_article("الان")
    ('نيجر', 'الان')
    """
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) >= SHORTEST else word


def _and_without_article(words: Iterable[str]) -> set[str]:
    listed = set(words)
    return listed | {without_article(word) for word in listed}


def features(units: list[Unit], cost: int, one_script: bool, known: int) -> dict[str, float]:
    """Return the features of an alignment, by name.

    Args:
        units: Its units, in the order that `Alignment.units` gives them.
        cost: What it costs, in hundredths of a natural logarithm.
        one_script: Whether both words are of one script.
        known: What the lists of name parts say of the words (see `names.attested`).

    >>> features([("س", "س"), ("", "ا")], 30, one_script=True, known=0)["-ا@last"]
    1.0
    """
    found = {"attested one" if known > 0 else "attested two": 1.0} if known else {}
    # Words that differ once are another matter than words that differ more: they are weighed apart.
    several = "2 " if one_script and _edits(units) > 1 else ""
    if several:
        found["several"] = 1.0
    for name, value in (_of_one_script if one_script else _of_two_scripts)(units, cost):
        found[several + name] = found.get(several + name, 0.0) + value
    return found


def _edits(units: list[Unit]) -> int:
    """Return how many letters were changed, added or left out: م left out and ط added beside it is one changed."""
    edits = 0
    for differ, run in itertools.groupby(units, key=lambda unit: unit[0] != unit[1]):
        if differ:
            sides = list(run)
            edits += max(sum(len(a) for a, _ in sides), sum(len(b) for _, b in sides))
    return edits


def _of_one_script(units: list[Unit], cost: int) -> Iterator[tuple[str, float]]:
    """Yield what differs, and between what: in words of one script all else is equal."""
    named = ["^", "^", *[_named(a, b) for a, b in units], "$", "$"]
    odd = [i for i, (a, b) in enumerate(units) if a != b]
    count, total = len(odd), len(units)
    yield "cost", cost / 1000
    yield "differences", float(count)
    yield f"differences {min(count, 4)}", 1.0
    yield "consonants", float(sum(not _WEAK.issuperset(units[i][0] + units[i][1]) for i in odd))
    yield "share", count / total
    yield "length", total / 10
    yield f"shortest {min(8, sum(bool(a) for a, _ in units), sum(bool(b) for _, b in units))}", 1.0
    for i in odd:
        name = named[i + 2]
        before, after = named[i + 1], named[i + 3]
        place = "first" if i == 0 else "last" if i == total - 1 else "inner"
        yield name, 1.0
        yield f"{name}@{place}", 1.0
        yield f"{name}<{before}", 1.0
        yield f"{name}>{after}", 1.0
        yield f"{before}<{name}>{after}", 1.0
        yield f"{name}={_class(before)}{_class(after)}", 1.0
        yield f"{name}={min(total, 7)}", 1.0
        yield f"{named[i]}{before}<{name}", 1.0
        yield f"{name}>{after}{named[i + 4]}", 1.0
        if i + 1 in odd:
            yield f"{name}+{named[i + 3]}", 1.0


def _named(a: str, b: str) -> str:
    """Return a unit's name: its letters where both are one, else both sides, the one that sorts first before."""
    return a if a == b else "".join(sorted((a or "-", b or "-")))


def _class(name: str) -> str:
    return name if name in "^$" else "v" if name[0] in _WEAK else "c"


def _of_two_scripts(units: list[Unit], cost: int) -> Iterator[tuple[str, float]]:
    """Yield what stands for what, and between what."""
    total = len(units)
    far = min(cost / 1000, 1.5)
    yield "cost", cost / 1000
    yield "far", far * far
    yield "share", cost / 100 / total
    yield f"units {min(total, 7)}", 1.0
    arabic = sum(len(a) for a, _ in units)
    yield f"arabic {min(arabic, 9)}", 1.0
    yield f"longer {max(-3, min(4, sum(len(b) for _, b in units) - arabic))}", 1.0
    seen = channel(True, False).costs
    before = ("^", "^")
    for i, (a, b) in enumerate(units):
        known = seen.get((a, b))
        if known is None or known > RARE:
            yield "odd", 1.0
        after = units[i + 1] if i + 1 < total else ("$", "$")
        if known is None:
            yield "unseen", 1.0
        else:
            name = f"{a}:{b}"
            yield name if 0 < i < total - 1 else f"{name}@{'first' if i == 0 else 'last'}", 1.0
            yield f"{before[1][-1:]}<{name}>{after[1][:1]}", 1.0
            yield f"{name}<{before[1][-1:]}", 1.0
            yield f"{name}>{after[1][:1]}", 1.0
            yield f"{name}<{before[0][-1:]}", 1.0
            yield f"{name}>{after[0][:1]}", 1.0
        before = a, b
