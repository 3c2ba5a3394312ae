"""``cluster``: a whole list of names."""

from __future__ import annotations

import sys

import click

import namelink
from namelink import Cluster
from namelink.cli.csv_files import CsvOptions, open_csv
from namelink.cli.inputs import read_text
from namelink.cli.options import encoding_option, rows_format_option
from namelink.cli.output import echo, print_json, print_rows, wants_json
from namelink.cli.progress import progress_bar
from namelink.cli.values import choice, probability
from namelink.clustering import METHODS
from namelink.config.matching import THRESHOLD


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
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
@encoding_option
@rows_format_option
def cluster(
    file: str,
    column: str | None,
    method: str,
    threshold: float,
    explain: bool,
    encoding: str | None,
    form: str | None,
) -> None:
    """Group the spellings of one name among those of FILE, one a line; '-' reads standard input.

    Status 0 where any two different spellings are one name, 1 where none are.
    """
    names = _lines(read_text(file, encoding)) if column is None else _column(CsvOptions(file, encoding), column)
    with progress_bar() as bar:
        found = namelink.cluster(
            names,
            threshold=threshold,
            method=method,
            progress=lambda done, total: bar.update("comparing", done, total),
        )
    if explain:
        for group in found:
            echo(group.explain())
    elif wants_json(form):
        print_json(group.to_dict() for group in found)
    else:
        print_rows(["latin", "spellings", "times"], map(_row, found), form)
    sys.exit(0 if any(group.edges for group in found) else 1)


def _row(group: Cluster) -> list[str]:
    return [group.latin, " · ".join(dict.fromkeys(group.names)), str(len(group.names))]


def _lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line for line in text.splitlines() if line.strip()]


def _column(source: CsvOptions, column: str) -> list[str]:
    """Return the cells of a column that are not empty."""
    with open_csv(source) as table:
        place = table.place_of(column)
        return [row.cells[place] for row in table.rows if len(row.cells) > place and row.cells[place].strip()]
