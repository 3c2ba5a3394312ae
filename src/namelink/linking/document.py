"""A text as it is read: its words, and spans of them that may be names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from namelink.gazetteer import Gazetteer
from namelink.lang import Segmentation, Trigger
from namelink.linking.lexicon import GIVEN_NAME, LexicalToken, Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.text.folding import fold_with_offsets, normalize
from namelink.text.tokens import tokenize


@attrs.frozen(eq=False)
class SpanCandidates:
    """What some words may name, read in one way; the same object wherever they stand.

    Attributes:
        words: The folded words, clitics on.
        bare_words: The same, clitics off.
        reading: How the first word is read: with clitics off or on.
        contenders: What the words may name.
        country: The code of the country that they name, or whose people, or None.
    """

    words: tuple[str, ...]
    bare_words: tuple[str, ...]
    reading: Segmentation
    contenders: tuple[CandidateMatch, ...]
    country: str | None

    @classmethod
    def of(
        cls, gazetteer: Gazetteer, words: tuple[str, ...], reading: Segmentation, contenders: Sequence[CandidateMatch]
    ) -> SpanCandidates:
        """Return what words may name, with the country, the last where there are several."""
        entities = [gazetteer.entity_at(contender.ref) for contender in contenders]
        countries = [entity.country for entity in entities if entity.is_country]
        bare_words = (reading.word, *words[1:])
        return cls(words, bare_words, reading, tuple(contenders), countries[-1] if countries else None)


@attrs.frozen(eq=False)
class Span:
    """Words of a text that may be a name.

    Attributes:
        first: The first word.
        last: The word after the last.
        names: What they may name.
    """

    first: int
    last: int
    names: SpanCandidates

    @property
    def is_single(self) -> bool:
        """Whether it is one word."""
        return self.last - self.first == 1


class SurfaceForm(NamedTuple):
    """Words that may be a name, as a text writes them.

    Attributes:
        names: What they may name.
        written: How they are written, clitics left out.
        dots_its_ta: Whether the writer tells ة from ه.
    """

    names: SpanCandidates
    written: str
    dots_its_ta: bool


class Document:
    """A text, its words, and what is known of them."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text
        self.folded = fold_with_offsets(text)
        self.tokens = tokenize(self.folded, text)
        self.words = lexicon.words.each(self.tokens.keys)
        self.dots_its_ta = "ة" in text
        """Whether the writer tells ة from ه."""

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return where a span stands in the original text, clitics left outside."""
        start = self.tokens.starts[span.first] + span.names.reading.length
        return self.folded.original_span(start, self.tokens.ends[span.last - 1])

    def wording(self, span: Span) -> SurfaceForm:
        """Return a span as it is written."""
        start, end = self.bounds(span)
        return SurfaceForm(span.names, self.text[start:end], self.dots_its_ta)

    def has_marks(self, span: Span) -> bool:
        """Whether a span is longer written than folded: it has harakat or tatweel."""
        start, end = self.bounds(span)
        tokens = self.tokens
        return end - start > tokens.ends[span.last - 1] - tokens.starts[span.first] - span.names.reading.length

    def word(self, place: int) -> str:
        """Return a word as it is written."""
        start, end = self.folded.original_span(self.tokens.starts[place], self.tokens.ends[place])
        return self.text[start:end]

    def before(self, first: int) -> LexicalToken | None:
        """Return the word before another, where nothing but a space is between."""
        return self.words[first - 1] if self.tokens.joined[first] else None

    def after(self, last: int) -> LexicalToken | None:
        """Return the word at a place, where nothing but a space is between it and the one before."""
        joined = self.tokens.joined
        return self.words[last] if last < len(joined) and joined[last] else None

    def cue(self, first: int) -> Trigger | None:
        """Return what the word before a name says of it; محافظه, his governor, is no محافظة, a governorate."""
        before = self.before(first)
        cue = before.cue if before else None
        if cue and self.dots_its_ta and self.tokens.keys[first - 1].endswith("ه"):
            return cue if normalize(self.word(first - 1)).endswith("ة") else None
        return cue

    def agent(self, first: int) -> str | None:
        """Return the kind of the word before a name after which whoever acts is named, or None."""
        before = self.before(first)
        return before.agent if before else None

    def is_given_name(self, place: int, margin: float = GIVEN_NAME) -> bool:
        """Whether a word is a given name more than a word: جون, عمر, but not بيان or the preposition على."""
        word = self.words[place]
        return word.excess < margin and (word.key != "علي" or normalize(self.word(place)) != "على")
