"""One name → Resolution. Read from top to bottom, this is the whole library."""

from __future__ import annotations

import functools
import math
from collections import Counter

import attrs

from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.lang import diacritics_agreement, has_diacritics, join_key, language_of, segmentations, triggers, zipf
from namelink.lang.ar.name_parts import given_names
from namelink.late import LateResolution
from namelink.matching.candidate_generation import CandidateName, phonetic_candidates
from namelink.matching.decision import VOCALISED, CandidateMatch, decide, rank
from namelink.matching.features import compare_words, flag, measure
from namelink.matching.pairing import loose_costs
from namelink.matching.word_model import WordPairs
from namelink.model import (
    Candidate,
    Entity,
    EntityType,
    Evidence,
    NameKind,
    Outcome,
    Resolution,
)
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.text.folding import fold
from namelink.text.tokens import words
from namelink.transliteration.romanizer import romanize

THRESHOLD = 0.8
"""The default score from which an entity is taken to be meant."""

ENOUGH_SOUNDS = 5
"""Consonants from which sounding like a name is no accident."""

WORTH_SHOWING = 0.005
"""The fit below which a name is no candidate."""

COMMON = 4.0
"""The frequency (Zipf scale) from which a word is a common one."""

UNWANTED = 0.5
"""What an entity of another type or country than was hinted at loses of its weight: a factor of a hundred."""

UNLIKE = 1.8
"""The cost of a letter, in natural logarithms, from which a name read as a whole is never worth showing."""

MOST_COMPARED = 12
"""Names that are compared word by word."""

NAMES_OF_ONE = 2
"""How many of them may be of one entity."""

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
        self._names = sum(len(index.name_entities) for index in gazetteer.indexes)

    def resolve(
        self,
        name: str,
        *,
        type: str | None = None,
        country: str | None = None,
        limit: int = 5,
        threshold: float = THRESHOLD,
        strict: bool = True,
    ) -> Resolution:
        """Return what a name comes to; see `namelink.resolve`."""
        require_str(name, "resolve", "name")
        if type is None and country is None and strict:
            exact = self._spelt(name, limit, threshold)
            if exact is not None:
                return exact
        wanted = _entity_type(type)
        found = self._contenders(name) if len(name) <= MAX_LENGTH else []
        unwanted = [c for c in found if not self._is_wanted(c, wanted, country)]
        kept = [attrs.evolve(c, weight=c.weight - UNWANTED) for c in unwanted] if not strict else []
        ranked = rank([c for c in found if c not in unwanted] + kept)
        return self.resolution(name, ranked, decide(ranked, threshold), limit)

    def resolution(
        self, query: str, ranked: list[tuple[float, CandidateMatch]], outcome: Outcome, limit: int
    ) -> Resolution:
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

    def _spelt(self, name: str, limit: int, threshold: float) -> Resolution | None:
        """Return the resolution of a name that is spelt as one entity alone is, without reading its record; else None.

        It is what the long way comes to: one contender, whose weight nobody contests.
        """
        if len(name) > MAX_LENGTH:
            return None
        tokens = words(fold(name))
        if not tokens or len(tokens) > MAX_WORDS:
            return None
        found = self.gazetteer.sole_name(join_key(tokens))
        if found is None:
            return None
        number, short = found
        score = _exact_score(short)
        return LateResolution(name, score, self, number, limit) if score >= threshold else None

    def id_of(self, name: int) -> str:
        """Return the id of who bears a name that is spelt as one entity alone is."""
        return self.gazetteer.id_at(self.gazetteer.ref(Hit(0, name)))

    def type_of(self, name: int) -> EntityType:
        """Return the type of who bears such a name."""
        return self.gazetteer.type_at(self.gazetteer.ref(Hit(0, name)))

    def entity_of(self, name: int) -> Entity:
        """Return who bears such a name."""
        return self.gazetteer.entity_at(self.gazetteer.ref(Hit(0, name)))

    def candidates_of(self, query: str, limit: int) -> tuple[Candidate, ...]:
        """Return who bears such a name as the one candidate of a query, by the long way."""
        return self.resolution(query, rank(self._contenders(query)), Outcome.MATCH, limit).candidates

    romanize = staticmethod(romanize)

    def _contenders(self, query: str) -> list[CandidateMatch]:
        """Return the entities a query may name, by the cheapest keys that find any."""
        tokens = words(fold(query))
        if not tokens or len(tokens) > MAX_WORDS:
            return []
        found = (
            self._by_key(tokens)
            or self._without_head(tokens)
            or [*filter(_is_worth_showing, self.by_sound(query)), *self._without_clitic(tokens)]
        )
        return [self._vocalised(contender, query) for contender in found] if has_diacritics(query) else found

    def _vocalised(self, contender: CandidateMatch, query: str) -> CandidateMatch:
        marks = diacritics_agreement(query, self.gazetteer.name_at(contender.hit).text)
        return attrs.evolve(contender, weight=contender.weight + VOCALISED * marks) if marks else contender

    def _by_key(self, tokens: list[str], *more: Evidence) -> list[CandidateMatch]:
        """Names with the very key; failing that, with the article put before it or taken off."""
        first, rest = tokens[0], tokens[1:]
        language = language_of(first)
        spellings: list[tuple[str, tuple[Evidence, ...]]] = [(first, ())]
        if language.article:
            evidence = (flag("article", language.article, ""),)
            bare = language.without_article(first, 3)
            spellings += [(language.article + first, evidence), *([(bare, evidence)] if bare != first else [])]
        for spelling, article in spellings:
            key = join_key([spelling, *rest])
            hits = self.gazetteer.hits(key)
            if hits:
                return [self._exact(hit, key, (*more, *article)) for hit in hits]
        return []

    def _exact(self, hit: Hit, key: str, more: tuple[Evidence, ...]) -> CandidateMatch:
        name = self.gazetteer.name_at(hit)
        evidence = [flag("same", key, name.text), *more]
        if name.kind in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short", key, name.text))
        return self._contender(hit, evidence)

    def _without_head(self, tokens: list[str]) -> list[CandidateMatch]:
        """Names with the key that is left without a head noun or title of their type: شركة روساتوم, الرئيس بوتين."""
        cue = triggers().get(tokens[0])
        title = cue is not None and cue.strong and cue.type is EntityType.PERSON
        if cue is None or not (cue.head or title) or len(tokens) == 1:
            return []
        found = [
            c
            for c in self._by_key(tokens[1:], flag("head", tokens[0], ""))
            if self.gazetteer.type_at(c.ref) is cue.type
        ]
        towns = [c for c in found if not self.gazetteer.entity_at(c.ref).is_country]
        return towns or found if cue.town else found

    def by_sound(self, query: str) -> list[CandidateMatch]:
        """Return the names that sound most like a query, however little that is."""
        name = analyzer().name(query)
        letters = name.letters
        if not letters:
            return []
        survivors = phonetic_candidates(self.gazetteer, name)
        pairs = WordPairs(letters, {word for survivor in survivors for word in survivor.words})
        return [
            self._sounding(query, letters, survivor, pairs) for survivor in self._nearest(survivors, letters, pairs)
        ]

    def _nearest(
        self, survivors: list[CandidateName], letters: tuple[str, ...], pairs: WordPairs
    ) -> list[CandidateName]:
        """Return the likeliest names, two of an entity at most."""
        loose = loose_costs(letters, [survivor.words for survivor in survivors], pairs)
        ranked = sorted((min(s.cost / 100, cost), s.hit, s) for s, cost in zip(survivors, loose, strict=True))
        names_of: Counter[Ref] = Counter()
        nearest = []
        for cost, hit, survivor in ranked:
            if cost > UNLIKE * max(sum(map(len, letters)), sum(map(len, survivor.words))):
                continue
            ref = self.gazetteer.ref(hit)
            names_of[ref] += 1
            if names_of[ref] <= NAMES_OF_ONE:
                nearest.append(survivor)
            if len(nearest) == MOST_COMPARED:
                break
        return nearest

    def _sounding(
        self, query: str, letters: tuple[str, ...], survivor: CandidateName, pairs: WordPairs
    ) -> CandidateMatch:
        evidence = compare_words(letters, survivor.words, pairs=pairs)
        name = " ".join(survivor.words)
        if self.gazetteer.kind_at(survivor.hit) is NameKind.SHORT:
            evidence.append(flag("short", query, name))
        thin = ENOUGH_SOUNDS - sum(len(phonetic_key(word)) for word in letters)
        if thin > 0:
            evidence.append(measure("thin", thin, query, name))
        if len(letters) == 1 and letters[0] in given_names() and all(e.feature != "alone" for e in evidence):
            evidence.append(flag("alone", query, name))
        if _are_plain(letters):
            evidence.append(flag("plain", query, name))
        evidence.append(measure("crowd", math.log10(self._names + 1) / len(letters), query, name))
        return self._contender(survivor.hit, evidence)

    def _without_clitic(self, tokens: list[str]) -> list[CandidateMatch]:
        found = []
        for reading in list(segmentations(tokens[0]))[1:]:
            key = join_key([reading.word, *tokens[1:]])
            clitic = flag("clitic", reading.prefix, "")
            found += [self._exact(hit, key, (clitic,)) for hit in self.gazetteer.hits(key)]
        return found

    def _contender(self, hit: Hit, evidence: list[Evidence]) -> CandidateMatch:
        ref = self.gazetteer.ref(hit)
        return CandidateMatch.of(ref, hit, self.gazetteer.weight_at(ref), evidence)

    def _is_wanted(self, contender: CandidateMatch, wanted: EntityType | None, country: str | None) -> bool:
        if wanted and self.gazetteer.type_at(contender.ref) is not wanted:
            return False
        return not country or self.gazetteer.entity_at(contender.ref).country in (country, None)


@functools.cache
def _exact_score(short: bool) -> float:
    """Return the score of a name that is spelt as one entity alone is."""
    evidence = [flag("same", "", ""), *([flag("short", "", "")] if short else [])]
    ((score, _),) = rank([CandidateMatch.of(Ref(0, 0), Hit(0, 0), 0.0, evidence)])
    return score


def _are_plain(words: tuple[str, ...]) -> bool:
    """Whether words are what people write every day, given names aside: hardly another name misspelt."""
    return all(zipf(word) >= COMMON for word in words) and any(word not in given_names() for word in words)


def _is_worth_showing(contender: CandidateMatch) -> bool:
    return contender.fit >= WORTH_SHOWING


def _entity_type(value: str | None) -> EntityType | None:
    if value is None or value in tuple(EntityType):
        return EntityType(value) if value else None
    raise ValueError(f"type must be one of {', '.join(EntityType)}, not {value!r}")
