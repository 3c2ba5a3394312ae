"""Features of names too short or too common to tell one person from another."""

from __future__ import annotations

from namelink.features import Measurement
from namelink.lang.ar.name_parts import arab_given_names, is_given
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import count_parts, is_common
from namelink.names.parts import Role

COMMONNESS = Declarations()


@COMMONNESS.feature(
    "1 where a single token, or two of the commonest given names, stand for a longer name (محمد علي may be "
    "anybody), or where a given name by itself only sounds like the name, or two joined do."
)
def _single_token(c: NameComparison) -> Measurement | None:
    return flag(_stands_for_longer_name(c) or _only_sounds_like_given_name(c) or _joins_given_names(c), c.query, c.name)


@COMMONNESS.feature("1 where all that agrees are common given names, and they are not spelt alike or not all there is.")
def _common_names_only(c: NameComparison) -> Measurement | None:
    if c.is_thing:
        return None
    if all(any(token.role is Role.PATRONYMIC for token in s.tokens) for s in (c.tokens.query, c.tokens.name)):
        return None
    lost = c.extra_identity or c.missing_identity
    return flag(c.agreeing and lost and all(is_common(pair.a, c) for pair in c.agreeing), c.query, c.name)


def _stands_for_longer_name(c: NameComparison) -> bool:
    """Whether one name is a single part with identity, and the other has more."""
    if not c.tokens.matched:
        return False
    parts = count_parts(c.query_identity), count_parts(c.name_identity)
    if len(c.tokens.initials) + min(parts) > 1:
        return False
    return min(parts) == 1 < max(parts) and bool(c.extra_identity or c.missing_identity)


def _joins_given_names(c: NameComparison) -> bool:
    """Whether one word of one name is two given names of the other: أحمد هاني is not Ahmadian."""
    if not c.tokens.is_joined:
        return False
    return any(
        len(s.tokens) > 1 and all(is_given(u.letters) for u in s.tokens) for s in (c.tokens.query, c.tokens.name)
    )


def _only_sounds_like_given_name(c: NameComparison) -> bool:
    """Whether the query is a given name of many by itself, and the name of the gazetteer merely sounds like it."""
    if not c.gazetteer_names or len(c.own_tokens) != 1:
        return False
    (token,) = c.own_tokens
    return token.letters in arab_given_names() or is_common(token, c)
