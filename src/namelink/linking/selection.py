"""Which of the spans that fit are taken, where some have words in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from namelink.linking.document import Span
from namelink.matching.decision import CandidateMatch


class ScoredSpan(NamedTuple):
    """A span that fits, as its neighbours and the rest of the text have it.

    Attributes:
        span: The span.
        fit: How well the best of its names fits.
        ranked: What it may name with the probability of each, the likeliest first.
    """

    span: Span
    fit: float
    ranked: list[tuple[float, CandidateMatch]]


def filter_spans(verdicts: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """Return the spans to take: the longest first, then the likeliest; none overlaps another."""
    taken: set[int] = set()
    found = []
    for verdict in sorted(verdicts, key=_size):
        words = range(verdict.span.first, verdict.span.last)
        if taken.isdisjoint(words):
            taken.update(words)
            found.append(verdict)
    return sorted(found, key=lambda verdict: verdict.span.first)


def best_of_each_span(verdicts: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """Return every span that may be taken, those inside others too; of those of the very same words the likeliest."""
    places: dict[tuple[int, int], ScoredSpan] = {}
    for verdict in sorted(verdicts, key=_size):
        places.setdefault((verdict.span.first, verdict.span.last), verdict)
    return [places[place] for place in sorted(places, key=lambda place: (place[0], -place[1]))]


def _size(verdict: ScoredSpan) -> tuple[int, float, int, int]:
    """Order spans, the longest first, then the likeliest."""
    span = verdict.span
    return (span.first - span.last, -verdict.fit, span.first, span.names.reading.length)
