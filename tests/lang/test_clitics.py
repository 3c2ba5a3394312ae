from __future__ import annotations

import pytest

from namelink.lang import get_language, make_key, segmentations
from namelink.lang.ar.clitics import proclitics


@pytest.mark.parametrize(
    ("word", "segmentation"),
    [
        ("وقيرغيزستان", ("و", "قيرغيزستان")),
        ("وبروسيا", ("وب", "روسيا")),
        ("للكرملين", ("لل", "الكرملين")),
        ("وللامم", ("ولل", "الامم")),
        ("بالرياض", ("ب", "الرياض")),
    ],
)
def test_segmentations_hold_the_right_one(word: str, segmentation: tuple[str, str]) -> None:
    assert segmentation in [(r.prefix, r.word) for r in segmentations(word)]


@pytest.mark.parametrize("word", ["سمكه", "موسكو", "x", ""])
def test_nothing_to_take_off(word: str) -> None:
    assert [r.word for r in segmentations(word)] == [word]


def test_a_segmentation_takes_its_prefix_and_no_more() -> None:
    for clitic in proclitics():
        for found in segmentations(clitic.surface + "قطر"):
            assert found.word in (clitic.surface + "قطر")[found.length :] or found.word.startswith("ال")


def forms_of(stem: str) -> list[str]:
    """Return the keys of the forms of a demonym, each once."""
    return list(dict.fromkeys(map(make_key, get_language("ar").inflect_demonym(stem))))


@pytest.mark.parametrize(
    "form",
    ["قيرغيزي", "القيرغيزي", "قيرغيزية", "القيرغيزية", "القيرغيزيون", "قيرغيزيين", "القيرغيزيات", "القيرغيزيتين"],
)
def test_a_demonym_inflects(form: str) -> None:
    assert make_key(form) in forms_of("قيرغيزي")


def test_the_words_of_a_demonym_inflect_together() -> None:
    forms = forms_of("كوري جنوبي")
    assert make_key("الكورية الجنوبية") in forms
    assert make_key("الكوري الجنوبية") not in forms


def test_a_broken_plural_takes_the_article_and_the_accusative() -> None:
    assert tuple(forms_of("أتراك")) == ("اتراك", "الاتراك", "اتراكا")
