"""What several features ask of the tokens of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.lang.ar.name_parts import given_name_zipf
from namelink.matching.features.comparison import NameComparison
from namelink.matching.pairing import token_weight
from namelink.model import EntityType
from namelink.names.parts import Role
from namelink.names.structure import BESIDE, PartToken, Structure


def identifies(weight: float, c: NameComparison) -> bool:
    """Whether a token of a weight tells one name from another."""
    return weight >= c.settings.min_identity_weight


def is_common(token: PartToken, c: NameComparison) -> bool:
    """Whether many bear a given name: each of those of عبد and a name of God, and those that texts are full of."""
    return token.is_servant or given_name_zipf(token.letters) >= c.settings.common_given_name_zipf


def is_thing(c: NameComparison) -> bool:
    """Whether either is the name of an organization or a place, as far as its words show."""
    things = EntityType.ORGANIZATION, EntityType.PLACE
    return c.tokens.query.type in things or c.tokens.name.type in things


def own_tokens(structure: Structure) -> list[PartToken]:
    """Return the tokens of a name that do not merely stand beside it: of King Charles the last."""
    return [token for token in structure.tokens if token.role not in BESIDE] or list(structure.tokens)


def identifying_parts(tokens: Sequence[PartToken], c: NameComparison) -> list[int]:
    """Return the numbers of the parts of some tokens that tell names apart."""
    return sorted({token.part for token in tokens if identifies(token_weight(token, c.settings), c)})


def of_role(tokens: Sequence[PartToken], role: Role) -> list[str]:
    """Return the letters of the tokens of a role, the halves of parts left out."""
    return [token.letters for token in tokens if token.role is role and not token.is_head]


def text_of(tokens: Sequence[PartToken]) -> str:
    """Return tokens as evidence shows them."""
    return " ".join(token.letters for token in tokens)
