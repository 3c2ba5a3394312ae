"""``gazetteer export``: a gazetteer in the formats of others."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from namelink import EntityType, Gazetteer
from namelink.cli.completion import completing
from namelink.cli.output import echo
from namelink.cli.values import COUNTRY, TYPE, choice
from namelink.cli.written_files import require_free, writing
from namelink.countries import country_list
from namelink.exporters import Selection, export_csv, export_ftm, export_geojson, export_jsonl
from namelink.exporters.columns import SEPARATOR
from namelink.files import replacing
from namelink.gazetteer.flattening import flatten, select_entities
from namelink.gazetteer.installed import gazetteer_names
from namelink.signals import ending_on_termination

SPACY = "spacy"
"""The format that is a directory."""

FORMATS: dict[str, Callable[[Gazetteer, Selection], Iterator[str]]] = {
    "jsonl": export_jsonl,
    "csv": export_csv,
    "ftm": export_ftm,
    "geojson": export_geojson,
}
"""The formats that are text."""


@click.command()
@click.argument(
    "indexes", nargs=-1, required=True, metavar="INDEX...", shell_complete=completing(gazetteer_names, files=True)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; standard output if not given. Of spacy, the directory.",
)
@click.option(
    "--format",
    "form",
    required=True,
    type=choice("format", [*FORMATS, SPACY]),
    help="jsonl: records, which 'build' reads; csv: a table, which 'import csv' reads; ftm: entities of FollowTheMoney;"
    " geojson: points of a map; spacy: a knowledge base of spaCy.",
)
@click.option("--type", "types", type=TYPE, multiple=True, help="Only entities of this type; repeatable.")
@click.option(
    "--country",
    type=COUNTRY,
    shell_complete=completing(country_list),
    help="Only entities of this country: a code (KG, KGZ) or a name.",
)
@click.option(
    "--separator", default=SEPARATOR, show_default=True, help="What stands between several values in a cell of csv."
)
def export(
    indexes: tuple[str, ...],
    output: Path | None,
    form: str,
    types: tuple[EntityType, ...],
    country: str | None,
    separator: str,
) -> None:
    """Write the entities of INDEX in a format of others.

    Several are layers: the first wins, and 'default' names the one that comes with namelink. A file is written whole or
    not at all. Status 1: nothing is selected, and nothing is written.
    """
    if form == SPACY and output is None:
        raise click.UsageError("--format spacy writes a directory: give it with -o")
    if not separator:
        raise click.UsageError("--separator is empty; give a character that is in no name, such as '|'")
    if output is not None:
        require_free(output, (), indexes)
    gazetteer = Gazetteer.open_layers(indexes)
    selection = Selection(frozenset(types) or None, country)
    if not any(True for _ in flatten(gazetteer, selection)):
        echo("no entity is selected, and nothing was written", err=True)
        sys.exit(1)
    with ending_on_termination():
        if form == SPACY and output is not None:
            _write_knowledge_base(gazetteer, selection, output)
        else:
            exporter = functools.partial(export_csv, separator=separator) if form == "csv" else FORMATS[form]
            _write(exporter(gazetteer, selection), output)


def _write(pieces: Iterator[str], output: Path | None) -> None:
    if output is not None:
        with writing(output), replacing(output) as pending:
            pending.file.writelines(pieces)
    else:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()


def _write_knowledge_base(gazetteer: Gazetteer, selection: Selection, output: Path) -> None:
    from namelink.integrations.spacy_knowledge_base import write_knowledge_base  # needs the extra

    with writing(output):
        write_knowledge_base(select_entities(gazetteer, selection), output)
