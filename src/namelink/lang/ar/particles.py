"""Particles of Arab names, and how news in Latin letters writes them by region."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from enum import StrEnum

import attrs

from namelink import tables
from namelink.lang.ar.name_parts import ANYWHERE


class Position(StrEnum):
    """Where a particle stands, seen from the part of the name it belongs to."""

    BEFORE = "before"
    AFTER = "after"
    ARTICLE = "article"
    """Written onto it."""
    REGNAL = "regnal"
    """The article of a ruler's given name before an ordinal: الحسن الثاني."""


@attrs.frozen
class Particle:
    """A particle.

    Attributes:
        key: Its folded form; for articles their position.
        position: Where it stands.
        patterns: Its spellings by region, ``{}`` for the part it belongs to, each with its probability.
    """

    key: str
    position: Position
    patterns: Mapping[str, Sequence[tuple[str, float]]]

    def spellings(self, region: str) -> Sequence[tuple[str, float]]:
        """Return its spellings in a region, or anywhere where the region has none of its own."""
        return self.patterns.get(region, self.patterns[ANYWHERE])


@functools.cache
def particles() -> Mapping[str, Particle]:
    """Return the particles of Arab names by their keys.

    >>> particles()["بن"].spellings("maghreb")[0]
    ('Ben {}', 0.6)
    """
    positions: dict[str, Position] = {}
    patterns: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for row in tables.rows("namelink.lang.ar", "particles.tsv"):
        positions[row["particle"]] = Position(row["position"])
        regions = patterns.setdefault(row["particle"], {})
        regions.setdefault(row["region"], []).append((row["latin"], float(row["probability"])))
    return {key: Particle(key, position, patterns[key]) for key, position in positions.items()}


@functools.cache
def regnal_ordinals() -> Mapping[str, str]:
    """Return the ordinals after the names of rulers, folded, each with its Roman numeral.

    >>> regnal_ordinals()["الثاني"]
    'II'
    """
    return {row["ordinal"]: row["numeral"] for row in tables.rows("namelink.lang.ar", "regnal_ordinals.tsv")}
