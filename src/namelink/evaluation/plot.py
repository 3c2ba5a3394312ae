"""A drawing of an evaluation, as SVG: whether scores keep their word, and what each threshold costs.

On the left, the share of answers that are right against the score they were given; on the right, precision and
recall against the threshold. Its colours follow the reader's light or dark scheme.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence

from namelink.evaluation import Evaluation
from namelink.evaluation.measures import Bin, Rates

SIDE = 300
"""Width and height of each panel, in pixels."""

LEFT, TOP, GAP = 64, 78, 92
"""The room beside, above and between the panels, in pixels."""

WIDTH, HEIGHT = 2 * (LEFT + SIDE) + GAP - 28, TOP + SIDE + 62

POINTS = 400
"""Points of a curve that are drawn at most."""

STYLE = """
svg {
  --paper: #ffffff; --ink: #1f2933; --soft: #6b7785; --grid: #e4e8ec;
  --one: #1f6fb2; --two: #c2570c; --pale: #dcebf8;
}
@media (prefers-color-scheme: dark) {
  svg {
  --paper: #14181d; --ink: #e6eaee; --soft: #98a3af; --grid: #2a323b;
  --one: #6db3ee; --two: #f29b57; --pale: #203547;
  }
}
text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
.title { font-size: 15px; font-weight: 600; }
.head { font-size: 13px; font-weight: 600; }
.soft { fill: var(--soft); }
.one { fill: var(--one); } .two { fill: var(--two); }
.paper { fill: var(--paper); } .count { fill: var(--pale); }
.grid { stroke: var(--grid); fill: none; } .ideal, .mark { stroke: var(--soft); fill: none; stroke-dasharray: 4 4; }
.line { stroke-width: 2; stroke-linejoin: round; }
.line.one { stroke: var(--one); fill: none; } .line.two { stroke: var(--two); fill: none; }
"""


def draw(found: Evaluation, title: str) -> str:
    """Return the drawing as SVG.

    Args:
        found: The evaluation.
        title: What stands above it.
    """
    second = LEFT + SIDE + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-label="{html.escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{LEFT}" y="28">{html.escape(title)}</text>',
        *_panel(LEFT, "Do scores keep their word?", "score", "share that is right"),
        *_reliability(LEFT, found.bins),
        *_panel(second, "What a threshold costs", "threshold", "share"),
        *_rates(second, found.curve, found.threshold),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def draw_reliability(rows: Sequence[Mapping[str, Sequence[Bin]]], title: str) -> str:
    """Return a drawing of what share is right at each score, a panel for each group, as SVG.

    Args:
        rows: The bins of each group, by its name, in rows of panels.
        title: What stands above.
    """
    most = max(map(len, rows), default=1)
    wide, high = most * (LEFT + SIDE) + 28, len(rows) * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' role="img" aria-label="{html.escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{wide}" height="{high}"/>',
        f'<text class="title" x="{LEFT}" y="28">{html.escape(title)}</text>',
    ]
    for number, groups in enumerate(rows):
        parts.append(f'<g transform="translate(0 {number * HEIGHT})">')
        for place, (name, bins) in enumerate(groups.items()):
            left = LEFT + place * (LEFT + SIDE)
            parts += [*_panel(left, html.escape(name), "score", "share that is right"), *_reliability(left, bins)]
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(left: int, head: str, across: str, up: str) -> Iterable[str]:
    yield f'<text class="head" x="{left}" y="{TOP - 24}">{head}</text>'
    for step in range(6):
        share = step / 5
        x, y = _at(left, share, share)
        yield f'<path class="grid" d="M{left} {y}H{left + SIDE}M{x} {TOP}V{TOP + SIDE}"/>'
        yield f'<text class="soft" x="{x}" y="{TOP + SIDE + 18}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text class="soft" x="{left - 8}" y="{y + 4}" text-anchor="end">{share:.1f}</text>'
    yield f'<text class="soft" x="{left + SIDE / 2}" y="{TOP + SIDE + 40}" text-anchor="middle">{across}</text>'
    middle = TOP + SIDE / 2
    yield (
        f'<text class="soft" transform="translate({left - 40} {middle}) rotate(-90)" text-anchor="middle">{up}</text>'
    )


def _reliability(left: int, bins: Sequence[Bin]) -> Iterable[str]:
    most = max((b.count for b in bins), default=1)
    for b in bins:
        x, _ = _at(left, b.low, 0)
        wide, high = SIDE * (b.high - b.low), SIDE * 0.3 * b.count / most
        yield (
            f'<rect class="count" x="{x + 1}" y="{TOP + SIDE - high:.1f}" width="{wide - 2:.1f}" height="{high:.1f}">'
            f"<title>{b.count} answers from {b.low:.1f} to {b.high:.1f}</title></rect>"
        )
    yield f'<path class="ideal" d="M{left} {TOP + SIDE}L{left + SIDE} {TOP}"/>'
    yield _line("one", [_at(left, b.mean, b.share) for b in bins])
    for b in bins:
        x, y = _at(left, b.mean, b.share)
        yield f'<circle class="one" cx="{x}" cy="{y}" r="4"><title>{b.share:.3f} of {b.count}</title></circle>'
    yield f'<text class="soft" x="{left}" y="{TOP - 8}">bars: how many answers</text>'


def _rates(left: int, curve: Sequence[Rates], threshold: float) -> Iterable[str]:
    drawn = _thinned([r for r in curve if r.precision is not None])
    yield _line("one", [_at(left, r.threshold, r.precision or 0.0) for r in drawn])
    yield _line("two", [_at(left, r.threshold, r.recall or 0.0) for r in drawn])
    x, _ = _at(left, threshold, 0)
    yield f'<path class="mark" d="M{x} {TOP}V{TOP + SIDE}"><title>threshold {threshold}</title></path>'
    yield f'<text class="one" x="{left}" y="{TOP - 8}">precision</text>'
    yield f'<text class="two" x="{left + 66}" y="{TOP - 8}">recall</text>'


def _thinned(curve: list[Rates]) -> list[Rates]:
    step = max(1, len(curve) // POINTS)
    return [r for place, r in enumerate(curve) if place % step == 0 or place == len(curve) - 1]


def _line(colour: str, points: Sequence[tuple[float, float]]) -> str:
    return f'<polyline class="line {colour}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def _at(left: int, x: float, y: float) -> tuple[float, float]:
    return round(left + SIDE * x, 1), round(TOP + SIDE * (1 - y), 1)
