"""How far the words of a text go on together to be a string of a map: a key, or the sounds of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from namelink.gazetteer import Gazetteer
from namelink.linking.cache import BoundedCache

_Word = TypeVar("_Word")


class _Begun(NamedTuple):
    """The beginning of some string of the map, and whether it is itself one."""

    text: str
    is_whole: bool


class TokenTrie(Generic[_Word]):
    """The strings of a map of each layer of a gazetteer, followed a word at a time; each step is remembered."""

    def __init__(self, gazetteer: Gazetteer, name: str, part: Callable[[_Word], str]) -> None:
        """Follow the strings of some maps.

        Args:
            gazetteer: Where they are.
            name: The name of the map in each layer (see `namelink.index.format`).
            part: Says what a word adds to a string.
        """
        self._given = (gazetteer, name, part)
        self._part = part
        self._maps = [index.multimaps[name] for index in gazetteer.indexes]
        self.steps = BoundedCache(self._step)
        """The beginning that a part makes of another, or None where no string begins so."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the gazetteer alone."""
        return (TokenTrie, self._given)

    def ends(self, begun: str, words: Sequence[_Word], joined: Sequence[bool], first: int, most: int) -> Iterator[int]:
        """Yield the words after which a string ends that two words or more make, the nearest first.

        Args:
            begun: What the first word makes.
            words: The words of a text.
            joined: Whether each goes on from the one before.
            first: The first word.
            most: Words that a string may take.
        """
        for place in range(first + 1, min(first + most, len(words))):
            step = self.steps[begun, self._part(words[place])] if joined[place] else None
            if step is None:
                return
            begun = step.text
            if step.is_whole:
                yield place + 1

    def leads(self, begun: str) -> bool:
        """Whether a string goes on with another word."""
        return any(known.has_prefix(begun + " ") for known in self._maps)

    def holds(self, text: str) -> bool:
        """Whether there is a string."""
        return any(text in known for known in self._maps)

    def _step(self, step: tuple[str, str]) -> _Begun | None:
        text = " ".join(step)
        # The last word may be the beginning of a longer one: then no step goes on from it.
        if not any(known.has_prefix(text) for known in self._maps):
            return None
        return _Begun(text, self.holds(text))
