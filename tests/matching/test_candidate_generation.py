"""Candidates: what the keys of a query propose."""

from __future__ import annotations

import pytest

from namelink import Gazetteer
from namelink.config import MatchingConfig
from namelink.matching.candidate_generation import CandidateGenerator
from namelink.names import analyzer


def proposed(query: str, *names: str) -> list[str]:
    """Return the names that are candidates for a query."""
    records = [
        {"id": f"x:{number}", "type": "person", "names": [{"text": name, "lang": "und"}]}
        for number, name in enumerate(names)
    ]
    found = CandidateGenerator(Gazetteer.from_records(records), MatchingConfig()).candidates(analyzer().name(query))
    return [names[candidate.hit.name] for candidate in found]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("الراوي", "Rawi"),
        ("العوا", "Awa"),
        ("الري", "Rai"),
        ("الحاوي", "Хауи"),
        ("الحاوي", "al-Hawi"),
        ("الشويع", "Shuwai"),
    ],
)
def test_a_word_with_the_article_proposes_names_without_it(query: str, name: str) -> None:
    assert proposed(query, name, "Bonaparte") == [name]
