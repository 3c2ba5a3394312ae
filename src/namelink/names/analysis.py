"""The values that analysis makes: a name, a text, and their tokens."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import attrs

from namelink.lang import Key, Language, Segmentation, has_diacritics, join_key, key_form
from namelink.phonetics.alphabet import encode
from namelink.phonetics.keys import PhoneticKey, phonetic_key
from namelink.scripts import script_code
from namelink.text.folding import Folded
from namelink.text.tokens import Tokens


@attrs.frozen(eq=False)
class NameToken:
    """A token of a name as it is compared: the parts of a compound stand apart.

    Attributes:
        form: The folded token; outside Arabic script with the accents it was written with.
        letters: Its letters, of one of the alphabets (see `namelink.phonetics.alphabet`); may be empty.
        phonetic_key: Its consonants.
    """

    form: str
    letters: str
    phonetic_key: PhoneticKey

    @cached_property
    def encoded(self) -> bytes:
        """Its letters as bytes, as an index stores them."""
        return encode(self.letters)


@attrs.frozen(eq=False)
class NameText:
    """A name, folded, tokenized and keyed once; what a lookup by key does not need is worked out on request.

    Attributes:
        text: The name as it was given.
        tokens: Its folded tokens.
        key: The key it is looked up by; empty where it has no letters or digits.
        find_parts: Makes its parts of the text and the tokens.
    """

    text: str
    tokens: tuple[str, ...]
    key: Key
    _find_parts: Callable[[str, tuple[str, ...]], tuple[NameToken, ...]] = attrs.field(repr=False)

    @cached_property
    def parts(self) -> tuple[NameToken, ...]:
        """Its tokens as they are compared, the parts of compounds apart."""
        return self._find_parts(self.text, self.tokens)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters of each part that has any.

        >>> from namelink.names import analyzer
        >>> analyzer().name("عبدالفتّاح السيسى").letters, analyzer().name("Садыр Жапаров").letters
        (('عبد', 'الفتاح', 'السيسي'), ('садыр', 'жапаров'))
        """
        return tuple(part.letters for part in self.parts if part.letters)

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

    def part(self, first: int, last: int | None, first_part: int, last_part: int | None) -> NameText:
        """Return some tokens and the parts that are theirs as a name of its own, without analysing it again."""
        tokens, parts = self.tokens[first:last], self.parts[first_part:last_part]
        return NameText(" ".join(tokens), tokens, join_key(tokens), lambda *_: parts)


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
        return any(self.language.is_definite(found.word) for found in self.segmentations)


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
