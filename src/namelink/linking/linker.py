"""A text → Mentions: every name in it that the gazetteer knows, read as a whole.

First each word is looked up, clitics on or off, as it is spelt and as it sounds; then the full names
settle the short forms; then the neighbours say whether a name that is also a word is meant; then the
longest reading wins.
"""

from __future__ import annotations

from collections.abc import Iterable

from namelink.errors import require_str
from namelink.lang import Homographs, homographs
from namelink.linking.context_scorer import ContextScorer
from namelink.linking.coreference import ShortForms
from namelink.linking.discovery import unknown_names
from namelink.linking.document import Document, Span
from namelink.linking.document_context import DocumentContext, countries_in
from namelink.linking.exact_matcher import ExactMatcher
from namelink.linking.lexicon import Lexicon
from namelink.linking.phonetic_matcher import PhoneticMatcher
from namelink.linking.selection import ScoredSpan, best_of_each_span, filter_spans
from namelink.linking.surface_features import SurfaceFeatureExtractor
from namelink.matching.decision import decide
from namelink.matching.resolver import NameResolver
from namelink.model import EntityType, LinkedText, Mention, MentionKind, NameKind, Outcome


class Linker:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, resolver: NameResolver, common: Homographs | None = None) -> None:
        self._resolver = resolver
        self._gazetteer = resolver.gazetteer
        lexicon = Lexicon(resolver.gazetteer)
        self._lexicon = lexicon
        self._finder = ExactMatcher(lexicon)
        self._hearer = PhoneticMatcher(lexicon)
        self._assessor = SurfaceFeatureExtractor(lexicon, homographs() if common is None else common)
        self._shortener = ShortForms(resolver.gazetteer)

    def link(
        self,
        text: str,
        *,
        types: Iterable[str] | None = None,
        threshold: float | None = None,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
    ) -> LinkedText:
        """Return the mentions in a text; see `namelink.link`."""
        require_str(text, "link", "text")
        wanted = frozenset(EntityType(t) for t in types) if types is not None else None
        threshold = self._resolver.config.matching.threshold if threshold is None else threshold
        passage = Document(self._lexicon, text)
        verdicts = self._named(passage, threshold, overlaps)
        mentions = [self._mention(passage, verdict) for verdict in verdicts]
        found = [
            m for m in mentions if (wanted is None or m.type in wanted) and (demonyms or m.kind is MentionKind.NAME)
        ]
        if unknown:
            taken = {word for verdict in verdicts for word in range(verdict.span.first, verdict.span.last)}
            found += [self._unknown(passage, span) for span in unknown_names(passage, taken)]
        return LinkedText(text, tuple(sorted(found, key=lambda m: (m.start, -m.end))))

    def _named(self, passage: Document, threshold: float, overlaps: bool) -> list[ScoredSpan]:
        """Return the spans that name one entity, in order."""
        spelt = list(self._finder.spelt(passage))
        spans = spelt + self._hearer.heard(passage, spelt)
        judge = ContextScorer(passage, self._assessor, countries_in(spans), threshold)
        judge.hear(spans)
        around = DocumentContext()
        # A name that neighbours support in one place is then known in the whole text.
        for _ in range(2 if judge.is_open else 1):
            taken = _matching(filter_spans(judge.verdicts(around)), threshold)
            around = DocumentContext.of(self._gazetteer, [(v.span, v.ranked[0][1]) for v in taken])
        judge.hear(self._shortener.short_forms(passage, around))
        choose = best_of_each_span if overlaps else filter_spans
        return _matching(choose(judge.verdicts(around)), threshold)

    def _mention(self, passage: Document, verdict: ScoredSpan) -> Mention:
        start, end = passage.bounds(verdict.span)
        text = passage.text[start:end]
        demonym = self._gazetteer.kind_at(verdict.ranked[0][1].hit) is NameKind.DEMONYM
        return Mention(
            start=start,
            end=end,
            text=text,
            prefix=verdict.span.names.reading.prefix,
            kind=MentionKind.DEMONYM if demonym else MentionKind.NAME,
            resolution=self._resolver.resolution(text, verdict.ranked, Outcome.MATCH, limit=5),
        )

    def _unknown(self, passage: Document, span: Span) -> Mention:
        start, end = passage.bounds(span)
        text = passage.text[start:end]
        prefix = span.names.reading.prefix
        return Mention(start, end, text, prefix, MentionKind.NAME, self._resolver.resolution(text, [], Outcome.NIL, 0))


def _matching(verdicts: Iterable[ScoredSpan], threshold: float) -> list[ScoredSpan]:
    return [verdict for verdict in verdicts if decide(verdict.ranked, threshold) is Outcome.MATCH]
