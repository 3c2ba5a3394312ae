"""What neighbours, and the rest of the text, make of each span: evidence for and against, and a choice among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from namelink.gazetteer import Gazetteer
from namelink.linking.doubts import OBSCURE, doubts, is_established, objections
from namelink.linking.passage import Passage, Span, is_definite
from namelink.linking.strangers import given_name_before, name_after, stranger
from namelink.linking.support import admits_name, is_supported_elsewhere, is_supported_here
from namelink.linking.surroundings import Surroundings
from namelink.matching.context import CommonWords, Cue
from namelink.matching.decision import VOCALISED, Contender
from namelink.matching.evidence import flag, measure
from namelink.model import EntityType, Evidence
from namelink.text.vocalisation import agreement

CUE = 0.25
"""What a word before a name that says its type adds to the weight."""

NEIGHBOUR = 0.55
"""What the country's own name or demonym beside a name adds to the weight: العاصمة الأردنية عمان."""

HOPELESS = -8.0
"""The log-odds of doubts from which nothing more need be asked of a name that has no support."""

IN_REACH = 6
"""How many words off a country's name still says so of a place: طرابلس، ثانية مدن لبنان."""


@attrs.frozen(eq=False)
class _Claim:
    """What is known of a contender, and what still depends on the rest of the text.

    Attributes:
        contender: The contender, as it was found.
        weight: Its weight, with what its neighbours add to it.
        doubts: What support may take away.
        against: What speaks against it whatever else is said.
        supported: Whether its neighbours support it; None where the rest of the text may.
        given: The given name before it, which makes it a stranger's unless it belongs to a name of its own.
        beyond: The word after it that goes on to a longer name, unless it begins a name of its own.
        strange: Whether it is part of the name of another thing.
    """

    contender: Contender
    weight: float
    doubts: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    supported: bool | None
    given: int | None
    beyond: int | None
    strange: Evidence | None

    @property
    def is_open(self) -> bool:
        """Whether the rest of the text may change it."""
        return self.given is not None or self.beyond is not None or (bool(self.doubts) and self.supported is None)


class Judge:
    """Judges the spans of one text."""

    def __init__(self, passage: Passage, common: CommonWords, countries: Mapping[int, str]) -> None:
        self._passage = passage
        self._common = common
        self._countries = countries
        self._claims: dict[Span, tuple[_Claim, ...]] = {}
        self._closed: dict[Span, Span] = {}

    def judge(self, span: Span, around: Surroundings) -> Span:
        """Return a span with what its neighbours and the rest of the text say of each contender."""
        closed = self._closed.get(span)
        if closed is not None:
            return closed
        claims = self._claims.get(span)
        if claims is None:
            claims = self._claims[span] = tuple(self._claims_of(span))
        judged = attrs.evolve(span, names=attrs.evolve(span.names, contenders=tuple(self._judged(span, claim, around) for claim in claims)))
        if not any(claim.is_open for claim in claims):
            self._closed[span] = judged
        return judged

    def _claims_of(self, span: Span) -> Iterator[_Claim]:
        passage = self._passage
        cue = None if span.reading.prefix else passage.cue(span.first)
        beside = {self._countries.get(span.first - 1), self._countries.get(span.last)} - {None}
        around = beside | self._countries_around(span)
        adjective = self._is_adjective(span)
        start, end = passage.bounds(span)
        marked = end - start > passage.length(span)
        for contender in map(self._in_its_layer(span), _of_head_noun(passage.gazetteer, span.contenders, cue)):
            entity = passage.gazetteer.entity_at(contender.ref)
            if adjective and self._is_also_demonym(span, contender):
                continue
            weight = contender.weight + CUE * (cue is not None and cue.type is entity.type)
            near = around if contender.weight >= OBSCURE else beside
            if entity.country in near and not entity.is_country:
                weight += NEIGHBOUR
            if marked:
                weight += VOCALISED * agreement(passage.text[start:end], passage.gazetteer.name_at(contender.hit).text)
            yield self._claim(span, contender, weight, cue)

    @staticmethod
    def _in_its_layer(span: Span) -> Callable[[Contender], Contender]:
        """Return what gives a contender the weight of those of later layers, whose name it takes over."""
        layers = {contender.hit.layer for contender in span.contenders}
        if len(layers) == 1:
            return lambda contender: contender
        heirs = {layer: max(c.weight for c in span.contenders if c.hit.layer >= layer) for layer in layers}
        return lambda contender: attrs.evolve(contender, weight=heirs[contender.hit.layer])

    def _claim(self, span: Span, contender: Contender, weight: float, cue: Cue | None) -> _Claim:
        passage = self._passage
        found = tuple(doubts(passage, span, contender, self._common))
        plain = all(e.feature == "common" for e in found)
        supported = is_supported_here(passage, span, contender, cue, self._countries, plain) if found else None
        if supported is False and sum(e.contribution for e in found) < HOPELESS:
            return _Claim(contender, weight, found, (), supported, None, None, None)
        return _Claim(
            contender,
            weight,
            found,
            tuple(objections(passage, span, contender, self._common)),
            supported,
            given_name_before(passage, span, contender),
            name_after(passage, span, contender),
            stranger(passage, span, contender),
        )

    def _judged(self, span: Span, claim: _Claim, around: Surroundings) -> Contender:
        evidence = [*claim.contender.evidence, *claim.doubts, *claim.against]
        other = next((p for p in (claim.given, claim.beyond) if p is not None and p not in around.named), None)
        if other is not None:
            evidence.append(flag("stranger", self._passage.tokens.keys[other], ""))
        elif claim.strange:
            evidence.append(claim.strange)
        if claim.doubts and self._is_supported(span, claim, around):
            # Support takes the doubts away; it makes no name likelier than one that was never in doubt.
            lost = -sum(e.contribution for e in claim.doubts)
            evidence.append(measure("support", lost, self._passage.written(span), ""))
        return Contender.of(claim.contender.ref, claim.contender.hit, claim.weight, evidence)

    def _is_supported(self, span: Span, claim: _Claim, around: Surroundings) -> bool:
        if claim.supported is not None:
            return claim.supported
        if is_established(claim.contender) and claim.doubts and not admits_name(self._passage, span):
            return False
        return is_supported_elsewhere(self._passage, span, claim.contender, around)

    def _countries_around(self, span: Span) -> set[str]:
        """Return the countries named not far from a place; none is a hint to a town of its own name (الكويت)."""
        reach = (*range(span.first - IN_REACH, span.first), *range(span.last, span.last + IN_REACH))
        found = {self._countries[place] for place in reach if place in self._countries}
        gazetteer = self._passage.gazetteer
        if not found or any(gazetteer.type_at(c.ref) is not EntityType.PLACE for c in span.contenders):
            return set()
        entities = [gazetteer.entity_at(contender.ref) for contender in span.contenders]
        return found.difference(entity.country or "" for entity in entities if entity.is_country)

    def _is_adjective(self, span: Span) -> bool:
        """Whether one word stands after a definite noun as its adjective: العلاقات السعودية."""
        before, _ = self._passage.neighbours(span)
        if not span.is_single or before is None:
            return False
        keys = self._passage.tokens.keys
        if span.reading.prefix:
            agrees = keys[before].endswith(keys[span.first][-1]) and not keys[before].endswith("ا")  # فرنسا وألمانيا
            return before in self._countries and agrees
        return self._passage.cue(span.first) is None and is_definite(keys[before])

    def _is_also_demonym(self, span: Span, contender: Contender) -> bool:
        if self._passage.is_demonym(contender):
            return False
        return any(c.ref == contender.ref and self._passage.is_demonym(c) for c in span.contenders)


def _of_head_noun(gazetteer: Gazetteer, contenders: Sequence[Contender], cue: Cue | None) -> Sequence[Contender]:
    """Return the contenders that a head noun before them allows, if it allows any: مدينة ليفربول is no club."""
    if cue is None or not cue.head:
        return contenders
    allowed = [c for c in contenders if gazetteer.type_at(c.ref) is cue.type]
    if cue.town:
        allowed = [c for c in allowed if not gazetteer.entity_at(c.ref).is_country]
    return allowed or contenders


def chosen(spans: Iterable[Span], threshold: float) -> list[Span]:
    """Return the spans to take: the longest first, then the likeliest; none overlaps another."""
    taken: set[int] = set()
    found = []
    for span in _by_size(spans, threshold):
        words = range(span.first, span.last)
        if taken.isdisjoint(words):
            taken.update(words)
            found.append(span)
    return sorted(found, key=lambda span: span.first)


def each_place(spans: Iterable[Span], threshold: float) -> list[Span]:
    """Return every span that may be taken, those inside others too; of those of the very same words the likeliest."""
    places: dict[tuple[int, int], Span] = {}
    for span in _by_size(spans, threshold):
        places.setdefault((span.first, span.last), span)
    return [places[place] for place in sorted(places, key=lambda place: (place[0], -place[1]))]


def _by_size(spans: Iterable[Span], threshold: float) -> Iterator[Span]:
    """Yield the spans that fit, the longest first, then the likeliest."""
    scored = []
    listed = list(spans)
    for number, span in enumerate(listed):
        fit = max((contender.fit for contender in span.contenders), default=0.0)
        if fit >= threshold:
            scored.append((span.first - span.last, -fit, span.first, span.reading.length, number))
    for *_, number in sorted(scored):
        yield listed[number]
