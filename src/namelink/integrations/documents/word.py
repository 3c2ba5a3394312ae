"""The text of a Word document: of its body, tables and text boxes, its footnotes and endnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from namelink.errors import DocumentError, DocumentFault
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.reading import PART, broken, encrypted
from namelink.integrations.extras import extra

with extra("documents"):
    import docx
    from docx.oxml import parse_xml

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = f"{_WORD}p"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show in place of what stands beside it: the same text once more."""

_WRITTEN = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_NOTES = ("/footnotes", "/endnotes")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a document are packed; the other ways unpack more than is asked for at once."""

_MAIN = "word/"


def read_docx(content: bytes, limits: DocumentLimits, check: Callable[[], None]) -> str:
    """Return the text of a Word document; what was struck out under the eye of others is left out.

    Args:
        content: The bytes of the file.
        limits: What it may hold.
        check: Is called between two parts, and raises what ends the work.

    Raises:
        DocumentError: it is no Word document, has a password, is broken, or holds too much.
    """
    _check_archive(content, limits)
    check()
    try:
        roots = list(_roots(content))
    except MemoryError:
        raise
    except Exception:  # whatever the libraries say of a file that is not as it should be
        raise broken() from None
    paragraphs: list[str] = []
    for root in roots:
        check()
        paragraphs += _paragraphs(root)
    return "\n".join(paragraphs)


def _check_archive(content: bytes, limits: DocumentLimits) -> None:
    """Raise a DocumentError unless an archive is a Word document that unpacks to what is allowed.

    No part unpacks to more than the archive says of it: `zipfile` reads that much, and no more.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        raise broken() from None
    if not any(part.filename.startswith(_MAIN) for part in parts):
        raise DocumentError(
            DocumentFault.UNSUPPORTED,
            "the file is an archive, and no Word document",
            "unpack it, or save what it holds as .docx, .pdf, .csv or text",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
    if any(part.compress_type not in _METHODS for part in parts):
        raise broken()
    size = sum(part.file_size for part in parts)
    if size > limits.unpacked:
        raise DocumentError(
            DocumentFault.TOO_LARGE,
            f"the document unpacks to {size:,} bytes, and {limits.unpacked:,} are read at most",
            PART,
        )


def _roots(content: bytes) -> Iterator[Any]:
    """Yield the elements that hold the text of a document."""
    document = docx.Document(io.BytesIO(content))
    yield document.element.body
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(_PARAGRAPH):
        if not any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            yield "".join(_written(paragraph))


def _written(node: Any) -> Iterator[str]:
    """Yield what is written in a paragraph, outside of others that stand in it, as those of a text box do."""
    for child in node:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag not in (_PARAGRAPH, _FALLBACK):
            yield from _written(child)
