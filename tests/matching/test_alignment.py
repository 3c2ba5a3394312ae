from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.matching import alignment
from namelink.matching.alignment import latin_letters, read_as, word_distance
from namelink.text import tables

ARABIC = st.text("ابتجدرسشفقكلمنهويعغ", max_size=6)
LATIN = st.text("abcdefghijklmnoprstuvwyz", max_size=7)

LEARNED = {
    (row["arabic"], row["latin"]): float(row["cost"]) for row in tables.rows("namelink.matching", "arab_latin.tsv")
}


def slow_read_as(arabic: str, latin: str) -> float:
    """The oracle: the cheapest of all ways to cut both words into groups, by trying each."""

    @functools.cache
    def rest(i: int, j: int) -> float:
        if i == len(arabic) and j == len(latin):
            return 0.0
        found = []
        for p in range(min(2, len(arabic) - i) + 1):
            for q in range(min(3, len(latin) - j) + 1):
                unit = arabic[i : i + p], latin[j : j + q]
                never_shown = {
                    (1, 1): alignment.UNSEEN,
                    (1, 0): alignment.UNREAD,
                    (0, 1): alignment.UNWRITTEN,
                }.get((p, q))
                cost = LEARNED.get(unit, never_shown)
                if cost is not None and p + q:
                    found.append(cost + rest(i + p, j + q))
        return min(found)

    return rest(0, 0)


@given(ARABIC, LATIN)
def test_the_fast_road_finds_the_cheapest_reading(arabic: str, latin: str) -> None:
    assert read_as(arabic, latin) == pytest.approx(slow_read_as(arabic, latin))


@given(st.text("ابتجaeiouбвг", min_size=1, max_size=6), st.text("ابتجaeiouбвг", min_size=1, max_size=6))
def test_a_distance_has_no_direction(a: str, b: str) -> None:
    assert word_distance(a, b) == word_distance(b, a) >= 0
    assert word_distance(a, a) == 0


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("جباروف", "Japarov", "Popov"),
        ("ليخاتشوف", "Likhachev", "Likhanov"),
        ("سلمان", "Salman", "Sultan"),
        ("غوتيريش", "Guterres", "Gutierrez"),
        ("دوشنبه", "Dushanbe", "Durban"),
        ("بوتين", "Путин", "Патрушев"),
        ("طارق", "تارق", "طالق"),
        ("صدر", "صادر", "بدر"),
    ],
)
def test_the_right_word_is_nearer(word: str, near: str, far: str) -> None:
    assert word_distance(word, near.lower()) < word_distance(word, far.lower())


def test_any_script_has_latin_letters() -> None:
    assert latin_letters("Жапаров") == "zhaparov"
    assert latin_letters("북한").isascii()
