"""What a text says elsewhere of a name: entities it names beyond doubt, countries, short forms of persons."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.linking.finding import ends_of, last_joined, to_contender
from namelink.linking.passage import Names, Passage, Span
from namelink.matching.context import agent_before
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag
from namelink.matching.pairing import word_weight
from namelink.model import EntityType, NameKind
from namelink.text.affixes import ARTICLE, Reading, readings, surfaces
from namelink.text.frequencies import zipf
from namelink.text.tokens import Key, join_key, make_key, spell
from namelink.translit.names import given_names

TOO_COMMON, COMMON_GIVEN = 5.4, 4.9
"""The frequency from which the last word of a name is no surname, and from which a given name is none."""

GRAMMAR = 6.0
"""The frequency from which a word is most often one of grammar: علي is على."""


@attrs.frozen
class Surroundings:
    """What a text says elsewhere.

    Attributes:
        settled: The entities it names beyond doubt, each with the words where it does, in order.
        places: The words where it names an entity of each type beyond doubt.
        named: The words that are taken by names of several words.
        spellings: Those names as the text spells them, by entity, each with the name it stands for.
    """

    settled: Mapping[Ref, Sequence[int]] = attrs.field(factory=dict)
    places: Mapping[EntityType, Collection[int]] = attrs.field(factory=dict)
    named: Collection[int] = frozenset()
    spellings: Mapping[Ref, Mapping[tuple[str, ...], Hit]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, passage: Passage, taken: Iterable[tuple[Span, Contender]]) -> Surroundings:
        """Return what spans say that name an entity beyond doubt."""
        settled: dict[Ref, list[int]] = {}
        places: dict[EntityType, set[int]] = {}
        named: set[int] = set()
        spellings: dict[Ref, dict[tuple[str, ...], Hit]] = {}
        for span, contender in taken:
            settled.setdefault(contender.ref, []).append(span.first)
            places.setdefault(passage.gazetteer.type_at(contender.ref), set()).add(span.first)
            if not span.is_single:
                named.update(range(span.first, span.last))
                spellings.setdefault(contender.ref, {})[tuple(passage.words(span))] = contender.hit
        return cls(settled, places, named, spellings)


def countries_in(spans: Iterable[Span]) -> dict[int, str]:
    """Return the words that name a country, or its people, with its code."""
    found: dict[int, str] = {}
    for span in sorted((span for span in spans if span.names.country), key=lambda span: span.last - span.first):
        found |= dict.fromkeys(range(span.first, span.last), span.names.country or "")
    return found


_Bearers = dict[Key, dict[Ref, Hit]]
"""Short forms, each with the persons who bear it and the name of theirs it comes from."""


def short_forms(passage: Passage, around: Surroundings) -> Iterator[Span]:
    """Yield the spans that are the short form of a name that the text holds in full.

    A surname stands by itself; what is also a given name or a common word only after a word that says who acts
    (وأضاف مجاهد), and so do the given names of persons of one surname (حسام حسن and إبراهيم حسن), or any after a
    royal title (الشيخ تميم). Of the name of a region (ولاية جورجيا) what follows the head noun stands for it.
    """
    sure, unsure, given = _forms(passage.gazetteer, around)
    longest = max((form.count(" ") + 1 for form in (*sure, *unsure, *given)), default=0)
    openings: dict[str, list[Reading]] = {}
    for opening in sorted({form.partition(" ")[0] for form in (*sure, *unsure, *given)}):
        for surface, reading in surfaces(opening).items():
            openings.setdefault(surface, []).append(reading)
    for first, word in enumerate(passage.tokens.keys if openings else ()):
        for reading in openings.get(word, ()):
            last = last_joined(passage.tokens, first, longest)
            parts = [spell(reading.word, False), *[spell(word, True) for word in passage.tokens.keys[first + 1 : last]]]
            ahead = " ".join(parts)
            for length, last in ends_of(parts, first).items():
                form = Key(ahead[:length])
                bearers = sure.get(form)
                if not bearers and _is_agent(passage, first, reading):
                    bearers = unsure.get(form)
                if not bearers and _is_titled(passage, first, reading):
                    bearers = given.get(form)
                if bearers:
                    ref = _meant(passage, bearers, around.settled, first)
                    evidence = [flag("same", form, form), flag("established", form, form)]
                    found = to_contender(passage.gazetteer, bearers[ref], evidence, reading)
                    words = tuple(passage.tokens.keys[first:last])
                    yield Span(first, last, Names.of(passage.gazetteer, words, reading, (found,)))


def _forms(gazetteer: Gazetteer, around: Surroundings) -> tuple[_Bearers, _Bearers, _Bearers]:
    """Return the short forms of the entities of a text: those that are surely theirs, others, and given names."""
    sure: _Bearers = {}
    unsure: _Bearers = {}
    given: _Bearers = {}
    whole: list[tuple[Key, Key, Ref, Hit]] = []
    for ref in sorted(around.settled):
        spellings = around.spellings.get(ref, {}).items()
        if gazetteer.type_at(ref) is not EntityType.PERSON:
            for spelt, hit in spellings:
                rest = join_key([*spelt[1:]])
                if spelt[0] in REGIONS and not _is_namesake(gazetteer, rest, ref):
                    sure.setdefault(rest, {}).setdefault(ref, hit)
            continue
        for words, hit in _names(gazetteer, ref):
            family_first = gazetteer.entity_at(ref).country in FAMILY_FIRST
            forms = [(_last_words(words), words[-1])] + [(join_key(words[:1]), words[0])] * family_first
            for form, word in forms:
                if zipf(word) < GRAMMAR:
                    (sure if is_surname(word) else unsure).setdefault(form, {}).setdefault(ref, hit)
            given.setdefault(join_key(words[:1]), {}).setdefault(ref, hit)
            whole.append((join_key(words[-1:]), join_key(words[:1]), ref, hit))
        for spelt, hit in spellings:
            if is_surname(spelt[-1]):
                sure.setdefault(join_key([spelt[-1]]), {}).setdefault(ref, hit)
    for surname, first, ref, hit in whole:
        if len({*sure.get(surname, ()), *unsure.get(surname, ())}) > 1:
            unsure.setdefault(first, {}).setdefault(ref, hit)
    return sure, unsure, given


REGIONS = frozenset({"ولايه", "اقليم", "مقاطعه"})
"""Head nouns without which a text goes on to name what it has named with them."""


def _is_namesake(gazetteer: Gazetteer, key: Key, ref: Ref) -> bool:
    """Whether a key is the name of another place in the country of an entity: New York is not New York State."""
    country = gazetteer.entity_at(ref).country
    return any(gazetteer.entity_at(gazetteer.ref(hit)).country == country for hit in gazetteer.hits(key))


FAMILY_FIRST = frozenset({"CN", "HK", "KP", "KR", "MO", "TW"})
"""Countries whose people news calls by the first word of their names: Xi Jinping."""


def _names(gazetteer: Gazetteer, ref: Ref) -> Iterator[tuple[list[str], Hit]]:
    """Yield the full names of a person, as words."""
    index = gazetteer.indexes[ref.layer]
    for number, name in enumerate(index.entity(ref.number).names, int(index.first_names[ref.number])):
        words = make_key(name.text).split()
        if name.kind is NameKind.NAME and len(words) > 1 and word_weight(words[-1]) == 1:
            yield words, Hit(ref.layer, number)


def _last_words(words: list[str]) -> Key:
    return join_key(words[-2:] if word_weight(words[-2]) < 1 and len(words) > 2 else words[-1:])


def _is_agent(passage: Passage, first: int, reading: Reading) -> bool:
    """Whether a word stands where news names who acts."""
    return not reading.length and agent_before(passage.tokens, first) in ("speech", "verb", "particle")


ROYAL = frozenset("الشيخ الشيخه الامير الاميره الملك الملكه السلطان".split())
"""Titles after which a given name alone is said: الشيخ تميم."""


def _is_titled(passage: Passage, first: int, reading: Reading) -> bool:
    if reading.length or not passage.tokens.joined[first]:
        return False
    return any(before.word in ROYAL for before in readings(passage.tokens.keys[first - 1]))


def _meant(passage: Passage, refs: Collection[Ref], settled: Mapping[Ref, Sequence[int]], place: int) -> Ref:
    """Return which person a short form means: one whom the text gives its title, else the nearest."""
    if len(refs) == 1:
        return next(iter(refs))
    cue = passage.cue(place)
    if cue and cue.type is EntityType.PERSON:
        title = passage.tokens.keys[place - 1]
        far = {ref: min(_title_distance(passage, first, title) for first in settled[ref]) for ref in refs}
        refs = [ref for ref in refs if far[ref] == min(far.values())]
    return _nearest(refs, settled, place)


FAR_TITLE = 4
"""Words between a title and the name that bears it, at most: وزير الاقتصاد الأذربيجاني ميكائيل جباروف."""


def _title_distance(passage: Passage, first: int, title: str) -> int:
    """Return how many words before a name its title stands, article or not; more than FAR_TITLE where it has none."""
    bare = {reading.word.removeprefix(ARTICLE) for reading in readings(title)}
    for distance in range(1, min(FAR_TITLE, first) + 1):
        if any(
            reading.word.removeprefix(ARTICLE) in bare for reading in readings(passage.tokens.keys[first - distance])
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
