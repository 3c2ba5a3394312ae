"""The parts of a name, and the roles they play in it."""

from __future__ import annotations

from enum import StrEnum

import attrs

from namelink.model import EntityType


class Role(StrEnum):
    """What a part is in a name."""

    TITLE = "title"
    """الشيخ, آية الله, Dr., President: before a name, and no part of it."""
    HONORIFIC = "honorific"
    """حفظه الله, PhD: beside a name, and no part of it."""
    KUNYA = "kunya"
    """Father or mother of: أبو مازن, Umm Kulthum."""
    GIVEN = "given"
    """The given name, or a further one: a father's and grandfather's name without a link is one too."""
    PATRONYMIC = "patronymic"
    """Son or daughter of: بن سلمان, Ould Ahmed, Vladimirovich."""
    FAMILY = "family"
    """The last name: a family, a tribe, a place of origin."""
    INITIAL = "initial"
    """One letter for a name: J."""
    NICKNAME = "nickname"
    """Another name, in brackets or after ``a.k.a.``"""
    GENERATION = "generation"
    """Jr., III, الثاني."""
    NAME = "name"
    """The own name of an organization or place, or a single word that may be anything."""
    HEAD_NOUN = "head-noun"
    """What a thing is, or does: شركة, Bank, للتجارة, City, North."""
    COUNTRY = "country"
    """The country of an organization or place, or the larger place after a comma: السعودية, Libyan, نجع حمادي، قنا."""
    LEGAL_FORM = "legal-form"
    """ش.م.م, LLC, GmbH."""
    NUMBER = "number"
    """4, الرابعة, Fourth."""
    PARTICLE = "particle"
    """A small word that tells no names apart: of, de, van, في."""
    NOISE = "noise"
    """What is no part of a name: years of life, ``a.k.a.``"""


@attrs.frozen
class NamePart:
    """A part of a name: one word or several that play one role together.

    Attributes:
        text: The part as written.
        role: Its role.
        start: The offset of its first character, in code points.
        end: The offset after its last character.
        form: What it is compared by, or its meaning where it has one: ``abd rahman``, ``company``, ``4``.
    """

    text: str
    role: Role
    start: int
    end: int
    form: str


@attrs.frozen
class ParsedName:
    """A name and its parts.

    Attributes:
        text: The name as it was given.
        type: What its words show it to be the name of, or None where they do not.
        parts: Its parts, in the order they are written.
    """

    text: str
    type: EntityType | None
    parts: tuple[NamePart, ...]

    def __str__(self) -> str:
        """Return the parts with their roles, a line each."""
        return "\n".join(f"{part.role:12} {part.text}" for part in self.parts)
