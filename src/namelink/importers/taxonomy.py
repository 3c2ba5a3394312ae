"""Classes and countries of Wikidata, held on disk: the type of each class, the code of each country."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from namelink import tables
from namelink.errors import SourceError
from namelink.files import decode
from namelink.importers.partial_records import country_code
from namelink.importers.statements import QID
from namelink.model import EntityType

NOT_TAKEN = "-"
"""The type of a class whose instances, and those of its subclasses, are not taken."""

_TYPES = tuple(EntityType)


def read_classes(path: Path | None = None) -> dict[str, EntityType | None]:
    """Return the types of classes, by id: those that come with namelink, and over them those of a file.

    Args:
        path: A table with the columns ``qid`` and ``type``, tab-separated; ``-`` is the type of classes
            that are not to be taken. None for none.

    Raises:
        SourceError: the table cannot be used; the message names the line.
        EncodingError: it is not UTF-8.
    """
    rows = tables.rows("namelink.importers", "classes.tsv")
    classes: dict[str, EntityType | None] = {row["qid"]: EntityType(row["type"]) for row in rows}
    return classes | _read_own_classes(path) if path else classes


def _read_own_classes(path: Path) -> dict[str, EntityType | None]:
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise SourceError(f"{path}: this table of classes cannot be read: {error.strerror}") from None
    classes: dict[str, EntityType | None] = {}
    for number, row in tables.parse_tsv(text):
        qid, type = row.get("qid", ""), row.get("type")
        if not QID.fullmatch(qid) or type not in (NOT_TAKEN, *_TYPES):
            raise SourceError(
                f"{path}:{number}: a row needs a qid, such as Q515, and a type: {', '.join(_TYPES)}, or"
                f" '{NOT_TAKEN}' for classes that are not to be taken"
            )
        classes[qid] = None if type == NOT_TAKEN else EntityType(type)
    return classes


class Taxonomy:
    """The types of classes and the codes of countries, as far as they are known.

    Both are given to it while the dump is read: subclasses first, then `spread_types`, then what is asked of it.
    """

    def __init__(self, database: sqlite3.Connection, classes: Mapping[str, EntityType | None]) -> None:
        self._database = database
        database.execute("CREATE TABLE subclasses (parent INTEGER, child INTEGER)")
        database.execute("CREATE TABLE classes (qid INTEGER PRIMARY KEY, type INTEGER, depth INTEGER)")
        database.execute("CREATE TABLE countries (qid INTEGER PRIMARY KEY, code TEXT)")
        roots = ((_number(qid), None if type is None else _TYPES.index(type)) for qid, type in classes.items())
        database.executemany("INSERT INTO classes VALUES (?, ?, 0)", roots)
        for row in tables.rows("namelink", "countries.tsv"):
            if row["qid"]:
                self.add_country(row["qid"], [row["alpha2"]])
        self._class = functools.lru_cache(maxsize=1 << 16)(self._look_up)

    def add_country(self, qid: str, codes: Iterable[str]) -> None:
        """Note the code of a country, unless one is known, or there are several."""
        code = country_code(codes)
        if code:
            self._database.execute("INSERT OR IGNORE INTO countries VALUES (?, ?)", (_number(qid), code))

    def add_subclass(self, qid: str, parents: Iterable[str]) -> None:
        """Note the classes that a class is a subclass of."""
        rows = ((_number(parent), _number(qid)) for parent in parents)
        self._database.executemany("INSERT INTO subclasses VALUES (?, ?)", rows)

    def spread_types(self) -> None:
        """Give each subclass the type of the nearest class above it that has one.

        Where two are as near, a person goes before a place, and a place before an organization.
        """
        self._database.execute("CREATE INDEX parents ON subclasses (parent)")
        depth = changed = 0
        while changed or not depth:
            depth += 1
            changed = self._database.execute(
                "INSERT OR IGNORE INTO classes SELECT child, MIN(type), ? FROM subclasses"
                " JOIN classes ON classes.qid = parent WHERE depth = ? GROUP BY child",
                (depth, depth - 1),
            ).rowcount
        self._class.cache_clear()

    def type_of(self, classes: Iterable[str]) -> EntityType | None:
        """Return the type of an instance of some classes: that of the one nearest to a known class."""
        found = [known for qid in classes if (known := self._class(_number(qid)))]
        nearest = min(found, key=lambda known: (known[1], known[0] is None, known[0] or 0), default=None)
        return None if nearest is None or nearest[0] is None else _TYPES[nearest[0]]

    def country(self, qid: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country, or None where it is not known."""
        row = self._database.execute("SELECT code FROM countries WHERE qid = ?", (_number(qid),)).fetchone()
        return str(row[0]) if row else None

    def _look_up(self, qid: int) -> tuple[int | None, int] | None:
        """Return the type of a class and how far below a known one it is."""
        row: tuple[int | None, int] | None = self._database.execute(
            "SELECT type, depth FROM classes WHERE qid = ?", (qid,)
        ).fetchone()
        return row


def _number(qid: str) -> int:
    return int(qid[1:])
