from __future__ import annotations

import importlib.util

from tests.conftest import ROOT
from tests.test_layers import LAYERS

_spec = importlib.util.spec_from_file_location("draw_layers", ROOT / "tools" / "draw_layers.py")
assert _spec
assert _spec.loader
draw_layers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(draw_layers)


def test_the_drawing_of_layers_is_of_those_that_are_tested() -> None:
    what = draw_layers.jobs(draw_layers.PAGE.read_text(encoding="utf-8"))
    fresh = draw_layers.DRAWING.read_text(encoding="utf-8") == draw_layers.draw(LAYERS, what)
    assert fresh, "run python tools/draw_layers.py"
