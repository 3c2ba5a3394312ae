"""Scoring of spans in context: the features of each candidate are summed, and the candidates ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from namelink.config import Config
from namelink.features import evidence
from namelink.lang import Trigger
from namelink.linking.coreference import NO_CONTEXT, DocumentContext
from namelink.linking.document import Document, Span
from namelink.linking.features import BOUNDARY, CONTEXT, KINDS_OF_SUPPORT
from namelink.linking.features.context import ContextCandidate
from namelink.linking.features.extraction import SurfaceExtractor, SurfaceFeatures, with_evidence
from namelink.linking.features.prior import priors
from namelink.linking.selection import ScoredSpan
from namelink.matching.decision import CandidateMatch, rank
from namelink.model import Evidence


class ContextExtractor:
    """Measures the features of candidates in context, and ranks them, by one configuration."""

    def __init__(self, config: Config) -> None:
        self._matching = config.matching
        overrides = dict(config.weights)
        self._features = [
            (feature.name, registry.weights(overrides)[feature.name], feature.function)
            for registry in (CONTEXT, BOUNDARY)
            for feature in registry
        ]
        kinds = KINDS_OF_SUPPORT.weights(overrides)
        self._supports = [feature.function for feature in KINDS_OF_SUPPORT if kinds[feature.name]]

    def measure(self, candidate: ContextCandidate) -> list[Evidence]:
        """Return the evidence of a candidate's context beside support; there is none for most candidates."""
        return [evidence(name, m, weight) for name, weight, function in self._features if (m := function(candidate))]

    def is_supported(self, candidate: ContextCandidate) -> bool:
        """Whether the context, or the rest of the document, takes the ambiguity of a candidate away."""
        return any(function(candidate) for function in self._supports)

    def rank(self, matches: Iterable[CandidateMatch]) -> list[tuple[float, CandidateMatch]]:
        """Return candidates with the probability that each is meant, the likeliest first."""
        return rank(matches, self._matching)


class _SpanInContext(NamedTuple):
    """A span, with its candidates and what its context adds to the prominence of each."""

    span: Span
    candidates: Sequence[tuple[ContextCandidate, float]]

    def within(self, context: DocumentContext) -> _SpanInContext:
        """Return the span in another context of the document."""
        return _SpanInContext(self.span, [(c._replace(context=context), prior) for c, prior in self.candidates])


class Scorer:
    """Scores the spans of one document; what the rest of the document cannot change is scored once.

    Args:
        document: The document.
        surface: Measures surface forms.
        context: Measures candidates in context.
        countries: The places that name a country, or its people, each with its code.
        homes: The places that may name a known town or region, each with the code of its country.
        threshold: The fit below which a span is never linked.
    """

    def __init__(
        self,
        document: Document,
        surface: SurfaceExtractor,
        context: ContextExtractor,
        countries: Mapping[int, str],
        homes: Mapping[int, str],
        threshold: float,
    ) -> None:
        self._document = document
        self._surface = surface
        self._context = context
        self._countries = countries
        self._homes = {**homes, **countries}
        self._threshold = threshold
        self._final: list[ScoredSpan] = []
        self._open: list[tuple[_SpanInContext, ScoredSpan | None]] = []

    @property
    def is_open(self) -> bool:
        """Whether the rest of the document may change any score."""
        return bool(self._open)

    def add(self, spans: Iterable[Span]) -> Scorer:
        """Take spans in; those that no context can raise to the threshold are left out."""
        for span in spans:
            form = self._surface.features[self._document.surface_form(span)]
            clitic = span.candidates.segmentation.prefix
            trigger = None if clitic else self._document.trigger(span.first)
            if trigger is None and form.max_fit < self._threshold:
                continue
            found = _SpanInContext(span, list(self._in_context(span, form, trigger)))
            scored, is_open = self._score(found)
            if is_open:
                self._open.append((found, scored))
            elif scored:
                self._final.append(scored)
        return self

    def scored(self, context: DocumentContext) -> list[ScoredSpan]:
        """Return the spans that reach the threshold in the context of their document."""
        alone = context is NO_CONTEXT
        moved = [scored if alone else self._score(found.within(context))[0] for found, scored in self._open]
        return self._final + [scored for scored in moved if scored]

    def _in_context(
        self, span: Span, form: SurfaceFeatures, trigger: Trigger | None
    ) -> Iterator[tuple[ContextCandidate, float]]:
        """Yield the candidates of a span that its context allows, each with what it adds to their prominence."""
        document, countries, homes = self._document, self._countries, self._homes
        # The prior of a single candidate changes nothing.
        single = len(form.candidates) == 1
        chosen = [(form.candidates[0], 0.0)] if single else priors(document, span, form, trigger, countries, homes)
        for features, prior in chosen:
            yield ContextCandidate(document, span, form, features, trigger, countries, NO_CONTEXT), prior

    def _score(self, found: _SpanInContext) -> tuple[ScoredSpan | None, bool]:
        """Return a span with its candidates ranked, and whether the rest of the document may change its score.

        It is None where no candidate reaches the threshold.
        """
        matches, is_open = [], False
        for candidate, prior in found.candidates:
            features = candidate.features
            measured = self._context.measure(candidate)
            supported = features.is_ambiguous and self._context.is_supported(candidate)
            matches.append(with_evidence(features.supported if supported else features.match, measured, prior))
            # Another mention may support it, or show that the name beside it is another's.
            unsupported = features.is_ambiguous and not supported and candidate.is_supportable
            is_open |= unsupported or (bool(measured) and any(e.feature == "part_of_longer_name" for e in measured))
        fit = max([match.fit for match in matches])
        if fit < self._threshold:
            return None, is_open
        # With a single candidate, the probability that it is meant is its fit.
        ranked = [(fit, matches[0])] if len(matches) == 1 else self._context.rank(matches)
        return ScoredSpan(found.span, fit, ranked), is_open
