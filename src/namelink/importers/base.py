"""What an importer offers: a name, a sentence of help, options, and a function from files to records.

An importer is a class derived from `Importer`. Other distributions add theirs as entry points of the group
``namelink.importers`` (see `namelink.importers.registry`).
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import attrs

from namelink.config import Limits
from namelink.importers.context import ImportContext
from namelink.model import EntityType
from namelink.record import Record


@attrs.frozen
class Option:
    """An option of an importer, as the command line shows it.

    Attributes:
        flag: How it is written: ``--lang``; ``--historic``, or ``--subclasses/--no-subclasses``, where it is a switch.
        parameter: The key of its value among the options that `Importer.read` is called with.
        help: What it does, in one sentence.
        default: Its text where it is not given, shown in the help; a bool makes the option a switch; None for
            none, and then the parameter is missing where the option is not given.
        parse: Makes its value of a text; it raises a ValueError that says what is wrong.
        metavar: What stands for its value in the help.
        choices: The texts it may have; any if there are none.
        repeatable: Whether it may be given several times: its value is a tuple then.
    """

    flag: str
    parameter: str
    help: str
    default: str | bool | None = None
    parse: Callable[[str], Any] = str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    repeatable: bool = False


class Importer(abc.ABC):
    """Records out of one kind of source."""

    name: ClassVar[str]
    """What it is called on the command line: ``namelink gazetteer import NAME``."""
    help: ClassVar[str]
    """What it reads, in one sentence; more may follow after an empty line."""
    formats: ClassVar[tuple[str, ...]] = ()
    """The files it reads, a short description each."""
    options: ClassVar[tuple[Option, ...]] = ()
    """The options it takes."""

    @abc.abstractmethod
    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records of some sources, each id once.

        What cannot be read is reported to the context; nothing in a source is a reason to raise.

        Args:
            paths: The sources.
            context: Where to report, and the limits of what is taken in.
            options: The values of its options, by their parameters.

        Raises:
            SourceError: a source is missing, or an option cannot be used.
        """

    def passes(self, options: Mapping[str, Any]) -> int:  # noqa: ARG002 - an importer may ask for them
        """Return how often the sources are read, so that a progress bar knows its length."""
        return 1


def parse_list(text: str) -> tuple[str, ...] | None:
    """Return the parts of a list with commas; None for 'all'.

    >>> parse_list("ar, en"), parse_list("all")
    (('ar', 'en'), None)
    """
    return None if text == "all" else tuple(part.strip() for part in text.split(",") if part.strip())


def parse_pair(text: str) -> tuple[str, str]:
    """Return both sides of a text with an equals sign.

    Raises:
        ValueError: there is none.

    >>> parse_pair("id = code")
    ('id', 'code')
    """
    left, sign, right = text.partition("=")
    if not sign:
        raise ValueError(f"{text} has no '='")
    return left.strip(), right.strip()


def parse_weight(text: str) -> float:
    """Return a weight.

    Raises:
        ValueError: it is no number from 0 to 1.

    >>> parse_weight("0.25")
    0.25
    """
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= 1:
        raise ValueError(f"the weight must be a number from 0 to 1, not '{text:.40}'")
    return weight


def languages_option(default: str) -> Option:
    """Return the option of the languages of names to take."""
    sentence = "Languages of names to take, with commas between them, or 'all'."
    return Option("--lang", "languages", sentence, default, parse_list)


TYPES_OPTION = Option(
    "--type", "types", "Only entities of this type; repeatable.", choices=tuple(map(str, EntityType)), repeatable=True
)
IMPORTED_WEIGHT = Limits().imported_weight
"""The weight of a record of a large source that gives none."""


def weight_option(default: float) -> Option:
    """Return the option of the weight of records that the source gives none."""
    sentence = "The weight of records that the source gives none, 0 to 1."
    return Option("--weight", "weight", sentence, str(default), parse_weight, metavar="WEIGHT")
