"""What an import reports while a source is read: rejects, skipped lines, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from namelink.config import Limits


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
        cut_off: Whether all that follows it in the file is missing too.
    """

    file: str
    line: int
    reason: str
    cut_off: bool = False


IssueCallback = Callable[[ImportIssue], object]
"""Called with each line that makes no record, and why."""

NoteCallback = Callable[[str], object]
"""Called with a sentence about the sources as a whole: what was found out about them, or passed over, and why."""

ProgressCallback = Callable[[int], object]
"""Called with how many more bytes of the sources have been read."""


def _ignore(_: object) -> None:
    """Do nothing."""


def _optional(callback: Callable[[Any], object] | None) -> Callable[[Any], object]:
    return callback or _ignore


@attrs.frozen
class ImportContext:
    """Where an import reports, and how much it takes in.

    Attributes:
        on_reject: Called with each line, or part of a line, that cannot be used.
        on_skip: Called with each line that is in order but was not asked for; None for nothing.
        progress: Called with how many more bytes have been read; None for nothing.
        limits: How long lines, and how large records, may be.
        on_note: Called with each sentence about the sources as a whole; None for nothing.
    """

    on_reject: IssueCallback
    on_skip: IssueCallback = attrs.field(default=None, converter=_optional)
    progress: ProgressCallback = attrs.field(default=None, converter=_optional)
    limits: Limits = attrs.field(factory=Limits)
    on_note: NoteCallback = attrs.field(default=None, converter=_optional)

    def reject(self, line: Line, reason: str, *, cut_off: bool = False) -> None:
        """Report that a line, or a part of it, cannot be used."""
        self.on_reject(ImportIssue(line.file, line.number, reason, cut_off))

    def skip(self, line: Line, reason: str) -> None:
        """Report that a line is in order but was not asked for."""
        self.on_skip(ImportIssue(line.file, line.number, reason))

    def note(self, sentence: str) -> None:
        """Report something about the sources as a whole."""
        self.on_note(sentence)


class Unusable(Exception):  # noqa: N818 - it never leaves an import: it becomes a reject
    """A line that makes no record; the message is the reason."""


class NotWanted(Exception):  # noqa: N818 - likewise
    """A line that is in order but was not asked for; the message is the reason."""
