"""Parts of names: what each word of a name is, in the scripts that are read."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from namelink import EntityType, parse_name
from namelink.config import Limits
from namelink.matching.forms import to_name
from namelink.names import Role, Structure, analyzer
from namelink.names.separators import separators_of
from tests.conftest import assert_linear, params, rows

PARTS: list[ParameterSet] = params("name_parts", "text")


@pytest.mark.parametrize("row", PARTS)
def test_parts(row: dict[str, str]) -> None:
    found = parse_name(row["text"])
    assert "|".join(f"{part.role}:{part.text}" for part in found.parts) == row["parts"]
    assert str(found.type or "") == row["type"]


def test_each_role_has_a_row() -> None:
    assert {role.value for role in Role} == {
        part.partition(":")[0] for row in rows("name_parts") for part in row["parts"].split("|")
    }


# A compound is one part and two tokens, in every spelling and script.
@pytest.mark.parametrize(
    "text",
    [
        *("عبد الرحمن", "عبدالرحمن", "Abdul Rahman", "Abdurrahman", "Abd al-Rahman", "Abdel Rahman", "Abd ar-Rahman"),
        *("Abderrahmane", "Абдуррахман", "Абд ар-Рахман"),
        *("نور الدين", "نورالدين", "Nur al-Din", "Noureddine", "Nuruddin", "Noor-ud-Din", "Nurettin", "Nuraddin"),
        *("Нуриддин", "Нур ад-Дин"),
        *("نصر الله", "نصرالله", "Nasrallah", "Nasrullah", "Nasr Allah", "Насралла"),
        *("Habibur Rahman", "Habib ur-Rahman", "Habib-ur-Rehman", "ضياء الحق", "Zia ul-Haq", "Zulfiqar", "ذو الفقار"),
    ],
)
def test_a_compound_is_one_part_of_two_tokens(text: str) -> None:
    tokens = analyzer().name(text).structure.tokens
    assert [token.part for token in tokens] == [0, 0]
    assert sum(token.is_head for token in tokens) == 1


@pytest.mark.parametrize(
    "text", ["Abdullayev", "Claudine", "Géraldine", "Kamala", "Абдуллаев", "والدين", "عبده", "Kadir"]
)
def test_a_word_that_looks_like_a_compound_is_one_token(text: str) -> None:
    (token,) = analyzer().name(text).structure.tokens
    assert not token.is_head


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("الفرقة السابعة عشرة", ["17"]),
        ("17th Division", ["17"]),
        ("17-я дивизия", ["17"]),
        ("Division IV", ["4"]),
        ("الفرقة ٤", ["4"]),
        ("Fourth Division", ["4"]),
        ("الفرقة الرابعة", ["4"]),
    ],
)
def test_numbers_mean_the_same_in_words_and_digits(text: str, meanings: list[str]) -> None:
    tokens = analyzer().name(text).structure.tokens
    assert [token.meaning for token in tokens if token.role is Role.NUMBER] == meanings


@pytest.mark.parametrize("comma", ", ، 、 ， ; ؛".split())
@pytest.mark.parametrize(("family", "given"), [("عباس", "محمود"), ("Abbas", "Mahmoud"), ("Аббас", "Махмуд")])
def test_a_comma_of_any_script_says_that_the_family_name_stands_first(comma: str, family: str, given: str) -> None:
    inverted, spoken = (analyzer().name(text) for text in (f"{family}{comma} {given}", f"{given} {family}"))
    assert shown(inverted.structure) == shown(spoken.structure)
    assert [token.role for token in inverted.structure.tokens] == [Role.GIVEN, Role.FAMILY]


@pytest.mark.parametrize(
    ("text", "type", "roles"),
    [
        ("Abu Dhabi", EntityType.PLACE, [Role.NAME, Role.NAME]),
        ("Abu Dhabi", EntityType.PERSON, [Role.KUNYA, Role.KUNYA]),
        ("Paris Hilton", EntityType.PERSON, [Role.GIVEN, Role.FAMILY]),
        ("Paris Hilton", EntityType.ORGANIZATION, [Role.NAME, Role.NAME]),
    ],
)
def test_a_name_is_read_as_one_of_the_type_that_is_known(text: str, type: EntityType, roles: list[Role]) -> None:
    assert [token.role for token in analyzer().name(text).structure_of(type).tokens] == roles


@pytest.mark.parametrize(
    ("text", "roles", "spoken"),
    [
        ("الرئيس فلاديمير بوتين", {Role.TITLE}, "فلاديمير بوتين"),
        ("بوتين، فلاديمير، 1952-", {Role.NOISE}, "فلاديمير بوتين"),
        ("ياسر عرفات (أبو عمار)", {Role.NICKNAME}, "ياسر عرفات"),
        ("Acme Trading L.L.C.", {Role.LEGAL_FORM}, "acme trading"),
        ("عبدالرحمن الحذيفي", set[Role](), "عبدالرحمن الحذيفي"),
    ],
)
def test_a_name_without_some_parts(text: str, roles: set[Role], spoken: str) -> None:
    assert " ".join(analyzer().name(text).without(roles)) == spoken


ODD = [
    *(
        "",
        " ",
        ".",
        "()",
        "(",
        ")",
        "((",
        "،،،",
        "12",
        "1935",
        "1935-1990",
        "٢٠٢٠",
        "(1935)",
        "a.k.a.",
        "a.k.a. a.k.a.",
    ),
    *("Dr.", "Dr. Prof.", "الشيخ الدكتور", "bin", "bin bin bin", "بن", "von der", "LLC", "ش.م.م", "أبو", "آل", "ال"),
    *(
        "Siemens (never closed",
        "never opened) Siemens",
        "(Abu Mazen)",
        "عبد",
        "عبد عبد",
        "الله",
        "الدين",
        "abd",
        "ud-din",
    ),
    *("Vlаdimir", "drمحمد", "محمدdr", "6أكتوبر", "東京", "Ş", "İ", "ﷺ", "ﻻ", "Jr.", "III", "II II", "و", "the of the"),
    *(",", ", Putin", "Putin,", "Putin,,Vladimir", "a, b, c, d", "King,", "and Sons", "No. 4", "4", "4 4 4"),
]
ANY_NAME = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*ODD, *(row["text"] for row in rows("name_parts"))]), max_size=4).map(" ".join),
    st.lists(
        st.sampled_from([word for row in rows("name_parts") for word in row["text"].split()] + list("(),.-،")),
        max_size=8,
    ).map(" ".join),
)


def assert_well_formed(text: str) -> None:
    name = analyzer().name(text)
    structures = [name.structure, *(name.structure_of(type) for type in EntityType)]
    for tokens in (structure.tokens for structure in structures):
        assert len(tokens) <= 2 * len(name.tokens)
        assert all(0 <= token.first < token.end <= len(name.tokens) for token in tokens)
        assert all(token.letters for token in tokens)
        assert sorted({token.part for token in tokens}) == list(range(len({token.part for token in tokens})))
    parts = parse_name(text).parts
    assert all(text[part.start : part.end] == part.text for part in parts)
    assert [part.start for part in parts] == sorted(part.start for part in parts)


@pytest.mark.parametrize("text", ODD)
def test_odd_names_are_read(text: str) -> None:
    assert_well_formed(text)


@given(ANY_NAME)
def test_any_name_is_read(text: str) -> None:
    assert_well_formed(text)


def shown(structure: Structure) -> list[tuple[str, Role, int]]:
    return [(token.letters, token.role, token.part) for token in structure.tokens]


ARABIC = [row["text"] for row in rows("name_parts") if "ء" <= row["text"][0] <= "ي"]


@given(st.sampled_from(ARABIC), st.data())
def test_harakat_and_tatweel_change_no_parts(text: str, data: st.DataObject) -> None:
    marks = [data.draw(st.sampled_from(["", "", "َ", "ُ", "ِّ", "ـ"])) if "ء" <= char <= "ي" else "" for char in text]
    marked = "".join(char + mark for char, mark in zip(text, marks, strict=True))
    assert shown(analyzer().name(marked).structure) == shown(analyzer().name(text).structure)


# A token of each kind, so that no kind of token makes work with the square of their number.
@pytest.mark.parametrize(
    "unit",
    [
        *("محمد ", "a, ", "(x) ", "Dr ", "bin ", "و ", "Bank (abcd) ", "abd ", "السابعة عشرة "),
        *("(1) ", "a.k.a. b; ", "Minister, "),
    ],
)
def test_work_grows_with_the_tokens(unit: str) -> None:
    assert_linear(parse_name, unit, 400)


def test_a_thousand_words_are_no_name_to_compare() -> None:
    assert to_name("محمد " * 1_000, Limits()) is None
    assert len(parse_name("محمد " * 1_000).parts) == 1_000


@pytest.mark.parametrize(
    ("text", "commas", "bracketed"),
    [
        ("عباس، محمود (أبو مازن)", {1}, {2, 3}),
        ("Siemens (never closed", set[int](), set[int]()),
        ("Siemens) never opened", set[int](), set[int]()),
        ("a (b (c) d) e", set[int](), {1, 2}),
        ("a [b] {c} （d）", set[int](), {1, 2, 3}),
        (", a", set[int](), set[int]()),
        ("a,", set[int](), set[int]()),
        ("a (b, c)", set[int](), {1, 2}),
    ],
)
def test_separators(text: str, commas: set[int], bracketed: set[int]) -> None:
    found = separators_of(text, len(analyzer().name(text).tokens))
    assert found.commas == commas
    assert found.bracketed == bracketed
