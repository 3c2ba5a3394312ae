"""Which words of a text are spelt as names: with `namelink.linking.hearing`, the only look at every word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from namelink.gazetteer import Gazetteer, Hit, layout
from namelink.linking.memory import Memory
from namelink.linking.passage import Names, Passage, Span
from namelink.linking.trails import Trails
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag
from namelink.model import Evidence, NameKind
from namelink.text.affixes import Reading, readings
from namelink.text.frequencies import zipf
from namelink.text.tokens import Tokens, join_key, spell

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""


class _Opening(NamedTuple):
    """A reading of a word that begins some name.

    Attributes:
        reading: The reading.
        part: The words of a key that it is.
        names: What it names by itself, if anything.
        more: Whether longer names begin with it.
    """

    reading: Reading
    part: str
    names: Names | None
    more: bool


class _Word(NamedTuple):
    """A word as it stands inside a key, and its readings that begin some name."""

    part: str
    openings: tuple[_Opening, ...]


class Finder:
    """Finds the words of texts that are spelt as names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._words = Memory(self._of_word)
        self._names = Memory(self._of_words)
        self._keys = Trails(gazetteer, layout.KEYS)

    def spelt(self, passage: Passage) -> Iterator[Span]:
        """Yield the spans that are spelt as a name of the gazetteer."""
        tokens = passage.tokens
        words = self._words.each(tokens.keys)
        joined = tokens.joined
        goes_on = [*joined[1:], False]
        for first, word in enumerate(words):
            for reading, part, names, more in word.openings:
                if names:
                    yield Span(first, first + 1, names)
                if more and goes_on[first] and self._keys.steps[part, words[first + 1].part]:
                    for last in self._keys.ends(part, words, joined, first, MAX_NAME_WORDS):
                        yield Span(first, last, self._names[(reading.prefix, *tokens.keys[first:last])])

    def _of_word(self, word: str) -> _Word:
        """Return the readings of a word that begin some name; clitics are never taken off a name itself."""
        found = []
        for reading in readings(word):
            key = spell(reading.word, False)
            whole, more = self._keys.holds(key), self._keys.leads(key)
            if whole or more:
                alone = whole and _is_alone(word, key, reading)
                found.append(_Opening(reading, key, self._names[reading.prefix, word] if alone else None, more))
                if whole or self.gazetteer.given_name(reading.word):
                    break
        return _Word(spell(word, True), tuple(found))

    def _of_words(self, read: tuple[str, ...]) -> Names:
        """Return what words name whose first has some clitics."""
        prefix, first, *rest = read
        reading = next(reading for reading in readings(first) if reading.prefix == prefix)
        key = join_key([reading.word, *rest])
        contenders = [self._exact(hit, key, reading) for hit in self.gazetteer.hits(key)]
        return Names.of(self.gazetteer, (first, *rest), reading, contenders)

    def _exact(self, hit: Hit, key: str, reading: Reading) -> Contender:
        evidence = [flag("same", key, key)]
        if self.gazetteer.kind_at(hit) in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short", key, key))
        return to_contender(self.gazetteer, hit, evidence, reading)


def _is_alone(word: str, key: str, reading: Reading) -> bool:
    """Whether a word that is a key is a name by itself."""
    if len(key) == 1:
        return False  # a letter is a letter, not X or e&
    # A word of its own, more frequent than the name inside it: فشل, not ف + شل.
    return not reading.length or zipf(word) <= zipf(reading.word)


def to_contender(gazetteer: Gazetteer, hit: Hit, evidence: list[Evidence], reading: Reading) -> Contender:
    """Return a name as a contender for words that are read in some way."""
    if reading.length:
        evidence = [*evidence, flag("clitic", reading.prefix, "")]
    ref = gazetteer.ref(hit)
    return Contender.of(ref, hit, gazetteer.weight_at(ref), evidence)


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
