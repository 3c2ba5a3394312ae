"""Pairing of tokens: which tokens of two names belong together, which are left over, which are written as one."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from namelink.lang import is_definite, stop_tokens
from namelink.lang.ar.name_parts import attested
from namelink.matching.word_pairs import WordPairs, Words
from namelink.phonetics.alphabet import alphabet_of_letters, letters_of


@functools.cache
def _stop_tokens() -> dict[str, float]:
    return {letters_of(token): weight for token, weight in stop_tokens().items()}


def word_weight(word: str) -> float:
    """Return how much a token of a name, given by its letters, counts: 1, or less for one that carries structure.

    >>> word_weight("سلمان"), word_weight("بن")
    (1.0, 0.25)
    """
    return _stop_tokens().get(word, 1.0)


@attrs.frozen
class TokenPair:
    """Two tokens that belong together, or one that is left over.

    Attributes:
        a: A token of the first name, or the empty string.
        b: A token of the second name, or the empty string.
        places: The place of each in its name.
    """

    a: str
    b: str
    places: tuple[int, int] = (0, 0)


def pair_tokens(a: Words, b: Words, pairs: WordPairs) -> list[TokenPair]:
    """Return the tokens of two names in pairs, the cheapest first to be paired whatever their order; then the rest.

    >>> from namelink.matching.scoring import default_scorer
    >>> a, b = ("صدر", "جباروف"), ("japarov", "sadyr")
    >>> [(p.a, p.b) for p in pair_tokens(a, b, default_scorer().pairs(a, b))]
    [('صدر', 'sadyr'), ('جباروف', 'japarov')]
    """
    limit = pairs.settings.unrelated_letter_cost
    related = sorted(
        (cost, abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (cost := _letter_cost(x, y, pairs)) < limit
    )
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in related:
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    paired = [
        TokenPair(x, b[partners[i]], (i, partners[i])) if i in partners else TokenPair(x, "") for i, x in enumerate(a)
    ]
    return paired + [TokenPair("", y) for j, y in enumerate(b) if j not in taken]


def _letter_cost(a: str, b: str, pairs: WordPairs) -> float:
    """Return the cost of one token for another by the letter; an article that only one has costs little.

    A stop token is no spelling of another token of its alphabet: صحيفة (newspaper), صحفي.
    """
    limit = pairs.settings.unrelated_letter_cost
    cost = pairs.cost(a, b)
    if cost and is_definite(a) != is_definite(b):
        cost = min(cost, pairs.cost(pairs.bare(a), pairs.bare(b)) + pairs.settings.article_cost)
    by_letter = cost / max(len(a), len(b))
    if by_letter < limit and (word_weight(a) < 1) != (word_weight(b) < 1):
        return limit if alphabet_of_letters(a) is alphabet_of_letters(b) else by_letter
    return by_letter


def pair_weight(a: str, b: str) -> float:
    """Return how much a pair of tokens counts."""
    return max(word_weight(a), word_weight(b))


def pair_log_odds(a: str, b: str, pairs: WordPairs) -> float:
    """Return the log-odds that two tokens are spellings of one name; an article that only one has costs little."""
    found = pairs.log_odds(a, b)
    if found == pairs.settings.max_token_log_odds or is_definite(a) == is_definite(b):
        return found
    if attested(a, b) < 0:  # النيجر is not نيجيريا
        return found
    return max(found, pairs.log_odds(pairs.bare(a), pairs.bare(b)) - pairs.settings.article_cost)


def join_tokens(a: Words, b: Words, found: list[TokenPair], pairs: WordPairs) -> list[TokenPair]:
    """Return the pairs of two names of which one writes some tokens together; an empty list where neither does.

    Args:
        a: The tokens of a name.
        b: The tokens of a name.
        found: Their pairs, as `pair_tokens` gives them.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> a, b = ("ursula", "vonderleyen"), ("ursula", "von", "der", "leyen")
    >>> pairs = default_scorer().pairs(a, b)
    >>> [(p.a, p.b) for p in join_tokens(a, b, pair_tokens(a, b, pairs), pairs)]
    [('ursula', 'ursula'), ('vonderleyen', 'vonderleyen')]
    """
    if len(a) == len(b):
        return []
    if min(len(a), len(b)) == 1:
        whole = TokenPair("".join(a), "".join(b))
        longest = max(len(whole.a), len(whole.b))
        comparable = abs(len(whole.a) - len(whole.b)) <= pairs.settings.joined_length_gap * longest
        return [whole] if comparable and _is_near(whole, pairs) else []
    longer_is_a = len(a) > len(b)
    left_over = [p for p in found if not (p.b if longer_is_a else p.a)]
    joined = []
    for run, partner in _runs(a if longer_is_a else b, longer_is_a, left_over, found):
        pair = TokenPair(run, partner.b, partner.places) if longer_is_a else TokenPair(partner.a, run, partner.places)
        if _is_near(pair, pairs):
            joined.append((pairs.cost(pair.a, pair.b), partner, pair))
    if not joined:
        return []
    _, partner, pair = min(joined, key=lambda j: j[0])
    return [pair if p is partner else p for p in found if p not in left_over]


def _runs(
    longer: Words, longer_is_a: bool, left_over: list[TokenPair], found: list[TokenPair]
) -> Iterator[tuple[str, TokenPair]]:
    """Yield tokens of the longer name, joined, that may be one token of the other name, and the pair of that one.

    They are the tokens that are left over, if they stand side by side: with the one before or after them
    (عبد العزيز, Abdulaziz), or by themselves where a token of the other name is left over too (نصر الله, Nasrallah).
    """
    places = [longer.index(p.a or p.b) for p in left_over]
    begin, end = min(places), max(places) + 1
    if end - begin != len(left_over):
        return
    alone = [p for p in found if not (p.a if longer_is_a else p.b)]
    if alone:
        if len(alone) == 1 and len(left_over) > 1:
            yield "".join(longer[begin:end]), alone[0]
        return
    partners = {(p.a if longer_is_a else p.b): p for p in reversed(found)}
    if begin > 0:
        yield "".join(longer[begin - 1 : end]), partners[longer[begin - 1]]
    if end < len(longer):
        yield "".join(longer[begin : end + 1]), partners[longer[end]]


def _is_near(pair: TokenPair, pairs: WordPairs) -> bool:
    return pairs.cost(pair.a, pair.b) < pairs.settings.joined_letter_cost * max(len(pair.a), len(pair.b))


def loose_costs(query: Words, names: Sequence[Words], pairs: WordPairs) -> list[float]:
    """Return a lower bound of the cost of a query for each of some names, whatever the order of their tokens.

    Each token is taken with the cheapest one of the other name, and the dearer of both directions counts.

    Args:
        query: The tokens of the query.
        names: The tokens of each name.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> query, names = ("sadr", "japarov"), [("sadyr", "japarov"), ("japarov", "sadr"), ("sadr",)]
    >>> more, same, less = loose_costs(query, names, default_scorer().pairs(query, ("sadr", "sadyr", "japarov")))
    >>> same == 0 < more < less
    True
    """
    words = sorted({word for name in names for word in name})
    if not words:
        return []
    longer = np.maximum.outer(list(map(len, query)), list(map(len, words)))
    weights = np.maximum.outer(list(map(word_weight, query)), list(map(word_weight, words)))
    costs = np.minimum(pairs.costs(query, words), pairs.settings.unrelated_letter_cost * longer) * weights
    places = {word: place for place, word in enumerate(words)}
    longest = max(map(len, names))
    # A name that has fewer tokens than another has the place after the last instead.
    of_names = np.array([[places[w] for w in name] + [len(words)] * (longest - len(name)) for name in names])
    of_query = np.column_stack([costs, np.full(len(query), np.inf)])[:, of_names].min(axis=2).sum(axis=0)
    of_name = np.append(costs.min(axis=0), 0.0)[of_names].sum(axis=1)
    found: list[float] = np.maximum(of_query, of_name).tolist()
    return found
