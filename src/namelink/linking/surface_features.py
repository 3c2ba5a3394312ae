"""What words say by themselves of each entity they may name: worked out once, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import attrs

from namelink.lang import UNKNOWN_ZIPF, Homographs, contextual_homographs, is_definite, words_of, zipf
from namelink.linking.ambiguity import (
    FAMOUS,
    OBSCURE,
    RENOWNED,
    doubts,
    flaws,
    is_established,
    is_obscure,
)
from namelink.linking.cache import BoundedCache
from namelink.linking.document import SpanCandidates, SurfaceForm
from namelink.linking.evidence import measure
from namelink.linking.lexical_context import homograph_context
from namelink.linking.lexicon import GIVEN_NAME, Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.model import EntityType, Evidence, NameKind

HOPELESS = 8.0
"""The log-odds that doubts take from which nothing more need be asked of a name that has no support."""

WORDINGS = 50_000
"""Wordings of names whose standings are remembered."""


@attrs.frozen(eq=False)
class CandidateFeatures:
    """What words say of one entity that they may name, wherever they stand.

    Attributes:
        contender: The entity, as it was found.
        type: What it is.
        country: Its own code where it is a country, else None.
        home: The code of the country it belongs to, or None; None for a country.
        is_demonym: Whether the name is a demonym.
        is_obscure: Whether it is little known.
        is_established: Whether the name is short for a person whose full name the text holds.
        doubts: What support may take away.
        flaws: What no writer does to the name.
        support: What support gives back.
        margin: How much more frequent than its bearers a given name before the words may be to make a stranger's name
            of them; None where none does.
    """

    contender: CandidateMatch
    type: EntityType
    country: str | None
    home: str | None
    is_demonym: bool
    is_obscure: bool
    is_established: bool
    doubts: tuple[Evidence, ...]
    flaws: tuple[Evidence, ...]
    support: Evidence
    margin: float | None

    @property
    def is_hopeless(self) -> bool:
        """Whether it is out of the question unless it is supported."""
        return self.support.value > HOPELESS

    @cached_property
    def is_plain(self) -> bool:
        """Whether the only doubt is that it is also a common word."""
        return all(e.feature == "common" for e in self.doubts)

    def judged(self, objections: tuple[Evidence, ...], stranger: Evidence | None, supported: bool) -> CandidateMatch:
        """Return the contender with all that is said of it where it stands.

        Args:
            objections: What speaks against it there whatever else is said, flaws included.
            stranger: What makes it part of another name.
            supported: Whether its doubts are taken away.
        """
        if stranger is None and objections == self.flaws:
            return self._supported if supported else self._unsupported
        return self._with(objections, stranger, supported)

    @cached_property
    def _supported(self) -> CandidateMatch:
        return self._with(self.flaws, None, True)

    @cached_property
    def _unsupported(self) -> CandidateMatch:
        return self._with(self.flaws, None, False)

    def _with(self, objections: tuple[Evidence, ...], stranger: Evidence | None, supported: bool) -> CandidateMatch:
        evidence = [*self.contender.evidence, *self.doubts, *objections]
        if stranger:
            evidence.append(stranger)
        if supported:
            # Support takes the doubts away; it makes no name likelier than one that was never in doubt.
            evidence.append(self.support)
        return CandidateMatch.of(self.contender.ref, self.contender.hit, self.contender.weight, evidence)


@attrs.frozen(eq=False)
class SurfaceFeatures:
    """What words say of all that they may name.

    Attributes:
        each: Of each entity, in the order they were found.
        rarest: The frequency of the rarest word.
        against: Words beside them that show the plain word, which they also are.
        is_initials: Whether they are the names of letters.
        has_demonym: Whether any of their names is a demonym.
        has_country: Whether any of the entities is a country.
        fit_alone: How well the best of the names fits where no cue stands before it; 1 where the rest of the text, or
            a country beside it, may tell.
    """

    each: tuple[CandidateFeatures, ...]
    rarest: float
    against: Collection[str]
    is_initials: bool
    has_demonym: bool
    has_country: bool
    fit_alone: float


class SurfaceFeatureExtractor:
    """Says what words say by themselves."""

    def __init__(self, lexicon: Lexicon, common: Homographs) -> None:
        self._lexicon = lexicon
        self._common = common
        self.standings = BoundedCache(self._standings, WORDINGS)

    def _standings(self, wording: SurfaceForm) -> SurfaceFeatures:
        names, written = wording.names, wording.written
        each = tuple(self._standing(wording, contender) for contender in _in_their_layers(names.contenders))
        single = len(names.words) == 1
        rarest = min(map(zipf, names.bare_words))
        return SurfaceFeatures(
            each,
            rarest,
            (homograph_context(written, self._common) or homograph_context(written, contextual_homographs()) or ())
            if single
            else (),
            all(word in words_of("letter") for word in names.bare_words),
            any(standing.is_demonym for standing in each),
            any(standing.country for standing in each),
            _fit_alone(each, rarest),
        )

    def _standing(self, wording: SurfaceForm, contender: CandidateMatch) -> CandidateFeatures:
        gazetteer = self._lexicon.gazetteer
        names, written = wording.names, wording.written
        entity = gazetteer.entity_at(contender.ref)
        demonym = gazetteer.kind_at(contender.hit) is NameKind.DEMONYM
        found = tuple(doubts(wording, contender, self._lexicon, self._common))
        flawed = len(names.words) == 1 and not demonym
        return CandidateFeatures(
            contender,
            entity.type,
            entity.country if entity.is_country else None,
            None if entity.is_country else entity.country,
            demonym,
            is_obscure(contender, gazetteer),
            is_established(contender),
            found,
            tuple(flaws(written, gazetteer.name_at(contender.hit).text)) if flawed else (),
            measure("support", -sum(e.contribution for e in found), written, ""),
            self._margin(names, contender, entity.type, demonym),
        )

    def _margin(
        self, names: SpanCandidates, contender: CandidateMatch, type_: EntityType, demonym: bool
    ) -> float | None:
        """Return how frequent a given name before a name may be, or None where it changes nothing."""
        heard = all(e.feature != "same_key" for e in contender.evidence)
        short = self._lexicon.gazetteer.kind_at(contender.hit) is NameKind.SHORT or is_established(contender)
        bare = len(names.words) == 1 or heard or contender.weight < OBSCURE or short
        if names.reading.prefix or not bare:
            return None
        # 'a Lebanese deputy' is likelier than Deputy the Lebanese, but مايكل واشنطن is a man's name.
        adjective = demonym and not is_definite(names.reading.word)
        famous = type_ is not EntityType.PERSON and contender.weight >= FAMOUS
        return GIVEN_NAME - 0.8 * (adjective or famous) - 0.4 * (contender.weight >= RENOWNED)


def _fit_alone(each: Sequence[CandidateFeatures], rarest: float) -> float:
    if rarest <= UNKNOWN_ZIPF or not all(standing.is_obscure and standing.is_hopeless for standing in each):
        return 1.0
    return max(standing.judged((), None, supported=False).fit for standing in each)


def _in_their_layers(contenders: Sequence[CandidateMatch]) -> Sequence[CandidateMatch]:
    """Return contenders with the weight of those of later layers, whose name they take over."""
    layers = {contender.hit.layer for contender in contenders}
    if len(layers) == 1:
        return contenders
    heirs = {layer: max(c.weight for c in contenders if c.hit.layer >= layer) for layer in layers}
    return [attrs.evolve(contender, weight=heirs[contender.hit.layer]) for contender in contenders]
