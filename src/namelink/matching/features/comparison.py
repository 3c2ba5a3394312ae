"""A comparison of two names: what the features measure."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from namelink.cache import lazy
from namelink.config import MatchingConfig
from namelink.matching.pairing import token_weight
from namelink.matching.token_alignment import UNALIGNED, MatchedPair, TokenAlignment
from namelink.model import EntityType, NameKind
from namelink.names.structure import BESIDE, PartToken

_THINGS = frozenset({EntityType.ORGANIZATION, EntityType.PLACE})


@attrs.frozen
class Circumstances:
    """What is known of a name that a query is compared with, where it stands in a gazetteer.

    Attributes:
        kind: The kind of the name there.
        entity_type: The type of the entity that has the name.
        is_arabic_place: Whether that is known to be a place of an Arabic country.
        gazetteer_names: Names of the gazetteer, where the name was found there by its sound; else 0.
    """

    kind: NameKind = NameKind.NAME
    entity_type: EntityType | None = None
    is_arabic_place: bool = False
    gazetteer_names: int = 0


UNKNOWN = Circumstances()
"""Those of two names that are compared without a gazetteer."""


@attrs.frozen(eq=False, kw_only=True, slots=False)
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
        is_romanized: Whether the query is a standard romanization of the whole name.
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
    is_romanized: bool = False
    acronym: str = ""
    gazetteer_names: int = 0

    # What several features ask of the tokens, worked out once

    @lazy
    def is_thing(self) -> bool:
        """Whether either is the name of an organization or a place, as far as its words show."""
        return self.tokens.query.type in _THINGS or self.tokens.name.type in _THINGS

    @lazy
    def own_tokens(self) -> Sequence[PartToken]:
        """The tokens of the query that do not merely stand beside its name: of King Charles the last."""
        tokens = self.tokens.query.tokens
        return [token for token in tokens if token.role not in BESIDE] or tokens

    @lazy
    def agreeing(self) -> Sequence[MatchedPair]:
        """The pairs of tokens that tell names apart."""
        return [pair for pair in self.tokens.matched if pair.weight >= self.settings.min_identity_weight]

    @lazy
    def query_identity(self) -> Sequence[PartToken]:
        """The tokens of the query that tell it from other names."""
        return self._identifying(self.tokens.query.tokens)

    @lazy
    def name_identity(self) -> Sequence[PartToken]:
        """Those of the name."""
        return self._identifying(self.tokens.name.tokens)

    @lazy
    def extra_identity(self) -> Sequence[PartToken]:
        """Those of the query that the name lacks."""
        return self._identifying(self.tokens.extra)

    @lazy
    def missing_identity(self) -> Sequence[PartToken]:
        """Those of the name that the query lacks."""
        return self._identifying(self.tokens.missing)

    def identifies(self, token: PartToken) -> bool:
        """Whether a token of either name tells it from others."""
        return token_weight(token, self.settings) >= self.settings.min_identity_weight

    def _identifying(self, tokens: Sequence[PartToken]) -> Sequence[PartToken]:
        return [token for token in tokens if self.identifies(token)]
