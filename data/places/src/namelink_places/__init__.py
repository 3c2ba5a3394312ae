"""The towns and villages that the default gazetteer of namelink leaves out; namelink knows them as ``places``.

>>> from namelink import Gazetteer
>>> gazetteer = Gazetteer.open_layers(["default", "places"])
"""

from pathlib import Path

INDEX = Path(__file__).with_name("index")
"""Where the index is."""

__all__ = ["INDEX"]
