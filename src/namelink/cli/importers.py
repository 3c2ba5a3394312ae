"""``gazetteer import NAME SOURCE…``: records out of what others publish, by the importers at hand."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import click
from click.core import ParameterSource

from namelink.cli.options import BadInput
from namelink.cli.output import echo
from namelink.cli.progress import progress_bar
from namelink.cli.written_files import require_free, writing
from namelink.config import Limits
from namelink.files import replacing
from namelink.importers import ImportContext, Importer, ImportIssue, Option, get_importer, importer_names
from namelink.importers.context import ProgressCallback
from namelink.record import Record
from namelink.signals import ending_on_termination

HEADINGS = "file\tline\treason\n"
"""The first row of a table of rejects."""


class _ImporterGroup(click.Group):
    """A command for each importer, which is loaded when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return importer_names()

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        return _command(name, get_importer(name)) if name in importer_names() else None


@click.group("import", cls=_ImporterGroup)
def import_() -> None:
    """Make records of a source of one of these kinds.

    Status 0: all of the source was read; 1: no record could be made of it, or it is cut off; 2: wrong use.
    """


def _command(name: str, importer: Importer) -> click.Command:
    output, file = "The records to write (JSON Lines), sorted by id.", click.Path(dir_okay=False, path_type=Path)
    rejects = "The table of what could not be read; by default it is beside the output: records.rejects.tsv."
    shared = [
        click.Argument(["sources"], nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.Option(["-o", "--output"], required=True, type=file, help=output),
        click.Option(["--rejects"], type=file, metavar="FILE", help=rejects),
    ]
    own = [_click_option(option) for option in importer.options]
    reads = f"Reads {'; '.join(importer.formats)}; plain or compressed." if importer.formats else None
    run = functools.partial(_import, importer)
    return click.Command(name, callback=run, params=[*shared, *own], help=importer.help, epilog=reads)


def _click_option(option: Option) -> click.Option:
    flags = [option.flag, option.parameter]
    if isinstance(option.default, bool):
        return click.Option(flags, is_flag=True, default=option.default, help=option.help)
    return click.Option(
        flags,
        type=click.Choice(option.choices) if option.choices else str,
        default=option.default,
        show_default=option.default is not None,
        multiple=option.repeatable,
        metavar=option.metavar,
        help=option.help,
        callback=functools.partial(_parse, option),
    )


def _parse(option: Option, _context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
    try:
        if option.repeatable:
            return tuple(map(option.parse, value))
        return None if value is None else option.parse(value)
    except ValueError as error:
        form = f"; write it as {option.metavar}" if option.metavar else ""
        raise click.BadParameter(f"{error}{form}") from None


@attrs.define
class _Counts:
    """What an import came to."""

    records: int = 0
    names: int = 0
    rejects: int = 0
    skipped: int = 0
    cut_off: list[ImportIssue] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


def _import(importer: Importer, sources: tuple[Path, ...], output: Path, rejects: Path | None, **given: Any) -> None:
    """Import sources, and say what it came to."""
    if rejects is None:
        rejects = output.with_suffix(".rejects.tsv")
        _require_rejects(rejects)
    files = [source for source in sources if not source.is_dir()]
    require_free(output, files)
    require_free(rejects, [*files, output])
    options = _own_options(importer, given)
    total = importer.passes(options) * sum(source.stat().st_size for source in sources if source.is_file())
    try:
        with ending_on_termination(), writing(output), progress_bar() as bar:
            read = functools.partial(importer.read, sources, options=options)
            counts = _write(read, lambda size: bar.advance("reading", size, total), output, rejects)
    except sqlite3.Error as error:
        raise BadInput(
            f"the scratch files in {tempfile.gettempdir()} cannot be written: {error};"
            " set TMPDIR to a directory with more room"
        ) from error
    _print(counts, output, rejects)
    sys.exit(1 if counts.cut_off or not counts.records else 0)


def _require_rejects(path: Path) -> None:
    """Refuse to write rejects, where nobody said so, in the place of a file that is no table of rejects.

    Raises:
        BadInput: there is such a file.
    """
    with contextlib.suppress(OSError):
        with path.open("rb") as file:
            begin = file.read(len(HEADINGS))
        if begin != HEADINGS.encode():
            raise BadInput(f"{path} is there, and is no table of rejects; say where to write them: --rejects FILE")


def _own_options(importer: Importer, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of an importer that were given or have a default."""
    source = click.get_current_context().get_parameter_source
    return {
        option.parameter: given[option.parameter]
        for option in importer.options
        if option.default is not None or source(option.parameter) is not ParameterSource.DEFAULT
    }


def _write(
    read: Callable[[ImportContext], Iterator[Record]], progress: ProgressCallback, output: Path, rejects: Path
) -> _Counts:
    """Write the records and the rejects: both, or neither. An output that would be empty is not written."""
    counts, most = _Counts(), Limits().most_listed_rejects
    # The one that is opened last takes its place first: new records never stand beside the rejects of older ones.
    with replacing(output) as records, replacing(rejects) as losses:
        losses.file.write(HEADINGS)

        def reject(issue: ImportIssue) -> None:
            counts.rejects += 1
            if counts.rejects > most and not issue.cut_off:
                return
            if issue.cut_off:
                counts.cut_off.append(issue)
            fields = (issue.file, str(issue.line), issue.reason)
            losses.file.write("\t".join(" ".join(field.split()) for field in fields) + "\n")

        def skip(_: ImportIssue) -> None:
            counts.skipped += 1

        for record in read(ImportContext(reject, skip, progress, Limits(), counts.notes.append)):
            records.file.write(record.to_json() + "\n")
            counts.records += 1
            counts.names += len(record.names)
        records.keep = counts.records > 0
        if counts.rejects > most:
            counts.notes.append(f"{rejects} lists the first {most:,} rejects; the others were counted")
        records.write_out()  # a disk that is full shows itself before either takes its place
    return counts


def _print(counts: _Counts, output: Path, rejects: Path) -> None:
    for issue in counts.cut_off:
        echo(f"{issue.file}:{issue.line}: {issue.reason}", err=True)
    made = f"{output}: {counts.records:,} records, {counts.names:,} names"
    if not counts.records:
        made = f"no record could be made, and {output} was not written"
    for note in counts.notes:
        echo(note, err=True)
    echo(f"{made}; {counts.rejects:,} rejects in {rejects}; {counts.skipped:,} skipped", err=True)
