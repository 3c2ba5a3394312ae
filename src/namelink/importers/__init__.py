"""Importers: records out of what others publish. Each is an iterator that holds little in memory.

>>> import json, tempfile
>>> from pathlib import Path
>>> from namelink.importers import read_spacy
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder) / "patterns.jsonl"
...     _ = path.write_text(json.dumps({"label": "ORG", "pattern": "قناة الجزيرة", "id": "aljazeera"}))
...     [record.to_json() for record in read_spacy(path, rejects=print)]
['{"id": "spacy:aljazeera", "type": "organization", "names": [{"text": "قناة الجزيرة", "lang": "und-Arab"}],
 "weight": 0.3}']
"""

from namelink.importers.columns import read_csv
from namelink.importers.context import ImportIssue
from namelink.importers.geonames import read_geonames
from namelink.importers.jrc_names import read_jrc_names
from namelink.importers.opensanctions import read_opensanctions
from namelink.importers.patterns import read_spacy
from namelink.importers.wikidata import read_wikidata

__all__ = [
    "ImportIssue",
    "read_csv",
    "read_geonames",
    "read_jrc_names",
    "read_opensanctions",
    "read_spacy",
    "read_wikidata",
]
