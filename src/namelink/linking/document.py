"""A text to be linked: its tokens, spans of them that may be names, and how these are written."""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import attrs

from namelink.gazetteer import Gazetteer
from namelink.lang import Segmentation, Trigger, has_case_letters, join_key, languages
from namelink.linking.lexicon import LexicalToken, Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.matching.key_lookup import is_spelt
from namelink.model import EntityType
from namelink.names import analyzer
from namelink.names.word_endings import cut_case_suffixes
from namelink.text.folding import normalize
from namelink.text.tokens import Tokens

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|@[\w.-]+|\bRT\b(?=\s*@)")
"""Addresses of the web and of mail, names of accounts, and the mark of a retweet before one; linear in a text."""


_QUOTE = re.compile('["“”„«»]')
"""Quotation marks, of either side."""


class Detection(enum.Enum):
    """How a span was detected."""

    EXACT = "exact"
    """Its key is a key of the gazetteer."""
    PHONETIC = "phonetic"
    """Its phonetic key is one of the gazetteer."""
    SHORT_FORM = "short form"
    """It is short for a full name of the same text."""


@attrs.frozen(eq=False)
class SpanCandidates:
    """The entities that some tokens may name; one object for the same tokens in every text.

    Attributes:
        tokens: The folded tokens, clitics on.
        segmentation: The segmentation of the first token.
        matches: The entities, each with the name that matches.
        detection: How the tokens were found to be a name.
        country: The code of the country that they name, or whose people, or None.
        home: The code of the country of the one town or region that they may name, or None.
    """

    tokens: tuple[str, ...]
    segmentation: Segmentation
    matches: tuple[CandidateMatch, ...]
    detection: Detection
    country: str | None
    home: str | None

    @classmethod
    def of(
        cls,
        gazetteer: Gazetteer,
        tokens: tuple[str, ...],
        segmentation: Segmentation,
        matches: Sequence[CandidateMatch],
        detection: Detection,
    ) -> SpanCandidates:
        """Return candidates with their country, the last where there are several."""
        entities = [gazetteer.entity_at(match.ref) for match in matches]
        countries = [entity.country for entity in entities if entity.is_country]
        town = entities[0] if len(entities) == 1 and not countries and entities[0].type is EntityType.PLACE else None
        country, home = (countries[-1] if countries else None), (town.country if town else None)
        return cls(tokens, segmentation, tuple(matches), detection, country, home)

    @property
    def bare_tokens(self) -> tuple[str, ...]:
        """The tokens, clitics off."""
        return (self.segmentation.word, *self.tokens[1:])

    @property
    def is_single(self) -> bool:
        """Whether there is one token."""
        return len(self.tokens) == 1


@attrs.frozen(eq=False)
class Span:
    """Tokens of a document that may be a name.

    Attributes:
        first: The place of the first token.
        stop: The place after the last token.
        candidates: What they may name.
    """

    first: int
    stop: int
    candidates: SpanCandidates

    @property
    def is_single(self) -> bool:
        """Whether it is one token."""
        return self.stop - self.first == 1


class SurfaceForm(NamedTuple):
    """Tokens that may be a name, as a document writes them.

    Attributes:
        candidates: What they may name.
        text: The tokens as written, clitics left out.
        tells_pronouns: Whether the document tells endings of names from pronouns.
        tells_capitals: Whether it has small letters and capitals, so that names are told by these.
    """

    candidates: SpanCandidates
    text: str
    tells_pronouns: bool
    tells_capitals: bool


class Document:
    """A text, its tokens, and what its tokens say of their neighbours."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        analysis = analyzer().text(text)
        self.lexicon = lexicon
        self.text = text
        tokens = cut_case_suffixes(analysis.tokens, analysis.folded.text, text, self._is_name)
        self.keys = tokens.keys
        self.joined = tokens.joined
        self.tokens = lexicon.tokens.get_many(self.keys)
        self.tells_pronouns = any(language.tells_pronouns(text) for language in languages())
        self.tells_capitals = _tells_capitals(text)
        self._addresses = _addresses_in(text)
        self._quoted = _quoted_places(analysis.folded.text, tokens)
        self._folded = analysis.folded
        self._starts = tokens.starts
        self._ends = tokens.ends

    def _is_name(self, written: str, key: str) -> bool:
        """Whether a word with an apostrophe is a name as it is: one that is written so, or of another language."""
        if has_case_letters(self.text):
            return is_spelt(self.lexicon.gazetteer, written, join_key([key]))
        return join_key([key]) in self.lexicon.keys

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.keys)

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return the offsets of a span in the original text, clitics left outside."""
        start = self._starts[span.first] + span.candidates.segmentation.length
        return self._folded.original_span(start, self._ends[span.stop - 1])

    def surface_form(self, span: Span) -> SurfaceForm:
        """Return a span as it is written."""
        start, end = self.bounds(span)
        return SurfaceForm(span.candidates, self.text[start:end], self.tells_pronouns, self.tells_capitals)

    def has_diacritics(self, span: Span) -> bool:
        """Whether a span is longer as written than folded: it has diacritics, or strokes that stretch a word."""
        start, end = self.bounds(span)
        folded = self._ends[span.stop - 1] - self._starts[span.first] - span.candidates.segmentation.length
        return end - start > folded

    def written(self, place: int) -> str:
        """Return a token as it is written."""
        start, end = self._folded.original_span(self._starts[place], self._ends[place])
        return self.text[start:end]

    def is_capitalized(self, place: int) -> bool:
        """Whether a token is written with a capital first letter alone, as words of names are, and acronyms are not."""
        written = self.written(place)
        return written[:1].isupper() and not written.isupper()

    def in_address(self, span: Span) -> bool:
        """Whether a span lies in an address, the name of an account, or the mark of a retweet: @Kuwait, RT @user."""
        if not self._addresses:
            return False
        start, end = self.bounds(span)
        place = bisect.bisect_left(self._addresses, (end, 0)) - 1  # the last that begins before the span ends
        return place >= 0 and start < self._addresses[place][1]

    @property
    def has_quotations(self) -> bool:
        """Whether it has any quotation mark."""
        return bool(self._quoted)

    def quotation(self, place: int, longest: int) -> range | None:
        """Return the places of the tokens of the quotation that holds a place, if it has few, else None."""
        first = next((at for at in range(place, max(place - longest, -1), -1) if at in self._quoted), None)
        stop = next((at for at in range(place + 1, place + longest + 1) if at in self._quoted), None)
        if first is None or stop is None or stop - first > longest:
            return None
        return range(first, stop)

    def near(self, span: Span, reach: int) -> Iterator[int]:
        """Yield the places of the tokens up to so many before and after a span, the nearest last on each side."""
        yield from range(max(0, span.first - reach), span.first)
        yield from range(span.stop, min(len(self), span.stop + reach))

    def may_be_name(self, place: int) -> bool:
        """Whether a token may be part of a name: it has a capital, where its language and the text have any."""
        has_capitals = self.tells_capitals and self.tokens[place].language.has_capitals
        return not has_capitals or self.written(place)[:1].isupper()

    def before(self, first: int) -> LexicalToken | None:
        """Return the token before a place, or None where a name cannot continue from it."""
        return self.tokens[first - 1] if self.joined[first] else None

    def after(self, stop: int) -> LexicalToken | None:
        """Return the token at a place, or None where it does not continue the one before."""
        return self.tokens[stop] if stop < len(self.joined) and self.joined[stop] else None

    def trigger(self, first: int) -> Trigger | None:
        """Return what the token before a place says of a name there; محافظه, his governor, is no محافظة."""
        before = self.before(first)
        trigger = before.trigger if before else None
        if before and trigger and self.tells_pronouns:
            written = self.written(first - 1)
            return None if before.language.is_possessive(written, trigger.word) else trigger
        return trigger

    def introducer(self, first: int) -> str | None:
        """Return the kind of the token before a place, where it introduces whoever acts or speaks, else None."""
        before = self.before(first)
        return before.introducer if before else None

    def is_given_name(self, place: int, max_excess: float) -> bool:
        """Whether a token is a given name more than a word: جون, عمر, but not بيان or the preposition على.

        Args:
            place: The place of the token.
            max_excess: How much more frequent than its bearers it may be, in powers of ten.
        """
        token = self.tokens[place]
        if token.given_name_excess >= max_excess:
            return False
        homograph = token.language.folded_homographs.get(token.key)
        return homograph is None or normalize(self.written(place)) != homograph


def _tells_capitals(text: str) -> bool:
    """Whether capitals say something in a text: it has small letters too, or letters that have none (قالت WHO)."""
    if text == text.lower():
        return False
    return text != text.upper() or any(c.isalpha() and c.lower() == c.upper() for c in text)


def _quoted_places(folded: str, tokens: Tokens) -> Collection[int]:
    """Return the places of tokens that have a quotation mark before them, and the place after the last token."""
    marks = [found.start() for found in _QUOTE.finditer(folded)]
    return {bisect.bisect_right(tokens.starts, mark) for mark in marks}


def _addresses_in(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the addresses in a text, in order."""
    if not any(sign in text for sign in ("@", "://", "www.")):
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]
