from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import Resolver
from namelink.config import MatchingConfig
from namelink.gazetteer import Hit, Ref
from namelink.linking.features import extraction
from namelink.matching.decision import CandidateMatch, rank
from namelink.model import Evidence
from tests.conftest import rows

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@given(st.floats(0, 1), st.lists(st.floats(-5, 5), max_size=4))
def test_the_score_of_a_single_candidate_is_its_fit(weight: float, values: list[float]) -> None:
    evidence = [Evidence("support", value, "قطر", "قطر", value) for value in values]
    match = CandidateMatch.of(Ref(0, 1), Hit(0, 2), weight, evidence)
    assert rank([match], MatchingConfig()) == [(match.fit, match)]


@pytest.mark.parametrize("threshold", [0.0, 0.01, 0.5, 0.8])
def test_what_no_context_can_raise_is_never_linked(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch, threshold: float
) -> None:
    texts = [row["text"] for row in rows("link")] + [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
    known = [resolver.link(text, threshold=threshold) for text in texts]
    monkeypatch.setattr(extraction, "_max_fit", lambda *_: 1.0)  # every span is scored
    assert [Resolver(resolver.gazetteer).link(text, threshold=threshold) for text in texts] == known


def test_the_order_of_texts_changes_nothing(resolver: Resolver) -> None:
    texts = [row["text"] for row in rows("link")]
    backwards = Resolver(resolver.gazetteer)
    assert [backwards.link(text) for text in reversed(texts)][::-1] == [resolver.link(text) for text in texts]
