"""The parser of the kernel, for names without commas, brackets, footnotes and digits, which most are.

It reads what `namelink.names.parser` defines; where there is no kernel, nothing here runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from namelink import kernel
from namelink.cache import LONGEST_REMEMBERED, BoundedCache
from namelink.config import Limits
from namelink.lang import NameWord, compound_heads, language_of, name_words
from namelink.lang.ar.name_parts import is_given
from namelink.lang.registry import table_of_all
from namelink.model import EntityType
from namelink.names.marks import Link
from namelink.names.parts import Role
from namelink.names.pieces import NamePiece
from namelink.names.separators import Separators
from namelink.names.structure import PartToken, Structure

_TYPES = (None, EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION)
TYPE_NUMBERS = {type: number for number, type in enumerate(_TYPES)}
"""The number of each type in the kernel."""


class CompiledParser:
    """Parses names with the words and the grammar of one set of language packs. Safe to share between threads."""

    def __init__(self) -> None:
        self._kernel = kernel.NameParser(PartToken, tuple(Role), compound_heads())
        self._words = BoundedCache(_word, Limits().cached_tokens, LONGEST_REMEMBERED)

    def parse(
        self, written: Sequence[str], pieces: Sequence[NamePiece], separators: Separators, type: EntityType | None
    ) -> Structure | None:
        """Return the structure of a name, None where the kernel does not parse names of its kind.

        The arguments are those of `namelink.names.parser.parse_by_rules`.
        """
        if separators.has_parts:
            return None
        words = self._words
        found = self._kernel.parse(
            [words[token] for token in written],
            [token.compiled for token, _, _ in pieces],
            [(first, end) for _, first, end in pieces],
            separators.dotted,
            TYPE_NUMBERS[type],
        )
        return Structure(_TYPES[found[0]], found[1]) if found else None


def compiled_parser() -> CompiledParser | None:
    """Return the parser of the language packs at hand; None where there is no kernel."""
    return table_of_all("compiled parser", lambda _: CompiledParser()) if _IS_COMPILED else None


_IS_COMPILED = kernel.implementation() == "compiled"


def _word(token: str) -> kernel.WrittenWord:
    """Return a folded token with what a parser asks of it."""
    phrases = tuple(map(_phrase, name_words().get(token, ())))
    return kernel.WrittenWord(token, phrases, is_given(token), language_of(token).head_noun_first)


def _phrase(word: NameWord) -> kernel.NamePhrase:
    """Return a phrase for the kernel, which leaves names with one of a role that it does not know to the rules."""
    role = word.role if word.role in kernel.NAME_WORD_ROLES else Link.ALIAS
    return kernel.NamePhrase(word.tokens, kernel.NAME_WORD_ROLES.index(role), word.meaning)
