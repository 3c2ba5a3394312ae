"""The text of a PDF document, by the places of its letters: the order they are drawn in is not that of reading."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

from namelink.errors import DocumentError, DocumentFault
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.reading import PART, broken, encrypted
from namelink.integrations.documents.writing import Glyph, block_text, is_right_to_left, lines
from namelink.integrations.extras import extra

with extra("documents"):
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTChar, LTFigure, LTPage, LTTextBox, LTTextLineHorizontal
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells what it leaves out, with pieces of the text

_UNNAMED = "(cid:"
"""How a letter is written of which the document does not say what it is."""


def read_pdf(content: bytes, limits: DocumentLimits, check: Callable[[], None]) -> str:
    """Return the text of a PDF document, in the order in which it is read.

    Args:
        content: The bytes of the file.
        limits: What it may hold.
        check: Is called between two pages, and raises what ends the work.

    Raises:
        DocumentError: it has a password, is broken, or holds too many pages.
    """
    pages: list[str] = []
    layouts = _layouts(content)
    while True:
        check()
        try:
            layout = next(layouts, None)
            text = "" if layout is None else _page_text(layout)
        except (PDFPasswordIncorrect, PDFEncryptionError):
            raise encrypted() from None
        except MemoryError:
            raise
        except Exception:  # whatever the library says of a file that is not as it should be
            raise broken() from None
        if layout is None:
            break
        if len(pages) == limits.pages:
            raise DocumentError(DocumentFault.TOO_LARGE, f"the document has more than {limits.pages:,} pages", PART)
        pages.append(text)
    if not pages:
        raise broken()
    return "\n\n".join(page for page in pages if page)


def _layouts(content: bytes) -> Iterator[Any]:
    """Yield the pages with what is drawn on each."""
    device = PDFPageAggregator(PDFResourceManager(), laparams=None)
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(content)))):
        interpreter.process_page(page)
        yield device.get_result()


class _Page(LTPage):  # type: ignore[misc]  # its types are not read
    """A page whose lines are known; the library finds which of them are a block, and the order of the blocks."""

    def __init__(self, layout: Any, found: list[list[Any]]) -> None:
        super().__init__(layout.pageid, layout.bbox)
        self._lines = found
        self.extend(char for line in found for char in line)

    def group_objects(self, parameters: LAParams, _chars: Any) -> Iterator[Any]:
        """Yield the lines."""
        for found in self._lines:
            line = LTTextLineHorizontal(parameters.word_margin)
            for char in found:
                line.add(char)
            yield line


def _page_text(layout: Any) -> str:
    """Return the text of a page: its blocks from the top down, each with its lines.

    The library looks for blocks as they stand on Latin pages, so a page that is read from the right is turned over.
    """
    drawn = [char for char in _chars(layout) if not char.get_text().startswith(_UNNAMED)]
    is_turned = is_right_to_left("".join(char.get_text() for char in drawn))
    found = lines(Glyph(char.get_text(), char.x0, char.x1, char.y0, char.y1, char) for char in drawn)
    glyphs = {id(glyph.drawn): glyph for line in found for glyph in line}
    width, parameters = layout.x0 + layout.x1, LAParams(line_margin=1.0)
    for glyph in glyphs.values() if is_turned else ():
        glyph.drawn.set_bbox((width - glyph.right, glyph.bottom, width - glyph.left, glyph.top))
    page = _Page(layout, [[glyph.drawn for glyph in line] for line in found])
    page.analyze(parameters)
    blocks = (
        [[glyphs[id(char)] for char in line if id(char) in glyphs] for line in block]
        for block in page
        if isinstance(block, LTTextBox)
    )
    return "\n\n".join(filter(None, (block_text(block, parameters.word_margin) for block in blocks)))


def _chars(drawn: Any) -> Iterator[Any]:
    for each in drawn:
        if isinstance(each, LTChar):
            yield each
        elif isinstance(each, LTFigure):
            yield from _chars(each)
