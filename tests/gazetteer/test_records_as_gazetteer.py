from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from namelink import Gazetteer, Resolver
from namelink.errors import RecordError


def test_a_file_of_records_is_a_gazetteer(tmp_path: Path) -> None:
    records = tmp_path / "mine.jsonl"
    records.write_text('{"id": "x:1", "type": "place", "names": [{"text": "المقر", "lang": "ar"}]}\n', encoding="utf-8")
    layers = Gazetteer.open_layers([records, "default"])
    assert [Resolver(layers).resolve(name).id for name in ("المقر", "قطر")] == ["x:1", "wikidata:Q846"]
    assert pickle.loads(pickle.dumps(Gazetteer.open(records)))["x:1"].label == "المقر"
    records.write_text("no record\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"mine\.jsonl:1: "):
        Gazetteer.open(records)
