"""Features of parts that one name has and the other lacks: given names, family names, others, and countries."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.features import Measurement
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import count_parts, is_among, of_role, text_of
from namelink.model import EntityType
from namelink.names.parts import Role
from namelink.names.structure import PartToken

PARTS = Declarations()


@PARTS.feature(
    "1 where a given name stands before what is the whole other name: محمد برزان إبراهيم is the son of برزان إبراهيم."
)
def _further_given_name(c: NameComparison) -> Measurement | None:
    if c.is_thing:
        return None
    query, name = (c.tokens.query, c.query_identity), (c.tokens.name, c.name_identity)
    for (longer, identity), (_, others), lost in ((query, name, c.tokens.extra), (name, query, c.tokens.missing)):
        lead, other = _lead(identity), _lead(others)
        if lead is None or other is None or not is_among(lead, lost):
            continue
        partners = [_partner(token, c) for token in longer.tokens if token.part > lead.part and not token.is_head]
        named = [token for token in partners if token and c.identifies(token)]
        if named and named[0] is other and count_parts(others) > 1:
            return Measurement(1.0, lead.letters, other.letters)
    return None


@PARTS.feature("1 where the given names are two, and none of either stands elsewhere in the other name.")
def _other_given_name(c: NameComparison) -> Measurement | None:
    if c.is_thing:
        return None
    return _both_lost(_lead(c.query_identity), _lead(c.name_identity), c)


@PARTS.feature("1 where the last names are two, and none of either stands elsewhere in the other name.")
def _other_family_name(c: NameComparison) -> Measurement | None:
    if c.is_thing or not c.tokens.matched:
        return None
    return _both_lost(_final(c.query_identity), _final(c.name_identity), c)


@PARTS.feature(
    "Share of the parts with identity that the name of a person has and the other lacks, with none in their place."
)
def _lacking(c: NameComparison) -> Measurement | None:
    return None if c.is_thing else _lost_share(c)


@PARTS.feature("The same for the name of a thing: Arab Bank, Arab African Bank.")
def _lacking_own_name(c: NameComparison) -> Measurement | None:
    return _lost_share(c) if c.is_thing else None


@PARTS.feature("1 where each has a country that the other lacks: Tripoli in Libya, Tripoli in Lebanon.")
def _other_country(c: NameComparison) -> Measurement | None:
    extra, missing = of_role(c.tokens.extra, Role.COUNTRY), of_role(c.tokens.missing, Role.COUNTRY)
    return flag(extra and missing, " ".join(extra), " ".join(missing))


@PARTS.feature("1 where one organization has a country and the other has none: Banco Santander Chile.")
def _lacking_country(c: NameComparison) -> Measurement | None:
    if EntityType.ORGANIZATION not in (c.tokens.query.type, c.tokens.name.type):
        return None
    extra, missing = of_role(c.tokens.extra, Role.COUNTRY), of_role(c.tokens.missing, Role.COUNTRY)
    return flag(bool(extra) != bool(missing), " ".join(extra), " ".join(missing))


@PARTS.feature("Other parts of which each has one that the other lacks: another father, another person.")
def _other_part(c: NameComparison) -> Measurement | None:
    if c.is_thing or not c.tokens.matched:
        return None
    pairs = min(count_parts(c.extra_identity), count_parts(c.missing_identity))
    pairs -= sum(function(c) is not None for function in (_other_given_name, _other_family_name))
    return Measurement(pairs, text_of(c.tokens.extra), text_of(c.tokens.missing)) if pairs > 0 else None


def _lead(identity: Sequence[PartToken]) -> PartToken | None:
    """Return the first of the tokens that tell a name from others, if it is no family name."""
    return identity[0] if identity and identity[0].role in (Role.GIVEN, Role.NAME, Role.KUNYA) else None


def _final(identity: Sequence[PartToken]) -> PartToken | None:
    """Return the last of the tokens that tell a name from others, where there is a part before it."""
    return identity[-1] if identity and identity[-1].part != identity[0].part else None


def _both_lost(query: PartToken | None, name: PartToken | None, c: NameComparison) -> Measurement | None:
    """Return 1, measured on a token of each name, where the other name lacks both."""
    if query is None or name is None:
        return None
    lost = is_among(query, c.tokens.extra) and is_among(name, c.tokens.missing)
    return flag(lost, query.letters, name.letters)


def _partner(token: PartToken, c: NameComparison) -> PartToken | None:
    """Return the token of the other name that belongs to a token."""
    for pair in c.tokens.matched:
        if pair.a is token or pair.b is token:
            return pair.b if pair.a is token else pair.a
    return None


def _lost_share(c: NameComparison) -> Measurement | None:
    lost = abs(count_parts(c.extra_identity) - count_parts(c.missing_identity))
    if not lost or not c.tokens.matched:
        return None
    total = max(count_parts(c.query_identity), count_parts(c.name_identity))
    return Measurement(lost / total, text_of(c.tokens.extra), text_of(c.tokens.missing))
