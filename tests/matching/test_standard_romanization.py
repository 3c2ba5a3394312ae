"""Standard romanizations: letters read back against Arabic words, and names of places found by them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from namelink import Outcome, resolve, tables
from namelink.lang.ar.standard_romanization import is_standard
from namelink.names import analyzer
from namelink.transliteration.schemes import find_scheme, schemes
from namelink.transliteration.standards import romanize_by
from tests.conftest import ROOT

PLACES = [row for _, row in tables.parse_tsv((ROOT / "tests/cases/standard_romanizations.tsv").read_text("utf-8"))]

STANDARDS = [name for name in schemes("Arab", "ar") if not find_scheme(name).reversible]

WORDS = (
    "دِمَشْق نابُلُس المَوْصِل الرِّياض جِدَّة وَهْران طَنْجَة مَسْقَط عَدَن صَنْعاء حَلَب بَغْداد دُبَيّ حُلْوان الشّارِقَة غَزَّة ذَمار المُكَلّا رابِغ"
    " الخَلِيل إِرْبِد أَبْها مَأْرِب بَعْقُوبَة القائِم فُؤاد القُنَيْطِرَة السُّوَيْداء الحَسَكَة دِمْياط المِنْيا مُصْراتَة بَنْغازِي طُبْرُق"
    " ظَفار بُصْرَى الشَّرْقِيَّة"
).split()

NEAR_MISSES = [
    ("damascus", "دمشق", "c is in no standard"),
    ("dimashk", "دمشق", "k is ك in every standard"),
    ("dmashq", "دمشق", "no word begins with two consonants"),
    ("dimashqa", "دمشق", "no short vowel in pause"),
    ("dumayr", "دمر", "ay is written"),
    ("damar", "دمير", "ي is i or y"),
    ("karam", "كريم", "ي is i or y"),
    ("mosul", "الموصل", "no o"),
    ("aden", "عدن", "no e"),
    ("riyadh", "الرياض", "dh is ذ or ظ"),
    ("jidd", "جده", "ة follows a"),
    ("mualim", "ملم", "two vowels"),
    ("harbsta", "حربسته", "three consonants"),
    ("ibb", "اب", "one consonant"),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("standard", STANDARDS)
def test_each_standard_is_read_back(word: str, standard: str) -> None:
    latin, arabic = analyzer().name(romanize_by(word, standard)).letters[-1], analyzer().name(word).letters[0]
    assert is_standard(latin, arabic)


@pytest.mark.parametrize(("latin", "arabic", "reason"), NEAR_MISSES)
def test_near_misses_are_no_standard(latin: str, arabic: str, reason: str) -> None:
    assert not is_standard(latin, arabic), reason


@pytest.mark.parametrize("row", PLACES)
def test_a_place_is_found_by_a_standard_romanization(row: tables.Row) -> None:
    query, id = row["query"], row["id"]
    found = resolve(query)
    if id.startswith("?"):
        assert found.outcome is Outcome.AMBIGUOUS
        assert id[1:] in [candidate.entity.id for candidate in found.candidates]
    else:
        assert (found.id or "") == id


def names_found_in_arabic() -> list[tuple[str, str]]:
    """Return a few Arabic names of the gazetteer that resolve to their entity, each with its id."""
    files = sorted((ROOT / "data" / "gazetteer").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()[::1000]]
    names = [(name["text"], record["id"]) for record in map(json.loads, lines) for name in arabic_names(record)]
    return [(name, id) for name, id in names if resolve(name).id == id]


def arabic_names(record: dict[str, Any]) -> list[dict[str, str]]:
    return [name for name in record["names"] if name["lang"] == "ar"]


def test_names_are_found_again_by_every_standard() -> None:
    known = names_found_in_arabic()
    for standard in (*schemes("Arab", "ar"), "icao-9303"):
        found = [resolve(romanize_by(name, standard)).id == id for name, id in known]
        assert sum(found) >= 0.9 * len(known), standard
    assert len(known) >= 40
