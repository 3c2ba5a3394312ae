"""Counts of how the people of the gazetteer spell the parts of Arab names, by region."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

import attrs

from namelink import tables
from namelink.lang.ar.name_parts import ANYWHERE

Counts = Mapping[str, int]
"""How often each spelling is counted."""


@attrs.frozen(eq=False)
class NamePartCounts:
    """How often the parts of Arab names are spelt so.

    Attributes:
        parts: For each key of a part, and each region that it is counted in, its spellings.
    """

    parts: Mapping[str, Mapping[str, Counts]]

    def spellings(self, key: str, region: str) -> Counts:
        """Return the spellings of a part in a region; anywhere, those of all regions.

        >>> counts = name_part_counts().spellings("جمال", "egypt")
        >>> max(counts, key=counts.get)
        'Gamal'
        """
        found = self.parts.get(key, {})
        return sum(map(Counter, found.values()), Counter[str]()) if region == ANYWHERE else found.get(region, {})


@functools.cache
def name_part_counts() -> NamePartCounts:
    """Return the counts of the table.

    >>> "Cherif" in name_part_counts().spellings("الشريف", "maghreb")
    True
    """
    parts: dict[str, dict[str, dict[str, int]]] = {}
    listed = tables.columns("namelink.lang.ar", "name_part_counts.tsv")
    for key, region, text, count in zip(*map(listed.__getitem__, _COLUMNS), strict=True):
        parts.setdefault(key, {}).setdefault(region, {})[text] = int(count)
    return NamePartCounts(parts)


_COLUMNS = ("arabic", "region", "latin", "count")
