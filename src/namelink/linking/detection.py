"""Detection of spans: tokens whose key, or whose phonetic key, is one of the gazetteer."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from namelink.cache import BoundedCache
from namelink.gazetteer import Gazetteer, Hit
from namelink.lang import Segmentation, is_definite, is_listed, join_key, language_of, segmentations, zipf
from namelink.linking.document import Detection, Document, Span, SpanCandidates
from namelink.linking.lexicon import Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.matching.scoring import NameScorer
from namelink.model import EntityType, NameKind
from namelink.names import NameText, analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.scripts import script_code

SHORT_KINDS = (NameKind.SHORT, NameKind.DEMONYM)
"""Kinds of names that stand for the entity without being its full name."""


class ExactMatcher:
    """Finds the spans whose key is a key of the gazetteer."""

    def __init__(self, lexicon: Lexicon, scorer: NameScorer) -> None:
        self._gazetteer = lexicon.gazetteer
        self._scorer = scorer
        self._trie = lexicon.keys
        self._longest = lexicon.config.longest_name
        self._candidates = BoundedCache(self._candidates_of, scorer.config.limits.cached_spans)

    def match(self, document: Document) -> list[Span]:
        """Return the spans, by their first token."""
        tokens, keys = document.tokens, document.keys
        spans = [
            Span(first, stop, self._candidates[segmentation, tuple(keys[first:stop])])
            for first, segmentation, stop in self._trie.matches(
                tokens, document.joined, range(len(tokens)), operator.attrgetter("exact_starts"), self._longest
            )
        ]
        return [span for span in spans if span.candidates.matches]  # none where a layer above mutes them

    def _candidates_of(self, segmented: tuple[Segmentation, tuple[str, ...]]) -> SpanCandidates:
        """Return the candidates of tokens, given after the segmentation of the first."""
        segmentation, (first, *rest) = segmented
        parts = segmentation.word.split()  # several where it is glued
        tokens = [*(parts if len(parts) > 1 else [first]), *rest]
        segmentation = attrs.evolve(segmentation, word=parts[0])
        key = join_key([*parts, *rest])
        matches = [
            exact_match(self._gazetteer, self._scorer, hit, key, segmentation.prefix, self._gazetteer.kind_at(hit))
            for hit in self._gazetteer.hits(key)
        ]
        return SpanCandidates.of(self._gazetteer, tuple(tokens), segmentation, matches, Detection.EXACT)


class PhoneticMatcher:
    """Finds the spans whose phonetic key is one of the gazetteer, and that are like the name: كازخستان, زوران زئيف."""

    def __init__(self, lexicon: Lexicon, scorer: NameScorer) -> None:
        self._gazetteer = lexicon.gazetteer
        self._scorer = scorer
        self._trie = lexicon.sounds
        self._tokens = lexicon.tokens
        self._config = lexicon.config
        self._candidates = BoundedCache(self._candidates_of, scorer.config.limits.cached_spans)

    def match(self, document: Document, exact: Sequence[Span]) -> list[Span]:
        """Return the spans, except those of an exact match and those that hold a better one.

        An exact match of a prominent entity is better (أعلن زيلينسكي is not أولينا زيلينسكا), and so is a longer
        exact name of the same entity.
        """
        by_first: dict[int, list[Span]] = {}
        for span in exact:
            by_first.setdefault(span.first, []).append(span)
        found = self._spans(document, {(span.first, span.stop) for span in exact})
        return [span for span in found if not self._is_blocked(span, by_first)]

    def _spans(self, document: Document, exact: Collection[tuple[int, int]]) -> Iterator[Span]:
        """Yield the spans with a rare token: a frequent token is itself, and no other misspelt."""
        tokens, keys = document.tokens, document.keys
        longest = self._config.phonetic_longest_name
        rare = [place for place, token in enumerate(tokens) if token.is_rare]
        next_rare = {
            first: place
            for before, place in itertools.pairwise([-1, *rare])
            for first in range(max(before, place - longest) + 1, place + 1)
        }
        starts_of = operator.attrgetter("phonetic_starts")
        for first, segmentation, stop in self._trie.matches(tokens, document.joined, next_rare, starts_of, longest):
            if stop > next_rare[first] and (first, stop) not in exact:
                candidates = self._candidates[(segmentation.prefix, *keys[first:stop])]
                if candidates:
                    yield Span(first, stop, candidates)

    def _is_blocked(self, span: Span, exact: dict[int, list[Span]]) -> bool:
        """Whether a better exact match lies inside a span."""
        own = {match.ref for match in span.candidates.matches}
        return any(
            self._is_long_name(inner, match) if match.ref in own else self._is_prominent(match)
            for first in range(span.first, span.stop)
            for inner in exact.get(first, ())
            if inner.stop <= span.stop
            for match in inner.candidates.matches
        )

    def _is_prominent(self, match: CandidateMatch) -> bool:
        return match.weight >= self._config.phonetic_blocking_prominence

    def _is_long_name(self, span: Span, match: CandidateMatch) -> bool:
        return not span.is_single and self._gazetteer.kind_at(match.hit) not in SHORT_KINDS

    def _candidates_of(self, segmented: tuple[str, ...]) -> SpanCandidates | None:
        """Return the candidates of tokens, given after the clitics of the first, if there are any."""
        prefix, *tokens = segmented
        segmentation = segmentation_of(tokens[0], prefix)
        bare = (segmentation.word, *tokens[1:])
        name = analyzer().name(" ".join(bare))
        if sum(map(len, name.phonetic_keys)) < self._min_consonants(bare):
            return None
        hits = [hit for hit in self._names_of(" ".join(name.phonetic_keys)) if self._is_admissible(bare, hit)]
        matches = self._fitting(name, segmentation, hits) if hits else []
        if not matches:
            return None
        return SpanCandidates.of(self._gazetteer, tuple(tokens), segmentation, matches, Detection.PHONETIC)

    def _min_consonants(self, tokens: Iterable[str]) -> int:
        """Return the consonants from which tokens sound like a name by no accident."""
        listed = any(is_listed(token) for token in tokens)
        config = self._config
        return config.phonetic_min_consonants if listed else config.phonetic_min_consonants_unknown

    def _names_of(self, sounds: str) -> list[Hit]:
        """Return the names of a phonetic key that are prominent enough, the most prominent first."""
        gazetteer = self._gazetteer
        hits = [
            Hit(layer, number)
            for layer, index in enumerate(gazetteer.indexes)
            for number in index.full_name_keys.get(sounds)
            if not gazetteer.is_muted(Hit(layer, number))
        ]
        weighed = sorted((-gazetteer.weight_at(gazetteer.ref(hit)), hit) for hit in hits)
        prominent = [hit for weight, hit in weighed if -weight >= self._config.phonetic_min_prominence]
        return prominent[: self._config.phonetic_most_names]

    def _is_admissible(self, tokens: tuple[str, ...], hit: Hit) -> bool:
        """Whether a name is prominent enough, and in the script of the tokens, to be misspelt as they are."""
        gazetteer, config = self._gazetteer, self._config
        ref = gazetteer.ref(hit)
        if gazetteer.weight_at(ref) < self._min_prominence(tokens, hit):
            return False
        name = gazetteer.name_at(hit).text
        own = analyzer().name(name).letters
        if any(zipf(token) >= config.phonetic_max_zipf and token not in own for token in tokens):
            return False  # قال بايدن is not Jill Biden
        words = gazetteer.type_at(ref) is EntityType.ORGANIZATION and len(tokens) > 1
        if words and any(token not in own and self._tokens[token].is_word for token in tokens):
            return False  # مجلس الأمناء is not مجلس الأمن: what is made of words is misspelt as none
        script = script_code(tokens[-1])
        # Where an entity has names in the script of the text, they are nearer to it.
        return script_code(name) == script or all(script_code(n.text) != script for n in gazetteer.entity_at(ref).names)

    def _min_prominence(self, tokens: tuple[str, ...], hit: Hit) -> float:
        """Return the prominence from which a name may be meant by tokens that are not spelt so."""
        gazetteer, config = self._gazetteer, self._config
        alone = len(tokens) == 1 and language_of(tokens[0]).has_capitals  # their spelling leaves out no vowels
        if alone and len(phonetic_key(tokens[0])) < config.phonetic_min_consonants_with_vowels:
            return math.inf
        if len(tokens) == 1 and len(phonetic_key(tokens[0])) <= config.phonetic_min_consonants_unknown:
            person = gazetteer.type_at(gazetteer.ref(hit)) is EntityType.PERSON
            return config.phonetic_min_prominence_few if person else math.inf
        kind = gazetteer.kind_at(hit)
        if kind is NameKind.SHORT:
            return config.phonetic_min_prominence_short
        return 0.0 if kind.is_full else math.inf

    def _fitting(self, query: NameText, segmentation: Segmentation, hits: list[Hit]) -> list[CandidateMatch]:
        """Return the names that fit one of the same phonetic keys."""
        gazetteer = self._gazetteer
        names = [analyzer().name(gazetteer.name_at(hit).text) for hit in hits]
        pairs = self._scorer.pairs(query.letters, {token for name in names for token in name.letters})
        found = []
        least = self._min_fit(query)
        for hit, name in zip(hits, names, strict=True):
            if self._scorer.likelihood(query, name, pairs) < least:
                continue
            comparison = attrs.evolve(self._scorer.compare(query, name, pairs), clitic=segmentation.prefix)
            match = CandidateMatch.at(gazetteer, hit, self._scorer.evidence(comparison))
            if match.fit >= self._config.phonetic_min_fit:
                found.append(match)
        return found

    def _min_fit(self, query: NameText) -> float:
        """Return the fit from which a name may be meant by tokens that are not spelt so."""
        if len(query.tokens) > 1:
            return self._config.phonetic_min_fit
        definite = is_definite(query.tokens[0])
        return self._config.phonetic_min_fit_definite if definite else self._config.phonetic_min_fit_alone


def exact_match(
    gazetteer: Gazetteer, scorer: NameScorer, hit: Hit, key: str, clitic: str, kind: NameKind
) -> CandidateMatch:
    """Return a name as a candidate for tokens that have its key, clitics off.

    Args:
        gazetteer: The gazetteer.
        scorer: Measures the features of matching.
        hit: The name.
        key: The key.
        clitic: The clitics that were taken off.
        kind: The kind of the name, as far as it counts: a short form of a known name is no short name.
    """
    return CandidateMatch.at(gazetteer, hit, scorer.evidence(scorer.same_key(key, key, kind, clitic=clitic)))


def segmentation_of(token: str, prefix: str) -> Segmentation:
    """Return the segmentation of a token that takes certain clitics off.

    >>> segmentation_of("للكرملين", "لل").word
    'الكرملين'
    """
    return next(found for found in segmentations(token) if found.prefix == prefix)
