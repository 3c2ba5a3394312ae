"""What the commands share: their options, their input, and how it is told when something is wrong."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from namelink import Gazetteer, NamelinkError, Resolver
from namelink.config.matching import THRESHOLD
from namelink.errors import EncodingError

TYPES = click.Choice(["person", "place", "organization"])


class Group(click.Group):
    """A group whose commands end with status 2 and one sentence where namelink raises an error of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and tell its error."""
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
        help="The index to use instead of the default one; repeatable, the first wins, and"
        " 'default' names the one that comes with namelink.",
    )(command)


def threshold_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--threshold``."""
    return click.option(
        "--threshold",
        type=click.FloatRange(0, 1),
        default=THRESHOLD,
        show_default=True,
        help="The score from which an entity is taken to be meant.",
    )(command)


def open_resolver(indexes: tuple[str, ...]) -> Resolver:
    """Return a resolver of the gazetteers that were named, the default one if none was."""
    if not indexes:
        return Resolver()
    return Resolver(Gazetteer.layers(*map(open_gazetteer, indexes)))


def open_gazetteer(index: str) -> Gazetteer:
    """Return the gazetteer of an index, or the default one."""
    return Gazetteer.default() if index == "default" else Gazetteer.open(index)


@contextlib.contextmanager
def end_on_termination() -> Iterator[None]:
    """Have a request to end (SIGTERM) end the command as an error does, so that it clears away what it has begun."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
        return decode(sys.stdin.buffer.read(), "standard input", 1)
    try:
        return decode(Path(file).read_bytes(), file, 1)
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error


def decode(content: bytes, where: str, line: int) -> str:
    """Return the text of some bytes that begin on a line; what is not UTF-8 is told by its line and byte."""
    try:
        return content.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line += content.count(b"\n", 0, error.start)
        raise EncodingError(
            f"{where}: line {line}, byte {error.start + 1} (0x{content[error.start]:02x}) is not UTF-8;"
            " save the text as UTF-8, or convert it with iconv"
        ) from None
