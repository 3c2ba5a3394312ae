"""The one kind of cache: a map that fills itself, is bounded, shared by threads, and tells how it is used.

Beside it, a value of an object that is computed when it is first asked for.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, cast, overload

import attrs

_K = TypeVar("_K")
_V = TypeVar("_V")
_F = TypeVar("_F", bound=Callable[..., Any])


@attrs.frozen
class CacheStatistics:
    """How a cache is used.

    Attributes:
        entries: Entries it holds.
        capacity: Entries it holds at most.
        misses: Values that were computed since the process began.
        clears: How often it was full, and emptied.
    """

    entries: int
    capacity: int
    misses: int
    clears: int


class BoundedCache(dict[_K, _V]):
    """The values of a pure function, computed once for each key; emptied when it is full.

    Threads may share one: every operation on it is one operation of a dict, and of two values that two
    threads compute for one key, the first stays, so that a key has one value object at a time.

    >>> lengths = BoundedCache(len, capacity=100)
    >>> lengths["مصر"], lengths.get_many(["قطر", "مصر", "السودان"]), lengths.statistics()
    (3, [3, 3, 7], CacheStatistics(entries=3, capacity=100, misses=3, clears=0))
    """

    def __init__(self, function: Callable[[_K], _V], capacity: int, longest: int | None = None) -> None:
        """Make an empty cache.

        Args:
            function: Computes the value of a key.
            capacity: Entries that are kept at most.
            longest: Length of the longest key that is kept, where keys have a length: it bounds the memory.
        """
        super().__init__()
        self._function = function
        self._capacity = capacity
        self._longest = longest
        self._misses = 0
        self._clears = 0

    def __missing__(self, key: _K) -> _V:
        """Compute the value of a key that is not there."""
        return self._keep(key, self._function(key))

    def get_or(self, key: _K, compute: Callable[[], _V]) -> _V:
        """Return the value of a key; where it is not there, ``compute`` makes it of what is at hand already.

        >>> BoundedCache(len, capacity=2).get_or("مصر", lambda: 3)
        3
        """
        value = self.get(key)
        return self._keep(key, compute()) if value is None else value

    def _keep(self, key: _K, value: _V) -> _V:
        self._misses += 1
        if self._longest is not None and len(key) > self._longest:  # type: ignore[arg-type]
            return value
        if len(self) >= self._capacity:
            self.clear()
            self._clears += 1
        return self.setdefault(key, value)

    def get_many(self, keys: Iterable[_K]) -> list[_V]:
        """Return the value of each key."""
        return list(map(self.__getitem__, keys))

    def statistics(self) -> CacheStatistics:
        """Return how the cache is used; the counts are approximate where threads share it."""
        return CacheStatistics(len(self), self._capacity, self._misses, self._clears)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the function alone."""
        return (BoundedCache, (self._function, self._capacity, self._longest))


LONGEST_REMEMBERED = 200
"""Characters of the longest text that `remembered` keeps: no word is longer."""


def remembered(capacity: int) -> Callable[[_F], _F]:
    """Have the values of a pure function of texts kept, those used last; none of long texts, which bounds the memory.

    Args:
        capacity: Values that are kept at most.

    >>> calls = []
    >>> length = remembered(8)(lambda text: calls.append(text) or len(text))
    >>> [length("قطر"), length("قطر"), length("قطر" * 100), length("قطر" * 100)], len(calls)
    ([3, 3, 300, 300], 3)
    """

    def decorate(function: _F) -> _F:
        kept = functools.lru_cache(capacity)(function)

        def look_up(text: str) -> Any:
            return kept(text) if len(text) <= LONGEST_REMEMBERED else function(text)

        def look_up_all(*texts: str) -> Any:
            return kept(*texts) if sum(map(len, texts)) <= LONGEST_REMEMBERED else function(*texts)

        of_one = len(inspect.signature(function).parameters) == 1
        return cast(_F, functools.wraps(function)(look_up if of_one else look_up_all))

    return decorate


class lazy(Generic[_V]):  # noqa: N801 - a decorator, as functools.cached_property is
    """An attribute that is computed when it is first asked for, without a lock.

    `functools.cached_property` holds one lock for all instances up to Python 3.11; a process that another thread
    forks meanwhile has it held for ever. Of two values that threads compute at once, the first stays.
    """

    def __init__(self, function: Callable[[Any], _V]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the attribute."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[_V]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _V: ...
    def __get__(self, instance: object | None, owner: type) -> lazy[_V] | _V:
        """Compute the value, and keep it in the instance."""
        if instance is None:
            return self
        value: _V = instance.__dict__.setdefault(self._name, self._function(instance))
        return value
