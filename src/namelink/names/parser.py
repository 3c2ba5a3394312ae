"""The parser of names: which part of a name is what.

It reads a name once from left to right: phrases of the tables of words first (titles, legal forms, head nouns, links),
then what brackets, commas and digits say, then the grammar of what it is a name of. A word that no rule knows is the
own name of an organization or place, or of a person the given name if it comes first and the family name if it is last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from namelink.lang import compound_ends, compound_heads, general_meanings, language_of
from namelink.model import EntityType
from namelink.names.asides import OF_ASIDES, mark_asides
from namelink.names.compiled_parser import compiled_parser
from namelink.names.marks import (
    NO_PHRASE,
    Link,
    TokenMark,
    mark_articles,
    mark_brackets,
    mark_digits,
    mark_larger_places,
    mark_noise,
)
from namelink.names.name_type import larger_places, type_of
from namelink.names.parts import Role
from namelink.names.phrases import find_phrases, mark_phrases
from namelink.names.pieces import NamePiece
from namelink.names.separators import Separators, separators_of
from namelink.names.structure import APART, UNNAMED, PartToken, Structure


def parse(text: str, written: Sequence[str], pieces: Sequence[NamePiece], type: EntityType | None = None) -> Structure:
    """Return the structure of a name.

    Args:
        text: The name as written, for its commas and brackets.
        written: Its folded tokens.
        pieces: Its tokens as they are compared.
        type: What it is known to be the name of; None where its words have to tell.
    """
    pieces = [piece for piece in pieces if piece.token.letters]
    separators = separators_of(text, len(written))
    known = compiled_parser()
    found = known.parse(written, pieces, separators, type) if known else None
    return found or parse_by_rules(written, pieces, separators, type)


def parse_by_rules(
    written: Sequence[str], pieces: Sequence[NamePiece], separators: Separators, type: EntityType | None
) -> Structure:
    """Return the structure of any name: the definition, which the kernel speeds up for names without separators.

    Args:
        written: Its folded tokens.
        pieces: Its tokens as they are compared, those with letters.
        separators: Its commas, brackets and dots.
        type: What it is known to be the name of; None where its words have to tell.
    """
    tokens = [PartToken(piece.token.letters, piece.token.form, first=piece.first, end=piece.end) for piece in pieces]
    marks = [TokenMark() for _ in written]
    mark_noise(written, separators, marks)
    mark_digits(written, marks)
    mark_articles(tokens, marks)
    phrases = find_phrases(written, separators, marks)
    asides = mark_asides(written, separators, phrases, marks)
    phrases = [(p, phrase) for p, phrase in phrases if marks[p].role is None and phrase.role not in OF_ASIDES]
    type_ = type or type_of(written, tokens, phrases, marks)
    type_ = type_ or (EntityType.PERSON if any(aside.role is Role.TITLE for aside in asides) else None)
    larger = larger_places(phrases, separators, type_)
    type_ = EntityType.PLACE if larger else type_
    mark_phrases(phrases, marks, type_, separators)
    mark_larger_places(larger, marks)
    mark_brackets(written, separators, marks, type_, asides)
    ordered = _in_order(tokens, separators, marks, type_)
    return Structure(type_, _with_roles(ordered, separators, marks, type_), tuple(asides))


def _in_order(
    tokens: Sequence[PartToken], separators: Separators, marks: Sequence[TokenMark], type_: EntityType | None
) -> Sequence[PartToken]:
    """Return the tokens of a name with the given name first, where a comma says that they were not."""
    commas = [place for place in range(len(marks)) if separators.comma_before(place)]
    if not commas or type_ is EntityType.ORGANIZATION:
        return tokens
    last = commas[1] if len(commas) > 1 else len(marks)
    after = [place for place in range(commas[0], last) if marks[place].role is None]
    if not after:
        return tokens
    given = [token for token in tokens if commas[0] <= token.first < last]
    family = [token for token in tokens if token.first < commas[0]]
    rest = [token for token in tokens if token.first >= last]
    return [*given, *family, *rest]


def _is_initial(token: PartToken, separators: Separators) -> bool:
    """Whether a token is a letter for a name: V, Ш, or two letters for a sound before a dot: Ch."""
    if not token.letters.isalpha():
        return False
    return len(token.form) == 1 or (len(token.form) == len("Ch") and separators.dot_after(token.end - 1))


def _with_roles(
    tokens: Sequence[PartToken], separators: Separators, marks: Sequence[TokenMark], type_: EntityType | None
) -> tuple[PartToken, ...]:
    """Return tokens with their roles and parts."""
    found: list[PartToken] = []
    heads, ends = compound_heads(), compound_ends()
    part = -1
    joined = False
    role = Role.NAME
    for place, token in enumerate(tokens):
        mark = marks[token.end - 1]
        goes_on = mark.phrase != NO_PHRASE and bool(found) and marks[found[-1].end - 1].phrase == mark.phrase
        if goes_on and mark.role in _MERGED:
            found[-1] = found[-1]._replace(letters=found[-1].letters + token.letters, end=token.end)
            continue
        after = tokens[place + 1].letters if place + 1 < len(tokens) else ""
        part += not (joined or goes_on) or part < 0
        of_god = bool(found) and found[-1].letters in heads
        is_head = bool(mark.link) or token.letters in heads or (token.letters in ends and not of_god)
        if not joined or mark.role:
            role = mark.role or _LINK_ROLES.get(mark.link) or Role.GIVEN
        if not joined and mark.role is None and type_ is not EntityType.ORGANIZATION and _is_initial(token, separators):
            role = Role.INITIAL
        elif role is Role.GIVEN and found and after and language_of(token.form).is_patronymic(token.form):
            role = Role.PATRONYMIC
        letters, form, first, end = token.letters, token.form, token.first, token.end
        found.append(PartToken(letters, form, role, mark.meaning, part, first, end, of_god, is_head))
        joins = bool(mark.link) or token.letters in heads or after in ends
        joined = bool(after) and joins and mark.role in (None, Role.NICKNAME)
    return _with_family(found, type_)


_MERGED = frozenset({Role.NUMBER, Role.HEAD_NOUN, Role.COUNTRY, Role.LEGAL_FORM, Role.GENERATION})
"""Roles whose phrases are compared as one token: السابعة عشرة is 17."""

_LINK_ROLES: Mapping[str, Role] = {Link.PATRONYMIC: Role.PATRONYMIC, Link.KUNYA: Role.KUNYA, Link.FAMILY: Role.FAMILY}


def _with_family(tokens: Sequence[PartToken], type_: EntityType | None) -> tuple[PartToken, ...]:
    """Return tokens with the last given name of a person as the family name; of things the own name."""
    if all(token.role in _NOT_OWN for token in tokens):
        return _with_own_name(tokens)
    given = [token.part for token in tokens if token.role is Role.GIVEN]
    few = len(set(given)) < 2
    if type_ in (EntityType.ORGANIZATION, EntityType.PLACE) or (few and type_ is None):
        roles = dict.fromkeys(given, Role.NAME)
    else:
        roles = dict.fromkeys(given[-1:] if _ends_in_family(tokens, few) else (), Role.FAMILY)
    return tuple(u.in_role(roles[u.part]) if u.role is Role.GIVEN and u.part in roles else u for u in tokens)


_NOT_OWN = UNNAMED | {Role.HEAD_NOUN, Role.COUNTRY}
"""Roles of parts that are not the own name of what bears a name."""


def _with_own_name(tokens: Sequence[PartToken]) -> tuple[PartToken, ...]:
    """Return tokens that no name stands among with the head nouns as the name: جامعة, Lebanese Army, مدينة الأبيض."""
    nouns = [token for token in tokens if token.role is Role.HEAD_NOUN]
    own = [token for token in nouns if token.meaning not in general_meanings()]
    named = own or [token for token in tokens if token.role in (Role.HEAD_NOUN, Role.COUNTRY)]
    return tuple(token.in_role(Role.NAME) if token in named else token for token in tokens)


def _ends_in_family(tokens: Sequence[PartToken], few: bool) -> bool:
    """Whether the last given name of a person is the family name; few is whether there is one given name at most."""
    roles = {token.role for token in tokens}
    if Role.FAMILY in roles or (few and roles.isdisjoint({Role.PATRONYMIC, Role.INITIAL, Role.KUNYA})):
        return False
    spoken = [token.role for token in tokens if token.role not in (*APART, Role.GENERATION)]
    # الشيخ محمد بن راشد has a given name, and no family name.
    return not (few and spoken and spoken[0] is Role.GIVEN and spoken[-1] is Role.PATRONYMIC)
