"""What the commands share: their options and their errors."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Any

import click

from namelink import Gazetteer, NamelinkError, Resolver
from namelink.cli.completion import completing
from namelink.cli.output import DELIMITERS, discard_output, visible
from namelink.cli.values import Checked, probability
from namelink.config.matching import THRESHOLD
from namelink.gazetteer.installed import gazetteer_names
from namelink.importers.encodings import parse_encoding


class Group(click.Group):
    """A group whose commands end with one sentence and the status of their kind, whatever goes wrong outside them.

    Status 2: an error of namelink, or a file that cannot be read or written. 130 and 141, as of shells: it was
    interrupted; nobody reads its output any more.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and print its error."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            object.__setattr__(error, "message", visible(error.message))
            raise
        except NamelinkError as error:
            raise BadInput(visible(str(error))) from error
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            discard_output()
            sys.exit(BROKEN_PIPE)
        except OSError as error:
            if error.filename is None:
                discard_output()
            where = error.filename or "standard output: cannot be written"
            raise BadInput(visible(f"{where}: {error.strerror or error}")) from error


class BadInput(click.ClickException):
    """Input that cannot be used; the command ends with status 2."""

    exit_code = 2


INTERRUPTED, BROKEN_PIPE = 128 + signal.SIGINT, 128 + 13


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format``, passed as ``form``."""
    return _format_option(command, "")


def rows_format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` of a command that prints rows, passed as ``form``."""
    return _format_option(command, "; or a table as CSV, or TSV")


def _format_option(command: Callable[..., Any], more: str) -> Callable[..., Any]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", *(DELIMITERS if more else ())]),
        help=f"How to print: a table (on a terminal), or one JSON object a line (when piped){more}.",
    )(command)


def encoding_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--encoding``."""
    return click.option(
        "--encoding",
        type=Checked("ENCODING", parse_encoding),
        help="The encoding of what is read; by default it is guessed: UTF-8, UTF-16, cp1256 or cp1252.",
    )(command)


def gazetteer_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--gazetteer``, passed as ``indexes``."""
    return click.option(
        "--gazetteer",
        "indexes",
        multiple=True,
        metavar="INDEX",
        shell_complete=completing(gazetteer_names, files=True),
        help="The index, the file of records (JSON Lines), or the name of the installed gazetteer, to use instead of"
        " the default one; repeatable, the first wins, and 'default' names the one that comes with namelink.",
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
