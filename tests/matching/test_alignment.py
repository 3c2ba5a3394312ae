from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.matching import word_tables
from namelink.matching.alignment import MANY, Alignment, align
from namelink.matching.costs import NEVER, UNSEEN, UNWRITTEN, edit_costs
from namelink.matching.word_tables import FILLED, SMALL, WordTables
from namelink.phonetics.alphabet import ARABIC, CYRILLIC, DIGITS, LATIN, OTHER, alphabet_of_letters

ARABIC_WORDS = st.text("ابتجدرسشفقكلمنهويعغ", min_size=1, max_size=6)
LATIN_WORDS = st.text("abcdefghijklmnoprstuvwyz", min_size=1, max_size=7)
ANY_WORDS = st.one_of(
    st.from_regex(f"[{ARABIC.letters}][{ARABIC.letters}{DIGITS}]{{0,7}}", fullmatch=True),
    st.text(CYRILLIC.letters + DIGITS, min_size=1, max_size=8),
    st.text(LATIN.letters + DIGITS, min_size=1, max_size=8),
)
MIXED_WORDS = st.text(ARABIC.letters + CYRILLIC.letters + LATIN.letters + DIGITS + OTHER, min_size=1, max_size=5)
"""Words may mix scripts, and words of two scripts are run together."""


def cost(a: str, b: str) -> int:
    return int(align(a, b).costs[0])


def slow_cost(a: str, b: str) -> int:
    """The oracle: the cheapest of all ways to cut both words into groups, by trying each."""
    rows, columns = alphabet_of_letters(a), alphabet_of_letters(b)
    costs = edit_costs(rows, columns).learned

    def step(x: str, y: str) -> int:
        found = costs.get((x, y))
        if found is not None and (x or len(y) == 1):
            return found
        if x == y and len(x) == 1:
            return 0
        return {(1, 1): UNSEEN, (1, 0): UNWRITTEN[rows], (0, 1): UNWRITTEN[columns]}.get((len(x), len(y)), NEVER)

    @functools.cache
    def rest(i: int, j: int) -> int:
        if i == len(a) and j == len(b):
            return 0
        return min(
            step(a[i : i + p], b[j : j + q]) + rest(i + p, j + q)
            for p in range(min(3, len(a) - i) + 1)
            for q in range(min(3, len(b) - j) + 1)
            if p + q
        )

    return rest(0, 0)


@given(ARABIC_WORDS | LATIN_WORDS | ANY_WORDS | MIXED_WORDS, ARABIC_WORDS | LATIN_WORDS | ANY_WORDS | MIXED_WORDS)
def test_the_cheapest_edits_are_found(a: str, b: str) -> None:
    assert cost(a, b) == slow_cost(a, b)


@given(ANY_WORDS | MIXED_WORDS, st.lists(ANY_WORDS | MIXED_WORDS, min_size=1, max_size=6))
def test_many_words_are_aligned_as_each_alone(word: str, others: list[str]) -> None:
    together = Alignment(word, WordTables.of(others))
    assert together.costs.tolist() == [cost(word, other) for other in others]
    assert [together.edits(i) for i in range(len(others))] == [align(word, other).edits(0) for other in others]


@given(ANY_WORDS, st.lists(ANY_WORDS | MIXED_WORDS, min_size=1, max_size=12), st.integers(0, 20))
def test_words_in_several_tables_are_aligned_as_in_one(word: str, others: list[str], small: int) -> None:
    one = Alignment(word, WordTables.of(others))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_tables, "SMALL", small)
        patch.setattr(word_tables, "FILLED", 0.9)
        several = Alignment(word, WordTables.of(others))
    assert several.costs.tolist() == one.costs.tolist()
    for place, other in enumerate(others):
        assert several.other(place) == other
        assert several.edits(place) == one.edits(place)


@given(st.lists(st.integers(0, 990), max_size=40))
def test_tables_are_filled(lengths: list[int]) -> None:
    words = WordTables.of(["a" * length for length in lengths])
    assert sum(len(table.letters) for table in words.tables) == len(lengths)
    for table in words.tables:
        assert table.letters.size <= max(SMALL, np.count_nonzero(table.letters) / FILLED)


@given(ANY_WORDS, st.lists(ANY_WORDS, min_size=1, max_size=4))
def test_very_many_words_are_aligned_as_few(word: str, others: list[str]) -> None:
    many = Alignment(word, WordTables.of(others * MANY))
    assert many.costs.tolist() == Alignment(word, WordTables.of(others)).costs.tolist() * MANY


@given(ANY_WORDS | MIXED_WORDS, ANY_WORDS | MIXED_WORDS)
def test_an_alignment_has_no_direction(a: str, b: str) -> None:
    assert cost(a, b) == cost(b, a) >= 0
    assert cost(a, a) == 0
    assert align(a, b).edits(0) == align(b, a).edits(0)


@given(ANY_WORDS | MIXED_WORDS, ANY_WORDS | MIXED_WORDS)
def test_edits_spell_both_words_at_the_cost_that_was_found(a: str, b: str) -> None:
    alignment = align(a, b)
    edits = alignment.edits(0)
    first, second = "".join(x for x, _ in edits), "".join(y for _, y in edits)
    assert {first, second} == {a, b}
    costs = edit_costs(alphabet_of_letters(first), alphabet_of_letters(second))
    assert sum(costs.of(x, y) for x, y in edits) == alignment.costs[0]


def test_a_table_of_names_passes_over_spaces() -> None:
    table = np.frombuffer(b"san juan", dtype=np.uint8).reshape(1, -1)
    assert Alignment("sanjuan", WordTables.of_bytes(table)).costs[0] == 0


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("جباروف", "japarov", "popov"),
        ("ليخاتشوف", "likhachev", "likhanov"),
        ("سلمان", "salman", "sultan"),
        ("غوتيريش", "guterres", "gutierrez"),
        ("دوشنبه", "dushanbe", "durban"),
        ("طارق", "تارق", "طالق"),
        ("صدر", "صادر", "بدر"),
        ("gaddafi", "qadhafi", "galafi"),
        ("fcبرشلونه", "fcبرشلونا", "برشلونه"),
        ("bbcعربي", "bbcarabi", "cnnarabi"),
    ],
)
def test_the_right_word_is_nearer(word: str, near: str, far: str) -> None:
    assert cost(word, near) < cost(word, far)
