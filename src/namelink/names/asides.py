"""Asides: what stands beside a name in a list, and is no part of it: footnotes, other names, offices, addresses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import attrs

from namelink.lang import NameWord, offices
from namelink.lang.ar.name_parts import is_given
from namelink.names.marks import Link, TokenMark
from namelink.names.parts import Role
from namelink.names.separators import Bracket, Separators
from namelink.names.structure import Aside

OF_ASIDES = frozenset({"note", "entry"})
"""Roles of words that play none in a name itself."""

_NUMBERED = frozenset({"organization", "place"})
"""Roles of words that a number in brackets belongs to: الفرقة (4)."""

_OF_OFFICE = frozenset({"particle", "country", "organization", "place", "title"})
"""Roles of words that follow a title as what it is the office of: Minister of Defence, ملك المغرب."""


@attrs.frozen(eq=False)
class _Words:
    """The tokens of a name, and the words of the tables among them."""

    written: Sequence[str]
    separators: Separators
    phrases: Sequence[tuple[int, NameWord]]

    @cached_property
    def roles(self) -> Mapping[int, set[str]]:
        """The roles of the phrases that begin at each place."""
        found: dict[int, set[str]] = {}
        for at, word in self.phrases:
            found.setdefault(at, set()).add(word.role)
        return found

    @cached_property
    def titles(self) -> Mapping[int, tuple[int, str]]:
        """The place after each title, and its meaning, by the place of its first token."""
        return {at: (at + len(word.tokens), word.meaning) for at, word in self.phrases if word.role == "title"}

    @cached_property
    def numbered(self) -> frozenset[int]:
        """The places after words that a number belongs to."""
        return frozenset(at + len(word.tokens) for at, word in self.phrases if word.role in _NUMBERED)

    @cached_property
    def notes(self) -> frozenset[int]:
        """The places of words of notes."""
        return self._covered("note")

    @cached_property
    def noteless(self) -> frozenset[int]:
        """The places of particles and of numbers, which stand in notes too."""
        numbers = (place for place, token in enumerate(self.written) if token.isdecimal())
        return self._covered("particle").union(numbers)

    def _covered(self, role: str) -> frozenset[int]:
        return frozenset(
            place for at, word in self.phrases if word.role == role for place in range(at, at + len(word.tokens))
        )


def mark_asides(
    written: Sequence[str],
    separators: Separators,
    phrases: Sequence[tuple[int, NameWord]],
    marks: Sequence[TokenMark],
) -> list[Aside]:
    """Mark the footnotes, addresses and offices beside a name, and return these and its other names.

    Args:
        written: The folded tokens of the name.
        separators: Its commas and brackets.
        phrases: The words of the tables in it.
        marks: What is known of its tokens.
    """
    if not separators.has_parts and all(word.role != Link.ALIAS for _, word in phrases):
        return []  # most names
    words = _Words(written, separators, phrases)
    found = [_noise(aside.first, aside.stop, marks) for aside in _footnotes(words) + _entries(words)]
    for aside in found:
        if aside.stop - aside.first == 1 and written[aside.first].isdecimal():
            marks[aside.first].meaning = written[aside.first].lstrip("0")
    found += _aliases(words, marks)
    office = _office(words, marks)
    return [*found, office] if office else found


def _number(first: int) -> int:
    """Return the number of the phrase of an aside: none of those of the tables, nor none at all."""
    return -2 - first


def _noise(first: int, stop: int, marks: Sequence[TokenMark]) -> Aside:
    for mark in marks[first:stop]:
        mark.role, mark.meaning, mark.phrase = Role.NOISE, "", _number(first)
    return Aside(first, stop, Role.NOISE)


def _footnotes(words: _Words) -> list[Aside]:
    """Return the numbers and notes in brackets, the tags of lists, and what follows the sign of a footnote."""
    found = [
        Aside(bracket.first, bracket.stop, Role.NOISE)
        for bracket in words.separators.brackets
        if bracket.first and (bracket.is_tag or _is_note(bracket, words))
    ]
    if words.separators.footnote is not None:
        found.append(Aside(words.separators.footnote, len(words.written), Role.NOISE))
    return found


def _is_note(bracket: Bracket, words: _Words) -> bool:
    """Whether brackets hold the number of a footnote, or words and numbers of notes: (1), (census of 2021)."""
    first, stop = bracket.first, bracket.stop
    if stop - first == 1 and words.written[first].isdecimal():
        return first not in words.numbered
    places = range(first, stop)
    return not words.notes.isdisjoint(places) and all(p in words.notes or p in words.noteless for p in places)


def _entries(words: _Words) -> list[Aside]:
    """Return what begins with the name of a field, after a comma: P.O. Box 4470, Damascus; DOB 1951."""
    commas = words.separators.commas
    first = next((at for at, word in words.phrases if word.role == "entry" and at in commas), None)
    return [] if first is None else [Aside(first, len(words.written), Role.NOISE)]


def _aliases(words: _Words, marks: Sequence[TokenMark]) -> list[Aside]:
    """Mark the words for "also known as", and return the name after each, and the address after their brackets."""
    count, brackets = len(words.written), words.separators.brackets
    listed = [(at, word) for at, word in words.phrases if word.role == Link.ALIAS and at and marks[at].role is None]
    following = [at for at, _ in listed[1:]]
    noise = [place for place, mark in enumerate(marks) if mark.role is Role.NOISE]
    semicolons, starts = sorted(words.separators.semicolons), [bracket.first for bracket in brackets]
    found: list[Aside] = []
    address = count
    for (at, word), after in zip(listed, [*following, count], strict=False):
        first = at + len(word.tokens)
        place = bisect_right(starts, at) - 1
        bracket = brackets[place] if place >= 0 and at < brackets[place].stop else None
        ends = [run[i] for run in (semicolons, noise) if (i := bisect_left(run, first)) < len(run)]
        stop = min([bracket.stop if bracket else count, after, *ends])
        if stop <= first:
            continue
        for mark in marks[at:first]:
            mark.role, mark.phrase = Role.NOISE, _number(at)
        found += [Aside(at, first, Role.NOISE), Aside(first, stop, Role.NICKNAME)]
        if bracket and words.separators.comma_before(bracket.stop):
            address = bracket.stop
    return [*found, _noise(address, count, marks)] if address < count else found


def _office(words: _Words, marks: Sequence[TokenMark]) -> Aside | None:
    """Return the office after a comma, to the end of the name: Fuad Hussein, Minister of Foreign Affairs of Iraq."""
    start = 0
    while start in words.titles:
        start = words.titles[start][0]
    if not words.roles.get(start, set()).isdisjoint({*_NUMBERED, "legal_form"}):
        return None
    stop = next((place for place, mark in enumerate(marks) if place >= start and mark.role is Role.NOISE), len(marks))
    commas = [comma for comma in sorted(words.separators.commas) if start < comma < stop]
    for comma, end in pairwise([*commas, stop]):
        if _is_office(range(comma, end), comma - start, stop, words):
            return _marked_office(Aside(comma, stop, Role.TITLE), words, marks)
    return None


def _is_office(part: range, named: int, stop: int, words: _Words) -> bool:
    """Whether an office follows a comma, and no title before a given name: Abbas, President Mahmoud.

    Args:
        part: The places of the tokens up to the next comma.
        named: How many tokens the name before it has; after one alone a given name may follow that no table knows.
        stop: The place after the last token of the office.
        words: The words of the name.
    """
    title = next((place for place in (part if named > 1 else part[:1]) if place in words.titles), None)
    if title is None or any(is_given(words.written[place]) for place in range(part.start, title)):
        return False  # but UN High Commissioner
    end, meaning = words.titles[title]
    if end >= stop:
        return named > 1 or meaning in offices()
    if is_given(words.written[end]):
        return False
    return not words.roles.get(end, set()).isdisjoint(_OF_OFFICE) or (named > 1 and meaning in offices())


def _marked_office(office: Aside, words: _Words, marks: Sequence[TokenMark]) -> Aside:
    for place in range(office.first, office.stop):
        marks[place].role, marks[place].phrase = Role.TITLE, _number(office.first)
        end, meaning = words.titles.get(place, (place, ""))
        for mark in marks[place : min(end, office.stop)]:
            mark.meaning = meaning
    return office
