from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namelink import NameStyle, transliterate, transliterations, vocalize
from namelink.text.folding import fold
from namelink.transliteration.romanizer import romanize
from tests.conftest import params


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
        ("نُعْمَان", "Numan"),
        ("موسى", "Moussa"),
        ("بن سلمان", "bin Salman"),
        ("آل سعود", "Al Saud"),
    ],
)
def test_what_is_written_is_spelt_and_nothing_else(text: str, spelling: str) -> None:
    assert transliterate(text) == spelling


@pytest.mark.parametrize("row", params("natural_spellings", "kind", "written"))
def test_names_are_spelt_as_news_may(row: dict[str, str]) -> None:
    assert transliterate(row["written"]) in row["accepted"].split("|")


@pytest.mark.parametrize(
    ("text", "style", "spelling"),
    [
        ("نور الدين", {"region": "maghreb"}, "Noureddine"),
        ("نور الدين", {"region": "egypt"}, "Nour el-Din"),
        ("نور الدين", {"compounds": "joined", "article": "al"}, "Nouruddin"),
        ("نورالدين", {"compounds": "apart", "article": "al"}, "Nour al-Din"),
        ("نور الدين", {"assimilated": True, "article": "al"}, "Nour ad-Din"),
        ("عبد الفتاح السيسي", {"compounds": "hyphenated", "article": "el"}, "Abdel-Fattah el-Sisi"),
        ("عبد الرحمن", {"compounds": "joined", "article": "al", "assimilated": True}, "Abdurrahman"),
        ("عبد الرحمن", {"region": "maghreb", "compounds": "apart"}, "Abdel Rahmane"),
        ("عبد الله", {"compounds": "hyphenated"}, "Abdullah"),
        ("نصر الله", {"compounds": "apart"}, "Nasr Allah"),
        ("هارون الرشيد", {"assimilated": True}, "Haroun ar-Rashid"),
        ("أبو بكر الشريف", {"assimilated": True}, "Abu Bakr ash-Sharif"),
        ("عبد الفتاح البرهان", {"article": "none"}, "Abdel Fattah Burhan"),
        ("عبد الفتاح البرهان", {"hyphen": False}, "Abdel Fattah al Burhan"),
    ],
)
def test_a_house_has_its_style(text: str, style: dict[str, Any], spelling: str) -> None:
    assert transliterate(text, style=NameStyle(**style)) == spelling
    assert transliterations(text, 1, style=NameStyle(**style))[0].text == spelling


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"style": "egypt"}, TypeError, "NameStyle"),
        ({"style": NameStyle(), "region": "egypt"}, ValueError, "style"),
        ({"style": NameStyle(article="el"), "scheme": "ala-lc"}, ValueError, "scheme"),
        ({"vowels": "guess"}, ValueError, "scheme"),
        ({"vowels": "all", "scheme": "ala-lc"}, ValueError, "written, guess"),
    ],
)
def test_options_that_do_not_go_together_are_told(options: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        transliterate("محمد", **options)


@pytest.mark.parametrize(
    ("field", "value", "error", "says"),
    [
        ("compounds", "together", ValueError, "joined, apart, hyphenated"),
        ("article", "il", ValueError, "al, el, none"),
        ("region", "mars", ValueError, "egypt"),
        ("hyphen", "no", TypeError, "hyphen"),
        ("assimilated", 1, TypeError, "assimilated"),
    ],
)
def test_a_style_says_what_is_wrong(field: str, value: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        NameStyle(**{field: value})


@pytest.mark.parametrize("row", params("vocalized", "name"))
def test_vowels_are_written_where_none_are(row: dict[str, str]) -> None:
    assert vocalize(row["name"])[0].text == row["vocalized"], row["why"]


@example("ء ّ")
@given(st.text("ابتدرسعمنهويةىأإآءّ َُِْ", max_size=12))
def test_vocalized_letters_are_those_that_were_written(text: str) -> None:
    found = vocalize(text)
    assert all(fold(t.text) == fold(text) for t in found)
    assert sum(t.score for t in found) <= 1 + 1e-6


def test_a_standard_is_given_likely_vowels_only_where_it_is_asked_for() -> None:
    assert transliterate("خالد", scheme="ala-lc") == "khāld"
    assert transliterate("خالد", scheme="ala-lc", vowels="guess") == "khālid"


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
