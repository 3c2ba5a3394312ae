"""Counts of how people spell the parts of Arab names, by region, and of how towns are spelt."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping

import attrs

from namelink import tables
from namelink.cache import BoundedCache, lazy
from namelink.lang.ar.name_parts import ANYWHERE

Counts = Mapping[str, int]
"""How often each spelling is counted."""

_NONE: Counts = {}

_NUMBER = re.compile("=([0-9]+)")


@attrs.frozen(eq=False, slots=False)
class NamePartCounts:
    """How often the parts of Arab names are spelt so.

    Attributes:
        parts: For each key of a part, and each region that it is counted in, its spellings: ``Gamal=50;Jamal=12``.
    """

    parts: Mapping[str, Mapping[str, str]]
    _read: BoundedCache[str, Mapping[str, Counts]] = attrs.field(init=False)

    @_read.default
    def _make_read(self) -> BoundedCache[str, Mapping[str, Counts]]:
        return BoundedCache(self._counts_of, 1 << 14)

    @lazy
    def _shares(self) -> Mapping[str, float]:
        """The share of each region in all that is counted."""
        found: Counter[str] = Counter()
        for regions in self.parts.values():
            for region, text in regions.items():
                found[region] += sum(map(int, _NUMBER.findall(text)))
        return {region: number / found.total() for region, number in found.items()}

    def spellings(self, key: str, region: str) -> Counts:
        """Return the spellings of a part in a region; anywhere, those of all regions.

        >>> counts = name_part_counts().spellings("جمال", "egypt")
        >>> max(counts, key=counts.get)
        'Gamal'
        """
        return self._read[key].get(region, _NONE)

    def evidence(self, key: str, smoothing: float) -> Mapping[str, float]:
        """Return how many times as often people of each region bear a part as people of all; empty where nobody does.

        Args:
            key: The part.
            smoothing: People of all regions, in their usual shares, that are added to those who bear it.

        >>> found = name_part_counts().evidence("ورسمي", 1.0)
        >>> max(found, key=found.get)
        'horn'
        """
        found = {region: sum(counts.values()) for region, counts in self._read[key].items()}
        total = found.pop(ANYWHERE, 0)
        if not total:
            return {}
        return {
            region: (found.get(region, 0) / share + smoothing) / (total + smoothing)
            for region, share in self._shares.items()
            if region != ANYWHERE
        }

    def _counts_of(self, key: str) -> Mapping[str, Counts]:
        found = {region: _counts(text) for region, text in self.parts.get(key, {}).items()}
        return found | {ANYWHERE: sum(map(Counter, found.values()), Counter())}


def _counts(text: str) -> Counts:
    pairs = (pair.rpartition("=") for pair in text.split(";"))
    return {spelling: int(number) for spelling, _, number in pairs}


@functools.cache
def name_part_counts() -> NamePartCounts:
    """Return the counts of the parts of names of people.

    >>> "Cherif" in name_part_counts().spellings("الشريف", "maghreb")
    True
    """
    return _read_counts("name_part_counts.tsv")


@functools.cache
def town_word_counts() -> NamePartCounts:
    """Return the counts of the words of names of towns that no table of names has, and no people.

    >>> town_word_counts().spellings("القنفذه", "gulf")
    {'al-Qunfidhah': 1, 'al-Qunfudhah': 1}
    """
    return _read_counts("town_word_counts.tsv")


def _read_counts(table: str) -> NamePartCounts:
    parts: dict[str, dict[str, str]] = {}
    listed = tables.columns("namelink.lang.ar", table)
    for key, region, text in zip(*map(listed.__getitem__, _COLUMNS), strict=True):
        parts.setdefault(key, {})[region] = text
    return NamePartCounts(parts)


_COLUMNS = ("arabic", "region", "spellings")
