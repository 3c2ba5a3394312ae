from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import transliterate, transliterations
from namelink.transliteration import romanizer as natural


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("صدر جباروف", "Sadyr Japarov"),
        ("نتنياهو", "Netanyahu"),
        ("موسكو", "Moscow"),
        ("عمّان", "Amman"),
        ("عُمان", "Oman"),
    ],
)
def test_what_is_known_is_spelt_as_attested(text: str, spelling: str) -> None:
    assert transliterate(text) == spelling
    assert transliterations(text)[0].text == spelling


@pytest.mark.parametrize("text", ["الصين", "الأمم المتحدة", "منظمة معاهدة الأمن الجماعي"])
def test_a_translation_is_no_spelling(text: str) -> None:
    assert transliterate(text) == natural.transliterate(text)


def test_a_region_asks_for_its_own_spelling() -> None:
    assert transliterate("محمد بن سلمان", region="maghreb") == "Mohamed Ben Salman"


def test_arabic_is_attested_too() -> None:
    assert transliterations("Vladimir Putin", 1, to="Arab")[0].text == "فلاديمير بوتين"
    assert transliterations("Владимир Путин", 1, to="Arab")[0].text == "فلاديمير بوتين"


@given(st.text(), st.sampled_from(["Latn", "Arab"]), st.integers(0, 8))
def test_chances_are_ranked_and_never_more_than_one(text: str, to: str, limit: int) -> None:
    found = transliterations(text, limit, to=to)
    scores = [t.score for t in found]
    assert len(found) <= limit
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-6
    assert len({t.text for t in found}) == len(found)


def test_what_folding_makes_too_long_is_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namelink.spelling._looked_up", None)
    assert transliterate("ﷲ" * 51) == natural.transliterate("ﷲ" * 51)
    with pytest.raises(TypeError):
        transliterate("ﷲ" * 50)
