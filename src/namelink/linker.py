"""A text → Mentions: every name in it that the gazetteer knows, read as a whole.

First each word is looked up, clitics on or off; then the full names settle the short forms; then
the neighbours say whether a name that is also a word is meant; then the longest reading wins.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from namelink.errors import require_str
from namelink.gazetteer import Hit, Ref
from namelink.matching.context import CommonWords, common_words
from namelink.matching.decision import Contender, decide, rank
from namelink.matching.evidence import compare_words, flag, name_words, word_weight
from namelink.matching.passage import OBSCURE, Passage, Span, Surroundings, is_country
from namelink.model import EntityType, Evidence, Kind, LinkedText, Mention, NameKind, Outcome
from namelink.resolver import THRESHOLD, NameResolver
from namelink.text.affixes import Reading, readings
from namelink.text.frequencies import zipf
from namelink.text.scripts import script
from namelink.text.tokens import Key, join_key, make_key, spell
from namelink.translit.alphabet import letters_of
from namelink.translit.names import given_names
from namelink.translit.sounds import sound_key

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""

HEARD_WORDS = 4
"""Words, at most, of the names that are also found by their sound."""

HEARD_FIT = 0.9
"""The fit from which a name found by its sound is taken."""

MOST_HEARD = 20
"""Names of one sound that are compared."""

COMMON = 4.0
"""The frequency (Zipf scale) from which a word is a common one."""

TOO_COMMON, COMMON_GIVEN = 5.4, 4.9
"""The frequency from which the last word of a name is no surname, and from which a given name is none."""

FEW_SOUNDS = 5
"""Consonants that words must have to be heard as a name; one of them must be rare."""

MEMORY = 200_000
"""Words whose readings are remembered."""


class Linker:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, resolver: NameResolver, common: CommonWords | None = None) -> None:
        self.resolver = resolver
        self.common = common_words() if common is None else common
        self.gazetteer = resolver.gazetteer
        self._openings: dict[str, tuple[Reading, ...]] = {}

    def link(self, text: str, *, types: Iterable[str] | None = None, threshold: float = THRESHOLD) -> LinkedText:
        """Return the mentions in a text; see `namelink.link`."""
        require_str(text, "link", "text")
        wanted = frozenset(EntityType(t) for t in types) if types is not None else None
        reader = _Reader(self, text, threshold)
        mentions = (m for m in reader.mentions() if wanted is None or m.type in wanted)
        return LinkedText(text, tuple(mentions))

    def openings(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of a word that begin some name; clitics are never taken off a name itself."""
        known = self._openings.get(word)
        if known is None:
            if len(self._openings) >= MEMORY:
                self._openings.clear()
            known = tuple(self._opening_readings(word))
            self._openings[word] = known
        return known

    def _opening_readings(self, word: str) -> Iterator[Reading]:
        for reading in readings(word):
            if self.gazetteer.opens(join_key([reading.word])):
                yield reading
                if self._is_whole(reading.word):
                    return

    def _is_whole(self, word: str) -> bool:
        return bool(self.gazetteer.hits(join_key([word])) or self.gazetteer.given_name(word))


class _Reader:
    """Reads one text."""

    def __init__(self, linker: Linker, text: str, threshold: float) -> None:
        self.linker = linker
        self.gazetteer = linker.gazetteer
        self.threshold = threshold
        self.passage = Passage(linker.gazetteer, text, linker.common)
        self.tokens = self.passage.tokens

    def mentions(self) -> Iterator[Mention]:
        """Yield the mentions, in order."""
        spelt = list(self._spelt())
        known = {(span.first, span.last) for span in spelt}
        # What is spelt as a name needs not be heard as another: الاتحاد الأوراسي is not الاتحاد الروسي.
        spans = [*spelt, *(span for span in self._heard() if (span.first, span.last) not in known)]
        countries = self._countries(spans)
        around = self._settled(spans, Surroundings({}, {}, frozenset(), countries))
        # A name that neighbours support in one place is then known in the whole text.
        around = self._settled(spans, around)
        spans = [self.passage.in_context(span, around) for span in [*spans, *self._short_forms(around)]]
        for span in self._chosen(spans):
            ranked = rank(span.contenders)
            if decide(ranked, self.threshold) is Outcome.MATCH:
                yield self._mention(span, ranked)

    # What the words say by themselves

    def _spelt(self) -> Iterator[Span]:
        """Yield the spans that are spelt as a name of the gazetteer."""
        for first, word in enumerate(self.tokens.keys):
            for reading in self.linker.openings(word):
                ahead, ends = self._ahead(first, reading)
                found: dict[int, list[Contender]] = {}
                for key, hit in self.gazetteer.prefixes(ahead):
                    if len(key) in ends and len(key) > 1:  # a letter is a letter, not X or e&
                        found.setdefault(ends[len(key)], []).append(self._exact(hit, key, reading))
                for last, contenders in found.items():
                    if last - first == 1 and reading.length and zipf(word) > zipf(reading.word):
                        continue  # a word of its own, more frequent than the name inside it: فشل, not ف + شل
                    yield Span(first, last, reading, tuple(contenders))

    def _ahead(self, first: int, reading: Reading, most: int = MAX_NAME_WORDS) -> tuple[str, dict[int, int]]:
        """Return the key of the words from one on, and which word ends at which of its lengths."""
        key = spell(reading.word, False)
        ends = {len(key): first + 1}
        for i in range(first + 1, min(first + most, len(self.tokens))):
            if not self.tokens.joined[i]:
                break
            key = f"{key} {spell(self.tokens.keys[i], True)}"
            ends[len(key)] = i + 1
        return key, ends

    def _exact(self, hit: Hit, key: str, reading: Reading) -> Contender:
        evidence = [flag("same", key, key)]
        if self.gazetteer.kind_at(hit) in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short", key, key))
        return self._contender(hit, evidence, reading)

    def _contender(self, hit: Hit, evidence: list[Evidence], reading: Reading) -> Contender:
        if reading.length:
            evidence.append(flag("clitic", reading.prefix, ""))
        ref = self.gazetteer.ref(hit)
        return Contender.of(ref, hit, self.gazetteer.weight_at(ref), evidence)

    def _heard(self) -> Iterator[Span]:
        """Yield the spans of several words that sound like a name of the gazetteer."""
        keys = [sound_key(word) for word in self.tokens.keys]
        rare = [len(key) > 2 and commonest(word) < COMMON for word, key in zip(self.tokens.keys, keys, strict=True)]
        for first in range(len(self.tokens)):
            for last in range(first + 2, min(first + HEARD_WORDS, len(self.tokens)) + 1):
                if not self.tokens.joined[last - 1]:
                    break
                if not any(rare[first:last]) or sum(map(len, keys[first:last])) < FEW_SOUNDS:
                    continue
                for reading in readings(self.tokens.keys[first]):
                    sound = " ".join([sound_key(reading.word), *keys[first + 1 : last]])
                    contenders = tuple(self._sounding(sound, first, last, reading))
                    if contenders:
                        yield Span(first, last, reading, contenders)

    def _sounding(self, sound: str, first: int, last: int, reading: Reading) -> Iterator[Contender]:
        words = (reading.word, *self.tokens.keys[first + 1 : last])
        spelt = tuple(letters_of(word) for word in words)
        written = script(words[-1])
        for layer, index in enumerate(self.gazetteer.indexes):
            for number in index.wholes.get(sound)[:MOST_HEARD]:
                hit = Hit(layer, number)
                ref = self.gazetteer.ref(hit)
                name = self.gazetteer.name_at(hit)
                if name.kind is not NameKind.NAME or self.gazetteer.weight_at(ref) < OBSCURE:
                    continue
                names = self.gazetteer.entity_at(ref).names
                if script(name.text) != written and any(script(n.text) == written for n in names):
                    continue  # it has names in the script of the text, and they are nearer to it
                evidence = compare_words(spelt, name_words(name.text))
                contender = self._contender(hit, evidence, reading)
                if contender.fit >= HEARD_FIT:
                    yield contender

    # What the text says as a whole

    def _countries(self, spans: list[Span]) -> dict[int, str]:
        """Return the words that name a country, or its people, with its code."""
        found: dict[int, str] = {}
        for span in sorted(spans, key=lambda span: span.last - span.first):
            for contender in span.contenders:
                entity = self.gazetteer.entity_at(contender.ref)
                if is_country(entity):
                    found |= dict.fromkeys(range(span.first, span.last), entity.country or "")
        return found

    def _settled(self, spans: list[Span], around: Surroundings) -> Surroundings:
        """Return what the text says elsewhere, seen from what is known of it so far."""
        settled: dict[Ref, list[int]] = {}
        places: dict[EntityType, set[int]] = {}
        named: set[int] = set()
        for span in self._chosen([self.passage.in_context(span, around) for span in spans]):
            ranked = rank(span.contenders)
            if decide(ranked, self.threshold) is Outcome.MATCH:
                ref = ranked[0][1].ref
                settled.setdefault(ref, []).append(span.first)
                places.setdefault(self.gazetteer.type_at(ref), set()).add(span.first)
                named.update(() if span.is_single else range(span.first, span.last))
        return Surroundings(settled, places, named, around.countries)

    def _short_forms(self, around: Surroundings) -> Iterator[Span]:
        """Yield the spans that are the short form of a person whose full name the text holds."""
        bearers: dict[Key, dict[Ref, Hit]] = {}
        for ref in sorted(around.settled):
            if self.gazetteer.type_at(ref) is EntityType.PERSON:
                for form, hit in self._surnames(ref):
                    bearers.setdefault(form, {}).setdefault(ref, hit)
        longest = max((form.count(" ") + 1 for form in bearers), default=0)
        openings = {form.partition(" ")[0] for form in bearers}
        for first, word in enumerate(self.tokens.keys if bearers else ()):
            for reading in readings(word):
                if spell(reading.word, False).partition(" ")[0] not in openings:
                    continue
                ahead, ends = self._ahead(first, reading, longest)
                for length, last in ends.items():
                    form = Key(ahead[:length])
                    if form in bearers:
                        ref = self._nearest(bearers[form], around.settled, first)
                        evidence = [flag("same", form, form), flag("established", form, form)]
                        contender = self._contender(bearers[form][ref], evidence, reading)
                        yield Span(first, last, reading, (contender,))

    def _surnames(self, ref: Ref) -> Iterator[tuple[Key, Hit]]:
        """Yield what a person is called for short, each with the name it comes from."""
        index = self.gazetteer.indexes[ref.layer]
        for number, name in enumerate(index.entity(ref.number).names, int(index.first_names[ref.number])):
            words = make_key(name.text).split()
            if name.kind is NameKind.NAME and len(words) > 1 and is_surname(words[-1]):
                size = 2 if word_weight(words[-2]) < 1 and len(words) > 2 else 1
                yield join_key(words[-size:]), Hit(ref.layer, number)

    @staticmethod
    def _nearest(refs: Iterable[Ref], settled: Mapping[Ref, Sequence[int]], place: int) -> Ref:
        """Return the entity last named before a word, else the one first named after it."""

        def distance(ref: Ref) -> tuple[bool, int, Ref]:
            named = settled[ref]
            before = bisect.bisect_right(named, place)
            return (not before, place - named[before - 1] if before else named[0], ref)

        return min(refs, key=distance)

    # What is taken

    def _chosen(self, spans: list[Span]) -> list[Span]:
        """Return the spans to take: the longest first, then the likeliest; none overlaps another."""
        scored = []
        for number, span in enumerate(spans):
            fit = max((contender.fit for contender in span.contenders), default=0.0)
            if fit >= self.threshold:
                scored.append((span.first - span.last, -fit, span.first, span.reading.length, number))
        taken: set[int] = set()
        chosen = []
        for *_, number in sorted(scored):
            words = range(spans[number].first, spans[number].last)
            if taken.isdisjoint(words):
                taken.update(words)
                chosen.append(spans[number])
        return sorted(chosen, key=lambda span: span.first)

    def _mention(self, span: Span, ranked: list[tuple[float, Contender]]) -> Mention:
        start, end = self.passage.bounds(span)
        text = self.passage.text[start:end]
        demonym = self.gazetteer.kind_at(ranked[0][1].hit) is NameKind.DEMONYM
        return Mention(
            start=start,
            end=end,
            text=text,
            prefix=span.reading.prefix,
            kind=Kind.DEMONYM if demonym else Kind.NAME,
            resolution=self.linker.resolver.resolution(text, ranked, Outcome.MATCH, limit=5),
        )


@functools.lru_cache(maxsize=1 << 16)
def is_surname(word: str) -> bool:
    """Whether the last word of a name can stand for the whole: no given name, ordinal or epithet can.

    >>> is_surname("جباروف"), is_surname("علي"), is_surname("الثالث"), is_surname("الاكبر")
    (True, False, False, False)
    """
    too_common = COMMON_GIVEN if word in given_names() else TOO_COMMON
    return len(word) > 2 and zipf(word) < too_common and word_weight(word) == 1


@functools.lru_cache(maxsize=1 << 17)
def commonest(word: str) -> float:
    """Return the frequency of a word, or of what is left of it without its clitics, whichever is more."""
    return max(zipf(reading.word) for reading in readings(word))
