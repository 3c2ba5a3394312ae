"""The tables of name words and of nicknames agree with each other: roles, meanings, scripts, and no row twice."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from namelink.scripts import script_of
from namelink.tables import rows
from namelink.text.folding import fold
from namelink.text.tokens import words

SCRIPTS = {"ar": "Arab", "en": "Latn", "ru": "Cyrl"}

ROLES = {
    "country",
    *("title", "honorific", "patronymic", "family", "kunya", "alias", "generation", "number", "legal_form"),
    *("organization", "place", "country", "particle", "note", "entry"),
}

WITH_MEANING = ROLES - {"honorific", "family", "alias", "particle"}
"""Roles whose words compare by their meaning."""

MEANINGS = {"patronymic": {"son", "daughter"}, "kunya": {"father", "mother"}}
"""The only meanings of a role."""

SHARED = {"legal_form", "organization"}
"""Roles of which every meaning has an English word."""


def languages_with(name: str) -> list[str]:
    data = {code: resources.files(f"namelink.lang.{code}").joinpath("data", name) for code in SCRIPTS}
    return [code for code, table in data.items() if table.is_file()]


def cells(package: str, name: str) -> list[list[str]]:
    """Return the lines of a table as lists of cells, without comments."""
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]


def listed(code: str) -> list[tuple[str, str, str]]:
    """Return the text, the role and the meaning of each row of the name words of a language."""
    found = rows(f"namelink.lang.{code}", "name_words.tsv")
    return [(row["text"], row["role"], row.get("meaning", "")) for row in found]


def meanings(code: str, role: str) -> set[str]:
    return {meaning for _, of, meaning in listed(code) if of == role}


def key(text: str) -> str:
    return " ".join(words(fold(text)))


def is_in(text: str, script: str) -> bool:
    """Whether all letters of a text are of a script; a text without letters is of none."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(str(script_of(char)) == script for char in letters)


WORDS = languages_with("name_words.tsv")
NICKNAMES = languages_with("nicknames.tsv")


def test_the_tables_are_there() -> None:
    assert "ru" in WORDS
    assert "ru" in NICKNAMES


@pytest.mark.parametrize("code", WORDS)
def test_rows_have_the_columns_of_the_head(code: str) -> None:
    head, *lines = cells(f"namelink.lang.{code}", "name_words.tsv")
    assert head == ["text", "role", "meaning"]
    assert [line for line in lines if not 2 <= len(line) <= 3 or line != [cell.strip() for cell in line]] == []


@pytest.mark.parametrize("code", WORDS)
def test_texts_have_words_parted_by_single_spaces(code: str) -> None:
    assert [text for text, _, _ in listed(code) if not key(text) or text != " ".join(text.split())] == []


@pytest.mark.parametrize("code", WORDS)
def test_roles_are_known(code: str) -> None:
    assert {role for _, role, _ in listed(code)} - ROLES == set()


@pytest.mark.parametrize("code", WORDS)
def test_roles_that_compare_by_meaning_have_one(code: str) -> None:
    assert [(text, role) for text, role, meaning in listed(code) if role in WITH_MEANING and not meaning] == []


@pytest.mark.parametrize("code", WORDS)
def test_meanings_are_identifiers(code: str) -> None:
    found = {meaning for _, role, meaning in listed(code) if meaning and role != "country"}
    assert {m for m in found if not (m.isascii() and m.replace("_", "").isalnum() and m == m.lower())} == set()


@pytest.mark.parametrize("code", WORDS)
def test_meanings_are_those_of_their_role(code: str) -> None:
    assert {r: meanings(code, r) - allowed for r, allowed in MEANINGS.items()} == {r: set() for r in MEANINGS}
    assert {meaning for meaning in meanings(code, "number") if not meaning.isdecimal()} == set()
    assert {m for m in meanings(code, "country") if not (len(m) == len("QA") and m.isascii() and m.isupper())} == set()
    assert {m for m in meanings(code, "generation") - {"junior", "senior", "grandson"} if not m.isdecimal()} == set()


@pytest.mark.parametrize("code", WORDS)
def test_no_word_plays_a_role_twice(code: str) -> None:
    counts = Counter((key(text), role) for text, role, _ in listed(code))
    assert {of: count for of, count in counts.items() if count > 1} == {}


@pytest.mark.parametrize("code", WORDS)
def test_texts_are_in_the_script_of_their_language(code: str) -> None:
    assert [text for text, _, _ in listed(code) if not is_in(text, SCRIPTS[code])] == []


@pytest.mark.skipif("en" not in WORDS, reason="there is no English table to compare with")
@pytest.mark.parametrize("role", sorted(SHARED))
@pytest.mark.parametrize("code", [code for code in WORDS if code != "en"])
def test_meanings_of_organizations_have_an_english_word(code: str, role: str) -> None:
    assert meanings(code, role) - meanings("en", role) == set()


@pytest.mark.parametrize("code", NICKNAMES)
def test_nicknames_are_other_forms_of_one_name(code: str) -> None:
    head, *lines = cells(f"namelink.lang.{code}", "nicknames.tsv")
    assert head == ["name", "forms"]
    assert [line for line in lines if len(line) != 2] == []
    forms = {name: [fold(form) for form in of.split(";")] for name, of in lines}
    # "Mohd" and "Mohd." may stand beside each other: the dot is part of what is written.
    assert [name for name, of in forms.items() if not all(map(key, of)) or len(set(of)) < len(of)] == []
    assert [name for name, of in forms.items() if key(name) in map(key, of)] == []


@pytest.mark.parametrize("code", NICKNAMES)
def test_nicknames_are_in_the_script_of_their_language_and_no_name_is_listed_twice(code: str) -> None:
    listed = list(rows(f"namelink.lang.{code}", "nicknames.tsv"))
    texts = [row["name"] for row in listed] + [form for row in listed for form in row["forms"].split(";")]
    assert [text for text in texts if not is_in(text, SCRIPTS[code])] == []
    counts = Counter(key(row["name"]) for row in listed)
    assert {name: count for name, count in counts.items() if count > 1} == {}
