"""A name as a mapping of its parts: wherever a name is taken, and as that name."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Resolver, compare, compare_many, resolve
from namelink.validation import check_name

JAPAROV = {"family": "جباروف", "given": "صدر"}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (JAPAROV, "صدر جباروف"),
        ({"given": " محمود ", "family": "عباس", "middle": None}, "محمود عباس"),
        ({"given": "عبد الفتاح", "middle": "سعيد", "family": "السيسي"}, "عبد الفتاح سعيد السيسي"),
        ({"family": "Путин", "patronymic": "Владимирович", "given": "Владимир"}, "Владимир Владимирович Путин"),
        ({"family": "Putin"}, "Putin"),
        ({"given": "Madonna", "family": ""}, "Madonna"),
    ],
)
def test_the_parts_are_written_in_their_order(parts: dict[str, Any], name: str) -> None:
    assert check_name(parts, "resolve", "name") == name
    assert resolve(parts) == resolve(name)
    assert resolve(parts).query == name


def test_every_function_takes_it() -> None:
    plain = compare("صدر جباروف", "Sadyr Japarov")
    parts = {"given": "Sadyr", "family": "Japarov"}
    assert compare(JAPAROV, parts) == compare("صدر جباروف", parts) == plain
    assert compare_many([(JAPAROV, parts), (JAPAROV, "Sadyr Japarov")]) == [plain.score] * 2
    assert [r.name for r in Resolver().resolve_many([JAPAROV, "قطر"])] == ["Sadyr Japarov", "Qatar"]


TAKES = "resolve() takes name as a str, or a mapping with given, middle, patronymic, family"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"givn": "صدر"}, f"{TAKES}, not 'givn'; did you mean 'given'?"),
        ({"given": "صدر", "surname": "جباروف"}, f"{TAKES}, not 'surname'"),
        ({"given": "صدر", 1: "جباروف"}, f"{TAKES}, not 1"),
        ({"given": ["صدر"]}, f"{TAKES}, each a str; given is ['صدر']"),
        ({"given": b"x"}, f"{TAKES}, each a str; given is the bytes b'x'"),
        ({}, f"{TAKES}; given or family is needed"),
        ({"given": " ", "middle": "سعيد"}, f"{TAKES}; given or family is needed"),
    ],
)
def test_a_mapping_that_is_no_name(parts: dict[Any, Any], message: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        resolve(parts)
    assert str(caught.value) == message


def test_one_mapping_is_no_list_of_names() -> None:
    with pytest.raises(TypeError, match="one name as a mapping: give"):
        Resolver().resolve_many(JAPAROV)
    assert [r.name for r in Resolver().resolve_many(dict.fromkeys(["قطر"]))] == ["Qatar"]
