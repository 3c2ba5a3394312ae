"""``link``: the names in texts, in files, lines or the cells of a table."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from namelink import LinkedText, Mention, Resolver
from namelink.cli.candidates import candidate_lines
from namelink.cli.csv_files import CsvOptions, csv_options
from namelink.cli.inputs import open_text, read_text
from namelink.cli.mentions import link_csv
from namelink.cli.options import (
    BadInput,
    encoding_option,
    gazetteer_option,
    open_resolver,
    rows_format_option,
    threshold_option,
)
from namelink.cli.output import DELIMITERS, csv_line, echo, print_json, print_table, visible, wants_json
from namelink.cli.progress import ProgressBar, progress_bar
from namelink.cli.table import COLOURS, UNKNOWN_COLOUR, coloured
from namelink.cli.values import LIMIT, TYPE, WORKERS
from namelink.cli.written_files import require_free, writing
from namelink.errors import NamelinkError
from namelink.files import replacing


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(allow_dash=True))
@click.option("--type", "types", type=TYPE, multiple=True, help="Only mentions of this type; repeatable.")
@click.option("--demonyms/--no-demonyms", default=True, help="Whether to show demonyms (القيرغيزي) too.")
@click.option("--overlaps", is_flag=True, help="Show names inside other names too.")
@click.option("--unknown", is_flag=True, help="Show words that look like a name but name nothing known too.")
@click.option("--lines", is_flag=True, help="Take every line for a text of its own.")
@click.option("--limit", type=LIMIT, help="Show the entities that each mention may name too, this many at most.")
@click.option("--workers", type=WORKERS, default=1, show_default=True, help="Processes to use.")
@click.option("--why", is_flag=True, help="FILE... is a text and some words of it: say why these are linked, or not.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to look at.")
@csv_options
@click.option("--by-mention", is_flag=True, help="Of --csv: write a row for each mention, after the cells of its own.")
@encoding_option
@threshold_option
@gazetteer_option
@rows_format_option
def link(files: tuple[str, ...], **given: Any) -> None:
    """Find the names in each FILE, a text; '-' reads standard input.

    In JSON each mention is a line; where there are several texts, it gives its file, and its line with --lines. With
    --csv the texts are a column of a table, and columns with the mentions are added. A file that cannot be read is
    named, the others are linked, and the status is 2.
    """
    _check(files, given)
    resolver = open_resolver(given["indexes"])
    if given["why"]:
        _explain(resolver, files, given)
        return
    taken = ("threshold", "demonyms", "overlaps", "unknown", "workers")
    options = {name: given[name] for name in taken} | {"types": given["types"] or None}
    if given["csv_file"]:
        table = CsvOptions(given["csv_file"], given["encoding"], given["delimiter"], given["quote"])
        sys.exit(link_csv(lambda texts: resolver.link_many(texts, **options), table, given))
    source = _Texts(files, given["lines"], given["encoding"])
    found, printer = False, _Printer(resolver, source.many, given)
    with progress_bar(shown=source.many) as bar:
        for linked in resolver.link_many(source.read(bar), **options):
            found = found or any(m.id for m in linked)
            printer.print(linked, source.places.popleft())
            if given["html"]:
                with writing(given["html"]), replacing(given["html"]) as page:
                    page.file.write(linked.to_html())
    sys.exit(2 if source.failed else 0 if found else 1)


def _check(files: tuple[str, ...], given: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    csv_file, html = given["csv_file"], given["html"]
    if bool(files) == bool(csv_file):
        raise click.UsageError("give files ('-' is standard input), or a table with --csv")
    if html and (given["lines"] or csv_file or len(files) > 1):
        raise click.UsageError("--html writes a page of one text: give one FILE, without --lines")
    if html:
        require_free(html, () if given["why"] else files, given["indexes"])
        if not html.absolute().parent.is_dir():
            raise BadInput(f"{html}: cannot be written: {html.parent}: there is no such folder")
    if csv_file and not given["column"]:
        raise click.UsageError("--csv FILE needs --column HEADING: the column of the texts")
    if csv_file and (given["form"] or given["lines"] or given["why"] or given["limit"] is not None):
        raise click.UsageError("--csv adds columns to a table: --format, --lines, --why and --limit go without it")
    for name in () if csv_file else ("column", "output", "prefix", "delimiter", "quote"):
        if given[name] is not None:
            raise click.UsageError(f"--{name} is of tables: give one with --csv FILE")


def _explain(resolver: Resolver, arguments: tuple[str, ...], given: dict[str, Any]) -> None:
    if len(arguments) != 2:
        raise click.UsageError(f"--why takes a text and some words of it, in quotes; {len(arguments)} given")
    text, words = arguments
    text = read_text(text, given["encoding"]) if text == "-" else text
    linked = resolver.link(text, threshold=given["threshold"], explain=True)
    try:
        echo(linked.explain(words))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


class _Texts:
    """The texts of some files, read as they are needed, and where each stands.

    Attributes:
        many: Whether there may be several.
        places: Where those stand that were read and not linked yet.
        failed: Whether a file could not be read.
    """

    def __init__(self, files: tuple[str, ...], lines: bool, encoding: str | None) -> None:
        self._files = files
        self._lines = lines
        self._encoding = encoding
        self.many = lines or len(files) > 1
        self.places: deque[Place] = deque()
        self.failed = False

    def read(self, bar: ProgressBar) -> Iterator[str]:
        """Yield the texts, and show how far they are read; a file that cannot be read is told, and left out."""
        size = self._size()
        for file in self._files:
            try:
                for place, text in self._texts_of(file):
                    self.places.append(place)
                    yield text
                    bar.advance("linking", len(text.encode("utf-8", "surrogatepass")) + self._lines, size)
            except NamelinkError as error:
                self._fail(str(error))
            except OSError as error:
                self._fail(f"{file}: cannot be read: {error.strerror or error}")

    def _texts_of(self, file: str) -> Iterator[tuple[Place, str]]:
        with open_text(file, self._encoding) as source:
            if not self._lines:
                yield {"file": file}, source.read()
                return
            for number, line in enumerate(source.lines(), 1):
                yield {"file": file, "line": number}, line.rstrip("\r\n")

    def _fail(self, message: str) -> None:
        self.failed = True
        echo(f"Error: {message}", err=True)

    def _size(self) -> int | None:
        """Return how many bytes there are to read, where that is known."""
        if "-" in self._files:
            return None
        return sum(Path(file).stat().st_size for file in self._files if Path(file).is_file())


Place = dict[str, str | int]
"""Where a text stands: its file, and its line."""

COLUMNS = ("start", "end", "prefix", "text", "kind", "type", "id", "name", "score")


class _Printer:
    """Prints linked texts one after the other, in the format that is wanted."""

    def __init__(self, resolver: Resolver, many: bool, given: dict[str, Any]) -> None:
        self._resolver = resolver
        self._many = many
        self._form = given["form"]
        self._limit = given["limit"]
        self._lines = given["lines"]
        self._begun = False

    def print(self, linked: LinkedText, where: Place) -> None:
        """Print a text and its mentions, and where it stands if there are several."""
        if self._form in DELIMITERS:
            self._print_csv(linked, where)
        elif wants_json(self._form):
            print_json((where if self._many else {}) | self._described(m) for m in linked)
        else:
            self._print_table(linked, ", line ".join(map(str, where.values())) if self._many else "")

    def _described(self, mention: Mention) -> dict[str, Any]:
        if self._limit is None:
            return mention.to_dict()
        return mention.to_dict() | {"candidates": [c.to_dict() for c in mention.candidates[: self._limit]]}

    def _print_csv(self, linked: LinkedText, where: Place) -> None:
        line = csv_line(DELIMITERS[self._form])
        if not self._begun:
            places = ("file", "line")[: self._many + self._lines]
            click.echo(line([*places, *COLUMNS]))
        self._begun = True
        for mention in linked:
            shown = line([*(map(str, where.values()) if self._many else ()), *_row(mention)])
            click.echo(visible(shown) if sys.stdout.isatty() else shown)

    def _print_table(self, linked: LinkedText, where: str) -> None:
        if where:
            echo(where)
        text = visible(linked.text)
        if text == linked.text:
            spans = ((m.start, m.end, COLOURS[str(m.type)] if m.type else UNKNOWN_COLOUR) for m in linked)
            click.echo(coloured(text, spans))
        else:  # what is shown for a control character is longer than it
            click.echo(text)
        print_table(COLUMNS, map(_row, linked), optional="end start prefix kind type")
        for mention in linked if self._limit else ():
            echo(f"\n'{mention.text}' may be:")
            shown = mention.resolution
            for line in candidate_lines(shown, self._resolver.gazetteer, self._limit):
                echo(line)


def _row(m: Mention) -> list[str]:
    name = m.name or m.resolution.latin
    return [str(m.start), str(m.end), m.prefix, m.text, m.kind, str(m.type or ""), m.id or "", name, f"{m.score:.3f}"]
