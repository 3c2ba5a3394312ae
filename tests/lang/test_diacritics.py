from __future__ import annotations

import pytest

from namelink.lang import diacritics_agreement, has_diacritics
from namelink.lang.ar.diacritics import Letter, agrees, allows_vowel, bare, parse_letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("مُحَمَّد", [("م", False, "u"), ("ح", False, "a"), ("م", True, "a"), ("د", False, "")]),
        ("هٰذَا", [("ه", False, "aa"), ("ذ", False, "a"), ("ا", False, "")]),
        ("هَٰذا", [("ه", False, "aa"), ("ذ", False, ""), ("ا", False, "")]),
        ("شُكْرًا", [("ش", False, "u"), ("ك", False, "0"), ("ر", False, "an"), ("ا", False, "")]),
        ("ا\u0653دم", [("آ", False, ""), ("د", False, ""), ("م", False, "")]),
        ("قـط گ", [("ق", False, ""), ("ط", False, ""), ("گ", False, "")]),
        ("کری", [("ك", False, ""), ("ر", False, ""), ("ي", False, "")]),
    ],
)
def test_letters_with_their_marks(text: str, letters: list[tuple[str, bool, str]]) -> None:
    assert parse_letters(text) == tuple(Letter(*letter) for letter in letters)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("عمّان", True, "a shadda distinguishes it from عمان as much as a vowel does"),
        ("عُمان", True, "a vowel"),
        ("عمْان", True, "a sukun"),
        ("هٰذا", True, "a dagger alif"),
        ("مصرَ", False, "the mark on the last letter is a case ending"),
        ("علِيّ", True, "a vowel before the last letter"),
        ("عليّ", False, "a shadda on the last letter is left out with the case vowel it stands with"),
        ("عمان", False, "no marks"),
        ("قـطـر", False, "a tatweel is no mark"),
        ("A\u0304z", False, "a mark of another script"),
        ("दिल्ली", False, "vowel signs of another script"),
    ],
)
def test_has_diacritics(text: str, expected: bool, why: str) -> None:
    assert has_diacritics(text) is expected, why


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("عُمان", "عُمان", 1),
        ("عُمان", "عُمانُ", 1),
        ("عُمان", "عَمّان", -1),
        ("عمّان", "عَمّان", 1),
        ("عَمَّان", "عَمّان", 1),
        ("عُمان", "عمان", 0),
        ("مصرَ", "مِصر", 0),
        ("عُمان", "عُمانية", 0),
    ],
)
def test_agreement(text: str, name: str, expected: int) -> None:
    assert diacritics_agreement(text, name) == diacritics_agreement(name, text) == expected


@pytest.mark.parametrize(
    ("word", "vocalized", "expected"),
    [
        ("عمرو", "عَمْرو", True),
        ("عَمرو", "عَمْرو", True),
        ("عُمرو", "عَمْرو", False),
        ("مكّة", "مَكَّة", True),
        ("مكة", "مَكَّة", True),
        ("مكّة", "مَكَة", False),
        ("مِنَ", "مِن", True),
        ("رَحمَان", "رَحمٰن", False),
    ],
)
def test_a_word_may_be_a_vocalized_one(word: str, vocalized: str, expected: bool) -> None:
    assert agrees(parse_letters(word), parse_letters(vocalized)) is expected


@pytest.mark.parametrize(
    ("word", "at", "grapheme", "expected", "why"),
    [
        ("مُح", 0, "mu", True, "a damma is o or u"),
        ("مُح", 0, "ma", False, "and no a"),
        ("مِح", 0, "me", True, "a kasra is e, i or y"),
        ("مَح", 0, "mo", False, "a fatha is a or e"),
        ("مْح", 0, "ma", False, "a sukun is no vowel"),
        ("مْح", 0, "m", True, "a sukun is no vowel"),
        ("عْم", 0, "a", True, "but an ayn is written as one"),
        ("نُور", 0, "n", True, "the long vowel is written by the next letter"),
        ("نَور", 0, "n", False, "which must be that of the same vowel"),
        ("نُوَر", 0, "n", False, "and have no vowel of its own"),
        ("هٰذ", 0, "hu", False, "a dagger alif is an a"),
        ("محُ", 1, "ha", True, "the mark on the last letter is a case ending"),
        ("محًا", 1, "hu", True, "a tanwin is one too"),
    ],
)
def test_marks_allow_a_grapheme(word: str, at: int, grapheme: str, expected: bool, why: str) -> None:
    assert allows_vowel(parse_letters(word), at, grapheme) is expected, why


def test_bare_letters_have_no_marks() -> None:
    assert bare(parse_letters("مُحَمَّد")) == "محمد"
