"""The files that commands write: none is one that the command reads, and what fails is told in a sentence."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from namelink import NamelinkError
from namelink.cli.options import BadInput
from namelink.files import same_file
from namelink.gazetteer.installed import find_index


def require_free(output: Path, read: Iterable[str | Path], indexes: Iterable[str] = ()) -> None:
    """Refuse a file to write that the command reads too, however the path is spelt.

    Args:
        output: The file.
        read: The files that are read, '-' for standard input; of a folder all that is in it.
        indexes: The indexes that are read, or names of installed gazetteers.

    Raises:
        BadInput: it is read too, or lies in a folder or an index that is.
    """
    listed = [*map(str, read), *(str(find_index(index)) for index in indexes)]
    found = same_file(output, [_path(file) for file in listed])
    if found is not None:
        raise BadInput(
            f"{output} is to be written and {found} is read: they must be different files; name another to write"
        )


@contextlib.contextmanager
def writing(output: Path) -> Iterator[None]:
    """Have what the system cannot do while a file or an index is written end the command with a sentence.

    Raises:
        BadInput: the system could not do what it was asked.
    """
    try:
        yield
    except OSError as error:
        if isinstance(error, NamelinkError):
            raise
        own = str(error.filename or output) in (str(output), os.path.realpath(output))
        where = "" if own else f"{error.filename}: "
        raise BadInput(f"{output}: cannot be written: {where}{error.strerror or error}") from error


def _path(file: str) -> Path:
    """Return the path of a file that is read; of standard input that of the file it comes from."""
    if file != "-":
        return Path(file)
    try:
        return Path(os.path.realpath(f"/dev/fd/{sys.stdin.fileno()}"))
    except (OSError, ValueError):
        return Path(os.devnull)
