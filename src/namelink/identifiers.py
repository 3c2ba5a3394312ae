"""Identifiers of entities: CURIEs, whose prefix names the authority that gave them."""

from __future__ import annotations

import re

from namelink.summary import shown

DEFAULT_PREFIX = "local"
"""The prefix of ids that have none and whose owner names none."""

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LOCAL = re.compile("[^\\s\0-\x1f\x7f-\x9f\ud800-\udfff]+")
"""What no identifier holds: white space, control characters, halves of surrogate pairs."""
_CURIE = re.compile(f"{_PREFIX.pattern}:{_LOCAL.pattern}")


def is_curie(text: str) -> bool:
    """Whether a text is a CURIE: a prefix that names an authority, a colon, and an identifier.

    >>> is_curie("wikidata:Q813"), is_curie("Q813"), is_curie("desk:a b")
    (True, False, False)
    """
    return bool(_CURIE.fullmatch(text))


def to_curie(text: str, prefix: str) -> str | None:
    """Return a CURIE as it is, and any other identifier under a prefix; None for what is no identifier.

    Args:
        text: The identifier: not empty, without white space and control characters.
        prefix: The prefix, as `check_prefix` returns it.

    >>> to_curie("wikidata:Q813", "desk"), to_curie("NK-abc", "desk"), to_curie("a b", "desk")
    ('wikidata:Q813', 'desk:NK-abc', None)
    """
    if is_curie(text):
        return text
    return f"{prefix}:{text}" if _LOCAL.fullmatch(text) else None


def check_prefix(value: object) -> str:
    """Return a prefix if it can be one.

    Raises:
        TypeError: it is no str.
        ValueError: it has other characters, or none.

    >>> check_prefix("my desk")
    Traceback (most recent call last):
    ValueError: prefix must be a letter, then letters, digits, '_', '.' or '-', such as 'desk', not 'my desk'
    """
    wanted = "prefix must be a letter, then letters, digits, '_', '.' or '-', such as 'desk', not"
    if not isinstance(value, str):
        raise TypeError(f"{wanted} {shown(value)}")
    if not _PREFIX.fullmatch(value):
        raise ValueError(f"{wanted} {shown(value)}")
    return value
