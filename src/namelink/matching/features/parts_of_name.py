"""What several features ask of the tokens of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.lang.ar.name_parts import given_name_zipf
from namelink.matching.features.comparison import NameComparison
from namelink.names.parts import Role
from namelink.names.structure import PartToken


def is_common(token: PartToken, c: NameComparison) -> bool:
    """Whether many bear a given name: each of those of عبد and a name of God, and those that texts are full of."""
    return token.is_servant or given_name_zipf(token.letters) >= c.settings.common_given_name_zipf


def count_parts(tokens: Sequence[PartToken]) -> int:
    """Return of how many parts some tokens are."""
    return len({token.part for token in tokens})


def is_among(token: PartToken, tokens: Sequence[PartToken]) -> bool:
    """Whether a token is one of some tokens, and not merely like one."""
    return any(token is other for other in tokens)


def of_role(tokens: Sequence[PartToken], role: Role) -> list[str]:
    """Return the letters of the tokens of a role, the halves of parts left out."""
    return [token.letters for token in tokens if token.role is role and not token.is_head]


def text_of(tokens: Sequence[PartToken]) -> str:
    """Return tokens as evidence shows them."""
    return " ".join(token.letters for token in tokens)
