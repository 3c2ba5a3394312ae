from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.lang import join_key, key_form, make_key
from namelink.text.characters import is_word
from namelink.text.folding import fold, fold_with_offsets
from namelink.text.tokens import Tokens, tokenize, words
from tests.text.test_folding import TEXTS


def read(text: str) -> Tokens:
    return tokenize(fold_with_offsets(text), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#حفر_الباطن", ["حفر", "الباطن"]),
        ("بيت-لحم", ["بيت", "لحم"]),
        ("(روسيا)،«قطر»", ["روسيا", "قطر"]),
        ("Sana'a d’Ivoire", ["sanaa", "divoire"]),
        ("Putin's", ["putin", "s"]),
        ("قال:بوتين", ["قال", "بوتين"]),
        ("مُحَمَّد\u200fبن", ["محمدبن"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("", []),
        ("... !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert read(text).keys == expected
    assert words(fold(text)) == expected


@given(TEXTS)
def test_a_text_and_a_name_are_parted_alike(text: str) -> None:
    assert read(text).keys == words(fold(text))


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    folded = fold_with_offsets(text)
    tokens = tokenize(folded, text)
    for key, start, end in zip(tokens.keys, tokens.starts, tokens.ends, strict=True):
        assert folded.text[start:end].replace("'", "") == key


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("روسيا الاتحادية", True),
        ("روسيا\nالاتحادية", True),
        ("روسيا\n\nالاتحادية", False),
        ("روسيا، الاتحادية", False),
        ("روسيا. الاتحادية", False),
        ("روسيا (الاتحادية", False),
        ("روسيا_الاتحادية", True),
        ("J. Rowling", True),
    ],
)
def test_what_parts_a_name(text: str, joined: bool) -> None:
    assert read(text).joined == [False, joined]


def test_letters_and_digits_of_any_script_are_parts_of_words() -> None:
    assert all(is_word(chr(code)) for code in range(0x110000) if chr(code).isalnum())


PARTS = st.lists(st.sampled_from(["عبد", "ابو", "الدين", "ابن", "نور", "ظبي", "الله", "ali"]), min_size=1, max_size=3)


@given(st.lists(PARTS.map("".join), min_size=1, max_size=4))
def test_the_fast_road_to_a_key_is_that_of_each_word(tokens: list[str]) -> None:
    assert join_key(tokens) == " ".join(key_form(token, place > 0) for place, token in enumerate(tokens))


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert make_key(make_key(name)) == make_key(name)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("عبدالفتاح السيسى", "عبد الفتاح السيسي"),
        ("نورالدين", "نور الدين"),
        ("أبوظبي", "أبو ظبي"),
        ("محمد ابن سلمان", "محمد بن سلمان"),
        ("Recep Tayyip ERDOĞAN", "recep-tayyip erdogan"),
    ],
)
def test_one_key(a: str, b: str) -> None:
    assert make_key(a) == make_key(b)


@pytest.mark.parametrize(("a", "b"), [("علاء", "علا"), ("سلمان", "سلطان"), ("قطر", "قطري"), ("حسن", "حسين")])
def test_two_keys(a: str, b: str) -> None:
    assert make_key(a) != make_key(b)
