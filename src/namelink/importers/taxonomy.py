"""Classes and countries of Wikidata, held on disk: the type of each class, the code of each country."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from namelink import tables
from namelink.errors import RecordError, SourceError
from namelink.files import decode
from namelink.importers.partial_records import country_code
from namelink.importers.statements import QID
from namelink.model import EntityType
from namelink.record_fields import read_class

NOT_TAKEN = "-"
"""The type of a class whose instances, and those of its subclasses, are not taken."""

_TYPES = tuple(EntityType)


@attrs.frozen
class WikidataClass:
    """What the instances of a class of Wikidata are.

    Attributes:
        type: Their type, or None where they are not taken.
        word: What their field ``class`` says, or None.
    """

    type: EntityType | None
    word: str | None = None


@attrs.frozen
class UnplacedItems:
    """Items that are of no class whose type is known, while the source does not say what their classes are.

    Attributes:
        items: How many there are.
        classes: How many classes they are of.
        commonest: The commonest of the classes, each with the number of its items.
    """

    items: int
    classes: int
    commonest: tuple[tuple[str, int], ...]


def read_classes(path: Path | None = None) -> dict[str, WikidataClass]:
    """Return classes of Wikidata, by id: those that come with namelink, and over them those of a file.

    Args:
        path: A table with the columns ``qid`` and ``type`` and, if wanted, ``class``, tab-separated; ``-`` is the
            type of classes that are not to be taken. None for none.

    Raises:
        SourceError: the table cannot be used; the message names the line.
        EncodingError: it is not UTF-8.

    >>> read_classes()["Q515"]
    WikidataClass(type=<EntityType.PLACE: 'place'>, word='city')
    """
    rows = tables.rows("namelink.importers", "classes.tsv")
    classes = {row["qid"]: WikidataClass(EntityType(row["type"]), row["class"] or None) for row in rows}
    own = _read_own_classes(path) if path else {}
    # Of classes that are as near to an item, one's own count first.
    return own | {qid: known for qid, known in classes.items() if qid not in own}


def _read_own_classes(path: Path) -> dict[str, WikidataClass]:
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise SourceError(f"{path}: this table of classes cannot be read: {error.strerror}") from None
    classes: dict[str, WikidataClass] = {}
    for number, row in tables.parse_tsv(text):
        qid, type = row.get("qid", ""), row.get("type")
        if not QID.fullmatch(qid) or type not in (NOT_TAKEN, *_TYPES):
            raise SourceError(
                f"{path}:{number}: a row needs a qid, such as Q515, and a type: {', '.join(_TYPES)}, or"
                f" '{NOT_TAKEN}' for classes that are not to be taken"
            )
        try:
            word = read_class(row.get("class") or None, f"{path}:{number}")
        except RecordError as error:
            raise SourceError(str(error)) from None
        classes[qid] = WikidataClass(None if type == NOT_TAKEN else EntityType(type), word)
    return classes


class Taxonomy:
    """The types of classes and the codes of countries, as far as they are known.

    Both are given to it while the dump is read: subclasses first, then `spread_types`, then what is asked of it.
    """

    def __init__(self, database: sqlite3.Connection, classes: Mapping[str, WikidataClass]) -> None:
        self._database = database
        database.execute("CREATE TABLE subclasses (parent INTEGER, child INTEGER)")
        database.execute("CREATE TABLE classes (qid INTEGER PRIMARY KEY, root INTEGER, depth INTEGER)")
        database.execute("CREATE TABLE countries (qid INTEGER PRIMARY KEY, code TEXT)")
        database.execute("CREATE TABLE unplaced (qid INTEGER PRIMARY KEY, items INTEGER)")
        # Of several as near the first counts: persons, places, organizations, and last what is not taken.
        ranked = sorted(classes.items(), key=lambda entry: _rank(entry[1].type))
        self._roots = [known for _, known in ranked]
        roots = ((_number(qid), root) for root, (qid, _) in enumerate(ranked))
        database.executemany("INSERT INTO classes VALUES (?, ?, 0)", roots)
        for row in tables.rows("namelink", "countries.tsv"):
            if row["qid"]:
                self.add_country(row["qid"], [row["alpha2"]])
        self._unplaced = 0
        self._class = functools.lru_cache(maxsize=1 << 16)(self._look_up)
        self._is_described = functools.lru_cache(maxsize=1 << 16)(self._look_up_parents)

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
        """Give each subclass the type and the word of the nearest class above it that has one.

        Where two are as near, a person goes before a place, and a place before an organization.
        """
        for column in ("parent", "child"):
            self._database.execute(f"CREATE INDEX by_{column} ON subclasses ({column})")
        depth = changed = 0
        while changed or not depth:
            depth += 1
            changed = self._database.execute(
                "INSERT OR IGNORE INTO classes SELECT child, MIN(root), ? FROM subclasses"
                " JOIN classes ON classes.qid = parent WHERE depth = ? GROUP BY child",
                (depth, depth - 1),
            ).rowcount
        self._class.cache_clear()

    def find(self, classes: Iterable[str]) -> WikidataClass | None:
        """Return what an instance of some classes is, by the one nearest to a known class; None where none is."""
        found = [known for qid in classes if (known := self._class(_number(qid)))]
        nearest = min(found, key=lambda known: (known[1], known[0]), default=None)
        return None if nearest is None else self._roots[nearest[0]]

    def note_unplaced(self, classes: Iterable[str]) -> None:
        """Count an item of no known class, unless the source says of all its classes what they are subclasses of."""
        unknown = {qid for qid in classes if not self._is_described(_number(qid))}
        self._unplaced += bool(unknown)
        self._database.executemany(
            "INSERT INTO unplaced VALUES (?, 1) ON CONFLICT (qid) DO UPDATE SET items = items + 1",
            [(_number(qid),) for qid in sorted(unknown)],
        )

    def unplaced(self, most: int) -> UnplacedItems:
        """Return the items that could not be placed, with so many of the commonest classes at most."""
        (classes,) = self._database.execute("SELECT COUNT(*) FROM unplaced").fetchone()
        rows = self._database.execute("SELECT qid, items FROM unplaced ORDER BY items DESC, qid LIMIT ?", (most,))
        return UnplacedItems(self._unplaced, classes, tuple((f"Q{qid}", items) for qid, items in rows))

    def country(self, qid: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country, or None where it is not known."""
        row = self._database.execute("SELECT code FROM countries WHERE qid = ?", (_number(qid),)).fetchone()
        return str(row[0]) if row else None

    def _look_up(self, qid: int) -> tuple[int, int] | None:
        """Return the known class that is nearest above a class, by its place in the table, and how far it is."""
        row: tuple[int, int] | None = self._database.execute(
            "SELECT root, depth FROM classes WHERE qid = ?", (qid,)
        ).fetchone()
        return row

    def _look_up_parents(self, qid: int) -> bool:
        """Return whether the source says what a class is a subclass of."""
        return self._database.execute("SELECT 1 FROM subclasses WHERE child = ?", (qid,)).fetchone() is not None


def _rank(type: EntityType | None) -> int:
    return len(_TYPES) if type is None else _TYPES.index(type)


def _number(qid: str) -> int:
    return int(qid[1:])
