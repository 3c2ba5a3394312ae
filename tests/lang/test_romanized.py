"""Compounds and articles of Arab names: two tokens in every spelling and script, and one where there is none."""

from __future__ import annotations

import pytest

from namelink.lang import Piece, name_tokens
from namelink.lang.ar.compounds import compound_stems, key_form
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.text.folding import fold
from namelink.text.tokens import words


def tokens_of(text: str) -> list[str]:
    return [part.form for part in analyzer().name(text).parts]


# Arabic name, its tokens, spellings; none of the spellings stands in the table or in a docstring.
COMPOUNDS = [
    ("عبد القادر", "abd", "Abdelkader|Abdul Kader|Abd el-Kader|Abd al-Qadir|Abdülkadir|Abdel Kader"),
    ("عبد الحميد", "abd", "Abdulhamid|Abdelhamid|Abdülhamid|Abdul Hameed|Abd al-Hamid"),
    ("عبد الحليم", "abd", "Abdelhalim|Abdul Halim|Abd al-Halim"),
    ("عبد الرزاق", "abd", "Abdurrazzaq|Abderrazak|Abdul Razzaq|Abd ar-Razzaq|Abdel Razek"),
    ("عبد السلام", "abd", "Abdussalam|Abdeslam|Abdul Salam|Abd as-Salam|Abdel Salam"),
    ("عبد الناصر", "abd", "Abdennasser|Abdul Nasser|Abd an-Nasir|Abdel Nasser"),
    ("عبد الشكور", "abd", "Abdush Shakur|Abdul Shakoor|Abd ash-Shakur"),
    ("عبد الله", "abd", "Abdulah|Abdullah|Abdalla|Abd Allah|Abdallah"),
    ("شهاب الدين", "aldin", "Shihabuddin|Chihabeddine|Shihab al-Din|Shahab ud-Din|Şihabettin|Shehab Eddin"),
    ("حسام الدين", "aldin", "Husamuddin|Houssameddine|Hossam El-Din|Hüsamettin|Husam ad-Din"),
    ("فخر الدين", "aldin", "Fakhruddin|Fahreddin|Fakhr al-Din|Fakhreddine|Fahrettin"),
    ("بهاء الدين", "aldin", "Bahauddin|Bahaeddine|Bahattin|Baha al-Din|Bahaa El-Din"),
    ("محيي الدين", "aldin", "Muhyiddin|Mohieddine|Muhittin|Muhyi al-Din"),
    ("سعد الله", "allah", "Saadallah|Sadullah|Saad Allah|Sa'dullah"),
    ("فيض الله", "allah", "Faizullah|Fayzulla|Feyzullah"),
    ("أسد الله", "allah", "Asadullah|Asadollah|Assad Ullah"),
    ("حبيب الرحمن", "alrahman", "Habibur Rahman|Habib-ur-Rehman|Habib ur Rahman"),
    ("أنوار الحق", "alhaq", "Anwarul Haq|Anwar-ul-Haq|Anwar ul-Haque"),
    ("قمر الزمان", "alzaman", "Qamar-uz-Zaman|Qamaruzzaman"),
    ("نور الإسلام", "alislam", "Nurul Islam|Noor-ul-Islam|Nur al-Islam"),
    ("زين العابدين", "alabidin", "Zainul Abidin|Zine El Abidine|Zain al-Abidin"),
    ("ذو الفقار", "alfiqar", "Zulfiqar|Zulfikar|Dhulfiqar|Zolfaghar"),
]
SPELLINGS = [(arabic, half, spelling) for arabic, half, listed in COMPOUNDS for spelling in listed.split("|")]


@pytest.mark.parametrize(("arabic", "half", "spelling"), SPELLINGS)
def test_a_compound_has_the_two_tokens_of_arabic(arabic: str, half: str, spelling: str) -> None:
    found = tokens_of(spelling)
    assert len(found) == len(tokens_of(arabic)) == 2, found
    assert half in found, found


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Абдулхамид", "абд хамид"),
        ("Абдель Насер", "абд насер"),
        ("Абд аль-Азиз", "абд азиз"),
        ("Абдулла", "абд аллах"),
        ("Салахуддин", "салах алдин"),
        ("Салах ад-Дин", "салах алдин"),
        ("Файзулла", "файз аллах"),
        ("Мухиддин", "мухи алдин"),
        ("Зия ур-Рахман", "зия алрахман"),
        ("Рахматуллаев", "рахматуллаев"),
        ("Бородин", "бородин"),
        ("Нуруллин", "нуруллин"),
    ],
)
def test_compounds_in_cyrillic(text: str, tokens: str) -> None:
    assert [fold(token) for token in tokens_of(text)] == [fold(token) for token in tokens.split()]


@pytest.mark.parametrize(
    "text",
    [
        *("Abdullayev", "Abdalov", "Abdykadyrov", "Abdul", "Abdi", "Abdou", "Abduh"),
        *(
            "Claudine",
            "Geraldine",
            "Constantine",
            "Benedictine",
            "Bernardine",
            "Nadine",
            "Gandolfini",
            "Godin",
            "Cardin",
        ),
        *("Martin", "Austin", "Justin", "Ludin", "Kamala", "Camilla", "Priscilla", "Bella", "Dalla", "Attila"),
        *("Alhaddad", "Rahman", "Zaman", "Islam", "Haq", "Ur", "El", "Al"),
    ],
)
def test_a_word_that_looks_like_one_is_none(text: str) -> None:
    assert tokens_of(text) == [fold(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Nur al-Din as-Sudais", [("nur", 0, 1), ("aldin", 1, 3), ("sudais", 3, 5)]),
        ("Abd al-Rahman", [("abd", 0, 3), ("rahman", 0, 3)]),
        ("al Hassan al", [("hassan", 0, 2), ("al", 2, 3)]),
        ("Hizb ut-Tahrir", [("hizb", 0, 1), ("tahrir", 1, 3)]),
        ("Dar lil Nashr wal Tawzi", [("dar", 0, 1), ("nashr", 1, 3), ("tawzi", 3, 5)]),
        ("الإرشاد والإصلاح", [("الارشاد", 0, 1), ("الاصلاح", 1, 2)]),
        ("والي والو", [("والي", 0, 1), ("والو", 1, 2)]),
        ("Us Weekly", [("us", 0, 1), ("weekly", 1, 2)]),
        ("آل ثاني", [("ثاني", 0, 2)]),
        ("آل", [("ال", 0, 1)]),
    ],
)
def test_a_token_knows_what_it_was_written_as(text: str, pieces: list[tuple[str, int, int]]) -> None:
    assert name_tokens(words(fold(text))) == [Piece(*piece) for piece in pieces]


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("عبدالغفور", "عبد الغفور"),
        ("بدرالدين", "بدر الدين"),
        ("خيرالله", "خير الله"),
        ("عطاالله", "عطا الله"),
        ("جادهللا", "جاد الله"),
        ("االقصي", "الاقصي"),
        ("ابوظبي", "ابو ظبي"),
        ("والدين", "والدين"),
        ("عبدان", "عبدان"),
    ],
)
def test_a_compound_in_arabic_has_one_key(token: str, key: str) -> None:
    assert key_form(token, False) == key


def test_stems_are_told_apart_by_their_sounds() -> None:
    """A stem of one sound would make a compound of too many words: it is listed by its letters instead."""
    stems = compound_stems()
    assert {"عبد", "الله", "الدين"} <= stems.keys()
    assert all(phonetic_key(stem) for of_half in stems.values() for stem in of_half)
