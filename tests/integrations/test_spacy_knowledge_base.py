from __future__ import annotations

from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

from namelink import Gazetteer  # noqa: E402
from namelink.integrations.spacy_knowledge_base import (  # noqa: E402
    VECTOR_LENGTH,
    knowledge_base,
    write_knowledge_base,
)
from tests.exporters.samples import GAZETTEER, name  # noqa: E402


def test_a_knowledge_base_is_read_by_spacy(tmp_path: Path) -> None:
    write_knowledge_base((e for e in GAZETTEER if e.names), tmp_path / "kb")
    base = spacy.kb.InMemoryLookupKB(spacy.blank("ar").vocab, entity_vector_length=VECTOR_LENGTH)
    base.from_disk(tmp_path / "kb")
    assert set(base.get_entity_strings()) == {"wikidata:Q25597826", "wikidata:Q813", "geonames:1528675", "desk:n_1"}
    assert [(c.entity_, c.prior_prob) for c in base.get_alias_candidates("صدر جباروف")] == [("wikidata:Q25597826", 1)]
    assert base.get_vector("geonames:1528675") == [0.5]
    assert list(base.get_alias_candidates("قيرغيزي")) == []


def test_priors_are_by_weight_and_alike_where_there_is_none() -> None:
    entities = [
        {"id": f"x:{i}", "type": "place", "weight": weight, "names": [name(text), name(text, "fa")]}
        for i, (text, weight) in enumerate([("عمان", 0.6), ("عمان", 0.2), ("طرابلس", 0.0), ("طرابلس", 0.0)])
    ]
    base = knowledge_base(Gazetteer.from_records(entities))
    for text, priors in (("عمان", [0.75, 0.25]), ("طرابلس", [0.5, 0.5])):
        assert [c.prior_prob for c in base.get_alias_candidates(text)] == pytest.approx(priors)


def test_a_place_that_is_taken_stays_as_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "kb"
    taken.mkdir()
    write_knowledge_base(GAZETTEER, taken)  # an empty directory
    files = {path: path.read_bytes() for path in taken.iterdir()}
    with pytest.raises(FileExistsError, match="choose another place"):
        write_knowledge_base([], taken)
    assert {path: path.read_bytes() for path in taken.iterdir()} == files
    assert [path.name for path in tmp_path.iterdir()] == ["kb"]
