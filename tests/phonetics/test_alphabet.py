from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import tables
from namelink.phonetics.alphabet import (
    ALPHABETS,
    ARABIC,
    CYRILLIC,
    LATIN,
    OTHER,
    Alphabet,
    alphabet_of_letters,
    alphabet_place,
    decode,
    encode,
    letters_of,
)


@pytest.mark.parametrize(
    ("word", "letters", "language"),
    [
        ("Хрущёв", "хрущев", "Russian"),
        ("Гамаль", "гамал", "Russian: a sign that stands for no sound"),
        ("Кириёв", "кириев", "Russian"),
        ("Зеленський", "зеленскии", "Ukrainian"),
        ("Вінниця", "винниця", "Ukrainian"),
        ("Єнакієве", "енакиеве", "Ukrainian"),
        ("Ґалаґан", "галаган", "Ukrainian"),
        ("Қасым", "касым", "Kazakh"),
        ("Әлиев", "алиев", "Kazakh"),
        ("Өмүрбек", "омурбек", "Kyrgyz"),
        ("Үсөнов", "усонов", "Kyrgyz"),
        ("Ўткир", "уткир", "Uzbek"),
        ("Муҳаммад", "мухаммад", "Uzbek"),
        ("Ғаффор", "гаффор", "Tajik"),
        ("Тоҷикистон", "тоджикистон", "Tajik"),
        ("Барзанӣ", "барзани", "Tajik"),
        ("Җәлил", "джалил", "Tatar"),
        ("Ђоковић", "джокович", "Serbian"),
        ("Ѓорѓе", "горге", "Macedonian"),
        ("Γιώργος", "giorgos", "Greek has no alphabet of its own"),
        ("Ту154", "ту154", "digits stay"),
        ("قطرтвtv", "قطرтвtv", "a word of several scripts keeps them"),
    ],
)
def test_letters(word: str, letters: str, language: str) -> None:
    assert letters_of(word) == letters, language


def test_spellings_are_of_letters_that_words_may_hold() -> None:
    for row in tables.rows("namelink.phonetics", "cyrillic_letters.tsv"):
        assert row["letter"] not in CYRILLIC.letters
        assert set(row["spelt"]) <= set(CYRILLIC.letters)
        assert row["letter"] in row["example"].lower()


def test_a_letter_is_of_one_alphabet_and_one_byte() -> None:
    assert not any(set(a.letters) & set(b.letters) for a, b in itertools.combinations(ALPHABETS, 2))
    for alphabet in ALPHABETS:
        assert len(set(alphabet.letters)) == len(alphabet.letters) == len(encode(alphabet.letters))
        assert decode(encode(alphabet.word_letters)) == alphabet.word_letters
        assert set(alphabet.weak) <= set(alphabet.letters)


LETTERS = ARABIC.letters + CYRILLIC.letters + LATIN.letters + "7" + OTHER


def slow_alphabet(letters: str) -> Alphabet:
    return next((a for a in ALPHABETS if set(letters) & set(a.letters)), LATIN)


@given(st.text(LETTERS, max_size=6))
def test_a_word_is_of_the_first_alphabet_that_it_has_a_letter_of(word: str) -> None:
    expected = slow_alphabet(word)
    assert alphabet_of_letters(word) is expected
    assert ALPHABETS[alphabet_place(max(encode(word), default=0))] is expected
