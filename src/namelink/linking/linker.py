"""Linking of a text, from top to bottom: detect spans, generate candidates, measure features, score, select."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from namelink.errors import require_str
from namelink.index.damage import tells_damage
from namelink.lang import Homographs, homographs
from namelink.linking.coreference import NO_CONTEXT, DocumentContext, ShortFormMatcher
from namelink.linking.detection import ExactMatcher, PhoneticMatcher
from namelink.linking.discovery import unknown_names
from namelink.linking.document import Document, Span
from namelink.linking.features.extraction import SurfaceExtractor
from namelink.linking.flags import FlagMatcher
from namelink.linking.lexicon import Lexicon
from namelink.linking.scoring import ContextExtractor, Scorer
from namelink.linking.selection import ScoredSpan, best_of_each_span, filter_spans
from namelink.matching.decision import CandidateMatch, decide
from namelink.matching.resolver import NameResolver
from namelink.model import EntityType, LinkedText, Mention, MentionKind, NameKind, Outcome


class Linker:
    """Links texts to the entities of one gazetteer."""

    def __init__(self, resolver: NameResolver, common_words: Homographs | None = None) -> None:
        config = resolver.config
        self._resolver = resolver
        self._gazetteer = resolver.gazetteer
        self._lexicon = Lexicon(resolver.gazetteer, config)
        self._exact = ExactMatcher(self._lexicon, resolver.scorer)
        self._phonetic = PhoneticMatcher(self._lexicon, resolver.scorer)
        self._flags = FlagMatcher(resolver.gazetteer, resolver.scorer)
        self._short_forms = ShortFormMatcher(resolver.gazetteer, resolver.scorer)
        common = homographs() if common_words is None else common_words
        self._surface = SurfaceExtractor(self._lexicon, common, config)
        self._context = ContextExtractor(config)

    def require_whole(self) -> None:
        """Compare all files of the gazetteer with their checksums, unless that was done: see `Gazetteer`."""
        self._gazetteer.require_whole()

    @tells_damage
    def link(
        self,
        text: str,
        *,
        types: Collection[EntityType] | None = None,
        threshold: float | None = None,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
        explain: bool = False,
    ) -> LinkedText:
        """Return the mentions in a text; see `namelink.link`. The types are as `namelink.validation` returns them."""
        require_str(text, "link", "text")
        threshold = self._resolver.config.matching.threshold if threshold is None else threshold
        document = Document(self._lexicon, text)
        spans = self._detect(document)
        scorer = self._scorer(document, spans, threshold)
        context, short_forms = self._read(document, scorer, threshold)
        select = best_of_each_span if overlaps else filter_spans
        linked = _matched(select(scorer.scored(context)), threshold)
        mentions = [*(self._mention(document, scored) for scored in linked), *self._flags_in(text, threshold)]
        found = [m for m in mentions if (types is None or m.type in types) and (demonyms or m.kind is MentionKind.NAME)]
        if unknown:
            taken = {place for scored in linked for place in range(scored.span.first, scored.span.stop)}
            found += [self._unknown(document, span) for span in unknown_names(document, taken)]
        if not explain:
            return LinkedText(text, _in_order(found))
        rejected = self._rejected(document, [*spans, *short_forms], context, linked, threshold)
        return LinkedText(text, _in_order(found), _in_order(rejected))

    def _scorer(self, document: Document, spans: Sequence[Span], threshold: float) -> Scorer:
        homes = _homes_in(spans, self._resolver.config.linking.home_min_prominence)
        return Scorer(document, self._surface, self._context, _countries_in(spans), homes, threshold).add(spans)

    def _read(self, document: Document, scorer: Scorer, threshold: float) -> tuple[DocumentContext, list[Span]]:
        """Return what a document says as a whole, and its short forms, which the scorer takes in."""
        context = NO_CONTEXT
        # A name that its neighbours support in one place supports itself in the whole document.
        for _ in range(2 if scorer.is_open else 1):
            context = self._context_of(_matched(filter_spans(scorer.scored(context)), threshold))
        short_forms = self._short_forms.match(document, context)
        scorer.add(short_forms)
        return context, short_forms

    def _rejected(
        self,
        document: Document,
        spans: Sequence[Span],
        context: DocumentContext,
        linked: Iterable[ScoredSpan],
        threshold: float,
    ) -> list[Mention]:
        """Return the spans that are spelt as a name, or sound like one, and are not linked."""
        places = {(scored.span.first, scored.span.stop) for scored in linked}
        scored = best_of_each_span(self._scorer(document, spans, 0.0).scored(context))
        return [
            self._mention(document, found, decide(found.ranked, threshold))
            for found in scored
            if (found.span.first, found.span.stop) not in places
        ]

    def _detect(self, document: Document) -> list[Span]:
        exact = self._exact.match(document)
        return [span for span in exact + self._phonetic.match(document, exact) if not document.in_address(span)]

    def _context_of(self, linked: Iterable[ScoredSpan]) -> DocumentContext:
        return DocumentContext.of(self._gazetteer, [(scored.span, _best(scored)) for scored in linked])

    def _mention(self, document: Document, scored: ScoredSpan, outcome: Outcome = Outcome.MATCH) -> Mention:
        demonym = self._gazetteer.kind_at(_best(scored).hit) is NameKind.DEMONYM
        kind = MentionKind.DEMONYM if demonym else MentionKind.NAME
        return self._mention_of(document, scored.span, kind, scored.ranked, outcome)

    def _flags_in(self, text: str, threshold: float) -> Iterator[Mention]:
        for start, end, match in self._flags.match(text):
            if match.fit >= threshold:
                resolution = self._resolver.resolution(text[start:end], [(match.fit, match)], Outcome.MATCH, limit=5)
                yield Mention(start, end, text[start:end], "", MentionKind.NAME, resolution)

    def _unknown(self, document: Document, span: Span) -> Mention:
        return self._mention_of(document, span, MentionKind.NAME, [], Outcome.NIL)

    def _mention_of(
        self,
        document: Document,
        span: Span,
        kind: MentionKind,
        ranked: list[tuple[float, CandidateMatch]],
        outcome: Outcome,
    ) -> Mention:
        start, end = document.bounds(span)
        text = document.text[start:end]
        resolution = self._resolver.resolution(text, ranked, outcome, limit=5)
        return Mention(start, end, text, span.candidates.segmentation.prefix, kind, resolution)


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def _best(scored: ScoredSpan) -> CandidateMatch:
    return scored.ranked[0][1]


def _matched(scored: Iterable[ScoredSpan], threshold: float) -> list[ScoredSpan]:
    return [found for found in scored if decide(found.ranked, threshold) is Outcome.MATCH]


def _countries_in(spans: Sequence[Span]) -> dict[int, str]:
    """Return the places that name a country, or its people, each with its code; the longest span counts."""
    found: dict[int, str] = {}
    for span in sorted((span for span in spans if span.candidates.country), key=lambda span: span.stop - span.first):
        found |= dict.fromkeys(range(span.first, span.stop), span.candidates.country or "")
    return found


def _homes_in(spans: Iterable[Span], least: float) -> dict[int, str]:
    """Return the places that may name one known town or region, each with the code of its country."""
    return {
        place: span.candidates.home
        for span in spans
        if span.candidates.home and span.candidates.matches[0].weight >= least
        for place in range(span.first, span.stop)
    }
