from __future__ import annotations

import pytest

from namelink.lang.ar.diacritics import bare, parse_letters
from namelink.lang.ar.vocalization import Role, parse_word, split_words


@pytest.mark.parametrize(
    ("word", "prefix", "article", "sounds"),
    [
        ("الشَّمْس", "", True, "شa-م-س"),
        ("القَمَر", "", True, "قa-مa-ر"),
        ("والقَمَر", "و", True, "قa-مa-ر"),
        ("وَالقَمَر", "و", True, "قa-مa-ر"),
        ("وِالقَمَر", "", False, "وi-aa-ل-قa-مa-ر"),
        ("لِلقَمَر", "ل", True, "قa-مa-ر"),
        ("والد", "", False, "وaa-ل-د"),
        ("المَ", "", False, "a-ل-مa"),
        ("هَذَا", "", False, "هaa-ذaa"),
        ("الرَّحمَن", "", True, "رa-ح-مaa-ن"),
        ("عَمْرو", "", False, "عa-م-ر"),
        ("عَمْروٍ", "", False, "عa-م-رin"),
    ],
)
def test_clitics_article_and_syllables(word: str, prefix: str, article: bool, sounds: str) -> None:
    found = parse_word(parse_letters(word))
    assert (found.prefix, found.article) == (prefix, article)
    assert "-".join(s.consonant + s.vowel for s in found.syllables) == sounds


@pytest.mark.parametrize(("word", "consonant"), [("الشَّمْس", "ش"), ("القَمَر", "ل"), ("النُّور", "ن"), ("الجَبَل", "ل")])
def test_the_article_is_assimilated_to_sun_letters(word: str, consonant: str) -> None:
    assert parse_word(parse_letters(word)).article_consonant == consonant


@pytest.mark.parametrize(
    ("word", "final", "case", "why"),
    [
        ("الكِتَابُ", True, True, "the case vowel of a noun with the article"),
        ("كِتَابُ", True, True, "u is that of a noun"),
        ("كَتَبَ", True, False, "a may be that of a verb"),
        ("لَهُ", True, False, "hu is a pronoun"),
        ("كِتَاب", False, False, "no final vowel"),
        ("مِنَ", False, False, "a particle"),
    ],
)
def test_final_vowels(word: str, final: bool, case: bool, why: str) -> None:
    found = parse_word(parse_letters(word))
    assert (found.has_final_vowel, found.has_case_vowel) == (final, case), why


@pytest.mark.parametrize(
    ("word", "role"), [("مِنْ", Role.PARTICLE), ("بن", Role.PARTICLE), ("مكّة", Role.NAME), ("مدينة", Role.NOUN)]
)
def test_roles(word: str, role: Role) -> None:
    assert parse_word(parse_letters(word)).role is role


@pytest.mark.parametrize(
    ("word", "words"),
    [("عَبدُالله", ["عبد", "الله"]), ("نورالدين", ["نور", "الدين"]), ("أبوظبي", ["أبو", "ظبي"]), ("عبده", ["عبده"])],
)
def test_compounds_are_parted(word: str, words: list[str]) -> None:
    assert [bare(letters) for letters in split_words(word)] == words
