"""Harakat: left out by folding, but where both sides write them they decide."""

from __future__ import annotations

import unicodedata

from pyarabic.araby import TATWEEL


def diacritics_agreement(text: str, name: str) -> int:
    """Return 1 where a vocalised name and a vocalised text have marks in common, -1 where they differ, else 0.

    What stands on the last letter is its case, and is not looked at.

    >>> diacritics_agreement("عمّان", "عمّان"), diacritics_agreement("عُمان", "عمّان"), diacritics_agreement("عمان", "عمّان")
    (1, -1, 0)
    """
    a, b = _marks(text), _marks(name)
    shared = [(x, y) for x, y in zip(a, b, strict=False) if x or y]
    if not any(a) or not any(b) or len(a) != len(b):
        return 0
    return 1 if any(x == y for x, y in shared) else -1


def has_diacritics(text: str) -> bool:
    """Whether a name has marks that say how it sounds; what stands on its last letter is its case.

    >>> has_diacritics("عُمان"), has_diacritics("عمان")
    (True, False)
    """
    return any(_marks(text))


def _marks(text: str) -> list[str]:
    """Return the marks on each letter but the last."""
    marks: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) == "Mn" and marks:
            marks[-1] += char
        elif char.isalpha() and char != TATWEEL:
            marks.append("")
    return marks[:-1]
