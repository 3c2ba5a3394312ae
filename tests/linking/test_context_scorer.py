from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import Resolver
from namelink.config import MatchingConfig
from namelink.gazetteer import Hit, Ref
from namelink.linking import surface_features as standing
from namelink.linking.evidence import measure
from namelink.matching.decision import CandidateMatch, rank
from tests.conftest import rows

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@given(st.floats(0, 1), st.lists(st.floats(-5, 5), max_size=4))
def test_nobody_contests_the_fit_of_a_single_entity(weight: float, values: list[float]) -> None:
    evidence = [measure("support", value, "قطر", "قطر") for value in values]
    contender = CandidateMatch.of(Ref(0, 1), Hit(0, 2), weight, evidence)
    assert rank([contender], MatchingConfig()) == [(contender.fit, contender)]


@pytest.mark.parametrize("threshold", [0.0, 0.01, 0.5, 0.8])
def test_what_is_hopeless_by_itself_is_never_taken(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch, threshold: float
) -> None:
    texts = [row["text"] for row in rows("link")] + [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
    known = [resolver.link(text, threshold=threshold) for text in texts]
    monkeypatch.setattr(standing, "_fit_alone", lambda *_: 1.0)  # every span is heard
    assert [Resolver(resolver.gazetteer).link(text, threshold=threshold) for text in texts] == known


def test_an_entity_stands_alike_in_every_text(resolver: Resolver) -> None:
    """What is remembered of one text changes nothing in the next: the order in which they are read does not count."""
    texts = [row["text"] for row in rows("link")]
    backwards = Resolver(resolver.gazetteer)
    assert [backwards.link(text) for text in reversed(texts)][::-1] == [resolver.link(text) for text in texts]
