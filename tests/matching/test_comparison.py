from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import compare
from namelink.matching.comparison import score_pairs
from namelink.matching.forms import forms
from namelink.matching.scoring import default_scorer
from namelink.names import analyzer
from tests.conftest import rows

NAMES = st.lists(
    st.sampled_from(["صدر", "صادر", "النيجر", "نيجر", "عبد", "العزيز", "Sadyr", "Japarov", "Abdulaziz", "7"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6))
def test_many_pairs_are_compared_as_each_alone(pairs: list[tuple[str, str]]) -> None:
    scorer = default_scorer()
    known = [(forms(analyzer().name(a), scorer), forms(analyzer().name(b), scorer)) for a, b in pairs]
    assert list(score_pairs(known, scorer)) == [compare(a, b).score for a, b in pairs]


WHOLE = [row["text"] for row in rows("name_parts")]
MIXED = st.lists(st.sampled_from([word for text in WHOLE for word in text.split()]), min_size=1, max_size=5).map(
    " ".join
)


@given(st.sampled_from(WHOLE) | MIXED, st.sampled_from(WHOLE) | MIXED)
def test_the_score_does_not_depend_on_the_order_of_the_two(a: str, b: str) -> None:
    there, back = compare(a, b), compare(b, a)
    assert 0 <= there.score == back.score <= 1


@pytest.mark.parametrize("text", WHOLE)
def test_a_name_is_itself_in_any_dress(text: str) -> None:
    assert compare(text, f" {text.upper()}!").score == compare(text, text).score > 0.9
