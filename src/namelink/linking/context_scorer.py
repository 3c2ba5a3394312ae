"""What neighbours, and the rest of the text, make of each span: evidence for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from namelink.lang import Trigger, diacritics_agreement, is_definite
from namelink.linking.ambiguity import OBSCURE
from namelink.linking.boundary import given_name_before, name_after, part_of_longer_name
from namelink.linking.context_features import admits_name, is_supported_elsewhere, is_supported_here
from namelink.linking.document import Document, Span
from namelink.linking.document_context import DocumentContext
from namelink.linking.evidence import flag
from namelink.linking.lexical_context import negative_context
from namelink.linking.selection import ScoredSpan
from namelink.linking.surface_features import CandidateFeatures, SurfaceFeatureExtractor, SurfaceFeatures
from namelink.matching.decision import CandidateMatch, rank
from namelink.matching.scoring import default_scorer
from namelink.model import EntityType, Evidence

CUE = 0.25
"""What a word before a name that says its type adds to the weight."""

NEIGHBOUR = 0.55
"""What the country's own name or demonym beside a name adds to the weight: العاصمة الأردنية عمان."""

IN_REACH = 6
"""How many words off a country's name still says so of a place: طرابلس، ثانية مدن لبنان."""


class _Claim(NamedTuple):
    """What is known of a contender where it stands, and what still depends on the rest of the text.

    Attributes:
        standing: What its words say by themselves.
        bonus: What its neighbours add to its weight.
        objections: What speaks against it whatever else is said.
        supported: Whether its neighbours support it; None where the rest of the text may.
        given: The given name before it, which makes it a stranger's unless it belongs to a name of its own.
        beyond: The word after it that goes on to a longer name, unless it begins a name of its own.
        strange: Whether it is part of the name of another thing.
    """

    standing: CandidateFeatures
    bonus: float
    objections: tuple[Evidence, ...]
    supported: bool | None
    given: int | None = None
    beyond: int | None = None
    strange: Evidence | None = None

    @property
    def is_open(self) -> bool:
        """Whether the rest of the text may change it."""
        doubtful = self.supported is None and bool(self.standing.doubts)
        return doubtful or self.given is not None or self.beyond is not None


class ContextScorer:
    """Judges the spans of one text.

    Args:
        passage: The text.
        assessor: Says what words say by themselves.
        countries: The words that name a country, with its code.
        threshold: The fit below which a span is never taken.
    """

    def __init__(
        self, passage: Document, assessor: SurfaceFeatureExtractor, countries: Mapping[int, str], threshold: float
    ) -> None:
        self._passage = passage
        self._assessor = assessor
        self._countries = countries
        self._threshold = threshold
        self._heard: list[ScoredSpan | tuple[Span, list[_Claim]]] = []
        self.is_open = False
        """Whether the rest of the text may change anything."""

    def hear(self, spans: Iterable[Span]) -> None:
        """Hear what is said of spans; those that the rest of the text cannot change are judged at once."""
        nothing = DocumentContext()
        for span in spans:
            standings = self._assessor.standings[self._passage.wording(span)]
            cue = None if span.names.reading.prefix else self._passage.cue(span.first)
            if cue is None and standings.fit_alone < self._threshold:
                continue  # whatever stands beside it
            claims = self._claims(span, standings, cue)
            if any(claim.is_open for claim in claims):
                self._heard.append((span, claims))
                self.is_open = True
            else:
                verdict = self._verdict(span, claims, nothing)
                if verdict:
                    self._heard.append(verdict)

    def verdicts(self, around: DocumentContext) -> list[ScoredSpan]:
        """Return the spans that fit, as the rest of the text has them, in the order they were heard."""
        judged = [said if isinstance(said, ScoredSpan) else self._verdict(*said, around) for said in self._heard]
        return [verdict for verdict in judged if verdict]

    def _verdict(self, span: Span, claims: Sequence[_Claim], around: DocumentContext) -> ScoredSpan | None:
        contenders = [self._judged(span, claim, around) for claim in claims]
        fit = max([contender.fit for contender in contenders])
        if fit < self._threshold:
            return None
        # Nobody contests a single entity's fit.
        return ScoredSpan(
            span, fit, [(fit, contenders[0])] if len(contenders) == 1 else rank(contenders, default_scorer().settings)
        )

    def _claims(self, span: Span, standings: SurfaceFeatures, cue: Trigger | None) -> list[_Claim]:
        if len(standings.each) == 1:
            # The weight of a single entity changes nothing.
            return [self._claim(span, standings.each[0], standings, cue, 0.0)]
        return [
            self._claim(span, standing, standings, cue, bonus)
            for standing, bonus in self._with_bonus(span, standings, cue)
        ]

    def _with_bonus(
        self, span: Span, standings: SurfaceFeatures, cue: Trigger | None
    ) -> Iterator[tuple[CandidateFeatures, float]]:
        """Yield what several entities may be meant, with what neighbours add to the weight of each."""
        passage = self._passage
        beside = {self._countries.get(span.first - 1), self._countries.get(span.last)} - {None}
        around = beside | self._countries_around(span, standings)
        adjective = self._is_adjective(span)
        marked = passage.has_marks(span)
        for standing in _of_head_noun(standings.each, cue):
            if adjective and _is_also_demonym(standing, standings):
                continue
            bonus = CUE * (cue is not None and cue.type is standing.type)
            near = beside if standing.contender.weight < OBSCURE else around
            bonus += NEIGHBOUR * (standing.home in near)
            if marked:
                name = passage.lexicon.gazetteer.name_at(standing.contender.hit).text
                bonus += default_scorer().settings.diacritics_weight * diacritics_agreement(
                    passage.wording(span).written, name
                )
            yield standing, bonus

    def _claim(
        self, span: Span, standing: CandidateFeatures, standings: SurfaceFeatures, cue: Trigger | None, bonus: float
    ) -> _Claim:
        passage = self._passage
        supported = None
        if standing.doubts:
            supported = is_supported_here(passage, span, standing, standings, cue, self._countries)
            if supported is False and standing.is_hopeless:
                return _Claim(standing, bonus, (), supported)
        return _Claim(
            standing,
            bonus,
            self._objections(span, standing, standings),
            supported,
            given_name_before(passage, span, standing),
            name_after(passage, span, standing, standings),
            part_of_longer_name(passage, span, standing, standings, cue),
        )

    def _objections(self, span: Span, standing: CandidateFeatures, standings: SurfaceFeatures) -> tuple[Evidence, ...]:
        """Return what speaks against a name whatever else is said: neighbours of the plain word, spelling, grammar."""
        found = standing.flaws
        if span.is_single and standing.is_demonym:
            found = tuple(self._disagreement(span))
        if standings.against:
            found = (*negative_context(self._passage.tokens, span.first, span.last, standings.against), *found)
        return found

    def _disagreement(self, span: Span) -> Iterator[Evidence]:
        """Yield whether an adjective without article follows a noun with one."""
        before = self._passage.before(span.first)
        reading = span.names.reading
        if before and before.is_definite and not reading.prefix and not is_definite(reading.word):
            yield flag("grammar", before.key, self._passage.wording(span).written)

    def _judged(self, span: Span, claim: _Claim, around: DocumentContext) -> CandidateMatch:
        standing = claim.standing
        strange = claim.strange
        other = next((p for p in (claim.given, claim.beyond) if p is not None and p not in around.named), None)
        if other is not None:
            strange = flag("stranger", self._passage.tokens.keys[other], "")
        supported = bool(standing.doubts) and self._is_supported(span, claim, around)
        contender = standing.judged(claim.objections, strange, supported)
        return attrs.evolve(contender, weight=contender.weight + claim.bonus) if claim.bonus else contender

    def _is_supported(self, span: Span, claim: _Claim, around: DocumentContext) -> bool:
        if claim.supported is not None:
            return claim.supported
        if claim.standing.is_established and not admits_name(self._passage, span):
            return False
        return is_supported_elsewhere(self._passage, span, claim.standing, around)

    def _countries_around(self, span: Span, standings: SurfaceFeatures) -> set[str]:
        """Return the countries named not far from a place; none is a hint to a town of its own name (الكويت)."""
        if any(standing.type is not EntityType.PLACE for standing in standings.each):
            return set()
        reach = (*range(span.first - IN_REACH, span.first), *range(span.last, span.last + IN_REACH))
        found = {self._countries[place] for place in reach if place in self._countries}
        return found.difference(s.country for s in standings.each if s.country)

    def _is_adjective(self, span: Span) -> bool:
        """Whether one word stands after a definite noun as its adjective: العلاقات السعودية."""
        before = self._passage.before(span.first)
        if not span.is_single or before is None:
            return False
        if span.names.reading.prefix:
            agrees = before.key.endswith(span.names.words[0][-1]) and not before.key.endswith("ا")  # فرنسا وألمانيا
            return span.first - 1 in self._countries and agrees
        return self._passage.cue(span.first) is None and before.is_definite


def _is_also_demonym(standing: CandidateFeatures, standings: SurfaceFeatures) -> bool:
    if standing.is_demonym or not standings.has_demonym:
        return False
    return any(s.contender.ref == standing.contender.ref and s.is_demonym for s in standings.each)


def _of_head_noun(standings: Sequence[CandidateFeatures], cue: Trigger | None) -> Sequence[CandidateFeatures]:
    """Return what a head noun before names allows of them, if it allows any: مدينة ليفربول is no club."""
    if cue is None or not cue.head:
        return standings
    allowed = [s for s in standings if s.type is cue.type and not (cue.town and s.country)]
    return allowed or standings
