"""What a word is wherever it stands: a title, a verb of speech, a given name, a word that nobody knows."""

from __future__ import annotations

import math
import re
from functools import cached_property

import attrs

from namelink.gazetteer import Gazetteer, Ref
from namelink.linking.memory import Memory
from namelink.matching.context import Cue, agents, cues
from namelink.model import NameKind
from namelink.text.affixes import ARTICLE, readings
from namelink.text.frequencies import UNKNOWN, zipf
from namelink.text.scripts import is_arabic
from namelink.text.tokens import join_key, make_key
from namelink.translit.names import given_names
from namelink.translit.sounds import sound_key

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


@attrs.frozen(eq=False)
class Word:
    """A folded word beside a name, or of one; what it is is worked out when it is asked for, once.

    Attributes:
        key: The word.
        gazetteer: The names that it may belong to.
    """

    key: str
    gazetteer: Gazetteer

    @cached_property
    def cue(self) -> Cue | None:
        """What it says of a name after it, its own clitics taken off."""
        found = (cues().get(reading.word) for reading in readings(self.key))
        return next((cue for cue in found if cue), None)

    @cached_property
    def agent(self) -> str | None:
        """Its kind, where whoever acts is named after it."""
        found = (agents().get(reading.word) for reading in readings(self.key))
        return next((kind for kind in found if kind), None)

    @cached_property
    def is_definite(self) -> bool:
        """Whether it has the article, clitics before it aside."""
        return any(reading.word.startswith(ARTICLE) for reading in readings(self.key))

    @cached_property
    def excess(self) -> float:
        """How much more frequent it is, in powers of ten, than its bearers; infinite where it is no given name."""
        word = self.key
        bearers = max(self.gazetteer.given_name(word), LISTED * (word in given_names()))
        if not bearers or word in cues():
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
        return is_arabic(self.key) and zipf(self.key) < RARE and bool(self.gazetteer.surname(self.key))

    @cached_property
    def is_family_name(self) -> bool:
        """Whether it is a family name in ي with the article, and no adjective: العتيبي."""
        nisba = self.key.startswith(ARTICLE) and self.key.endswith("ي") and zipf(self.key) < RARE
        return nisba and bool(self.gazetteer.surname(self.key)) and not self._is_people()

    def _is_people(self) -> bool:
        hits = self.gazetteer.hits(join_key([self.key]))
        return any(self.gazetteer.kind_at(hit) is NameKind.DEMONYM for hit in hits)

    @cached_property
    def is_unknown(self) -> bool:
        """Whether it is none that running text has, clitics and the endings of verbs considered."""
        if not is_arabic(self.key) or len(self.key) <= SHORT_WORD or INFLECTED.match(self.key):
            return False
        words = [reading.word for reading in readings(self.key)]
        return all(zipf(word) <= UNKNOWN and not self.gazetteer.opens(join_key([word])) for word in words)


class Lexicon:
    """The words of texts, and those of the entities of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.words = Memory(self._word)
        self.own_words = Memory(self._words_of, ENTITIES)
        """The words of all names of an entity."""

    def sounds_own(self, ref: Ref, word: str) -> bool:
        """Whether a word is, or sounds like, a word of a name of an entity."""
        own = self.own_words[ref]
        return word in own or sound_key(word) in map(sound_key, own)

    def _word(self, key: str) -> Word:
        return Word(key, self.gazetteer)

    def _words_of(self, ref: Ref) -> frozenset[str]:
        names = self.gazetteer.entity_at(ref).names
        return frozenset(word for name in names for word in make_key(name.text).split())
