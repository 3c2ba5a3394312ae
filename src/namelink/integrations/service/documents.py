"""Documents over HTTP: the bytes of a Word or PDF file come, and its text goes back."""

from __future__ import annotations

from namelink import MissingExtraError
from namelink.errors import DocumentError
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.reading import read_document
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.limits import ServiceLimits

PATH = "/document"

TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
)
"""The media types of a body; what a document is, its first bytes tell."""


def document_text(limits: ServiceLimits, content: bytes, budget: Budget) -> bytes:
    """Return the JSON with the text of a document.

    Args:
        limits: The limits of the service.
        content: The bytes of the file.
        budget: What the work may take.

    Raises:
        RequestError: its text cannot be read (422), or nothing that reads documents is installed (501).
    """
    try:
        text = read_document(content, DocumentLimits(file=limits.document), budget.check)
    except DocumentError as error:
        raise RequestError(422, f"document_{error.fault}", error.problem, error.cure) from None
    except MissingExtraError as error:
        raise RequestError(
            501,
            "not_installed",
            f"this service cannot read documents: {error.name} is not installed where it runs",
            "have it installed there: pip install 'namelink[documents]'",
        ) from None
    return budget.encode({"text": text})
