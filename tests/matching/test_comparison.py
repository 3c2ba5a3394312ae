from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import compare
from namelink.matching import comparison
from namelink.matching.comparison import compare_many

NAMES = st.lists(
    st.sampled_from(["صدر", "صادر", "النيجر", "نيجر", "عبد", "العزيز", "Sadyr", "Japarov", "Abdulaziz", "7"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6), st.integers(0, 500), st.integers(1, 3))
def test_pairs_are_compared_in_batches_as_each_alone(pairs: list[tuple[str, str]], cells: int, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "CELLS", cells)
        patch.setattr(comparison, "AT_ONCE", at_once)
        assert compare_many(pairs) == [compare(a, b).score for a, b in pairs]


@pytest.mark.parametrize(("letters", "most"), [(4, 45), (990, 9)])
def test_long_names_are_aligned_few_at_a_time(letters: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []

    def scores(batch: list[object]) -> list[float]:
        batches.append(len(batch))
        return [0.0] * len(batch)

    monkeypatch.setattr(comparison, "_scores", scores)
    names = ["a" * (letters - i % 2) + "bcdefghijk"[i] for i in range(10)]
    assert len(compare_many(combinations(names, 2))) == 45
    assert max(batches) <= most
