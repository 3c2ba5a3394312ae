"""The entities that an ambiguous name may mean: shown to a person, who may choose one; what was chosen is kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from namelink import Candidate, Gazetteer, Outcome, Resolution, normalize
from namelink.cli.output import echo
from namelink.files import replacing
from namelink.record import read_records


def candidate_lines(resolution: Resolution, gazetteer: Gazetteer, limit: int | None = None) -> Iterator[str]:
    """Yield lines that tell the candidates of a resolution apart, numbered from 1, so many at most."""
    for number, candidate in enumerate(resolution.candidates[:limit], 1):
        entity = candidate.entity
        parent = gazetteer.entity(entity.parent) if entity.parent else None
        yield f"  {number}  {candidate.score:.3f}  {entity.label}  {entity.id}"
        yield f"            {entity.about}" + (f", in {parent.label}" if parent else "")


NOBODY = ""
"""What a name is settled with that is said to name none of its candidates; it is not kept."""


class Choices:
    """Settles ambiguous names as a person did before, or does now; each choice is kept as a record.

    The record says that the name is one of the entity's. As a layer of a gazetteer it hides other entities of that
    name, and so settles it for all commands, but where the family name of somebody better known may be meant too.
    """

    def __init__(self, gazetteer: Gazetteer, path: Path | None, asking: bool) -> None:
        """Read the choices that were made before.

        Args:
            gazetteer: Tells what candidates lie in.
            path: The file of records, which need not be there; None keeps nothing.
            asking: Whether to ask about names that no choice settles.
        """
        self._gazetteer = gazetteer
        self._path = path
        self._asking = asking
        self._settled: dict[str, str] = {}
        for _, record in read_records(path) if path and path.exists() else ():
            self._settled |= {normalize(name.text, level="fold"): record.id for name in record.names}

    def settle(self, resolution: Resolution) -> Resolution:
        """Return a resolution, settled where it is ambiguous: with the entity that was chosen, or with none."""
        if resolution.outcome is not Outcome.AMBIGUOUS or not resolution.candidates:
            return resolution
        key = normalize(resolution.query, level="fold")
        if self._asking and key not in self._settled:
            number = self._ask(resolution)
            if number is None:
                return resolution
            self._settled[key] = resolution.candidates[number - 1].entity.id if number else NOBODY
            if number and self._path:
                keep_choice(self._path, resolution.query, resolution.candidates[number - 1])
        id = self._settled.get(key)
        if id == NOBODY:
            return attrs.evolve(resolution, outcome=Outcome.NIL)
        entity = next((c.entity for c in resolution.candidates if c.entity.id == id), None)
        return attrs.evolve(resolution, outcome=Outcome.MATCH, entity=entity, score=1.0) if entity else resolution

    def _ask(self, resolution: Resolution) -> int | None:
        """Return the number of the candidate that is chosen, 0 for none of them; None where it is left open."""
        echo(f"'{resolution.query}' may be:", err=True)
        for line in candidate_lines(resolution, self._gazetteer):
            echo(line, err=True)
        last = len(resolution.candidates)
        while True:
            click.echo(f"Which? 1 to {last}, 0 for none, Enter to leave it open: ", err=True, nl=False)
            answer = sys.stdin.readline()
            self._asking = bool(answer)
            if not answer.strip():
                return None
            if answer.strip().isdecimal() and int(answer) <= last:
                return int(answer)


def keep_choice(path: Path, name: str, candidate: Candidate) -> None:
    """Write to a file of records that a name is that of an entity, and of no other one there.

    Raises:
        RecordError: the file holds what is no record.
        OSError: it cannot be written; it is as it was.
    """
    records = {record.id: record.to_dict() for _, record in read_records(path)} if path.exists() else {}
    for record in records.values():
        names = record.get("names", [])
        record["names"] = [other for other in names if other["text"] != name or other.get("muted")]
    entity = candidate.entity
    own = records.setdefault(
        entity.id, {"id": entity.id, "type": str(entity.type), "names": [], "weight": entity.weight}
    )
    own["names"].append({"text": name, "lang": candidate.matched_name.lang})
    with replacing(path) as pending:
        pending.file.writelines(
            json.dumps(record, ensure_ascii=False) + "\n"
            for record in records.values()
            if record["names"] or record.get("muted")
        )
