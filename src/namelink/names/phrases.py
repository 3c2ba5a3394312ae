"""Phrases: the words of the tables that stand in a name, and where each of them plays its role."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.lang import NameWord, language_of, name_words
from namelink.lang.ar.name_parts import is_given
from namelink.model import EntityType
from namelink.names.marks import NO_PHRASE, Link, TokenMark
from namelink.names.parts import Role
from namelink.names.separators import Separators
from namelink.names.structure import UNNAMED

_ROLES = {
    "title": Role.TITLE,
    "honorific": Role.HONORIFIC,
    "generation": Role.GENERATION,
    "number": Role.NUMBER,
    "legal_form": Role.LEGAL_FORM,
    "organization": Role.HEAD_NOUN,
    "place": Role.HEAD_NOUN,
    "country": Role.COUNTRY,
    "particle": Role.PARTICLE,
}
_OF_THINGS = frozenset({"legal_form", "organization", "place", "number"})
_OF_PERSONS = frozenset({"title", "honorific", "generation", Link.PATRONYMIC, Link.KUNYA, Link.FAMILY})


def find_phrases(
    written: Sequence[str], separators: Separators, marks: Sequence[TokenMark]
) -> list[tuple[int, NameWord]]:
    """Return the phrases of the tables in a name, the longest at each place, each with its place; none overlap."""
    beginning_with = name_words().get
    found: list[tuple[int, NameWord]] = []
    at = 0
    while at < len(written):
        beginning = beginning_with(written[at], ())
        if not beginning:
            at += 1
            continue
        fitting = [phrase for phrase in beginning if tuple(written[at : at + len(phrase.tokens)]) == phrase.tokens]
        if len(written[at]) == 1:
            dotted, last = separators.dot_after(at), at > 0 and at + 1 == len(written)
            fitting = [phrase for phrase in fitting if _may_be_letter(phrase, dotted, last)]
        if len(written) > 1 and not any(phrase.role == "title" for phrase in fitting):
            fitting = [phrase for phrase in fitting if not (_is_given_name(phrase, at) and is_given(written[at]))]
        longest = max((len(phrase.tokens) for phrase in fitting), default=1)
        if marks[at].role is None and not marks[at].is_article:
            found += [(at, phrase) for phrase in fitting if len(phrase.tokens) == longest]
        at += longest
    return found


def _may_be_letter(phrase: NameWord, dotted: bool, last: bool) -> bool:
    """Whether a phrase that begins with a single letter is more than an initial: Ismail I, Bosna i Hercegovina."""
    if len(phrase.tokens) > 1 or phrase.role == "title":
        return True
    return not dotted and (phrase.role == "particle" or (phrase.role == "generation" and last))


def _is_given_name(phrase: NameWord, place: int) -> bool:
    """Whether a phrase is a word of things that is a given name too, where it is more likely that."""
    of_things = phrase.role in _OF_THINGS and len(phrase.tokens) == 1
    return of_things and (place == 0 or not language_of(phrase.tokens[0]).head_noun_first)


def mark_phrases(
    phrases: Sequence[tuple[int, NameWord]], marks: list[TokenMark], type_: EntityType | None, separators: Separators
) -> None:
    """Mark the phrases that play their role at their place."""
    titles = 0
    for number, (place, phrase) in enumerate(phrases):
        end = place + len(phrase.tokens)
        if any(mark.role or mark.link for mark in marks[place:end]):
            continue
        while titles < place and marks[titles].role is Role.TITLE:
            titles += 1
        has_more = any(mark.role is not Role.NOISE for mark in marks[end:])
        apart = separators.comma_before(place) or separators.in_brackets(place)
        # King, Martin Luther: a title before a comma is a family name.
        starts = separators.comma_before(place) or (titles == place and not separators.comma_before(end))
        if _fits(phrase.role, type_, apart) and _plays(phrase, starts, place, has_more, len(marks)):
            _mark_phrase(phrase, number, marks[place:end])
        elif phrase.role == "country" and titles == place > 0 and len(marks) - end > 1 and not apart:
            _mark_phrase(phrase._replace(role="title"), number, marks[place:end])  # الرئيس السوري بشار الأسد
    if all(mark.role in (*UNNAMED, Role.COUNTRY) for mark in marks):
        for mark in marks:  # nothing but titles, or a head noun alone: it is the name
            if mark.role is not Role.NOISE:
                mark.role, mark.meaning, mark.phrase = None, "", NO_PHRASE


def _mark_phrase(phrase: NameWord, number: int, marks: Sequence[TokenMark]) -> None:
    """Mark the tokens of a phrase that plays its role."""
    for mark in marks:
        mark.meaning, mark.phrase = phrase.meaning, number
        if phrase.role in _ROLES:
            mark.role = _ROLES[phrase.role]
        else:
            mark.link = phrase.role


def _fits(role: str, type_: EntityType | None, apart: bool) -> bool:
    """Whether a role goes with what a name is the name of; apart is what stands after a comma or in brackets."""
    thing = type_ in (EntityType.ORGANIZATION, EntityType.PLACE)
    if role == "country":
        return thing or (type_ is None and apart)
    if role in _OF_THINGS:
        return thing
    return not (role in _OF_PERSONS and thing)


def _plays(phrase: NameWord, before_name: bool, place: int, has_more: bool, count: int) -> bool:
    """Whether a phrase plays its role where it stands, in a name of so many tokens."""
    if phrase.role == "title":
        return before_name and has_more
    if phrase.role in ("honorific", "generation"):
        return place > 0
    if phrase.role == Link.PATRONYMIC:
        return place > 0 and has_more
    if phrase.role in (Link.KUNYA, Link.FAMILY, Link.ALIAS):
        return has_more
    if phrase.role == "particle" and is_given(phrase.tokens[0]):
        return place > 0 and has_more  # Vincent van Gogh, but Van Morrison
    return count > 1
