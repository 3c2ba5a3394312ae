from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from namelink.errors import SchemeError
from namelink.lang.ar.diacritics import doubled_letters
from namelink.scripts import script_code
from namelink.transliteration.schemes import ARABIC, CYRILLIC, find_scheme, reversible
from namelink.transliteration.standards import arabize_by, romanize_by, schemes
from tests.conftest import ROOT, assert_linear, params, rows

SCHEMES = st.sampled_from(schemes())
FOR_ARABIC = st.sampled_from(schemes(ARABIC))
BY_SOUND = st.sampled_from([name for name in schemes(ARABIC) if name not in reversible()])
CYRILLIC_SCHEMES = st.sampled_from(schemes(CYRILLIC))
REVERSIBLE = st.sampled_from(reversible())

# Letters, marks and other characters that occur together in vocalized Arabic, and that do not.
LETTERS = "اأإآٱءئؤبتةثجحخدذرزسشصضطظعغفقكلمنهويىپگڤٹ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0653\u0654\u0655\u06df"
ODD = "\u0640\u200c\u200d\u200f ،؟٣\n-aé\0\ud800ﷺﻻﹶ"
TEXTS = st.one_of(st.text(LETTERS + MARKS + ODD, max_size=40), st.text(max_size=40))


@pytest.mark.parametrize("row", params("standards", "scheme", "arabic"))
def test_examples(row: dict[str, str]) -> None:
    assert romanize_by(row["arabic"], row["scheme"]) == row["latin"]


def test_every_scheme_has_its_rows() -> None:
    assert {row["scheme"] for row in rows("standards")} == set(schemes())


def test_examples_come_back() -> None:
    for row in rows("standards"):
        if row["scheme"] in reversible():
            text = row["arabic"]
            kept = text if find_scheme(row["scheme"]).diacritics else doubled_letters(text)
            assert arabize_by(row["latin"], row["scheme"]) == kept


def test_latin_letters_are_read_as_arabic_on_the_way_back() -> None:
    text = "قطر (no)"
    assert romanize_by(text, "buckwalter") == "qTr (no)"
    assert arabize_by("qTr (no)", "buckwalter") == "قطر (نْ)"


@given(TEXTS, SCHEMES)
@example("\u064eو", "ala-lc")  # a mark that stands alone before a word of one letter
@example("\u0675\u0678", "ala-lc")  # letters that are two in their plain form
def test_any_text_can_be_romanized(text: str, scheme: str) -> None:
    romanize_by(f"ق Щ {text}", scheme)


@given(TEXTS, REVERSIBLE)
def test_any_text_can_be_arabized(text: str, scheme: str) -> None:
    arabize_by(text, scheme)


@given(st.data(), REVERSIBLE)
def test_letter_for_letter_comes_back_unchanged(data: st.DataObject, scheme: str) -> None:
    standard = find_scheme(scheme)
    shared = {letter for letter, sign in standard.letters.items() if standard.readings.get(sign, letter) != letter}
    repertoire = "".join(set(standard.letters) - shared) + " \n،؟٣0123()"
    text = data.draw(st.text(repertoire, max_size=40))
    for pair in standard.unwritten:
        text = text.replace(pair, "")
    assume(not any(pair in text for pair in standard.unwritten))
    assert arabize_by(romanize_by(text, scheme), scheme) == text


@given(st.text(st.characters(max_codepoint=0x05FF), max_size=40), FOR_ARABIC)
def test_what_is_not_arabic_stays_as_it_is(text: str, scheme: str) -> None:
    assert romanize_by(f"ق\n{text}", scheme).endswith(f"\n{text}")


@pytest.mark.parametrize("text", ["", "1147 (no)", "Muḥammad ʿAlī", "ḥ'", "\u0651"])
@pytest.mark.parametrize("scheme", schemes())
def test_a_text_without_letters_of_another_script_stays_as_it_is(text: str, scheme: str) -> None:
    assert romanize_by(text, scheme) == text or find_scheme(scheme).script == "Arab"


@pytest.mark.parametrize(
    ("text", "scheme", "says"),
    [
        ("Москва", "ala-lc", "ala-lc is for letters of Arab, and 'Москва' is in Cyrl: those for Cyrl are .*gost-7"),
        ("مُحَمَّد", "bgn-pcgn-russian", "for letters of Cyrl, .* in Arab: those for Arab are ala-lc, ala-lc-persian"),
        ("ירושלים", "ala-lc", "in Hebr: there is none for Hebr; without a scheme"),
        ("Москва " * 100, "hsb", r"'Москва Москва .*\.\.\.'"),
    ],
)
def test_a_text_of_another_script_is_refused(text: str, scheme: str, says: str) -> None:
    with pytest.raises(SchemeError, match=says):
        romanize_by(text, scheme)


@given(TEXTS, SCHEMES)
def test_romanizing_again_changes_nothing(text: str, scheme: str) -> None:
    once = romanize_by(f"ق Щ {text}", scheme)
    assume(script_code(once) == "Latn")
    assert romanize_by(once, scheme) == once


@given(st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=40), CYRILLIC_SCHEMES)
def test_what_is_not_cyrillic_stays_as_it_is(text: str, scheme: str) -> None:
    assert romanize_by(f"Щ\n{text}", scheme).endswith(f"\n{text}")


@given(st.text(LETTERS[:-1] + MARKS + " ", max_size=40), BY_SOUND)
def test_no_arabic_letter_is_left(text: str, scheme: str) -> None:
    assert not re.search("[\u0600-\u06ff]", romanize_by(text, scheme))


@given(st.lists(st.tuples(st.sampled_from(LETTERS), st.permutations(["\u0651", "\u064e"])), max_size=8), BY_SOUND)
def test_the_order_of_marks_does_not_matter(letters: list[tuple[str, list[str]]], scheme: str) -> None:
    words = {
        "".join(char + "".join(order(marks)) for char, marks in letters)
        for order in (list, lambda marks: sorted(marks), lambda marks: sorted(marks, reverse=True))
    }
    assert len({romanize_by(word, scheme) for word in words}) == 1


@pytest.mark.parametrize("piece", ["ا", "\u064e", "بَ ", "ة ", "ب\u200c", "عبدالله", "ﹶ"])
def test_the_work_is_linear_in_the_length(piece: str) -> None:
    assert_linear(lambda text: romanize_by(text, "ala-lc"), piece, 1_000)


def test_spellings_of_one_letter_are_one() -> None:
    assert romanize_by("ﻗﻄﺮ", "din") == romanize_by("قطر", "din") == romanize_by("قـطـر", "din")
    assert romanize_by("ا\u0653دم", "din") == romanize_by("آدم", "din")
    assert romanize_by("کریم", "ala-lc") == romanize_by("كريم", "ala-lc")


def test_signs_and_digits_are_those_of_latin() -> None:
    assert romanize_by("قَطَر، ٢٠٢٤؟", "bgn-pcgn") == "Qaţar, 2024?"


def test_names_among_other_scripts() -> None:
    assert romanize_by("at الشَّارِقَة (Шарджа)", "bgn-pcgn") == "at Ash Shāriqah (Шарджа)"


def test_signs_are_read_back_however_composed() -> None:
    assert arabize_by("A\u0304dm", "hsb") == "آدم"


@pytest.mark.parametrize("name", ["BGN/PCGN 1956", "bgn-pcgn-1956", "BGN_PCGN", " bgn "])
def test_a_scheme_has_more_than_one_name(name: str) -> None:
    assert find_scheme(name) is find_scheme("bgn-pcgn")


def test_every_scheme_cites_its_source() -> None:
    for name in schemes():
        assert find_scheme(name).name
        assert find_scheme(name).source


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(SchemeError, match=r"no scheme 'dni'.*din-31635.*hsb"):
        romanize_by("قطر", "dni")


@pytest.mark.parametrize("scheme", [name for name in reversible() if find_scheme(name).script == ARABIC])
def test_every_tenth_name_of_the_gazetteer_comes_back(scheme: str) -> None:
    stop = find_scheme(scheme).letters.get("\u0652") == "."  # HSB has one sign for a sukun and a full stop
    for text in [text for text in names_of_gazetteer("ar")[::10] if not (stop and "." in text)]:
        kept = text if find_scheme(scheme).diacritics else doubled_letters(text)
        assert arabize_by(romanize_by(text, scheme), scheme) == kept


@pytest.mark.parametrize("scheme", [name for name in reversible() if find_scheme(name).script == CYRILLIC])
def test_every_tenth_russian_name_comes_back(scheme: str) -> None:
    for text in [text for text in names_of_gazetteer("ru")[::10] if not re.search("[a-zA-Z]", text)]:
        assert arabize_by(romanize_by(text, scheme), scheme) == text


@functools.cache
def names_of_gazetteer(lang: str) -> tuple[str, ...]:
    files = sorted((ROOT / "data" / "gazetteer").glob("*.jsonl"))
    records = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(name["text"] for record in records for name in record["names"] if name["lang"] == lang)


def test_the_filler_of_a_passport_is_read_as_a_space() -> None:
    assert arabize_by("XAEBW<BKR<MXHMD<BN<ZKRYA<ALRAZY", "icao-9303") == "أبو بكر محمد بن زكريا الرازي"


def test_case_comes_back() -> None:
    assert arabize_by("CENTR YU`G Cirk V`yug", "gost-7.79-b") == "ЦЕНТР ЮЬГ Цирк Вьюг"


def test_one_that_cannot_be_read_back_names_those_that_can() -> None:
    with pytest.raises(SchemeError, match=r"ala-lc cannot.*buckwalter, gost-7\.79-a, .*safe-buckwalter"):
        arabize_by("qaṭar", "ala-lc")


def test_no_str() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        romanize_by(b"x", "din")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not NoneType"):
        romanize_by("x", None)  # type: ignore[arg-type]


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    mine = write(
        tmp_path,
        'base = "ala-lc"\nname = "Mine"\narticle = "el-"\ncapitals = "words"\n'
        '[letters]\n"ج" = "g"\n[words]\n"مِصْر" = "Egypt"\n',
    )
    assert romanize_by("الجِيزَة فِي مِصْر", mine) == "el-Gīzah fī Egypt"
    assert romanize_by("الجِيزَة", str(mine)) == "el-Gīzah"
    assert romanize_by("الجِيزَة", "ala-lc") == "al-jīzah"


def test_a_file_that_was_changed_is_read_again(tmp_path: Path) -> None:
    mine = write(tmp_path, 'base = "din-31635"\nname = "Mine"\n')
    assert romanize_by("جَمَل", mine) == "ǧamal"
    write(tmp_path, 'base = "din-31635"\nname = "Mine"\n[letters]\n"ج" = "j"\n')
    assert romanize_by("جَمَل", mine) == "jamal"


def test_a_reversible_file_of_ones_own(tmp_path: Path) -> None:
    mine = write(tmp_path, 'name = "Mine"\nreversible = true\n[letters]\n"ش" = "sh"\n"س" = "s_"\n')
    assert romanize_by("سش", mine) == "s_sh"
    assert arabize_by("s_sh", mine) == "سش"


@pytest.mark.parametrize(
    ("switch", "value", "arabic", "latin"),
    [
        ("shadda", "single letters", "مُبَشِّر حَسَّان", "mubashir ḥassān"),
        ("shadda", "none", "مُحَمَّد", "muḥamad"),
        ("endings", "keep", "الكِتَابُ", "al-kitābu"),
        ("endings", "drop", "كَتَبَ", "katab"),
        ("capitals", "words", "الكِتَاب", "al-Kitāb"),
        ("digraph_break", "", "أَدْهَم", "adham"),
        ("article", "a{l} ", "الشَّمْس", "ash shams"),
    ],
)
def test_a_switch(tmp_path: Path, switch: str, value: str, arabic: str, latin: str) -> None:
    assert romanize_by(arabic, write(tmp_path, f'base = "ala-lc"\nname = "x"\n{switch} = "{value}"\n')) == latin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = x", "is not TOML.*line 1"),
        ('[letters]\n"ب" = "b"', "lacks 'name'"),
        ('name = "x"', "lacks 'letters'"),
        ('name = "x"\n[letters]\n"ب" = "b"', r"\[vowels\] lacks 'a'.*base"),
        ('base = "nope"\nname = "x"', "base is one of ala-lc.*not 'nope'"),
        ('base = "ala-lc"\nname = "x"\ncolour = 1', "no switch 'colour'.*shadda"),
        ('base = "ala-lc"\nname = "x"\nshadda = "triple"', "shadda is one of 'double'.*not 'triple'"),
        ('base = "ala-lc"\nname = "x"\ninitial_hamza = "no"', "initial_hamza is true or false"),
        ('base = "ala-lc"\nname = 1', "name is a string.*quotes"),
        ('base = "ala-lc"\nname = "x"\naliases = "y"', "aliases is a list"),
        ('base = "ala-lc"\nname = "x"\nletters = "y"', r"letters is a table.*\[letters\]"),
        ('base = "ala-lc"\nname = "x"\n[letters]\nb = "b"', r"'b' in \[letters\] is no Arabic or Cyrillic letter"),
        ('base = "ala-lc"\nname = "x"\n[letters]\n"ب" = 1', "'ب'.*is a string, not 1"),
        ('base = "ala-lc"\nname = "x"\n[vowels]\ne = "e"', r"no 'e' in \[vowels\].*uww_final"),
        ('base = "ala-lc"\nname = "x"\n[words]\nx = "e"', r"'x' in \[words\] is no Arabic word"),
        ('reversible = true\nname = "x"\n[letters]', r"\[letters\] is empty"),
        ('base = "buckwalter"\nname = "x"\n[letters]\n"ب" = "t"', "'t'.*cannot be read back beside 't'"),
        ('base = "buckwalter"\nname = "x"\n[letters]\n"ب" = ""', "cannot be read back"),
        ('base = "buckwalter"\nname = "x"\n[letters]\n"ب" = "tt"', "'tt'.*cannot be read back beside 't'"),
        ('name = "x"\nscript = "Grek"', "script is one of 'Arab', 'Cyrl', not 'Grek'"),
        ('name = "x"\nunwritten = "шч"', "unwritten is a list"),
    ],
)
def test_a_broken_file_names_itself_the_key_and_the_cure(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SchemeError, match=f"(?s)mine.toml.*{said}"):
        romanize_by("قطر", write(tmp_path, text))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match=r"nope\.toml cannot be read.*give the path"):
        romanize_by("قطر", tmp_path / "nope.toml")
    with pytest.raises(SchemeError, match=r"a\\x00\.toml|cannot be read"):
        romanize_by("قطر", "a\0.toml")
    (tmp_path / "latin1.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(SchemeError, match=r"not UTF-8.*save it as UTF-8"):
        romanize_by("قطر", tmp_path / "latin1.toml")
