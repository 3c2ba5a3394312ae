from __future__ import annotations

import pytest

from namelink.lang.ar.diacritics import parse_letters
from namelink.lang.ar.latin_readings import marked_readings, reads


@pytest.mark.parametrize(
    ("word", "at", "grapheme", "expected", "why"),
    [
        ("عَمَّان", 1, "mm", True, "a shadda doubles, and the alif writes the vowel"),
        ("عَمَّان", 1, "m", False, "a shadda doubles"),
        ("عَمَّان", 1, "mma", False, "the alif writes the vowel"),
        ("عَمَان", 1, "mm", False, "without a shadda nothing is doubled"),
        ("قَسَم", 1, "ssa", True, "but s, which French doubles between vowels"),
        ("هَشَّام", 1, "sh", True, "two Latin letters are not doubled"),
        ("مُنْذِر", 1, "ne", False, "a sukun has no vowel"),
        ("بَعْل", 1, "a", True, "an ayn may lengthen the a before it"),
        ("إِيمَان", 1, "", True, "the vowel of a hamza is its letter"),
        ("أَوْس", 1, "w", True, "a diphthong"),
        ("بِيَد", 1, "i", False, "an i before it is not written twice"),
        ("سَمِيَّة", 3, "a", True, "ة is an a"),
        ("سَمِيَّة", 3, "ya", False, "and nothing more"),
    ],
)
def test_marks_decide_on_the_reading(word: str, at: int, grapheme: str, expected: bool, why: str) -> None:
    found = marked_readings(parse_letters(word), at)
    assert found is not None, why
    assert (grapheme in found) is expected, why


def test_a_letter_without_marks_is_free() -> None:
    assert marked_readings(parse_letters("عمّان"), 0) is None


@pytest.mark.parametrize(
    ("before", "letter", "after", "grapheme", "expected"),
    [
        ("ا", "ة", "", "s", False),
        ("ي", "ة", "", "ya", True),
        ("ق", "ب", "", "ba", False),
        ("ق", "ب", "", "be", True),
        ("ك", "س", "ل", "", True),
        ("م", "س", "ل", "", False),
        ("", "ڤ", "ا", "v", True),
        ("", "x", "", "zzz", True),
    ],
)
def test_readings_of_the_world(before: str, letter: str, after: str, grapheme: str, expected: bool) -> None:
    assert reads(letter, before, after, grapheme) is expected
