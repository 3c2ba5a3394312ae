"""``gazetteer``: build, update and check gazetteers.

Importers are in `namelink.cli.importers`, exporters in `namelink.cli.export`, descriptions in `namelink.cli.contents`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from namelink import Gazetteer
from namelink.cli.completion import completing
from namelink.cli.contents import counts_of, diff_, info
from namelink.cli.export import export
from namelink.cli.options import format_option
from namelink.cli.output import echo, print_json, wants_json
from namelink.cli.progress import progress_bar
from namelink.cli.values import DATE, PREFIX, WORKERS
from namelink.cli.written_files import writing
from namelink.config import Limits
from namelink.gazetteer import checks
from namelink.gazetteer.installed import find_index, gazetteer_names
from namelink.gazetteer.update import update_index
from namelink.identifiers import DEFAULT_PREFIX
from namelink.index import compiler
from namelink.index.reader import verify_files
from namelink.signals import ending_on_termination


class _Group(click.Group):
    """The commands of this module, and ``import``, which is loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "import"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "import":
            from namelink.cli.importers import import_

            return import_
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Group)
def gazetteer() -> None:
    """Import, build, update, export, compare and check gazetteers."""


output_option = click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The index to write, a directory.",
)
prefix_option = click.option(
    "--prefix",
    type=PREFIX,
    default=DEFAULT_PREFIX,
    show_default=True,
    help="What ids that are no CURIEs are put under: 'desk' makes desk:42 of 42.",
)
date_option = click.option(
    "--date",
    "dated",
    type=DATE,
    help="The day that the records are of, such as 2026-11-27: 'info' shows it. The clock is never asked.",
)
workers_option = click.option(
    "--workers",
    type=WORKERS,
    default=None,
    help="Processes that share the work: as many as there are processors if not given, and one for few records.",
)


@gazetteer.command()
@click.argument("records", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@output_option
@date_option
@prefix_option
@workers_option
def build(records: tuple[Path, ...], output: Path, dated: date | None, prefix: str, workers: int | None) -> None:
    """Compile RECORDS (JSON Lines, one entity a line) into an index.

    The index is written whole or not at all, and replaces an older one; a directory that holds any other file
    is refused. What a build that was killed has left beside it is cleared away by the next one.
    """
    workers = workers or _workers(records)
    with writing(output), progress_bar() as bar, ending_on_termination():
        compiler.build_index(records, output, prefix=prefix, dated=dated, workers=workers, progress=bar.update)
    _print_counts(output)


@gazetteer.command()
@click.argument("index", shell_complete=completing(gazetteer_names, files=True))
@click.argument("records", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@output_option
@click.option(
    "--replace",
    is_flag=True,
    help="Have a record with names take the place of the entity that has its id or one of its refs; by default it adds"
    " to it.",
)
@date_option
@prefix_option
@workers_option
def update(
    index: str,
    records: tuple[Path, ...],
    output: Path,
    replace: bool,
    dated: date | None,
    prefix: str,
    workers: int | None,
) -> None:
    """Write the index that INDEX becomes with the changes in RECORDS.

    It answers as the two do as layers: records of RECORDS add to the entities that have their ids or refs, or are new
    ones; what they mute is gone. It is written whole or not at all, and may take the place of INDEX.
    """
    files = [file for file in find_index(index).glob("*") if file.is_file()]
    workers = workers or _workers([*records, *files])
    with writing(output), progress_bar() as bar, ending_on_termination():
        update_index(
            records,
            index,
            output,
            replace=replace,
            prefix=prefix,
            dated=dated,
            workers=workers,
            progress=bar.update,
        )
    _print_counts(output)


@gazetteer.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@format_option
def check(paths: tuple[Path, ...], form: str | None) -> None:
    """Look for slips in PATHS: files of records (JSON Lines), or indexes.

    Findings that a table known.tsv beside the records lists are left out.
    """
    for path in paths:
        if path.is_dir():
            Gazetteer.open(path)
            verify_files(path)
    files = [path for path in paths if not path.is_dir()]
    known = [entry for folder in {path.parent for path in files} for entry in checks.read_known(folder / checks.KNOWN)]
    findings = checks.check_records(compiler.read_files(files), known)
    if wants_json(form):
        print_json({"check": f.check, "ids": list(f.ids), "what": f.what} for f in findings)
    else:
        for finding in findings:
            echo(f"{finding.check}: {', '.join(finding.ids)}: {finding.what}")
        echo(f"{len(paths)} checked, {len(findings)} findings")
    sys.exit(1 if findings else 0)


def _workers(files: Iterable[Path]) -> int:
    """Return how many processes build an index of some files, where nobody says."""
    large = sum(file.stat().st_size for file in files) > Limits().parallel_build_bytes
    return (os.cpu_count() or 1) if large else 1


def _print_counts(path: Path) -> None:
    echo(f"{path}: {counts_of(Gazetteer.open(path).indexes[0].manifest['counts'])}")


for command in (export, info, diff_):
    gazetteer.add_command(command)
