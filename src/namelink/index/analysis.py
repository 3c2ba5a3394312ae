"""The analysis of records: what an index needs of them, made into shards."""

from __future__ import annotations

import functools
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from namelink.config import Limits
from namelink.errors import RecordError
from namelink.index import blocks
from namelink.index import format as index_format
from namelink.index.shards import PAIRS, STRINGS, Column, Shard, cumulate, join_strings
from namelink.lang import Key, get_language, language_of, languages, make_key
from namelink.model import EntityType, Name, NameKind
from namelink.names import Analyzer
from namelink.record import Record

TYPES = tuple(EntityType)
KINDS = tuple(NameKind)
STATISTICS = ("types", "classes", "countries", "languages", "kinds", "authorities", "attributes")
"""What of records is counted."""


@attrs.frozen
class NameAnalysis:
    """What an index needs of a name.

    Attributes:
        keys: The keys it is found by.
        phonetic_keys: The phonetic keys of its tokens; none where it is found by its keys alone.
        letters: The letters of its tokens, a space between tokens.
    """

    keys: tuple[Key, ...]
    phonetic_keys: Sequence[str]
    letters: bytes


def keys_of(name: Name) -> tuple[Key, ...]:
    """Return the keys a name is found by: its own, those of its cases, or those of a demonym's forms."""
    language = get_language(name.lang)
    if not language.scripts:  # und-Cyrl: the language of its letters inflects it as its texts do
        language = language_of(make_key(name.text).partition(" ")[0])
    inflect = {NameKind.DEMONYM: language.inflect_demonym, NameKind.ACRONYM: language.inflect_acronym}
    forms = inflect.get(name.kind, language.inflect_name)(name.text)
    return tuple(dict.fromkeys(map(make_key, forms)))


@functools.cache
def _analyzer() -> Analyzer:
    """Return the analyzer of a build, which keeps more tokens than one that answers."""
    limits = Limits()
    return Analyzer(attrs.evolve(limits, cached_tokens=limits.cached_tokens_of_build))


def analyze_name(name: Name) -> NameAnalysis:
    """Return what an index needs of a name.

    An acronym and a demonym have no phonetic keys: they are found by their keys alone.
    """
    if name.kind in (NameKind.ACRONYM, NameKind.DEMONYM):
        return NameAnalysis(keys_of(name), [], b"")
    analysis = _analyzer().analyze(name.text)
    letters = b" ".join([part.encoded for part in analysis.parts if part.letters])
    return NameAnalysis(keys_of(name), [part.phonetic_key for part in analysis.parts], letters)


def make_shard(records: Iterable[tuple[int, str, Record]]) -> Shard:
    """Return the shard of some records.

    Args:
        records: Each with its place among all that are read, and its file and line.

    Raises:
        RecordError: a record has half a surrogate pair.
    """
    ordered = sorted(records, key=lambda entry: (entry[2].id, entry[0]))
    entities = [record for _, _, record in ordered]
    lines = [_line(record, where) for _, where, record in ordered]
    facts = np.zeros(len(entities), dtype=index_format.FACTS)
    facts["first_name"] = [len(record.names) for record in entities]
    facts["weight"] = [record.weight for record in entities]
    facts["type"] = [TYPES.index(record.type) for record in entities]
    facts["mutes"] = [record.muted or bool(record.muted_names) for record in entities]
    names, refs = _Names(), _Pairs()
    for place, record in enumerate(entities):
        names.add(record)
        for ref in record.refs:
            refs.add(ref, place)
    statistics = count_statistics(entities)
    return {
        Column.IDS: join_strings(record.id for record in entities),
        Column.PROVENANCE: join_strings((where for _, where, _ in ordered), "\0"),
        Column.INPUT_ORDER: np.array([place for place, _, _ in ordered], dtype="<u8").tobytes(),
        Column.LINES: b"".join(lines),
        Column.LINE_ENDS: cumulate(map(len, lines)),
        Column.FACTS: facts.tobytes(),
        Column.SAMPLE: b"".join(blocks.sample(lines)),
        Column.STATISTICS: json.dumps(statistics).encode(),
        Column.LANGUAGES: json.dumps(_versions(statistics["languages"], names.keys)).encode(),
        **refs.columns(index_format.REFS),
        **names.columns(),
    }


class _Pairs:
    """Strings, each once, and pairs of a string and a number: what a multimap is built from."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {}
        self._places = array("I")
        self._numbers = array("I")

    def add(self, string: str, number: int) -> None:
        self._places.append(self.strings.setdefault(string, len(self.strings)))
        self._numbers.append(number)

    def columns(self, name: str) -> dict[str, bytes]:
        pairs = np.array([self._places, self._numbers], dtype="<u4")
        return {name + STRINGS: join_strings(self.strings), name + PAIRS: pairs.tobytes()}


class _Names:
    """The columns of a shard's names, filled record by record."""

    def __init__(self) -> None:
        self._keys = _Pairs()
        self._phonetic_keys = _Pairs()
        self._full_name_keys = _Pairs()
        self._token_keys: dict[str, None] = {}
        self._given_names: Counter[str] = Counter()
        self._surnames: Counter[str] = Counter()
        self._letters: list[bytes] = []
        self._ends: list[int] = []
        self._kinds = bytearray()

    @property
    def keys(self) -> Iterable[str]:
        """The keys of all names."""
        return self._keys.strings

    def add(self, record: Record) -> None:
        """Add the names of a record."""
        full_names: list[list[str]] = []
        for name in record.names:
            analysis = analyze_name(name)
            number = len(self._letters)
            for key in analysis.keys:
                self._keys.add(key, number)
            if analysis.phonetic_keys:
                self._add_phonetic_keys(analysis.phonetic_keys, number)
            if name.kind is NameKind.NAME and " " in analysis.keys[0]:
                full_names.append(analysis.keys[0].split())
            self._letters.append(analysis.letters)
            self._kinds.append(KINDS.index(name.kind))
        self._ends.append(len(self._letters))
        if record.type is EntityType.PERSON and record.weight >= index_format.COUNTED_WEIGHT:
            self._given_names.update({tokens[0] for tokens in full_names})
            self._surnames.update({tokens[-1] for tokens in full_names})

    def _add_phonetic_keys(self, keys: Sequence[str], number: int) -> None:
        for key in keys:
            self._phonetic_keys.add(key, number)
        if 1 < len(keys) <= index_format.MOST_JOINED_TOKENS:
            self._phonetic_keys.add("".join(keys), number)
        self._full_name_keys.add(" ".join(keys), number)
        self._token_keys.update(dict.fromkeys(keys))

    def columns(self) -> dict[str, bytes]:
        """Return the columns."""
        sizes = np.fromiter(map(len, self._letters), dtype="<u4", count=len(self._letters))
        reached = np.concatenate([[0], np.cumsum(sizes, dtype=np.uint64)])
        return {
            Column.NAME_KINDS: bytes(self._kinds),
            Column.LETTERS: b"".join(self._letters),
            Column.LETTER_ENDS: reached[np.array(self._ends, dtype=np.intp)].astype("<u8").tobytes(),
            Column.LETTER_COUNTS: sizes.tobytes(),
            Column.TOKEN_KEYS: join_strings(self._token_keys),
            **self._keys.columns(index_format.KEYS),
            **self._phonetic_keys.columns(index_format.PHONETIC_KEYS),
            **self._full_name_keys.columns(index_format.FULL_NAME_KEYS),
            **_count_columns(index_format.GIVEN_NAME_COUNTS, self._given_names),
            **_count_columns(index_format.SURNAME_COUNTS, self._surnames),
        }


def _count_columns(name: str, counts: Counter[str]) -> dict[str, bytes]:
    pairs = np.array([range(len(counts)), list(counts.values())], dtype="<u4")
    return {name + STRINGS: join_strings(counts), name + PAIRS: pairs.tobytes()}


def _line(record: Record, where: str) -> bytes:
    try:
        return record.to_json().encode() + b"\n"
    except UnicodeEncodeError:
        raise RecordError(f"{where}: the record has half a surrogate pair, which is no character") from None


def count_statistics(records: Iterable[Record]) -> dict[str, Counter[str]]:
    """Return how many entities there are of each type, authority and attribute, and names of each language and kind."""
    found: dict[str, Counter[str]] = {what: Counter() for what in STATISTICS}
    for record in records:
        found["types"][str(record.type)] += 1
        if record.class_:
            found["classes"][record.class_] += 1
        if record.country:
            found["countries"][record.country] += 1
        found["languages"].update(name.lang for name in record.names)
        found["kinds"].update(str(name.kind) for name in record.names)
        found["authorities"][record.id.partition(":")[0]] += 1
        found["attributes"].update(_attributes(record))
    return found


def _attributes(record: Record) -> Iterator[str]:
    """Yield the attributes that a record has, of those that are counted."""
    if record.born:
        yield "born"
    if record.coordinates is not None:
        yield "coordinates"
    if record.muted or record.muted_names:
        yield "muted"
    if record.parent is not None:
        yield "parent"


def _versions(tags: Iterable[str], keys: Iterable[str]) -> Mapping[str, int]:
    """Return the versions of the language packs that some tags name, or that analysed the tokens of some keys."""
    letters = {token[0] for key in keys for token in key.split()}
    used = {*map(get_language, tags), *map(language_of, letters)}
    return {pack.code: pack.version for pack in languages() if pack in used}
