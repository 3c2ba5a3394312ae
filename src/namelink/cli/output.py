"""How the commands print: JSON lines for programs, tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

WRAPPED = {"text", "name", "query", "latin"}
"""Columns whose values may take several lines."""


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
        table.add_column(column, overflow="fold", no_wrap=not wide, min_width=5 if wide else None)
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
