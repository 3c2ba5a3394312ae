"""What has been worked out before: a map that fills itself, and forgets everything when it is full."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")

MOST = 100_000
"""Words about which something is remembered."""


class BoundedCache(dict[_K, _V]):
    """What a function says of each key, asked once for each.

    Threads may share one. Those that ask for a key at once are given one value, and what is forgotten is worked out
    again; nothing ever iterates over a memory, so it may be cleared at any moment.

    >>> lengths = BoundedCache(len)
    >>> lengths["مصر"], lengths.each(["قطر", "مصر", "السودان"]), len(lengths)
    (3, [3, 3, 7], 3)
    """

    def __init__(self, function: Callable[[_K], _V], most: int = MOST) -> None:
        """Make an empty memory.

        Args:
            function: What says something of a key.
            most: Keys that are remembered at most.
        """
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, key: _K) -> _V:
        """Ask the function."""
        value = self._function(key)
        if len(self) >= self._most:
            self.clear()
        return self.setdefault(key, value)

    def each(self, keys: Iterable[_K]) -> list[_V]:
        """Return what the function says of each key."""
        return list(map(self.__getitem__, keys))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the function alone."""
        return (BoundedCache, (self._function, self._most))
