from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink.lang.ar.name_parts import AttestedPart, name_parts, regions
from namelink.model import Transliteration
from namelink.text.folding import fold
from namelink.transliteration.arabizer import arabizer
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.romanizer import romanize, romanizer
from tests.conftest import ROOT, params

ODD = ["\ud800محمد\udfff", "\x00", "ا\x00ب", "\u0651", "\u064b\u064b", "ـــ"]
ODD += ["ال", "عبد ال", "بن", "آل", "ابو", "\u200fقطر", "ﷺ", "أبو " * 490, "abdel" * 390, "Abdel " * 330]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى \u064e\u064f\u0650\u0651\u0652-"


def spellings(text: str, to: str = "Latn") -> tuple[Transliteration, ...]:
    """Return the spellings by tables and models alone, in Latin or in Arabic letters."""
    return romanizer().spellings(text) if to == "Latn" else arabizer().spellings(text)


@pytest.mark.parametrize("row", params("transliterate", "arabic", "region"))
def test_examples(row: dict[str, str]) -> None:
    assert romanize(row["arabic"], NameStyle(region=row["region"] or None)) == row["latin"], row["why"]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Japarov", "جباروف"),
        ("Жапаров", "جباروف"),
        ("Abdel Fattah el-Sisi", "عبد الفتاح السيسي"),
        ("Abdelmadjid Tebboune", "عبد المجيد تبون"),
        ("Mohammed bin Salman", "محمد بن سلمان"),
        ("Noureddine", "نور الدين"),
        ("Salah al-Din", "صلاح الدين"),
        ("Emmanuel Macron", "إيمانويل ماكرون"),
        ("Paris 2024 باريس", "باريس 2024 باريس"),
    ],
)
def test_the_other_way(latin: str, arabic: str) -> None:
    assert arabic in [t.text for t in spellings(latin, "Arab")[:5]]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("to", ["Latn", "Arab"])
def test_nothing_raises_on_odd_text(text: str, to: str) -> None:
    for found in spellings(text, to):
        found.text.encode("utf-8", "surrogatepass")


@given(st.text(max_size=30) | st.text(LETTERS, max_size=30))
@settings(deadline=None)
def test_spellings_are_ranked_chances(text: str) -> None:
    for to in ("Latn", "Arab"):
        found = spellings(text, to)
        scores = [t.score for t in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert sum(scores) <= 1 + 1e-6
        assert len({t.text for t in found}) == len(found)


@given(st.text("abcdefgh ABC123.,-é", max_size=20))
def test_latin_passes_through(text: str) -> None:
    assert romanize(text) == " ".join(text.split())


@pytest.mark.parametrize("unit", ["محمد ", "ا", "abc ", "ا،", "محمد\n", "Бишкек ", "\u0651"])
def test_a_text_of_any_length_is_spelt(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert romanize(text).isascii()
    assert len(spellings(text, "Arab")) <= 1


def test_the_model_spells_the_end_of_a_long_text_too() -> None:
    assert set(romanize("ليخاتشوف " * 300).split()) == {"Likhachov"}
    assert set(spellings("Japarov " * 300, "Arab")[0].text.split()) == {spellings("Japarov", "Arab")[0].text}
    assert romanize("ليخاتشوف " + "ب" * 50).startswith("Likhachov Bab")


def test_a_long_word_is_mapped() -> None:
    assert romanize("ب" * 50).lower().startswith("bab")


def test_the_answer_is_the_same_on_every_run() -> None:
    program = (
        "from namelink import transliterations as t;"
        "print([t(x, 10) for x in ('خالد المصري', 'ليخاتشوف', 'عبد القادر بن جديد')]);"
        "print(t('Sadyr Japarov', 10, to='Arab'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_an_unknown_region_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"egypt.*maghreb"):
        NameStyle(region="atlantis")


@pytest.mark.parametrize("part", [p for p in name_parts().values() if " " not in p.usual][::40], ids=lambda p: p.arabic)
def test_an_attested_part_has_its_usual_spelling(part: AttestedPart) -> None:
    assert part.usual in [t.text for t in spellings(part.arabic)[:6]]


def test_every_region_of_the_table_is_known() -> None:
    assert set(regions()) == {"egypt", "gulf", "horn", "iraq", "levant", "maghreb", "sudan"}
    for region in regions():
        assert romanize("خالد القاضي", NameStyle(region=region))


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("سَلْمان", "s[ae]lman"),
        ("سُلَيمان", "s[ou]+l[ae][iy]man"),
        ("عمّان", "amm[ae]n"),
        ("عُمان", "[ou]man"),
    ],
)
def test_diacritics_decide_between_spellings(word: str, latin: str) -> None:
    assert re.fullmatch(latin, romanize(word).lower())


def test_a_case_ending_changes_nothing() -> None:
    assert spellings("مصرَ") == spellings("مصر")


def test_both_ways_of_writing_a_name_give_the_same() -> None:
    assert romanize("عبدالله") == romanize("عبد الله")
    assert fold(spellings("Abdullah", "Arab")[0].text) == "عبد الله"


@given(st.text(max_size=20))
def test_any_text_has_latin_letters_for_it(text: str) -> None:
    latin = romanize(text)
    latin.encode("utf-8", "surrogatepass")
    assert all(c < "\u0600" or c > "\u06ff" for c in latin if c.isalpha())


def test_latin_stays_as_it_is() -> None:
    assert romanize("Élysée") == "Élysée"


def test_nothing_has_no_spellings() -> None:
    assert spellings("") == spellings("", "Arab") == ()
