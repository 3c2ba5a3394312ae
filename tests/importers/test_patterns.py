from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from namelink.importers import read_spacy
from tests.importers.samples import imported, spelt, write


def pattern(label: Any, words: Any, id: Any = None) -> str:
    return json.dumps({"label": label, "pattern": words} | ({} if id is None else {"id": id}))


def test_patterns_of_one_id_make_one_record(tmp_path: Path) -> None:
    lines = [
        pattern("ORG", "قناة الجزيرة", "al jazeera"),
        pattern("ORG", [{"LOWER": "al"}, {"ORTH": "Jazeera"}], "al jazeera"),
        pattern("GPE", [{"lower": "san"}, {"TEXT": "Francisco"}], "wikidata:Q62"),
        pattern("GPE", "بيشكيك"),
        pattern("GPE", "بيشكيك"),
        pattern("PERSON", "Jordan"),
        pattern("GPE", "Jordan"),
    ]
    found = imported(read_spacy, write(tmp_path / "patterns.jsonl", lines))
    assert found.rejects == []
    assert [(record.id, str(record.type), spelt(record)) for record in found.records] == [
        ("spacy:al-jazeera", "organization", ["قناة الجزيرة und-Arab", "al Jazeera und-Latn"]),
        ("spacy:gpe-jordan", "place", ["Jordan und-Latn"]),
        ("spacy:gpe-بيشكيك", "place", ["بيشكيك und-Arab"]),
        ("spacy:person-jordan", "person", ["Jordan und-Latn"]),
        ("wikidata:Q62", "place", ["san Francisco und-Latn"]),
    ]


def test_labels_a_prefix_and_a_language_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path / "p", [pattern("MINISTRY", "وزارة الخارجية", "42"), pattern("ORG", "الأوقاف", "43")])
    found = imported(read_spacy, path, labels={"MINISTRY": "organization"}, prefix="desk", lang="ar", weight=0.6)
    assert [(r.id, r.weight, spelt(r)) for r in found.records] == [
        ("desk:42", 0.6, ["وزارة الخارجية ar"]),
        ("desk:43", 0.6, ["الأوقاف ar"]),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (pattern("ORG", [{"LOWER": "acme"}, {"OP": "?"}]), "a token is no fixed word: {'OP': '?'}"),
        (pattern("ORG", [{"LOWER": "acme", "OP": "+"}]), "a token is no fixed word"),
        (pattern("ORG", [{"LOWER": {"IN": ["acme", "apex"]}}]), "a token is no fixed word"),
        (pattern("ORG", [{"LEMMA": "acme"}]), "a token is no fixed word"),
        (pattern("ORG", [{}]), "a token is no fixed word"),
        (pattern("ORG", ["acme"]), "a token is no fixed word"),
        (pattern("ORG", []), "must be a phrase, or a list of tokens"),
        (pattern("ORG", 7), "must be a phrase, or a list of tokens"),
        (pattern("ORG", "--"), "with letters or digits"),
        (pattern("DATE", "الأحد"), "the label 'DATE' has no type"),
        (pattern(None, "الأحد"), "the label None has no type"),
        ('{"label": "ORG"', "no JSON"),
        ('["ORG"]', "no object"),
    ],
)
def test_a_pattern_that_makes_no_name(tmp_path: Path, line: str, reason: str) -> None:
    found = imported(read_spacy, write(tmp_path / "p", [line, pattern("ORG", "قناة الجزيرة")]))
    assert len(found.records) == 1
    assert [number for number, _ in found.reasons] == [1]
    assert reason in found.reasons[0][1]
