"""What the commands share: their options, their input, and their errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from namelink import Gazetteer, NamelinkError, Resolver
from namelink.cli.values import probability
from namelink.config.matching import THRESHOLD
from namelink.files import decode


class Group(click.Group):
    """A group whose commands end with status 2 and one sentence where namelink raises an error of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and print its error."""
        try:
            return super().invoke(ctx)
        except NamelinkError as error:
            raise BadInput(str(error)) from error


class BadInput(click.ClickException):
    """Input that cannot be used; the command ends with status 2."""

    exit_code = 2


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format``, passed as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        help="How to print: a table (on a terminal), or one JSON object a line (when piped).",
    )(command)


def gazetteer_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--gazetteer``, passed as ``indexes``."""
    return click.option(
        "--gazetteer",
        "indexes",
        multiple=True,
        metavar="INDEX",
        help="The index, or the name of the installed gazetteer, to use instead of the default one; repeatable, the"
        " first wins, and 'default' names the one that comes with namelink.",
    )(command)


def threshold_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--threshold``."""
    return click.option(
        "--threshold",
        type=probability("threshold"),
        default=THRESHOLD,
        show_default=True,
        help="The score from which an entity is taken to be meant.",
    )(command)


def open_resolver(indexes: tuple[str, ...]) -> Resolver:
    """Return a resolver of the gazetteers that were named, the default one if none was."""
    return Resolver(Gazetteer.open_layers(indexes))


def arguments(texts: Iterable[str]) -> Iterator[str]:
    """Yield the arguments of a command, and in the place of '-' the lines of standard input."""
    for text in texts:
        if text == "-":
            for number, line in enumerate(sys.stdin.buffer, 1):
                yield decode(line, "standard input", number).rstrip("\r\n")
        else:
            yield text


def read_text(file: str) -> str:
    """Return the text of a file, or of standard input for '-'."""
    if file == "-":
        return decode(sys.stdin.buffer.read(), "standard input")
    try:
        return decode(Path(file).read_bytes(), file)
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error
