"""Drawings as SVG: curves on logarithmic scales, bars on one, dots on a straight one; in the reader's colours."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence

from namelink.evaluation.plot import STYLE

WIDTH, SIDE = 720, 300
"""Width of a drawing, and height of the curves in it, in pixels."""

LEFT, TOP, RIGHT = 70, 56, 250
"""The room beside the curves and above them; on the right is the legend."""

NAME, BAR, STEP = 170, 300, 30
"""Of bars: the room for names, the longest bar, and from one bar to the next."""

SHAPES = ("", "8 4", "2 4", "12 4 2 4", "5 3")
"""Dashes that tell lines apart without their colours."""

COLOURS = """
svg { --three: #2e7d4f; --four: #8a4fb3; --five: #b3261e; }
@media (prefers-color-scheme: dark) { svg { --three: #6fcf97; --four: #c79bea; --five: #f28b82; } }
"""
_NAMES = ("one", "two", "three", "four", "five")

Point = tuple[float, float]


def curves(title: str, across: str, up: str, lines: Mapping[str, Sequence[Point]]) -> str:
    """Return curves on logarithmic scales.

    Args:
        title: What stands above.
        across: What the scale across is of.
        up: What the scale upwards is of.
        lines: The points of each line, all positive; at most five lines.
    """
    points = [point for line in lines.values() for point in line]
    low, high = (math.floor(min(math.log10(y) for _, y in points)), math.ceil(max(math.log10(y) for _, y in points)))
    first, last = math.log10(min(x for x, _ in points)), math.log10(max(x for x, _ in points))
    wide = WIDTH - LEFT - RIGHT

    def at(point: Point) -> Point:
        share = (math.log10(point[0]) - first) / (last - first) if last > first else 0.5
        rise = (math.log10(point[1]) - low) / (high - low)
        return round(LEFT + wide * share, 1), round(TOP + SIDE * (1 - rise), 1)

    parts: list[str] = []
    for power in range(low, high + 1):
        _, y = at((10**first, 10.0**power))
        parts += [f'<path class="grid" d="M{LEFT} {y}h{wide}"/>', _text(LEFT - 8, y + 4, _power(power), "end")]
    for x in sorted({x for x, _ in points}):
        place, _ = at((x, 10.0**low))
        parts += [f'<path class="grid" d="M{place} {TOP}v{SIDE}"/>', _text(place, TOP + SIDE + 18, f"{x:,.0f}")]
    parts += [_text(LEFT + wide / 2, TOP + SIDE + 40, across), _text(LEFT, TOP - 10, up, "start")]
    for place, (name, line) in enumerate(lines.items()):
        parts += _curve(place, name, [at(point) for point in line])
    return _drawing(title, TOP + SIDE + 56, parts)


def _curve(place: int, name: str, points: Sequence[Point]) -> Iterable[str]:
    style = f'style="fill:none;stroke:var(--{_NAMES[place]});stroke-width:2" stroke-dasharray="{SHAPES[place]}"'
    yield f'<polyline {style} points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
    for x, y in points:
        yield f'<circle style="fill:var(--{_NAMES[place]})" cx="{x}" cy="{y}" r="3.5"/>'
    x, y = WIDTH - RIGHT + 16, TOP + 14 + 24 * place
    yield f'<path {style} d="M{x} {y - 4}h30"/>'
    yield f'<text x="{x + 38}" y="{y}">{html.escape(name)}</text>'


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return bars on a logarithmic scale, the first in its own colour.

    Args:
        title: What stands above.
        rows: What each bar is called, how long it is, a positive number, and what stands behind it.
    """
    low = math.floor(min(math.log10(value) for _, value, _ in rows))
    high = math.ceil(max(math.log10(value) for _, value, _ in rows))
    parts: list[str] = []
    for power in range(low, high + 1):
        x = round(NAME + BAR * (power - low) / (high - low), 1)
        foot = TOP + STEP * len(rows)
        parts += [f'<path class="grid" d="M{x} {TOP - 8}V{foot}"/>']
        if high - low <= 5 or power % 2 == 0:
            parts.append(_text(x, foot + 18, _power(power)))
    for place, (name, value, behind) in enumerate(rows):
        y, long = TOP + STEP * place, round(BAR * (math.log10(value) - low) / (high - low), 1)
        colour = "one" if place == 0 else "soft"
        parts += [
            f'<text x="{NAME - 10}" y="{y + 14}" text-anchor="end">{html.escape(name)}</text>',
            f'<rect style="fill:var(--{colour})" x="{NAME}" y="{y}" width="{max(long, 1)}" height="18" rx="2"/>',
            f'<text x="{NAME + long + 8}" y="{y + 14}">{html.escape(behind)}</text>',
        ]
    return _drawing(title, TOP + STEP * len(rows) + 34, parts)


def dots(title: str, rows: Mapping[str, Mapping[str, float]]) -> str:
    """Return dots on a scale from 0 to 1, a row of them for each group.

    Args:
        title: What stands above.
        rows: The values of each group, 0 to 1, by what they are of; at most five of those.
    """
    names = list(next(iter(rows.values())))
    wide, foot = WIDTH - NAME - 20, TOP + 24 + STEP * len(rows)
    parts: list[str] = []
    for place, name in enumerate(names):
        x = NAME + wide * place / len(names)
        parts += [_dot(place, x, TOP - 10), _text(x + 10, TOP - 6, name, "start")]
    for step in range(6):
        x = round(NAME + wide * step / 5, 1)
        parts += [f'<path class="grid" d="M{x} {TOP + 10}V{foot}"/>', _text(x, foot + 18, f"{step / 5:.1f}")]
    for number, (group, values) in enumerate(rows.items()):
        y = TOP + 34 + STEP * number
        parts += [f'<path class="grid" d="M{NAME} {y}h{wide}"/>', _text(NAME - 10, y + 4, group, "end")]
        # The first is drawn last, so that none hides it.
        for place, name in reversed(list(enumerate(names))):
            parts.append(_dot(place, NAME + wide * values[name], y, f"{name}: {values[name]:.3f}"))
    return _drawing(title, foot + 34, parts)


def _dot(place: int, x: float, y: float, title: str = "") -> str:
    style = f"fill:var(--{_NAMES[place]})" if place == 0 else f"fill:none;stroke-width:2;stroke:var(--{_NAMES[place]})"
    said = f"<title>{html.escape(title)}</title>" if title else ""
    return f'<circle style="{style}" cx="{x:.1f}" cy="{y}" r="{6 if place == 0 else 5}">{said}</circle>'


def _drawing(title: str, high: int, parts: Iterable[str]) -> str:
    called = html.escape(title)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}"'
        f' role="img" aria-label="{called}">',
        f"<style>{STYLE}{COLOURS}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{high}"/>',
        f'<text class="title" x="16" y="26">{called}</text>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text class="soft" x="{x}" y="{y}" text-anchor="{anchor}">{html.escape(text)}</text>'


def _power(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"
