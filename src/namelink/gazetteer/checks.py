"""Looking for slips in records: what a careful editor would ask about.

Findings that have been looked at and stand as they are, such as true namesakes, are listed in a
table ``known.tsv`` beside the records: the check, the ids it names (with spaces between), and why.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

import attrs

from namelink.errors import RecordError
from namelink.index.analysis import keys_of
from namelink.lang import Key, make_key, without_article, zipf
from namelink.model import EntityType, Name, NameKind
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.record import Record
from namelink.scripts import script_code

KNOWN = "known.tsv"
"""The table of findings that stand as they are, beside the records."""

SETTLED = 0.1
"""The difference in weight that settles which of two namesakes is meant."""

WELL_KNOWN = 0.31
"""The weight from which an entity should have a name in Arabic letters."""

SCRIPTS = {
    "ar": "Arab",
    "en": "Latn",
    "ru": "Cyrl",
    "fr": "Latn",
    "de": "Latn",
    "tr": "Latn",
    "es": "Latn",
    "fa": "Arab",
}
"""The languages records use, with the script each is written in; 'und-' and a script is any language."""


@attrs.frozen
class Finding:
    """Something to look at.

    Attributes:
        check: The check that found it.
        ids: The records it concerns, sorted.
        what: What is odd.
    """

    check: str
    ids: tuple[str, ...]
    what: str


def check_records(records: Iterable[tuple[str, Record]], known: Iterable[tuple[str, ...]] = ()) -> list[Finding]:
    """Return what is odd in some records.

    Args:
        records: The records, each with where it stands.
        known: What has been looked at and stands: the check, then the ids.
    """
    listed = [record for _, record in records]
    stands = set(known)
    found = (finding for check in CHECKS for finding in check(listed))
    return [f for f in found if (f.check, *f.ids) not in stands]


def read_known(path: Path) -> list[tuple[str, ...]]:
    """Return the findings a table lists as known; an empty list where there is no table.

    Raises:
        RecordError: a row lacks a column.
    """
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    known = []
    for number, row in enumerate(rows, 2):
        if not (row.get("check") and row.get("ids") and row.get("why")):
            raise RecordError(f"{path}:{number}: a row needs a check, ids and why")
        known.append((row["check"], *row["ids"].split()))
    return known


def same_id(records: list[Record]) -> Iterator[Finding]:
    """One id on several records."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            yield Finding("same-id", (record.id,), "stands on several records")
        seen.add(record.id)


def duplicate(records: list[Record]) -> Iterator[Finding]:
    """Two well-known records of one country that share a name in both scripts: perhaps one entity."""
    shared: dict[tuple[str, str], set[str | None]] = {}
    for bearers in _by_key(records, _full_names).values():
        entities = {record.id: record for record, _ in bearers}
        for a, b in combinations(sorted(entities), 2):
            prominent = min(entities[a].weight, entities[b].weight) >= WELL_KNOWN
            if prominent and entities[a].country == entities[b].country:
                scripts = {script_code(name.text) for record, name in bearers if record.id in (a, b)}
                shared.setdefault((a, b), set()).update(scripts)
    for ids, scripts in sorted(shared.items()):
        if {"Arab", "Latn"} <= scripts:
            yield Finding("duplicate", ids, "share a name in Arabic letters and one in Latin letters")


def same_name(records: list[Record]) -> Iterator[Finding]:
    """One folded name on two entities of one type, and no weight that settles which is meant."""
    found: dict[tuple[str, ...], set[str]] = {}
    for (_, key), bearers in _by_key(records, _full_names).items():
        ranked = sorted({(record.weight, record.id) for record, _ in bearers}, reverse=True)
        best = ranked[0][0]
        rivals = sorted(id for weight, id in ranked if best - weight < SETTLED)
        if len(rivals) > 1 and best >= WELL_KNOWN:
            found.setdefault(tuple(rivals), set()).add(key)
    for ids, keys in sorted(found.items()):
        yield Finding("same-name", ids, f"bear one name and like weights: {', '.join(sorted(keys))}")


def common_word(records: list[Record]) -> Iterator[Finding]:
    """A single Arabic word that is more frequent in running text than its entity is prominent."""
    for record in records:
        for name in record.names:
            key = make_key(name.text)
            plain = name.kind in (NameKind.NAME, NameKind.SHORT) and script_code(name.text) == "Arab" and " " not in key
            if plain and record.weight >= WELL_KNOWN and zipf(key) > 3.6 + 2.4 * record.weight:
                yield Finding("common-word", (record.id,), f"{name.text} is a frequent word ({zipf(key):.1f})")


def far_sound(records: list[Record]) -> Iterator[Finding]:
    """A person whose Arabic name sounds like none of the Latin ones: a likely slip."""
    for record in records:
        if record.type is EntityType.PERSON:
            latin = [_consonants(n) for n in record.names if script_code(n.text) == "Latn" and n.kind is NameKind.NAME]
            for name in record.names:
                if name.kind is NameKind.NAME and script_code(name.text) == "Arab" and latin:
                    heard = _consonants(name)
                    if max(_overlap(heard, other) for other in latin) < 0.6:
                        yield Finding("far-sound", (record.id,), f"{name.text} sounds like none of its Latin names")


def missing_script(records: list[Record]) -> Iterator[Finding]:
    """No name in Latin letters, or none in Arabic ones on an entity that is well known."""
    for record in sorted(records, key=lambda r: r.id):
        scripts = {script_code(name.text) for name in record.names}
        if "Latn" not in scripts:
            yield Finding("no-latin", (record.id,), "no name in Latin letters")
        if "Arab" not in scripts and record.weight >= WELL_KNOWN:
            yield Finding("no-arabic", (record.id,), "no name in Arabic letters")


def language(records: list[Record]) -> Iterator[Finding]:
    """A language that no record should use, or a name that is not in its language's script."""
    for record in records:
        for name in record.names:
            tag, _, rest = name.lang.partition("-")
            expected = rest if tag == "und" else SCRIPTS.get(tag)
            if expected is None:
                yield Finding("language", (record.id,), f"unknown language {name.lang!r} of {name.text}")
            elif expected and script_code(name.text) not in (expected, None):
                yield Finding("language", (record.id,), f"{name.text} is not written as {name.lang} is")


def country(records: list[Record]) -> Iterator[Finding]:
    """A country code that no country among the records has."""
    codes = {ref.removeprefix("iso3166:") for record in records for ref in record.refs if ref.startswith("iso3166:")}
    for record in records:
        if codes and record.country and record.country not in codes:
            yield Finding("country", (record.id,), f"no record is the country {record.country}")


CHECKS: tuple[Callable[[list[Record]], Iterator[Finding]], ...] = (
    same_id,
    duplicate,
    same_name,
    common_word,
    far_sound,
    missing_script,
    language,
    country,
)
"""All checks, in the order they run."""


def _full_names(name: Name) -> bool:
    return name.kind is NameKind.NAME


def _by_key(
    records: list[Record], wanted: Callable[[Name], bool]
) -> dict[tuple[EntityType, Key], list[tuple[Record, Name]]]:
    """Return the names several entities of one type share, by type and key."""
    bearers: dict[tuple[EntityType, Key], list[tuple[Record, Name]]] = {}
    for record in records:
        for name in filter(wanted, record.names):
            for key in keys_of(name):
                bearers.setdefault((record.type, key), []).append((record, name))
    return {key: found for key, found in bearers.items() if len({record.id for record, _ in found}) > 1}


def _consonants(name: Name) -> str:
    return "".join(phonetic_key(without_article(part.form)) for part in analyzer().name(name.text).parts)


def _overlap(a: str, b: str) -> float:
    """Return the share of two strings of consonants that stands in both in one order."""
    row = [0] * (len(b) + 1)
    for x in a:
        above, row = row, [0]
        for j, y in enumerate(b):
            row.append(above[j] + 1 if x == y else max(above[j + 1], row[j]))
    return 2 * row[-1] / ((len(a) + len(b)) or 1)
