from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import transliterate, transliterations
from namelink.transliteration.romanizer import romanize


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("صدر جباروف", "Sadyr Japarov"),
        ("نتنياهو", "Netanyahu"),
        ("موسكو", "Moscow"),
        ("عمّان", "Amman"),
        ("عُمان", "Oman"),
        ("عَمَّان", "Amman"),
        ("لِيبْيَا", "Libya"),
        ("حماة", "Hama"),
        ("سطيف", "Setif"),
        ("كسلا", "Kassala"),
        ("النقب", "Naqab"),
        ("غزة", "Gaza"),
        ("بن لادن", "bin Laden"),
        ("ولد عبد العزيز", "Ould Abdel Aziz"),
        ("روبرت فورد", "Robert Ford"),
        ("صدام حسين التكريتي", "Saddam Hussein al-Tikriti"),
    ],
)
def test_what_is_known_is_spelt_as_attested(text: str, spelling: str) -> None:
    assert transliterate(text) == spelling
    assert transliterations(text)[0].text == spelling


@pytest.mark.parametrize("text", ["الصين", "الأمم المتحدة", "منظمة معاهدة الأمن الجماعي"])
def test_a_translation_is_no_spelling(text: str) -> None:
    assert transliterate(text) == romanize(text)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("سُورِيَا", "Syria"),
        ("ثُرَيَّا", "Thuraya"),
        ("غَزَّة", "Gaza"),
        ("كُشَاجِم", "Kushagem"),
        ("نُعْمَان", "Noman"),
        ("موسى", "Moussa"),
        ("بن سلمان", "bin Salman"),
        ("آل سعود", "Al Saud"),
    ],
)
def test_what_is_written_is_spelt_and_nothing_else(text: str, spelling: str) -> None:
    assert transliterate(text) == spelling


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


def test_fewer_spellings_are_the_first_of_more() -> None:
    assert transliterations("خالد", 3) == transliterations("خالد", 8)[:3]
    assert transliterations("محمد", 0) == []
    assert transliterations("") == []


def test_bad_arguments() -> None:
    with pytest.raises(TypeError, match="transliterate"):
        transliterate(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="transliterations"):
        transliterations(b"x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a scheme or a region, not both"):
        transliterate("محمد", "ala-lc", region="egypt")
    with pytest.raises(ValueError, match=r"egypt.*maghreb"):
        transliterations("Mohamed", to="Arab", region="atlantis")
    with pytest.raises(ValueError, match="Latn, Arab"):
        transliterations("محمد", to="Cyrl")
