"""The words and phrases that play a role in names: the tables of a pack, and those of all packs, by the first token."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

from namelink.scripts import script_of
from namelink.text.folding import fold
from namelink.text.tokens import words


class NameWord(NamedTuple):
    """A word of names, or a phrase, that plays one role in them whatever the name.

    Attributes:
        tokens: Its folded tokens.
        role: The role, a value of `namelink.names.Role`, or ``alias``, ``family_link`` and other links between parts.
        meaning: What it means, the same in all languages: ``company``, ``son``, ``4``.
    """

    tokens: tuple[str, ...]
    role: str
    meaning: str


class NameWordTable(Sequence[NameWord]):
    """The words of one pack. They are tens of thousands, of which a program asks for few: each is made when asked for.

    >>> table = NameWordTable(["Bank", "of"], ["organization", "particle"], ["bank", ""])
    >>> table.beginning_with("bank")
    [NameWord(tokens=('bank',), role='organization', meaning='bank')]
    """

    def __init__(self, texts: Iterable[str], roles: Sequence[str], meanings: Sequence[str]) -> None:
        """Make a table of columns.

        Args:
            texts: The words, as written; those without letters and digits are passed over.
            roles: The role of each.
            meanings: What each means.
        """
        self._texts = list(map(fold, texts))
        self._roles, self._meanings = roles, meanings
        # Rows of one first token are a chain, of numbers alone: containers would keep the garbage collector busy.
        self._last: dict[str, int] = {}
        self._before: list[int] = []
        for row, text in enumerate(self._texts):
            first = _first_token(text)
            self._before.append(self._last.get(first, -1))
            self._last[first] = row
        self._last.pop("", None)

    @classmethod
    def of(cls, listed: Sequence[NameWord]) -> NameWordTable:
        """Return the table of words that a pack lists by itself.

        >>> list(NameWordTable.of([NameWord(("al",), "particle", "")]))
        [NameWord(tokens=('al',), role='particle', meaning='')]
        """
        if isinstance(listed, NameWordTable):
            return listed
        texts = [" ".join(word.tokens) for word in listed]
        return cls(texts, [word.role for word in listed], [word.meaning for word in listed])

    def beginning_with(self, token: str) -> list[NameWord]:
        """Return the words whose first token is a folded token, in the order of the table."""
        found = []
        row = self._last.get(token, -1)
        while row >= 0:
            found.append(self._word(row))
            row = self._before[row]
        return found[::-1]

    def first_tokens(self) -> Iterable[str]:
        """Return the first token of each word, once."""
        return self._last.keys()

    def _word(self, row: int) -> NameWord:
        return NameWord(tuple(words(self._texts[row])), self._roles[row], self._meanings[row])

    def _words(self) -> list[NameWord]:
        return [self._word(row) for row, text in enumerate(self._texts) if words(text)]

    def __len__(self) -> int:
        return len(self._words())

    @overload
    def __getitem__(self, place: int) -> NameWord: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[NameWord]: ...
    def __getitem__(self, place: int | slice) -> NameWord | Sequence[NameWord]:
        """Return a word, or some, by place."""
        return self._words()[place]

    def __iter__(self) -> Iterator[NameWord]:
        return iter(self._words())


def _first_token(folded: str) -> str:
    """Return the first token of a folded text, '' where it has none."""
    first = folded.partition(" ")[0]
    return first if first.isalnum() else next(iter(words(folded)), "")


class NameWordsByToken(Mapping[str, Sequence[NameWord]]):
    """The words of several packs by their first token, the longest first.

    A token is looked up in the packs of its script, whose tables are read when the first one is; one that begins with
    no letter, or with one of a script that no pack has, is looked up in all.

    >>> table = NameWordTable(["Bank", "Bank of"], ["organization"] * 2, ["bank"] * 2)
    >>> [word.tokens for word in NameWordsByToken([({"Latn"}, lambda: table)])["bank"]]
    [('bank', 'of'), ('bank',)]
    """

    def __init__(self, packs: Sequence[tuple[Collection[str], Callable[[], NameWordTable]]]) -> None:
        """Make it.

        Args:
            packs: The scripts of each pack, and what returns its table.
        """
        self._packs = packs
        self._by_letter: dict[str, tuple[NameWordTable, ...]] = {}
        self._known: dict[str, Sequence[NameWord]] = {}

    def _tables(self, letter: str) -> tuple[NameWordTable, ...]:
        script = script_of(letter) if letter else None
        having = [table for scripts, table in self._packs if script and script.code in scripts]
        tables = tuple(table() for table in having or [table for _, table in self._packs])
        return self._by_letter.setdefault(letter, tables)

    def __getitem__(self, token: str) -> Sequence[NameWord]:
        """Return the words that begin with a folded token."""
        found: Sequence[NameWord] = self.get(token)
        if not found:
            raise KeyError(token)
        return found

    def get(self, token: str, default: Any = ()) -> Any:
        """Return the words that begin with a folded token, or the default where there are none."""
        known = self._known.get(token)
        if known is not None:
            return known
        tables = self._by_letter.get(token[:1]) or self._tables(token[:1])
        found = [word for table in tables for word in table.beginning_with(token)]
        return self._known.setdefault(token, sorted(found, key=_shortness)) if found else default

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(token for _, table in self._packs for token in table().first_tokens()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _shortness(word: NameWord) -> int:
    return -len(word.tokens)
