"""How the commands print: JSON lines for programs, tables for people."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

WRAPPED = {"text", "name", "query", "latin"}
"""Columns whose values may take several lines."""

LEAST_WIDTH = 5
"""The characters they keep of each."""


def wants_json(form: str | None) -> bool:
    """Whether to print JSON: asked for, or not at a terminal."""
    return form == "json" or (form is None and not sys.stdout.isatty())


def print_json(objects: Iterable[Any]) -> None:
    """Print objects as JSON, one a line."""
    for each in objects:
        click.echo(json.dumps(each, ensure_ascii=False))


def print_table(columns: list[str], rows: Iterable[list[str]]) -> None:
    """Print rows under their headings."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        # Where the terminal is narrow, names and texts take several lines; an id that is cut off is none.
        wide = column in WRAPPED
        table.add_column(column, overflow="fold", no_wrap=not wide, min_width=LEAST_WIDTH if wide else None)
    for row in rows:
        table.add_row(*map(escape, row))
    Console().print(table)


def print_lines(texts: Iterable[str], function: Callable[[str], str], field: str, form: str | None) -> None:
    """Print what a function makes of each text: bare lines, or JSON where it is asked for."""
    for text in texts:
        if form == "json":
            print_json([{"text": text, field: function(text)}])
        else:
            click.echo(function(text))


@contextlib.contextmanager
def show_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that is told what is being done, how much of it is done, and of how much: a bar on a terminal."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    ) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what)
            shown.update(tasks[what], completed=done, total=total)

        yield tell
