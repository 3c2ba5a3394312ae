"""The short forms of names that a text holds in full: جباروف after صدر جباروف."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.lang import (
    Key,
    Segmentation,
    join_key,
    key_form,
    make_key,
    segmentations,
    surfaces,
    without_article,
    words_of,
    zipf,
)
from namelink.lang.ar.name_parts import given_names
from namelink.linking.cache import BoundedCache
from namelink.linking.document import Document, Span, SpanCandidates
from namelink.linking.document_context import DocumentContext
from namelink.linking.evidence import flag
from namelink.linking.exact_matcher import ends_of, last_joined, to_candidate
from namelink.linking.lexicon import ENTITIES
from namelink.matching.pairing import word_weight
from namelink.model import EntityType, NameKind

TOO_COMMON, COMMON_GIVEN = 5.4, 4.9
"""The frequency from which the last word of a name is no surname, and from which a given name is none."""

GRAMMAR = 6.0
"""The frequency from which a word is most often one of grammar: علي is على."""

FAMILY_FIRST = frozenset({"CN", "HK", "KP", "KR", "MO", "TW"})
"""Countries whose people news calls by the first word of their names: Xi Jinping."""

FAR_TITLE = 4
"""Words between a title and the name that bears it, at most: وزير الاقتصاد الأذربيجاني ميكائيل جباروف."""

_Bearers = dict[Key, dict[Ref, Hit]]
"""Short forms, each with the entities that bear it and the name of theirs it comes from."""


@attrs.frozen
class _Forms:
    """Short forms of the entities of a text.

    Attributes:
        sure: Those that are surely theirs.
        unsure: Those that are only where a word before them says who acts.
        given: Given names, which are only after a royal title.
    """

    sure: _Bearers = attrs.field(factory=dict)
    unsure: _Bearers = attrs.field(factory=dict)
    given: _Bearers = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[Key]:
        return iter([*self.sure, *self.unsure, *self.given])


class ShortForms:
    """Finds short forms of names that a text holds in full.

    A surname stands by itself; what is also a given name or a common word only after a word that says who acts
    (وأضاف مجاهد), and so do the given names of persons of one surname (حسام حسن and إبراهيم حسن), or any after a
    royal title (الشيخ تميم). Of the name of a region (ولاية جورجيا) what follows the head noun stands for it.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._persons = BoundedCache(self._of_person, ENTITIES)
        self._surfaces = BoundedCache(surfaces, ENTITIES)
        self._names = BoundedCache(self._standing_for, ENTITIES)

    def short_forms(self, passage: Document, around: DocumentContext) -> Iterator[Span]:
        """Yield the spans that are the short form of a name that the text holds in full."""
        forms = self._forms(around)
        longest = max((form.count(" ") + 1 for form in forms), default=0)
        keys = passage.tokens.keys
        words = set(keys)
        openings: dict[str, list[Segmentation]] = {}
        for opening in sorted({form.partition(" ")[0] for form in forms}):
            written = self._surfaces[opening]
            for surface in written.keys() & words:
                openings.setdefault(surface, []).append(written[surface])
        for first in [place for place, word in enumerate(keys) if word in openings] if openings else ():
            for reading in openings[keys[first]]:
                last = last_joined(passage.tokens, first, longest)
                parts = [key_form(reading.word, False), *[word.inner for word in passage.words[first + 1 : last]]]
                ahead = " ".join(parts)
                for length, last in ends_of(parts, first).items():
                    form = Key(ahead[:length])
                    hit = self._meant_by(form, passage, first, reading, forms, around)
                    if hit:
                        yield Span(first, last, self._names[form, hit, reading.prefix, tuple(keys[first:last])])

    def _meant_by(
        self, form: Key, passage: Document, first: int, reading: Segmentation, forms: _Forms, around: DocumentContext
    ) -> Hit | None:
        """Return the name that a short form stands for where it stands, if any."""
        bearers = forms.sure.get(form)
        if not bearers and form in forms.unsure and _is_agent(passage, first, reading):
            bearers = forms.unsure[form]
        if not bearers and form in forms.given and _is_titled(passage, first, reading):
            bearers = forms.given[form]
        return bearers[_meant(passage, bearers, around.settled, first)] if bearers else None

    def _standing_for(self, known: tuple[Key, Hit, str, tuple[str, ...]]) -> SpanCandidates:
        form, hit, prefix, words = known
        reading = next(reading for reading in segmentations(words[0]) if reading.prefix == prefix)
        evidence = [flag("same_key", form, form), flag("established", form, form)]
        return SpanCandidates.of(self.gazetteer, words, reading, [to_candidate(self.gazetteer, hit, evidence, reading)])

    def _forms(self, around: DocumentContext) -> _Forms:
        """Return the short forms of the entities of a text."""
        forms = _Forms()
        whole: list[tuple[Key, Key, Ref, Hit]] = []
        for ref in sorted(around.settled):
            spellings = around.spellings.get(ref, {}).items()
            if self.gazetteer.type_at(ref) is not EntityType.PERSON:
                for rest, hit in [
                    (join_key([*spelt[1:]]), hit) for spelt, hit in spellings if spelt[0] in words_of("region")
                ]:
                    if not self._is_namesake(rest, ref):
                        forms.sure.setdefault(rest, {}).setdefault(ref, hit)
                continue
            for form, sure, hit in self._persons[ref].forms:
                (forms.sure if sure else forms.unsure).setdefault(form, {}).setdefault(ref, hit)
            for surname, first, hit in self._persons[ref].names:
                forms.given.setdefault(first, {}).setdefault(ref, hit)
                whole.append((surname, first, ref, hit))
            for spelt, hit in spellings:
                if is_surname(spelt[-1]):
                    forms.sure.setdefault(join_key([spelt[-1]]), {}).setdefault(ref, hit)
        for surname, first, ref, hit in whole:
            if len({*forms.sure.get(surname, ()), *forms.unsure.get(surname, ())}) > 1:
                forms.unsure.setdefault(first, {}).setdefault(ref, hit)
        return forms

    def _of_person(self, ref: Ref) -> _Person:
        """Return what a person may be called for short."""
        family_first = self.gazetteer.entity_at(ref).country in FAMILY_FIRST
        forms = []
        names = []
        for words, hit in _names(self.gazetteer, ref):
            ends = [(_last_words(words), words[-1]), *([(join_key(words[:1]), words[0])] if family_first else [])]
            forms += [(form, is_surname(word), hit) for form, word in ends if zipf(word) < GRAMMAR]
            names.append((join_key(words[-1:]), join_key(words[:1]), hit))
        return _Person(tuple(forms), tuple(names))

    def _is_namesake(self, key: Key, ref: Ref) -> bool:
        """Whether a key is the name of another place in the country of an entity: New York is not New York State."""
        gazetteer = self.gazetteer
        country = gazetteer.entity_at(ref).country
        return any(gazetteer.entity_at(gazetteer.ref(hit)).country == country for hit in gazetteer.hits(key))


@attrs.frozen
class _Person:
    """What a person may be called for short.

    Attributes:
        forms: Short forms, whether each is surely one, and the name it comes from.
        names: The surname and the given name of each full name.
    """

    forms: tuple[tuple[Key, bool, Hit], ...]
    names: tuple[tuple[Key, Key, Hit], ...]


def _names(gazetteer: Gazetteer, ref: Ref) -> Iterator[tuple[list[str], Hit]]:
    """Yield the full names of a person, as words."""
    index = gazetteer.indexes[ref.layer]
    for number, name in enumerate(index.entity(ref.number).names, int(index.first_names[ref.number])):
        words = make_key(name.text).split()
        if name.kind is NameKind.NAME and len(words) > 1 and word_weight(words[-1]) == 1:
            yield words, Hit(ref.layer, number)


def _last_words(words: list[str]) -> Key:
    return join_key(words[-2:] if word_weight(words[-2]) < 1 and len(words) > 2 else words[-1:])


def _is_agent(passage: Document, first: int, reading: Segmentation) -> bool:
    """Whether a word stands where news names who acts."""
    return not reading.length and passage.agent(first) in ("speech", "verb", "particle")


def _is_titled(passage: Document, first: int, reading: Segmentation) -> bool:
    before = passage.before(first)
    if reading.length or before is None:
        return False
    return any(title.word in words_of("royal_title") for title in segmentations(before.key))


def _meant(passage: Document, refs: Collection[Ref], settled: Mapping[Ref, Sequence[int]], place: int) -> Ref:
    """Return which person a short form means: one whom the text gives its title, else the nearest."""
    if len(refs) == 1:
        return next(iter(refs))
    cue = passage.cue(place)
    if cue and cue.type is EntityType.PERSON:
        title = passage.tokens.keys[place - 1]
        far = {ref: min(_title_distance(passage, first, title) for first in settled[ref]) for ref in refs}
        refs = [ref for ref in refs if far[ref] == min(far.values())]
    return _nearest(refs, settled, place)


def _title_distance(passage: Document, first: int, title: str) -> int:
    """Return how many words before a name its title stands, article or not; more than FAR_TITLE where it has none."""
    bare = {without_article(reading.word) for reading in segmentations(title)}
    for distance in range(1, min(FAR_TITLE, first) + 1):
        if any(
            without_article(reading.word) in bare for reading in segmentations(passage.tokens.keys[first - distance])
        ):
            return distance
    return FAR_TITLE + 1


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
