from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.config import MatchingConfig
from namelink.matching.pairing import loose_costs, pair_weight
from namelink.matching.scoring import default_scorer
from namelink.matching.word_pairs import WordPairs

UNRELATED = MatchingConfig().unrelated_letter_cost

WORDS = st.sampled_from(["صدر", "صادر", "جباروف", "بن", "ال", "سلمان", "السلمان", "sadyr", "japarov", "salman", "6"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(tuple)


def slow_cost(query: tuple[str, ...], name: tuple[str, ...], pairs: WordPairs) -> float:
    """The oracle: each word with the nearest of the other name, and the dearer of both ways."""

    def cost(a: str, b: str) -> float:
        return min(pairs.cost(a, b), UNRELATED * max(len(a), len(b))) * pair_weight(a, b)

    there = sum(min(cost(a, b) for b in name) for a in query)
    back = sum(min(cost(a, b) for a in query) for b in name)
    return max(there, back)


@given(NAMES, st.lists(NAMES, max_size=5))
def test_names_cost_together_what_each_costs_alone(query: tuple[str, ...], names: list[tuple[str, ...]]) -> None:
    pairs = default_scorer().pairs(query, {word for name in names for word in name})
    assert loose_costs(query, names, pairs) == pytest.approx([slow_cost(query, name, pairs) for name in names])
