"""Draws the outline of land that the page of ``namelink serve`` shows places on: coasts alone, no borders.

Source: Natural Earth's land 1:50m (public domain), as TopoJSON: land-50m.json of the npm package world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    pip install 'shapely>=2'
    python tools/land_outline.py package/land-50m.json
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely import Polygon, box, make_valid
from shapely.affinity import translate

TARGET = Path("src/namelink/integrations/service/static/land.svg")

TOLERANCE = 0.06
"""Degrees that the outline may be off: unseen where a map shows eight degrees, the fewest that it does."""

SMALLEST = 0.04
"""Square degrees of the smallest island that is drawn."""

WORLD = box(-180, -90, 180, 90)

UNITS = 20
"""Units of a degree in the drawing."""


def read_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the arcs of a topology, as degrees east and north."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def outlines(topology: dict[str, Any]) -> Iterator[Polygon]:
    """Yield the outlines of the land: those of islands and continents, and of inland seas."""
    arcs = read_arcs(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                # An arc of a negative number is the one of its complement, backwards.
                yield from laid_flat([point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])])


def laid_flat(ring: list[tuple[float, float]]) -> Iterator[Polygon]:
    """Yield what a ring encloses, cut where it leaps over the 180th meridian."""
    points = ring[:1]
    for east, north in ring[1:]:
        points.append((east + 360 * round((points[-1][0] - east) / 360), north))
    if abs(points[-1][0] - points[0][0]) > 180:  # it goes around the pole
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    whole = make_valid(Polygon(points))
    for turn in (-360, 0, 360):
        inside = translate(whole, turn).intersection(WORLD)
        yield from (part for part in getattr(inside, "geoms", [inside]) if isinstance(part, Polygon))


def path_of(shape: Polygon) -> str:
    """Return an outline as a part of an SVG path, simplified; nothing if it is too small to be seen."""
    if shape.area < SMALLEST:
        return ""
    simple = shape.exterior.simplify(TOLERANCE).coords
    points = [(round(x * UNITS), round(-y * UNITS)) for x, y in simple][:-1]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    written = "".join(
        f"{'' if dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}" for dx, dy in steps if (dx, dy) != (0, 0)
    )
    return f"M{points[0][0]} {points[0][1]}l{written.strip()}z"


def main(source: str) -> None:
    """Write the outline."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    paths = "".join(map(path_of, outlines(topology)))
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180">'
        f'<path id="land" transform="scale({1 / UNITS})" fill-rule="evenodd" d="{paths}"/></svg>\n'
    )
    TARGET.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
