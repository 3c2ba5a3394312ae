"""Extraction of the features of surface forms: measured once for each form, whatever texts it comes in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from namelink.cache import BoundedCache
from namelink.config import Config
from namelink.lang import Homographs, contextual_homographs, homograph_topics, is_definite, is_listed, roles_of
from namelink.linking.document import Detection, SurfaceForm
from namelink.linking.features.surface import AMBIGUITY, FORM, SUPPORT, Ambiguity, SurfaceCandidate
from namelink.linking.lexicon import Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.model import EntityType, Evidence, NameKind
from namelink.text.folding import normalize


@attrs.frozen(eq=False)
class CandidateFeatures:
    """The features of one entity that a surface form may name.

    Attributes:
        match: The entity, with the evidence of all features of the form.
        supported: The same with support, which takes its ambiguity away.
        type: The type of the entity.
        country: Its own code where it is a country, else None.
        home: The code of the country it belongs to, or None; None for a country.
        is_demonym: Whether the name is a demonym.
        is_little_known: Whether the entity is little known.
        is_short_form: Whether the form is short for a full name of the same document.
        is_ambiguous: Whether there is any ambiguity.
        is_homograph_only: Whether there is no ambiguity but that of a common word.
        max_given_name_excess: How much more frequent than its bearers a given name before the form may be to make
            another person's name of it, in powers of ten; None where no given name does.
    """

    match: CandidateMatch
    supported: CandidateMatch
    type: EntityType
    country: str | None
    home: str | None
    is_demonym: bool
    is_little_known: bool
    is_short_form: bool
    is_ambiguous: bool
    is_homograph_only: bool
    max_given_name_excess: float | None


@attrs.frozen(eq=False)
class SurfaceFeatures:
    """The features of a surface form.

    Attributes:
        text: The form as written, clitics left out.
        candidates: Those of each entity that it may name.
        rarest_zipf: Zipf frequency of its rarest token.
        is_listed: Whether all its tokens are listed as words of running text.
        negative_context: Neighbours that show that it is a common word.
        negative_topic: Words near by that show so.
        is_initialism: Whether its tokens are the names of letters.
        has_demonym: Whether it may be a demonym.
        has_country: Whether it may name a country.
        has_place: Whether it may name a place.
        max_fit: The fit that it cannot exceed without a trigger.
    """

    text: str
    candidates: tuple[CandidateFeatures, ...]
    rarest_zipf: float
    is_listed: bool
    negative_context: Collection[str]
    negative_topic: Collection[str]
    is_initialism: bool
    has_demonym: bool
    has_country: bool
    has_place: bool
    max_fit: float


def with_evidence(match: CandidateMatch, evidence: list[Evidence], prior: float = 0.0) -> CandidateMatch:
    """Return a candidate with more evidence, and with what is added to its prominence."""
    if evidence:
        return CandidateMatch.of(match.ref, match.hit, match.weight + prior, [*match.evidence, *evidence])
    return attrs.evolve(match, weight=match.weight + prior) if prior else match


class SurfaceExtractor:
    """Measures the features of surface forms, and caches them."""

    def __init__(self, lexicon: Lexicon, homographs: Homographs, config: Config) -> None:
        self._lexicon = lexicon
        self._homographs = homographs
        self._weights = {
            name: weight
            for registry in (FORM, AMBIGUITY, SUPPORT)
            for name, weight in registry.weights(dict(config.weights)).items()
        }
        self.features = BoundedCache(self._extract, config.limits.cached_spans)
        """The features of a form."""

    def _extract(self, form: SurfaceForm) -> SurfaceFeatures:
        matches = _inherit_weights(form.candidates.matches)
        measured = [SurfaceCandidate(form, match, self._lexicon, self._homographs) for match in matches]
        candidates = tuple(map(self._features, measured))
        listed = all(map(is_listed, form.candidates.bare_tokens))
        return SurfaceFeatures(
            text=form.text,
            candidates=candidates,
            rarest_zipf=measured[0].rarest_zipf,
            is_listed=listed,
            negative_context=self._negative_context(form) if form.candidates.is_single else (),
            negative_topic=homograph_topics().get(normalize(form.text), ()) if form.candidates.is_single else (),
            is_initialism=all("letter" in roles_of(token) for token in form.candidates.bare_tokens),
            has_demonym=any(c.is_demonym for c in candidates),
            has_country=any(c.country for c in candidates),
            has_place=any(c.type is EntityType.PLACE for c in candidates),
            max_fit=_max_fit(candidates) if listed else 1.0,
        )

    def _features(self, c: SurfaceCandidate) -> CandidateFeatures:
        ambiguity = AMBIGUITY.measure(c, self._weights)
        match = with_evidence(c.match, [*FORM.measure(c, self._weights), *ambiguity])
        log_odds = sum(e.contribution for e in ambiguity)
        support = SUPPORT.measure(Ambiguity(c.form.text, log_odds), self._weights)
        entity = c.entity
        demonym = c.kind is NameKind.DEMONYM
        return CandidateFeatures(
            match=match,
            supported=with_evidence(match, support),
            type=entity.type,
            country=entity.country if entity.is_country else None,
            home=None if entity.is_country else entity.country,
            is_demonym=demonym,
            is_little_known=c.is_little_known,
            is_short_form=c.is_short_form,
            is_ambiguous=bool(ambiguity),
            is_homograph_only=all(e.feature in ("homograph", "dictionary_word") for e in ambiguity),
            max_given_name_excess=_max_given_name_excess(c, entity.type, demonym),
        )

    def _negative_context(self, form: SurfaceForm) -> Collection[str]:
        written = normalize(form.text)
        return self._homographs.get(written) or contextual_homographs().get(written) or ()


def _max_given_name_excess(c: SurfaceCandidate, type_: EntityType, demonym: bool) -> float | None:
    """Return how frequent a given name before a form may be, or None where it makes no difference.

    'A Lebanese deputy' is likelier than Deputy the Lebanese, but مايكل واشنطن is a man's name.
    """
    config = c.config
    short = c.kind is NameKind.SHORT or c.is_short_form
    phonetic = c.form.candidates.detection is Detection.PHONETIC
    incomplete = c.is_single or short or phonetic or c.match.weight < config.low_prominence
    if c.form.candidates.segmentation.prefix or not incomplete:
        return None
    excess = config.given_name_max_excess
    adjective = demonym and not is_definite(c.token)
    prominent = type_ is not EntityType.PERSON and c.match.weight >= config.given_name_place_prominence
    if adjective or prominent:
        excess -= config.given_name_excess_adjective
    if c.match.weight >= config.high_prominence:
        excess -= config.given_name_excess_prominent
    return excess


def _max_fit(candidates: Sequence[CandidateFeatures]) -> float:
    """Return the fit that a listed word cannot exceed: nothing but a trigger makes it a little known entity's name."""
    return max(c.match.fit if c.is_little_known else 1.0 for c in candidates)


def _inherit_weights(matches: Sequence[CandidateMatch]) -> Sequence[CandidateMatch]:
    """Return candidates of several layers with the weight of those of later layers, whose name they hide.

    A namesake in a candidate's own layer is not hidden, and lends it nothing: Paris in Texas stays little known.
    """
    layers = {match.hit.layer for match in matches}
    if len(layers) == 1:
        return matches
    below = {layer: max((m.weight for m in matches if m.hit.layer > layer), default=0.0) for layer in layers}
    return [attrs.evolve(match, weight=max(match.weight, below[match.hit.layer])) for match in matches]
