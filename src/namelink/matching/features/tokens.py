"""Features of what agrees: whole names, and pairs of tokens by their log-odds, weight and rarity."""

from __future__ import annotations

from namelink.features import Measurement
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import is_common
from namelink.matching.token_alignment import UNALIGNED
from namelink.names.structure import PartToken

TOKENS = Declarations()


@TOKENS.feature("1 where both have one lookup key: they differ in spelling habits at most.")
def _same_key(c: NameComparison) -> Measurement | None:
    return flag(c.same_key, c.query, c.name)


@TOKENS.feature("1 where one is made of the first letters of the other: OCP Group, Office chérifien des phosphates.")
def _acronym(c: NameComparison) -> Measurement | None:
    return flag(c.acronym, c.query, c.name)


@TOKENS.feature("Log-odds that the two tokens that are least alike are spellings of one name (the word model).")
def _weakest_token(c: NameComparison) -> Measurement | None:
    weakest = c.tokens.weakest
    return Measurement(weakest.log_odds, weakest.a.letters, weakest.b.letters) if weakest else None


@TOKENS.feature("Sum of the log-odds of the other token pairs that speak for one name, each by its weight and rarity.")
def _other_tokens(c: NameComparison) -> Measurement | None:
    weakest, settings = c.tokens.weakest, c.settings
    if weakest is None:
        return None
    others = sum(max(p.log_odds, 0.0) * p.weight * _rarity(p.a, c) for p in c.tokens.matched if p is not weakest)
    others *= max(settings.min_other_share, 1 + min(weakest.log_odds, 0.0) / settings.contradiction)
    return Measurement(min(settings.max_other_tokens, others), c.query, c.name)


@TOKENS.feature("1 where nothing that tells names apart is paired: the names share no more than titles and the like.")
def _nothing_shared(c: NameComparison) -> Measurement | None:
    return flag(c.tokens is not UNALIGNED and not c.agreeing, c.query, c.name)


def _rarity(token: PartToken, c: NameComparison) -> float:
    """Return how much the agreement of a token counts by how many people have it: محمد is no evidence."""
    return c.settings.common_name_share if is_common(token, c) else 1.0
