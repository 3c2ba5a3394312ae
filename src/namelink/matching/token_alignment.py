"""Token alignment: two names with their tokens paired and weighed, which the features are measured on."""

from __future__ import annotations

import attrs

from namelink.matching.pairing import join_tokens, pair_log_odds, pair_tokens, pair_weight
from namelink.matching.word_pairs import WordPairs, Words


@attrs.frozen
class MatchedPair:
    """Two tokens that belong together.

    Attributes:
        log_odds: The log-odds that they are spellings of one name, within the bounds of the settings.
        weight: How much they count, 0 to 1.
        places: The place of each in its name.
        a: The token of the query.
        b: The token of the name.
    """

    log_odds: float
    weight: float
    places: tuple[int, int]
    a: str
    b: str


@attrs.frozen(eq=False)
class TokenAlignment:
    """Two names, given by the letters of their tokens, and how these belong together.

    Attributes:
        query: The tokens of the query.
        name: The tokens of the name.
        matched: The tokens that belong together, in the order of the query.
        weakest: The matched pair that speaks most against one name; None where no token is matched.
        extra: Tokens of the query that the name lacks.
        missing: Tokens of the name that the query lacks.
        is_joined: Whether one writes tokens together that the other writes apart.
    """

    query: Words = ()
    name: Words = ()
    matched: tuple[MatchedPair, ...] = ()
    weakest: MatchedPair | None = None
    extra: Words = ()
    missing: Words = ()
    is_joined: bool = False


UNALIGNED = TokenAlignment()
"""Stands for the tokens of names with one lookup key, which need no alignment."""


def align_tokens(query: Words, name: Words, pairs: WordPairs) -> TokenAlignment:
    """Return two names with their tokens paired.

    Args:
        query: The tokens of the query.
        name: The tokens of the name.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> a, b = ("صدر", "جباروف"), ("sadyr", "nurgojo", "japarov")
    >>> aligned = align_tokens(a, b, default_scorer().pairs(a, b))
    >>> [(pair.a, pair.b) for pair in aligned.matched], aligned.missing
    ([('صدر', 'sadyr'), ('جباروف', 'japarov')], ('nurgojo',))
    """
    found = pair_tokens(query, name, pairs)
    joined = join_tokens(query, name, found, pairs)
    found = joined or found
    bound = pairs.settings.max_agreement if max(len(query), len(name)) > 1 else pairs.settings.max_token_log_odds
    matched = tuple(
        MatchedPair(min(bound, pair_log_odds(p.a, p.b, pairs)), pair_weight(p.a, p.b), p.places, p.a, p.b)
        for p in found
        if p.a and p.b
    )
    if not matched:
        # A name without letters is lacking as one token.
        return TokenAlignment(query, name, extra=query or ("",), missing=name or ("",))
    return TokenAlignment(
        query,
        name,
        matched,
        min(matched, key=_agreement),
        tuple(p.a for p in found if not p.b),
        tuple(p.b for p in found if not p.a),
        bool(joined),
    )


def _agreement(pair: MatchedPair) -> tuple[float, tuple[int, int]]:
    return pair.log_odds * pair.weight if pair.log_odds < 0 else pair.log_odds, pair.places
