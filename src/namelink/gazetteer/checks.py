"""Checks of records: what a careful editor would ask about.

Findings that have been looked at and are right as they are, such as true namesakes, are listed in a
table ``known.tsv`` beside the records: the check, the ids it names (with spaces between), and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

import attrs
from rapidfuzz.distance import Indel

from namelink import tables
from namelink.config import ChecksConfig
from namelink.coordinates import distance
from namelink.errors import RecordError
from namelink.files import decode
from namelink.lang import Key, make_key, without_article, zipf
from namelink.model import EntityType, Name, NameKind
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.record import Record
from namelink.scripts import script_code, script_of_language

KNOWN = "known.tsv"
"""The table of findings that are right as they are, beside the records."""


POPULATED = frozenset({"city", "town", "capital", "village", "refugee camp", "settlement", "neighbourhood"})
"""Classes of places that are towns, or parts of one."""


@attrs.frozen
class Finding:
    """Something to look at.

    Attributes:
        check: The check that found it.
        ids: The records it concerns, sorted.
        what: What is odd about them.
    """

    check: str
    ids: tuple[str, ...]
    what: str


def check_records(
    records: Iterable[tuple[str, Record]], known: Iterable[tuple[str, ...]] = (), config: ChecksConfig | None = None
) -> list[Finding]:
    """Return what is odd in some records.

    Args:
        records: The records, each with its file and line.
        known: Findings that are right as they are: the check, then the ids.
        config: From when on something is odd; the defaults if None.
    """
    listed = [record for _, record in records]
    settled = set(known)
    found = (finding for check in CHECKS for finding in check(listed, config or ChecksConfig()))
    return [f for f in found if (f.check, *f.ids) not in settled]


def read_known(path: Path) -> list[tuple[str, ...]]:
    """Return the findings a table lists as known; an empty list where there is no table.

    Raises:
        RecordError: a row lacks a column.
        EncodingError: it is not UTF-8.
    """
    if not path.exists():
        return []
    known = []
    for number, row in tables.parse_tsv(decode(path.read_bytes(), str(path))):
        if not (row.get("check") and row.get("ids") and row.get("why")):
            raise RecordError(f"{path}:{number}: a row needs a check, ids and why")
        known.append((row["check"], *row["ids"].split()))
    return known


def same_id(records: list[Record], _config: ChecksConfig) -> Iterator[Finding]:
    """One id on several records."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            yield Finding("same-id", (record.id,), "is on several records")
        seen.add(record.id)


def duplicate(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """Two well-known records of one country that share an Arabic and a Latin name: perhaps one entity."""
    shared: dict[tuple[str, str], set[str | None]] = {}
    for entries in _by_key(records).values():
        entities = {record.id: record for record, _ in entries}
        for a, b in combinations(sorted(entities), 2):
            prominent = min(entities[a].weight, entities[b].weight) >= config.known_weight
            if prominent and entities[a].country == entities[b].country:
                scripts = {script_code(name.text) for record, name in entries if record.id in (a, b)}
                shared.setdefault((a, b), set()).update(scripts)
    for ids, scripts in sorted(shared.items()):
        if {"Arab", "Latn"} <= scripts:
            yield Finding("duplicate", ids, "share a name in Arabic letters and one in Latin letters")


def near(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """Two towns of one country that share an Arabic name, or the first one, and lie close together: perhaps one."""
    found: set[tuple[str, str]] = set()
    towns: dict[tuple[str | None, Key], list[Record]] = {}
    for record in records:
        if record.class_ in POPULATED and record.coordinates:
            listed = [record.names[0], *(n for n in record.names if script_code(n.text) == "Arab")]
            for key in {make_key(name.text) for name in listed if name.kind is NameKind.NAME}:
                towns.setdefault((record.country, key), []).append(record)
    for namesakes in towns.values():
        for a, b in combinations(namesakes, 2):
            if a.coordinates and b.coordinates and distance(a.coordinates, b.coordinates) <= config.near_km:
                found.add((min(a.id, b.id), max(a.id, b.id)))
    for ids in sorted(found):
        yield Finding("near", ids, "are towns of one name and country, close together")


def same_name(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """One folded name of two entities of one type, and no weight that settles which is meant."""
    found: dict[tuple[str, ...], set[str]] = {}
    for (_, key), entries in _by_key(records).items():
        ranked = sorted({(record.weight, record.id) for record, _ in entries}, reverse=True)
        best = ranked[0][0]
        rivals = sorted(id for weight, id in ranked if best - weight < config.decisive_weight_difference)
        if len(rivals) > 1 and best >= config.known_weight:
            found.setdefault(tuple(rivals), set()).add(key)
    for ids, keys in sorted(found.items()):
        yield Finding("same-name", ids, f"have one name and similar weights: {', '.join(sorted(keys))}")


def same_birth(records: list[Record], _config: ChecksConfig) -> Iterator[Finding]:
    """Two persons of one folded name who were born on one day: perhaps one entity."""
    found = {
        tuple(sorted((a.id, b.id)))
        for entries in _by_key(records).values()
        for (a, _), (b, _) in combinations(entries, 2)
        if a.id != b.id and any(len(date) == len("1952-10-07") for date in {*a.born}.intersection(b.born))
    }
    for ids in sorted(found):
        yield Finding("same-birth", ids, "have one name and one date of birth")


def common_word(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """A single Arabic word that is more frequent in running text than its entity is prominent."""
    for record in records:
        too_common = config.common_word_zipf + config.common_word_zipf_per_weight * record.weight
        for name in record.names:
            key = make_key(name.text)
            plain = name.kind in (NameKind.NAME, NameKind.SHORT) and script_code(name.text) == "Arab" and " " not in key
            if plain and record.weight >= config.known_weight and zipf(key) > too_common:
                yield Finding("common-word", (record.id,), f"{name.text} is a frequent word ({zipf(key):.1f})")


def far_sound(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """A person whose Arabic name sounds like none of the Latin ones, whole or token by token: a likely slip."""
    for record in records:
        if record.type is EntityType.PERSON:
            latin = [_consonants(n) for n in record.names if script_code(n.text) == "Latn" and n.kind is NameKind.NAME]
            for name in record.names:
                if name.kind is NameKind.NAME and script_code(name.text) == "Arab" and latin:
                    own = _consonants(name)
                    nearest = max(_similarity(own, other) for other in latin)
                    if nearest < config.least_consonant_similarity:
                        yield Finding("far-sound", (record.id,), f"{name.text} sounds like none of its Latin names")


def missing_script(records: list[Record], config: ChecksConfig) -> Iterator[Finding]:
    """No name in Latin letters, or none in Arabic ones on an entity that is well known."""
    for record in sorted(records, key=lambda r: r.id):
        scripts = {script_code(name.text) for name in record.names}
        if "Latn" not in scripts:
            yield Finding("no-latin", (record.id,), "no name in Latin letters")
        if "Arab" not in scripts and record.weight >= config.known_weight:
            yield Finding("no-arabic", (record.id,), "no name in Arabic letters")


def language(records: list[Record], _config: ChecksConfig) -> Iterator[Finding]:
    """A language that is not known, or a name that is not in its language's script."""
    for record in records:
        for name in record.names:
            tag, _, rest = name.lang.partition("-")
            expected = rest if tag == "und" else script_of_language(name.lang)
            if expected is None:
                yield Finding("language", (record.id,), f"unknown language {name.lang!r} of {name.text}")
            elif expected and script_code(name.text) not in (expected, None):
                yield Finding("language", (record.id,), f"{name.text} is not written as {name.lang} is")


def country(records: list[Record], _config: ChecksConfig) -> Iterator[Finding]:
    """A country code that no country among the records has."""
    codes = {ref.removeprefix("iso3166:") for record in records for ref in record.refs if ref.startswith("iso3166:")}
    for record in records:
        if codes and record.country and record.country not in codes:
            yield Finding("country", (record.id,), f"no record is the country {record.country}")


CHECKS: tuple[Callable[[list[Record], ChecksConfig], Iterator[Finding]], ...] = (
    same_id,
    duplicate,
    near,
    same_name,
    same_birth,
    common_word,
    far_sound,
    missing_script,
    language,
    country,
)
"""All checks, in the order they run."""


def _by_key(records: list[Record]) -> dict[tuple[EntityType, Key], list[tuple[Record, Name]]]:
    """Return the full names that several entities of one type share, by type and key."""
    entries: dict[tuple[EntityType, Key], list[tuple[Record, Name]]] = {}
    for record in records:
        for name in record.names:
            if name.kind is NameKind.NAME:
                entries.setdefault((record.type, make_key(name.text)), []).append((record, name))
    return {key: found for key, found in entries.items() if len({record.id for record, _ in found}) > 1}


def _consonants(name: Name) -> list[str]:
    """Return the phonetic keys of the tokens of a name."""
    return [phonetic_key(without_article(part.form)) for part in analyzer().name(name.text).parts]


def _similarity(own: list[str], other: list[str]) -> float:
    """Return how much a name sounds like another, as a whole, or as some of its tokens in any order."""
    tokens = [max(Indel.normalized_similarity(token, each) for each in other) for token in own]
    whole: float = Indel.normalized_similarity("".join(own), "".join(other))
    return max(whole, sum(tokens) / len(tokens))
