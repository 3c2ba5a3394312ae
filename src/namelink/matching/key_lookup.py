"""Lookup by keys: the names of a gazetteer that a query is, as it is written or without what stands beside a name.

The key of the whole query comes first, then keys without titles and legal forms, in the order that a comma says,
without a head noun, of each script by itself; a family name alone stands for its best known bearers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from namelink.config import MatchingConfig
from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.lang import (
    Key,
    given_name_titles,
    has_case_letters,
    join_key,
    keys_after,
    language_of,
    town_nouns,
    triggers,
)
from namelink.matching.candidate_generation import CandidateGenerator
from namelink.matching.decision import CandidateMatch
from namelink.matching.features import NameComparison
from namelink.matching.larger_places import LargerPlaces, Lies
from namelink.matching.scoring import NameScorer
from namelink.model import EntityType
from namelink.names import NameText, Role, analyzer
from namelink.names.structure import APART
from namelink.phonetics.keys import PhoneticKey
from namelink.scripts import script_code
from namelink.text.folding import fold


def town_keys(tokens: Sequence[str]) -> list[Key]:
    """Return the keys of some tokens after each head noun of a town, in their script.

    >>> town_keys(["السلط"])[0]
    'مدينه السلط'
    """
    if not tokens:
        return []
    script = analyzer().token(tokens[0]).script
    return keys_after([noun for noun in town_nouns() if analyzer().token(noun).script == script], tokens)


def is_spelt(gazetteer: Gazetteer, written: str, key: Key) -> bool:
    """Whether a name of a key is written as some text is, its apostrophes too."""
    folded = fold(written)
    return any(folded in fold(gazetteer.name_at(hit).text) for hit in gazetteer.hits(key))


class KeyLookup:
    """Looks names up by their keys in one gazetteer.

    >>> from namelink.config import Config
    >>> gazetteer, config = Gazetteer.default(), Config()
    >>> generator = CandidateGenerator(gazetteer, config.matching)
    >>> lookup = KeyLookup(gazetteer, NameScorer.of(config), generator, config.matching)
    >>> (found,) = lookup.candidates(analyzer().name("آية الله علي خامنئي"))
    >>> gazetteer.name_at(found.hit).text
    'علي خامنئي'
    """

    def __init__(
        self, gazetteer: Gazetteer, scorer: NameScorer, generator: CandidateGenerator, settings: MatchingConfig
    ) -> None:
        self._gazetteer = gazetteer
        self._scorer = scorer
        self._generator = generator
        self._settings = settings
        self.larger = LargerPlaces(gazetteer, self._places, settings)

    def candidates(self, query: NameText) -> list[CandidateMatch]:
        """Return the names with the key of a query, as it is written or without what stands beside the name."""
        found = self._of_key(query.tokens)
        found = [*found, *self.towns_beside(query, [c.ref for c in found])]
        if not found and len(query.tokens) > 1:
            own, larger = self.larger.of(query)
            found = self.larger.in_them(self._places(own), larger) if larger else []
            found = found or self._named_twice(query) or self._without_asides(query)
            found = found or self._without_parts(query) or self._without_head_noun(query) or self._in_all_scripts(query)
            found = found or self._in_larger_place(query)
            found = self.larger.not_elsewhere(found, larger)
        if len(query.letters) == 1 and self.may_be_family_name(query, [c.ref for c in found]):
            found = [*found, *self._by_family_name(query)]
        return found

    def read_back(self, query: NameText) -> list[CandidateMatch]:
        """Return the Arabic names that a query writes letter for letter by a standard: Al$Arqp."""
        if script_code(query.text) == "Arab":
            return []
        # Here, because most programs wait for the standards in vain.
        from namelink.transliteration.standards import arabic_readings

        for text in arabic_readings(query.text):
            name = analyzer().name(text)
            if len(name.key) >= self._settings.min_phonetic_letters:
                found = self._of_key(name.tokens)
                if found:
                    return found
        return []

    def without_clitic(self, query: NameText) -> list[CandidateMatch]:
        """Return the names left without the clitics of the first token: وقيرغيزستان."""
        first, *rest = query.tokens
        found = []
        for segmentation in analyzer().token(first).segmentations[1:]:
            key = join_key([segmentation.word, *rest])
            found += [self._exact(hit, key, clitic=segmentation.prefix) for hit in self._gazetteer.hits(key)]
        return found

    def stem(self, query: NameText) -> NameText | None:
        """Return a query without the case suffix at its end, where names are listed so: Ankara'da, and not Sana'a."""
        if not query.stem_text:
            return None
        stem = analyzer().name(query.stem_text)
        if not stem.tokens or is_spelt(self._gazetteer, query.text, query.key):
            return None
        found = self._gazetteer.hits(query.key)
        return stem if has_case_letters(query.text) or (not found and self.candidates(stem)) else None

    def may_be_family_name(self, query: NameText, refs: Iterable[Ref]) -> bool:
        """Whether the family name of a person may be meant by a key of some entities: none is a person, or as known."""
        gazetteer, most = self._gazetteer, self._settings.max_prominence_beside_family_name
        for ref in refs:
            if gazetteer.weight_at(ref) >= most or gazetteer.type_at(ref) is EntityType.PERSON:
                return False
        return gazetteer.surname_count(query.key) > 0

    def towns_beside(self, query: NameText, refs: Iterable[Ref]) -> list[CandidateMatch]:
        """Return the towns that are listed with their head noun only, السلط as مدينة السلط; none beside a known entity.

        Args:
            query: The name, without a head noun.
            refs: The entities that are listed by it as it is.
        """
        most = self._settings.max_prominence_beside_town
        is_known = any(self._gazetteer.weight_at(ref) >= most for ref in refs)
        return [] if is_known else self._with_head_noun(query.tokens)

    def _with_head_noun(self, tokens: Sequence[str]) -> list[CandidateMatch]:
        """Return the towns whose names are some tokens after a head noun."""
        return [
            self._exact(hit, key, head_noun=key.split()[0])
            for key in town_keys(tokens)
            for hit in self._gazetteer.hits(key)
        ]

    def _in_larger_place(self, query: NameText) -> list[CandidateMatch]:
        """Return the places of a name that lie in the place after it: Paris, Texas; مدينة الباب في محافظة حلب."""
        particles = query.only(Role.PARTICLE)
        for stop in range(1, len(query.tokens)):
            rest = query.tokens[stop:]
            larger = self._places(rest[1:] if rest[0] in particles else rest)
            if larger:
                named = self._places(query.tokens[:stop], head_noun=" ".join(rest))
                refs = [place.ref for place in larger]
                found = [c for c in named if self.larger.best(c.ref, refs) is Lies.INSIDE]
                if found:
                    return found
        return []

    def _places(self, tokens: Sequence[str], head_noun: str = "") -> list[CandidateMatch]:
        """Return the places of some tokens, as they are listed or without a head noun before the name."""
        found = self._of_key(tokens, head_noun=head_noun) if tokens else []
        bare = tokens[1:] if len(tokens) > 1 and tokens[0] in triggers() else tokens
        if bare:
            found = [*found, *self._of_key(bare, head_noun=head_noun), *self._with_head_noun(bare)]
        return [c for c in found if self._gazetteer.type_at(c.ref) is EntityType.PLACE]

    def _of_key(self, tokens: Sequence[str], head_noun: str = "") -> list[CandidateMatch]:
        """Return the names with the key of some tokens, or else with an article added to the first or taken off."""
        first, *rest = tokens
        for spelling, article in self._with_and_without_article(first):
            key = join_key([spelling, *rest])
            hits = self._gazetteer.hits(key)
            if hits:
                return [self._exact(hit, key, head_noun=head_noun, article=article) for hit in hits]
        return []

    def _with_and_without_article(self, token: str) -> Iterator[tuple[str, str]]:
        """Yield the spellings of a first token that differ by an article, each with the article that differs."""
        language = language_of(token)
        yield token, ""
        if language.article:
            if len(token) >= self._settings.article_min_stem:
                yield language.article + token, language.article
            bare = language.without_article(token, self._settings.article_min_stem)
            if bare != token:
                yield bare, language.article

    def _named_twice(self, query: NameText) -> list[CandidateMatch]:
        """Return the names before brackets or a comma whose entity has the names there too: تنظيم الدولة (داعش)."""
        own, *others = query.segments
        found = self._of_key(own) if others else []
        for segment in others if found else ():
            refs = {c.ref for c in self._of_key(segment)}
            found = [c for c in found if c.ref in refs]
        return found

    def _without_asides(self, query: NameText) -> list[CandidateMatch]:
        """Return the names left without footnotes, offices and addresses, or else the other names beside it."""
        if not query.structure.asides:
            return []
        main = analyzer().name(query.main_text)
        found = self.candidates(main) if main.tokens else []
        for text in () if found else query.other_names:
            other = analyzer().name(text)
            found = found or self._of_key(other.without(APART) or other.tokens)
        return found

    def _without_parts(self, query: NameText) -> list[CandidateMatch]:
        """Return the names left without titles and the like, or in the order they are spoken: الرئيس بوتين."""
        for roles in (APART, {*APART, Role.LEGAL_FORM, Role.COUNTRY}):
            tokens = query.without(roles)
            if not tokens or tokens == query.tokens:
                continue
            apart = " ".join(query.only(Role.TITLE)) or " ".join(query.only(Role.LEGAL_FORM))
            found = self._of_type(query, self._of_key(tokens, head_noun=apart))
            found = self._of_countries(found, query.countries) if Role.COUNTRY in roles else found
            if not found:
                titles = {token.meaning for token in query.structure.tokens if token.role is Role.TITLE}
                has_title = bool(apart) and titles.isdisjoint(given_name_titles())
                found = self._by_family_name(analyzer().name(" ".join(tokens)), apart, has_title=has_title)
            if found:
                return found
        return self._by_nickname(query)

    def _by_nickname(self, query: NameText) -> list[CandidateMatch]:
        """Return the names that stand in brackets, of entities that have a word of the name before them in theirs.

        A kunya and an acronym have many bearers, and brackets say where something lies too: نايف زيد (أبو عمار), الهلال
        (الرياض).
        """
        nickname = query.only(Role.NICKNAME)
        found = self._of_type(query, self._of_key(nickname)) if nickname else []
        if not found:
            return []
        own = analyzer().name(" ".join(query.without(APART))).phonetic_keys
        return [c for c in found if self._has_word(c.ref, frozenset(own))]

    def _has_word(self, ref: Ref, keys: Collection[PhoneticKey]) -> bool:
        """Whether any word of an entity's names has one of some phonetic keys."""
        names = self._gazetteer.entity_at(ref).names
        return any(key in keys for name in names for key in analyzer().name(name.text).phonetic_keys)

    def _of_type(self, query: NameText, found: list[CandidateMatch]) -> list[CandidateMatch]:
        """Return the candidates of the type that the words of a query show, where they show any."""
        wanted = query.structure.type
        return [c for c in found if self._gazetteer.type_at(c.ref) is wanted] if wanted else found

    def _of_countries(self, found: list[CandidateMatch], countries: Collection[str]) -> list[CandidateMatch]:
        """Return the candidates of the countries that a query names: طرابلس، لبنان; all where it names none."""
        return [c for c in found if not countries or self._gazetteer.entity_at(c.ref).country in countries]

    def _without_head_noun(self, query: NameText) -> list[CandidateMatch]:
        """Return the names left without a head noun of their type: شركة روساتوم."""
        first, *rest = query.tokens
        trigger = triggers().get(first)
        if trigger is None or not trigger.head:
            return []
        named = self._of_key(rest, head_noun=first)
        if trigger.town and not named:
            named = self._with_head_noun(rest)
        found = [c for c in named if self._gazetteer.type_at(c.ref) is trigger.type]
        towns = [c for c in found if not self._gazetteer.entity_at(c.ref).is_country]
        return towns or found if trigger.town else found

    def _in_all_scripts(self, query: NameText) -> list[CandidateMatch]:
        """Return the names of the entities that each half of a name in several scripts names: الرباط Rabat."""
        runs = [tuple(run) for _, run in groupby(query.tokens, lambda token: analyzer().token(token).script)]
        found = [self._of_key(run) for run in runs] if len(runs) > 1 else []
        named = [{c.ref for c in candidates} for candidates in found if candidates]
        if len(named) < min(len(runs), 2):
            return []
        return [c for c in found[0] if all(c.ref in refs for refs in named)] if found and found[0] else []

    def _by_family_name(self, query: NameText, head_noun: str = "", *, has_title: bool = False) -> list[CandidateMatch]:
        """Return the most prominent persons whose family name a name of one token is.

        What more persons have for a given name is nobody's by itself: سلطان, King Charles, but الرئيس عباس.

        Args:
            query: The name.
            head_noun: What was taken off before it.
            has_title: Whether that is a title that stands before family names.
        """
        if len(query.letters) != 1 or len(query.letters[0]) < self._settings.min_family_letters:
            return []
        (word,) = query.letters
        if not has_title and self._gazetteer.given_name_count(query.key) > self._gazetteer.surname_count(query.key):
            return []
        hits = list(self._generator.ending_with(query.phonetic_keys[0], word, EntityType.PERSON))
        names = [(hit, self._gazetteer.name_at(hit).text) for hit in hits]
        return [
            self._candidate(hit, self._scorer.family_name(query.text, text, head_noun=head_noun))
            for hit, text in names
            if analyzer().name(text).structure_of(EntityType.PERSON).tokens[-1].role is Role.FAMILY
        ]

    def _exact(self, hit: Hit, key: str, *, head_noun: str = "", article: str = "", clitic: str = "") -> CandidateMatch:
        name = self._gazetteer.name_at(hit)
        comparison = self._scorer.same_key(
            key, name.text, name.kind, head_noun=head_noun, article=article, clitic=clitic
        )
        return self._candidate(hit, comparison)

    def _candidate(self, hit: Hit, comparison: NameComparison) -> CandidateMatch:
        return CandidateMatch.at(self._gazetteer, hit, self._scorer.evidence(comparison))
