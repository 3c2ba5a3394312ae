from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from namelink.matching.alignment import aligner, cost, edits
from namelink.matching.costs import UNSEEN, UNWRITTEN, edit_costs
from namelink.phonetics.alphabet import ARABIC, CYRILLIC, DIGITS, LATIN, OTHER, Alphabet, alphabet_of_letters, encode
from namelink.reference.alignment import NEVER

ARABIC_WORDS = st.text("ابتجدرسشفقكلمنهويعغ", min_size=1, max_size=6)
LATIN_WORDS = st.text("abcdefghijklmnoprstuvwyz", min_size=1, max_size=7)
ANY_WORDS = st.one_of(
    st.from_regex(f"[{ARABIC.letters}][{ARABIC.letters}{DIGITS}]{{0,7}}", fullmatch=True),
    st.text(CYRILLIC.letters + DIGITS, min_size=1, max_size=8),
    st.text(LATIN.letters + DIGITS, min_size=1, max_size=8),
)
MIXED_WORDS = st.text(ARABIC.letters + CYRILLIC.letters + LATIN.letters + DIGITS + OTHER, min_size=1, max_size=5)
"""Words may mix scripts, and words of two scripts are run together."""


def cost_of(x: str, y: str, rows: Alphabet, columns: Alphabet) -> int:
    """The cost of one edit."""
    found = edit_costs(rows, columns).get((x, y))
    if found is not None and (x or len(y) == 1):
        return found
    if x == y and len(x) == 1:
        return 0
    return {(1, 1): UNSEEN, (1, 0): UNWRITTEN[rows], (0, 1): UNWRITTEN[columns]}.get((len(x), len(y)), NEVER)


def slow_cost(a: str, b: str) -> int:
    """The oracle: the cheapest of all ways to cut both words into groups, by trying each."""
    rows, columns = alphabet_of_letters(a), alphabet_of_letters(b)

    def step(x: str, y: str) -> int:
        return cost_of(x, y, rows, columns)

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


@given(st.lists(ANY_WORDS | MIXED_WORDS, max_size=4), st.lists(ANY_WORDS | MIXED_WORDS, max_size=6))
def test_many_words_are_aligned_as_each_alone(words: list[str], others: list[str]) -> None:
    found = aligner().matrix(map(encode, words), map(encode, others))
    assert found.tolist() == [[cost(word, other) for other in others] for word in words]


@given(ANY_WORDS | MIXED_WORDS, ANY_WORDS | MIXED_WORDS)
def test_an_alignment_has_no_direction(a: str, b: str) -> None:
    assert cost(a, b) == cost(b, a) >= 0
    assert cost(a, a) == 0
    assert edits(a, b) == edits(b, a)


@given(ANY_WORDS | MIXED_WORDS, ANY_WORDS | MIXED_WORDS)
def test_edits_spell_both_words_at_the_cost_that_was_found(a: str, b: str) -> None:
    found = edits(a, b)
    first, second = "".join(x for x, _ in found), "".join(y for _, y in found)
    assert {first, second} == {a, b}
    alphabets = alphabet_of_letters(first), alphabet_of_letters(second)
    assert sum(cost_of(x, y, *alphabets) for x, y in found) == cost(a, b)


def names_of(*names: str) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The letters of some names as an index has them, and where each begins."""
    letters = [b" ".join(map(encode, name.split(" "))) for name in names]
    bounds = np.cumsum([0, *map(len, letters)], dtype=np.uint32)
    return np.frombuffer(b"".join(letters), dtype=np.uint8), bounds


@given(ANY_WORDS | MIXED_WORDS, st.lists(ANY_WORDS | MIXED_WORDS, min_size=1, max_size=6), st.integers(0, 400))
def test_names_cost_what_words_do_up_to_a_limit(word: str, names: list[str], limit: int) -> None:
    numbers = np.arange(len(names), dtype=np.uint32)
    costs, lengths = aligner().costs_of_names(encode(word), *names_of(*names), numbers, 60, limit)
    assert lengths.tolist() == [len(name) for name in names]
    assert costs.tolist() == [min(cost(word, n), limit * max(len(word), len(n))) for n in names]


def test_spaces_cost_nothing_and_part_groups() -> None:
    numbers = np.arange(3, dtype=np.uint32)
    costs, lengths = aligner().costs_of_names(b"sanjuan", *names_of("san juan", "sanjuan", "s an"), numbers, 60, 900)
    assert costs[:2].tolist() == [0, 0]
    assert lengths.tolist() == [7, 7, 3]
    assert aligner().costs_of_names(b"san", *names_of("san juan"), numbers[:1], 3, 900)[0].tolist() == [0]


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
