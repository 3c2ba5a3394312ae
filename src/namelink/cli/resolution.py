"""``resolve``: which entity a name names; of names that are given, of those of a list, of a column of a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from namelink import Outcome, Resolution, Resolver
from namelink.cli.candidates import Choices, candidate_lines
from namelink.cli.columns import HINTS, ColumnResolver, resolve_csv
from namelink.cli.completion import completing
from namelink.cli.csv_files import CsvOptions, csv_options
from namelink.cli.inputs import arguments
from namelink.cli.options import (
    encoding_option,
    gazetteer_option,
    open_resolver,
    rows_format_option,
    threshold_option,
)
from namelink.cli.output import DELIMITERS, echo, print_json, print_rows, wants_json
from namelink.cli.values import BORN, COUNTRY, KILOMETRES, LIMIT, NEAR, REF, TYPE, WORKERS
from namelink.countries import country_list


def _column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for hint in reversed(tuple(HINTS)):
        told = f"Of --csv: the column of each name's {hint}; where it is empty, --{hint} counts."
        command = click.option(f"--{hint}-column", f"{hint}_column", metavar="HEADING", help=told)(command)
    return command


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--type", "type", type=TYPE, help="Only entities of this type.")
@click.option(
    "--country",
    type=COUNTRY,
    shell_complete=completing(country_list),
    help="Only entities of this country: a code (KG, KGZ) or a name.",
)
@click.option("--born", type=BORN, help="When the person of each NAME was born: 1952, 1952-10 or 1952-10-07.")
@click.option("--ref", "refs", type=REF, multiple=True, help="An identifier of what each NAME names; repeatable.")
@click.option("--near", type=NEAR, help="Where each NAME lies, in degrees: 31.95,35.93.")
@click.option("--within", type=KILOMETRES, help="Kilometres from there, at most.")
@click.option("--soft", is_flag=True, help="Prefer the type and the country, and take others only for want of any.")
@click.option("--limit", type=LIMIT, default=5, show_default=True, help="Candidates to show.")
@click.option("--explain", is_flag=True, help="Say why.")
@click.option("--choose", is_flag=True, help="Ask, of each ambiguous name, which candidate is meant.")
@click.option(
    "--choices",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Records (JSON Lines) that come before all gazetteers; --choose adds what is chosen.",
)
@csv_options
@_column_options
@click.option("--workers", type=WORKERS, default=1, show_default=True, help="Of --csv: processes to use.")
@encoding_option
@threshold_option
@gazetteer_option
@rows_format_option
def resolve(names: tuple[str, ...], **given: Any) -> None:
    """Say which entity each NAME names; '-' reads names from standard input, one a line.

    With --csv it is a column of names, and columns with the answers are added: outcome, id, name, type, latin, score
    and, of what is ambiguous, candidates. 'latin' is the entity's label in Latin letters, or a transliteration of NAME
    where it names no single entity.
    """
    _check(names, given)
    indexes = given["indexes"]
    if given["choices"] and given["choices"].exists():
        indexes = (str(given["choices"]), *(indexes or ("default",)))
    resolver = open_resolver(indexes)
    choices = Choices(resolver.gazetteer, given["choices"], asking=given["choose"])
    taken = ("type", "country", "born", "refs", "near", "within", "limit", "threshold")
    options = {name: given[name] for name in taken} | {"strict": not given["soft"]}
    if given["csv_file"]:
        columns = ColumnResolver(resolver, options, choices)
        source = CsvOptions(given["csv_file"], given["encoding"], given["delimiter"], given["quote"])
        places = {hint: given[f"{hint}_column"] for hint in HINTS if given[f"{hint}_column"]}
        sys.exit(resolve_csv(columns, source, places, given))
    found = (choices.settle(resolver.resolve(name, **options)) for name in arguments(names, given["encoding"]))
    sys.exit(_print(found, resolver, given))


def _check(names: tuple[str, ...], given: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    csv_file = given["csv_file"]
    if bool(names) == bool(csv_file):
        raise click.UsageError("give names ('-' reads them from standard input), or a table with --csv")
    if csv_file and not given["column"]:
        raise click.UsageError("--csv FILE needs --column HEADING: the column of the names")
    if csv_file and (given["form"] or given["explain"]):
        raise click.UsageError("--csv adds columns to a table: --format and --explain go without it")
    only_csv = ("column", "output", "prefix", "delimiter", "quote", *(f"{hint}_column" for hint in HINTS))
    for name in () if csv_file else only_csv:
        if given[name] is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} is of tables: give one with --csv FILE")
    if given["within"] is not None and given["near"] is None:
        raise click.UsageError(f"--within {given['within']:g} kilometres of what? Give --near NORTH,EAST too")
    if given["choose"] and not sys.stdin.isatty():
        raise click.UsageError("--choose asks at a terminal, and standard input is none")
    if given["choose"] and given["workers"] > 1:
        raise click.UsageError("--choose asks one name after the other: --workers goes without it")


def _print(found: Iterator[Resolution], resolver: Resolver, given: dict[str, Any]) -> int:
    """Print resolutions, and return the status: 0 where one is a match."""
    form, status, ambiguous = given["form"], 1, []

    def watched() -> Iterator[Resolution]:
        nonlocal status
        for resolution in found:
            status = 0 if resolution.outcome is Outcome.MATCH else status
            if resolution.outcome is Outcome.AMBIGUOUS:
                ambiguous.append(resolution)
            elif resolution.outcome is Outcome.NIL and len(resolution.query) > 1 and _is_file(resolution.query):
                echo(f"'{resolution.query}' is a file; 'namelink resolve -' reads names, from '< FILE'", err=True)
            yield resolution

    if given["explain"]:
        for resolution in watched():
            echo(resolution.explain())
    elif wants_json(form):
        print_json(resolution.to_dict() for resolution in watched())
    else:
        columns = ["query", "outcome", "id", "name", "type", "score", "latin"]
        print_rows(columns, (_row(r) for r in watched()), form, optional="latin type")
        for resolution in () if form in DELIMITERS else ambiguous:
            if resolution.candidates:
                echo(f"\n'{resolution.query}' may be:")
            for line in candidate_lines(resolution, resolver.gazetteer):
                echo(line)
    return status


def _row(r: Resolution) -> list[str]:
    return [r.query, str(r.outcome), r.id or "", r.name or "", str(r.type or ""), f"{r.score:.3f}", r.latin]


def _is_file(name: str) -> bool:
    """Whether a name is that of a file; one that no file can have is not."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long, or with a NUL
        return False
