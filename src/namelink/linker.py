"""A text → Mentions: every name in it that the gazetteer knows, read as a whole.

First each word is looked up, clitics on or off; then the full names settle the short forms; then
the neighbours say whether a name that is also a word is meant; then the longest reading wins.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import attrs

from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.matching.context import PATRONYMICS, against, agreement, common_word, cue_before, cues
from namelink.matching.decision import Contender, decide, rank
from namelink.matching.evidence import compare_words, flag, name_words, word_weight
from namelink.model import EntityType, Evidence, Kind, LinkedText, Mention, NameKind, Outcome
from namelink.resolver import THRESHOLD, NameResolver
from namelink.text.affixes import ARTICLE, Reading, readings
from namelink.text.folding import Folded, fold_with_offsets, normalize
from namelink.text.frequencies import zipf
from namelink.text.tokens import Key, Tokens, join_key, make_key, tokenize
from namelink.translit.sounds import SoundKey, sound_key

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""

HEARD_WORDS = (2, 3, 4)
"""Words of the names that are also found by their sound."""

HEARD_FIT = 0.9
"""The fit from which a name found by its sound is taken."""

COMMON = 4.0
"""The frequency (Zipf scale) from which a word is a common one."""

FEW_SOUNDS = 5
"""Consonants that words must have to be heard as a name, where one of them is rare."""

MANY_SOUNDS = 9
"""Consonants that words must have to be heard as a name, where all are common."""

CUE = 0.25
"""What a word before a name that says its type adds to the weight."""

NEIGHBOUR = 0.45
"""What the country's own name or demonym beside a name adds to the weight: العاصمة الأردنية عمان."""

VOCALISED = 0.5
"""What harakat that agree with a name's own add to the weight."""

GIVEN_NAME = 4.4
"""How much more frequent, in powers of ten, a word is than its bearers before it is no given name."""

MEMORY = 200_000
"""Words whose readings are remembered."""


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


class Linker:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, resolver: NameResolver) -> None:
        self.resolver = resolver
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
        self.gazetteer: Gazetteer = linker.gazetteer
        self.text = text
        self.threshold = threshold
        self.folded: Folded = fold_with_offsets(text)
        self.tokens: Tokens = tokenize(self.folded, text)

    def mentions(self) -> Iterator[Mention]:
        """Yield the mentions, in order."""
        spans = [*self._spelt(), *self._heard()]
        settled = self._settled(spans)
        # A name that neighbours support in one place is then known in the whole text.
        settled |= self._settled(self._with_context(spans, settled))
        spans = self._with_context(spans + self._short_forms(settled), settled)
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
                    if len(key) in ends:
                        found.setdefault(ends[len(key)], []).append(self._exact(hit, key, reading))
                for last, contenders in found.items():
                    if last - first == 1 and reading.length and zipf(word) > zipf(reading.word):
                        continue  # a word of its own, more frequent than the name inside it: فشل, not ف + شل
                    yield Span(first, last, reading, tuple(contenders))

    def _ahead(self, first: int, reading: Reading) -> tuple[str, dict[int, int]]:
        """Return the key of the words from one on, and which word ends at which of its lengths."""
        words, ends = [reading.word], {}
        key = join_key(words)
        ends[len(key)] = first + 1
        for i in range(first + 1, min(first + MAX_NAME_WORDS, len(self.tokens))):
            if not self.tokens.joined[i]:
                break
            words.append(self.tokens.keys[i])
            key = join_key(words)
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
        for first in range(len(self.tokens)):
            for length in HEARD_WORDS:
                last = first + length
                if last > len(self.tokens) or not all(self.tokens.joined[first + 1 : last]):
                    break
                if not self._worth_hearing(first, last, keys):
                    continue
                for reading in readings(self.tokens.keys[first]):
                    sound = " ".join([sound_key(reading.word), *keys[first + 1 : last]])
                    contenders = tuple(self._sounding(sound, first, last, reading))
                    if contenders:
                        yield Span(first, last, reading, contenders)

    def _worth_hearing(self, first: int, last: int, keys: list[SoundKey]) -> bool:
        """Whether words are so many sounds, or so rare, that to sound like a name is no accident."""
        sounds = sum(len(key) for key in keys[first:last])
        rare = any(zipf(self.tokens.keys[i]) < COMMON and len(keys[i]) > 2 for i in range(first, last))
        return sounds >= (FEW_SOUNDS if rare else MANY_SOUNDS)

    def _sounding(self, sound: str, first: int, last: int, reading: Reading) -> Iterator[Contender]:
        words = (reading.word, *self.tokens.keys[first + 1 : last])
        for layer, index in enumerate(self.gazetteer.indexes):
            for number in index.wholes.get(sound)[:20]:
                hit = Hit(layer, number)
                name = self.gazetteer.name_at(hit)
                if name.kind is NameKind.NAME:
                    evidence = compare_words(words, name_words(name.text), same=False)
                    contender = self._contender(hit, evidence, reading)
                    if contender.fit >= HEARD_FIT:
                        yield contender

    # What the text says as a whole

    def _settled(self, spans: list[Span]) -> dict[Ref, list[int]]:
        """Return the entities the text names beyond doubt, each with the words where it does."""
        settled: dict[Ref, list[int]] = {}
        for span in self._chosen(spans):
            ranked = rank(span.contenders)
            if decide(ranked, self.threshold) is not Outcome.MATCH:
                continue
            best = ranked[0][1]
            supported = any(e.feature == "support" for e in best.evidence)
            if span.last - span.first > 1 or supported or common_word(self._text(span)) is None:
                settled.setdefault(best.ref, []).append(span.first)
        return settled

    def _short_forms(self, settled: dict[Ref, list[int]]) -> list[Span]:
        """Return the spans that are the short form of a person whose full name the text holds."""
        bearers: dict[Key, set[Ref]] = {}
        hits: dict[tuple[Key, Ref], Hit] = {}
        for ref in sorted(settled):
            if self.gazetteer.type_at(ref) is EntityType.PERSON:
                for form, hit in self._surnames(ref):
                    bearers.setdefault(form, set()).add(ref)
                    hits.setdefault((form, ref), hit)
        longest = max((form.count(" ") + 1 for form in bearers), default=0)
        spans = []
        for first, word in enumerate(self.tokens.keys if bearers else ()):
            for reading in readings(word):
                ahead, ends = self._ahead(first, reading)
                for length, last in list(ends.items())[:longest]:
                    form = Key(ahead[:length])
                    if form in bearers:
                        ref = self._nearest(bearers[form], settled, first)
                        evidence = [flag("same", form, form), flag("established", form, form)]
                        contender = self._contender(hits[form, ref], evidence, reading)
                        spans.append(Span(first, last, reading, (contender,)))
        return spans

    def _surnames(self, ref: Ref) -> Iterator[tuple[Key, Hit]]:
        """Yield what a person is called for short, each with the name it comes from."""
        first = int(self.gazetteer.indexes[ref.layer].first_names[ref.number])
        entity = self.gazetteer.indexes[ref.layer].entity(ref.number)
        for number, name in enumerate(entity.names, first):
            words = make_key(name.text).split()
            if name.kind is NameKind.NAME and len(words) > 1:
                size = 2 if word_weight(words[-2]) < 1 and len(words) > 2 else 1
                if len(words[-1]) > 2:
                    yield join_key(words[-size:]), Hit(ref.layer, number)

    @staticmethod
    def _nearest(refs: set[Ref], settled: dict[Ref, list[int]], place: int) -> Ref:
        """Return the entity last named before a word, else the one first named after it."""

        def distance(ref: Ref) -> tuple[int, Ref]:
            before = [place - p for p in settled[ref] if p <= place]
            return (min(before) if before else len(settled) * 10**6 + min(settled[ref]), ref)

        return min(refs, key=distance)

    # What the neighbours say

    def _with_context(self, spans: list[Span], settled: dict[Ref, list[int]]) -> list[Span]:
        beside = self._countries(spans)
        return [self._in_context(span, settled, beside) for span in spans]

    def _countries(self, spans: list[Span]) -> dict[int, str]:
        """Return the words that name a country, or its people, by themselves, with its code."""
        found: dict[int, str] = {}
        for span in spans:
            for contender in span.contenders:
                entity = self.gazetteer.entity_at(contender.ref)
                if span.last - span.first == 1 and f"iso3166:{entity.country}" in entity.refs:
                    found[span.first] = entity.country or ""
        return found

    def _in_context(self, span: Span, settled: dict[Ref, list[int]], beside: dict[int, str]) -> Span:
        cue = cue_before(self.tokens, span.first)
        neighbours = common_word(self._text(span)) if span.last - span.first == 1 else None
        countries = {beside.get(span.first - 1), beside.get(span.last)} - {None}
        adjective = self._is_adjective(span, beside)
        contenders = []
        for contender in span.contenders:
            entity = self.gazetteer.entity_at(contender.ref)
            if adjective and self._is_also_demonym(span, contender):
                continue
            evidence: list[Evidence] = []
            if neighbours is not None:
                evidence = self._as_common_word(span, contender, neighbours, settled)
            if entity.type is EntityType.PERSON:
                evidence += self._stranger(span, contender)
            weight = contender.weight
            if cue and cue.type is entity.type:
                weight += CUE
            if entity.country in countries and f"iso3166:{entity.country}" not in entity.refs:
                weight += NEIGHBOUR
            weight += VOCALISED * agreement(self._text(span), self.gazetteer.name_at(contender.hit).text)
            contenders.append(Contender.of(contender.ref, contender.hit, weight, [*contender.evidence, *evidence]))
        return attrs.evolve(span, contenders=tuple(contenders))

    def _is_adjective(self, span: Span, beside: dict[int, str]) -> bool:
        """Whether one word stands after a definite noun as its adjective: العلاقات السعودية."""
        if span.last - span.first > 1 or not span.first or not self.tokens.joined[span.first]:
            return False
        before = self.tokens.keys[span.first - 1]
        if span.reading.prefix:
            return span.first - 1 in beside and before.endswith(self.tokens.keys[span.first][-1])
        return cue_before(self.tokens, span.first) is None and any(
            reading.word.startswith(ARTICLE) for reading in readings(before)
        )

    def _is_also_demonym(self, span: Span, contender: Contender) -> bool:
        if self.gazetteer.kind_at(contender.hit) is NameKind.DEMONYM:
            return False
        kinds = {self.gazetteer.kind_at(c.hit) for c in span.contenders if c.ref == contender.ref}
        return NameKind.DEMONYM in kinds

    def _as_common_word(
        self, span: Span, contender: Contender, neighbours: frozenset[str], settled: dict[Ref, list[int]]
    ) -> list[Evidence]:
        """Return the evidence for a name that is also a common word."""
        type_ = self.gazetteer.type_at(contender.ref)
        cue = cue_before(self.tokens, span.first)
        evidence = [flag("common", self._text(span), ""), *against(self.tokens, span.first, span.last, neighbours)]
        if cue and cue.strong and cue.type is type_:
            evidence.append(flag("support", self.tokens.keys[span.first - 1], ""))
        elif contender.ref in settled or self._in_company(span, type_, settled):
            evidence.append(flag("support", self._text(span), ""))
        return evidence

    def _in_company(self, span: Span, type_: EntityType, settled: dict[Ref, list[int]]) -> bool:
        """Whether a name of the same type stands right beside, joined by و or a comma."""
        places = {p for ref, at in settled.items() if self.gazetteer.type_at(ref) is type_ for p in at}
        after = span.last < len(self.tokens) and self.tokens.keys[span.last].startswith("و")
        before = span.reading.prefix.startswith("و") or not self.tokens.joined[span.first]
        return (after and span.last in places) or (before and span.first - 1 in places)

    def _stranger(self, span: Span, contender: Contender) -> list[Evidence]:
        """Return the evidence that the words beside a person's name make another person of it."""
        own = self._own_words(contender.ref)
        tokens = self.tokens
        full = any(e.feature == "same" for e in contender.evidence) and span.last - span.first > 1
        if span.first and tokens.joined[span.first] and not span.reading.prefix and not full:
            before = tokens.keys[span.first - 1]
            if before not in own and self._is_given_name(span.first - 1):
                return [flag("stranger", before, "")]
        if span.last < len(tokens) and tokens.joined[span.last]:
            after = tokens.keys[span.last]
            if after in PATRONYMICS and after not in own:
                return [flag("stranger", after, "")]
        return []

    def _is_given_name(self, place: int) -> bool:
        """Whether a word is a given name more than a word: جون, عمر, but not بيان or the preposition على."""
        word = self.tokens.keys[place]
        bearers = self.gazetteer.given_name(word)
        if not bearers or word in cues():
            return False
        start, end = self.folded.original_span(self.tokens.starts[place], self.tokens.ends[place])
        if word == "علي":
            return normalize(self.text[start:end]) != "على"
        return zipf(word) - math.log10(1 + bearers) < GIVEN_NAME

    def _own_words(self, ref: Ref) -> set[str]:
        names = self.gazetteer.entity_at(ref).names
        return {word for name in names for word in make_key(name.text).split()}

    # What is taken

    def _chosen(self, spans: list[Span]) -> list[Span]:
        """Return the spans to take: the longest first, then the likeliest; none overlaps another."""
        scored = []
        for span in spans:
            ranked = rank(span.contenders)
            if ranked and ranked[0][1].fit >= self.threshold:
                scored.append((span.first - span.last, -ranked[0][1].fit, span.first, span.reading.length, span))
        taken: set[int] = set()
        chosen = []
        for *_, span in sorted(scored, key=lambda entry: entry[:4]):
            words = range(span.first, span.last)
            if taken.isdisjoint(words):
                taken.update(words)
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.first)

    def _bounds(self, span: Span) -> tuple[int, int]:
        start = self.tokens.starts[span.first] + span.reading.length
        return self.folded.original_span(start, self.tokens.ends[span.last - 1])

    def _text(self, span: Span) -> str:
        start, end = self._bounds(span)
        return self.text[start:end]

    def _mention(self, span: Span, ranked: list[tuple[float, Contender]]) -> Mention:
        start, end = self._bounds(span)
        demonym = self.gazetteer.kind_at(ranked[0][1].hit) is NameKind.DEMONYM
        return Mention(
            start=start,
            end=end,
            text=self.text[start:end],
            prefix=span.reading.prefix,
            kind=Kind.DEMONYM if demonym else Kind.NAME,
            resolution=self.linker.resolver.resolution(self.text[start:end], ranked, Outcome.MATCH, limit=5),
        )
