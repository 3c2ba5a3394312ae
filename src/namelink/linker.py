"""A text → Mentions: every name in it that the gazetteer knows, read as a whole.

First each word is looked up, clitics on or off, as it is spelt and as it sounds; then the full names
settle the short forms; then the neighbours say whether a name that is also a word is meant; then the
longest reading wins.
"""

from __future__ import annotations

from collections.abc import Iterable

from namelink.errors import require_str
from namelink.linking.finding import Finder
from namelink.linking.hearing import Hearer, not_spelt
from namelink.linking.judgement import Judge, chosen, each_place
from namelink.linking.passage import Passage, Span
from namelink.linking.surroundings import Surroundings, countries_in, short_forms
from namelink.linking.unknown import unknown_names
from namelink.matching.context import CommonWords, common_words
from namelink.matching.decision import Contender, decide, rank
from namelink.model import EntityType, Kind, LinkedText, Mention, Outcome
from namelink.resolver import THRESHOLD, NameResolver


class Linker:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, resolver: NameResolver, common: CommonWords | None = None) -> None:
        self._resolver = resolver
        self._common = common_words() if common is None else common
        self._gazetteer = resolver.gazetteer
        self._finder = Finder(resolver.gazetteer)
        self._hearer = Hearer(resolver.gazetteer)

    def link(
        self,
        text: str,
        *,
        types: Iterable[str] | None = None,
        threshold: float = THRESHOLD,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
    ) -> LinkedText:
        """Return the mentions in a text; see `namelink.link`."""
        require_str(text, "link", "text")
        wanted = frozenset(EntityType(t) for t in types) if types is not None else None
        passage = Passage(self._gazetteer, text)
        spans = self._named(passage, threshold, overlaps)
        mentions = [self._mention(passage, span, ranked) for span, ranked in spans]
        found = [m for m in mentions if (wanted is None or m.type in wanted) and (demonyms or m.kind is Kind.NAME)]
        if unknown:
            taken = {word for span, _ in spans for word in range(span.first, span.last)}
            found += [self._unknown(passage, span) for span in unknown_names(passage, taken)]
        return LinkedText(text, tuple(sorted(found, key=lambda m: (m.start, -m.end))))

    def _named(self, passage: Passage, threshold: float, overlaps: bool) -> list[tuple[Span, list[Ranked]]]:
        """Return the spans that name one entity, in order."""
        spans = self._spans(passage)
        judge = Judge(passage, self._common, countries_in(spans))
        around = self._settled(passage, spans, judge, Surroundings(), threshold)
        # A name that neighbours support in one place is then known in the whole text.
        around = self._settled(passage, spans, judge, around, threshold)
        spans += short_forms(passage, around)
        choose = each_place if overlaps else chosen
        return self._matching(choose([judge.judge(span, around) for span in spans], threshold), threshold)

    @staticmethod
    def _matching(spans: Iterable[Span], threshold: float) -> list[tuple[Span, list[Ranked]]]:
        ranked = [(span, rank(span.contenders)) for span in spans]
        return [(span, order) for span, order in ranked if decide(order, threshold) is Outcome.MATCH]

    def _spans(self, passage: Passage) -> list[Span]:
        spelt = list(self._finder.spelt(passage))
        return spelt + not_spelt(self._hearer.heard(passage), spelt)

    def _settled(
        self, passage: Passage, spans: list[Span], judge: Judge, around: Surroundings, threshold: float
    ) -> Surroundings:
        """Return what the text says elsewhere, seen from what is known of it so far."""
        taken = self._matching(chosen([judge.judge(span, around) for span in spans], threshold), threshold)
        return Surroundings.of(passage, [(span, ranked[0][1]) for span, ranked in taken])

    def _mention(self, passage: Passage, span: Span, ranked: list[Ranked]) -> Mention:
        start, end = passage.bounds(span)
        text = passage.text[start:end]
        return Mention(
            start=start,
            end=end,
            text=text,
            prefix=span.reading.prefix,
            kind=Kind.DEMONYM if passage.is_demonym(ranked[0][1]) else Kind.NAME,
            resolution=self._resolver.resolution(text, ranked, Outcome.MATCH, limit=5),
        )

    def _unknown(self, passage: Passage, span: Span) -> Mention:
        start, end = passage.bounds(span)
        text = passage.text[start:end]
        return Mention(
            start, end, text, span.reading.prefix, Kind.NAME, self._resolver.resolution(text, [], Outcome.NIL, 0)
        )


Ranked = tuple[float, Contender]
"""An entity that a span may name, and the probability that it does."""
