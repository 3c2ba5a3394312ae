"""Looking for slips in records: what a careful editor would ask about."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from namelink.gazetteer.compiler import keys_of
from namelink.gazetteer.record import Record
from namelink.model import NameKind
from namelink.text.scripts import script


@attrs.frozen
class Finding:
    """Something to look at.

    Attributes:
        check: The check that found it.
        ids: The records it concerns.
        what: What is odd.
    """

    check: str
    ids: tuple[str, ...]
    what: str


def check_records(records: Iterable[tuple[str, Record]]) -> list[Finding]:
    """Return what is odd in some records, by check and id.

    ``same-name``
        One folded name on several entities of one type.
    ``no-latin``, ``no-arabic``
        No name in Latin letters, or in Arabic ones.
    ``same-id``
        One id on several records.
    """
    listed = [record for _, record in records]
    return [*_same_ids(listed), *_same_names(listed), *_missing_scripts(listed)]


def _same_ids(records: list[Record]) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for record in records:
        if record.id in seen:
            found.append(Finding("same-id", (record.id,), "stands on several records"))
        seen.add(record.id)
    return found


def _same_names(records: list[Record]) -> list[Finding]:
    bearers: dict[tuple[str, str], set[str]] = {}
    for record in records:
        for name in record.names:
            if name.kind is NameKind.NAME:
                for key in keys_of(name):
                    bearers.setdefault((record.type, key), set()).add(record.id)
    return [
        Finding("same-name", tuple(sorted(ids)), f"{key!r} names several entities of the type {type_}")
        for (type_, key), ids in sorted(bearers.items())
        if len(ids) > 1
    ]


def _missing_scripts(records: list[Record]) -> list[Finding]:
    found = []
    for record in sorted(records, key=lambda r: r.id):
        scripts = {script(name.text) for name in record.names}
        found += [
            Finding(f"no-{what}", (record.id,), f"no name in {what.capitalize()} letters")
            for what, code in (("arabic", "Arab"), ("latin", "Latn"))
            if code not in scripts
        ]
    return found
