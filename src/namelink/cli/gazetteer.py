"""``gazetteer``: build, describe and check gazetteers; the importers are in `namelink.cli.importers`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from namelink import Gazetteer
from namelink.cli.options import format_option
from namelink.cli.output import print_json, print_table, wants_json
from namelink.cli.progress import progress_bar
from namelink.cli.values import PREFIX, WORKERS
from namelink.config import Limits
from namelink.gazetteer import checks
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
    """Import, build, describe and check gazetteers."""


@gazetteer.command()
@click.argument("records", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The index to write, a directory.",
)
@click.option(
    "--prefix",
    type=PREFIX,
    default=DEFAULT_PREFIX,
    show_default=True,
    help="What ids that are no CURIEs are put under: 'desk' makes desk:42 of 42.",
)
@click.option(
    "--workers",
    type=WORKERS,
    default=None,
    help="Processes that share the work: as many as there are processors if not given, and one for few records.",
)
def build(records: tuple[Path, ...], output: Path, prefix: str, workers: int | None) -> None:
    """Compile RECORDS (JSON Lines, one entity a line) into an index.

    The index is written whole or not at all, and replaces an older one; a directory that holds any other file
    is refused. What a build that was killed has left beside it is cleared away by the next one.
    """
    if workers is None:
        large = sum(path.stat().st_size for path in records) > Limits().parallel_build_bytes
        workers = (os.cpu_count() or 1) if large else 1
    with progress_bar() as bar, ending_on_termination():
        compiler.build_index(records, output, prefix=prefix, workers=workers, progress=bar.update)
    click.echo(f"{output}: {_counts(Gazetteer.open(output))}")


@gazetteer.command()
@click.argument("index", default="default")
@format_option
def info(index: str, form: str | None) -> None:
    """Describe INDEX: its counts, its files and the versions it was written with."""
    opened = Gazetteer.open_layers([index])
    manifest = opened.indexes[0].manifest
    if wants_json(form):
        print_json([manifest])
        return
    click.echo(f"{opened.indexes[0].where}: {_counts(opened)}")
    for what, counts in manifest["statistics"].items():
        click.echo(f"{what}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
    rows = ([name, f"{facts['size']:,}", facts["sha256"][:12]] for name, facts in manifest["files"].items())
    print_table(["file", "bytes", "sha256"], rows)


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
            click.echo(f"{finding.check}: {', '.join(finding.ids)}: {finding.what}")
        click.echo(f"{len(paths)} checked, {len(findings)} findings")
    sys.exit(1 if findings else 0)


def _counts(opened: Gazetteer) -> str:
    counts = opened.indexes[0].manifest["counts"]
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())
