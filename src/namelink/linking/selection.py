"""Selection of the spans to link, where some overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from namelink.linking.document import Span
from namelink.matching.decision import CandidateMatch


class ScoredSpan(NamedTuple):
    """A span with its candidates, scored in context.

    Attributes:
        span: The span.
        fit: The fit of its best candidate: the probability that it is a name of it.
        ranked: Its candidates, each with the probability that it is meant, the likeliest first.
    """

    span: Span
    fit: float
    ranked: list[tuple[float, CandidateMatch]]


def filter_spans(scored: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """Return spans that do not overlap, in order: the longest are kept, of those of one length the likeliest."""
    taken: set[int] = set()
    kept = []
    for found in sorted(scored, key=_rank):
        places = range(found.span.first, found.span.stop)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(found)
    return sorted(kept, key=lambda found: found.span.first)


def best_of_each_span(scored: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """Return every span, also where they overlap; of those of the very same tokens the likeliest."""
    best: dict[tuple[int, int], ScoredSpan] = {}
    for found in sorted(scored, key=_rank):
        best.setdefault((found.span.first, found.span.stop), found)
    return [best[place] for place in sorted(best, key=lambda place: (place[0], -place[1]))]


def _rank(scored: ScoredSpan) -> tuple[int, float, int, int]:
    """Order the longest spans first, then the likeliest."""
    span = scored.span
    return (span.first - span.stop, -scored.fit, span.first, span.candidates.segmentation.length)
