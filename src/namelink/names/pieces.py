"""The tokens of a name as they are compared, before anything is known of their roles."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import attrs

from namelink import kernel
from namelink.lang import compound_ends, compound_heads, language_of
from namelink.phonetics.alphabet import encode
from namelink.phonetics.keys import PhoneticKey


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

    @cached_property
    def compiled(self) -> kernel.PartWord:
        """What the parser of the kernel asks of it."""
        heads, ends, form = compound_heads(), compound_ends(), self.form
        is_patronymic = language_of(form).is_patronymic(form)
        return kernel.PartWord(self.letters, form, self.letters in heads, self.letters in ends, is_patronymic)


class NamePiece(NamedTuple):
    """A token of a name as it is compared, and the places of the tokens it was written as.

    Attributes:
        token: The token.
        first: The place of the first token it was written as.
        end: The place after the last one.
    """

    token: NameToken
    first: int
    end: int
