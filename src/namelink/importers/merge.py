"""Records put together from drafts, in the order of their ids, in bounded memory.

Drafts wait in a database on disk (in the system's temporary directory, which TMPDIR names), from where
SQLite sorts them. The same source gives the same records, byte for byte.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import attrs

from namelink.errors import RecordError
from namelink.importers.context import ImportContext, Line, NotWanted, Unusable
from namelink.importers.lines import read_lines
from namelink.importers.partial_records import PartialRecord, merge_names
from namelink.record import DEFAULT_WEIGHT, Record

MAX_NAMES = 2000
"""Names a record may have."""

CACHE = 32 << 10
"""Kilobytes that SQLite may hold in memory."""


class RecordMerger:
    """Drafts on disk, and the records they make."""

    def __init__(self, database: sqlite3.Connection, reading: ImportContext) -> None:
        self._database = database
        self._reading = reading
        database.execute("CREATE TABLE drafts (id TEXT, rank INTEGER, content BLOB)")

    def add(self, drafts: Iterable[PartialRecord]) -> None:
        """Keep some drafts."""
        rows = ((draft.id, draft.rank, draft.pack()) for draft in drafts)
        self._database.executemany("INSERT INTO drafts VALUES (?, ?, ?)", rows)

    def read(self, lines: Iterable[Line], draft: Callable[[Line], Iterable[PartialRecord]]) -> None:
        """Keep the drafts of some lines; of those that make none it is told why."""
        self.add(self._drafts(lines, draft))

    def _drafts(
        self, lines: Iterable[Line], draft: Callable[[Line], Iterable[PartialRecord]]
    ) -> Iterator[PartialRecord]:
        for line in lines:
            try:
                yield from draft(line)
            except Unusable as error:
                self._reading.reject(line, str(error))
            except NotWanted as error:
                self._reading.pass_over(line, str(error))

    def drop(self, rank: int) -> None:
        """Let go of the drafts of a rank."""
        self._database.execute("DELETE FROM drafts WHERE rank = ?", (rank,))

    def records(
        self,
        *,
        weight: float = DEFAULT_WEIGHT,
        country: Callable[[str], str | None] = lambda code: code,
        partial: bool = False,
    ) -> Iterator[Record]:
        """Yield the records, by id; drafts that make none are rejected.

        Args:
            weight: The weight of a record whose drafts give none.
            country: Turns a country as drafts write it into its ISO 3166-1 alpha-2 code.
            partial: Whether drafts without a type may be about an entity that was not asked for.
        """
        rows = self._database.execute("SELECT id, content FROM drafts ORDER BY id, rank, rowid")
        drafts = (PartialRecord.unpack(id, content) for id, content in rows)
        for _, group in groupby(drafts, key=attrgetter("id")):
            agreeing = list(self._agreeing(group))
            try:
                yield _merge(agreeing, weight, country, partial)
            except Unusable as error:
                for draft in agreeing:
                    self._reading.reject(draft.line, str(error))
            except NotWanted as error:
                for draft in agreeing:
                    self._reading.pass_over(draft.line, str(error))

    def _agreeing(self, drafts: Iterable[PartialRecord]) -> Iterator[PartialRecord]:
        """Yield the drafts of one id that agree on its type and together have not too many names."""
        type, names = None, 0
        for draft in drafts:
            type = type or draft.type
            more = max(1, len(draft.names))
            if draft.type and draft.type is not type:
                self._reading.reject(draft.line, f"{draft.id} is of the type {draft.type} here, and {type} elsewhere")
            elif names + more > MAX_NAMES:
                self._reading.reject(draft.line, f"{draft.id} has more than {MAX_NAMES} names")
            else:
                names += more
                yield draft


def _merge(
    drafts: Sequence[PartialRecord], weight: float, country: Callable[[str], str | None], partial: bool
) -> Record:
    """Return the record of the drafts of one id: where they differ, the first one is right."""
    id = drafts[0].id
    type = next((draft.type for draft in drafts if draft.type), None)
    if type is None and partial:
        raise NotWanted(f"nothing that was asked for has the id {id}")
    if type is None:
        raise Unusable(f"nothing tells the type of {id}")
    names = merge_names(name for draft in drafts for name in draft.names)
    if not names:
        raise Unusable(f"{id} has no name that can be used")
    codes = (country(draft.country) for draft in drafts if draft.country)
    data = {
        "id": id,
        "type": type,
        "names": [{"text": names[0].text, "lang": names[0].lang, "kind": names[0].kind}],
        "country": next((code for code in codes if code), None),
        "refs": list(dict.fromkeys(ref for draft in drafts for ref in draft.refs if ref != id)),
        "description": next((draft.description for draft in drafts if draft.description), None),
        "weight": next((draft.weight for draft in drafts if draft.weight is not None), weight),
    }
    try:
        # The names have been looked at one by one when they were drafted.
        return attrs.evolve(Record.from_dict(data, id), names=names)
    except RecordError as error:
        raise Unusable(str(error)) from None


@contextmanager
def scratch_database() -> Iterator[sqlite3.Connection]:
    """Open a database that is on disk while it is used, and then gone."""
    with (
        tempfile.TemporaryDirectory(prefix="namelink-") as folder,
        closing(sqlite3.connect(Path(folder) / "scratch.db", isolation_level=None)) as database,
    ):
        # Its life is short and nothing else opens it: it needs no journal.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", f"cache_size = -{CACHE}"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        yield database


@contextmanager
def merging(reading: ImportContext) -> Iterator[RecordMerger]:
    """Open an assembly, with its place on disk."""
    with scratch_database() as database:
        yield RecordMerger(database, reading)


def merge_records(
    sources: Iterable[Path], reading: ImportContext, draft: Callable[[Line], Iterable[PartialRecord]], weight: float
) -> Iterator[Record]:
    """Yield the records of sources whose lines each make drafts by themselves."""
    with merging(reading) as assembly:
        for path in sources:
            assembly.read(read_lines(path, reading), draft)
        yield from assembly.records(weight=weight)
