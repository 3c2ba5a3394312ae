"""A column of names, resolved row by row: what a table is asked for, and the cells that are added to it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from namelink import Outcome, Resolution, Resolver
from namelink.cache import BoundedCache
from namelink.cli.candidates import Choices
from namelink.cli.csv_files import CsvOptions, Row, checked, csv_output, open_csv
from namelink.cli.output import echo
from namelink.cli.progress import progress_bar
from namelink.cli.written_files import require_free
from namelink.config import Limits
from namelink.lang import PackSet, pack_set
from namelink.pool import pool
from namelink.summary import counted
from namelink.validation import check_born, check_country, check_refs, check_type

COLUMNS = ("outcome", "id", "name", "type", "latin", "score", "candidates")
"""The columns that are added: those of data frames, and the candidates of what is ambiguous."""

INVALID = "invalid"
"""The outcome of a row whose type, country, date or identifiers cannot be used: it has no answer."""

SEPARATOR = "|"
"""What stands between several values in a cell, as in exported tables."""

HINTS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "type": ("type", lambda cell: check_type(cell.casefold())),
    "country": ("country", check_country),
    "born": ("born", check_born),
    "ref": ("refs", lambda cell: check_refs(re.split(r"[\s|;,]+", cell))),
}
"""What a column may say of each name: the argument of `resolve`, and what makes its value of a cell."""


class Query(NamedTuple):
    """What is asked of a row: the name, and the cells of the columns that say more of it."""

    name: str
    hints: tuple[tuple[str, str], ...]


class Answer(NamedTuple):
    """What a row comes to: the outcome, the cells that are added, and what is wrong with the row."""

    outcome: str
    cells: Sequence[str]
    problem: str | None = None


EMPTY = Answer("", [""] * len(COLUMNS))


class ColumnResolver:
    """Answers the rows of a table; rows that ask the same are answered once."""

    def __init__(self, resolver: Resolver, options: Mapping[str, Any], choices: Choices) -> None:
        """Make one.

        Args:
            resolver: Resolves the names.
            options: Its options for every name.
            choices: Settle what is ambiguous.
        """
        self._resolver = resolver
        self._options = options
        self._choices = choices
        self._answers = BoundedCache(self._answer, Limits().cached_names)

    def answer(self, query: Query) -> Answer:
        """Return what a row comes to."""
        return self._answers[query]

    def answer_all(self, queries: Iterator[Query], workers: int) -> Iterator[Answer]:
        """Yield what each row comes to, in order, by some processes."""
        if workers == 1:
            yield from map(self.answer, queries)
            return
        with pool(workers, prepare=_start_worker, arguments=(pack_set(), self)) as processes:
            yield from processes.map(_answer_batch, queries, Limits().texts_at_once)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what it is made of, not its answers."""
        return ColumnResolver, (self._resolver, self._options, self._choices)

    def _answer(self, query: Query) -> Answer:
        if not query.name:
            return EMPTY
        hints = {}
        for hint, cell in query.hints:
            argument, check = HINTS[hint]
            try:
                hints[argument] = check(cell)
            except (TypeError, ValueError) as error:
                return Answer(INVALID, [INVALID, *EMPTY.cells[1:]], str(error))
        found = self._choices.settle(self._resolver.resolve(query.name, **{**self._options, **hints}))
        return Answer(str(found.outcome), _cells(found))


def _cells(r: Resolution) -> list[str]:
    candidates = r.candidates if r.outcome is Outcome.AMBIGUOUS else ()
    listed = SEPARATOR.join(f"{c.entity.id} {c.entity.label} ({c.entity.about})" for c in candidates)
    return [str(r.outcome), r.id or "", r.name or "", str(r.type or ""), r.latin, f"{r.score:.4f}", listed]


_worker: ColumnResolver


def _start_worker(_packs: PackSet, columns: ColumnResolver) -> None:
    global _worker
    _worker = columns


def _answer_batch(queries: list[Query]) -> list[Answer]:
    return [_worker.answer(query) for query in queries]


@attrs.define
class _Count:
    """What the rows of a table came to."""

    outcomes: Counter[str] = attrs.field(factory=Counter)
    first: str = ""


def resolve_csv(columns: ColumnResolver, source: CsvOptions, hints: Mapping[str, str], given: Mapping[str, Any]) -> int:
    """Add what the names of a column come to to a table, and return the status.

    Args:
        columns: Answers the rows.
        source: The table.
        hints: The columns that say more of each name, by what they say.
        given: The options of the command: ``column``, ``output``, ``prefix``, ``workers``.
    """
    if given["output"] not in (None, "-"):
        require_free(Path(given["output"]), [source.file], given["indexes"])
    count, step = _Count(), Limits().texts_at_once
    source, total = checked(source)
    with open_csv(source) as table:
        places = {hint: table.place_of(column) for hint, column in hints.items()}
        name = table.place_of(given["column"])
        prefix = f"{given['column']}_" if given["prefix"] is None else given["prefix"]
        added = table.new_headings(COLUMNS, prefix)
        rows, asked = itertools.tee(table.rows)
        queries = (Query(_cell(row, name), _hints(row, places)) for row in asked)
        answers = columns.answer_all(queries, given["workers"])
        with csv_output(given["output"], table) as output, progress_bar(bool(given["output"])) as bar:
            output.write(table.before + table.extended(table.headings, added), table.headings.end)
            for done, (row, answer) in enumerate(zip(rows, answers, strict=True), 1):
                output.write(table.extended(row, answer.cells) if row.cells else row.raw, row.end)
                count.outcomes[answer.outcome] += bool(row.cells)
                if answer.problem and not count.first:
                    count.first = f"{table.source.where}:{row.line}: {answer.problem}"
                if done % step == 0:
                    bar.update("resolving", done, total)
    return _tell(count, given["output"])


def _tell(count: _Count, output: str | None) -> int:
    """Say what a table came to, and return the status."""
    invalid = count.outcomes[INVALID]
    if output not in (None, "-"):
        parts = [f"{number:,} {outcome or 'empty'}" for outcome, number in sorted(count.outcomes.items()) if number]
        echo(f"{output}: {counted(count.outcomes.total(), 'row')}: {', '.join(parts) or 'none'}", err=True)
    if invalid:
        echo(f"{count.first}; {counted(invalid, 'row')} '{INVALID}'", err=True)
    return 2 if invalid else 0 if count.outcomes[Outcome.MATCH] else 1


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _hints(row: Row, places: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return the cells that say more of a name, those that are not empty."""
    found = ((hint, _cell(row, place)) for hint, place in places.items())
    return tuple((hint, cell) for hint, cell in found if cell)
