from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import tables
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_code, phonetic_code_by_groups, phonetic_key


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


def test_two_names_have_two_keys() -> None:
    assert phonetic_key("سلمان") != phonetic_key("سلطان")


@given(st.text(max_size=20))
def test_any_word_has_sounds(text: str) -> None:
    assert phonetic_code(text).isascii()
    for word in (part.form for part in analyzer().analyze(text).parts):
        assert phonetic_key(word)


ARABIC = st.sampled_from([*map(chr, range(0x0621, 0x064B)), "تش", "دج", "شش"])


@given(st.lists(ARABIC, min_size=1, max_size=12).map("".join))
def test_arabic_words_sound_as_group_by_group(word: str) -> None:
    assert phonetic_code(word) == phonetic_code_by_groups(word)


def test_every_row_of_the_table_holds_its_letters() -> None:
    for row in tables.rows("namelink.phonetics", "phonetic_codes.tsv"):
        assert row["letters"] in row["example"].lower() or row["letters"] in row["example"], row
