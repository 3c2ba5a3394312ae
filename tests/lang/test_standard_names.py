"""Whole names that a standard romanized, read beside Arabic ones."""

from __future__ import annotations

import functools
import json
import unicodedata

import pytest

from namelink.lang.ar.standard_names import RomanizedName
from namelink.transliteration.schemes import find_scheme, schemes
from namelink.transliteration.standards import romanize_by
from tests.conftest import ROOT

BY_SOUND = [name for name in schemes("Arab", "ar") if not find_scheme(name).reversible]

VOCALIZED = (
    "وِزَارَة الخَارِجِيَّة",
    "عَبْد اللّٰه بِن عُمَر",
    "نُور الدِّين",
    "أَبُو البَشَر",
    "لَجْنَة الاقْتِصَاد وَالتِّجَارَة",
    "شَرِكَة لِلنَّقْل",
    "مُؤْتَمَر الأَدْيَان فِي القَاهِرَة",
    "صَنْعَاء",
    "دُبَيّ",
    "عَمْرو مُوسَى",
)

OTHERS = [
    ("Salman", "سلطان", "another consonant"),
    ("Riyāḑ", "الرياض", "no article"),
    ("al-Hasan", "حسن", "an article"),
    ("Aden", "عدن", "no standard has e"),
    ("Ḩasan", "خسن", "the mark is that of another letter"),
    ("Wihrun", "وهران", "a long vowel is written"),
    ("Bashīr", "بشر", "and so is what is marked as one"),
    ("Dubayy", "أدوبي", "a word begins with its vowel"),
    ("Mahmud Ali", "محمود", "a word more"),
    ("Mahmud", "محمود علي", "a word less"),
    ("Radio 4", "راديو 5", "another number"),
    ("", "حسن", "nothing"),
]


@functools.cache
def arabic_names() -> tuple[str, ...]:
    """Return a few hundred Arabic names of the gazetteer."""
    files = sorted((ROOT / "data" / "gazetteer").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()[::200]]
    return tuple(name["text"] for line in lines for name in json.loads(line)["names"] if name["lang"] == "ar")


def plain(latin: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))


def reads(latin: str, arabic: str) -> bool:
    found = RomanizedName.of(latin)
    return found is not None and found.short_vowels(arabic) is not None


@pytest.mark.parametrize("scheme", BY_SOUND)
def test_every_standard_is_read_with_its_marks_and_without(scheme: str) -> None:
    missed = [name for name in arabic_names() if not reads(romanize_by(name, scheme), name)]
    missed += [name for name in arabic_names() if not reads(plain(romanize_by(name, scheme)), name)]
    assert not missed


@pytest.mark.parametrize("scheme", BY_SOUND)
@pytest.mark.parametrize("name", VOCALIZED)
def test_vowels_are_read_beside_letters_without_them(name: str, scheme: str) -> None:
    unvocalized = "".join(char for char in name if not unicodedata.combining(char))
    assert reads(romanize_by(name, scheme), unvocalized)
    assert reads(plain(romanize_by(name, scheme)), unvocalized)


@pytest.mark.parametrize(("latin", "arabic", "reason"), OTHERS)
def test_others_are_not_read(latin: str, arabic: str, reason: str) -> None:
    assert not reads(latin, arabic), reason


def test_the_fewest_short_vowels_are_counted() -> None:
    counts = {name: RomanizedName.of("Bilifun").short_vowels(name) for name in ("بيليفون", "بلفن", "بيلفون")}  # type: ignore[union-attr]
    assert counts == {"بيليفون": 0, "بلفن": 3, "بيلفون": 1}


def test_a_name_without_vowels_is_seen() -> None:
    assert RomanizedName.of("dmshq").is_unvocalized  # type: ignore[union-attr]
    assert not RomanizedName.of("Dimashq").is_unvocalized  # type: ignore[union-attr]
