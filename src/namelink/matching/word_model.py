"""Word model: the log-odds that two words are spellings of one name, from what their alignment shows.

A logistic regression, whose features `namelink.reference.word_model` defines. Its weights, one table for each pair of
alphabets (``data/log_odds_arabic_latin.tsv`` and its like), are fitted by ``tools/word_model_weights.py``.
"""

from __future__ import annotations

import functools

from namelink import tables
from namelink.cache import BoundedCache, CacheStatistics
from namelink.config import Config
from namelink.kernel import Aligner, WordWeights
from namelink.lang.ar.name_parts import attested
from namelink.matching.alignment import aligner, cost, in_order
from namelink.phonetics.alphabet import ALPHABETS, Alphabet, alphabet_of_letters, decode, encode

UNUSUAL = 250
"""The cost, in hundredths of a natural logarithm, from which an edit is unusual: the weights were fitted with it."""

WEAK = frozenset().union(*(alphabet.weak for alphabet in ALPHABETS))
"""Letters of any alphabet that spellings add and leave out."""

_Pair = tuple[str, str]


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
        self._known = BoundedCache[_Pair, float](lambda pair: self._measure(*pair), self._limits.cached_token_pairs)
        self._long = BoundedCache[_Pair, float](lambda pair: self._measure(*pair), self._limits.cached_long_pairs)

    def cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another, in natural logarithms."""
        return cost(a, b) / 100

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds of two words."""
        if a == b:
            return self._bound
        known = self._long if len(a) + len(b) > self._limits.longest_cached_pair else self._known
        return known[(a, b) if a < b else (b, a)]

    def statistics(self) -> CacheStatistics:
        """Return how the cache is used."""
        return self._known.statistics()

    def _measure(self, a: str, b: str) -> float:
        if _digits(a) != _digits(b):
            return -self._bound
        if len(a) == len(b) == 1 and alphabet_of_letters(a) is alphabet_of_letters(b):
            return -self._bound
        first, second = in_order(a, b)
        weights = word_weights(alphabet_of_letters(first), alphabet_of_letters(second))
        found = weights.log_odds(encode(first), encode(second), attested(a, b))
        return round(max(-self._bound, min(self._bound, found)), 4)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdecimal())


@functools.cache
def word_weights(
    first: Alphabet, second: Alphabet, implementation: type[WordWeights] = WordWeights, aligned: Aligner | None = None
) -> WordWeights:
    """Return the weights of the features of alignments between two alphabets, that of the first word first."""
    table = tables.read("namelink.matching", f"log_odds_{first.name}_{second.name}.tsv")
    return implementation(aligned or aligner(), encode("".join(sorted(WEAK))), UNUSUAL, encode(table))


def alignment_features(a: str, b: str) -> dict[str, float]:
    """Return the features of the alignment of two words, by name, as the weights are learned of them.

    >>> alignment_features("سر", "سرا")["-ا@last"]
    1.0
    """
    from namelink import reference  # here, because most programs wait for it in vain

    weights = reference.WordWeights(aligner(reference.Aligner), encode("".join(sorted(WEAK))), UNUSUAL, b"")
    first, second = in_order(a, b)
    found = weights.features(encode(first), encode(second), attested(a, b))
    return {decode(name): float(value) for name, value in [*found.counts.items(), *found.measures.items()]}
