r"""Exporters: a gazetteer, or a part of it, in the formats of others.

Each exporter yields pieces of text, and holds little in memory.

>>> from namelink import Gazetteer
>>> from namelink.exporters import export_jsonl
>>> qatar = {"id": "x:1", "type": "place", "names": [{"text": "قطر", "lang": "ar"}], "weight": 0.5}
>>> list(export_jsonl(Gazetteer.from_records([qatar])))
['{"id": "x:1", "type": "place", "names": [{"text": "قطر", "lang": "ar"}], "weight": 0.5}\n']
"""

from namelink.exporters.columns import export_csv
from namelink.exporters.follow_the_money import export_ftm
from namelink.exporters.geojson import export_geojson
from namelink.exporters.lines import export_jsonl
from namelink.gazetteer.flattening import Selection

__all__ = ["Selection", "export_csv", "export_ftm", "export_geojson", "export_jsonl"]
