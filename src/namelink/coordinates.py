"""Distances on the Earth."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two places, on a sphere.

    Args:
        a: Degrees north and degrees east.
        b: Those of the other.

    >>> round(distance((33.51, 36.29), (33.89, 35.50)))
    84
    """
    (north, east), (other_north, other_east) = (tuple(map(math.radians, place)) for place in (a, b))
    chord = math.sin((north - other_north) / 2) ** 2
    chord += math.cos(north) * math.cos(other_north) * math.sin((east - other_east) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
