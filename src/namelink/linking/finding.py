"""Which words of a text are spelt as names, or sound like them: the only look at every word."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from types import EllipsisType
from typing import TypeVar

from namelink.gazetteer import Gazetteer, Hit
from namelink.linking.passage import Passage, Span
from namelink.matching.decision import Contender
from namelink.matching.evidence import compare_words, flag, name_words
from namelink.model import Evidence, NameKind
from namelink.text.affixes import Reading, readings
from namelink.text.frequencies import UNKNOWN, zipf
from namelink.text.scripts import script
from namelink.text.tokens import Tokens, join_key, spell
from namelink.translit.alphabet import letters_of
from namelink.translit.sounds import sound_key

MAX_NAME_WORDS = 12
"""Words of a text that one name may take."""

HEARD_WORDS = 4
"""Words, at most, of the names that are also found by their sound."""

HEARD_FIT = 0.9
"""The fit from which a name found by its sound is taken."""

MOST_HEARD = 20
"""Names of one sound that are compared."""

COMMON = 4.0
"""The frequency (Zipf scale) from which a word is a common one."""

FEW_SOUNDS, FEW_UNKNOWN = 5, 3
"""Consonants that words must have to be heard as a name, and words that running text does not know."""

LONG_WORD = 4
"""Letters of a word from which it is rare where running text does not know it."""

KNOWN = 0.3
"""The weight from which an entity is known well enough to be heard in words that are not spelt as its name."""

PREFIXES = tuple("|و|ف|س|ال|لل|ب|ل|وس|فس|وال|وب|ول|بال".split("|"))
SUFFIXES = tuple("|ت|ه|ها|هم|نا|وا|يه|ات|ين|ون".split("|"))
"""What is written onto a word before and after it."""

PLAIN = 3.3
"""The frequency from which a word is one of running text, and others may be its forms."""

WELL_KNOWN = 0.6
"""The weight from which a name inside a longer one that is only heard is meant by itself."""

MEMORY = 200_000
"""Words about which something is remembered."""

_T = TypeVar("_T")


class Finder:
    """Finds the words of texts that may be names of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._openings: dict[str, tuple[Reading, ...]] = {}
        self._soundings: dict[str, tuple[tuple[Reading, str], ...]] = {}
        self._rarities: dict[str, bool] = {}
        self._sounds: dict[str, str] = {}
        self._fits: dict[tuple[tuple[str, ...], Hit], Contender | EllipsisType | None] = {}

    # What is spelt as a name

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
        return self.contender(hit, evidence, reading)

    def contender(self, hit: Hit, evidence: list[Evidence], reading: Reading) -> Contender:
        """Return a name as a contender for words that are read in some way."""
        if reading.length:
            evidence = [*evidence, flag("clitic", reading.prefix, "")]
        ref = self.gazetteer.ref(hit)
        return Contender.of(ref, hit, self.gazetteer.weight_at(ref), evidence)

    # What sounds like one

    def heard(self, passage: Passage) -> Iterator[Span]:
        """Yield the spans that sound like a name of the gazetteer: rare words, since common ones are themselves."""
        words = passage.tokens.keys
        rare = remembered(self._rarities, words, self._is_rare)
        soundings = remembered(self._soundings, words, self._opening_sounds)
        next_rare = len(words)
        for first in range(len(words) - 1, -1, -1):
            next_rare = first if rare[first] else next_rare
            if next_rare - first >= HEARD_WORDS:
                continue
            for reading, sound in soundings[first]:
                yield from self._heard_from(passage.tokens, first, reading, sound, next_rare)

    def _heard_from(self, tokens: Tokens, first: int, reading: Reading, sound: str, rare: int) -> Iterator[Span]:
        ends = {len(sound): first + 1}
        for i in range(first + 1, min(first + HEARD_WORDS, len(tokens))):
            if not tokens.joined[i]:
                break
            sound = f"{sound} {self._sound(tokens.keys[i])}"
            ends[len(sound)] = i + 1
        found: dict[int, list[Contender]] = {}
        for layer, index in enumerate(self.gazetteer.indexes):
            for whole, numbers in index.wholes.prefixes(sound):
                last = ends.get(len(whole), 0)
                words = (reading.word, *tokens.keys[first + 1 : last])
                if last <= rare or not _are_heard(words, len(whole) - whole.count(" ")):
                    continue
                heard = (self._sounding(words, Hit(layer, number), reading) for number in numbers[:MOST_HEARD])
                found.setdefault(last, []).extend(contender for contender in heard if contender)
        for last, contenders in found.items():
            if contenders:
                yield Span(first, last, reading, tuple(contenders))

    def _sounding(self, words: tuple[str, ...], hit: Hit, reading: Reading) -> Contender | None:
        """Return a name as a contender where it fits words that sound like it."""
        key = ((reading.prefix, *words), hit)
        known = self._fits.get(key, ...)
        if known is ...:
            if len(self._fits) >= MEMORY:
                self._fits.clear()
            known = self._fits[key] = self._fitting(words, hit, reading) if self._is_to_be_heard(words, hit) else None
        return known

    def _is_to_be_heard(self, words: tuple[str, ...], hit: Hit) -> bool:
        ref = self.gazetteer.ref(hit)
        name = self.gazetteer.name_at(hit)
        least = {NameKind.NAME: KNOWN, NameKind.SHORT: WELL_KNOWN}.get(name.kind, math.inf)
        if self.gazetteer.weight_at(ref) < least:
            return False
        written = script(words[-1])
        names = self.gazetteer.entity_at(ref).names
        # Where an entity has names in the script of the text, they are nearer to it.
        return script(name.text) == written or not any(script(n.text) == written for n in names)

    def _fitting(self, words: tuple[str, ...], hit: Hit, reading: Reading) -> Contender | None:
        spelt = tuple(letters_of(word) for word in words)
        evidence = compare_words(spelt, name_words(self.gazetteer.name_at(hit).text))
        contender = self.contender(hit, evidence, reading)
        return contender if contender.fit >= HEARD_FIT else None

    def _is_rare(self, word: str) -> bool:
        unknown = zipf(word) <= UNKNOWN and len(word) >= LONG_WORD
        return unknown or (
            len(self._sound(word)) > 2 and max(zipf(reading.word) for reading in readings(word)) < COMMON
        )

    def _opening_sounds(self, word: str) -> tuple[tuple[Reading, str], ...]:
        """Return the readings of a word that sound as some name begins, each with its sound."""
        found = []
        for reading in readings(word):
            sound = self._sound(reading.word)
            if any(sound in index.wholes or index.wholes.begins(sound + " ") for index in self.gazetteer.indexes):
                found.append((reading, sound))
        return tuple(found)

    def _sound(self, word: str) -> str:
        known = self._sounds.get(word)
        if known is None:
            if len(self._sounds) >= MEMORY:
                self._sounds.clear()
            known = self._sounds[word] = sound_key(word)
        return known


def _are_heard(words: tuple[str, ...], sounds: int) -> bool:
    """Whether words have sounds enough for sounding like a name to be no accident."""
    unknown = all(zipf(word) <= UNKNOWN for word in words)
    if len(words) == 1:
        return unknown and sounds > FEW_UNKNOWN and not is_inflected(words[0])
    return sounds >= (FEW_UNKNOWN if unknown else FEW_SOUNDS)


@functools.lru_cache(maxsize=1 << 16)
def is_inflected(word: str) -> bool:
    """Whether an unknown word is a form of a word of running text: وطرحت of طرح, سيراقب of يراقب.

    >>> is_inflected("وطرحت"), is_inflected("سيراقب"), is_inflected("كازخستان")
    (True, True, False)
    """
    starts = [prefix for prefix in PREFIXES if word.startswith(prefix)]
    ends = [suffix for suffix in SUFFIXES if word.endswith(suffix)]
    stems = {word[len(start) : len(word) - len(end)] for start in starts for end in ends} - {word}
    return any(len(stem) > 2 and zipf(stem) >= PLAIN for stem in stems)


def not_spelt(heard: Iterable[Span], spelt: Iterable[Span]) -> list[Span]:
    """Return the spans that are heard where nothing better is spelt.

    What is spelt as a name needs not be heard as another (الاتحاد الأوراسي is not الاتحاد الروسي), nor does what holds
    the name of somebody well known (أعلن زيلينسكي is not أولينا زيلينسكا), or a longer name of the same entity.
    """
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
    if (inner.first, inner.last) == (heard.first, heard.last):
        return True
    own = {contender.ref for contender in heard.contenders}
    return any(_is_longer(inner, c) if c.ref in own else c.weight >= WELL_KNOWN for c in inner.contenders)


def _is_longer(inner: Span, contender: Contender) -> bool:
    """Whether a span is spelt as a name of several words, no short form."""
    return not inner.is_single and all(e.feature != "short" for e in contender.evidence)


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
