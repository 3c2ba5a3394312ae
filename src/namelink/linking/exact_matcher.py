"""Which words of a text are spelt as names: with `namelink.linking.phonetic_matcher`, the only look at every word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from namelink.gazetteer import Gazetteer, Hit
from namelink.lang import Segmentation, join_key, segmentations
from namelink.linking.cache import BoundedCache
from namelink.linking.document import Document, Span, SpanCandidates
from namelink.linking.evidence import flag
from namelink.linking.lexicon import Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.model import Evidence, NameKind
from namelink.text.tokens import Tokens

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""


class ExactMatcher:
    """Finds the words of texts that are spelt as names of one gazetteer."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.gazetteer = lexicon.gazetteer
        self._keys = lexicon.keys
        self._names = BoundedCache(self._of_words)

    def spelt(self, passage: Document) -> Iterator[Span]:
        """Yield the spans that are spelt as a name of the gazetteer."""
        words, joined, steps = passage.words, passage.tokens.joined, self._keys.steps
        goes_on = [*joined[1:], False]
        for first, word in enumerate(words):
            for reading, part, whole, more in word.spelt:
                if whole:
                    yield Span(first, first + 1, self._names[reading.prefix, word.key])
                if more and goes_on[first] and steps[part, words[first + 1].inner]:
                    for last in self._keys.ends(part, words, joined, first, MAX_NAME_WORDS):
                        yield Span(first, last, self._names[(reading.prefix, *passage.tokens.keys[first:last])])

    def _of_words(self, read: tuple[str, ...]) -> SpanCandidates:
        """Return what words name whose first has some clitics."""
        prefix, first, *rest = read
        reading = next(reading for reading in segmentations(first) if reading.prefix == prefix)
        key = join_key([reading.word, *rest])
        contenders = [self._exact(hit, key, reading) for hit in self.gazetteer.hits(key)]
        return SpanCandidates.of(self.gazetteer, (first, *rest), reading, contenders)

    def _exact(self, hit: Hit, key: str, reading: Segmentation) -> CandidateMatch:
        evidence = [flag("same_key", key, key)]
        if self.gazetteer.kind_at(hit) in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short_name", key, key))
        return to_candidate(self.gazetteer, hit, evidence, reading)


def to_candidate(gazetteer: Gazetteer, hit: Hit, evidence: list[Evidence], reading: Segmentation) -> CandidateMatch:
    """Return a name as a contender for words that are read in some way."""
    if reading.length:
        evidence = [*evidence, flag("clitic", reading.prefix, "")]
    ref = gazetteer.ref(hit)
    return CandidateMatch.of(ref, hit, gazetteer.weight_at(ref), evidence)


def last_joined(tokens: Tokens, first: int, most: int) -> int:
    """Return the word after those that may make one name with a word, some at most."""
    joined = tokens.joined
    last, limit = first + 1, min(first + most, len(joined))
    while last < limit and joined[last]:
        last += 1
    return last


def ends_of(parts: Sequence[str], first: int) -> dict[int, int]:
    """Return at which length of some parts, with a space between, each word ends: the number of the word after it.

    >>> ends_of(["صدر", "جباروف"], 7)
    {3: 8, 10: 9}
    """
    ends = {}
    length = -1
    for last, part in enumerate(parts, first + 1):
        length += 1 + len(part)
        ends[length] = last
    return ends
