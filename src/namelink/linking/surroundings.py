"""What a text says elsewhere of a name: entities it names beyond doubt, countries, short forms of persons."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.linking.finding import Finder, words_ahead
from namelink.linking.passage import Passage, Span, is_country
from namelink.matching.evidence import flag, word_weight
from namelink.model import EntityType, NameKind
from namelink.text.affixes import readings
from namelink.text.frequencies import zipf
from namelink.text.tokens import Key, join_key, make_key, spell
from namelink.translit.names import given_names

TOO_COMMON, COMMON_GIVEN = 5.4, 4.9
"""The frequency from which the last word of a name is no surname, and from which a given name is none."""


@attrs.frozen
class Surroundings:
    """What a text says elsewhere.

    Attributes:
        settled: The entities it names beyond doubt, each with the words where it does, in order.
        places: The words where it names an entity of each type beyond doubt.
        named: The words that are taken by names of several words.
    """

    settled: Mapping[Ref, Sequence[int]] = attrs.field(factory=dict)
    places: Mapping[EntityType, Collection[int]] = attrs.field(factory=dict)
    named: Collection[int] = frozenset()

    @classmethod
    def of(cls, gazetteer: Gazetteer, taken: Iterable[tuple[Span, Ref]]) -> Surroundings:
        """Return what spans say that name an entity beyond doubt."""
        settled: dict[Ref, list[int]] = {}
        places: dict[EntityType, set[int]] = {}
        named: set[int] = set()
        for span, ref in taken:
            settled.setdefault(ref, []).append(span.first)
            places.setdefault(gazetteer.type_at(ref), set()).add(span.first)
            named.update(() if span.is_single else range(span.first, span.last))
        return cls(settled, places, named)


def countries_in(gazetteer: Gazetteer, spans: Iterable[Span]) -> dict[int, str]:
    """Return the words that name a country, or its people, with its code."""
    found: dict[int, str] = {}
    for span in sorted(spans, key=lambda span: span.last - span.first):
        for contender in span.contenders:
            entity = gazetteer.entity_at(contender.ref)
            if is_country(entity):
                found |= dict.fromkeys(range(span.first, span.last), entity.country or "")
    return found


def short_forms(finder: Finder, passage: Passage, around: Surroundings) -> Iterator[Span]:
    """Yield the spans that are the short form of a person whose full name the text holds."""
    gazetteer, tokens = finder.gazetteer, passage.tokens
    bearers: dict[Key, dict[Ref, Hit]] = {}
    for ref in sorted(around.settled):
        if gazetteer.type_at(ref) is EntityType.PERSON:
            for form, hit in _surnames(gazetteer, ref):
                bearers.setdefault(form, {}).setdefault(ref, hit)
    longest = max((form.count(" ") + 1 for form in bearers), default=0)
    openings = {form.partition(" ")[0] for form in bearers}
    for first, word in enumerate(tokens.keys if bearers else ()):
        for reading in readings(word):
            if spell(reading.word, False).partition(" ")[0] not in openings:
                continue
            ahead, ends = words_ahead(tokens, first, reading, longest)
            for length, last in ends.items():
                form = Key(ahead[:length])
                if form in bearers:
                    ref = _nearest(bearers[form], around.settled, first)
                    evidence = [flag("same", form, form), flag("established", form, form)]
                    yield Span(first, last, reading, (finder.contender(bearers[form][ref], evidence, reading),))


def _surnames(gazetteer: Gazetteer, ref: Ref) -> Iterator[tuple[Key, Hit]]:
    """Yield what a person is called for short, each with the name it comes from."""
    index = gazetteer.indexes[ref.layer]
    for number, name in enumerate(index.entity(ref.number).names, int(index.first_names[ref.number])):
        words = make_key(name.text).split()
        if name.kind is NameKind.NAME and len(words) > 1 and is_surname(words[-1]):
            size = 2 if word_weight(words[-2]) < 1 and len(words) > 2 else 1
            yield join_key(words[-size:]), Hit(ref.layer, number)


def _nearest(refs: Iterable[Ref], settled: Mapping[Ref, Sequence[int]], place: int) -> Ref:
    """Return the entity last named before a word, else the one first named after it."""

    def distance(ref: Ref) -> tuple[bool, int, Ref]:
        named = settled[ref]
        before = bisect.bisect_right(named, place)
        return (not before, place - named[before - 1] if before else named[0], ref)

    return min(refs, key=distance)


@functools.lru_cache(maxsize=1 << 16)
def is_surname(word: str) -> bool:
    """Whether the last word of a name can stand for the whole: no given name, ordinal or epithet can.

    >>> is_surname("جباروف"), is_surname("علي"), is_surname("الثالث"), is_surname("الاكبر")
    (True, False, False, False)
    """
    too_common = COMMON_GIVEN if word in given_names() else TOO_COMMON
    return len(word) > 2 and zipf(word) < too_common and word_weight(word) == 1
