"""Word model: the log-odds that two words are spellings of one name, from what their alignment shows.

A logistic regression over the edits of an alignment and their neighbours. Its weights, one table for each pair of
alphabets (``data/log_odds_arabic_latin.tsv`` and its like), are fitted by ``tools/word_model_weights.py``.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from namelink import tables
from namelink.cache import BoundedCache, CacheStatistics
from namelink.config import Config
from namelink.lang.ar.name_parts import attested
from namelink.matching.alignment import Alignment, align
from namelink.matching.costs import Edit, edit_costs
from namelink.phonetics.alphabet import ALPHABETS, Alphabet, alphabet_of_letters

UNUSUAL = 250
"""The cost, in hundredths of a natural logarithm, from which an edit is unusual: the weights were fitted with it."""

_Pair = tuple[str, str]
_WEAK = frozenset().union(*(alphabet.weak for alphabet in ALPHABETS))


class WordModel:
    """Log-odds that two words, given by their letters, are spellings of one name; those of the last pairs are kept.

    They are the same whichever word stands first. Equal words have the highest log-odds, and words with other
    digits the lowest, as have two initials of one alphabet (А. Навальный, О. Навальный).

    >>> model = WordModel(Config())
    >>> model.log_odds("صدر", "صادر") > 0 > model.log_odds("سلمان", "سلطان")
    True
    >>> model.log_odds("جباروف", "japarov") > 0 > model.log_odds("جباروف", "popov")
    True
    """

    def __init__(self, config: Config) -> None:
        self.settings = config.matching
        self._bound = config.matching.max_token_log_odds
        self._limits = config.limits
        self._alignments = BoundedCache[_Pair, Alignment](lambda pair: align(*pair), self._limits.cached_alignments)
        self._known = BoundedCache[_Pair, float](
            lambda pair: self._measure(self._align(pair), 0), self._limits.cached_token_pairs
        )

    def cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another, in natural logarithms."""
        return int(self._align((a, b)).costs[0]) / 100

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds of two words."""
        if a == b:
            return self._bound
        if len(a) + len(b) > self._limits.longest_cached_pair:
            return self._measure(align(a, b), 0)
        return self._known[(a, b) if a < b else (b, a)]

    def log_odds_of(self, alignment: Alignment, place: int) -> float:
        """Return the log-odds of the word of an alignment and one of the others."""
        a, b = alignment.word, alignment.other(place)
        if a == b:
            return self._bound
        if len(a) + len(b) > self._limits.longest_cached_pair:
            return self._measure(alignment, place)
        return self._known.get_or((a, b) if a < b else (b, a), lambda: self._measure(alignment, place))

    def _align(self, pair: _Pair) -> Alignment:
        a, b = pair
        return self._alignments[pair] if len(a) + len(b) <= self._limits.longest_cached_pair else align(a, b)

    def statistics(self) -> tuple[CacheStatistics, CacheStatistics]:
        """Return how the caches of alignments and of log-odds are used."""
        return self._alignments.statistics(), self._known.statistics()

    def _measure(self, alignment: Alignment, place: int) -> float:
        a, b = alignment.word, alignment.other(place)
        if _digits(a) != _digits(b):
            return -self._bound
        first, second = sorted((alphabet_of_letters(a), alphabet_of_letters(b)), key=ALPHABETS.index)
        if first is second and len(a) == len(b) == 1:
            return -self._bound
        weights = _weights(first, second)
        found = alignment_features(alignment.edits(place), int(alignment.costs[place]), first, second, attested(a, b))
        total = sum(weights.get(name, 0.0) * value for name, value in found.items())
        return round(max(-self._bound, min(self._bound, total + weights["bias"])), 4)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdecimal())


@functools.cache
def _weights(first: Alphabet, second: Alphabet) -> dict[str, float]:
    name = f"log_odds_{first.name}_{second.name}.tsv"
    return {feature: float(weight) for feature, weight in tables.cells("namelink.matching", name)}


def alignment_features(
    edits: list[Edit], cost: int, first: Alphabet, second: Alphabet, attestation: int
) -> dict[str, float]:
    """Return the features of an alignment, by name.

    Args:
        edits: Its edits, as `Alignment.edits` gives them.
        cost: Its cost, in hundredths of a natural logarithm.
        first: The alphabet of the word that stands first in the edits.
        second: The alphabet of the other word.
        attestation: What the lists of name parts say of the words (see `name_parts.attested`).

    >>> from namelink.phonetics.alphabet import ARABIC
    >>> alignment_features([("س", "س"), ("", "ا")], 30, ARABIC, ARABIC, 0)["-ا@last"]
    1.0
    """
    found = {"attested one" if attestation > 0 else "attested two": 1.0} if attestation else {}
    one_alphabet = first is second
    # Words that differ in one edit and words that differ in several have weights of their own.
    several = "2 " if one_alphabet and _changed_letters(edits) > 1 else ""
    if several:
        found["several"] = 1.0
    measured = _of_one_alphabet(edits, cost) if one_alphabet else _of_two_alphabets(edits, cost, first, second)
    for name, value in measured:
        found[several + name] = found.get(several + name, 0.0) + value
    return found


def _changed_letters(edits: list[Edit]) -> int:
    """Return how many letters were changed, added or left out: م left out and ط added beside it is one changed."""
    changed = 0
    for differ, run in itertools.groupby(edits, key=lambda edit: edit[0] != edit[1]):
        if differ:
            sides = list(run)
            changed += max(sum(len(a) for a, _ in sides), sum(len(b) for _, b in sides))
    return changed


def _of_one_alphabet(edits: list[Edit], cost: int) -> Iterator[tuple[str, float]]:
    """Yield the features of the edits that differ, and of their neighbours: all else is equal."""
    named = ["^", "^", *[_edit_name(a, b) for a, b in edits], "$", "$"]
    changed = [i for i, (a, b) in enumerate(edits) if a != b]
    count, total = len(changed), len(edits)
    yield "cost", cost / 1000
    yield "differences", float(count)
    yield f"differences {min(count, 4)}", 1.0
    yield "consonants", float(sum(not _WEAK.issuperset(edits[i][0] + edits[i][1]) for i in changed))
    yield "share", count / total
    yield "length", total / 10
    yield f"shortest {min(8, sum(bool(a) for a, _ in edits), sum(bool(b) for _, b in edits))}", 1.0
    for i in changed:
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
        if i + 1 in changed:
            yield f"{name}+{named[i + 3]}", 1.0


def _edit_name(a: str, b: str) -> str:
    """Return the name of an edit: its letters where both sides are equal, else both, in the order they sort in."""
    return a if a == b else "".join(sorted((a or "-", b or "-")))


def _class(name: str) -> str:
    return name if name in "^$" else "v" if name[0] in _WEAK else "c"


def _of_two_alphabets(edits: list[Edit], cost: int, first: Alphabet, second: Alphabet) -> Iterator[tuple[str, float]]:
    """Yield the features of all edits, and of their neighbours."""
    total = len(edits)
    far = min(cost / 1000, 1.5)
    yield "cost", cost / 1000
    yield "far", far * far
    yield "share", cost / 100 / total
    yield f"edits {min(total, 7)}", 1.0
    letters = sum(len(a) for a, _ in edits)
    yield f"letters {min(letters, 9)}", 1.0
    yield f"longer {max(-3, min(4, sum(len(b) for _, b in edits) - letters))}", 1.0
    learned = edit_costs(first, second).learned
    before = ("^", "^")
    for i, (a, b) in enumerate(edits):
        known = learned.get((a, b))
        if known is None or known > UNUSUAL:
            yield "unusual", 1.0
        after = edits[i + 1] if i + 1 < total else ("$", "$")
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
