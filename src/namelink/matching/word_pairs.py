"""Costs and log-odds of pairs of words: many aligned in one call, answered one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from namelink.lang import is_definite, without_article
from namelink.matching.alignment import aligner
from namelink.matching.word_model import WordModel
from namelink.phonetics.alphabet import encode

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
        self._articles: dict[str, tuple[bool, str]] = {}
        rows, columns = self._with_bare(words), self._with_bare(others)
        costs = aligner().matrix(map(encode, rows), map(encode, columns))
        self._rows = dict(zip(rows, costs / 100, strict=True))
        self._columns = {other: place for place, other in enumerate(columns)}
        self._costs: dict[str, list[float]] = {word: row.tolist() for word, row in self._rows.items()}

    def cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another, in natural logarithms."""
        for word, other in ((a, b), (b, a)):
            costs, place = self._costs.get(word), self._columns.get(other)
            if costs is not None and place is not None:
                return costs[place]
        return self.model.cost(a, b)

    def costs(self, words: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
        """Return the cost of each of some words for each of some others, of those it was made of."""
        places = [self._columns[other] for other in others]
        return np.array([self._rows[word][places] for word in words])

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        return self.model.log_odds(a, b)

    def letter_cost(self, a: str, b: str) -> float:
        """Return the cost of one word for another by the letter; an article that only one has costs little."""
        cost = self.cost(a, b)
        if cost:
            one, other = self._article(a), self._article(b)
            if one[0] != other[0]:
                cost = min(cost, self.cost(one[1], other[1]) + self.settings.article_cost)
        return cost / max(len(a), len(b))

    def differ_in_article(self, a: str, b: str) -> bool:
        """Whether only one of two words has the article."""
        return self._article(a)[0] != self._article(b)[0]

    def bare(self, word: str) -> str:
        """Return a word without the article, where enough is left of it."""
        return self._article(word)[1]

    def _article(self, word: str) -> tuple[bool, str]:
        """Return whether a word has the article, and the word without it."""
        found = self._articles.get(word)
        if found is None:
            found = self._articles[word] = is_definite(word), without_article(word, self.settings.article_min_stem)
        return found

    def _with_bare(self, words: Iterable[str]) -> list[str]:
        listed = list(words)
        return list(dict.fromkeys(listed + [self.bare(word) for word in listed]))
