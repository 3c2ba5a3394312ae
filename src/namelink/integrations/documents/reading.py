"""The text of a document, whatever it was written with; a document is told by its first bytes, not by its name."""

from __future__ import annotations

from collections.abc import Callable

from namelink.errors import DocumentError, DocumentFault
from namelink.integrations.documents.limits import DocumentLimits

_PDF = b"%PDF-"
_ARCHIVE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which Word keeps a document that has a password."""

PART = "save a part of it, or its text"
"""What to do with a document that is too large."""

_MARK = b"\xef\xbb\xbf"


def is_document(head: bytes) -> bool:
    """Whether a file that begins so is a document of some kind, and no plain text.

    Args:
        head: Its first bytes; eleven are enough.

    >>> is_document(b"%PDF-1.7 ..."), is_document("قطر".encode())
    (True, False)
    """
    return head.removeprefix(_MARK).lstrip(b"\r\n ").startswith((_PDF, _ARCHIVE, _OLE))


def read_document(
    content: bytes, limits: DocumentLimits | None = None, check: Callable[[], None] = lambda: None
) -> str:
    """Return the text of a document, its lines and paragraphs on lines of their own.

    Args:
        content: The bytes of the file.
        limits: What it may hold; the defaults of `DocumentLimits` if None.
        check: Is called between two pages, and raises what ends the work.

    Raises:
        DocumentError: it is no Word or PDF document, has a password or no text, is broken, or holds too much.
        MissingExtraError: what reads it is not installed.

    >>> read_document(b"%PDF-1.7")
    Traceback (most recent call last):
    namelink.errors.DocumentError: the document is broken, and nothing can be made of it; open it ...
    """
    limits = limits or DocumentLimits()
    if len(content) > limits.file:
        raise DocumentError(
            DocumentFault.TOO_LARGE,
            f"the document has {len(content):,} bytes, and {limits.file:,} are read at most",
            PART,
        )
    begin = content[:1024].removeprefix(_MARK).lstrip(b"\r\n ")
    if begin.startswith(_PDF):
        from namelink.integrations.documents import pdf

        text = pdf.read_pdf(content, limits, check)
    elif begin.startswith(_ARCHIVE):
        from namelink.integrations.documents import word

        text = word.read_docx(content, limits, check)
    else:
        raise _other(content)
    if not text.strip():
        raise DocumentError(
            DocumentFault.NO_TEXT,
            "the document has no text, or only pictures of it, as a scanner makes them",
            "run it through a program that reads the letters in pictures (OCR) first",
        )
    return text


def _other(content: bytes) -> DocumentError:
    if content.startswith(_OLE) and _ENCRYPTED in content:
        return encrypted()
    if content.startswith(_OLE):
        return DocumentError(
            DocumentFault.UNSUPPORTED,
            "the document is of an old Office (.doc, .xls, .ppt)",
            "open it, and save it as .docx, .pdf or text",
        )
    return DocumentError(
        DocumentFault.UNSUPPORTED, "the file is no Word document (.docx) and no PDF", "save it as one, or as text"
    )


def broken() -> DocumentError:
    """Return the error of a document that is not as it should be."""
    return DocumentError(
        DocumentFault.BROKEN,
        "the document is broken, and nothing can be made of it",
        "open it in another program, and save it anew",
    )


def encrypted() -> DocumentError:
    """Return the error of a document that has a password."""
    return DocumentError(
        DocumentFault.ENCRYPTED, "the document has a password", "open it with that, and save it without one"
    )
