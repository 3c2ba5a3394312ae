"""Token alignment: two names with their tokens paired and weighed, which the features are measured on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from namelink.config import MatchingConfig
from namelink.matching.pairing import TokenPair, join_tokens, pair_log_odds, pair_tokens, token_weight
from namelink.matching.word_pairs import WordPairs
from namelink.names.parts import Role
from namelink.names.structure import NO_STRUCTURE, PartToken, Structure
from namelink.phonetics.alphabet import alphabet_of_letters
from namelink.phonetics.keys import phonetic_code


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
    a: PartToken
    b: PartToken


@attrs.frozen(eq=False)
class TokenAlignment:
    """Two names, and how their tokens belong together.

    Attributes:
        query: The query.
        name: The name.
        matched: The tokens that belong together, in the order of the query.
        weakest: The matched pair of tokens with identity that speaks most against one name, or None.
        extra: Tokens of the query that the name lacks.
        missing: Tokens of the name that the query lacks.
        initials: Initials of one that may stand for a name of the other.
        is_joined: Whether one writes tokens together that the other writes apart.
    """

    query: Structure = NO_STRUCTURE
    name: Structure = NO_STRUCTURE
    matched: tuple[MatchedPair, ...] = ()
    weakest: MatchedPair | None = None
    extra: tuple[PartToken, ...] = ()
    missing: tuple[PartToken, ...] = ()
    initials: tuple[TokenPair, ...] = ()
    is_joined: bool = False


UNALIGNED = TokenAlignment()
"""Stands for the tokens of names with one lookup key, which need no alignment."""


def align_tokens(query: Structure, name: Structure, pairs: WordPairs) -> TokenAlignment:
    """Return two names with their tokens paired.

    Args:
        query: The structure of the query.
        name: The structure of the name.
        pairs: The costs of the tokens.

    >>> from namelink.matching.scoring import default_scorer
    >>> from namelink.names import analyzer
    >>> a, b = (analyzer().name(text) for text in ("صدر جباروف", "Sadyr Nurgojo Japarov"))
    >>> aligned = align_tokens(a.structure, b.structure, default_scorer().pairs(a.letters, b.letters))
    >>> [(pair.a.letters, pair.b.letters) for pair in aligned.matched], [token.letters for token in aligned.missing]
    ([('صدر', 'sadyr'), ('جباروف', 'japarov')], ['nurgojo'])
    """
    settings = pairs.settings
    found = pair_tokens(query.tokens, name.tokens, pairs)
    joined = join_tokens(query.tokens, name.tokens, found, pairs)
    found = joined or found
    found, initials = _with_initials(_with_remainder(found, pairs))
    bound = settings.max_agreement if len(found) > 1 else settings.max_token_log_odds
    matched = tuple(_matched(pair, bound, pairs) for pair in found if pair.a and pair.b)
    identity = [pair for pair in matched if pair.weight >= settings.min_identity_weight]
    return TokenAlignment(
        query,
        name,
        matched,
        min(identity or matched, key=_agreement, default=None),
        tuple(pair.a for pair in found if pair.a and not pair.b),
        tuple(pair.b for pair in found if pair.b and not pair.a),
        tuple(initials),
        bool(joined),
    )


def _with_remainder(found: list[TokenPair], pairs: WordPairs) -> list[TokenPair]:
    """Return pairs with the one token with identity that each name has left over paired, unless they are far apart.

    The word model knows better than the cost of letters how far كاظم and Kathim are from being one.
    """
    least = pairs.settings.min_identity_weight
    a = [p for p in found if p.a and not p.b and token_weight(p.a, pairs.settings) >= least]
    b = [p for p in found if p.b and not p.a and token_weight(p.b, pairs.settings) >= least]
    if len(a) != 1 or len(b) != 1:
        return found
    one, other = a[0].a, b[0].b
    assert one is not None
    assert other is not None
    shortest = min(len(one.letters), len(other.letters))
    if one.meaning or other.meaning or shortest < 2 or one.role is not other.role:
        return found
    if pair_log_odds(one.letters, other.letters, pairs) < pairs.settings.min_remainder_log_odds:
        return found
    pair = TokenPair(one, other, (a[0].places[0], b[0].places[1]))
    return [pair if p is a[0] else p for p in found if p is not b[0]]


def _matched(pair: TokenPair, bound: float, pairs: WordPairs) -> MatchedPair:
    a, b = pair.a, pair.b
    assert a is not None
    assert b is not None
    found = pair_log_odds(a.letters, b.letters, pairs) if pair.log_odds is None else pair.log_odds
    weight = max(token_weight(a, pairs.settings), token_weight(b, pairs.settings))
    return MatchedPair(min(bound, found), weight, pair.places, a, b)


def _agreement(pair: MatchedPair) -> tuple[float, tuple[int, int]]:
    return pair.log_odds * pair.weight if pair.log_odds < 0 else pair.log_odds, pair.places


def _with_initials(found: Sequence[TokenPair]) -> tuple[list[TokenPair], list[TokenPair]]:
    """Return pairs without the tokens of which one is the initial of the other, and those pairs."""
    left = [p.a for p in found if p.a and not p.b], [p.b for p in found if p.b and not p.a]
    initials: list[TokenPair] = []
    for short, longer, swapped in ((left[0], left[1], False), (left[1], left[0], True)):
        for token in [t for t in short if t.role is Role.INITIAL]:
            other = next((o for o in longer if len(o.letters) > 1 and may_be_initial(token, o)), None)
            if other is not None:
                longer[:] = [o for o in longer if o.part != other.part]
                initials.append(TokenPair(other, token) if swapped else TokenPair(token, other))
    gone = {(side, token.part) for pair in initials for side, token in ((0, pair.a), (1, pair.b)) if token}
    return [p for p in found if (p.a and p.b) or not _is_gone(p, gone)], initials


def _is_gone(pair: TokenPair, gone: Collection[tuple[int, int]]) -> bool:
    return (0, pair.a.part) in gone if pair.a else (1, pair.b.part) in gone if pair.b else False


VOWEL_LETTERS = frozenset("aeiouyءاعيو")
"""Letters that one script or another begins a name with where the other begins it with a vowel."""


def may_be_initial(initial: PartToken, token: PartToken) -> bool:
    """Whether a letter may be the initial of a token, in any scripts.

    >>> a, b = PartToken("m"), PartToken("محمد")
    >>> may_be_initial(a, b), may_be_initial(PartToken("k"), b)
    (True, False)
    """
    one, other = initial.letters, token.letters
    if alphabet_of_letters(one) is alphabet_of_letters(other):
        return other.startswith(one)
    if one in VOWEL_LETTERS or other[0] in VOWEL_LETTERS:
        return one in VOWEL_LETTERS and other[0] in VOWEL_LETTERS
    return phonetic_code(initial.form or one)[:1].upper() == phonetic_code(token.form or other)[:1].upper()


def acronym_of(short: Structure, long: Structure, settings: MatchingConfig) -> str:
    """Return the own name of one if it is made of the first letters of the other, else the empty string.

    >>> from namelink.names import analyzer
    >>> names = [analyzer().name(text).structure for text in ("OCP Group", "Office chérifien des phosphates")]
    >>> acronym_of(*names, MatchingConfig())
    'ocp'
    """
    letters = short.own_word
    if not letters or len(letters) < settings.shortest_acronym:
        return ""
    words = [token for token in long.tokens if token.role not in (Role.PARTICLE, Role.NICKNAME, Role.NOISE)]
    named = [token for token in words if token.role is not Role.LEGAL_FORM]
    found = any("".join(t.letters[:1] for t in tokens) == letters for tokens in (words, named))
    return letters if found and len(named) >= settings.shortest_acronym else ""
