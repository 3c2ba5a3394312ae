"""Every error namelink raises on purpose. Each message says what was wrong, where, and what to do."""

from __future__ import annotations

from enum import StrEnum

from namelink.summary import shown


class NamelinkError(Exception):
    """The base of all errors below: catch this to catch any of them."""


class RecordError(NamelinkError, ValueError):
    """A gazetteer record that cannot be used: the message names the file, the line and the field."""


class EncodingError(NamelinkError, ValueError):
    """Input that is not UTF-8: the message names the file, the line and the byte."""


class IndexFormatError(NamelinkError, ValueError):
    """An index that is damaged, incomplete or of another version: the message says how to rebuild it."""


class BuildError(NamelinkError, RuntimeError):
    """An index that could not be built, although nothing is wrong with its records."""


class WorkerError(NamelinkError, RuntimeError):
    """A process that shared the work was killed: the message says what to try."""


class SchemeError(NamelinkError, ValueError):
    """A romanization scheme that is not known, not reversible, or whose file cannot be used."""


class SourceError(NamelinkError, ValueError):
    """A source that cannot be imported as it was asked: not there, or without the columns that were named.

    Also an importer that is not known, or whose package is broken.
    """


class ExportError(NamelinkError, ValueError):
    """A gazetteer that cannot be written as it was asked: the message names the entity."""


class GoldError(NamelinkError, ValueError):
    """Gold that cannot be evaluated on: the message names the file and the line."""


class IndexNotFoundError(NamelinkError, FileNotFoundError):
    """There is no index at the given path."""


class DocumentFault(StrEnum):
    """Why the text of a document cannot be read."""

    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNSUPPORTED = "unsupported"


class DocumentError(NamelinkError, ValueError):
    """A document whose text cannot be read: the message says why, and what to do.

    Attributes:
        fault: Why, for programs.
        problem: Why, for people.
        cure: What to do.
    """

    def __init__(self, fault: DocumentFault, problem: str, cure: str) -> None:
        super().__init__(f"{problem}; {cure}")
        self.fault = fault
        self.problem = problem
        self.cure = cure

    def __reduce__(self) -> tuple[type[DocumentError], tuple[DocumentFault, str, str]]:
        return type(self), (self.fault, self.problem, self.cure)


class ColumnError(NamelinkError, ValueError):
    """A column that is not there, holds no text, or would be added twice: the message names it."""


class MissingExtraError(NamelinkError, ImportError):
    """An optional library is not installed: the message names the extra that brings it."""


def require_str(value: object, function: str, argument: str) -> str:
    """Return value if it is a str, else raise a TypeError that says what came.

    >>> require_str("قطر", "resolve", "name")
    'قطر'
    >>> require_str(b"qatar", "resolve", "name")
    Traceback (most recent call last):
    TypeError: resolve() takes name as a str, not bytes (b'qatar'); decode it first, usually as UTF-8
    """
    if isinstance(value, str):
        return value
    cure = "; decode it first, usually as UTF-8" if isinstance(value, bytes | bytearray) else ""
    raise TypeError(f"{function}() takes {argument} as a str, not {type(value).__name__} ({shown(value)}){cure}")


class ConfigError(NamelinkError, ValueError):
    """A configuration that cannot be used: the message names the group and the setting."""
