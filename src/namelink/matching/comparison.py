"""Two names, no gazetteer: the probability that they are spellings of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

import attrs

from namelink.errors import require_str
from namelink.matching.alignment import Alignment, Words
from namelink.matching.evidence import compare_words, flag, measure, probability
from namelink.matching.likeness import WordPairs, log_odds, without_article
from namelink.matching.pairing import name_words
from namelink.model import Comparison, Evidence
from namelink.summary import shown
from namelink.text.affixes import ARTICLE, MIN_STEM, readings
from namelink.text.folding import fold
from namelink.text.tokens import join_key, make_key, words
from namelink.validation import check_strings

LONG = 7
"""Letters of a name from which a clitic before it is hardly ever a letter of another name."""

MAX_LENGTH = 1000
"""Code points of a string beyond which it is no name."""

AT_ONCE = 1 << 15
"""Pairs of names whose words are aligned together."""


def compare(a: str, b: str) -> Comparison:
    """Return how likely two strings are spellings of one name.

    Both may be in any script. The score does not depend on their order.

    Args:
        a: A name.
        b: A name.

    Returns:
        The score, a probability from 0 to 1, and the evidence for it.

    Raises:
        TypeError: a or b is not a str.

    >>> compare("صدر جباروف", "Sadyr Japarov").score > 0.8 > 0.2 > compare("سلمان", "سلطان").score
    True
    """
    require_str(a, "compare", "a")
    require_str(b, "compare", "b")
    evidence = max(_both_ways(a, b), key=probability, default=[])
    score = probability(evidence) if evidence else 0.0
    return Comparison(a, b, score, tuple(sorted(evidence, key=lambda e: -abs(e.contribution))))


def compare_many(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return the score that `compare` gives each of many pairs, in a fraction of the time.

    Each pair of words is aligned once, with many others, however many names hold it.

    Args:
        pairs: Pairs of names.

    Returns:
        The probability, 0 to 1, for each pair, in order.

    Raises:
        TypeError: pairs is one str, a pair is not two, or a name is not a str.

    >>> compare_many([("صدر جباروف", "Sadyr Japarov")]) == [compare("صدر جباروف", "Sadyr Japarov").score]
    True
    """
    listed: list[Any] = list(check_strings("pairs", pairs))
    for pair in listed:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(f"pairs must be a list of pairs of str, not of {shown(pair)}: give [(a, b)]")
    return [score for i in range(0, len(listed), AT_ONCE) for score in _scores(listed[i : i + AT_ONCE])]


def _scores(pairs: Sequence[tuple[str, str]]) -> Iterator[float]:
    names = {require_str(name, "compare_many", "every name") for name in {name for pair in pairs for name in pair}}
    keys = {name: make_key(name) if len(name) <= MAX_LENGTH else "" for name in names}
    letters = {name: name_words(name) for name in names if keys[name]}
    known = _SharedWords(
        met for a, b in pairs if keys[a] and keys[b] and keys[a] != keys[b] for met in _meetings(letters[a], letters[b])
    )
    for a, b in pairs:
        if not (keys[a] and keys[b]):
            yield 0.0
            continue
        same = keys[a] == keys[b]
        found = [
            compare_words(letters[a], letters[b], same, known),
            compare_words(letters[b], letters[a], same, known),
        ]
        if keys[a][-MIN_STEM:] == keys[b][-MIN_STEM:]:  # what stays of a word without its clitics is its end
            found += [*_without_clitic(a, b), *_without_clitic(b, a)]
        yield max(map(probability, found))


def _meetings(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that are looked at when two names are compared."""
    if len(a) > len(b):
        a, b = b, a
    yield from product(a, b)
    for x, y in product(a, b):
        if x.startswith(ARTICLE) != y.startswith(ARTICLE):
            yield without_article(x), without_article(y)
    if len(a) < len(b):
        yield from product(a, [x + y for x, y in pairwise(b)])


class _SharedWords(WordPairs):
    """What the words of many names have in common: of two, the one that meets more others is aligned with all those."""

    def __init__(self, met: Iterable[tuple[str, str]]) -> None:
        """Align words with those they meet, given by their letters."""
        super().__init__((), ())
        self._met: dict[tuple[str, str], tuple[Alignment, int]] = {}
        self._known: dict[tuple[str, str], float] = {}
        self._odds: dict[tuple[str, str], float] = {}
        distinct = {(min(pair), max(pair)) for pair in met}
        meetings = Counter(word for pair in distinct for word in pair)
        others: defaultdict[str, list[str]] = defaultdict(list)
        for a, b in distinct:
            row, column = (a, b) if (meetings[a], a) > (meetings[b], b) else (b, a)
            others[row].append(column)
        for word, columns in others.items():
            alignment = Alignment(word, Words.of(columns))
            for place, (other, cost) in enumerate(zip(columns, (alignment.costs / 100).tolist(), strict=True)):
                self._met[word, other] = self._met[other, word] = (alignment, place)
                self._known[word, other] = self._known[other, word] = cost

    def cost(self, a: str, b: str) -> float:
        """Return what it costs to read one word as another, in natural logarithms."""
        known = self._known.get((a, b))
        if known is None:
            known = self._known[a, b] = super().cost(a, b)
        return known

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        known = self._odds.get((a, b))
        if known is None:
            found = self._met.get((a, b))
            known = super().log_odds(a, b) if found is None else log_odds(*found)
            self._odds[a, b] = self._odds[b, a] = known
        return known


def _both_ways(a: str, b: str) -> list[list[Evidence]]:
    if max(len(a), len(b)) > MAX_LENGTH or not (make_key(a) and make_key(b)):
        return []
    forth = [_evidence(a, b), *_without_clitic(a, b)]
    back = [_evidence(b, a), *_without_clitic(b, a)]
    return forth + [[attrs.evolve(e, query=e.name, name=e.query) for e in found] for found in back]


def _evidence(query: str, name: str) -> list[Evidence]:
    return compare_words(name_words(query), name_words(name), make_key(query) == make_key(name))


def _without_clitic(query: str, name: str) -> list[list[Evidence]]:
    first, *rest = words(fold(query))
    key = make_key(name)
    return [
        [flag("same", join_key([reading.word, *rest]), name), measure("clitic", _risk(key), reading.prefix, "")]
        for reading in readings(first)
        if reading.length and join_key([reading.word, *rest]) == key
    ]


def _risk(key: str) -> float:
    """Return how much a clitic counts before a name: what begins a short one may well be its own letter (وارثي)."""
    return 1 + 2.2 * max(0, LONG - len(key))
