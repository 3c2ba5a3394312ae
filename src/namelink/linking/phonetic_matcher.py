"""Which words of a text sound like names that are spelt otherwise: كازخستان, زوران زئيف."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence

from namelink.gazetteer import Hit
from namelink.lang import UNKNOWN_ZIPF, Segmentation, segmentations, zipf
from namelink.linking.cache import BoundedCache
from namelink.linking.document import Document, Span, SpanCandidates
from namelink.linking.exact_matcher import to_candidate
from namelink.linking.lexicon import EVERYDAY, FEW_UNKNOWN, Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.matching.features import compare_words
from namelink.matching.word_model import WordPairs
from namelink.model import EntityType, NameKind
from namelink.names import analyzer
from namelink.phonetics.alphabet import letters_of
from namelink.phonetics.keys import phonetic_key
from namelink.scripts import script_code

HEARD_WORDS = 4
"""Words, at most, of the names that are also found by their sound."""

HEARD_FIT = 0.9
"""The fit from which a name found by its sound is taken."""

MOST_HEARD = 20
"""Names of one sound that are compared."""

FEW_SOUNDS = 5
"""Consonants that words must have to be heard as a name; FEW_UNKNOWN where running text does not know them."""

KNOWN = 0.3
"""The weight from which an entity is known well enough to be heard in words that are not spelt as its name."""

WORLD_FAMOUS = 0.9
"""The weight from which a person is heard in a single word of so few consonants: بوتن."""

WELL_KNOWN = 0.6
"""The weight from which a name inside a longer one that is only heard is meant by itself."""


class PhoneticMatcher:
    """Finds the words of texts that sound like names of one gazetteer."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.gazetteer = lexicon.gazetteer
        self._sounds = lexicon.sounds
        self._names = BoundedCache(self._of_words)
        self._bearers = BoundedCache(self._of_sound)

    def heard(self, passage: Document, spelt: Sequence[Span]) -> list[Span]:
        """Return the spans that sound like a name of the gazetteer, where nothing better is spelt.

        What is spelt as a name needs not be heard as another (الاتحاد الأوراسي is not الاتحاد الروسي), nor does what
        holds the name of somebody well known (أعلن زيلينسكي is not أولينا زيلينسكا), or a longer name of the same
        entity.
        """
        places = {(span.first, span.last) for span in spelt}
        return _not_spelt(self._sounding(passage, places), spelt)

    def _sounding(self, passage: Document, spelt: Collection[tuple[int, int]]) -> Iterator[Span]:
        """Yield the spans that sound like a name: those with a rare word, since common ones are themselves."""
        words, joined, steps = passage.words, passage.tokens.joined, self._sounds.steps
        goes_on = [*joined[1:], False]
        places = [place for place, word in enumerate(words) if word.is_rare]
        for rare, before in itertools.pairwise([*reversed(places), -1]):
            for first in range(rare, max(before, rare - HEARD_WORDS), -1):
                for reading, part, whole, more in words[first].heard:
                    ends: tuple[int, ...] = (first + 1,) if whole and first == rare else ()
                    if more and goes_on[first] and steps[part, words[first + 1].sound]:
                        ends = (*ends, *self._sounds.ends(part, words, joined, first, HEARD_WORDS))
                    for last in ends:
                        if last > rare and (first, last) not in spelt:
                            names = self._names[(reading.prefix, *passage.tokens.keys[first:last])]
                            if names:
                                yield Span(first, last, names)

    def _of_words(self, read: tuple[str, ...]) -> SpanCandidates | None:
        """Return what words sound like whose first has some clitics, if anything."""
        prefix, first, *rest = read
        reading = next(reading for reading in segmentations(first) if reading.prefix == prefix)
        words = (reading.word, *rest)
        whole = " ".join(map(phonetic_key, words))
        if not _are_heard(words, len(whole) - whole.count(" ")):
            return None
        hits = [hit for hit in self._bearers[whole] if self._is_to_be_heard(words, hit)]
        heard = self._fitting(words, reading, hits) if hits else []
        return SpanCandidates.of(self.gazetteer, (first, *rest), reading, heard) if heard else None

    def _of_sound(self, whole: str) -> tuple[Hit, ...]:
        """Return the names of a sound that are known well enough, those of the best known first."""
        hits = [
            Hit(layer, number)
            for layer, index in enumerate(self.gazetteer.indexes)
            for number in index.full_name_keys.get(whole)
        ]
        weighed = [(-self.gazetteer.weight_at(self.gazetteer.ref(hit)), hit) for hit in hits]
        return tuple(hit for weight, hit in sorted(weighed) if weight <= -KNOWN)[:MOST_HEARD]

    def _is_to_be_heard(self, words: tuple[str, ...], hit: Hit) -> bool:
        """Whether a name is known well enough, and in the script of the words, to be heard in them."""
        gazetteer = self.gazetteer
        ref = gazetteer.ref(hit)
        least = {NameKind.NAME: 0.0, NameKind.SHORT: WELL_KNOWN}.get(gazetteer.kind_at(hit), math.inf)
        if len(words) == 1 and len(phonetic_key(words[0])) <= FEW_UNKNOWN:
            least = WORLD_FAMOUS if gazetteer.type_at(ref) is EntityType.PERSON else math.inf
        if gazetteer.weight_at(ref) < least:
            return False
        name = gazetteer.name_at(hit).text
        if any(zipf(word) >= EVERYDAY and word not in analyzer().name(name).letters for word in words):
            return False  # قال بايدن is not Jill Biden
        written = script_code(words[-1])
        # Where an entity has names in the script of the text, they are nearer to it.
        return script_code(name) == written or all(
            script_code(n.text) != written for n in gazetteer.entity_at(ref).names
        )

    def _fitting(self, words: tuple[str, ...], reading: Segmentation, hits: list[Hit]) -> list[CandidateMatch]:
        """Return those of some names that fit words that sound like them."""
        spelt = tuple(letters_of(word) for word in words)
        names = [analyzer().name(self.gazetteer.name_at(hit).text).letters for hit in hits]
        pairs = WordPairs(spelt, {word for name in names for word in name})
        compared = [compare_words(spelt, name, pairs=pairs) for name in names]
        found = [to_candidate(self.gazetteer, hit, e, reading) for hit, e in zip(hits, compared, strict=True)]
        return [contender for contender in found if contender.fit >= HEARD_FIT]


def _are_heard(words: tuple[str, ...], sounds: int) -> bool:
    """Whether words have sounds enough for sounding like a name to be no accident."""
    return sounds >= (FEW_UNKNOWN if all(zipf(word) <= UNKNOWN_ZIPF for word in words) else FEW_SOUNDS)


def _not_spelt(heard: Iterable[Span], spelt: Iterable[Span]) -> list[Span]:
    """Return the spans that are heard where nothing better is spelt inside."""
    by_first: dict[int, list[Span]] = {}
    for span in spelt:
        by_first.setdefault(span.first, []).append(span)
    return [
        span
        for span in heard
        if not any(
            _is_better(inner, span)
            for first in range(span.first, span.last)
            for inner in by_first.get(first, ())
            if inner.last <= span.last
        )
    ]


def _is_better(inner: Span, heard: Span) -> bool:
    own = {contender.ref for contender in heard.names.contenders}
    return any(_is_longer(inner, c) if c.ref in own else c.weight >= WELL_KNOWN for c in inner.names.contenders)


def _is_longer(inner: Span, contender: CandidateMatch) -> bool:
    """Whether a span is spelt as a name of several words, no short form."""
    return not inner.is_single and all(e.feature != "short" for e in contender.evidence)
