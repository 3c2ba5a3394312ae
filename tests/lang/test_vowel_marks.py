from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import tables
from namelink.lang.ar.diacritics import bare, has_diacritics, parse_letters
from namelink.lang.ar.vowel_marks import listed_words, mark_letters, write


@pytest.mark.parametrize(
    ("word", "latin", "vocalized"),
    [
        ("زاهد", {"zahed": 0.7, "zahid": 0.3}, "زَاهِد"),
        ("شمري", {"shammari": 1.0}, "شَمَّرِيّ"),
        ("غسان", {"ghassan": 1.0}, "غَسَّان"),
        ("عثمان", {"othman": 0.6, "osman": 0.4}, "عُثْمَان"),
        ("ليلى", {"laila": 0.5, "leila": 0.5}, "لَيْلَى"),
        ("جعفر", {"jaafar": 1.0}, "جَعْفَر"),
        ("منصور", {}, "مُنْصُور"),
        ("منصور", {"mansour": 1.0}, "مَنْصُور"),
        ("مَنصور", {}, "مَنْصُور"),
        ("حماة", {"hama": 1.0}, "حَمَاة"),
        ("دمشق", {"damascus": 0.9, "dimashq": 0.1}, "دِمَشْق"),
    ],
)
def test_a_latin_spelling_tells_the_vowels(word: str, latin: dict[str, float], vocalized: str) -> None:
    found = mark_letters(parse_letters(word), latin, 24)
    assert next(iter(found)) == vocalized
    assert 0.9 < sum(found.values()) < 1.001  # what the likeliest 24 leave


def test_without_a_latin_spelling_each_way_counts_once() -> None:
    found = mark_letters(parse_letters("منصور"), {}, 24)
    assert len(found) == 24  # not the likeliest two, as often as Latin has spellings of their vowels
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    "row", list(tables.rows("namelink.lang.ar", "vocalized_names.tsv")), ids=lambda r: r["vocalized"]
)
def test_words_of_the_table_are_vocalized_and_found(row: dict[str, str]) -> None:
    letters = parse_letters(row["vocalized"])
    assert write(letters) == row["vocalized"]
    assert letters in listed_words(parse_letters(bare(letters)))
    assert has_diacritics(row["vocalized"]) or len(letters) < 3


@given(st.text("ابتدرسعمنهويةىأإآء", min_size=1, max_size=9))
def test_a_word_keeps_its_letters(word: str) -> None:
    letters = parse_letters(word)
    assert all(bare(parse_letters(found)) == bare(letters) for found in mark_letters(letters, {}, 8))
