"""A text as it is read: its words, and spans of them that may be names."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import attrs

from namelink.gazetteer import Gazetteer, Ref
from namelink.matching.context import Cue, cue_before
from namelink.matching.decision import Contender
from namelink.model import NameKind
from namelink.text.affixes import ARTICLE, Reading, readings
from namelink.text.folding import fold_with_offsets, normalize
from namelink.text.tokens import make_key, tokenize
from namelink.translit.sounds import sound_key


@attrs.frozen(eq=False)
class Names:
    """What some words may name, read in one way; the same object wherever they stand.

    Attributes:
        words: The folded words, clitics on.
        reading: How the first word is read: with clitics off or on.
        contenders: What the words may name.
        country: The code of the country that they name, or whose people, or None.
    """

    words: tuple[str, ...]
    reading: Reading
    contenders: tuple[Contender, ...]
    country: str | None

    @classmethod
    def of(
        cls, gazetteer: Gazetteer, words: tuple[str, ...], reading: Reading, contenders: Sequence[Contender]
    ) -> Names:
        """Return what words may name, with the country, the last where there are several."""
        entities = [gazetteer.entity_at(contender.ref) for contender in contenders]
        countries = [entity.country for entity in entities if entity.is_country]
        return cls(words, reading, tuple(contenders), countries[-1] if countries else None)


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
    names: Names

    @property
    def reading(self) -> Reading:
        """How the first word is read."""
        return self.names.reading

    @property
    def contenders(self) -> tuple[Contender, ...]:
        """What the words may name."""
        return self.names.contenders

    @property
    def is_single(self) -> bool:
        """Whether it is one word."""
        return self.last - self.first == 1


class Passage:
    """A text, its words, and the gazetteer they are read with."""

    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self.gazetteer = gazetteer
        self.text = text
        self.folded = fold_with_offsets(text)
        self.tokens = tokenize(self.folded, text)
        self.dots_its_ta = "ة" in text
        """Whether the writer tells ة from ه."""
        self._words_of: dict[Ref, frozenset[str]] = {}

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return where a span stands in the original text, clitics left outside."""
        start = self.tokens.starts[span.first] + span.reading.length
        return self.folded.original_span(start, self.tokens.ends[span.last - 1])

    def written(self, span: Span) -> str:
        """Return a span as it is written."""
        start, end = self.bounds(span)
        return self.text[start:end]

    def length(self, span: Span) -> int:
        """Return how long a span is folded: as long as it is written, unless it has harakat or tatweel."""
        return self.tokens.ends[span.last - 1] - self.tokens.starts[span.first] - span.reading.length

    def word(self, place: int) -> str:
        """Return a word as it is written."""
        start, end = self.folded.original_span(self.tokens.starts[place], self.tokens.ends[place])
        return self.text[start:end]

    def words(self, span: Span) -> list[str]:
        """Return the folded words of a span, the clitics before it left out."""
        return [span.reading.word, *self.tokens.keys[span.first + 1 : span.last]]

    def neighbours(self, span: Span) -> tuple[int | None, int | None]:
        """Return the words before and after a span, where nothing but a space is between."""
        joined = self.tokens.joined
        before = span.first - 1 if joined[span.first] else None
        return before, span.last if span.last < len(joined) and joined[span.last] else None

    def cue(self, first: int) -> Cue | None:
        """Return what the word before a name says of it; محافظه, his governor, is no محافظة, a governorate."""
        cue = cue_before(self.tokens, first)
        if cue and self.dots_its_ta and self.tokens.keys[first - 1].endswith("ه"):
            return cue if normalize(self.word(first - 1)).endswith("ة") else None
        return cue

    def own_words(self, ref: Ref) -> frozenset[str]:
        """Return the words of all names of an entity."""
        known = self._words_of.get(ref)
        if known is None:
            names = self.gazetteer.entity_at(ref).names
            known = self._words_of[ref] = frozenset(word for name in names for word in make_key(name.text).split())
        return known

    def sounds_own(self, ref: Ref, word: str) -> bool:
        """Whether a word is, or sounds like, a word of a name of an entity."""
        own = self.own_words(ref)
        return word in own or sound_key(word) in map(sound_key, own)

    def is_demonym(self, contender: Contender) -> bool:
        """Whether the name of a contender is a demonym."""
        return self.gazetteer.kind_at(contender.hit) is NameKind.DEMONYM


@functools.lru_cache(maxsize=1 << 16)
def is_definite(word: str) -> bool:
    """Whether a word has the article, clitics before it aside."""
    return any(reading.word.startswith(ARTICLE) for reading in readings(word))
