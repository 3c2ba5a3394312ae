"""A text as it is read: its words, and what the words around a name say of it."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from namelink.gazetteer.layers import Gazetteer, Ref
from namelink.matching.context import (
    LETTER_NAMES,
    PATRONYMICS,
    CommonWords,
    Cue,
    against,
    common_word,
    cue_before,
    cues,
)
from namelink.matching.decision import VOCALISED, Contender
from namelink.matching.evidence import flag, measure
from namelink.model import Entity, EntityType, Evidence, NameKind
from namelink.text.affixes import ARTICLE, Reading, readings
from namelink.text.folding import fold_with_offsets, normalize
from namelink.text.frequencies import UNKNOWN, zipf
from namelink.text.scripts import is_arabic
from namelink.text.tokens import join_key, make_key, tokenize
from namelink.text.vocalisation import agreement
from namelink.translit.names import given_names

OBSCURE = 0.31
"""The weight below which an entity is so little known that its bare name needs to be no other word."""

FAR_AWAY = 0.17
"""The same for countries and territories."""

FAMOUS = 0.6
"""The weight from which a name is not thought to be part of a stranger's name."""

FAMILIAR = 0.68
"""The weight from which a surname alone is understood, in a text that never has the full name."""

UNRIVALLED = 0.8
"""The weight from which a surname alone is understood even where others bear it."""

NAMESAKE = 0.1
"""The difference in weight up to which two bearers of one name are alike."""

RARE = 4.2
"""The frequency below which a word that is a surname is most likely one."""

SPREAD = 10.0
"""By how much the risk of another meaning grows from those weights to none."""

CUE = 0.25
"""What a word before a name that says its type adds to the weight."""

NEIGHBOUR = 0.55
"""What the country's own name or demonym beside a name adds to the weight: العاصمة الأردنية عمان."""

GIVEN_NAME = 4.4
"""How much more frequent, in powers of ten, a word is than its bearers before it is no given name."""

LISTED = 3
"""Bearers that a listed given name counts for, where the gazetteer has fewer."""

SHORT_WORD = 3
"""Letters up to which what is left of a word, its clitics off, may be an accident: وابل is not Apple."""

FREQUENT = 5.5
"""The frequency from which a word is one of grammar: في is 'in' more often than the letter V."""

INFLECTED = re.compile("[اسيتن]|.*(ه|هم|هما|نا|وا|ون|ين|ان|[اته])$")
"""What a word looks like that is more likely inflected than foreign: verbs, plurals, pronouns, the article."""

WELL_WORN = 4.6
"""The frequency from which such a rest is a name people write often: قطر, مصر, دبي."""

TANWIN = "\u064b"


@attrs.frozen(eq=False)
class Span:
    """Words of a text that may be a name.

    Attributes:
        first: The first word.
        last: The word after the last.
        reading: How the first word is read: with clitics off or on.
        contenders: What the words may name.
    """

    first: int
    last: int
    reading: Reading
    contenders: tuple[Contender, ...]

    @property
    def is_single(self) -> bool:
        """Whether it is one word."""
        return self.last - self.first == 1


@attrs.frozen
class Surroundings:
    """What a text says elsewhere.

    Attributes:
        settled: The entities it names beyond doubt, each with the words where it does, in order.
        places: The words where it names an entity of each type beyond doubt.
        named: The words that are taken by names of several words.
        countries: The words that name a country, or its people, with its code.
    """

    settled: Mapping[Ref, Sequence[int]]
    places: Mapping[EntityType, Collection[int]]
    named: Collection[int]
    countries: Mapping[int, str]


class Passage:
    """A text, its words, and the gazetteer they are read with."""

    def __init__(self, gazetteer: Gazetteer, text: str, common: CommonWords) -> None:
        self.gazetteer = gazetteer
        self._common = common
        self.text = text
        self.folded = fold_with_offsets(text)
        self.tokens = tokenize(self.folded, text)
        self._dots_its_ta = "ة" in text
        self._words_of: dict[Ref, set[str]] = {}

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return where a span stands in the original text, clitics left outside."""
        start = self.tokens.starts[span.first] + span.reading.length
        return self.folded.original_span(start, self.tokens.ends[span.last - 1])

    def written(self, span: Span) -> str:
        """Return a span as it is written."""
        start, end = self.bounds(span)
        return self.text[start:end]

    def word(self, place: int) -> str:
        """Return a word as it is written."""
        start, end = self.folded.original_span(self.tokens.starts[place], self.tokens.ends[place])
        return self.text[start:end]

    def _words(self, span: Span) -> list[str]:
        return [span.reading.word, *self.tokens.keys[span.first + 1 : span.last]]

    def neighbours(self, span: Span) -> tuple[int | None, int | None]:
        """Return the words before and after a span, where nothing but a space is between."""
        joined = self.tokens.joined
        before = span.first - 1 if joined[span.first] else None
        return before, span.last if span.last < len(joined) and joined[span.last] else None

    def in_context(self, span: Span, around: Surroundings) -> Span:
        """Return a span with what its neighbours say of each contender."""
        cue = None if span.reading.prefix else cue_before(self.tokens, span.first)
        beside = {around.countries.get(span.first - 1), around.countries.get(span.last)} - {None}
        adjective = self._is_adjective(span, around)
        contenders = []
        for contender in span.contenders:
            entity = self.gazetteer.entity_at(contender.ref)
            if adjective and self._is_also_demonym(span, contender):
                continue
            weight = contender.weight + CUE * (cue is not None and cue.type is entity.type)
            if entity.country in beside and not is_country(entity):
                weight += NEIGHBOUR
            weight += VOCALISED * agreement(self.written(span), self.gazetteer.name_at(contender.hit).text)
            evidence = [*contender.evidence, *self._evidence(span, contender, cue, around)]
            contenders.append(Contender.of(contender.ref, contender.hit, weight, evidence))
        return attrs.evolve(span, contenders=tuple(contenders))

    def is_given_name(self, place: int, margin: float = GIVEN_NAME) -> bool:
        """Whether a word is a given name more than a word: جون, عمر, but not بيان or the preposition على."""
        word = self.tokens.keys[place]
        bearers = max(self.gazetteer.given_name(word), LISTED * (word in given_names()))
        if not bearers or word in cues():
            return False
        if word == "علي":
            return normalize(self.word(place)) != "على"
        return zipf(word) - math.log10(1 + bearers) < margin

    # One name that means several things

    def _is_adjective(self, span: Span, around: Surroundings) -> bool:
        """Whether one word stands after a definite noun as its adjective: العلاقات السعودية."""
        before, _ = self.neighbours(span)
        if not span.is_single or before is None:
            return False
        word = self.tokens.keys[before]
        if span.reading.prefix:
            return before in around.countries and word.endswith(self.tokens.keys[span.first][-1])
        return cue_before(self.tokens, span.first) is None and _is_definite(word)

    def _is_also_demonym(self, span: Span, contender: Contender) -> bool:
        if self.gazetteer.kind_at(contender.hit) is NameKind.DEMONYM:
            return False
        kinds = {self.gazetteer.kind_at(c.hit) for c in span.contenders if c.ref == contender.ref}
        return NameKind.DEMONYM in kinds

    # For and against one contender

    def _evidence(self, span: Span, contender: Contender, cue: Cue | None, around: Surroundings) -> Iterator[Evidence]:
        kind = self.gazetteer.kind_at(contender.hit)
        doubts = [*self._as_common_word(span), *self._as_obscure(span, contender, kind)]
        against_it = [*self._against(span), *self._ungrammatical(span, kind), *self._stranger(span, contender, around)]
        yield from doubts
        yield from against_it
        if doubts and self._is_supported(span, contender, cue, around):
            # Support takes the doubts away; it makes no name likelier than one that was never in doubt.
            yield measure("support", -sum(e.contribution for e in doubts), self.written(span), "")

    def _as_common_word(self, span: Span) -> Iterator[Evidence]:
        if span.is_single and common_word(self.written(span), self._common) is not None:
            yield flag("common", self.written(span), "")

    def _against(self, span: Span) -> list[Evidence]:
        words = common_word(self.written(span), self._common) if span.is_single else None
        return against(self.tokens, span.first, span.last, words) if words else []

    def _as_obscure(self, span: Span, contender: Contender, kind: NameKind) -> Iterator[Evidence]:
        """How much likelier the words are something else than an entity that is little known."""
        words = self._words(span)
        rarest = min(map(zipf, words))
        obscure = self._is_obscure(contender)
        risk = SPREAD * (OBSCURE - contender.weight) + rarest - UNKNOWN - (len(words) - 1)
        risk = max(risk, 0.0) if obscure else 0.0
        if span.is_single:
            if obscure:
                risk += 2 * self.is_given_name(span.first) + self._unlike(span, contender)
                risk += 2 * (not is_arabic(span.reading.word)) + bool(span.reading.length)
                risk += 1.5 * self._has_namesakes(contender)
            elif self._dots_its_ta and kind is not NameKind.DEMONYM:
                risk += 2.5 * self._is_pronoun(span, contender)
            if self.gazetteer.type_at(contender.ref) is EntityType.ORGANIZATION:
                risk += 2.5 * bool(contender.weight < FAMOUS and self.gazetteer.surname(span.reading.word))
            if kind is NameKind.SHORT and not _is_established(contender):
                risk += max(0.0, SPREAD * (FAMILIAR - contender.weight))
                others = self.gazetteer.surname(span.reading.word) - 1
                risk += 1.5 * min(2, others) if contender.weight < UNRIVALLED and others > 0 else 0
            if is_arabic(span.reading.word) and len(span.reading.word) <= SHORT_WORD:
                left_over = span.reading.length and zipf(span.reading.word) < WELL_WORN
                risk += 3 * bool(left_over) + 3 * (kind is NameKind.ACRONYM)
        if risk > 0:
            yield measure("obscure", risk, self.written(span), "")

    def _is_obscure(self, contender: Contender) -> bool:
        country = is_country(self.gazetteer.entity_at(contender.ref))
        return contender.weight < (FAR_AWAY if country else OBSCURE)

    def _unlike(self, span: Span, contender: Contender) -> float:
        """Return 2 where the name is written otherwise than in the gazetteer, alef and hamza on it apart."""
        name = self.gazetteer.name_at(contender.hit).text
        return 2.0 * (_plain_alef(self.written(span)) != _plain_alef(name))

    def _has_namesakes(self, contender: Contender) -> bool:
        """Whether others of like weight have the same Latin name: most towns called Newport have no Arabic one."""
        label = make_key(self.gazetteer.entity_at(contender.ref).label)
        rivals = {self.gazetteer.ref(hit) for hit in self.gazetteer.hits(label)} - {contender.ref}
        return any(self.gazetteer.weight_at(ref) > contender.weight - NAMESAKE for ref in rivals)

    def _is_pronoun(self, span: Span, contender: Contender) -> bool:
        """Whether a final ه stands where the name has ة: جده is his grandfather, not Jeddah."""
        name = self.gazetteer.name_at(contender.hit).text
        return normalize(self.written(span)).endswith("ه") and normalize(name).endswith("ة")

    def _ungrammatical(self, span: Span, kind: NameKind) -> Iterator[Evidence]:
        """A name has no tanwin (ميتًا); an adjective without article does not follow a noun with one."""
        if not span.is_single:
            return
        written = self.written(span)
        if kind is not NameKind.DEMONYM:
            if TANWIN in written[-2:]:
                yield flag("grammar", written, TANWIN)
            return
        before, _ = self.neighbours(span)
        plain = not span.reading.prefix and not span.reading.word.startswith(ARTICLE)
        if before is not None and plain and _is_definite(self.tokens.keys[before]):
            yield flag("grammar", self.tokens.keys[before], written)

    def _stranger(self, span: Span, contender: Contender, around: Surroundings) -> Iterator[Evidence]:
        """Whether the words beside a name make another name of it: كارل راسين, محمد بن سلمان آل خليفة."""
        own = self._own_words(contender.ref)
        keys = self.tokens.keys
        before, after = self.neighbours(span)
        type_ = self.gazetteer.type_at(contender.ref)
        person = type_ is EntityType.PERSON
        if not span.reading.prefix and before is not None and before not in around.named:
            heard = all(e.feature != "same" for e in contender.evidence)
            bare = span.is_single or heard or contender.weight < OBSCURE or self._is_short(contender)
            indefinite = not span.reading.word.startswith(ARTICLE)
            demonym = indefinite and self.gazetteer.kind_at(contender.hit) is NameKind.DEMONYM
            doubtful = bare and (person or demonym or contender.weight < FAMOUS)
            margin = GIVEN_NAME - 0.8 * demonym  # 'a Lebanese deputy' is likelier than Deputy the Lebanese
            if doubtful and keys[before] not in own and self.is_given_name(before, margin):
                yield flag("stranger", keys[before], "")
                return
        if person and after is not None and keys[after] in PATRONYMICS and keys[after] not in own:
            yield flag("stranger", keys[after], "")
        elif self._is_spelt_out(span, before, after) or self._is_part(span, type_, after):
            yield flag("stranger", self.written(span), "")

    def _is_short(self, contender: Contender) -> bool:
        return _is_established(contender) or self.gazetteer.kind_at(contender.hit) is NameKind.SHORT

    def _is_spelt_out(self, span: Span, before: int | None, after: int | None) -> bool:
        """Whether initials go on beside the span: بي بي is not BP in بي بي إس."""
        keys = self.tokens.keys
        if not all(word in LETTER_NAMES for word in self._words(span)):
            return False
        return any(p is not None and keys[p] in LETTER_NAMES and zipf(keys[p]) < FREQUENT for p in (before, after))

    def _is_part(self, span: Span, type_: EntityType, after: int | None) -> bool:
        """Whether a name is part of a longer, unknown one: جامعة ميشيغان, الدكتورة فورد, مستشفى لويس باستور."""
        if any(self.gazetteer.kind_at(c.hit) is NameKind.DEMONYM for c in span.contenders):
            return False
        cue = None if span.reading.prefix else cue_before(self.tokens, span.first)
        if cue and cue.type is not type_:
            # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
            named_after = cue.head and type_ is EntityType.PERSON
            if named_after if cue.type is EntityType.PLACE else cue.strong:
                return True
        towns = not any(is_country(self.gazetteer.entity_at(c.ref)) for c in span.contenders)
        if type_ is not EntityType.PLACE or not towns or after is None:
            return False
        return self._is_unknown(after) or (span.is_single and self._is_surname(after))

    def _is_surname(self, place: int) -> bool:
        """Whether a word ends the names of persons and is rare otherwise."""
        word = self.tokens.keys[place]
        return is_arabic(word) and zipf(word) < RARE and bool(self.gazetteer.surname(word))

    def _is_unknown(self, place: int) -> bool:
        """Whether a word is none that running text has, clitics and the endings of verbs considered."""
        word = self.tokens.keys[place]
        if not is_arabic(word) or len(word) <= SHORT_WORD or INFLECTED.match(word):
            return False
        return all(zipf(r.word) <= UNKNOWN and not self.gazetteer.opens(join_key([r.word])) for r in readings(word))

    def _own_words(self, ref: Ref) -> set[str]:
        known = self._words_of.get(ref)
        if known is None:
            names = self.gazetteer.entity_at(ref).names
            known = self._words_of[ref] = {word for name in names for word in make_key(name.text).split()}
        return known

    # What takes doubts away

    def _is_supported(self, span: Span, contender: Contender, cue: Cue | None, around: Surroundings) -> bool:
        type_ = self.gazetteer.type_at(contender.ref)
        obscure = self._is_obscure(contender)
        words = self._words(span)
        rarest = min(map(zipf, words))
        rare = rarest <= UNKNOWN
        head = cue is not None and cue.head and (rarest < WELL_WORN or not obscure)
        if cue and cue.type is type_ and (head or (cue.strong and (rare or not obscure))):
            return True
        if obscure and not rare:
            return False
        if self._is_of_country_beside(span, contender, around):
            return True
        elsewhere = any(place != span.first for place in around.settled.get(contender.ref, ()))
        return elsewhere or self._is_in_company(span, type_, around)

    def _is_of_country_beside(self, span: Span, contender: Contender, around: Surroundings) -> bool:
        entity = self.gazetteer.entity_at(contender.ref)
        beside = (around.countries.get(place) for place in self.neighbours(span) if place is not None)
        return not is_country(entity) and entity.country in beside

    def _is_in_company(self, span: Span, type_: EntityType, around: Surroundings) -> bool:
        """Whether a name of the same type stands right beside, joined by و or a comma."""
        places = around.places.get(type_, ())
        after = span.last < len(self.tokens) and self.tokens.keys[span.last].startswith("و")
        before = span.reading.prefix.startswith("و") or not self.tokens.joined[span.first]
        return (after and span.last in places) or (before and span.first - 1 in places)


def is_country(entity: Entity) -> bool:
    """Whether an entity is the country of its own code."""
    return f"iso3166:{entity.country}" in entity.refs


def _is_established(contender: Contender) -> bool:
    return any(e.feature == "established" for e in contender.evidence)


@functools.lru_cache(maxsize=1 << 16)
def _is_definite(word: str) -> bool:
    return any(reading.word.startswith(ARTICLE) for reading in readings(word))


def _plain_alef(text: str) -> str:
    return normalize(text).translate(str.maketrans("أإآٱ", "اااا")).casefold()
