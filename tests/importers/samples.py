"""What the tests of importers share: writing sources, reading them, and what is reported meanwhile."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from namelink.importers import ImportIssue
from namelink.record import Record

Reader = Callable[..., Iterator[Record]]


@attrs.frozen
class Imported:
    """What an import came to."""

    records: list[Record]
    rejects: list[ImportIssue]
    skipped: list[ImportIssue]
    notes: list[str]

    @property
    def by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self.records}

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(issue.line, issue.reason) for issue in self.rejects]


def write(path: Path, lines: Iterable[str | bytes]) -> Path:
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    return path


def imported(read: Reader, *paths: Path, **options: Any) -> Imported:
    rejects: list[ImportIssue] = []
    skipped: list[ImportIssue] = []
    notes: list[str] = []
    callbacks = {"on_skip": skipped.append, "on_note": notes.append}
    taken = inspect.signature(read).parameters
    options |= {name: called for name, called in callbacks.items() if name in taken}
    return Imported(list(read(*paths, on_reject=rejects.append, **options)), rejects, skipped, notes)


def spelt(record: Record) -> list[str]:
    """Return the names of a record as ``text lang`` and, where it is no plain name, the kind."""
    return [f"{n.text} {n.lang}" + ("" if n.kind == "name" else f" {n.kind}") for n in record.names]


# Wikidata: one entity a line, as the dump writes it.


def snak(pid: str, kind: str, value: object) -> dict[str, Any]:
    return {"snaktype": "value", "property": pid, "datatype": kind, "datavalue": {"value": value, "type": kind}}


def claim(pid: str, kind: str, value: object, rank: str = "normal", **more: Any) -> dict[str, Any]:
    return {"mainsnak": snak(pid, kind, value), "type": "statement", "id": "Q1$1", "rank": rank} | more


def item(pid: str, qid: str, rank: str = "normal", **more: Any) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    return claim(pid, "wikibase-entityid", value, rank, **more)


def entity(
    id: str,
    labels: dict[str, str],
    claims: Iterable[dict[str, Any]] = (),
    aliases: dict[str, list[str]] | None = None,
    sitelinks: int = 0,
    **more: Any,
) -> str:
    """Return the line of an entity; what is empty is written as a list, as the dump does."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for each in claims:
        grouped.setdefault(each["mainsnak"]["property"], []).append(each)
    listed = {k: [{"language": k, "value": v} for v in values] for k, values in (aliases or {}).items()}
    data: dict[str, Any] = {
        "type": "item",
        "id": id,
        "labels": {k: {"language": k, "value": v} for k, v in labels.items()} or [],
        "descriptions": [],
        "aliases": listed or [],
        "claims": grouped or [],
        "sitelinks": {f"x{i}wiki": {"site": f"x{i}wiki", "title": id, "badges": []} for i in range(sitelinks)} or [],
        "lastrevid": 1,
    }
    return json.dumps(data | more)


def dump(*entities: str) -> list[str]:
    """Return the lines of a dump."""
    return ["[", *(f"{each}," for each in entities[:-1]), *entities[-1:], "]"]


# GeoNames: the table of features has 19 columns, that of names 10.


def feature(
    id: int, name: str, others: str = "", group: str = "P", code: str = "PPL", cc: str = "EG", people: str = "0"
) -> str:
    place = [str(id), name, name, others, "30.06263", "31.24967", group, code, cc]
    return "\t".join([*place, "", "11", "", "", "", people, "", "23", "Africa/Cairo", "2024-01-11"])


def name(number: int, id: int, lang: str, text: str, flags: str = "", ended: str = "") -> str:
    """Return a row of names; flags are among p(referred), s(hort), c(olloquial), h(istoric)."""
    return "\t".join([str(number), str(id), lang, text, *("1" if f in flags else "" for f in "psch"), "", ended])
