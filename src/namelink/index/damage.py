"""Damage that shows only when it is read: what makes no sense is looked into, and told for what it is.

Of a large index not all bytes are compared with their checksums when it is opened. A number that leads nowhere ends in
some error of Python; where one has come, all checksums are compared.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from namelink.errors import NamelinkError


class ReadsIndexes(Protocol):
    """What reads indexes, and can compare them with their checksums."""

    def require_whole(self) -> None:
        """Raise an IndexFormatError where an index is damaged."""


_Reader = TypeVar("_Reader", bound=ReadsIndexes)
_P = ParamSpec("_P")
_T = TypeVar("_T")

_SIGNS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, ValueError, zlib.error)
"""What numbers and bytes that make no sense end in."""


def tells_damage(method: Callable[Concatenate[_Reader, _P], _T]) -> Callable[Concatenate[_Reader, _P], _T]:
    """Have what a method raises because an index is damaged told as an IndexFormatError.

    What it raises over an index that is whole stays as it is.

    >>> class Names:
    ...     def require_whole(self) -> None:
    ...         raise NamelinkError("names.kinds is damaged")
    ...     @tells_damage
    ...     def kind(self, number: int) -> str:
    ...         return ["name"][number]
    >>> Names().kind(0)
    'name'
    >>> Names().kind(9)
    Traceback (most recent call last):
    namelink.errors.NamelinkError: names.kinds is damaged
    """

    @functools.wraps(method)
    def checked(self: _Reader, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(self, *args, **kwargs)
        except NamelinkError:
            raise
        except _SIGNS:
            self.require_whole()
            raise

    return checked
