"""Names of any length and number: what is too long is no name, and what is taken costs no more than it must."""

from __future__ import annotations

import pytest

from namelink import Gazetteer, Resolver, compare, compare_many
from namelink.features import logistic
from namelink.matching.decision import CandidateMatch


@pytest.mark.parametrize(
    "name",
    ["قلم " * 200, "كتاب، " * 120, "(نون) " * 120, "قلم pen " * 75, "ﷺ" * 1000, "ق" * 1001, "ab " * 333],
)
def test_a_string_that_is_too_long_is_no_name(name: str) -> None:
    assert compare(name, name[::-1]).score == 0.0
    assert compare_many([(name, "قلم")]) == [0.0]
    assert Resolver(GAZETTEER).resolve(name).id is None


def test_names_at_the_bounds_are_compared() -> None:
    unlike = " ".join(chr(0x0628 + i % 10) * 20 for i in range(40)), " ".join("مكتوب" * 4 for _ in range(40))
    assert compare(*unlike).score < 0.01
    assert compare(unlike[0], unlike[0]).score > 0.9


@pytest.mark.parametrize(("log_odds", "expected"), [(-1e308, 0.0), (-710.0, 0.0), (710.0, 1.0), (1e308, 1.0)])
def test_log_odds_may_be_of_any_size(log_odds: float, expected: float) -> None:
    assert logistic(log_odds) == expected


GAZETTEER = Gazetteer.from_records(
    [
        {"id": f"x:{i}", "type": "person", "country": "KG" if i % 2 else "RU", "names": [{"text": "علي", "lang": "ar"}]}
        for i in range(50)
    ]
)


def test_namesakes_are_not_compared_with_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a country given, 20,000 of them took a minute."""
    monkeypatch.setattr(CandidateMatch, "__eq__", lambda *_: pytest.fail("each is compared with each"))
    found = Resolver(GAZETTEER).resolve("علي", country="KG", limit=50)
    assert {candidate.entity.country for candidate in found.candidates} == {"KG"}
    assert len(found.candidates) == 25
