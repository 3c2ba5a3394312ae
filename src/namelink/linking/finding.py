"""Which words of a text are spelt as names: with `namelink.linking.hearing`, the only look at every word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from namelink.gazetteer import Gazetteer, Hit
from namelink.linking.passage import Passage, Span
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag
from namelink.model import Evidence, NameKind
from namelink.text.affixes import Reading, readings
from namelink.text.frequencies import zipf
from namelink.text.tokens import Key, join_key, spell

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""

MEMORY = 200_000
"""Words about which something is remembered."""

_T = TypeVar("_T")


class _Opening(NamedTuple):
    """A reading of a word, the names it is by itself, and whether longer names begin with it."""

    reading: Reading
    names: tuple[Contender, ...]
    more: bool


class Finder:
    """Finds the words of texts that are spelt as names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._openings: dict[str, tuple[_Opening, ...]] = {}

    def spelt(self, passage: Passage) -> Iterator[Span]:
        """Yield the spans that are spelt as a name of the gazetteer."""
        tokens = passage.tokens
        joined = [*tokens.joined[1:], False]
        for first, openings in enumerate(remembered(self._openings, tokens.keys, self._of_word)):
            for reading, names, more in openings:
                if names:
                    yield Span(first, first + 1, reading, names)
                if more and joined[first]:
                    yield from self._longer(passage, first, reading)

    def _longer(self, passage: Passage, first: int, reading: Reading) -> Iterator[Span]:
        ahead, ends = words_ahead(passage, first, reading)
        found: dict[int, list[Contender]] = {}
        for key, hit in self.gazetteer.prefixes(ahead):
            last = ends.get(len(key), 0)
            if last > first + 1:
                found.setdefault(last, []).append(self._exact(hit, key, reading))
        for last, contenders in found.items():
            yield Span(first, last, reading, tuple(contenders))

    def _of_word(self, word: str) -> tuple[_Opening, ...]:
        """Return the readings of a word that begin some name; clitics are never taken off a name itself."""
        found = []
        for reading in readings(word):
            key = join_key([reading.word])
            if self.gazetteer.opens(key):
                found.append(_Opening(reading, tuple(self._alone(word, key, reading)), self.gazetteer.opens_more(key)))
                if self._is_whole(reading.word):
                    break
        return tuple(found)

    def _alone(self, word: str, key: Key, reading: Reading) -> Iterator[Contender]:
        """Yield the names a word is by itself."""
        if len(key) == 1:
            return  # a letter is a letter, not X or e&
        if reading.length and zipf(word) > zipf(reading.word):
            return  # a word of its own, more frequent than the name inside it: فشل, not ف + شل
        for hit in self.gazetteer.hits(key):
            yield self._exact(hit, key, reading)

    def _is_whole(self, word: str) -> bool:
        return bool(self.gazetteer.hits(join_key([word])) or self.gazetteer.given_name(word))

    def _exact(self, hit: Hit, key: str, reading: Reading) -> Contender:
        evidence = [flag("same", key, key)]
        if self.gazetteer.kind_at(hit) in (NameKind.SHORT, NameKind.DEMONYM):
            evidence.append(flag("short", key, key))
        return to_contender(self.gazetteer, hit, evidence, reading)


def to_contender(gazetteer: Gazetteer, hit: Hit, evidence: list[Evidence], reading: Reading) -> Contender:
    """Return a name as a contender for words that are read in some way."""
    if reading.length:
        evidence = [*evidence, flag("clitic", reading.prefix, "")]
    ref = gazetteer.ref(hit)
    return Contender.of(ref, hit, gazetteer.weight_at(ref), evidence)


def words_ahead(
    passage: Passage, first: int, reading: Reading, most: int = MAX_NAME_WORDS
) -> tuple[str, dict[int, int]]:
    """Return the key of the words from one on, and which word ends at which of its lengths."""
    joined, inner = passage.tokens.joined, passage.inner
    parts = [spell(reading.word, False)]
    length = len(parts[0])
    ends = {length: first + 1}
    for i in range(first + 1, min(first + most, len(inner))):
        if not joined[i]:
            break
        parts.append(inner[i])
        length += 1 + len(inner[i])
        ends[length] = i + 1
    return " ".join(parts), ends


def remembered(memory: dict[str, _T], words: list[str], function: Callable[[str], _T]) -> list[_T]:
    """Return what a function says of each word, asked once for each.

    >>> remembered({}, ["a", "bb", "a"], len)
    [1, 2, 1]
    """
    if len(memory) >= MEMORY:
        memory.clear()
    found = list(map(memory.get, words))
    for i, value in enumerate(found):
        if value is None:  # not looked up again as memory[…]: another thread may clear the memory
            found[i] = memory[words[i]] = function(words[i]) if (new := memory.get(words[i])) is None else new
    return found  # type: ignore[return-value]
