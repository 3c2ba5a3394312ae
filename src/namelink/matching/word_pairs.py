"""Costs and log-odds of pairs of words: many aligned at once, answered one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from namelink.lang import is_definite, without_article
from namelink.matching.alignment import Alignment
from namelink.matching.word_model import WordModel
from namelink.matching.word_tables import WordTables

Words = tuple[str, ...]
"""The letters of the tokens of a name."""


class WordPairs:
    """Each of some words aligned with each of others, with the article and without.

    >>> from namelink.config import Config
    >>> pairs = WordPairs(WordModel(Config()), ["صدر"], ["sadr", "badr"])
    >>> pairs.cost("صدر", "sadr") < pairs.cost("صدر", "badr")
    True
    """

    def __init__(self, model: WordModel, words: Iterable[str], others: Iterable[str]) -> None:
        """Align words with other words, all given by their letters."""
        self.model = model
        self.settings = model.settings
        self._places = {other: place for place, other in enumerate(sorted(self._with_bare(others)))}
        table = WordTables.of(list(self._places))
        self._alignments = {word: Alignment(word, table) for word in self._with_bare(words)}
        self._costs = {word: (found.costs / 100).tolist() for word, found in self._alignments.items()}

    def cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another, in natural logarithms."""
        costs, place = self._costs.get(a), self._places.get(b)
        return self.model.cost(a, b) if costs is None or place is None else costs[place]

    def costs(self, words: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
        """Return the cost of each of some words for each of some others, of those it was made of."""
        places = [self._places[other] for other in others]
        return np.array([self._alignments[word].costs[places] for word in words]) / 100

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        found, place = self._alignments.get(a), self._places.get(b)
        return self.model.log_odds(a, b) if found is None or place is None else self.model.log_odds_of(found, place)

    def bare(self, word: str) -> str:
        """Return a word without the article, where enough is left of it."""
        return without_article(word, self.settings.article_min_stem)

    def _with_bare(self, words: Iterable[str]) -> set[str]:
        listed = set(words)
        return listed | {self.bare(word) for word in listed}


class SharedWordPairs(WordPairs):
    """The words of many names: of the two of a pair, the one in more pairs is aligned with all its others at once."""

    def __init__(self, model: WordModel, names: Iterable[tuple[Words, Words]]) -> None:
        """Align the words of pairs of names."""
        super().__init__(model, (), ())
        self._pairs: dict[tuple[str, str], tuple[Alignment, int]] = {}
        self._known: dict[tuple[str, str], float] = {}
        self._log_odds: dict[tuple[str, str], float] = {}
        distinct = {(min(pair), max(pair)) for a, b in names for pair in self._needed(a, b)}
        partners = Counter(word for pair in distinct for word in pair)
        others: defaultdict[str, list[str]] = defaultdict(list)
        for a, b in distinct:
            row, column = (a, b) if (partners[a], a) > (partners[b], b) else (b, a)
            others[row].append(column)
        for word, columns in others.items():
            alignment = Alignment(word, WordTables.of(columns))
            for place, (other, cost) in enumerate(zip(columns, (alignment.costs / 100).tolist(), strict=True)):
                self._pairs[word, other] = self._pairs[other, word] = (alignment, place)
                self._known[word, other] = self._known[other, word] = cost

    def _needed(self, a: Words, b: Words) -> Iterator[tuple[str, str]]:
        """Yield the pairs of words whose costs the comparison of two names asks for."""
        if len(a) > len(b):
            a, b = b, a
        yield from product(a, b)
        for x, y in product(a, b):
            if is_definite(x) != is_definite(y):
                yield self.bare(x), self.bare(y)
        if len(a) < len(b):
            yield from product(a, [x + y for x, y in pairwise(b)])

    def cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another, in natural logarithms."""
        known = self._known.get((a, b))
        if known is None:
            known = self._known[a, b] = self.model.cost(a, b)
        return known

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        known = self._log_odds.get((a, b))
        if known is None:
            found = self._pairs.get((a, b))
            known = self.model.log_odds(a, b) if found is None else self.model.log_odds_of(*found)
            self._log_odds[a, b] = self._log_odds[b, a] = known
        return known
