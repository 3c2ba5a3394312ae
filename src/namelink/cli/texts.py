"""``link``: the names in texts."""

from __future__ import annotations

import contextlib
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from namelink import LinkedText, Mention, Resolver
from namelink.cli.options import (
    BadInput,
    format_option,
    gazetteer_option,
    open_resolver,
    read_text,
    threshold_option,
)
from namelink.cli.output import print_json, print_table, wants_json
from namelink.cli.progress import ProgressBar, progress_bar
from namelink.cli.values import TYPE, WORKERS
from namelink.files import decode

COLOURS = {"person": "blue", "place": "green", "organization": "yellow"}
UNKNOWN_COLOUR = "magenta"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--type", "types", type=TYPE, multiple=True, help="Only mentions of this type; repeatable.")
@click.option("--demonyms/--no-demonyms", default=True, help="Whether to show demonyms (القيرغيزي) too.")
@click.option("--overlaps", is_flag=True, help="Show names inside other names too.")
@click.option("--unknown", is_flag=True, help="Show words that look like a name but name nothing known too.")
@click.option("--lines", is_flag=True, help="Take every line for a text of its own.")
@click.option("--workers", type=WORKERS, default=1, show_default=True, help="Processes to use.")
@click.option("--why", is_flag=True, help="FILE... is a text and some words of it: say why these are linked, or not.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to look at.")
@threshold_option
@gazetteer_option
@format_option
def link(
    files: tuple[str, ...],
    types: tuple[str, ...],
    demonyms: bool,
    overlaps: bool,
    unknown: bool,
    lines: bool,
    workers: int,
    why: bool,
    html: Path | None,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Find the names in each FILE, a UTF-8 text; '-' reads standard input.

    In JSON each mention is a line; where there are several texts, it gives its file, and its line with --lines.
    """
    if html and (lines or len(files) > 1):
        raise click.UsageError("--html writes a page of one text: give one FILE, without --lines")
    resolver = open_resolver(indexes)
    if why:
        _explain(resolver, files, threshold)
        return
    source = _Texts(files, lines)
    found = False
    with progress_bar(shown=source.many) as bar:
        linked_texts = resolver.link_many(
            source.read(bar),
            types=types or None,
            threshold=threshold,
            demonyms=demonyms,
            overlaps=overlaps,
            unknown=unknown,
            workers=workers,
        )
        for linked in linked_texts:
            found = found or any(m.id for m in linked)
            where = source.places.popleft()
            if html:
                html.write_text(linked.to_html(), encoding="utf-8")
            if wants_json(form):
                print_json({**where, **m.to_dict()} if source.many else m.to_dict() for m in linked)
            else:
                _print_linked(linked, ", line ".join(str(part) for part in where.values()) if source.many else "")
    sys.exit(0 if found else 1)


def _explain(resolver: Resolver, arguments: tuple[str, ...], threshold: float) -> None:
    if len(arguments) != 2:
        raise click.UsageError(f"--why takes a text and some words of it, in quotes; {len(arguments)} given")
    text, words = arguments
    linked = resolver.link(read_text(text) if text == "-" else text, threshold=threshold, explain=True)
    try:
        click.echo(linked.explain(words))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


class _Texts:
    """The texts of some files, read as they are needed, and where each stands."""

    def __init__(self, files: tuple[str, ...], lines: bool) -> None:
        self._files = files
        self._lines = lines
        self.many = lines or len(files) > 1
        self.places: deque[Place] = deque()

    def read(self, bar: ProgressBar) -> Iterator[str]:
        """Yield the texts, and show how far they are read."""
        size = self._size()
        for file in self._files:
            for place, text in _lines_of(file) if self._lines else _whole(file):
                self.places.append(place)
                yield text
                bar.advance("linking", len(text.encode("utf-8", "surrogatepass")) + self._lines, size)

    def _size(self) -> int | None:
        """Return how many bytes there are to read, where that is known."""
        if "-" in self._files:
            return None
        return sum(Path(file).stat().st_size for file in self._files if Path(file).is_file())


Place = dict[str, str | int]
"""Where a text stands: its file, and its line."""


def _whole(file: str) -> Iterator[tuple[Place, str]]:
    yield {"file": file}, read_text(file)


def _lines_of(file: str) -> Iterator[tuple[Place, str]]:
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                text = decode(line, "standard input" if file == "-" else file, number)
                yield {"file": file, "line": number}, text.rstrip("\r\n")
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error


def _print_linked(linked: LinkedText, where: str) -> None:
    console = Console()
    if where:
        console.print(f"[dim]{escape(where)}[/]")
    console.print(_coloured(linked))
    columns = ["start", "end", "prefix", "text", "kind", "type", "id", "name", "score"]
    # A narrower terminal has no room for all that is known of a mention.
    shown = [i for i, c in enumerate(columns) if console.width >= 100 or c not in ("end", "prefix", "kind", "score")]
    print_table([columns[i] for i in shown], ([row[i] for i in shown] for row in map(_row, linked)))


def _coloured(linked: LinkedText) -> str:
    """Return a text with its mentions in colours, those inside others aside."""
    shown: list[str] = []
    at = 0
    for m in linked:
        if m.start >= at:
            colour = COLOURS[str(m.type)] if m.type else UNKNOWN_COLOUR
            shown.append(f"{escape(linked.text[at : m.start])}[bold {colour}]{escape(m.text)}[/]")
            at = m.end
    return "".join(shown) + escape(linked.text[at:])


def _row(m: Mention) -> list[str]:
    name = m.name or m.resolution.latin
    return [str(m.start), str(m.end), m.prefix, m.text, m.kind, str(m.type or ""), m.id or "", name, f"{m.score:.3f}"]
