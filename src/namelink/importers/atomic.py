"""Files that are written beside their place and put there when they are whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import attrs


@attrs.define
class FreshFile:
    """A file that is being written.

    Attributes:
        file: Where to write.
        keep: Whether it takes its place at the end.
    """

    file: TextIO
    keep: bool = True


@contextmanager
def replacing(path: Path) -> Iterator[FreshFile]:
    """Open a file that takes a path's place at the end; if anything is raised, nothing has changed.

    Lines end in a line feed, the text is UTF-8; half a surrogate pair is written as its escape.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     with replacing(path) as fresh:
    ...         _ = fresh.file.write("قطر")
    ...     path.read_text(encoding="utf-8")
    'قطر'
    """
    work = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with work.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            fresh = FreshFile(file)
            yield fresh
            file.flush()
            os.fsync(file.fileno())
        if fresh.keep:
            work.replace(path)
    finally:
        work.unlink(missing_ok=True)
