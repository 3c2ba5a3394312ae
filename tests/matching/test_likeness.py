from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.matching import likeness
from namelink.matching.alignment import align
from namelink.matching.likeness import CERTAIN, WordPairs, log_odds, word_log_odds
from namelink.translit.alphabet import ARABIC, DIGITS, LATIN

WORDS = st.one_of(
    st.from_regex(f"[{ARABIC}][{ARABIC}{DIGITS}]{{0,7}}", fullmatch=True),
    st.text(LATIN + DIGITS, min_size=1, max_size=8),
)


@given(WORDS, WORDS)
def test_likeness_has_no_direction(a: str, b: str) -> None:
    assert word_log_odds(a, b) == word_log_odds(b, a)
    assert -CERTAIN <= word_log_odds(a, b) <= CERTAIN
    assert word_log_odds(a, a) == CERTAIN


def test_log_odds_of_long_words_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[tuple[str, str], float] = {}
    monkeypatch.setattr(likeness, "_known", known)
    word_log_odds("a" * 64, "b" * 65)
    assert not known
    word_log_odds("a" * 64, "b" * 64)
    assert len(known) == 1


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_words_together_are_as_alike_as_each_pair_alone(a: list[str], b: list[str]) -> None:
    pairs = WordPairs(a, b)
    for x in a:
        for y in b:
            assert pairs.log_odds(x, y) == word_log_odds(x, y)
            assert pairs.cost(x, y) == align(x, y).costs[0] / 100


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("سلمان", "سلطان"),
        ("حسن", "حسين"),
        ("جمال", "كمال"),
        ("علي", "علا"),
        ("السيسي", "البرهان"),
        ("salman", "sultan"),
    ],
)
def test_two_names_are_two(a: str, b: str) -> None:
    assert word_log_odds(a, b) < 0


@pytest.mark.parametrize(
    ("a", "b"),
    [("صدر", "صادر"), ("غوتيريش", "جوتيريش"), ("جباروف", "japarov"), ("mohammed", "muhammad"), ("putin", "poutine")],
)
def test_two_spellings_are_one(a: str, b: str) -> None:
    assert word_log_odds(a, b) > 0


def test_other_digits_are_another_name() -> None:
    assert word_log_odds("ss2", "ss3") == -CERTAIN
    assert log_odds(align("اكتوبر6", "اكتوبر7"), 0) == -CERTAIN
