"""Which words of a text are spelt as names: with `namelink.linking.hearing`, the only look at every word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from namelink.gazetteer import Gazetteer, Hit
from namelink.linking.passage import Passage, Span
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag
from namelink.model import Evidence, NameKind
from namelink.text.affixes import Reading, readings
from namelink.text.frequencies import zipf
from namelink.text.tokens import Tokens, join_key, spell

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""

MEMORY = 200_000
"""Words about which something is remembered."""

_T = TypeVar("_T")


class Finder:
    """Finds the words of texts that are spelt as names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._openings: dict[str, tuple[Reading, ...]] = {}

    def spelt(self, passage: Passage) -> Iterator[Span]:
        """Yield the spans that are spelt as a name of the gazetteer."""
        tokens = passage.tokens
        for first, openings in enumerate(remembered(self._openings, tokens.keys, self._opening_readings)):
            for reading in openings:
                yield from self._spelt_from(tokens, first, reading)

    def _spelt_from(self, tokens: Tokens, first: int, reading: Reading) -> Iterator[Span]:
        ahead, ends = words_ahead(tokens, first, reading)
        found: dict[int, list[Contender]] = {}
        for key, hit in self.gazetteer.prefixes(ahead):
            if len(key) in ends and len(key) > 1:  # a letter is a letter, not X or e&
                found.setdefault(ends[len(key)], []).append(self._exact(hit, key, reading))
        for last, contenders in found.items():
            if last - first == 1 and reading.length and zipf(tokens.keys[first]) > zipf(reading.word):
                continue  # a word of its own, more frequent than the name inside it: فشل, not ف + شل
            yield Span(first, last, reading, tuple(contenders))

    def _opening_readings(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of a word that begin some name; clitics are never taken off a name itself."""
        found = []
        for reading in readings(word):
            if self.gazetteer.opens(join_key([reading.word])):
                found.append(reading)
                if self._is_whole(reading.word):
                    break
        return tuple(found)

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


def words_ahead(tokens: Tokens, first: int, reading: Reading, most: int = MAX_NAME_WORDS) -> tuple[str, dict[int, int]]:
    """Return the key of the words from one on, and which word ends at which of its lengths."""
    key = spell(reading.word, False)
    ends = {len(key): first + 1}
    for i in range(first + 1, min(first + most, len(tokens))):
        if not tokens.joined[i]:
            break
        key = f"{key} {spell(tokens.keys[i], True)}"
        ends[len(key)] = i + 1
    return key, ends


def remembered(memory: dict[str, _T], words: list[str], function: Callable[[str], _T]) -> list[_T]:
    """Return what a function says of each word, asked once for each.

    >>> remembered({}, ["a", "bb", "a"], len)
    [1, 2, 1]
    """
    if len(memory) >= MEMORY:
        memory.clear()
    known: dict[str, _T] = {}  # of its own: another thread may clear the memory
    for word in words:
        if word not in known:
            value = memory.get(word)
            known[word] = memory[word] = function(word) if value is None else value
    return [known[word] for word in words]
