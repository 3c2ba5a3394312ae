"""Pairing: which tokens of two names belong together, which are left over, which are written as one."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs
import numpy as np

from namelink.config import MatchingConfig
from namelink.lang import nicknames, stop_tokens
from namelink.lang.ar.name_parts import attested
from namelink.matching.word_pairs import WordPairs, Words
from namelink.names.parts import Role
from namelink.names.structure import PartToken
from namelink.phonetics.alphabet import alphabet_of_letters, letters_of

PartTokens = Sequence[PartToken]
"""The tokens of a name with their roles."""


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
        a: A token of the first name, or None.
        b: A token of the second name, or None.
        places: The place of each in its name.
        log_odds: The log-odds that they are one, where something else than their letters says so; else None.
    """

    a: PartToken | None
    b: PartToken | None
    places: tuple[int, int] = (0, 0)
    log_odds: float | None = None


def token_weight(token: PartToken, settings: MatchingConfig) -> float:
    """Return how much a token of a name counts, by its role: 1, or less for one that tells no names apart."""
    if token.role in _UNNAMED:
        return settings.title_weight
    if token.role in (Role.HEAD_NOUN, Role.COUNTRY):
        return settings.head_noun_weight
    if token.is_head:
        return settings.link_weight
    return settings.initial_weight if token.role in _SLIGHT else 1.0


_MEANT = frozenset({Role.NUMBER, Role.HEAD_NOUN, Role.COUNTRY, Role.GENERATION, Role.NOISE})
"""Roles of tokens that are one only where they mean the same: north, south."""

_UNNAMED = frozenset({Role.TITLE, Role.HONORIFIC, Role.NOISE, Role.LEGAL_FORM, Role.PARTICLE})
_SLIGHT = frozenset({Role.INITIAL, Role.NICKNAME, Role.GENERATION})


def pair_tokens(a: PartTokens, b: PartTokens, pairs: WordPairs) -> list[TokenPair]:
    """Return the tokens of two names in pairs, the cheapest first to be paired whatever their order; then the rest.

    Args:
        a: The tokens of a name.
        b: The tokens of a name.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> from namelink.names import analyzer
    >>> a, b = (analyzer().name(text).structure.tokens for text in ("صدر جباروف", "Japarov, Sadyr"))
    >>> letters = [[token.letters for token in tokens] for tokens in (a, b)]
    >>> [(p.a.letters, p.b.letters) for p in pair_tokens(a, b, default_scorer().pairs(*letters))]
    [('صدر', 'sadyr'), ('جباروف', 'japarov')]
    """
    limit = pairs.settings.unrelated_letter_cost
    weights = [[token_weight(token, pairs.settings) for token in tokens] for tokens in (a, b)]
    related = [
        (cost, i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (cost := _cost(x, y, weights[0][i], weights[1][j], pairs)) < limit
    ]
    partners = _partners(related, 0)
    if len(a) != len(b) and len({i for _, i, _ in related}) + len({j for _, _, j in related}) < 2 * len(related):
        from_end = _partners(related, len(a) - len(b))
        least = pairs.settings.min_identity_weight
        more = abs(sum(w >= least for w in weights[0]) - sum(w >= least for w in weights[1]))
        # One name more may stand before the other name; where more are lacking, those in the middle are.
        order = (from_end, partners) if more == 1 else (partners, from_end)
        partners = min(order, key=lambda found: (-len(found), _disorder(found)))
    paired = [
        TokenPair(x, b[partners[i]], (i, partners[i]), _stated(x, b[partners[i]], pairs.settings))
        if i in partners
        else TokenPair(x, None, (i, -1))
        for i, x in enumerate(a)
    ]
    taken = set(partners.values())
    return paired + [TokenPair(None, y, (-1, j)) for j, y in enumerate(b) if j not in taken]


def _partners(related: Sequence[tuple[float, int, int]], offset: int) -> dict[int, int]:
    """Return the partner of each token that has one: the cheapest, and of those as cheap the nearest in place.

    Args:
        related: The cost of each two tokens that may be one, and their places.
        offset: How much later a token of the first name stands than its partner.
    """
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted((cost, abs(i - j - offset), i, j) for cost, i, j in related):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return partners


def _disorder(partners: Mapping[int, int]) -> int:
    """Return how many partners stand before one that should follow them."""
    places = [partners[i] for i in sorted(partners)]
    return sum(x > y for x, y in pairwise(places))


def _stated(a: PartToken, b: PartToken, settings: MatchingConfig) -> float | None:
    """Return the log-odds that two tokens are one by what they mean, or None where their letters decide."""
    if a.meaning and a.meaning == b.meaning and a.role is not Role.NOISE:
        return settings.max_agreement
    return settings.nickname_log_odds if a.letters != b.letters and _is_nickname(a, b) else None


def _is_nickname(a: PartToken, b: PartToken) -> bool:
    names = nicknames(a.form), nicknames(b.form)
    return bool(names[0] or names[1]) and not ({a.form} | names[0]).isdisjoint({b.form} | names[1])


def _cost(a: PartToken, b: PartToken, weight_a: float, weight_b: float, pairs: WordPairs) -> float:
    """Return the cost of one token for another by the letter.

    What carries no identity is no spelling of what does, in one alphabet: صحيفة (newspaper), صحفي.
    """
    settings = pairs.settings
    limit = settings.unrelated_letter_cost
    if a.meaning and a.meaning == b.meaning:
        return 0.0
    if a.meaning and b.meaning and (a.role in _MEANT or b.role in _MEANT):
        return limit
    if len(a.letters) == 1 or len(b.letters) == 1:
        return 0.0 if a.letters == b.letters else limit
    if _is_nickname(a, b):
        return 0.0 if a.letters == b.letters else settings.article_cost
    cost = pairs.letter_cost(a.letters, b.letters)
    least = settings.min_identity_weight
    if cost < limit and (weight_a < least) != (weight_b < least):
        return limit if cost and alphabet_of_letters(a.letters) is alphabet_of_letters(b.letters) else cost
    return cost


def pair_log_odds(a: str, b: str, pairs: WordPairs) -> float:
    """Return the log-odds that two tokens are spellings of one name; an article that only one has costs little."""
    found = pairs.log_odds(a, b)
    if found == pairs.settings.max_token_log_odds or not pairs.differ_in_article(a, b):
        return found
    if attested(a, b) < 0:  # النيجر is not نيجيريا
        return found
    return max(found, pairs.log_odds(pairs.bare(a), pairs.bare(b)) - pairs.settings.article_cost)


def join_tokens(a: PartTokens, b: PartTokens, found: list[TokenPair], pairs: WordPairs) -> list[TokenPair]:
    """Return the pairs of two names of which one writes some tokens together; an empty list where neither does.

    Args:
        a: The tokens of a name.
        b: The tokens of a name.
        found: Their pairs, as `pair_tokens` gives them.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> from namelink.names import analyzer
    >>> a, b = (analyzer().name(text).structure.tokens for text in ("Ursula Vonderleyen", "Ursula von der Leyen"))
    >>> pairs = default_scorer().pairs([u.letters for u in a], [u.letters for u in b])
    >>> [(p.a.letters, p.b.letters) for p in join_tokens(a, b, pair_tokens(a, b, pairs), pairs)]
    [('ursula', 'ursula'), ('vonderleyen', 'vonderleyen')]
    """
    if len(a) == len(b) or not a or not b:
        return []
    if min(len(a), len(b)) == 1:
        whole = TokenPair(joined_token(a), joined_token(b))
        nearest = min((_by_letter(pair, pairs) for pair in found if pair.a and pair.b), default=math.inf)
        is_one = _is_near(whole, pairs) and _are_as_long(whole, pairs.settings)
        return [whole] if is_one and _by_letter(whole, pairs) < nearest else []  # but De Gaulle, Gaulle
    longer_is_a = len(a) > len(b)
    left_over = [p for p in found if (p.b if longer_is_a else p.a) is None]
    joined = []
    for begin, run, partner in _runs(a if longer_is_a else b, longer_is_a, left_over, found):
        if longer_is_a:
            pair = TokenPair(run, partner.b, (begin, partner.places[1]))
        else:
            pair = TokenPair(partner.a, run, (partner.places[0], begin))
        if _is_near(pair, pairs) and _by_letter(pair, pairs) < _by_letter(partner, pairs):
            joined.append((pairs.cost(*_letters(pair)), partner, pair))
    if not joined:
        return []
    _, partner, pair = min(joined, key=lambda j: j[0])
    return [pair if p is partner else p for p in found if p not in left_over]


def joined_token(tokens: Sequence[PartToken]) -> PartToken:
    """Return several tokens, written as one."""
    letters, form = "".join(t.letters for t in tokens), "".join(t.form for t in tokens)
    return tokens[-1]._replace(letters=letters, form=form, meaning="")


def _letters(pair: TokenPair) -> tuple[str, str]:
    return pair.a.letters if pair.a else "", pair.b.letters if pair.b else ""


def _runs(
    longer: PartTokens, longer_is_a: bool, left_over: list[TokenPair], found: list[TokenPair]
) -> Iterator[tuple[int, PartToken, TokenPair]]:
    """Yield tokens of the longer name, joined, that may be one token of the other name: place, token, that one's pair.

    They are the tokens that are left over, if they stand side by side: with the one before or after them
    (عبد العزيز, Abdulaziz), or by themselves where a token of the other name is left over too (نصر الله, Nasrallah).
    """
    side = 0 if longer_is_a else 1
    places = [p.places[side] for p in left_over]
    begin, end = min(places), max(places) + 1
    if end - begin != len(left_over):
        return
    alone = [p for p in found if (p.a if longer_is_a else p.b) is None]
    if alone:
        if len(alone) == 1 and len(left_over) > 1:
            yield begin, joined_token(longer[begin:end]), alone[0]
        return
    partners = {p.places[side]: p for p in found if p.a and p.b}
    if begin > 0 and begin - 1 in partners:
        yield begin - 1, joined_token(longer[begin - 1 : end]), partners[begin - 1]
    if end < len(longer) and end in partners:
        yield begin, joined_token(longer[begin : end + 1]), partners[end]


def _by_letter(pair: TokenPair, pairs: WordPairs) -> float:
    """Return the cost of a pair by the letter: that of unrelated tokens where one is left over."""
    a, b = _letters(pair)
    return pairs.cost(a, b) / max(len(a), len(b)) if a and b else pairs.settings.unrelated_letter_cost


def _is_near(pair: TokenPair, pairs: WordPairs) -> bool:
    a, b = _letters(pair)
    return pairs.cost(a, b) < pairs.settings.joined_letter_cost * max(len(a), len(b))


def _are_as_long(pair: TokenPair, settings: MatchingConfig) -> bool:
    longest, shortest = sorted(map(len, _letters(pair)), reverse=True)
    return longest - shortest <= settings.joined_length_gap * longest


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
