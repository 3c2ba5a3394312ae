"""The merging of partial records into records, in the order of their ids, in bounded memory.

Partial records wait in a database on disk (in the system's temporary directory, which TMPDIR names), where
SQLite sorts them. The same source gives the same records, byte for byte.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs

from namelink.config import Limits
from namelink.errors import RecordError
from namelink.importers.context import ImportContext, Line, NotWanted, Unusable
from namelink.importers.lines import read_lines
from namelink.importers.partial_records import PartialRecord, merge_names
from namelink.model import EntityType
from namelink.record import DEFAULT_WEIGHT, Record
from namelink.record_fields import OF_TYPES
from namelink.summary import counted

Parse = Callable[[Line], Iterable[PartialRecord]]
"""Yields the partial records of a line; it may raise `Unusable` or `NotWanted`."""


_NOTHING: dict[str, Any] = {
    field.name: field.default for field in attrs.fields(PartialRecord) if field.name in OF_TYPES
}
"""What stands for nothing in the fields that records of some types alone have."""

_FOREIGN = {type: tuple(field for field in _NOTHING if type not in OF_TYPES[field]) for type in EntityType}
"""Those of these fields that the records of each type do not have."""


class RecordMerger:
    """Partial records on disk, and the records they make."""

    def __init__(self, database: sqlite3.Connection, context: ImportContext) -> None:
        self._database = database
        self._context = context
        database.execute("CREATE TABLE partials (id TEXT, rank INTEGER, typed INTEGER, content BLOB)")
        database.execute("CREATE TABLE marked (id TEXT)")

    def add(self, partials: Iterable[PartialRecord]) -> None:
        """Keep some partial records."""
        rows = ((partial.id, partial.rank, partial.type is not None, partial.pack()) for partial in partials)
        self._database.executemany("INSERT INTO partials VALUES (?, ?, ?, ?)", rows)

    def read(self, lines: Iterable[Line], parse: Parse) -> None:
        """Keep the partial records of some lines; lines that make none are reported."""
        self.add(self._parsed(lines, parse))

    def _parsed(self, lines: Iterable[Line], parse: Parse) -> Iterator[PartialRecord]:
        for line in lines:
            try:
                yield from parse(line)
            except Unusable as error:
                self._context.reject(line, str(error))
            except NotWanted as error:
                self._context.skip(line, str(error))

    def mark(self, id: str) -> None:
        """Note an id, for `drop_marked`."""
        self._database.execute("INSERT INTO marked VALUES (?)", (id,))

    def drop_marked(self, rank: int) -> bool:
        """Remove the partial records of a rank whose ids are marked; return whether one that gives a type is."""
        # An index that is made at the end is sorted once; ids come in no order.
        self._database.execute("CREATE INDEX by_mark ON marked (id)")
        self._database.execute("DELETE FROM partials WHERE rank = ? AND id IN marked", (rank,))
        found = self._database.execute("SELECT 1 FROM partials WHERE typed AND id IN marked LIMIT 1").fetchone()
        return found is not None

    def records(
        self,
        *,
        weight: float = DEFAULT_WEIGHT,
        country: Callable[[str], str | None] = lambda code: code,
        partial: bool = False,
    ) -> Iterator[Record]:
        """Yield the records, by id; partial records that make none are rejected.

        Args:
            weight: The weight of a record whose lines give none.
            country: Turns a country as lines write it into its ISO 3166-1 alpha-2 code.
            partial: Whether lines that give no type may be about an entity that was not asked for.
        """
        rows = self._database.execute("SELECT id, content FROM partials ORDER BY id, rank, rowid")
        partials = (PartialRecord.unpack(id, content) for id, content in rows)
        for _, group in groupby(partials, key=attrgetter("id")):
            agreeing = self._fitting(list(self._agreeing(group)))
            try:
                yield _merge(agreeing, weight, country, partial)
            except Unusable as error:
                for each in agreeing:
                    self._context.reject(each.line, str(error))
            except NotWanted as error:
                for each in agreeing:
                    self._context.skip(each.line, str(error))

    def _agreeing(self, partials: Iterable[PartialRecord]) -> Iterator[PartialRecord]:
        """Yield the partial records of one id that agree on its type, with not too many names together."""
        type, names, most = None, 0, self._context.limits.most_names_of_record
        for each in partials:
            type = type or each.type
            if each.type and each.type is not type:
                self._context.reject(each.line, f"{each.id} is of the type {each.type} here, and {type} elsewhere")
                continue
            left = max(0, most - names)
            if len(each.names) > left or not left:
                lost = f"; {counted(len(each.names) - left, 'name')} of this line left out" if each.names else ""
                self._context.reject(each.line, f"{each.id} has more than {most:,} names{lost}")
            if left:
                # A line without names counts too: of one id there may be any number of them.
                names += max(1, len(each.names))
                yield each if len(each.names) <= left else attrs.evolve(each, names=each.names[:left])

    def _fitting(self, partials: list[PartialRecord]) -> list[PartialRecord]:
        """Return partial records of one id without the fields that records of its type have not; those are rejected."""
        type = next((each.type for each in partials if each.type), None)
        return [self._without_foreign(each, type) for each in partials] if type else partials

    def _without_foreign(self, partial: PartialRecord, type: EntityType) -> PartialRecord:
        foreign = [field for field in _FOREIGN[type] if getattr(partial, field) != _NOTHING[field]]
        for field in foreign:
            holders = " or ".join(f"{holder}s" for holder in OF_TYPES[field])
            self._context.reject(partial.line, f"'{field}' is for {holders}, and {partial.id} is of the type {type}")
        return attrs.evolve(partial, **{field: _NOTHING[field] for field in foreign}) if foreign else partial


def _merge(
    partials: Sequence[PartialRecord], weight: float, country: Callable[[str], str | None], partial: bool
) -> Record:
    """Return the record of one id: where its partial records differ, the first one counts."""
    id = partials[0].id
    type = next((each.type for each in partials if each.type), None)
    if type is None and partial:
        raise NotWanted(f"nothing that was asked for has the id {id}")
    if type is None:
        raise Unusable(f"no line gives the type of {id}")
    names = merge_names(name for each in partials for name in each.names)
    if not names:
        raise Unusable(f"{id} has no name that can be used")
    codes = (country(each.country) for each in partials if each.country)
    descriptions: dict[str, str] = {}
    for lang, line in _joined(partials, "descriptions"):
        descriptions.setdefault(lang, line)
    english, given_weight = _first(partials, "description"), _first(partials, "weight")
    if english and descriptions:
        descriptions["en"] = english
    data = {
        "id": id,
        "type": type,
        "class": _first(partials, "class_"),
        "names": [{"text": names[0].text, "lang": names[0].lang, "kind": names[0].kind}],
        "country": next((code for code in codes if code), None),
        "parent": _first(partials, "parent"),
        "coordinates": _first(partials, "coordinates"),
        "population": _first(partials, "population"),
        "born": _joined(partials, "born") or None,
        "died": _joined(partials, "died") or None,
        "gender": _first(partials, "gender"),
        "refs": [ref for ref in _joined(partials, "refs") if ref != id],
        "description": descriptions or english,
        "weight": weight if given_weight is None else given_weight,
    }
    try:
        # The names were checked one by one when they were read.
        return attrs.evolve(Record.from_dict(data, id), names=names)
    except RecordError as error:
        raise Unusable(str(error)) from None


def _first(partials: Iterable[PartialRecord], field: str) -> Any:
    """Return what the first partial record says that has a field; None where none has it."""
    for each in partials:
        value = getattr(each, field)
        if value not in (None, ""):
            return value
    return None


def _joined(partials: Iterable[PartialRecord], field: str) -> list[Any]:
    """Return all that partial records say of a field that is a list, each once, those of the first ones first."""
    return list(dict.fromkeys(chain.from_iterable(map(attrgetter(field), partials))))


@contextmanager
def scratch_database(limits: Limits) -> Iterator[sqlite3.Connection]:
    """Open a database that is on disk while it is used, and then gone, even where the process is killed."""
    with ExitStack() as stack:
        with tempfile.TemporaryDirectory(prefix="namelink-", ignore_cleanup_errors=True) as folder:
            if sys.platform == "win32":  # removes no open file: this comes last
                stack.callback(shutil.rmtree, folder, ignore_errors=True)
            database = stack.enter_context(closing(sqlite3.connect(Path(folder) / "scratch.db", isolation_level=None)))
        # Its file has no name any more: the system takes it back with the process.
        cache = f"cache_size = -{limits.scratch_cache_kib}"
        # Its life is short and nothing else opens it: it needs no journal.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", cache):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        yield database


@contextmanager
def merging(context: ImportContext) -> Iterator[RecordMerger]:
    """Open a merger, with its place on disk."""
    with scratch_database(context.limits) as database:
        yield RecordMerger(database, context)


def merge_records(
    sources: Iterable[Path], context: ImportContext, parse: Parse, weight: float = DEFAULT_WEIGHT
) -> Iterator[Record]:
    """Yield the records of sources whose lines each make partial records by themselves.

    Args:
        sources: The files, see `check_sources`.
        context: Where to report.
        parse: Yields the partial records of a line.
        weight: The weight of records whose lines give none.
    """
    with merging(context) as merger:
        for path in sources:
            merger.read(read_lines(path, context), parse)
        yield from merger.records(weight=weight)
