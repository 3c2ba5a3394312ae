"""What a word is wherever it stands: the beginning of a name, a title, a given name, a word that nobody knows."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import attrs

from namelink.gazetteer import Gazetteer, Ref
from namelink.index import format as index_format
from namelink.lang import (
    UNKNOWN_ZIPF,
    Segmentation,
    Trigger,
    is_definite,
    join_key,
    key_form,
    knows_words,
    make_key,
    name_introducers,
    segmentations,
    triggers,
    zipf,
)
from namelink.lang.ar.name_parts import given_names
from namelink.linking.cache import BoundedCache
from namelink.linking.token_trie import TokenTrie
from namelink.model import NameKind
from namelink.phonetics.keys import PhoneticKey, phonetic_key

GIVEN_NAME = 4.4
"""How much more frequent, in powers of ten, a word is than its bearers before it is no given name."""

LISTED = 3
"""Bearers that a listed given name counts for, where the gazetteer has fewer."""

FAR_MORE = 0.7
"""How much more frequent what follows a و must be for the و to be 'and' where the whole is a given name: وسام."""

SHORT_WORD = 3
"""Letters up to which what is left of a word, its clitics off, may be an accident: وابل is not Apple."""

RARE = 4.2
"""The frequency below which a word that is a surname is most likely one."""

INFLECTED = re.compile("[اسيتن]|.*(ه|هم|هما|نا|وا|ون|ين|ان|[اته])$")
"""What a word looks like that is more likely inflected than foreign: verbs, plurals, pronouns, the article."""

ENTITIES = 20_000
"""Entities whose words are remembered."""

COMMON = 4.0
"""The frequency (Zipf scale) from which a word is a common one."""

LONG_WORD = 4
"""Letters of a word from which it is rare where running text does not know it."""

EVERYDAY = 4.8
"""The frequency from which a word is itself, and is not heard as another."""

FEW_UNKNOWN = 3
"""Consonants that a word which running text does not know must have to be heard as a name."""

PREFIXES = tuple("|و|ف|س|ال|لل|ب|ل|وس|فس|وال|وب|ول|بال".split("|"))
SUFFIXES = tuple("|ت|ه|ها|هم|نا|وا|يه|ات|ين|ون".split("|"))
"""What is written onto a word before and after it."""

PLAIN = 3.3
"""The frequency from which a word is one of running text, and others may be its forms."""


class NameStart(NamedTuple):
    """A reading of a word that begins some name, as it is spelt or as it is heard.

    Attributes:
        reading: The reading.
        part: What it is of a key, or how it is heard.
        whole: Whether it is a name by itself.
        more: Whether longer names begin with it.
    """

    reading: Segmentation
    part: str
    whole: bool
    more: bool


@attrs.frozen(eq=False)
class LexicalToken:
    """A folded word of a text; most of what it is beside a name is worked out when it is asked for, once.

    Attributes:
        key: The word.
        inner: How it stands inside a key.
        sound: How it is heard.
        is_rare: Whether it is so rare that it may be a name spelt otherwise.
        spelt: Its readings that begin some name as they are spelt.
        heard: Its readings that begin some name as they are heard.
        gazetteer: The names that it may belong to.
    """

    key: str
    inner: str
    sound: PhoneticKey
    is_rare: bool
    spelt: tuple[NameStart, ...]
    heard: tuple[NameStart, ...]
    gazetteer: Gazetteer

    @cached_property
    def cue(self) -> Trigger | None:
        """What it says of a name after it, its own clitics taken off."""
        found = (triggers().get(reading.word) for reading in segmentations(self.key))
        return next((cue for cue in found if cue), None)

    @cached_property
    def agent(self) -> str | None:
        """Its kind, where whoever acts is named after it."""
        found = (name_introducers().get(reading.word) for reading in segmentations(self.key))
        return next((kind for kind in found if kind), None)

    @cached_property
    def is_definite(self) -> bool:
        """Whether it has the article, clitics before it aside."""
        return any(is_definite(reading.word) for reading in segmentations(self.key))

    @cached_property
    def excess(self) -> float:
        """How much more frequent it is, in powers of ten, than its bearers; infinite where it is no given name."""
        word = self.key
        bearers = max(self.gazetteer.given_name_count(word), LISTED * (word in given_names()))
        if not bearers or word in triggers():
            return math.inf
        if word == "علي":
            return -math.inf
        joined = zipf(word[1:]) - zipf(word) if word.startswith("و") else 0.0
        if joined > (0.0 if len(word) <= SHORT_WORD else FAR_MORE):
            return math.inf  # ورد, 'and he answered', is Ward no more than وعد is
        return zipf(word) - math.log10(1 + bearers)

    @cached_property
    def is_surname(self) -> bool:
        """Whether it ends the names of persons and is rare otherwise."""
        return knows_words(self.key) and zipf(self.key) < RARE and bool(self.gazetteer.surname_count(self.key))

    @cached_property
    def is_family_name(self) -> bool:
        """Whether it is a family name in ي with the article, and no adjective: العتيبي."""
        nisba = is_definite(self.key) and self.key.endswith("ي") and zipf(self.key) < RARE
        return nisba and bool(self.gazetteer.surname_count(self.key)) and not self._is_people()

    def _is_people(self) -> bool:
        hits = self.gazetteer.hits(join_key([self.key]))
        return any(self.gazetteer.kind_at(hit) is NameKind.DEMONYM for hit in hits)

    @cached_property
    def is_unknown(self) -> bool:
        """Whether it is none that running text has, clitics and the endings of verbs considered."""
        if not knows_words(self.key) or len(self.key) <= SHORT_WORD or INFLECTED.match(self.key):
            return False
        words = [reading.word for reading in segmentations(self.key)]
        return all(zipf(word) <= UNKNOWN_ZIPF and not self.gazetteer.begins_key(join_key([word])) for word in words)


class Lexicon:
    """The words of texts, and those of the entities of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.words = BoundedCache(self._word)
        self.keys: TokenTrie[LexicalToken] = TokenTrie(gazetteer, index_format.KEYS, operator.attrgetter("inner"))
        """The keys of names, as texts spell them."""
        self.sounds: TokenTrie[LexicalToken] = TokenTrie(
            gazetteer, index_format.FULL_NAME_KEYS, operator.attrgetter("sound")
        )
        """The sounds of names."""
        self.own_words = BoundedCache(self._words_of, ENTITIES)
        """The words of all names of an entity."""

    def sounds_own(self, ref: Ref, word: str) -> bool:
        """Whether a word is, or sounds like, a word of a name of an entity."""
        own = self.own_words[ref]
        return word in own or phonetic_key(word) in map(phonetic_key, own)

    def _words_of(self, ref: Ref) -> frozenset[str]:
        names = self.gazetteer.entity_at(ref).names
        return frozenset(word for name in names for word in make_key(name.text).split())

    def _word(self, key: str) -> LexicalToken:
        sound = phonetic_key(key)
        rare = _is_rare(key, sound)
        spelt, heard = tuple(self._spelt(key)), tuple(self._heard(key, rare))
        return LexicalToken(key, key_form(key, True), sound, rare, spelt, heard, self.gazetteer)

    def _spelt(self, word: str) -> Iterator[NameStart]:
        """Yield the readings of a word that begin some name; clitics are never taken off a name itself."""
        for reading in segmentations(word):
            key = key_form(reading.word, False)
            whole, more = self.keys.holds(key), self.keys.leads(key)
            if whole or more:
                yield NameStart(reading, key, whole and _is_alone(word, key, reading), more)
                if whole or self.gazetteer.given_name_count(reading.word):
                    return

    def _heard(self, word: str, rare: bool) -> Iterator[NameStart]:
        """Yield the readings of a word that sound as some name begins, or where it is rare as some name."""
        for reading in segmentations(word):
            if zipf(reading.word) >= EVERYDAY and not self.gazetteer.begins_key(join_key([reading.word])):
                continue
            sound = phonetic_key(reading.word)
            whole, more = rare and self._is_heard(reading.word, sound), self.sounds.leads(sound)
            if whole or more:
                yield NameStart(reading, sound, whole, more)

    def _is_heard(self, word: str, sound: PhoneticKey) -> bool:
        """Whether a word sounds like a name by itself, which is no accident."""
        unknown = zipf(word) <= UNKNOWN_ZIPF and len(sound) >= FEW_UNKNOWN
        return unknown and self.sounds.holds(sound) and not is_inflected(word)


def _is_alone(word: str, key: str, reading: Segmentation) -> bool:
    """Whether a word that is a key is a name by itself."""
    if len(key) == 1:
        return False  # a letter is a letter, not X or e&
    # A word of its own, more frequent than the name inside it: فشل, not ف + شل.
    return not reading.length or zipf(word) <= zipf(reading.word)


def _is_rare(word: str, sound: PhoneticKey) -> bool:
    unknown = zipf(word) <= UNKNOWN_ZIPF and len(word) >= LONG_WORD
    return unknown or (len(sound) > 2 and max(zipf(reading.word) for reading in segmentations(word)) < COMMON)


def is_inflected(word: str) -> bool:
    """Whether an unknown word is a form of a word of running text: وطرحت of طرح, سيراقب of يراقب.

    >>> is_inflected("وطرحت"), is_inflected("سيراقب"), is_inflected("كازخستان")
    (True, True, False)
    """
    starts = [prefix for prefix in PREFIXES if word.startswith(prefix)]
    ends = [suffix for suffix in SUFFIXES if word.endswith(suffix)]
    stems = {word[len(start) : len(word) - len(end)] for start in starts for end in ends} - {word}
    return any(len(stem) > 2 and zipf(stem) >= PLAIN for stem in stems)
