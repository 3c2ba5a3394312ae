"""Names of several scripts: compared, clustered and resolved as any others."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Gazetteer, Outcome, Resolver, cluster, compare
from namelink.matching.comparison import compare_many
from namelink.matching.forms import forms
from namelink.matching.scoring import default_scorer
from namelink.names import analyzer

ARABIC = st.text("ابتجدرسشفقكلمنهويعغأةى", min_size=1, max_size=7)
LATIN = st.text("abcdefghijklmnoprstuvwyzéğşFCDBT", min_size=1, max_size=7)
CYRILLIC = st.text("абвгдежзиклмнопрстухчшьюя", min_size=1, max_size=7)
DIGITS = st.text("0123456789٣٧", min_size=1, max_size=3)
ONE_SCRIPT = ARABIC | LATIN | CYRILLIC | DIGITS
MIXED = st.lists(ONE_SCRIPT, min_size=2, max_size=3).map("".join)
KNOWN = st.sampled_from(
    [
        "FC",
        "Dr",
        "X",
        "محمد",
        "Mohamed",
        "برشلونة",
        "Barcelona",
        "Vlаdimir",
        "drمحمد",
        "محمدdr",
        "6أكتوبر",
        "قطر",
        "Qatar",
    ]
)
NAMES = st.lists(ONE_SCRIPT | MIXED | KNOWN, min_size=1, max_size=4).map(" ".join)

SAME = compare("قطر", "قطر").score
"""The score of names of one key."""

REPORTED = [
    "FC برشلونة",
    "برشلونة FC",
    "قطر Qatar",
    "Dr محمد",
    "Mr بوتين",
    "TV القاهرة",
    "X سلمان",
    "drمحمد",
    "BBC عربي",
]


@given(NAMES, NAMES)
def test_any_two_names_are_compared(a: str, b: str) -> None:
    score = compare(a, b).score
    assert 0 <= score <= 1
    assert compare(b, a).score == score
    assert compare_many([(a, b), (b, a)]) == [score, score]


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).score >= SAME


@settings(max_examples=40)
@given(st.lists(NAMES, max_size=8))
def test_any_names_are_clustered(names: list[str]) -> None:
    assert Counter(name for c in cluster(names) for name in c.names) == Counter(names)


@pytest.fixture(scope="module")
def mixed() -> Resolver:
    names = [*REPORTED, "محمدdr", "Vlаdimir Путин", "6أكتوبر", "東京 طوكيو", "برشلونة", "Barcelona"]
    return Resolver(
        Gazetteer.from_records(
            [
                {"id": f"t:{i}", "type": "place", "names": [{"text": name, "lang": "und"}]}
                for i, name in enumerate(names)
            ]
        )
    )


@settings(max_examples=60)
@given(name=NAMES)
def test_any_name_is_resolved_among_them(mixed: Resolver, name: str) -> None:
    found = mixed.resolve(name)
    assert all(0 <= c.score <= 1 for c in found.candidates)


@pytest.mark.parametrize("name", REPORTED)
def test_a_misspelt_name_is_resolved_among_them(mixed: Resolver, name: str) -> None:
    assert mixed.resolve(name).outcome == "match"
    assert mixed.resolve(name + "ا").outcome in tuple(Outcome)


@pytest.mark.parametrize("name", REPORTED)
@pytest.mark.parametrize("other", REPORTED)
def test_reported_names_are_compared(name: str, other: str) -> None:
    assert (compare(name, other).score == SAME) == (name == other)


def test_a_list_with_reported_names_is_clustered() -> None:
    names = ["برشلونة", *REPORTED, "محمد", "قطر"]
    assert {c.names for c in cluster(names) if len(c.names) > 1} == {
        ("FC برشلونة", "برشلونة FC"),
        ("قطر Qatar", "قطر"),
        ("Dr محمد", "محمد"),
    }


@pytest.mark.parametrize(
    ("a", "b", "like_a", "like_b"),
    [
        ("FC برشلونة", "برشلونة", "FC Barcelona", "Barcelona"),
        ("Dr محمد علي", "محمد علي", "دكتور محمد علي", "محمد علي"),
        ("Mr بوتين", "بوتين", "السيد بوتين", "بوتين"),
        ("TV القاهرة", "القاهرة", "TV Cairo", "Cairo"),
    ],
)
def test_an_extra_word_counts_as_one_of_the_same_script(a: str, b: str, like_a: str, like_b: str) -> None:
    assert compare(a, b).score == pytest.approx(compare(like_a, like_b).score, abs=0.02)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("drمحمد", "dr محمد", True),
        ("محمدdr", "محمد dr", True),
        ("6أكتوبر", "6 أكتوبر", True),
        ("BBCعربي", "BBC عربي", True),
        ("محمدdr", "محمدfc", False),
        ("Vlаdimir Putin", "Vladimir Putin", True),
    ],
)
def test_a_word_that_mixes_scripts_keeps_its_letters(a: str, b: str, same: bool) -> None:
    assert (compare(a, b).score >= 0.8) is same


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("قطر Qatar", "Qatar", True),
        ("قطر Qatar", "قطر", True),
        ("Qatar (قطر)", "قطر Qatar", True),
        ("محمد علي - Mohamed Ali", "Mohammed Ali", True),
        ("Россия Russia", "Russia", True),
        ("ستاد 974 Stadium 974", "Stadium 974", True),
        ("ستاد 974 Stadium 974", "Stadium 973", False),
        ("قطر Qatar", "Qatif", False),
        ("قطر Bank", "قطر", False),
        ("قطر قطر", "قطر", False),
    ],
)
def test_a_name_written_twice_is_either(name: str, other: str, same: bool) -> None:
    assert (compare(name, other).score >= 0.8) is same


@pytest.mark.parametrize(
    "name", ["", "قطر", "Qatar", "قطر Bank", "قطر Qatar قطر", "FC برشلونة", "7 قطر", "!", "Doha دوحة 東京"]
)
def test_other_names_have_no_halves(name: str) -> None:
    assert len(forms(analyzer().name(name), default_scorer())) == 1
