"""Importers: records out of what others publish. Each is an iterator that holds little in memory.

>>> import json, tempfile
>>> from pathlib import Path
>>> from namelink.importers import read_spacy
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder) / "patterns.jsonl"
...     _ = path.write_text(json.dumps({"label": "ORG", "pattern": "قناة الجزيرة", "id": "aljazeera"}))
...     [record.to_json() for record in read_spacy(path, on_reject=print)]
['{"id": "spacy:aljazeera", "type": "organization", "names": [{"text": "قناة الجزيرة", "lang": "und-Arab"}],
 "weight": 0.5}']

Importers of others derive from `Importer`; what they need is here too.
"""

from namelink.importers.base import Importer, Option
from namelink.importers.columns import read_csv
from namelink.importers.context import ImportContext, ImportIssue, Line, NotWanted, Unusable
from namelink.importers.geonames import read_geonames
from namelink.importers.jrc_names import read_jrc_names
from namelink.importers.lines import check_sources, read_lines
from namelink.importers.merge import merge_records
from namelink.importers.opensanctions import read_opensanctions
from namelink.importers.partial_records import PartialRecord, make_curie, usable_names
from namelink.importers.patterns import read_spacy
from namelink.importers.registry import get_importer, importer_names
from namelink.importers.wikidata import read_wikidata

__all__ = [
    "ImportContext",
    "ImportIssue",
    "Importer",
    "Line",
    "NotWanted",
    "Option",
    "PartialRecord",
    "Unusable",
    "check_sources",
    "get_importer",
    "importer_names",
    "make_curie",
    "merge_records",
    "read_csv",
    "read_geonames",
    "read_jrc_names",
    "read_lines",
    "read_opensanctions",
    "read_spacy",
    "read_wikidata",
    "usable_names",
]
