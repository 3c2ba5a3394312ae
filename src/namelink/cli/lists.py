"""``cluster``: a whole list of names."""

from __future__ import annotations

import sys

import click

import namelink
from namelink import Cluster
from namelink.cli.options import BadInput, format_option, read_text
from namelink.cli.output import print_json, print_table, wants_json
from namelink.cli.progress import progress_bar
from namelink.cli.values import choice, probability
from namelink.clustering import METHODS
from namelink.config import Limits
from namelink.config.matching import THRESHOLD
from namelink.tables import parse_csv


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--column", metavar="NAME", help="FILE is CSV, or TSV, with headings: the column the names stand in.")
@click.option(
    "--method",
    type=choice("method", METHODS),
    default=METHODS[0],
    show_default=True,
    help="Groups whose pairs are alike on average, or all that a chain of alike names connects.",
)
@click.option(
    "--threshold",
    type=probability("threshold"),
    default=THRESHOLD,
    show_default=True,
    help="The score from which two names are taken for one.",
)
@click.option("--explain", is_flag=True, help="Say which pairs hold each group together.")
@format_option
def cluster(file: str, column: str | None, method: str, threshold: float, explain: bool, form: str | None) -> None:
    """Group the spellings of one name among those of FILE, one a line; '-' reads standard input.

    Status 0 where any two different spellings are one name, 1 where none are.
    """
    text = read_text(file)
    names = _lines(text) if column is None else _column(text, column, "standard input" if file == "-" else file)
    with progress_bar() as bar:
        found = namelink.cluster(
            names,
            threshold=threshold,
            method=method,
            progress=lambda done, total: bar.update("comparing", done, total),
        )
    if explain:
        for group in found:
            click.echo(group.explain())
    elif wants_json(form):
        print_json(group.to_dict() for group in found)
    else:
        print_table(["latin", "spellings", "times"], map(_row, found))
    sys.exit(0 if any(group.edges for group in found) else 1)


def _row(group: Cluster) -> list[str]:
    return [group.latin, " · ".join(dict.fromkeys(group.names)), str(len(group.names))]


def _lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line for line in text.splitlines() if line.strip()]


def _column(text: str, column: str, where: str) -> list[str]:
    """Return a column of a table that begins with headings."""
    rows = parse_csv(text, where, BadInput, Limits().lines_of_guess)
    _, headings = next(rows, (1, []))
    if column not in headings:
        raise BadInput(f"{where}: no column {column!r}; there are {', '.join(headings) or 'none'}")
    place = headings.index(column)
    return [row[place] for _, row in rows if len(row) > place and row[place].strip()]
