"""The type of a name: what its words show it to be the name of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from namelink.lang import NameWord, compound_ends, compound_heads, language_of
from namelink.lang.ar.name_parts import is_given
from namelink.model import EntityType
from namelink.names.marks import Link, TokenMark
from namelink.names.parts import Role
from namelink.names.separators import Separators
from namelink.names.structure import PartToken


def type_of(
    written: Sequence[str],
    tokens: Sequence[PartToken],
    phrases: Sequence[tuple[int, NameWord]],
    marks: Sequence[TokenMark],
) -> EntityType | None:
    """Return what the words of a name show it to be the name of.

    Args:
        written: Its folded tokens.
        tokens: Its tokens as they are compared.
        phrases: Its phrases.
        marks: What is known of its tokens.
    """
    kept = [place for place, mark in enumerate(marks) if mark.role is None]
    if not kept or len(written) < 2:
        return None
    first, last = kept[0], kept[-1]
    at_first = {phrase.role for place, phrase in phrases if place == first}
    at_last = {phrase.role for place, phrase in phrases if place + len(phrase.tokens) > last}
    anywhere = {phrase.role for _, phrase in phrases}
    head_first = language_of(written[first]).head_noun_first
    after_first = {place + len(phrase.tokens) for place, phrase in phrases if place == first}
    # اللواء 46, اللواء الثاني عشر: a brigade, and no major general.
    numbered = any(mark.role is Role.NUMBER for mark in marks)
    numbered |= any(phrase.role == "number" and place in after_first for place, phrase in phrases)
    # Saint Lawrence, سيدي بوزيد: a person, or a place called after one.
    person_or_place = "place" in at_first and "organization" not in at_first
    if "title" in at_first and not person_or_place and not ("organization" in at_first and numbered):
        return EntityType.PERSON
    if "legal_form" in anywhere or "organization" in at_first:
        return EntityType.ORGANIZATION
    if anywhere & {Link.PATRONYMIC, Link.KUNYA, Link.FAMILY} and "place" not in at_first:
        return EntityType.PERSON
    if "organization" in anywhere and not head_first:
        return EntityType.ORGANIZATION
    if "place" in at_first:
        return None if "title" in at_first else EntityType.PLACE
    if is_given(written[first]) or _is_compound(tokens):
        return EntityType.PERSON
    return EntityType.PLACE if "country" in at_last or ("place" in at_last and not head_first) else None


def _is_compound(tokens: Sequence[PartToken]) -> bool:
    """Whether a name begins with a compound, which is a given name: عبد الرحمن, نور الدين."""
    return len(tokens) > 1 and (tokens[0].letters in compound_heads() or tokens[1].letters in compound_ends())


def larger_places(
    phrases: Sequence[tuple[int, NameWord]],
    separators: Separators,
    type_: EntityType | None,
) -> Collection[int]:
    """Return the places of the tokens of what a place lies in, after a comma or in brackets: نجع حمادي، قنا.

    What follows a comma is a given name (HADDAD, Karim) unless the words before it are those of a place, or the tables
    know it for a place or a country; what stands in brackets is another name unless it has a word of places.
    """
    if not separators.has_parts or type_ not in (None, EntityType.PLACE):
        return ()
    of_place = {at for at, phrase in phrases if phrase.role == "place"}
    found = [
        range(bracket.first, bracket.stop)
        for bracket in separators.brackets
        if bracket.first and not of_place.isdisjoint(range(bracket.first, bracket.stop))
    ]
    comma = min(separators.commas, default=0)
    of_places = comma in of_place or any(at == comma and phrase.role == "country" for at, phrase in phrases)
    if comma and (of_places or found or type_ is EntityType.PLACE):
        found = [*found, range(comma, separators.count)]
    return frozenset(place for run in found for place in run)
