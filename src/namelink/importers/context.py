"""What is told while a source is read: what was rejected, what was passed over, and how far it has come."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs


@attrs.frozen
class Line:
    """A line of a source.

    Attributes:
        file: The file, and the member of it where it is an archive: ``cities15000.zip:cities15000.txt``.
        number: The number of the line, from 1.
        text: The line without its end; empty where only its place is meant.
    """

    file: str
    number: int
    text: str = attrs.field(default="", repr=False)


@attrs.frozen
class ImportIssue:
    """Why a line of a source, or a part of it, made no record.

    Attributes:
        file: The file, and the member of it where it is an archive.
        line: The number of the line, from 1.
        reason: What is wrong with it, or why it was not asked for.
    """

    file: str
    line: int
    reason: str


IssueCallback = Callable[[ImportIssue], object]
"""What is told of the lines that make no record."""


def _ignore(_: object) -> None:
    """Tell nobody."""


def _listener(listener: IssueCallback | None) -> IssueCallback:
    return listener or _ignore


def _meter(progress: Callable[[int], object] | None) -> Callable[[int], object]:
    return progress or _ignore


@attrs.frozen
class ImportContext:
    """Who is told what while a source is read.

    Attributes:
        rejects: Told of what could not be read.
        passed: Told of each line that is in order but was not asked for; None for nobody.
        progress: Told how many more bytes of the source have been read; None for nobody.
    """

    rejects: IssueCallback
    passed: IssueCallback = attrs.field(default=None, converter=_listener)
    progress: Callable[[int], object] = attrs.field(default=None, converter=_meter)

    def reject(self, line: Line, reason: str) -> None:
        """Tell that a line, or a part of it, cannot be used."""
        self.rejects(ImportIssue(line.file, line.number, reason))

    def pass_over(self, line: Line, reason: str) -> None:
        """Tell that a line is in order but not asked for."""
        self.passed(ImportIssue(line.file, line.number, reason))


class Unusable(Exception):  # noqa: N818 - it never leaves the package: it becomes a reject
    """A line that makes no record; the message is the reason."""


class NotWanted(Exception):  # noqa: N818 - likewise
    """A line that is in order but was not asked for; the message is the reason."""


def parse_object(text: str) -> dict[str, Any]:
    """Return the object of a line of JSON.

    Raises:
        Unusable: it is no JSON, or no object.

    >>> parse_object('{"id": "Q813"}')
    {'id': 'Q813'}
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unusable(f"this is no JSON: {error.msg}, column {error.colno}") from None
    except RecursionError:
        raise Unusable("this is no JSON that can be read: it is nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise Unusable(f"this is no JSON that can be read: {error}") from None
    if not isinstance(data, dict):
        raise Unusable("this is JSON, but no object")
    return data


def mapping(value: object) -> dict[str, Any]:
    """Return a value if it is an object, else an empty one: Wikidata writes an empty object as a list.

    >>> mapping({"ar": 1}), mapping([])
    ({'ar': 1}, {})
    """
    return value if isinstance(value, dict) else {}


def texts(value: object) -> list[str]:
    """Return the strings of a list, or of a single string.

    >>> texts(["a", 3, "b"]), texts("a"), texts(None)
    (['a', 'b'], ['a'], [])
    """
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
