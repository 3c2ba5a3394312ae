"""Features of a candidate in its context: the tokens beside it, countries near by, and the rest of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from namelink.features import Feature, Measurement, Registry
from namelink.lang import Trigger, is_definite
from namelink.linking.coreference import DocumentContext
from namelink.linking.document import Document, Span
from namelink.linking.features.extraction import CandidateFeatures, SurfaceFeatures

NUMBER = "number"
"""Stands for any number in the table of homographs."""


class ContextCandidate(NamedTuple):
    """A candidate of a span: what the features of context measure.

    Attributes:
        document: The document.
        span: The span.
        form: The features of its surface form.
        features: Those of the candidate.
        trigger: What the token before the span says of a name.
        countries: The places that name a country, or its people, each with its code.
        context: What the rest of the document says.
    """

    document: Document
    span: Span
    form: SurfaceFeatures
    features: CandidateFeatures
    trigger: Trigger | None
    countries: Mapping[int, str]
    context: DocumentContext

    @property
    def is_supportable(self) -> bool:
        """Whether anything but a trigger can support it: a common word is no little known entity."""
        return not (self.form.is_listed and self.features.is_little_known)


def _negative_context(c: ContextCandidate) -> Measurement | None:
    found = _word_beside(c) or _word_of_topic(c)
    return Measurement(1.0, c.document.keys[c.span.first], found) if found else None


def _word_beside(c: ContextCandidate) -> str | None:
    """Return the neighbour that shows a common word."""
    words = c.form.negative_context
    if not words:
        return None
    document, span = c.document, c.span
    beside = [found.word for found in document.tokens[span.first - 1].segmentations] if span.first else []
    beside += document.keys[span.stop : span.stop + 1]
    return next((word for word in beside if word in words or (word[0].isdigit() and NUMBER in words)), None)


def _word_of_topic(c: ContextCandidate) -> str | None:
    """Return the word near by that shows a common word; whoever speaks is none."""
    topic, document = c.form.negative_topic, c.document
    if not topic or document.introducer(c.span.first) == "speech":
        return None
    reach = document.lexicon.config.topic_reach
    near = (
        segmentation.word for at in document.near(c.span, reach) for segmentation in document.tokens[at].segmentations
    )
    return next((word for word in near if word in topic), None)


def _disagreement(c: ContextCandidate) -> Measurement | None:
    if not c.features.is_demonym or not c.span.is_single or c.span.candidates.segmentation.prefix:
        return None
    before = c.document.before(c.span.first)
    if before is None or not before.is_definite or is_definite(c.span.candidates.segmentation.word):
        return None
    return Measurement(1.0, before.key, c.form.text)


def _language(c: ContextCandidate) -> Measurement | None:
    if not c.features.is_demonym:
        return None
    document, span = c.document, c.span
    segmentation = span.candidates.segmentation
    before, after = document.before(span.first), document.after(span.stop)
    if before is not None and before.has_role("language_before"):
        return Measurement(1.0, c.form.text, before.key)
    if after is not None and after.has_role("language_after"):
        return Measurement(1.0, c.form.text, after.key)
    is_one = document.tokens[span.first].language.names_language(segmentation.prefix, segmentation.word)
    return Measurement(1.0, c.form.text, segmentation.prefix) if is_one else None


CONTEXT = Registry(
    [
        Feature(
            "negative_context",
            -9.0,
            "1 where a neighbour shows that the token is a common word: half a diameter.",
            _negative_context,
        ),
        Feature(
            "language",
            -9.0,
            "1 where a demonym is the name of a language: she speaks French, اللغة الروسية, بالروسية.",
            _language,
        ),
        Feature(
            "disagreement",
            -6.0,
            "1 where a demonym has no article though the noun before it has one, so that it is no adjective of it.",
            _disagreement,
        ),
    ]
)
"""Features of the tokens beside a span."""
