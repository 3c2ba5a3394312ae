"""Resolution of one name: exact key, key without head noun, then phonetic candidates compared token by token.

str → NameText → candidates → comparisons → features → scores → decision → Resolution
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence, Set

import attrs

from namelink.config import Config
from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.index.damage import tells_damage
from namelink.index.reader import Index
from namelink.lang import diacritics_agreement, is_link
from namelink.lang.ar.standard_names import RomanizedName
from namelink.matching.attributes import ATTRIBUTES, AttributeComparison, Attributes
from namelink.matching.candidate_generation import UNALIGNED, CandidateGenerator, CandidateName
from namelink.matching.decision import CandidateMatch, decide, rank
from namelink.matching.features import Circumstances
from namelink.matching.forms import to_name
from namelink.matching.key_lookup import KeyLookup
from namelink.matching.pairing import loose_costs
from namelink.matching.scoring import NameScorer
from namelink.matching.word_pairs import WordPairs, Words
from namelink.model import Candidate, Entity, EntityType, Evidence, NameKind, Outcome, Resolution, Unread
from namelink.names import NameText, Role, analyzer
from namelink.names.structure import BESIDE
from namelink.phonetics.alphabet import decode
from namelink.validation import check_name

_NOTHING = Attributes()


class NameResolver:
    """Resolves names against one gazetteer.

    >>> NameResolver(Gazetteer.default()).resolve("قرغيزستان").name
    'Kyrgyzstan'
    """

    def __init__(self, gazetteer: Gazetteer, config: Config | None = None) -> None:
        self.gazetteer = gazetteer
        self.config = config or Config()
        self.scorer = NameScorer.of(self.config)
        self._settings = self.config.matching
        self._generator = CandidateGenerator(gazetteer, self._settings)
        self._keys = KeyLookup(gazetteer, self.scorer, self._generator, self._settings)
        self._attribute_weights = ATTRIBUTES.weights(dict(self.config.weights))
        self._names = sum(len(index.name_entities) for index in gazetteer.indexes)
        self._exact_scores = {
            kind: self.scorer.score(self.scorer.same_key("", "", kind)) for kind in (NameKind.NAME, NameKind.SHORT)
        }

    def require_whole(self) -> None:
        """Compare all files of the gazetteer with their checksums, unless that was done: see `Gazetteer`."""
        self.gazetteer.require_whole()

    @tells_damage
    def resolve(
        self,
        name: str | Mapping[str, str],
        *,
        type: EntityType | None = None,
        country: str | None = None,
        attributes: Attributes = _NOTHING,
        limit: int = 5,
        threshold: float | None = None,
        strict: bool = True,
    ) -> Resolution:
        """Return the resolution of a name; see `namelink.resolve`.

        The hints are as `namelink.validation` returns them.
        """
        name = check_name(name, "resolve", "name")
        threshold = self._settings.threshold if threshold is None else threshold
        query = self._query(name)
        if query is None:
            return self.resolution(name, [], Outcome.NIL, limit)
        if attributes.born and not self.gazetteer.has("born"):
            attributes = attrs.evolve(attributes, born=None)
        if attributes.near and not attributes.within and not self.gazetteer.has("coordinates"):
            attributes = attrs.evolve(attributes, near=None)
        stem = self._keys.stem(query)
        query = stem or query
        if type is None and country is None and strict and not attributes and not stem:
            exact = self._exact_match(query, limit, threshold)
            if exact is not None:
                return exact
        found = self._candidates(query, attributes)
        wanted: list[CandidateMatch] = []
        unwanted: list[CandidateMatch] = []
        for candidate in found:
            is_wanted = self._is_wanted(candidate, type, country, attributes)
            (wanted if is_wanted else unwanted).append(candidate)
        kept = [] if strict else [attrs.evolve(c, weight=c.weight - self._settings.unwanted_weight) for c in unwanted]
        ranked = rank(wanted + kept, self._settings)
        return self.resolution(name, ranked, decide(ranked, threshold), limit)

    def resolution(
        self, query: str, ranked: list[tuple[float, CandidateMatch]], outcome: Outcome, limit: int
    ) -> Resolution:
        """Return the resolution of ranked candidates; their records are read when they are looked at."""
        found = _UnreadCandidates((self.gazetteer, ranked[: max(limit, 1)], limit)) if ranked else None
        entity = found if outcome is Outcome.MATCH else None
        return Resolution(query, outcome, entity, ranked[0][0] if ranked else 0.0, found or (), _romanize)

    def _query(self, text: str) -> NameText | None:
        name = to_name(text, self.config.limits)
        if name is None:
            return None
        return None if len(name.tokens) == 1 and is_link(name.key) else name

    # A key of one entity alone

    def _exact_match(self, query: NameText, limit: int, threshold: float) -> Resolution | None:
        """Return the resolution of a key of one entity alone, its record unread; None for any other key.

        The full search comes to the same: it finds one entity, which shares its score with no other.
        """
        found = self.gazetteer.sole_name(query.key)
        if found is None:
            return None
        hit, short = found
        if len(query.tokens) == 1 and self._keys.may_be_family_name(query, [self.gazetteer.ref(hit)]):
            return None  # of somebody better known
        if self._keys.towns_beside(query, [self.gazetteer.ref(hit)]):
            return None  # one of them may be better known
        if _has_signs(query) and self._generator.romanized(query):
            return None  # it may be a better known place
        score = self._exact_scores[NameKind.SHORT if short else NameKind.NAME]
        if score < threshold:
            return None
        entity = _UnreadEntity((self, query, hit, limit))
        return Resolution(query.text, _MATCH, entity, score, entity, _romanize)

    def candidates(self, query: NameText, limit: int) -> tuple[Candidate, ...]:
        """Return the entities a query may name, whether or not its key is of one entity alone."""
        ranked = rank(self._candidates(query), self._settings)
        return self.resolution(query.text, ranked, Outcome.MATCH, limit).candidates

    # Candidates

    def _candidates(self, query: NameText, attributes: Attributes = _NOTHING) -> list[CandidateMatch]:
        """Return the entities that a query may name, by the cheapest keys that find any.

        Where attributes speak for none that a key finds, another spelling may be meant that they speak for; where they
        speak against all, any other.
        """
        found = self._with_romanized(query, self._keys.candidates(query)) or self._keys.read_back(query)
        if attributes:
            found = self._supported(found, attributes)
        if not found or (attributes and not any(c.support > 0 for c in found)):
            known = {c.ref for c in found}
            phonetic = self.phonetic_candidates(query)
            others = [c for c in (*phonetic, *self._keys.without_clitic(query)) if c.ref not in known]
            others = self._keys.larger.not_elsewhere(others, self._keys.larger.of(query)[1])
            others = self._supported(others, attributes)
            found = [*found, *(c for c in others if c.support > 0 or all(own.support < 0 for own in found))]
        if attributes.refs and query.letters:
            found += self._supported(self._candidates_by_id(query, attributes.refs, {c.ref for c in found}), attributes)
        return [self._weighed_by_diacritics(c, query) for c in found] if query.has_diacritics else found

    def _with_romanized(self, query: NameText, found: list[CandidateMatch]) -> list[CandidateMatch]:
        """Return candidates with the places that a romanization with its signs names: Ar Riyāḑ is Riyadh."""
        if not found or not _has_signs(query):
            return found
        return [*found, *self._compared(query, self._generator.romanized(query), self._names)]

    def _candidates_by_id(self, query: NameText, ids: Sequence[str], known: Set[Ref]) -> list[CandidateMatch]:
        """Return the names of the entities with some ids, where they are spelt like a query at all."""
        hits = [hit for id in ids for hit in self.gazetteer.names_of(id) if self.gazetteer.ref(hit) not in known]
        spelt = [(hit, self.gazetteer.indexes[hit.layer].letters(hit.name).split()) for hit in hits]
        names = [CandidateName(hit, tuple(map(decode, tokens)), UNALIGNED) for hit, tokens in spelt if tokens]
        return self._compared(query, names)

    def _supported(self, found: Sequence[CandidateMatch], attributes: Attributes) -> list[CandidateMatch]:
        """Return candidates with the evidence of their entities' attributes."""
        if not attributes:
            return [*found]
        return [
            candidate.supported(
                ATTRIBUTES.measure(
                    AttributeComparison(attributes, self.gazetteer.entity_at(candidate.ref), self._settings),
                    self._attribute_weights,
                )
            )
            for candidate in found
        ]

    def phonetic_candidates(self, query: NameText) -> list[CandidateMatch]:
        """Return the names that sound most like a query, and fit it at all.

        They are looked for without what stands beside a name, and compared with all of the query: رائد may be a major
        or a given name.
        """
        main = analyzer().name(query.main_text) if query.structure.asides else query
        if main is not query and main.letters:
            return self.phonetic_candidates(main)
        tokens = query.without(BESIDE if query.structure.type else BESIDE - {Role.TITLE})
        bare = analyzer().name(" ".join(tokens)) if tokens and tokens != query.tokens else query
        if sum(map(len, bare.letters)) < self._settings.min_phonetic_letters:
            return []
        names = self._generator.candidates(bare)
        found = self._romanized_names(query, {name.hit: "".join(name.tokens) for name in names})
        if found:
            return found
        found = self._compared(query, names, self._names, bare.letters)
        return found + self._compared(query, list(self._generator.with_initials(bare)), self._names, bare.letters)

    def _romanized_names(self, query: NameText, sounding: Mapping[Hit, str]) -> list[CandidateMatch]:
        """Return the names that a query is a standard romanization of, as exact as a key: some names, and single words.

        Args:
            query: The query.
            sounding: Names that sound like it, with their letters.
        """
        latin = RomanizedName.of(query.text) if query.key.isascii() else None
        if latin is None or not self._may_romanize(query, latin):
            return []
        words = dict(self._generator.of_one_word(query)) if len(query.letters) == 1 else {}
        hits = [hit for hit, letters in {**sounding, **words}.items() if latin.may_have(letters)]
        known = [(hit, self.gazetteer.name_at(hit)) for hit in hits]
        found = [(short, hit, n) for hit, n in known if (short := latin.short_vowels(n.text)) is not None]
        fewest = min((short for short, *_ in found), default=0)
        return [
            CandidateMatch.at(
                self.gazetteer, hit, self.scorer.evidence(self.scorer.romanized(query.text, n.text, n.kind))
            )
            for short, hit, n in found
            if short == fewest
        ]

    def _may_romanize(self, query: NameText, latin: RomanizedName) -> bool:
        """Whether there is enough of a query for its letters to be a standard romanization by no accident."""
        if len(query.letters) > 1 or latin.is_marked:
            return True
        if latin.is_unvocalized and not query.text.isupper():  # an acronym has no vowels either
            return True
        return len(latin.letters) >= self._settings.romanized_letters_alone

    def _compared(
        self,
        query: NameText,
        names: list[CandidateName],
        gazetteer_names: int = 0,
        bare: Words = (),
    ) -> list[CandidateMatch]:
        """Return the nearest of some names that fit a query at all, each compared with it.

        Args:
            query: The query.
            names: The names.
            gazetteer_names: See `NameComparison`.
            bare: The letters of the query without what stands beside a name, where it has any.
        """
        # In another order tokens may be other compounds than in the query.
        words = dict.fromkeys((*query.letters, *bare))
        pairs = self.scorer.pairs(words, {token for name in names for token in name.tokens})
        found = []
        for candidate in self._nearest(bare or query.letters, names, pairs):
            name = analyzer().name(self.gazetteer.name_at(candidate.hit).text)
            known = self._circumstances(candidate, gazetteer_names)
            fit = self.scorer.likelihood(query, name, pairs, known)
            if fit >= self._settings.min_fit:
                ref = self.gazetteer.ref(candidate.hit)
                reasons = functools.partial(self._reasons, query, candidate.hit, known)
                found.append(CandidateMatch.fitting(ref, candidate.hit, self.gazetteer.weight_at(ref), fit, reasons))
        return found

    def _reasons(self, query: NameText, hit: Hit, known: Circumstances) -> list[Evidence]:
        name = analyzer().name(self.gazetteer.name_at(hit).text)
        return self.scorer.evidence(self.scorer.compare(query, name, known=known))

    def _circumstances(self, name: CandidateName, gazetteer_names: int) -> Circumstances:
        return Circumstances(
            self.gazetteer.kind_at(name.hit),
            self.gazetteer.type_at(self.gazetteer.ref(name.hit)),
            name.is_arabic_place,
            gazetteer_names,
        )

    def _nearest(self, query: Words, names: list[CandidateName], pairs: WordPairs) -> list[CandidateName]:
        """Return the likeliest names, few of one entity, by the cheaper alignment: as a whole, or by tokens."""
        settings = self._settings
        letters = sum(map(len, query))
        loose = loose_costs(query, [name.tokens for name in names], pairs)
        ranked = sorted((min(name.cost / 100, cost), name.hit, name) for name, cost in zip(names, loose, strict=True))
        of_entity: Counter[Ref] = Counter()
        nearest: list[CandidateName] = []
        for cost, hit, name in ranked:
            if name.cost != UNALIGNED and cost > settings.max_letter_cost * max(letters, sum(map(len, name.tokens))):
                continue
            ref = self.gazetteer.ref(hit)
            of_entity[ref] += 1
            if of_entity[ref] <= settings.compared_names_per_entity:
                nearest.append(name)
            if len(nearest) == settings.compared_names:
                break
        return nearest

    # Prominence

    def _weighed_by_diacritics(self, candidate: CandidateMatch, query: NameText) -> CandidateMatch:
        """Return a candidate with more weight where the diacritics of the query are its own, with less where not."""
        agreement = diacritics_agreement(query.text, self.gazetteer.name_at(candidate.hit).text)
        return attrs.evolve(candidate, weight=candidate.weight + self._settings.diacritics_weight * agreement)

    def _is_wanted(
        self, candidate: CandidateMatch, wanted: EntityType | None, country: str | None, attributes: Attributes
    ) -> bool:
        if wanted and self.gazetteer.type_at(candidate.ref) is not wanted:
            return False
        if not country and attributes.within is None:
            return True
        entity = self.gazetteer.entity_at(candidate.ref)
        return (not country or entity.country in (country, None)) and attributes.reaches(entity)


def _has_signs(query: NameText) -> bool:
    """Whether a Latin word is written with marks, or with an article before it, as standard romanizations are."""
    if not query.key.isascii() or len(query.tokens) > 2:
        return False
    if len(query.tokens) == 1:
        return not (query.text.isascii() and query.text.isalpha())
    return len(query.tokens[0]) <= _LONGEST_ARTICLE


_LONGEST_ARTICLE = 3
"""Letters of the longest article of a standard romanization: Ash, Adh."""


def _romanize(text: str) -> str:
    """Return a name in Latin letters."""
    from namelink.transliteration.romanizer import romanize  # here, because most programs wait for it in vain

    return romanize(text)


_MATCH = Outcome.MATCH  # a member of an enumeration is slow to look up


class _UnreadCandidates(tuple[Gazetteer, list[tuple[float, CandidateMatch]], int], Unread):
    """Ranked candidates, and the entity of the first: the gazetteer, the candidates, and how many are wanted."""

    __slots__ = ()

    @property
    def id(self) -> str:
        gazetteer, ref = self._place()
        return gazetteer.id_at(ref)

    @property
    def type(self) -> EntityType:
        gazetteer, ref = self._place()
        return gazetteer.type_at(ref)

    def read_entity(self) -> Entity:
        gazetteer, ref = self._place()
        return gazetteer.entity_at(ref)

    def read_candidates(self) -> tuple[Candidate, ...]:
        gazetteer, ranked, limit = self
        return tuple(
            Candidate(
                entity=gazetteer.entity_at(candidate.ref),
                score=score,
                matched_name=gazetteer.name_at(candidate.hit),
                evidence=tuple(sorted(candidate.evidence, key=lambda e: -abs(e.contribution))),
            )
            for score, candidate in ranked[:limit]
        )

    def _place(self) -> tuple[Gazetteer, Ref]:
        gazetteer, ranked, _ = self
        return gazetteer, ranked[0][1].ref


class _UnreadEntity(tuple[NameResolver, NameText, Hit, int], Unread):
    """The one entity with a key.

    It is made at every exact look-up, which a tuple makes cheap: the resolver that found it, the query, the name with
    the key, and how many candidates are wanted at most.
    """

    __slots__ = ()

    def require_whole(self) -> None:
        self[0].require_whole()

    @property
    @tells_damage
    def id(self) -> str:
        index, number = self._place()
        return index.id(number)

    @property
    @tells_damage
    def type(self) -> EntityType:
        index, number = self._place()
        return index.type_of_entity(number)

    @tells_damage
    def read_entity(self) -> Entity:
        resolver, _, hit, _ = self
        return resolver.gazetteer.entity_at(resolver.gazetteer.ref(hit))

    @tells_damage
    def read_candidates(self) -> tuple[Candidate, ...]:
        resolver, query, _, limit = self
        return resolver.candidates(query, limit)

    def _place(self) -> tuple[Index, int]:
        """Return the index, and the number of the entity in it."""
        resolver, _, hit, _ = self
        layer, number = resolver.gazetteer.ref(hit)
        return resolver.gazetteer.indexes[layer], number
