"""The values that analysis makes: a name, a text, and their tokens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise

import attrs

from namelink.lang import Key, Language, Segmentation, has_diacritics, join_key, key_form
from namelink.model import EntityType
from namelink.names.parser import parse
from namelink.names.parts import Role
from namelink.names.pieces import NamePiece, NameToken
from namelink.names.separators import separators_of, spans_of
from namelink.names.structure import Aside, Structure
from namelink.names.word_endings import without_ending
from namelink.phonetics.keys import PhoneticKey, phonetic_key
from namelink.scripts import script_code
from namelink.text.folding import Folded
from namelink.text.tokens import Tokens


@attrs.frozen(eq=False)
class NameText:
    """A name, folded, tokenized and keyed once; what a lookup by key does not need is worked out on request.

    Attributes:
        text: The name as it was given.
        tokens: Its folded tokens.
        key: The key it is looked up by; empty where it has no letters or digits.
        find_pieces: Makes its tokens as they are compared, of the text and the tokens.
    """

    text: str
    tokens: tuple[str, ...]
    key: Key
    _find_pieces: Callable[[str, tuple[str, ...]], tuple[NamePiece, ...]] = attrs.field(repr=False)

    @cached_property
    def pieces(self) -> tuple[NamePiece, ...]:
        """Its tokens as they are compared, each with the places of the tokens it was written as."""
        return self._find_pieces(self.text, self.tokens)

    @cached_property
    def parts(self) -> tuple[NameToken, ...]:
        """Its tokens as they are compared, the parts of compounds apart."""
        return tuple([piece.token for piece in self.pieces])

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters of each part that has any.

        >>> from namelink.names import analyzer
        >>> analyzer().name("عبدالفتّاح السيسى").letters, analyzer().name("Abdel Fattah el-Sisi").letters
        (('عبد', 'فتاح', 'السيسي'), ('abd', 'fattah', 'sisi'))
        """
        return tuple(part.letters for part in self.parts if part.letters)

    @cached_property
    def structure(self) -> Structure:
        """Its tokens as they are compared with their roles, given name first.

        >>> from namelink.names import analyzer
        >>> [(token.letters, str(token.role)) for token in analyzer().name("عباس، محمود").structure.tokens]
        [('محمود', 'given'), ('عباس', 'family')]
        """
        return parse(self.text, self.tokens, self.pieces)

    def structure_of(self, type: EntityType) -> Structure:
        """Return the same where it is known what it is the name of."""
        known = self._structures.get(type)
        if known is None:
            known = self._structures[type] = parse(self.text, self.tokens, self.pieces, type)
        return known

    @cached_property
    def _structures(self) -> dict[EntityType, Structure]:
        return {}

    def without(self, roles: Collection[Role]) -> tuple[str, ...]:
        """Return its tokens in the order they are spoken, without the parts of some roles.

        >>> from namelink.names import Role, analyzer
        >>> analyzer().name("بوتين، فلاديمير، 1952-").without({Role.NOISE})
        ('فلاديمير', 'بوتين')
        """
        kept = dict.fromkeys((token.first, token.end) for token in self.structure.tokens if token.role not in roles)
        return tuple([token for first, end in kept for token in self.tokens[first:end]])

    @cached_property
    def stem_text(self) -> str:
        """The name as written, without a case suffix or a raised number at its end; empty where it has none.

        >>> from namelink.names import analyzer
        >>> analyzer().name("Halep'e").stem_text
        'Halep'
        """
        return without_ending(self.text)

    @cached_property
    def main_text(self) -> str:
        """The name as written, without the notes, other names and offices beside it; empty where it has none.

        >>> from namelink.names import analyzer
        >>> analyzer().name("LADEN, Osama (2), leader [SDGT]").main_text.split(" ")[:2]
        ['LADEN,', 'Osama']
        """
        asides = self.structure.asides
        return _without(self.text, len(self.tokens), asides) if asides else ""

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """Its other names after words like ``a.k.a.``, as written.

        >>> from namelink.names import analyzer
        >>> analyzer().name("ABC (a.k.a. DEF; f.k.a. GHI, Inc.)").other_names
        ('DEF', 'GHI, Inc')
        """
        others = [aside for aside in self.structure.asides if aside.role is Role.NICKNAME]
        spans = spans_of(self.text, len(self.tokens)) if others else []
        return tuple([self.text[spans[a.first][0] : spans[a.stop - 1][1]] for a in others]) if spans else ()

    @cached_property
    def segments(self) -> tuple[tuple[str, ...], ...]:
        """Its tokens, parted at commas and brackets.

        >>> from namelink.names import analyzer
        >>> analyzer().name("الباب (ريف حلب)، سوريا").segments
        (('الباب',), ('ريف', 'حلب'), ('سوريا',))
        """
        found = separators_of(self.text, len(self.tokens))
        edges = {edge for bracket in found.brackets for edge in (bracket.first, bracket.stop)}
        places = sorted({0, len(self.tokens), *found.commas, *edges})
        return tuple([self.tokens[first:stop] for first, stop in pairwise(places)])

    @property
    def countries(self) -> frozenset[str]:
        """The ISO 3166 codes of the countries that it names beside its own name."""
        return frozenset(t.meaning for t in self.structure.tokens if t.role is Role.COUNTRY and t.meaning)

    def only(self, role: Role) -> tuple[str, ...]:
        """Return the tokens of the parts of a role."""
        return tuple([t for u in self.structure.tokens if u.role is role for t in self.tokens[u.first : u.end]])

    @cached_property
    def phonetic_keys(self) -> tuple[PhoneticKey, ...]:
        """The phonetic key of each part.

        >>> from namelink.names import analyzer
        >>> analyzer().name("Recep Tayyip Erdoğan").phonetic_keys == analyzer().name("رجب طيب أردوغان").phonetic_keys
        True
        """
        return tuple(part.phonetic_key for part in self.parts)

    @cached_property
    def has_diacritics(self) -> bool:
        """Whether it has marks that fold away and say how it sounds."""
        return has_diacritics(self.text)

    def between(self, first: int, end: int) -> NameText:
        """Return the tokens between two places as a name of its own, without analysing them again."""
        tokens = self.tokens[first:end]
        pieces = tuple(
            [
                NamePiece(p.token, p.first - first, p.end - first)
                for p in self.pieces
                if first <= p.first and p.end <= end
            ]
        )
        return NameText(" ".join(tokens), tokens, join_key(tokens), lambda *_: pieces)


def _without(text: str, tokens: int, asides: Sequence[Aside]) -> str:
    """Return a name as written, without some of its tokens; empty where it is not known where they stand."""
    spans = spans_of(text, tokens)
    if not spans:
        return ""
    kept, end = [], 0
    for aside in sorted(asides):
        start, stop = spans[aside.first][0], spans[aside.stop - 1][1]
        kept.append(text[end : max(start, end)])
        end = max(end, stop)
    return " ".join([*kept, text[end:]])


@attrs.frozen(eq=False)
class Token:
    """A folded token of a text, whatever stands beside it; what is asked for late is worked out once.

    Attributes:
        key: The token.
        language: The pack that analyses it.
    """

    key: str
    language: Language

    @cached_property
    def inner(self) -> str:
        """How it stands inside a key, after other tokens."""
        return key_form(self.key, True)

    @cached_property
    def segmentations(self) -> tuple[Segmentation, ...]:
        """The ways to part it into clitics and a word, as it stands first."""
        return self.language.segmentations(self.key)

    @cached_property
    def phonetic_key(self) -> PhoneticKey:
        """Its consonants."""
        return phonetic_key(self.key)

    @cached_property
    def script(self) -> str | None:
        """The ISO 15924 code of its script, or None where it has no letters."""
        return script_code(self.key)

    @cached_property
    def zipf(self) -> float:
        """Its Zipf frequency."""
        return self.language.zipf(self.key)

    @cached_property
    def is_definite(self) -> bool:
        """Whether it has the article of its language, clitics before it aside."""
        return any(self.language.has_article(found.word) for found in self.segmentations)


@attrs.frozen(eq=False)
class TokenizedText:
    """A running text, folded with offsets and tokenized once.

    Attributes:
        text: The text as it was given.
        folded: The folded text.
        tokens: Its tokens, with their places in the folded text.
    """

    text: str
    folded: Folded
    tokens: Tokens
