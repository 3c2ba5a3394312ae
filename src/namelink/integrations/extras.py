"""Optional libraries: each belongs to an extra, and where it is missing the error names the extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from namelink import MissingExtraError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import the libraries of an extra; put the import statements inside.

    Args:
        name: The extra, as in ``pip install 'namelink[name]'``.

    Raises:
        MissingExtraError: one of them is not installed.

    >>> with extra("spark"):
    ...     import no_such_library
    Traceback (most recent call last):
    namelink.errors.MissingExtraError: no_such_library is not installed; pip install 'namelink[spark]' brings it
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{error.name} is not installed; pip install 'namelink[{name}]' brings it", name=error.name
        ) from error
