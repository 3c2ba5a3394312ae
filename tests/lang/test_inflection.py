"""Names and demonyms are found in the forms that texts write."""

from __future__ import annotations

import pytest

from namelink.index.analysis import keys_of
from namelink.lang import make_key
from namelink.model import Name, NameKind

NAMES = [
    ("Владимир Путин", "ru", "владимиром путиным"),
    ("Мария Захарова", "ru", make_key("Марии Захаровой")),
    ("Дмитрий Песков", "ru", "дмитрию пескову"),
    ("Достоевский", "ru", "достоевского"),
    ("Ольга", "ru", "ольги"),
    ("Шольц", "ru", "шольцем"),
    ("Лев Толстой", "ru", "льва толстого"),
    ("Ким Чен Ын", "ru", "ким чен ыном"),
    ("Северная Корея", "ru", make_key("Северной Корее")),
    ("Соединённые Штаты", "ru", "соединенных штатах"),
    ("Министерство обороны", "ru", "министерством обороны"),
    ("Нью-Йорк", "ru", make_key("Нью-Йорке")),
    ("Череповец", "ru", "череповце"),
    ("Баку", "ru", "баку"),
    ("Днепр", "und-Cyrl", "днепром"),
    ("United Nations Security Council", "en", "u n security council"),
    ("US Geological Survey", "en", "u s geological survey"),
]

DEMONYMS = [
    ("российский", "ru", make_key("российскими")),
    ("немцы", "ru", "немцев"),
    ("турки", "ru", "турками"),
    ("сербы", "ru", "сербом"),
    ("россияне", "ru", "россиянам"),
    ("Iraqi", "en", "iraqis"),
]


@pytest.mark.parametrize(("text", "lang", "key"), NAMES)
def test_a_name_is_found_in_its_forms(text: str, lang: str, key: str) -> None:
    assert key in keys_of(Name(text, lang, NameKind.NAME))


@pytest.mark.parametrize(("text", "lang", "key"), DEMONYMS)
def test_a_demonym_is_found_in_its_forms(text: str, lang: str, key: str) -> None:
    assert key in keys_of(Name(text, lang, NameKind.DEMONYM))


def test_a_short_acronym_is_found_with_dots() -> None:
    assert keys_of(Name("UN", "en", NameKind.ACRONYM)) == ("un", "u n")
    assert keys_of(Name("UNESCO", "en", NameKind.ACRONYM)) == ("unesco",)


@pytest.mark.parametrize(("text", "lang"), [("Turkish", "en"), ("French", "en"), ("Swiss", "en")])
def test_an_adjective_alone_has_no_plural(text: str, lang: str) -> None:
    assert len(keys_of(Name(text, lang, NameKind.DEMONYM))) == 1
