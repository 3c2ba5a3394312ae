"""One name → Resolution. Read from top to bottom, this is the whole library."""

from __future__ import annotations

import attrs

from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit
from namelink.matching.candidates import sounding_hits
from namelink.matching.context import cues
from namelink.matching.decision import VOCALISED, Contender, decide, rank
from namelink.matching.evidence import compare_words, flag, measure, name_words, probability
from namelink.model import (
    Candidate,
    EntityType,
    Evidence,
    NameKind,
    Outcome,
    Resolution,
)
from namelink.text.affixes import ARTICLE, readings
from namelink.text.folding import fold
from namelink.text.tokens import join_key, words
from namelink.text.vocalisation import agreement
from namelink.translit.names import given_names
from namelink.translit.natural import romanize
from namelink.translit.sounds import sound_key

THRESHOLD = 0.8
"""The default score from which an entity is taken to be meant."""

ENOUGH_SOUNDS = 5
"""Consonants from which sounding like a name is no accident."""

WORTH_SHOWING = 0.05
"""The fit below which a name is no candidate."""

MAX_WORDS = 40
"""Words of a query beyond which it is no name."""

MAX_LENGTH = 1000
"""Code points of a query beyond which it is no name."""


class NameResolver:
    """Resolves names against one gazetteer.

    >>> NameResolver(Gazetteer.default()).resolve("قرغيزستان").name
    'Kyrgyzstan'
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def resolve(
        self,
        name: str,
        *,
        type: str | None = None,
        country: str | None = None,
        limit: int = 5,
        threshold: float = THRESHOLD,
    ) -> Resolution:
        """Return what a name comes to; see `namelink.resolve`."""
        require_str(name, "resolve", "name")
        wanted = _entity_type(type)
        found = self._contenders(name) if len(name) <= MAX_LENGTH else []
        ranked = rank(c for c in found if self._is_wanted(c, wanted, country))
        return self.resolution(name, ranked, decide(ranked, threshold), limit)

    def resolution(self, query: str, ranked: list[tuple[float, Contender]], outcome: Outcome, limit: int) -> Resolution:
        """Return the resolution of ranked contenders."""
        candidates = tuple(
            Candidate(
                entity=self.gazetteer.entity_at(contender.ref),
                score=score,
                matched_name=self.gazetteer.name_at(contender.hit),
                evidence=tuple(sorted(contender.evidence, key=lambda e: -abs(e.contribution))),
            )
            for score, contender in ranked[: max(limit, 1)]
        )
        entity = candidates[0].entity if outcome is Outcome.MATCH else None
        score = candidates[0].score if candidates else 0.0
        return Resolution(query, outcome, entity, score, candidates[:limit], romanize)

    def _contenders(self, query: str) -> list[Contender]:
        """Return the entities a query may name, by the cheapest keys that find any."""
        tokens = words(fold(query))
        if not tokens or len(tokens) > MAX_WORDS:
            return []
        found = (
            self._by_key(tokens)
            or self._without_head(tokens)
            or [*self._by_sound(query), *self._without_clitic(tokens)]
        )
        return [self._vocalised(contender, query) for contender in found]

    def _vocalised(self, contender: Contender, query: str) -> Contender:
        marks = agreement(query, self.gazetteer.name_at(contender.hit).text)
        return attrs.evolve(contender, weight=contender.weight + VOCALISED * marks) if marks else contender

    def _by_key(self, tokens: list[str], *more: Evidence) -> list[Contender]:
        """Names with the very key; failing that, with the article put before it or taken off."""
        first, rest = tokens[0], tokens[1:]
        spellings = [(first, ()), (ARTICLE + first, (flag("article", ARTICLE, ""),))]
        if first.startswith(ARTICLE) and len(first) > len(ARTICLE) + 2:
            spellings.append((first.removeprefix(ARTICLE), (flag("article", ARTICLE, ""),)))
        for spelling, article in spellings:
            key = join_key([spelling, *rest])
            hits = self.gazetteer.hits(key)
            if hits:
                return [self._exact(hit, key, (*more, *article)) for hit in hits]
        return []

    def _exact(self, hit: Hit, key: str, more: tuple[Evidence, ...]) -> Contender:
        name = self.gazetteer.name_at(hit)
        evidence = [flag("same", key, name.text), *more]
        if name.kind in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short", key, name.text))
        return self._contender(hit, evidence)

    def _without_head(self, tokens: list[str]) -> list[Contender]:
        """Names with the key that is left without a head noun of their type: مدينة موسكو, شركة روساتوم."""
        cue = cues().get(tokens[0])
        if cue is None or not cue.head or len(tokens) == 1:
            return []
        found = self._by_key(tokens[1:], flag("head", tokens[0], ""))
        return [c for c in found if self.gazetteer.type_at(c.ref) is cue.type]

    def _by_sound(self, query: str) -> list[Contender]:
        heard = name_words(query)
        thin = ENOUGH_SOUNDS - sum(len(sound_key(word)) for word in heard)
        found = []
        for hit in sounding_hits(self.gazetteer, heard):
            name = self.gazetteer.name_at(hit)
            evidence = compare_words(heard, name_words(name.text), same=False)
            if name.kind is NameKind.SHORT:
                evidence.append(flag("short", query, name.text))
            if thin > 0:
                evidence.append(measure("thin", thin, query, name.text))
            if len(heard) == 1 and heard[0] in given_names():
                evidence.append(flag("alone", query, name.text))
            if probability(evidence) >= WORTH_SHOWING:
                found.append(self._contender(hit, evidence))
        return found

    def _without_clitic(self, tokens: list[str]) -> list[Contender]:
        found = []
        for reading in list(readings(tokens[0]))[1:]:
            clitic = flag("clitic", reading.prefix, "")
            found += self._by_key([reading.word, *tokens[1:]], clitic)
        return found

    def _contender(self, hit: Hit, evidence: list[Evidence]) -> Contender:
        ref = self.gazetteer.ref(hit)
        return Contender.of(ref, hit, self.gazetteer.weight_at(ref), evidence)

    def _is_wanted(self, contender: Contender, wanted: EntityType | None, country: str | None) -> bool:
        if wanted and self.gazetteer.type_at(contender.ref) is not wanted:
            return False
        return not country or self.gazetteer.entity_at(contender.ref).country in (country, None)


def _entity_type(value: str | None) -> EntityType | None:
    if value is None or value in tuple(EntityType):
        return EntityType(value) if value else None
    raise ValueError(f"type must be one of {', '.join(EntityType)}, not {value!r}")
