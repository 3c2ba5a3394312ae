"""Support of a candidate by its context: what takes its ambiguity away."""

from __future__ import annotations

from collections.abc import Collection

from namelink.features import Feature, Measurement, Registry
from namelink.lang import is_definite, language_of
from namelink.linking.document import Document, Span
from namelink.linking.features.context import ContextCandidate
from namelink.linking.features.prior import topic_word


def _by_trigger(c: ContextCandidate) -> Measurement | None:
    trigger, features = c.trigger, c.features
    if trigger is None or trigger.type is not features.type:
        return None
    known = not features.is_little_known
    head = trigger.head and (known or c.form.rarest_zipf < c.document.lexicon.config.head_noun_max_zipf)
    strong = trigger.strong and (known or not c.form.is_listed)
    return Measurement(1.0, c.form.text, trigger.word) if head or strong else None


def _by_introducer(c: ContextCandidate) -> Measurement | None:
    features, span = c.features, c.span
    if features.is_little_known or not features.is_homograph_only or span.candidates.segmentation.prefix:
        return None
    if c.document.introducer(span.first) not in ("speech", "verb"):
        return None
    return Measurement(1.0, c.form.text, c.document.keys[span.first - 1])


def _by_country(c: ContextCandidate) -> Measurement | None:
    home, document, span = c.features.home, c.document, c.span
    if not home or not c.is_supportable:
        return None
    places = [
        *([span.first - 1] if document.joined[span.first] else []),
        *([span.stop] if document.after(span.stop) else []),
    ]
    beside = next((place for place in places if c.countries.get(place) == home), None)
    return None if beside is None else Measurement(1.0, c.form.text, document.keys[beside])


def _by_document(c: ContextCandidate) -> Measurement | None:
    elsewhere = [place for place in c.context.mentions.get(c.features.match.ref, ()) if place != c.span.first]
    if not elsewhere or not _may_lean_on_document(c):
        return None
    return Measurement(1.0, c.form.text, c.document.keys[elsewhere[0]])


def _by_coordination(c: ContextCandidate) -> Measurement | None:
    places = c.context.places.get(c.features.type, ())
    if not places or not _may_lean_on_document(c):
        return None
    beside = _coordinated_place(c.document, c.span, places)
    return Measurement(1.0, c.form.text, c.document.keys[beside]) if beside is not None else None


def _by_topic(c: ContextCandidate) -> Measurement | None:
    word = topic_word(c.document, c.span, c.form, c.features)
    return None if word is None or not c.is_supportable else Measurement(1.0, c.form.text, c.document.keys[word])


def _coordinated_place(document: Document, span: Span, places: Collection[int]) -> int | None:
    """Return the one of some places that is right beside a span, joined to it by a conjunction or a comma."""
    if span.stop in places and _has_conjunction(document.keys[span.stop]):
        return span.stop
    if span.stop + 1 in places and document.tokens[span.stop].has_role("conjunction"):
        return span.stop + 1
    if span.first - 2 in places and document.tokens[span.first - 1].has_role("conjunction"):
        return span.first - 2
    parted = not document.joined[span.first] or _has_conjunction(span.candidates.segmentation.prefix)
    return span.first - 1 if parted and span.first - 1 in places else None


def _may_lean_on_document(c: ContextCandidate) -> bool:
    return c.is_supportable and (not c.features.is_short_form or _admits_name(c.document, c.span))


def _admits_name(document: Document, span: Span) -> bool:
    """Whether a token that is also a common word may be a name where it is.

    It may after a trigger or a word that speaks of somebody (قال, أن, مع); not as an adjective (رد سريع, الذخيرة
    الحية), nor where a noun with the article follows whose possession it is (سلامة الشهود).
    """
    before, after = document.before(span.first), document.after(span.stop)
    segmentation = span.candidates.segmentation
    introducer = None if segmentation.prefix else document.introducer(span.first)
    if introducer == "speech":
        return True
    definite = is_definite(segmentation.word)
    if not definite and after is not None and after.is_definite and not _has_conjunction(after.key):
        return False
    if before is None or segmentation.prefix or introducer or document.trigger(span.first) is not None:
        return True
    return definite and not before.is_definite


def _has_conjunction(token: str) -> bool:
    """Whether a token, or the clitics of one, may begin with a conjunction."""
    return language_of(token).without_conjunction(token) != token


KINDS_OF_SUPPORT = Registry(
    [
        Feature(
            "support_by_trigger", 1.0, "A title or head noun of its type is before it: the State of Qatar.", _by_trigger
        ),
        Feature(
            "support_by_introducer",
            1.0,
            "A verb that is followed by whoever acts is before it: said Qatar.",
            _by_introducer,
        ),
        Feature("support_by_country", 1.0, "The name or demonym of its country is beside it.", _by_country),
        Feature("support_by_document", 1.0, "The entity is linked elsewhere in the text.", _by_document),
        Feature(
            "support_by_topic",
            1.0,
            "A word of sport is near a club that is called like a city.",
            _by_topic,
        ),
        Feature(
            "support_by_coordination",
            1.0,
            "A linked name of the same type is beside it, joined by a conjunction or a comma.",
            _by_coordination,
        ),
    ]
)
"""What supports a candidate, any one of them; a kind whose weight is 0 is turned off."""
