"""What takes doubts about a name away: a word before it, its country beside it, its company, the rest of the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from namelink.lang import UNKNOWN_ZIPF, Trigger, is_definite
from namelink.linking.ambiguity import WELL_WORN
from namelink.linking.document import Document, Span
from namelink.linking.document_context import DocumentContext
from namelink.linking.surface_features import CandidateFeatures, SurfaceFeatures


def is_supported_here(
    passage: Document,
    span: Span,
    standing: CandidateFeatures,
    standings: SurfaceFeatures,
    cue: Trigger | None,
    countries: Mapping[int, str],
) -> bool | None:
    """Whether the words beside a doubtful name show that it is meant; None where the rest of the text may yet tell.

    Args:
        passage: The text.
        span: The name.
        standing: What it may name.
        standings: All that it may name.
        cue: What the word before it says.
        countries: The words that name a country, with its code.
    """
    obscure = standing.is_obscure
    rare = standings.rarest <= UNKNOWN_ZIPF
    if cue and cue.type is standing.type:
        head = cue.head and (standings.rarest < WELL_WORN or not obscure)
        if head or (cue.strong and (rare or not obscure)):
            return True
    if obscure and not rare:
        return False
    named = standing.is_plain and not obscure and not span.names.reading.prefix
    if named and passage.agent(span.first) in ("speech", "verb"):
        return True  # قالت قطر, زار قطر
    joined = passage.tokens.joined
    before = joined[span.first] and countries.get(span.first - 1)
    after = span.last < len(joined) and joined[span.last] and countries.get(span.last)
    return True if standing.home and standing.home in (before, after) else None


def is_supported_elsewhere(passage: Document, span: Span, standing: CandidateFeatures, around: DocumentContext) -> bool:
    """Whether the text names the entity beyond doubt elsewhere, or its like right beside."""
    elsewhere = any(place != span.first for place in around.settled.get(standing.contender.ref, ()))
    return elsewhere or _is_in_company(passage, span, around.places.get(standing.type, ()))


def admits_name(passage: Document, span: Span) -> bool:
    """Whether a word that is also a common one may be a name where it stands.

    It may after a title, or a word that speaks of somebody (قال, أن, مع); not as an adjective (رد سريع, الذخيرة
    الحية), nor where a noun with the article follows whose possession it is (سلامة الشهود).
    """
    before, after = passage.before(span.first), passage.after(span.last)
    reading = span.names.reading
    definite = is_definite(reading.word)
    agent = None if reading.prefix else passage.agent(span.first)
    if agent == "speech":
        return True
    if not definite and after is not None and after.is_definite and not after.key.startswith("و"):
        return False
    if before is None or reading.prefix or agent or passage.cue(span.first) is not None:
        return True
    return definite and not before.is_definite


def _is_in_company(passage: Document, span: Span, places: Collection[int]) -> bool:
    """Whether a name of the same type stands right beside, joined by و or a comma."""
    tokens = passage.tokens
    after = span.last < len(tokens) and tokens.keys[span.last].startswith("و")
    before = span.names.reading.prefix.startswith("و") or not tokens.joined[span.first]
    return (after and span.last in places) or (before and span.first - 1 in places)
