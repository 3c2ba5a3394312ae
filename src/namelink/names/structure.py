"""The structure of a name: its tokens as they are compared, each with its role."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import attrs

from namelink.model import EntityType
from namelink.names.parts import Role


class PartToken(NamedTuple):
    """A token of a name as it is compared, with its role.

    Attributes:
        letters: Its letters.
        form: The token itself, folded.
        role: Its role.
        meaning: What it means where a table says so, else empty.
        part: The number of its part, in the order of comparison.
        first: The place of the first token it was written as.
        end: The place after the last one.
        is_servant: Whether it is a name of God after عبد.
        is_head: Whether it is the half of a part that tells no names apart: عبد, الدين, بن, أبو.
    """

    letters: str
    form: str = ""
    role: Role = Role.NAME
    meaning: str = ""
    part: int = 0
    first: int = 0
    end: int = 0
    is_servant: bool = False
    is_head: bool = False

    def in_role(self, role: Role) -> PartToken:
        """Return the token in another role."""
        return self._replace(role=role)


class Aside(NamedTuple):
    """Tokens beside a name that are no part of it.

    Attributes:
        first: The place of the first.
        stop: The place after the last.
        role: What they are: noise, an office after a comma, or another name.
    """

    first: int
    stop: int
    role: Role


@attrs.frozen(eq=False)
class Structure:
    """The structure of a name.

    Attributes:
        type: What its words show it to be the name of, or None.
        tokens: Its tokens as they are compared, each with its role, given name first.
        asides: Tokens beside the name that are no part of it.
    """

    type: EntityType | None
    tokens: tuple[PartToken, ...]
    asides: tuple[Aside, ...] = ()

    @cached_property
    def own_word(self) -> str:
        """The letters of the own name of an organization or place that is one token; empty for any other."""
        own = [token for token in self.tokens if token.role not in _AROUND_OWN_NAME]
        return own[0].letters if len(own) == 1 and own[0].role is Role.NAME else ""


NO_STRUCTURE = Structure(None, ())
"""That of a name without letters."""

_AROUND_OWN_NAME = frozenset({Role.HEAD_NOUN, Role.LEGAL_FORM, Role.PARTICLE, Role.COUNTRY, Role.NICKNAME, Role.NOISE})
"""Roles of parts beside the own name of a thing."""

APART = frozenset({Role.TITLE, Role.HONORIFIC, Role.NOISE, Role.NICKNAME})
"""Roles of parts that stand beside a name."""

BESIDE = APART - {Role.HONORIFIC}
"""Those of them that are no part of a name: Agha may be the family name of another."""

UNNAMED = frozenset({Role.TITLE, Role.HONORIFIC, Role.LEGAL_FORM, Role.NOISE, Role.PARTICLE})
"""Roles of parts that say nothing of who or what bears a name: a name of nothing else has none."""
