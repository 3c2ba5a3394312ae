from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namelink import normalize
from namelink.text.characters import Level, fold_character
from namelink.text.folding import MOST_FOLDED, fold, fold_with_offsets, is_longer
from tests.conftest import params

LEVELS = st.sampled_from(list(Level))

# Letters, marks and oddities that meet in real Arabic text, and anything else.
ARABIC = st.text("اأإآبتةىيئؤءوقطر\u064e\u0651\u0654\u0640\u200f\u200c \nﻻﷲڤگی١٢'-_", max_size=40)
TEXTS = st.one_of(
    ARABIC,
    st.text(max_size=40),
    st.text("aZ09 `'-_.\t\x00\x7f", max_size=20),
    st.text("é\u0301\u0316aが\u3099각ᄀ\u1161\u11a8क\u093cﬁßİ", max_size=20),
)


@given(TEXTS | st.text("ﷺﷻㄹ㎯㌖", max_size=5), st.integers(0, 200), LEVELS)
def test_a_text_is_as_long_as_it_is_folded(text: str, limit: int, level: Level) -> None:
    folded = fold(text, level)
    assert is_longer(text, limit, level) is (max(len(text), len(folded)) > limit)
    assert len(folded) <= MOST_FOLDED * len(text)


@pytest.mark.parametrize("row", params("folding", "why"))
def test_examples(row: dict[str, str]) -> None:
    assert normalize(row["text"], level="clean") == row["clean"]
    assert normalize(row["text"], level="fold") == row["fold"]


@given(TEXTS, LEVELS)
@example("\u0627\ufe77\u0654", Level.CLEAN)  # a mark that arrives by way of a presentation form
@example("\ud800قطر", Level.FOLD)
def test_folding_again_changes_nothing(text: str, level: Level) -> None:
    once = fold(text, level)
    assert fold(once, level) == once
    assert normalize(normalize(text, level), level) == normalize(text, level)


@given(TEXTS, LEVELS)
def test_the_fast_road_is_the_one_with_offsets(text: str, level: Level) -> None:
    assert fold(text, level) == fold_with_offsets(text, level).text


@pytest.mark.parametrize("char", [chr(code) for code in range(128)])
def test_the_fast_road_of_ascii_is_that_of_each_character(char: str) -> None:
    for level in Level:
        assert fold(char, level) == fold_character(char, level)


def slow_fold(text: str, level: Level) -> tuple[str, list[int]]:
    """The oracle for texts without marks that carry meaning: one character after the other."""
    out, offsets = "", []
    for offset, char in enumerate(text):
        piece = fold_character(char, level)
        out += piece
        offsets += [offset] * len(piece)
    return out, offsets


@given(ARABIC.filter(lambda text: "\u0654" not in text), LEVELS)
def test_offsets_are_those_of_the_slow_road(text: str, level: Level) -> None:
    folded = fold_with_offsets(text, level)
    assert (folded.text, folded.starts.tolist()) == slow_fold(text, level)


@given(TEXTS, LEVELS)
def test_offsets_map_what_is_kept_back_to_itself(text: str, level: Level) -> None:
    folded = fold_with_offsets(text, level)
    starts = folded.starts.tolist()
    assert len(starts) == len(folded.ends) == len(folded.text)
    assert starts == sorted(starts)
    for start in set(starts):
        # All that came from one place folds to what stands there; a ligature gives several characters.
        came = [i for i, s in enumerate(starts) if s == start]
        begin, end = folded.original_span(came[0], came[-1] + 1)
        assert 0 <= begin < end <= len(text)
        assert fold(text[begin:end], level) == folded.text[came[0] : came[-1] + 1]


@given(st.text(max_size=30))
def test_two_spellings_of_one_unicode_string_fold_alike(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({fold(form) for form in forms}) == 1


def test_harakat_belong_to_their_letter() -> None:
    text = "إلى قَطَرٍ!"
    folded = fold_with_offsets(text)
    start = folded.text.index("قطر")
    begin, end = folded.original_span(start, start + 3)
    assert text[begin:end] == "قَطَرٍ"


def test_marks_without_end_are_cut_in_bounded_time() -> None:
    assert fold("a" + "\u0301\u0316" * 200_000) == "a"
    assert len(fold("か" + "\u3099\u0e38\u0eb8" * 100_000)) < 100
    assert fold("ก" + "\u0e38\u0e48" * 100_000) == fold("ก" + "\u0e38\u0e48" * 200)


def test_a_level_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="'clean' and 'fold', not 'strong'"):
        normalize("قطر", level="strong")


def test_no_str() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        normalize(b"x")  # type: ignore[arg-type]
