from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import tables
from namelink.names import analyzer
from namelink.phonetics.keys import (
    NO_CONSONANTS,
    deletion_neighbours,
    far_deletion_neighbours,
    phonetic_code,
    phonetic_code_by_groups,
    phonetic_key,
)


@pytest.mark.parametrize(
    "spellings",
    [
        ["صدر", "صادر", "صدير", "Sadyr", "Садыр"],
        ["جباروف", "Japarov", "Жапаров", "Džaparov"],
        ["قيرغيزستان", "قرغيزستان", "كيرغيزستان", "Kyrgyzstan", "Кыргызстан"],
        ["بوتين", "Putin", "Poutine", "Путин"],
        ["شيراز", "Shiraz", "Şiraz", "Schiraz"],
        ["تشاد", "Chad", "Tchad", "Чад"],
    ],
)
def test_one_key_in_every_script(spellings: list[str]) -> None:
    assert len({phonetic_key(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("word", "key", "why"),
    [
        ("فاطمة", "FTM", "a final h is left out"),
        ("Fatimah", "FTM", "in every script"),
        ("طه", "TH", "but not in a word of two sounds"),
        ("Taha", "TH", "nor before a vowel"),
        ("آية", NO_CONSONANTS, "no consonants"),
        ("Io", NO_CONSONANTS, "no consonants"),
        ("Mubarrak", "MBRK", "a doubled Latin letter is one sound"),
        ("تتار", "TTR", "two Arabic letters are two sounds"),
        ("Джапаров", "KBRF", "a group of letters is one sound"),
        ("დავით", "DFT", "other scripts are romanized"),
    ],
)
def test_key(word: str, key: str, why: str) -> None:
    assert phonetic_key(word) == key, why


@pytest.mark.parametrize(
    ("key", "near", "far"),
    [("SD", 0, 0), ("SDR", 3, 3), ("KBRF", 4, 4), ("KBRFT", 5, 15), ("KKKKK", 1, 2)],
)
def test_neighbours_are_of_long_keys(key: str, near: int, far: int) -> None:
    assert len(deletion_neighbours(key)) == near
    assert len(far_deletion_neighbours(key)) == far


def test_two_names_have_two_keys() -> None:
    assert phonetic_key("سلمان") != phonetic_key("سلطان")


@given(st.text(max_size=20))
def test_any_word_has_sounds(text: str) -> None:
    assert phonetic_code(text).isascii()
    for word in (part.form for part in analyzer().analyze(text).parts):
        assert phonetic_key(word)


ARABIC = st.sampled_from([*map(chr, range(0x0621, 0x064B)), *"پچژڤگ", "تش", "دج", "شش", "a"])


@given(st.lists(ARABIC, min_size=1, max_size=12).map("".join))
def test_arabic_words_sound_as_group_by_group(word: str) -> None:
    assert phonetic_code(word) == phonetic_code_by_groups(word)


def test_every_row_of_the_table_holds_its_letters() -> None:
    for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv"):
        assert row["letters"] in row["example"].lower() or row["letters"] in row["example"], row
