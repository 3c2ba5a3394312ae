"""Evidence from the words around a name in a text."""

from __future__ import annotations

import functools
from collections.abc import Collection

from namelink.lang import Homographs, segmentations
from namelink.linking.evidence import flag
from namelink.model import Evidence
from namelink.text.folding import normalize
from namelink.text.tokens import Tokens

NUMBER = "NUMBER"
"""Stands in the table of common words for any number."""


def homograph_context(text: str, table: Homographs) -> Collection[str] | None:
    """Return the neighbours that speak against a name that is also a common word; None for any other name.

    >>> from namelink.lang import homographs
    >>> homograph_context("اليَمن", homographs()) is None, "متر" in homograph_context("قطر", homographs())
    (True, True)
    """
    return table.get(_clean(text))


@functools.lru_cache(maxsize=1 << 16)
def _clean(text: str) -> str:
    return normalize(text)


def negative_context(tokens: Tokens, first: int, last: int, neighbours: Collection[str]) -> list[Evidence]:
    """Return the evidence that a name means a plain word, from the words beside it; the one before may have clitics."""
    beside = [reading.word for reading in segmentations(tokens.keys[first - 1])] if first else []
    beside += tokens.keys[last : last + 1]
    found = [word for word in beside if word in neighbours or (word[0].isdigit() and NUMBER.lower() in neighbours)]
    return [flag("against", tokens.keys[first], word) for word in found[:1]]
