"""Prior of the candidates of one span: which of them its context allows, and what it adds to their prominence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from namelink.lang import Trigger, diacritics_agreement, language_of
from namelink.linking.document import Document, Span
from namelink.linking.features.extraction import CandidateFeatures, SurfaceFeatures
from namelink.model import EntityType


def priors(
    document: Document,
    span: Span,
    form: SurfaceFeatures,
    trigger: Trigger | None,
    countries: Mapping[int, str],
    homes: Mapping[int, str],
) -> list[tuple[CandidateFeatures, float]]:
    """Return the candidates that the context of a span allows, each with what it adds to their prominence."""
    config = document.lexicon.config
    places = (place for place in (span.first - 1, span.stop) if not _repeats(document, span, place))
    beside = {countries.get(place) for place in places} - {None}
    near = beside | _countries_near(span, form, homes, config.country_reach)
    diacritics = document.has_diacritics(span)
    adjective = _is_adjective(document, span, countries)
    found = []
    for c in _of_head_noun(form.candidates, trigger):
        if adjective and _is_also_demonym(c, form):
            continue
        bonus = config.trigger_prior * (trigger is not None and trigger.type is c.type)
        reach = beside if c.match.weight < config.low_prominence else near
        bonus += config.topic_prior * (topic_word(document, span, form, c) is not None)
        bonus += config.country_prior * (c.home in reach)
        if diacritics:
            name = document.lexicon.gazetteer.name_at(c.match.hit).text
            bonus += config.diacritics_prior * diacritics_agreement(form.text, name)
        found.append((c, bonus))
    return found


def _repeats(document: Document, span: Span, place: int) -> bool:
    """Whether the tokens from a place on are those of a span again, clitics aside: للكويت #الكويت."""
    own = document.keys[span.first : span.stop]
    if document.keys[place : place + len(own)] == own:
        return True
    if not span.is_single or not 0 <= place < len(document.keys):
        return False
    words = {language_of(word).key_form(word, False) for word in _words(document, span.first)}
    return not words.isdisjoint(language_of(word).key_form(word, False) for word in _words(document, place))


def _words(document: Document, place: int) -> list[str]:
    return [segmentation.word for segmentation in document.tokens[place].segmentations]


def topic_word(document: Document, span: Span, form: SurfaceFeatures, c: CandidateFeatures) -> int | None:
    """Return the place of a word of sport near a span that may name a club and its city, if it is not where one is."""
    if c.type is not EntityType.ORGANIZATION or not form.has_place:
        return None
    trigger = document.trigger(span.first)
    clitic = document.tokens[span.first].language.locative_clitic
    located = bool(clitic) and span.candidates.segmentation.prefix.endswith(clitic)
    if located or (trigger and trigger.type is EntityType.PLACE):
        return None
    reach = document.lexicon.config.topic_reach
    return next((at for at in document.near(span, reach) if document.tokens[at].has_role("sport")), None)


def _countries_near(span: Span, form: SurfaceFeatures, countries: Mapping[int, str], reach: int) -> set[str]:
    """Return the countries named near a place, except those that the place itself may name (الكويت)."""
    if any(c.type is not EntityType.PLACE for c in form.candidates):
        return set()
    places = (*range(span.first - reach, span.first), *range(span.stop, span.stop + reach))
    found = {countries[place] for place in places if place in countries}
    return found.difference(c.country for c in form.candidates if c.country)


def _is_adjective(document: Document, span: Span, countries: Mapping[int, str]) -> bool:
    """Whether a single token is an adjective after a definite noun, or after another adjective: العلاقات السعودية."""
    before = document.before(span.first)
    if not span.is_single or before is None:
        return False
    if span.candidates.segmentation.prefix:
        return span.first - 1 in countries and before.language.agrees(before.key, document.keys[span.first])
    return document.trigger(span.first) is None and before.is_definite


def _is_also_demonym(c: CandidateFeatures, form: SurfaceFeatures) -> bool:
    if c.is_demonym or not form.has_demonym:
        return False
    return any(other.match.ref == c.match.ref and other.is_demonym for other in form.candidates)


def _of_head_noun(candidates: Sequence[CandidateFeatures], trigger: Trigger | None) -> Sequence[CandidateFeatures]:
    """Return the candidates that a head noun before them allows, if it allows any: مدينة ليفربول is no club."""
    if trigger is None or not trigger.head:
        return candidates
    allowed = [c for c in candidates if c.type is trigger.type and not (trigger.town and c.country)]
    return allowed or candidates
