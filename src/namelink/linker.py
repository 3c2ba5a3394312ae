"""A text → Mentions: every name in it that the gazetteer knows, read as a whole.

First each word is looked up, clitics on or off, as it is spelt and as it sounds; then the full names
settle the short forms; then the neighbours say whether a name that is also a word is meant; then the
longest reading wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from namelink.errors import require_str
from namelink.linking.choice import Verdict, chosen, each_place
from namelink.linking.finding import Finder
from namelink.linking.hearing import Hearer
from namelink.linking.judgement import Judge
from namelink.linking.passage import Passage, Span
from namelink.linking.shortening import Shortener
from namelink.linking.standing import Assessor
from namelink.linking.surroundings import Surroundings, countries_in
from namelink.linking.unknown import unknown_names
from namelink.linking.words import Lexicon
from namelink.matching.context import CommonWords, common_words
from namelink.matching.decision import decide
from namelink.model import EntityType, Kind, LinkedText, Mention, NameKind, Outcome
from namelink.resolver import THRESHOLD, NameResolver


class Linker:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, resolver: NameResolver, common: CommonWords | None = None) -> None:
        self._resolver = resolver
        self._gazetteer = resolver.gazetteer
        lexicon = Lexicon(resolver.gazetteer)
        self._lexicon = lexicon
        self._finder = Finder(lexicon)
        self._hearer = Hearer(lexicon)
        self._assessor = Assessor(lexicon, common_words() if common is None else common)
        self._shortener = Shortener(resolver.gazetteer)

    def link(
        self,
        text: str,
        *,
        types: Collection[EntityType] | None = None,
        threshold: float = THRESHOLD,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
    ) -> LinkedText:
        """Return the mentions in a text; see `namelink.link`. The types are as `namelink.validation` returns them."""
        require_str(text, "link", "text")
        passage = Passage(self._lexicon, text)
        verdicts = self._named(passage, threshold, overlaps)
        mentions = [self._mention(passage, verdict) for verdict in verdicts]
        found = [m for m in mentions if (types is None or m.type in types) and (demonyms or m.kind is Kind.NAME)]
        if unknown:
            taken = {word for verdict in verdicts for word in range(verdict.span.first, verdict.span.last)}
            found += [self._unknown(passage, span) for span in unknown_names(passage, taken)]
        return LinkedText(text, tuple(sorted(found, key=lambda m: (m.start, -m.end))))

    def _named(self, passage: Passage, threshold: float, overlaps: bool) -> list[Verdict]:
        """Return the spans that name one entity, in order."""
        spelt = list(self._finder.spelt(passage))
        spans = spelt + self._hearer.heard(passage, spelt)
        judge = Judge(passage, self._assessor, countries_in(spans), threshold)
        judge.hear(spans)
        around = Surroundings()
        # A name that neighbours support in one place is then known in the whole text.
        for _ in range(2 if judge.is_open else 1):
            taken = _matching(chosen(judge.verdicts(around)), threshold)
            around = Surroundings.of(self._gazetteer, [(v.span, v.ranked[0][1]) for v in taken])
        judge.hear(self._shortener.short_forms(passage, around))
        choose = each_place if overlaps else chosen
        return _matching(choose(judge.verdicts(around)), threshold)

    def _mention(self, passage: Passage, verdict: Verdict) -> Mention:
        start, end = passage.bounds(verdict.span)
        text = passage.text[start:end]
        demonym = self._gazetteer.kind_at(verdict.ranked[0][1].hit) is NameKind.DEMONYM
        return Mention(
            start=start,
            end=end,
            text=text,
            prefix=verdict.span.names.reading.prefix,
            kind=Kind.DEMONYM if demonym else Kind.NAME,
            resolution=self._resolver.resolution(text, verdict.ranked, Outcome.MATCH, limit=5),
        )

    def _unknown(self, passage: Passage, span: Span) -> Mention:
        start, end = passage.bounds(span)
        text = passage.text[start:end]
        prefix = span.names.reading.prefix
        return Mention(start, end, text, prefix, Kind.NAME, self._resolver.resolution(text, [], Outcome.NIL, 0))


def _matching(verdicts: Iterable[Verdict], threshold: float) -> list[Verdict]:
    return [verdict for verdict in verdicts if decide(verdict.ranked, threshold) is Outcome.MATCH]
