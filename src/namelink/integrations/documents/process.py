"""Reading a document in a process of its own, which is ended where it takes too much time or memory."""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing.connection import Connection

from namelink.errors import DocumentError, DocumentFault, NamelinkError
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.reading import PART, read_document
from namelink.integrations.memory import bound_memory


def read_apart(content: bytes, limits: DocumentLimits | None = None) -> str:
    """Return the text of a document, as `read_document` does, within the time and, on Linux, the memory of the limits.

    Args:
        content: The bytes of the file.
        limits: What it may hold, and what reading it may take; the defaults of `DocumentLimits` if None.

    Raises:
        DocumentError: its text cannot be read.
        MissingExtraError: what reads it is not installed.
    """
    limits = limits or DocumentLimits()
    if len(content) > limits.file:
        return read_document(content, limits)  # which says so
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_reply, args=(theirs, content, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(limits.seconds):
            raise DocumentError(
                DocumentFault.TOO_SLOW, f"the document takes more than {limits.seconds:g} seconds to read", PART
            )
        reply = ours.recv()
    except EOFError:
        raise _too_much(limits) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(reply, NamelinkError):
        raise reply
    return str(reply)


def _too_much(limits: DocumentLimits) -> DocumentError:
    return DocumentError(
        DocumentFault.TOO_LARGE,
        f"the document takes more than {limits.memory:,} bytes of memory to read",
        PART,
    )


def _reply(connection: Connection, content: bytes, limits: DocumentLimits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to every process, and one of them tells it
    bound_memory(limits.memory)
    try:
        connection.send(read_document(content, limits))
    except NamelinkError as error:
        connection.send(error)
    except MemoryError:
        connection.send(_too_much(limits))
