"""Which words of two names belong together: paired, left alone, or written as one here and as two there."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from namelink.lang import is_definite, stop_tokens
from namelink.lang.ar.name_parts import attested
from namelink.matching.costs import is_arabic_letters
from namelink.matching.word_model import CERTAIN, WordPairs, without_article
from namelink.names import analyzer
from namelink.phonetics.alphabet import letters_of
from namelink.text.folding import MOST_FOLDED, is_longer

MAX_LENGTH = 1000
"""Code points of a string, and letters of its words, beyond which it is no name; folding and spelling make more."""

MAX_LENGTH = 1000
"""Code points of a string, and letters of its words, beyond which it is no name; folding and spelling make more."""

UNRELATED = 2.2
"""The cost of a letter, in natural logarithms, from which two words are not paired at all."""

SPARE_ARTICLE = 0.3
"""What it costs that one word has the article and the other has not, in natural logarithms."""

LENGTHS = 0.4
"""By how much one name may be shorter than another that has the same words run together."""

JOINED = 0.6
"""The cost of a letter up to which words run together are one word of the other name."""


@functools.cache
def _stop_tokens() -> dict[str, float]:
    return {letters_of(word): weight for word, weight in stop_tokens().items()}


@functools.lru_cache(maxsize=1 << 14)
def word_weight(word: str) -> float:
    """Return how much a word of a name, given by its letters, counts: 1, or less for words of structure.

    >>> word_weight("سلمان"), word_weight("بن")
    (1.0, 0.25)
    """
    return _stop_tokens().get(word, 1.0)


def is_too_long(name: str) -> bool:
    """Whether a string is too long for a name: as it is, as it is folded, or by the letters it is compared in.

    >>> is_too_long("قطر" * 300), is_too_long("ﷺ" * 300), is_too_long("中" * 300)
    (False, True, True)
    """
    if len(name) * MOST_FOLDED <= MAX_LENGTH:  # nor does spelling make more letters of one
        return False
    return is_longer(name, MAX_LENGTH) or sum(map(len, analyzer().name(name).letters)) > MAX_LENGTH


@attrs.frozen
class Pair:
    """Two words taken for one.

    Attributes:
        a: A word of the one name, empty where it is lacking.
        b: A word of the other name, empty where it is lacking.
        order: Where each stands in its name.
    """

    a: str
    b: str
    order: tuple[int, int] = (0, 0)


def pair_words(a: tuple[str, ...], b: tuple[str, ...], pairs: WordPairs) -> list[Pair]:
    """Pair the words of two names, whatever their order: the nearest first, then what is left alone.

    >>> a, b = ("صدر", "جباروف"), ("japarov", "sadyr")
    >>> [(p.a, p.b) for p in pair_words(a, b, WordPairs(a, b))]
    [('صدر', 'sadyr'), ('جباروف', 'japarov')]
    """
    near = sorted(
        (apart, abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (apart := _apart(x, y, pairs)) < UNRELATED
    )
    of_a: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in near:
        if i not in of_a and j not in taken:
            of_a[i] = j
            taken.add(j)
    paired = [Pair(x, b[of_a[i]], (i, of_a[i])) if i in of_a else Pair(x, "") for i, x in enumerate(a)]
    return paired + [Pair("", y) for j, y in enumerate(b) if j not in taken]


def loose_costs(query: tuple[str, ...], names: Sequence[tuple[str, ...]], pairs: WordPairs) -> list[float]:
    """Return roughly what it costs to read a name as each of others whatever the order of words; none is lost for less.

    Args:
        query: The words of the query.
        names: The words of each name.
        pairs: What the words have in common.

    >>> query, names = ("sadr", "japarov"), [("sadyr", "japarov"), ("japarov", "sadr"), ("sadr",)]
    >>> more, same, less = loose_costs(query, names, WordPairs(query, ("sadr", "sadyr", "japarov")))
    >>> same == 0 < more < less
    True
    """
    words = sorted({word for name in names for word in name})
    if not words:
        return []
    longer = np.maximum.outer(list(map(len, query)), list(map(len, words)))
    weights = np.maximum.outer(list(map(word_weight, query)), list(map(word_weight, words)))
    costs = np.minimum(pairs.costs(query, words), UNRELATED * longer) * weights
    places = {word: place for place, word in enumerate(words)}
    longest = max(map(len, names))
    # A name that has fewer words than another has the place after the last instead.
    of_names = np.array([[places[w] for w in name] + [len(words)] * (longest - len(name)) for name in names])
    of_query = np.column_stack([costs, np.full(len(query), np.inf)])[:, of_names].min(axis=2).sum(axis=0)
    of_name = np.append(costs.min(axis=0), 0.0)[of_names].sum(axis=1)
    found: list[float] = np.maximum(of_query, of_name).tolist()
    return found


def pair_weight(a: str, b: str) -> float:
    """Return how much two words count."""
    return max(word_weight(a), word_weight(b))


def _apart(a: str, b: str, pairs: WordPairs) -> float:
    """Return what it costs to read one word as another, by the letter; an article only one has costs little.

    A word of structure is no spelling of another word of its script: صحيفة (newspaper), صحفي.
    """
    cost = pairs.cost(a, b)
    if cost and is_definite(a) != is_definite(b):
        cost = min(cost, pairs.cost(without_article(a), without_article(b)) + SPARE_ARTICLE)
    apart = cost / max(len(a), len(b))
    if apart < UNRELATED and (word_weight(a) < 1) != (word_weight(b) < 1):
        return UNRELATED if is_arabic_letters(a) == is_arabic_letters(b) else apart
    return apart


def pair_log_odds(a: str, b: str, pairs: WordPairs) -> float:
    """Return the log-odds that two words are spellings of one another, an article that only one has taken off."""
    found = pairs.log_odds(a, b)
    if found == CERTAIN or is_definite(a) == is_definite(b):
        return found
    if attested(a, b) < 0:  # النيجر is not نيجيريا
        return found
    return max(found, pairs.log_odds(without_article(a), without_article(b)) - SPARE_ARTICLE)


def run_together(a: tuple[str, ...], b: tuple[str, ...], found: list[Pair], pairs: WordPairs) -> list[Pair]:
    """Return the pairs of two names of which one writes some words together, or none.

    >>> a, b = ("ursula", "vonderleyen"), ("ursula", "von", "der", "leyen")
    >>> pairs = WordPairs(a, b)
    >>> [(p.a, p.b) for p in run_together(a, b, pair_words(a, b, pairs), pairs)]
    [('ursula', 'ursula'), ('vonderleyen', 'vonderleyen')]
    """
    if len(a) == len(b):
        return []
    if min(len(a), len(b)) == 1:
        whole = Pair("".join(a), "".join(b))
        alike = abs(len(whole.a) - len(whole.b)) <= LENGTHS * max(len(whole.a), len(whole.b))
        return [whole] if alike and _is_near(whole, pairs) else []
    longer_is_a = len(a) > len(b)
    apart = [p for p in found if not (p.b if longer_is_a else p.a)]
    joined = []
    for run, partner in _runs(a if longer_is_a else b, longer_is_a, apart, found):
        pair = Pair(run, partner.b, partner.order) if longer_is_a else Pair(partner.a, run, partner.order)
        if _is_near(pair, pairs):
            joined.append((pairs.cost(pair.a, pair.b), partner, pair))
    if not joined:
        return []
    _, partner, pair = min(joined, key=lambda j: j[0])
    return [pair if p is partner else p for p in found if p not in apart]


def _runs(
    longer: tuple[str, ...], longer_is_a: bool, apart: list[Pair], found: list[Pair]
) -> Iterator[tuple[str, Pair]]:
    """Yield words of the longer name that may be one of the other name, run together, and the pair of that one.

    They are the words that are like none, side by side, with the one before or after them (عبد العزيز, Abdulaziz), or
    alone where a word of the other name is like none as well (نصر الله, Nasrallah).
    """
    places = [longer.index(p.a or p.b) for p in apart]
    begin, end = min(places), max(places) + 1
    if end - begin != len(apart):
        return
    alone = [p for p in found if not (p.a if longer_is_a else p.b)]
    if alone:
        if len(alone) == 1 and len(apart) > 1:
            yield "".join(longer[begin:end]), alone[0]
        return
    partners = {(p.a if longer_is_a else p.b): p for p in reversed(found)}
    if begin > 0:
        yield "".join(longer[begin - 1 : end]), partners[longer[begin - 1]]
    if end < len(longer):
        yield "".join(longer[begin : end + 1]), partners[longer[end]]


def _is_near(pair: Pair, pairs: WordPairs) -> bool:
    return pairs.cost(pair.a, pair.b) < JOINED * max(len(pair.a), len(pair.b))
