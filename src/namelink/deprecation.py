"""Old names of arguments and attributes, which work for one release and warn."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])


def renamed_arguments(**names: str) -> Callable[[_F], _F]:
    """Return a decorator of a function whose keyword arguments had other names.

    Args:
        names: The new names by the old ones.

    >>> @renamed_arguments(minimum="threshold")
    ... def resolve(*, threshold):
    ...     return threshold
    >>> resolve(threshold=0.9)
    0.9
    """

    def decorate(function: _F) -> _F:
        @functools.wraps(function)
        def accepting(*arguments: Any, **keywords: Any) -> Any:
            for old in names.keys() & keywords.keys():
                warn(f"{function.__name__}({old}=)", f"{names[old]}=")
                keywords[names[old]] = keywords.pop(old)
            return function(*arguments, **keywords)

        return accepting  # type: ignore[return-value]

    return decorate


def warn(old: str, new: str) -> None:
    """Warn that an old name is used, at the line that called the caller of this function.

    Args:
        old: The old name, as users write it.
        new: What to write in its place.
    """
    warnings.warn(f"{old} is deprecated and goes with the next release; use {new}", DeprecationWarning, stacklevel=3)
