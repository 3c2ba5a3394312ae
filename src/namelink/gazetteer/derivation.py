"""What an index needs of each record: its keys, its sounds and its letters, for a share of the records at a time."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable

import attrs
import numpy as np

from namelink.errors import RecordError
from namelink.gazetteer import blocks, layout, shares
from namelink.gazetteer.record import Record
from namelink.gazetteer.shares import cumulate, join_strings
from namelink.model import EntityType, Name, NameKind
from namelink.text.affixes import inflect_demonym
from namelink.text.folding import fold
from namelink.text.scripts import is_arabic
from namelink.text.tokens import Key, join_key, make_key, split_compound, words
from namelink.translit.alphabet import encode, letters_of
from namelink.translit.sounds import heard_words, sound_key

TYPES = tuple(EntityType)
KINDS = tuple(NameKind)

MAX_JOINED = 4
"""Words of a name that is also found by its sounds run together: San Juan, Sanjuan."""


@attrs.frozen
class Derived:
    """What an index needs of a name.

    Attributes:
        keys: The keys it is found by.
        sounds: The phonetic keys of its words; none where it is found by its keys alone.
        letters: The letters of its words, a space between words.
    """

    keys: tuple[Key, ...]
    sounds: list[str]
    letters: bytes


def keys_of(name: Name) -> tuple[Key, ...]:
    """Return the keys a name is found by: its own, or those of a demonym's forms."""
    if _is_inflected(name):
        return inflect_demonym(name.text)
    return (make_key(name.text),)


def _is_inflected(name: Name) -> bool:
    return name.kind is NameKind.DEMONYM and name.lang.partition("-")[0] == "ar"


_WORDS = 1 << 19
"""Words whose letters and sounds are remembered."""


class Deriver:
    """Works out what an index needs of names, and remembers words."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[bytes, str]] = {}

    def derive(self, name: Name) -> Derived:
        """Return what an index needs of a name.

        Initials are read, not heard, and a demonym is inflected: both are found by their keys alone.
        """
        if name.kind not in (NameKind.NAME, NameKind.SHORT):
            return Derived(keys_of(name), [], b"")
        folded = words(fold(name.text))
        # Arabic words are heard as they are folded.
        arabic = all(map(is_arabic, folded))
        heard = [part for word in folded for part in split_compound(word)] if arabic else heard_words(name.text)
        known = [self._words.get(word) or self._word(word) for word in heard]
        letters = b" ".join([spelt for spelt, _ in known if spelt])
        return Derived((join_key(folded),), [sound for _, sound in known], letters)

    def _word(self, word: str) -> tuple[bytes, str]:
        if len(self._words) >= _WORDS:
            self._words.clear()
        found = self._words[word] = encode(letters_of(word)), str(sound_key(word))
        return found


_DERIVER = Deriver()
"""Shared by all the shares and threads of a process: words come again, and what is cleared is worked out again."""


class _Pairs:
    """Strings, each once, and pairs of a string and a number."""

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._places = array("I")
        self._numbers = array("I")

    def add(self, string: str, number: int) -> None:
        self._places.append(self._strings.setdefault(string, len(self._strings)))
        self._numbers.append(number)

    def columns(self, name: str) -> dict[str, bytes]:
        pairs = np.array([self._places, self._numbers], dtype="<u4")
        return {name + shares.STRINGS: join_strings(self._strings), name + shares.PAIRS: pairs.tobytes()}


def make_share(records: Iterable[tuple[int, str, Record]]) -> dict[str, bytes]:
    """Return the share of some records.

    Args:
        records: Each with its turn and where it stands.

    Raises:
        RecordError: a record has half a surrogate pair.
    """
    ordered = sorted(records, key=lambda entry: (entry[2].id, entry[0]))
    entities = [record for _, _, record in ordered]
    lines = [_line(record, where) for _, where, record in ordered]
    facts = np.zeros(len(entities), dtype=layout.FACTS)
    facts["first_name"] = [len(record.names) for record in entities]
    facts["weight"] = [record.weight for record in entities]
    facts["type"] = [TYPES.index(record.type) for record in entities]
    return {
        shares.IDS: join_strings(record.id for record in entities),
        shares.WHERES: join_strings((where for _, where, _ in ordered), "\0"),
        shares.TURNS: np.array([turn for turn, _, _ in ordered], dtype="<u8").tobytes(),
        shares.LINES: b"".join(lines),
        shares.LINE_ENDS: cumulate(map(len, lines)),
        shares.FACTS: facts.tobytes(),
        shares.SAMPLE: b"".join(blocks.sample(lines)),
        shares.CENSUS: json.dumps(_census(entities)).encode(),
        **_of_names(entities),
    }


def _of_names(entities: list[Record]) -> dict[str, bytes]:
    keys, sounds, wholes = _Pairs(), _Pairs(), _Pairs()
    bearers: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    spoken: dict[str, None] = {}
    letters: list[bytes] = []
    ends: list[int] = []
    kinds = bytearray()
    for record in entities:
        parts: list[list[str]] = []
        for name in record.names:
            derived = _DERIVER.derive(name)
            number = len(letters)
            for key in derived.keys:
                keys.add(key, number)
            if derived.sounds:
                _add_sounds(derived.sounds, number, sounds, wholes)
                spoken.update(dict.fromkeys(derived.sounds))
            if name.kind is NameKind.NAME and " " in derived.keys[0]:
                parts.append(derived.keys[0].split())
            letters.append(derived.letters)
            kinds.append(KINDS.index(name.kind))
        ends.append(len(letters))
        if record.type is EntityType.PERSON:
            for place, counter in zip((0, -1), bearers, strict=True):
                counter.update({part[place] for part in parts})
    sizes = np.fromiter(map(len, letters), dtype="<u4", count=len(letters))
    reached = np.concatenate([[0], np.cumsum(sizes, dtype=np.uint64)])
    return {
        shares.KIND_BYTES: bytes(kinds),
        shares.LETTERS: b"".join(letters),
        shares.LETTER_ENDS: reached[np.array(ends, dtype=np.intp)].astype("<u8").tobytes(),
        shares.LETTER_COUNTS: sizes.tobytes(),
        shares.SPOKEN: join_strings(spoken),
        **keys.columns(layout.KEYS),
        **sounds.columns(layout.SOUNDS),
        **wholes.columns(layout.WHOLES),
        **_counted(layout.GIVENS, bearers[0]),
        **_counted(layout.SURNAMES, bearers[1]),
    }


def _add_sounds(heard: list[str], number: int, sounds: _Pairs, wholes: _Pairs) -> None:
    for sound in heard:
        sounds.add(sound, number)
    if 1 < len(heard) <= MAX_JOINED:
        sounds.add("".join(heard), number)
    wholes.add(" ".join(heard), number)


def _counted(name: str, counter: Counter[str]) -> dict[str, bytes]:
    pairs = np.array([range(len(counter)), list(counter.values())], dtype="<u4")
    return {name + shares.STRINGS: join_strings(counter), name + shares.PAIRS: pairs.tobytes()}


def _line(record: Record, where: str) -> bytes:
    try:
        return record.to_json().encode() + b"\n"
    except UnicodeEncodeError:
        raise RecordError(f"{where}: the record has half a surrogate pair, which is no character") from None


def _census(entities: list[Record]) -> dict[str, dict[str, int]]:
    """Return how many entities there are of each type, and how many names in each language and of each kind."""
    names = [name for record in entities for name in record.names]
    return {
        "types": Counter(str(record.type) for record in entities),
        "languages": Counter(name.lang for name in names),
        "kinds": Counter(str(name.kind) for name in names),
        "authorities": Counter(record.id.partition(":")[0] for record in entities),
    }
