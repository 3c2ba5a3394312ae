"""The key a name is looked up by: its folded tokens, each in the form its language gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NewType

from namelink.lang.base import Piece
from namelink.lang.registry import language_of
from namelink.text.folding import fold
from namelink.text.tokens import words

Key = NewType("Key", str)
"""A folded name: its tokens, joined by one space. Only `make_key`, `join_key` and `keys_after` make one."""


def make_key(name: str) -> Key:
    """Return the key a name is looked up by; the empty string where it has no letters or digits.

    >>> make_key("الإمارات العربيّة المتحدة"), make_key("عبدالفتّاح السيسى")
    ('الامارات العربيه المتحده', 'عبد الفتاح السيسي')
    """
    return join_key(words(fold(name)))


def join_key(tokens: Sequence[str]) -> Key:
    """Return the key of a name whose folded tokens are at hand.

    >>> join_key(["محمد", "ابن", "سلمان"])
    'محمد بن سلمان'
    """
    return Key(" ".join([key_form(token, bool(place)) for place, token in enumerate(tokens)]))


def keys_after(firsts: Iterable[str], tokens: Sequence[str]) -> list[Key]:
    """Return the keys of a name after each of some words, as `join_key` does, in the time of one.

    >>> keys_after(["مدينه", "قريه"], ["السلط"])
    ['مدينه السلط', 'قريه السلط']
    """
    rest = "".join([" " + key_form(token, True) for token in tokens])
    return [Key(key_form(first, False) + rest) for first in firsts]


def key_form(token: str, inner: bool) -> str:
    """Return a folded token as it stands in a key, first or further inside.

    >>> key_form("عبدالله", False), key_form("ابن", True), key_form("ابن", False)
    ('عبد الله', 'بن', 'ابن')
    """
    return token if token.isascii() else language_of(token).key_form(token, inner)


def split_compound(token: str) -> list[str]:
    """Return the parts of a folded name written as one token, else the token itself.

    >>> split_compound("عبدالفتاح"), split_compound("الفتاح")
    (['عبد', 'الفتاح'], ['الفتاح'])
    """
    return [token] if token.isascii() else language_of(token).split_compound(token)


def name_tokens(tokens: Sequence[str]) -> list[Piece]:
    """Return the folded tokens of a name as they are compared: compounds in parts, in every script alike.

    >>> names = ["عبدالرحمن"], ["abdurrahman"], ["nur", "al", "din"]
    >>> [[piece.form for piece in name_tokens(tokens)] for tokens in names]
    [['عبد', 'رحمن'], ['abd', 'rahman'], ['nur', 'aldin']]
    """
    found: list[Piece] = []
    first = 0
    for language, run in groupby(tokens, language_of):
        listed = list(run)
        found += [Piece(form, first + begin, first + end) for form, begin, end in language.name_tokens(listed)]
        first += len(listed)
    return found
