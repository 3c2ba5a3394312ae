"""Reading gold: the answers that people gave, as tables of pairs or of queries, or as annotated texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.config import Limits
from namelink.errors import GoldError
from namelink.files import decode
from namelink.tables import parse_csv

COLUMNS = {"pairs": ("a", "b", "same"), "queries": ("query", "id")}
"""The columns that a table of each kind must have."""

KINDS = (*COLUMNS, "texts")
"""What gold can be of."""

SUFFIX = ".gold.jsonl"
"""How the name of a file of mentions ends; its text is beside it, with .txt in place of this."""

_TRUTH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

Row = Mapping[str, Any]


@attrs.frozen
class GoldPair:
    """Two names, and whether they are spellings of one."""

    a: str
    b: str
    same: bool


@attrs.frozen
class GoldQuery:
    """A name, and the id of the entity it names, None where it names none of the gazetteer."""

    query: str
    id: str | None


@attrs.frozen
class GoldMention:
    """A name in a text by its offsets, and the id of the entity it names, None where it names none."""

    start: int
    end: int
    id: str | None


@attrs.frozen
class GoldText:
    """A text, where it comes from, and the mentions in it."""

    where: str
    text: str
    mentions: tuple[GoldMention, ...]


def kind_of(path: Path) -> str:
    """Return what kind of gold a file or a folder holds.

    Raises:
        GoldError: it can be none.
    """
    if path.is_dir() or path.name.endswith(SUFFIX):
        return "texts"
    _, first = next(_rows(path), (0, {}))
    for kind, columns in COLUMNS.items():
        if set(columns) <= set(first):
            return kind
    raise GoldError(
        f"{path}:1: the columns are {_listed(first)}; pairs have a, b, same, and queries have query, id;"
        f" texts are a folder, or a file that ends in {SUFFIX}"
    )


def read_pairs(path: Path) -> list[GoldPair]:
    """Return the pairs of a table with the columns a, b, same (1 or 0).

    Raises:
        GoldError: a line cannot be used.
    """
    found = []
    for line, row in _table(path, "pairs"):
        same = _TRUTH.get(str(row["same"]).strip().lower())
        if same is None:
            raise GoldError(f"{path}:{line}: same is {row['same']!r}; write 1 or 0")
        found.append(GoldPair(_name(path, line, row, "a"), _name(path, line, row, "b"), same))
    return found


def read_queries(path: Path) -> list[GoldQuery]:
    """Return the queries of a table with the columns query, id (empty where the query names nothing).

    Raises:
        GoldError: a line cannot be used.
    """
    found = []
    for line, row in _table(path, "queries"):
        id = str(row["id"] or "").strip()
        if id and ":" not in id:
            raise GoldError(f"{path}:{line}: id {id!r} is no CURIE, such as wikidata:Q813; leave it empty for none")
        found.append(GoldQuery(_name(path, line, row, "query"), id or None))
    return found


def read_texts(path: Path) -> list[GoldText]:
    """Return the texts of a folder, or that of one file of mentions.

    Raises:
        GoldError: there are none, a text is missing, or a line cannot be used.
    """
    files = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path}: no file in it ends in {SUFFIX}")
    return [_read_text(file) for file in files]


def _read_text(file: Path) -> GoldText:
    beside = file.with_name(file.name.removesuffix(SUFFIX) + ".txt")
    if not beside.exists():
        raise GoldError(f"{file}: its text, {beside}, is missing")
    text = _content(beside)
    mentions = []
    for line, row in _json_lines(file):
        start, end = row.get("start"), row.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise GoldError(
                f"{file}:{line}: start and end are {start!r} and {end!r}; they are code points of a text of {len(text)}"
            )
        if row.get("text", text[start:end]) != text[start:end]:
            raise GoldError(f"{file}:{line}: {row['text']!r} is not what stands there, {text[start:end]!r}")
        id = row.get("id")
        if id is not None and not isinstance(id, str):
            raise GoldError(f"{file}:{line}: id is {id!r}; write a CURIE, such as wikidata:Q813, or null")
        mentions.append(GoldMention(start, end, id or None))
    return GoldText(str(beside), text, tuple(mentions))


def _table(path: Path, kind: str) -> Iterator[tuple[int, Row]]:
    empty = True
    for line, row in _rows(path):
        empty = False
        missing = [column for column in COLUMNS[kind] if column not in row]
        if missing:
            raise GoldError(f"{path}:{line}: no {_listed(missing)}; {kind} have {', '.join(COLUMNS[kind])}")
        yield line, row
    if empty:
        raise GoldError(f"{path}: there are no rows in it")


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table, each with the number of its line: JSON Lines, or CSV or TSV with headings."""
    if path.suffix in (".jsonl", ".json", ".ndjson"):
        yield from _json_lines(path)
        return
    rows = parse_csv(_content(path), str(path), GoldError, Limits().lines_of_guess)
    _, headings = next(rows, (1, []))
    for number, row in rows:
        if len(row) != len(headings):
            raise GoldError(f"{path}:{number}: a row has {len(headings)} fields, as there are headings, not {len(row)}")
        yield number, dict(zip(headings, row, strict=True))


def _json_lines(path: Path) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(_content(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise GoldError(f"{path}:{number}: {line[:40]} is no JSON object")
        yield number, row


def _name(path: Path, line: int, row: Row, column: str) -> str:
    if not isinstance(row[column], str) or not row[column].strip():
        raise GoldError(f"{path}:{line}: {column} is {row[column]!r}; write a name")
    return str(row[column])


def _listed(names: Mapping[str, Any] | list[str]) -> str:
    return ", ".join(names) or "none"


def _content(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    return decode(content, str(path))
