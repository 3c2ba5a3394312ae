"""``gazetteer import KIND SOURCE…``: records out of what others publish."""

from __future__ import annotations

import functools
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from namelink.cli.options import BadInput
from namelink.cli.values import PREFIX, TYPE, probability
from namelink.gazetteer.identifiers import DEFAULT_PREFIX
from namelink.gazetteer.record import DEFAULT_WEIGHT, Record
from namelink.model import EntityType
from namelink.sources import (
    Remark,
    read_csv,
    read_geonames,
    read_jrc_names,
    read_opensanctions,
    read_spacy,
    read_wikidata,
)
from namelink.sources.geonames import DEFAULT_FEATURES
from namelink.sources.languages import DEFAULT_LANGUAGES
from namelink.sources.lines import CUT_OFF
from namelink.sources.writing import replacing
from namelink.validation import check_type

Reader = Callable[..., Iterator[Record]]


@click.group("import")
def import_() -> None:
    """Make records of a source of one of these kinds.

    Status 0: all of the source was read; 1: no record could be made of it, or it is cut off; 2: wrong use.
    """


def _split(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...] | None:
    """Return the parts of a list with commas; None for 'all'."""
    return None if value == "all" else tuple(part.strip() for part in value.split(",") if part.strip())


def _pairs(_context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> list[tuple[str, str]]:
    for pair in value:
        if "=" not in pair:
            raise click.BadParameter(f"{pair} has no '='; write it as {option.metavar}")
    return [(left.strip(), right.strip()) for left, _, right in (pair.partition("=") for pair in value)]


def _source_command(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all kinds share: the sources, the output and the rejects."""
    for add in (
        click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=_REJECTS),
        click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_OUTPUT),
        click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path)),
    ):
        command = add(command)
    return import_.command()(command)


_OUTPUT = "The records to write (JSON Lines), sorted by id."
_REJECTS = "The table of what could not be read; by default it is beside the output: records.rejects.tsv."


def _languages(default: str) -> Callable[..., Any]:
    text = "Languages of names to take, with commas between them, or 'all'."
    return click.option("--lang", "languages", default=default, show_default=True, callback=_split, help=text)


_types = click.option("--type", "types", type=TYPE, multiple=True, help="Only entities of this type; repeatable.")
_weight = click.option(
    "--weight",
    type=probability("weight"),
    default=DEFAULT_WEIGHT,
    show_default=True,
    help="The weight of records that the source gives none.",
)


@_source_command
@_languages(",".join(DEFAULT_LANGUAGES))
@_types
@click.option("--classes", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A table of classes.")
@click.option("--subclasses/--no-subclasses", default=True, help="Read the dump twice, first for its subclasses.")
def wikidata(types: tuple[str, ...], subclasses: bool, **options: Any) -> None:
    """Read a JSON dump of Wikidata."""
    options |= {"types": types or tuple(EntityType), "subclasses": subclasses}
    _run(read_wikidata, options, passes=2 if subclasses else 1)


@_source_command
@_languages(",".join(DEFAULT_LANGUAGES))
@click.option(
    "--feature",
    "features",
    default=",".join(DEFAULT_FEATURES),
    show_default=True,
    callback=_split,
    help="Classes of features to take, or classes with a code, with commas between them: P,S.AIRP.",
)
@click.option("--historic", is_flag=True, help="Take former places and former names too.")
@click.option("--colloquial", is_flag=True, help="Take colloquial names too.")
def geonames(**options: Any) -> None:
    """Read exports of GeoNames: allCountries, cities500 and the like, with alternateNamesV2."""
    _run(read_geonames, options)


@_source_command
@_languages("all")
@_types
@_weight
@click.option("--weak-aliases", is_flag=True, help="Take weak aliases too, as short names.")
def opensanctions(types: tuple[str, ...], **options: Any) -> None:
    """Read entities of OpenSanctions (entities.ftm.json)."""
    _run(read_opensanctions, options | {"types": types or tuple(EntityType)})


@_source_command
@_languages("all")
@_types
@_weight
def jrc_names(types: tuple[str, ...], **options: Any) -> None:
    """Read the file of entities of JRC-Names."""
    _run(read_jrc_names, options | {"types": types or tuple(EntityType)})


@_source_command
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADING", callback=_pairs, help="What a column is.")
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE", callback=_pairs, help="A value for all rows.")
@click.option(
    "--prefix",
    type=PREFIX,
    default=DEFAULT_PREFIX,
    show_default=True,
    help="The authority of ids that have none: 'desk' makes desk:42 of 42.",
)
@click.option("--separator", help="What stands between several names, or refs, in one cell.")
@click.option("--delimiter", help="What stands between columns; by default the first row tells.")
@_weight
def csv(constants: list[tuple[str, str]], delimiter: str | None, **options: Any) -> None:
    """Read tables (CSV or TSV) whose first row names the columns.

    A FIELD is id, type, country, weight, description, name:LANG, name:LANG:KIND, name, lang, kind, ref or
    ref:AUTHORITY. A column whose heading is a field needs no --column.
    """
    delimiter = {"\\t": "\t", "tab": "\t"}.get(delimiter or "", delimiter)
    if delimiter is not None and len(delimiter) != 1:
        raise click.UsageError("the --delimiter is one character, or 'tab'")
    _run(read_csv, options | {"constants": dict(constants), "delimiter": delimiter}, selects=False)


@_source_command
@click.option("--label", "labels", multiple=True, metavar="LABEL=TYPE", callback=_pairs, help="The type of a label.")
@click.option("--prefix", type=PREFIX, default="spacy", show_default=True, help="The authority of ids that have none.")
@click.option("--lang", help="The language of the names; by default each is tagged by its script.")
@_weight
def spacy(labels: list[tuple[str, str]], **options: Any) -> None:
    """Read patterns of spaCy's entity ruler (patterns.jsonl)."""
    for label, type in labels:
        try:
            check_type(type)
        except ValueError as error:
            raise click.UsageError(f"--label {label}={type}: {error}") from None
    _run(read_spacy, options | {"labels": dict(labels)}, selects=False)


@attrs.define
class _Counts:
    """What an import came to."""

    records: int = 0
    names: int = 0
    rejects: int = 0
    passed: int = 0
    cut_off: list[Remark] = attrs.field(factory=list)


def _run(read: Reader, options: dict[str, Any], passes: int = 1, selects: bool = True) -> None:
    """Import sources, and say what it came to.

    Args:
        read: The reader.
        options: Its options, the sources, the output and the rejects.
        passes: How often it reads the sources.
        selects: Whether it passes over lines that were not asked for.
    """
    sources, output = options.pop("sources"), options.pop("output")
    rejects = options.pop("rejects") or output.with_suffix(".rejects.tsv")
    if output in sources or rejects in (*sources, output):
        raise click.UsageError("the output, the rejects and the sources must be different files")
    try:
        with _stoppable(), _meter(sources, passes) as progress:
            reader = functools.partial(read, *sources, **options, progress=progress)
            counts = _write(reader, output, rejects, selects)
    except OSError as error:
        raise BadInput(f"{error.filename or output}: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise BadInput(
            f"the scratch files in {tempfile.gettempdir()} cannot be written: {error};"
            " set TMPDIR to a directory with more room"
        ) from error
    _tell(counts, output, rejects)
    sys.exit(1 if counts.cut_off or not counts.records else 0)


def _write(read: Reader, output: Path, rejects: Path, selects: bool) -> _Counts:
    """Write the records and the rejects: both, or neither. An output that would be empty is not written."""
    counts = _Counts()
    with replacing(output) as records, replacing(rejects) as losses:
        losses.file.write("file\tline\treason\n")

        def reject(remark: Remark) -> None:
            counts.rejects += 1
            if remark.reason.startswith(CUT_OFF):
                counts.cut_off.append(remark)
            fields = (remark.file, str(remark.line), remark.reason)
            losses.file.write("\t".join(" ".join(field.split()) for field in fields) + "\n")

        def pass_over(_: Remark) -> None:
            counts.passed += 1

        for record in read(rejects=reject, **({"passed": pass_over} if selects else {})):
            records.file.write(record.to_json() + "\n")
            counts.records += 1
            counts.names += len(record.names)
        records.keep = counts.records > 0
    return counts


def _tell(counts: _Counts, output: Path, rejects: Path) -> None:
    for remark in counts.cut_off:
        click.echo(f"{remark.file}:{remark.line}: {remark.reason}", err=True)
    made = f"{output}: {counts.records:,} records, {counts.names:,} names"
    if not counts.records:
        made = f"no record could be made, and {output} was not written"
    click.echo(f"{made}; {counts.rejects:,} rejects in {rejects}; {counts.passed:,} passed over", err=True)


@contextmanager
def _meter(sources: tuple[Path, ...], passes: int) -> Iterator[Callable[[int], object]]:
    """Show how far the reading has come, on a terminal only."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        total = passes * sum(source.stat().st_size for source in sources if source.is_file())
        task = bar.add_task("reading", total=total)
        yield lambda size: bar.advance(task, size)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a request to end (SIGTERM) clean up, as an interrupt from the keyboard does."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
