"""A comparison of two names: what the features measure."""

from __future__ import annotations

import attrs

from namelink.config import MatchingConfig
from namelink.matching.token_alignment import UNALIGNED, TokenAlignment
from namelink.model import EntityType, NameKind


@attrs.frozen(eq=False, kw_only=True)
class NameComparison:
    """A query and a name, and how they were made comparable.

    Attributes:
        query: The query, as evidence shows it.
        name: The name, as evidence shows it.
        settings: The thresholds of the features.
        same_key: Whether both have one lookup key.
        tokens: Their tokens, aligned; UNALIGNED where they have one key.
        head_noun: The head noun or title that was taken off the query, or the empty string.
        article: The article that only one of them has, or the empty string.
        clitic: The clitics that were taken off the query, or the empty string.
        is_attested: Whether the name stands in a gazetteer, so that letters taken off are known to be none of its own.
        kind: The kind of the name in the gazetteer.
        is_family_name: Whether the query is compared with the family name of a person alone.
        entity_type: The type of the entity that has the name, where it stands in a gazetteer.
        is_arabic_place: Whether that is known to be a place of an Arabic country.
        acronym: The acronym that one is of the other, or the empty string.
        gazetteer_names: Names of the gazetteer, where the name was found there by its sound; else 0.
    """

    query: str
    name: str
    settings: MatchingConfig
    same_key: bool = False
    tokens: TokenAlignment = UNALIGNED
    head_noun: str = ""
    article: str = ""
    clitic: str = ""
    is_attested: bool = True
    kind: NameKind = NameKind.NAME
    is_family_name: bool = False
    entity_type: EntityType | None = None
    is_arabic_place: bool = False
    acronym: str = ""
    gazetteer_names: int = 0
