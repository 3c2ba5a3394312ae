"""The command line: ``namelink resolve NAME…``, ``link FILE`` and the rest.

Exit status: 0 something was found, 1 nothing was, 2 wrong use or bad input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import namelink
from namelink import Gazetteer, LinkedText, NamelinkError, Outcome, Resolution, Resolver
from namelink.errors import EncodingError
from namelink.gazetteer import checks, compiler
from namelink.gazetteer.index import verify_files
from namelink.resolver import THRESHOLD
from namelink.translit.names import regions

COLOURS = {"person": "blue", "place": "green", "organization": "yellow"}

_TYPES = click.Choice(["person", "place", "organization"])


class _Group(click.Group):
    """A group whose commands end with status 2 and one sentence where namelink raises an error of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NamelinkError as error:
            raise _BadInput(str(error)) from error


class _BadInput(click.ClickException):
    exit_code = 2


def _format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        help="How to print: a table (on a terminal), or one JSON object a line (when piped).",
    )(command)


def _gazetteer_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--gazetteer",
        "indexes",
        multiple=True,
        metavar="INDEX",
        help="The index to use instead of the default one; repeatable, the first wins, and"
        " 'default' names the one that comes with namelink.",
    )(command)


def _threshold_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--threshold",
        type=click.FloatRange(0, 1),
        default=THRESHOLD,
        show_default=True,
        help="The score from which an entity is taken to be meant.",
    )(command)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="namelink")
def main() -> None:
    """Names as Arabic news writes them, to canonical IDs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Half a surrogate pair is printed as its escape, which is also how JSON writes it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--type", "type_", type=_TYPES, help="Only entities of this type.")
@click.option("--country", metavar="CODE", help="Only entities of this country (ISO 3166-1 alpha-2).")
@click.option("--soft", is_flag=True, help="Prefer the type and the country, and take others only for want of any.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Candidates to show.")
@click.option("--explain", is_flag=True, help="Say why.")
@_threshold_option
@_gazetteer_option
@_format_option
def resolve(
    names: tuple[str, ...],
    type_: str | None,
    country: str | None,
    soft: bool,
    limit: int,
    explain: bool,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Say which entity each NAME names; '-' reads names from standard input, one a line."""
    resolver = _resolver(indexes)
    found = resolver.resolve_many(
        _arguments(names), type=type_, country=country, limit=limit, threshold=threshold, strict=not soft
    )
    matched = False

    def told() -> Iterator[Resolution]:
        nonlocal matched
        for resolution in found:
            matched = matched or resolution.outcome is Outcome.MATCH
            yield resolution

    if explain:
        for resolution in told():
            click.echo(resolution.explain())
    elif _wants_json(form):
        _print_json(resolution.to_dict() for resolution in told())
    else:
        columns = ["query", "outcome", "id", "name", "type", "score", "latin"]
        _print_table(columns, (_resolution_row(r) for r in told()))
    sys.exit(0 if matched else 1)


@main.command()
@click.argument("file", metavar="FILE")
@click.option("--type", "types", type=_TYPES, multiple=True, help="Only mentions of this type; repeatable.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to look at.")
@_threshold_option
@_gazetteer_option
@_format_option
def link(
    file: str,
    types: tuple[str, ...],
    html: Path | None,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Find the names in FILE, a UTF-8 text; '-' reads standard input."""
    text = _read(file)
    linked = _resolver(indexes).link(text, types=types or None, threshold=threshold)
    if html:
        html.write_text(linked.to_html(), encoding="utf-8")
    if _wants_json(form):
        _print_json(linked.to_dicts())
    else:
        _print_linked(linked)
    sys.exit(0 if linked else 1)


@main.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_format_option
def compare(a: str, b: str, form: str | None) -> None:
    """Say how likely A and B are spellings of one name (status 0 where likelier than not)."""
    comparison = namelink.compare(a, b)
    if _wants_json(form):
        _print_json([comparison.to_dict()])
    else:
        click.echo(comparison.explain())
    sys.exit(0 if comparison.score >= 0.5 else 1)


def _known_region(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in regions():
        raise click.BadParameter(f"{value} is none of {', '.join(regions())}")
    return value


@main.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--scheme", help="A standard, such as ala-lc, or a TOML file of your own; the natural spelling if none.")
@click.option("--region", callback=_known_region, help="Spell Arab names as this region does: egypt, gulf, maghreb …")
@click.option("--to", type=click.Choice(["Latn", "Arab"]), default="Latn", show_default=True, help="The script.")
@click.option("--limit", type=click.IntRange(1), help="Show this many spellings, with their chances, best first.")
@_format_option
def transliterate(
    texts: tuple[str, ...], scheme: str | None, region: str | None, to: str, limit: int | None, form: str | None
) -> None:
    """Write each TEXT in Latin letters, or in Arabic ones; '-' reads standard input, line by line."""
    if scheme and (region or limit or to != "Latn"):
        raise click.UsageError("a --scheme gives one spelling in Latin letters: --region, --to and --limit go without")
    if scheme:
        _print_lines(_arguments(texts), lambda text: namelink.transliterate(text, scheme), "latin", form)
    elif limit is None:
        _print_lines(_arguments(texts), lambda text: _first_spelling(text, to, region), _SCRIPTS[to], form)
    else:
        spellings = (
            {"text": text, _SCRIPTS[to]: found.text, "score": round(found.score, 4)}
            for text in _arguments(texts)
            for found in namelink.transliterations(text, limit, to=to, region=region)
        )
        if _wants_json(form):
            _print_json(spellings)
        else:
            _print_table(["text", _SCRIPTS[to], "score"], ([str(value) for value in s.values()] for s in spellings))


_SCRIPTS = {"Latn": "latin", "Arab": "arabic"}


def _first_spelling(text: str, to: str, region: str | None) -> str:
    return next((found.text for found in namelink.transliterations(text, 1, to=to, region=region)), "")


@main.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--level",
    type=click.Choice(["clean", "fold"]),
    default="clean",
    show_default=True,
    help="For display, or for lookup.",
)
@_format_option
def normalize(texts: tuple[str, ...], level: str, form: str | None) -> None:
    """Normalize each TEXT; '-' reads standard input, line by line."""
    _print_lines(_arguments(texts), lambda text: namelink.normalize(text, level=level), "normalized", form)


@main.group()
def gazetteer() -> None:
    """Build, describe and check gazetteers."""


@gazetteer.command()
@click.argument("records", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The index to write, a directory.",
)
def build(records: tuple[Path, ...], output: Path) -> None:
    """Compile RECORDS (JSON Lines, one entity a line) into an index."""
    files = compiler.compile_records(compiler.read_files(records))
    compiler.write_index(files, output)
    click.echo(f"{output}: {_counts(Gazetteer.open(output))}")


@gazetteer.command()
@click.argument("index", default="default")
@_format_option
def info(index: str, form: str | None) -> None:
    """Describe INDEX: its counts, its files and the versions it was written with."""
    opened = _open(index)
    manifest = opened.indexes[0].manifest
    if _wants_json(form):
        _print_json([manifest])
        return
    click.echo(f"{opened.indexes[0].where}: {_counts(opened)}")
    for what, census in manifest["census"].items():
        click.echo(f"{what}: " + ", ".join(f"{name} {number:,}" for name, number in census.items()))
    rows = ([name, f"{facts['size']:,}", facts["sha256"][:12]] for name, facts in manifest["files"].items())
    _print_table(["file", "bytes", "sha256"], rows)


@gazetteer.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_format_option
def check(paths: tuple[Path, ...], form: str | None) -> None:
    """Look for slips in PATHS: files of records (JSON Lines), or indexes.

    Findings that a table known.tsv beside the records lists are passed over.
    """
    for path in paths:
        if path.is_dir():
            Gazetteer.open(path)
            verify_files(path)
    files = [path for path in paths if not path.is_dir()]
    known = [entry for folder in {path.parent for path in files} for entry in checks.read_known(folder / checks.KNOWN)]
    findings = checks.check_records(compiler.read_files(files), known)
    if _wants_json(form):
        _print_json({"check": f.check, "ids": list(f.ids), "what": f.what} for f in findings)
    else:
        for finding in findings:
            click.echo(f"{finding.check}: {', '.join(finding.ids)}: {finding.what}")
        click.echo(f"{len(paths)} checked, {len(findings)} findings")
    sys.exit(1 if findings else 0)


def _resolver(indexes: tuple[str, ...]) -> Resolver:
    if not indexes:
        return Resolver()
    return Resolver(Gazetteer.layers(*map(_open, indexes)))


def _open(index: str) -> Gazetteer:
    return Gazetteer.default() if index == "default" else Gazetteer.open(index)


def _counts(opened: Gazetteer) -> str:
    counts = opened.indexes[0].manifest["counts"]
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())


def _arguments(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text == "-":
            for number, line in enumerate(sys.stdin.buffer, 1):
                yield _decode(line, "standard input", number).rstrip("\r\n")
        else:
            yield text


def _read(file: str) -> str:
    if file == "-":
        return _decode(sys.stdin.buffer.read(), "standard input", 1)
    try:
        return _decode(Path(file).read_bytes(), file, 1)
    except OSError as error:
        raise _BadInput(f"{file}: cannot be read: {error.strerror}") from error


def _decode(content: bytes, where: str, line: int) -> str:
    try:
        return content.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line += content.count(b"\n", 0, error.start)
        raise EncodingError(
            f"{where}: line {line}, byte {error.start + 1} (0x{content[error.start]:02x}) is not UTF-8;"
            " save the text as UTF-8, or convert it with iconv"
        ) from None


def _wants_json(form: str | None) -> bool:
    return form == "json" or (form is None and not sys.stdout.isatty())


def _print_json(objects: Iterable[Any]) -> None:
    for each in objects:
        click.echo(json.dumps(each, ensure_ascii=False))


def _print_table(columns: list[str], rows: Iterable[list[str]]) -> None:
    table = Table(*columns, box=None, header_style="bold")
    for row in rows:
        table.add_row(*map(escape, row))
    Console().print(table)


def _print_lines(texts: Iterable[str], function: Callable[[str], str], field: str, form: str | None) -> None:
    for text in texts:
        if form == "json":
            _print_json([{"text": text, field: function(text)}])
        else:
            click.echo(function(text))


def _resolution_row(r: Resolution) -> list[str]:
    return [r.query, str(r.outcome), r.id or "", r.name or "", str(r.type or ""), f"{r.score:.3f}", r.latin]


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
    _print_table(columns, rows)
