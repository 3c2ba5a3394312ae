"""Scoring of spans in context: the features of each candidate are summed, and the candidates ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import attrs

from namelink.config import Config
from namelink.features import Measurement, Registry, evidence
from namelink.lang import Trigger
from namelink.linking.coreference import NO_CONTEXT, DocumentContext
from namelink.linking.document import Document, Span
from namelink.linking.features import BOUNDARY, CONTEXT, SUPPORT, SUPPORTED
from namelink.linking.features.context import ContextCandidate
from namelink.linking.features.extraction import SurfaceExtractor, SurfaceFeatures
from namelink.linking.features.prior import priors
from namelink.linking.selection import ScoredSpan
from namelink.matching.decision import CandidateMatch, rank
from namelink.model import Evidence

_Weighted = tuple[str, Callable[[ContextCandidate], Measurement | None], float]
"""A feature's name, its function and its weight."""


class ContextExtractor:
    """Measures the features of candidates in context, and ranks them, by one configuration."""

    def __init__(self, config: Config) -> None:
        self._matching = config.matching
        self._features = [*_weighted(CONTEXT, config), *_weighted(BOUNDARY, config)]
        self._support = [(function, share) for _, function, share in _weighted(SUPPORT, config) if share]
        ((self._supported, self._ambiguity, self._support_weight),) = _weighted(SUPPORTED, config)

    def rank(self, matches: Iterable[CandidateMatch]) -> list[tuple[float, CandidateMatch]]:
        """Return candidates with the probability that each is meant, the likeliest first."""
        return rank(matches, self._matching)

    def measure(self, candidate: ContextCandidate) -> list[Evidence]:
        """Return the evidence of a candidate's context; none of most candidates."""
        found = [evidence(name, m, weight) for name, function, weight in self._features if (m := function(candidate))]
        ambiguity = self._ambiguity(candidate)
        if ambiguity:
            for function, share in self._support:
                support = function(candidate)
                if support:
                    part = ambiguity._replace(value=ambiguity.value * share, name=support.name)
                    return [*found, evidence(self._supported, part, self._support_weight)]
        return found


class _SpanFeatures(NamedTuple):
    """A span, with its candidates and what its context adds to the prominence of each."""

    span: Span
    candidates: Sequence[tuple[ContextCandidate, float]]


class Scorer:
    """Scores the spans of one document; what the rest of the document cannot change is scored once.

    Args:
        document: The document.
        surface: Measures surface forms.
        context: Measures candidates in context.
        countries: The places that name a country, or its people, each with its code.
        threshold: The fit below which a span is never linked.
    """

    def __init__(
        self,
        document: Document,
        surface: SurfaceExtractor,
        context: ContextExtractor,
        countries: Mapping[int, str],
        threshold: float,
    ) -> None:
        self._document = document
        self._surface = surface
        self._context = context
        self._countries = countries
        self._threshold = threshold
        self._final: list[ScoredSpan] = []
        self._open: list[_SpanFeatures] = []

    @property
    def is_open(self) -> bool:
        """Whether the rest of the document may change any score."""
        return bool(self._open)

    def add(self, spans: Iterable[Span]) -> None:
        """Take spans in; those that no context can raise to the threshold are left out."""
        for span in spans:
            form = self._surface.features[self._document.surface_form(span)]
            clitic = span.candidates.segmentation.prefix
            trigger = None if clitic else self._document.trigger(span.first)
            if trigger is None and form.max_fit < self._threshold:
                continue
            features = self._in_context(span, form, trigger)
            measured = [(c, prior, self._context.measure(c)) for c, prior in features.candidates]
            if any(_is_open(c, found) for c, _, found in measured):
                self._open.append(features)
            else:
                scored = self._score(span, measured)
                if scored:
                    self._final.append(scored)

    def scored(self, context: DocumentContext) -> list[ScoredSpan]:
        """Return the spans that reach the threshold in the context of their document."""
        found = list(self._final)
        for span, candidates in self._open:
            moved = [(c._replace(context=context), prior) for c, prior in candidates]
            scored = self._score(span, [(c, prior, self._context.measure(c)) for c, prior in moved])
            if scored:
                found.append(scored)
        return found

    def _in_context(self, span: Span, form: SurfaceFeatures, trigger: Trigger | None) -> _SpanFeatures:
        document, countries = self._document, self._countries
        # The prior of a single candidate changes nothing.
        single = len(form.candidates) == 1
        chosen = [(form.candidates[0], 0.0)] if single else priors(document, span, form, trigger, countries)
        return _SpanFeatures(
            span,
            [
                (ContextCandidate(document, span, form, features, trigger, countries, NO_CONTEXT), prior)
                for features, prior in chosen
            ],
        )

    def _score(
        self, span: Span, measured: Sequence[tuple[ContextCandidate, float, list[Evidence]]]
    ) -> ScoredSpan | None:
        """Return a span with its candidates ranked, or None where none reaches the threshold."""
        matches = [_match(c.features.match, prior, found) for c, prior, found in measured]
        fit = max([match.fit for match in matches])
        if fit < self._threshold:
            return None
        # With a single candidate, the probability that it is meant is its fit.
        return ScoredSpan(span, fit, [(fit, matches[0])] if len(matches) == 1 else self._context.rank(matches))


def _match(match: CandidateMatch, prior: float, found: list[Evidence]) -> CandidateMatch:
    """Return a candidate with what its context adds to it."""
    if found:
        return CandidateMatch.of(match.ref, match.hit, match.weight + prior, [*match.evidence, *found])
    return attrs.evolve(match, weight=match.weight + prior) if prior else match


def _is_open(c: ContextCandidate, found: Iterable[Evidence]) -> bool:
    """Whether the rest of the document may support a candidate, or show that the name beside it is another's."""
    features = {e.feature for e in found}
    supportable = bool(c.features.ambiguity) and c.is_supportable and "support" not in features
    return supportable or "part_of_longer_name" in features


def _weighted(registry: Registry[ContextCandidate], config: Config) -> list[_Weighted]:
    weights = registry.weights(dict(config.weights))
    return [(feature.name, feature.function, weights[feature.name]) for feature in registry]
