"""``link``: the names in a text."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from namelink import LinkedText
from namelink.cli.options import TYPES, format_option, gazetteer_option, open_resolver, read_text, threshold_option
from namelink.cli.output import print_json, print_table, wants_json

COLOURS = {"person": "blue", "place": "green", "organization": "yellow"}


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--type", "types", type=TYPES, multiple=True, help="Only mentions of this type; repeatable.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to look at.")
@threshold_option
@gazetteer_option
@format_option
def link(
    file: str,
    types: tuple[str, ...],
    html: Path | None,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Find the names in FILE, a UTF-8 text; '-' reads standard input."""
    text = read_text(file)
    linked = open_resolver(indexes).link(text, types=types or None, threshold=threshold)
    if html:
        html.write_text(linked.to_html(), encoding="utf-8")
    if wants_json(form):
        print_json(linked.to_dicts())
    else:
        _print_linked(linked)
    sys.exit(0 if linked else 1)


def _print_linked(linked: LinkedText) -> None:
    console = Console()
    shown: list[str] = []
    at = 0
    for m in linked:
        colour = COLOURS[str(m.type)]
        shown.append(f"{escape(linked.text[at : m.start])}[bold {colour}]{escape(m.text)}[/]")
        at = m.end
    console.print("".join(shown) + escape(linked.text[at:]))
    columns = ["start", "end", "text", "prefix", "kind", "type", "id", "name", "score"]
    rows = (
        [
            str(m.start),
            str(m.end),
            m.text,
            m.prefix,
            m.kind,
            str(m.type),
            m.id or "",
            m.name or "",
            f"{m.score:.3f}",
        ]
        for m in linked
    )
    print_table(columns, rows)
