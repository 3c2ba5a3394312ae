"""Marks: what is known of each token of a name, and what digits, commas and brackets say of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

import attrs

from namelink.model import EntityType
from namelink.names.parts import Role
from namelink.names.separators import Separators
from namelink.names.structure import UNNAMED, Aside, PartToken


class Link(StrEnum):
    """Roles of the tables that are no roles of parts: they join the word before or after to a part."""

    ALIAS = "alias"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    KUNYA = "kunya"


NO_PHRASE = -1
"""The number of no phrase."""


@attrs.define
class TokenMark:
    """What is known of a token so far.

    Attributes:
        role: The role of its part, or None.
        meaning: What it means where a table says so, else empty.
        link: The `Link` that it is, or empty.
        phrase: The number of the phrase that it belongs to, or `NO_PHRASE`; below it those of asides.
        is_article: Whether it is left out before another token as names are compared.
    """

    role: Role | None = None
    meaning: str = ""
    link: str = ""
    phrase: int = NO_PHRASE
    is_article: bool = False


_YEARS = re.compile(r"\d{3,4}")


def mark_noise(written: Sequence[str], separators: Separators, marks: list[TokenMark]) -> None:
    """Mark years after a comma or in brackets: بوتين، فلاديمير، 1952-."""
    for place, token in enumerate(written):
        apart = separators.comma_before(place) or separators.in_brackets(place)
        after_year = place > 0 and marks[place - 1].role is Role.NOISE
        if place and _YEARS.fullmatch(token) and (apart or after_year):
            marks[place].role = Role.NOISE


def mark_articles(tokens: Sequence[PartToken], marks: list[TokenMark]) -> None:
    """Mark the tokens that are left out before others as names are compared."""
    for token in tokens:
        for mark in marks[token.first : token.end - 1]:
            mark.is_article = True


_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|re|eme|й|я|е|го)?")
_ORDINAL_ENDINGS = frozenset({"й", "я", "е", "го"})
"""Endings of a number that a hyphen parts from its digits."""


def mark_digits(written: Sequence[str], marks: list[TokenMark]) -> None:
    """Mark numbers in digits: 4, 46th, 17-я."""
    for place, (token, mark) in enumerate(zip(written, marks, strict=True)):
        found = _ORDINAL.fullmatch(token)
        if found and mark.role is None and len(written) > 1:
            mark.role, mark.meaning = Role.NUMBER, found[1].lstrip("0")
        elif token in _ORDINAL_ENDINGS and place and marks[place - 1].role is Role.NUMBER:
            mark.role = Role.PARTICLE


def mark_brackets(
    written: Sequence[str],
    separators: Separators,
    marks: list[TokenMark],
    type_: EntityType | None,
    asides: Sequence[Aside],
) -> None:
    """Mark another name in brackets, or after ``a.k.a.``: ياسر عرفات (أبو عمار)."""
    if not (asides or separators.brackets):
        return
    aliases = {p for aside in asides if aside.role is Role.NICKNAME for p in range(aside.first, aside.stop)}
    thing = type_ in (EntityType.ORGANIZATION, EntityType.PLACE)
    initials = "".join(token[0] for token in written)
    for place, mark in enumerate(marks):
        within = separators.in_brackets(place) and not separators.in_brackets(0)
        if place in aliases:
            mark.role, mark.meaning = Role.NICKNAME, ""
        elif mark.role is None and within and (not thing or _is_acronym(written, place, initials)):
            mark.role = Role.NICKNAME
    if all(mark.role in (Role.NICKNAME, *UNNAMED) for mark in marks):
        for mark in marks:
            mark.role = None if mark.role is Role.NICKNAME else mark.role


def _is_acronym(written: Sequence[str], place: int, initials: str) -> bool:
    """Whether the letters of a token stand in their order among the initials of the other tokens."""
    rest = iter(initials[:place] + initials[place + 1 :])
    return len(written[place]) > 2 and all(letter in rest for letter in written[place])


def mark_larger_places(larger: Collection[int], marks: Sequence[TokenMark]) -> None:
    """Mark the tokens of what a place lies in."""
    for place in larger:
        if marks[place].role in (None, Role.HEAD_NOUN):
            marks[place].role = Role.COUNTRY
