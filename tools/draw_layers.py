"""Draws which package may import which: the layers of tests/test_layers.py, as docs/_static/layers.svg.

Beside a row stands what its packages do, by the table of docs/explanation/architecture.md.

    python tools/draw_layers.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
DRAWING = ROOT / "docs" / "_static" / "layers.svg"
WIDTH, MARGIN, ROW, BOX, LETTER, GAP = 860, 20, 34, 26, 7.2, 10

STYLE = """
.box{fill:#eef3fc;stroke:#1f5fc4}.name{fill:#111;text-anchor:middle}.aside{fill:#fdf3e0;stroke:#b7791f}
.note{fill:#556;font-size:12px}.arrow{stroke:#445;stroke-width:1.3;marker-end:url(#down)}
""".strip()


def box(name: str, x: float, y: float, kind: str = "box") -> str:
    """Return a box with a name in it.

    >>> "matching" in box("matching", 0, 0)
    True
    """
    width = _width(name)
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{BOX}" rx="4"/>'
        f'<text class="name" x="{x + width / 2:g}" y="{y + BOX / 2 + 4:g}">{escape(name)}</text>'
    )


def _width(name: str) -> float:
    return round(len(name) * LETTER + 16, 1)


def jobs(page: str) -> dict[str, str]:
    """Return what each package does, in a few words, of the table of a page.

    >>> jobs("| `scripts`, `text` | folding: all of it | Unicode |")
    {'scripts': 'folding', 'text': 'folding'}
    """
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|:]+)", page, re.MULTILINE)
    told = {name: job.replace("`", "").strip() for names, job in rows for name in re.findall(r"\w+", names)}
    return {name: job for name, job in told.items() if job != "what their names say"}


def row(layer: Sequence[str], y: int, what: Mapping[str, str]) -> tuple[list[str], int]:
    """Return the boxes of a layer, what they do, and where the next layer begins."""
    drawn, x = [], MARGIN + 40.0
    for name in sorted(layer):
        if x + _width(name) > WIDTH - 150:
            x, y = MARGIN + 40.0, y + BOX + 4
        drawn.append(box(name, x, y))
        x += _width(name) + GAP
    told = list(dict.fromkeys(what[name] for name in sorted(layer) if name in what))
    # Of several jobs there is room for the first words of each.
    told = told if len(told) < 2 else [job.split(",")[0] for job in told]
    drawn.append(f'<text class="note" x="{max(x, 250):g}" y="{y + BOX / 2 + 4:g}">{escape("; ".join(told))}</text>')
    return drawn, y + ROW


def draw(layers: Sequence[Sequence[str]], what: Mapping[str, str]) -> str:
    """Return a drawing, in SVG, of layers that are given from the bottom to the top, and of what packages do.

    >>> drawing = draw([["text"], ["names"]], {"text": "tokens"})
    >>> drawing.index(">names<") < drawing.index(">text<") < drawing.index(">tokens<")
    True
    """
    rows, y = [], 56
    for layer in reversed(layers):
        drawn, y = row(layer, y, what)
        rows += drawn
    height = y + 10
    aside = WIDTH - _width("importers") - MARGIN
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" \
font-family="ui-monospace, monospace" font-size="12" role="img" aria-labelledby="t d">
<title id="t">The layers of namelink</title>
<desc id="d">From the top: {escape("; ".join(", ".join(sorted(layer)) for layer in reversed(layers)))}.</desc>
<style>{STYLE}</style>
<defs><marker id="down" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 8 4 0 8z" fill="#445"/></marker></defs>
<rect width="{WIDTH}" height="{height}" fill="#fff"/>
<text class="note" x="{MARGIN}" y="24">A module imports what stands in rows below its own, never beside or above.</text>
<path class="arrow" d="M{MARGIN + 10} 56V{height - 16}"/>
{box("importers", aside, 56, "aside")}
<text class="note" x="{WIDTH - MARGIN}" y="104" text-anchor="end">see records,</text>
<text class="note" x="{WIDTH - MARGIN}" y="120" text-anchor="end">not matching</text>
{chr(10).join(rows)}
</svg>
"""


def main() -> None:
    """Write the drawing."""
    sys.path.insert(0, str(ROOT))
    from tests.test_layers import LAYERS

    DRAWING.write_text(draw(LAYERS, jobs(PAGE.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
