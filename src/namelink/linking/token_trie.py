"""A trie of names that is followed a token at a time: by their keys, or by their phonetic keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from namelink.cache import BoundedCache
from namelink.gazetteer import Gazetteer
from namelink.lang import Segmentation

_Token = TypeVar("_Token")


class NameStart(NamedTuple):
    """A segmentation of a token that begins some name.

    Attributes:
        segmentation: The segmentation.
        text: What it adds to the strings of the trie.
        is_whole: Whether it is a name by itself.
        continues: Whether longer names begin with it.
    """

    segmentation: Segmentation
    text: str
    is_whole: bool
    continues: bool


class _Prefix(NamedTuple):
    """The first tokens of some string of the trie, and whether they are one of its strings."""

    text: str
    is_whole: bool


class TokenTrie(Generic[_Token]):
    """The strings of one map of each layer of a gazetteer; every step from token to token is cached."""

    def __init__(self, gazetteer: Gazetteer, name: str, form: Callable[[_Token], str], capacity: int) -> None:
        """Make a trie.

        Args:
            gazetteer: The gazetteer.
            name: The map of each of its layers (see `namelink.index.format`).
            form: Returns what a token adds to a string, other tokens before it.
            capacity: Steps that are cached.
        """
        self._arguments = (gazetteer, name, form, capacity)
        self._form = form
        self._maps = [index.maps[name] for index in gazetteer.indexes]
        self._steps = BoundedCache(self._step, capacity)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arguments, not the cache."""
        return (TokenTrie, self._arguments)

    def __contains__(self, text: str) -> bool:
        """Whether a string is in the trie."""
        return any(text in strings for strings in self._maps)

    def has_continuation(self, text: str) -> bool:
        """Whether a longer string begins with a string and a space."""
        return any(strings.begins(text + " ") for strings in self._maps)

    def matches(
        self,
        tokens: Sequence[_Token],
        joined: Sequence[bool],
        places: Iterable[int],
        starts_of: Callable[[_Token], Iterable[NameStart]],
        longest: int,
    ) -> Iterator[tuple[int, Segmentation, int]]:
        """Yield each match: the place of its first token, the segmentation of it, and the place after its last token.

        Args:
            tokens: The tokens of a text.
            joined: Whether each continues the one before: no punctuation is between them.
            places: The places of first tokens.
            starts_of: Returns how a token begins strings of the trie.
            longest: Tokens of the longest match.
        """
        steps, form, stop = self._steps, self._form, len(tokens)
        for first in places:
            for segmentation, text, is_whole, continues in starts_of(tokens[first]):
                if is_whole:
                    yield first, segmentation, first + 1
                place = first + 1
                while continues and place < stop and joined[place] and place < first + longest:
                    step = steps[text, form(tokens[place])]
                    if step is None:
                        break
                    text = step.text
                    place += 1
                    if step.is_whole:
                        yield first, segmentation, place

    def _step(self, step: tuple[str, str]) -> _Prefix | None:
        """Return the string that another token makes of one, or None where no string begins so."""
        text = " ".join(step)
        # The token may be the beginning of a longer one: then no step leads on from it.
        if not any(strings.begins(text) for strings in self._maps):
            return None
        return _Prefix(text, text in self)
