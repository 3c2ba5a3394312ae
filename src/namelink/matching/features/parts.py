"""Features of parts that one name has and the other lacks: given names, family names, others, and countries."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.features import Measurement
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import identifies, identifying_parts, is_thing, of_role, text_of
from namelink.matching.pairing import token_weight
from namelink.model import EntityType
from namelink.names.parts import Role
from namelink.names.structure import PartToken, Structure

PARTS = Declarations()


@PARTS.feature(
    "1 where a given name stands before what is the whole other name: محمد برزان إبراهيم is the son of برزان إبراهيم."
)
def _further_given_name(c: NameComparison) -> Measurement | None:
    if is_thing(c):
        return None
    sides = (c.tokens.query, c.tokens.name, c.tokens.extra), (c.tokens.name, c.tokens.query, c.tokens.missing)
    for longer, shorter, lost in sides:
        lead, other = _lead(longer, c), _lead(shorter, c)
        if lead is None or other is None or not _lost(lead, lost):
            continue
        partners = [_partner(token, c) for token in longer.tokens if token.part > lead.part and not token.is_head]
        named = [token for token in partners if token and identifies(token_weight(token, c.settings), c)]
        if named and named[0] is other and len(identifying_parts(shorter.tokens, c)) > 1:
            return Measurement(1.0, lead.letters, other.letters)
    return None


@PARTS.feature("1 where the given names are two, and none of either stands elsewhere in the other name.")
def _other_given_name(c: NameComparison) -> Measurement | None:
    query, name = _lead(c.tokens.query, c), _lead(c.tokens.name, c)
    if query is None or name is None or is_thing(c):
        return None
    return flag(_lost(query, c.tokens.extra) and _lost(name, c.tokens.missing), query.letters, name.letters)


@PARTS.feature("1 where the last names are two, and none of either stands elsewhere in the other name.")
def _other_family_name(c: NameComparison) -> Measurement | None:
    if is_thing(c) or not c.tokens.matched:
        return None
    query, name = _final(c.tokens.query, c), _final(c.tokens.name, c)
    if query is None or name is None:
        return None
    return flag(_lost(query, c.tokens.extra) and _lost(name, c.tokens.missing), query.letters, name.letters)


@PARTS.feature(
    "Share of the parts with identity that the name of a person has and the other lacks, with none in their place."
)
def _lacking(c: NameComparison) -> Measurement | None:
    return None if is_thing(c) else _lost_share(c)


@PARTS.feature("The same for the name of a thing: Arab Bank, Arab African Bank.")
def _lacking_own_name(c: NameComparison) -> Measurement | None:
    return _lost_share(c) if is_thing(c) else None


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
    if is_thing(c) or not c.tokens.matched:
        return None
    pairs = min(len(identifying_parts(c.tokens.extra, c)), len(identifying_parts(c.tokens.missing, c)))
    pairs -= sum(function(c) is not None for function in (_other_given_name, _other_family_name))
    return Measurement(pairs, text_of(c.tokens.extra), text_of(c.tokens.missing)) if pairs > 0 else None


def _lead(structure: Structure, c: NameComparison) -> PartToken | None:
    """Return the first token of a name that tells it from others, and is no family name."""
    lead = next((u for u in structure.tokens if identifies(token_weight(u, c.settings), c)), None)
    return lead if lead is not None and lead.role in (Role.GIVEN, Role.NAME, Role.KUNYA) else None


def _final(structure: Structure, c: NameComparison) -> PartToken | None:
    """Return the last token of a name that tells it from others, where there is one before it."""
    found = [u for u in structure.tokens if identifies(token_weight(u, c.settings), c)]
    return found[-1] if found and found[-1].part != found[0].part else None


def _lost(token: PartToken, among: Sequence[PartToken]) -> bool:
    return any(token is other for other in among)


def _partner(token: PartToken, c: NameComparison) -> PartToken | None:
    """Return the token of the other name that belongs to a token."""
    for pair in c.tokens.matched:
        if pair.a is token or pair.b is token:
            return pair.b if pair.a is token else pair.a
    return None


def _lost_share(c: NameComparison) -> Measurement | None:
    extra, missing = identifying_parts(c.tokens.extra, c), identifying_parts(c.tokens.missing, c)
    lost = abs(len(extra) - len(missing))
    if not lost or not c.tokens.matched:
        return None
    total = max(len(identifying_parts(c.tokens.query.tokens, c)), len(identifying_parts(c.tokens.name.tokens, c)))
    return Measurement(lost / total, text_of(c.tokens.extra), text_of(c.tokens.missing))
