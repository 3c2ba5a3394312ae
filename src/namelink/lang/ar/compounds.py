"""Arabic names of several words that are also written as one: عبدالفتاح, نورالدين, أبوظبي."""

from __future__ import annotations

import re

_COMPOUND = re.compile(r"(عبد|ابو)(?=ال\w{2}|(?<=ابو)\w{3})|(?<=\w\w)(?=الدين$)")


def split_compound(token: str) -> list[str]:
    """Return the parts of a folded Arabic name written as one token, else the token itself.

    >>> split_compound("عبدالفتاح"), split_compound("نورالدين"), split_compound("ابوظبي")
    (['عبد', 'الفتاح'], ['نور', 'الدين'], ['ابو', 'ظبي'])
    >>> split_compound("عبده"), split_compound("والدين")
    (['عبده'], ['والدين'])
    """
    # Most tokens hold none of these, and are not worth a search.
    found = _COMPOUND.search(token) if "عبد" in token or "ابو" in token or "الدين" in token else None
    if found is None:
        return [token]
    return [token[: found.end()], token[found.end() :]]


def key_form(token: str, inner: bool) -> str:
    """Return a folded token as it stands in a key, where inner tokens have one spelling of 'son of'.

    >>> key_form("عبدالله", False), key_form("ابن", True), key_form("ابن", False)
    ('عبد الله', 'بن', 'ابن')
    """
    return "بن" if inner and token == "ابن" else " ".join(split_compound(token))
