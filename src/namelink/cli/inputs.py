"""What the commands read: files and standard input, in the encoding that they are found to be in or that was given."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TextIO, cast

import attrs

from namelink.cli.output import echo
from namelink.config import Limits
from namelink.errors import DocumentError, EncodingError, MissingExtraError
from namelink.files import bad_byte
from namelink.importers.encodings import find_mark, guess_encoding
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.reading import is_document

_ESCAPED = re.compile("[\udc80-\udcff]")
"""Bytes that are no text, as Python's surrogateescape keeps them."""

_ORDERS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
}
"""What the marks stand for, the order of the bytes told."""

_WIDE = ("utf-16", "utf-32")
"""Encodings whose text has NUL bytes."""

_EXACT = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
"""Encodings that write a mark of their own, and those that leave it to us."""


@attrs.frozen
class TextInput:
    """A file that is read as text.

    Attributes:
        stream: Its text, with the ends of its lines as they are, after the mark of its encoding.
        where: What it is called.
        encoding: Its encoding.
        mark: The bytes that it begins with to tell the encoding, or none.
    """

    stream: TextIO
    where: str
    encoding: str
    mark: bytes

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends.

        Raises:
            EncodingError: a line is not text in this encoding; the message names it.
        """
        number = 0
        try:
            for number, line in enumerate(self.stream, 1):
                self._check(line, number)
                yield line
        except UnicodeDecodeError as error:
            raise self._bad(f"{self.where}:{number + 1}", f"{error.reason} in {self.encoding}") from None

    def read(self) -> str:
        """Return the whole text.

        Raises:
            EncodingError: it is not text in this encoding; the message names the line.
        """
        try:
            text = self.stream.read()
        except UnicodeDecodeError as error:
            raise self._bad(self.where, f"{error.reason} in {self.encoding}") from None
        if found := _ESCAPED.search(text):
            begin = text.rfind("\n", 0, found.start()) + 1
            self._check(text[begin:].partition("\n")[0], text.count("\n", 0, begin) + 1)
        return text

    def _check(self, line: str, number: int) -> None:
        if line.isascii() or not _ESCAPED.search(line):
            return
        try:
            line.encode(self.encoding, "surrogateescape").decode(self.encoding)
        except UnicodeDecodeError as error:
            raise self._bad(f"{self.where}:{number}", bad_byte(error, self.encoding)) from None

    def _bad(self, where: str, what: str) -> EncodingError:
        return EncodingError(f"{where}: {what}; name the encoding with --encoding, or save the text as UTF-8")


@contextlib.contextmanager
def open_text(file: str, encoding: str | None = None) -> Iterator[TextInput]:
    """Open a file as text, a Word or PDF document as its text; '-' is standard input.

    Args:
        file: The file.
        encoding: Its encoding; None has it guessed by the first bytes that are not ASCII, and told if it is not UTF-8.

    Raises:
        EncodingError: it is in no encoding that is known by itself.
        DocumentError: it is a document whose text cannot be read.
        MissingExtraError: it is a document, and what reads those is not installed.
        OSError: it cannot be read.
    """
    where = "standard input" if file == "-" else file
    with contextlib.nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as raw:
        head, sample = _begin(raw)
        if is_document(head):
            yield TextInput(io.StringIO(_document_text(raw, head, where), newline=""), where, "utf-8", b"")
            return
        mark = find_mark(head)
        found = encoding or guess_encoding(sample)
        if found is None or (not encoding and b"\0" in sample and not _may_hold_nul(sample, found)):
            raise EncodingError(f"{where}: it is in no encoding that is known by itself; name it: --encoding")
        if encoding is None and not mark and found != "utf-8":
            echo(f"{where}: read as {found}, by its first bytes; --encoding names another", err=True)
        mark = mark if mark and found.startswith(str(guess_encoding(mark))) else b""
        found = _ORDERS[mark] if mark else _EXACT.get(found, found)
        # Only of encodings whose ASCII is ASCII can bytes that are no text be kept as such.
        errors = "strict" if found.startswith(_WIDE) else "surrogateescape"
        rest = io.BufferedReader(_Resumed(head[len(mark) :], raw))
        yield TextInput(io.TextIOWrapper(rest, found, errors, newline=""), where, found, mark)


def _document_text(raw: IO[bytes], head: bytes, where: str) -> str:
    """Return the text of a document, of which the first bytes are read."""
    from namelink.integrations.documents.process import read_apart

    try:
        return read_apart(head + raw.read(DocumentLimits().file))
    except DocumentError as error:
        raise DocumentError(error.fault, f"{where}: {error.problem}", error.cure) from None
    except MissingExtraError as error:
        raise MissingExtraError(f"{where}: {error}", name=error.name) from None


def _begin(raw: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the first bytes of a file, which are read, and those that tell its encoding.

    Of a pipe both are what has come so far; of a file the latter begin at the first byte that is not ASCII.
    """
    size = Limits().bytes_of_guess
    head = sample = cast(io.BufferedReader, raw).read1(size)
    if raw.seekable() and raw is not sys.stdin.buffer:
        while sample and sample.isascii() and b"\0" not in sample:
            sample = raw.read(size)
        # A letter that the beginning ends in is whole in what follows it.
        sample += raw.read(size)
        raw.seek(len(head))
    return head, head if _is_telling(head) else sample


def _may_hold_nul(sample: bytes, encoding: str) -> bool:
    """Whether bytes with NUL among them are text: in two or four bytes a letter, or in UTF-8 without a fault."""
    if encoding.startswith(_WIDE):
        return True
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return encoding in ("utf-8", "utf-8-sig")


def _is_telling(head: bytes) -> bool:
    return not head.isascii() or any(sign in head for sign in (b"\0", b"\x06"))


class _Resumed(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._left = head
        self._stream = cast(io.BufferedReader, stream)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self._left[: len(buffer)] or self._stream.read1(len(buffer))
        self._left = self._left[len(content) :]
        buffer[: len(content)] = content
        return len(content)


def read_text(file: str, encoding: str | None = None) -> str:
    """Return the text of a file, or of standard input for '-'; see `open_text`."""
    with open_text(file, encoding) as source:
        return source.read()


def arguments(texts: Iterable[str], encoding: str | None = None) -> Iterator[str]:
    """Yield the arguments of a command, and in the place of '-' the lines of standard input."""
    for text in texts:
        if text == "-":
            with open_text(text, encoding) as source:
                yield from (line.rstrip("\r\n") for line in source.lines())
        else:
            yield text
