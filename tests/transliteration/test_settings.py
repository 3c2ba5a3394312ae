"""Every setting of transliteration decides an answer: with another value, it is another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from namelink import Gazetteer
from namelink.config import TransliterationConfig
from namelink.model import Transliteration
from namelink.spelling import Transliterator
from namelink.transliteration.arabizer import Arabizer
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.romanizer import Romanizer
from namelink.transliteration.vocalizer import Vocalizer

Answer = list[tuple[str, float]]

ANSWERS: dict[tuple[str, str, str | None], Answer] = {
    ("خالد", "Latn", "egypt"): [("Khaled", 0.75), ("Khalid", 0.25)],
    ("محمد", "Latn", "egypt"): [("Mohamed", 0.75), ("Mohammed", 0.1142), ("Muhammad", 0.0777)],
    ("أنغيلا", "Latn", None): [("Angela", 0.9961), ("Angella", 0.0032), ("Anguilla", 0.0005)],
    ("جميلة بوحيرد", "Latn", None): [
        ("Djamila Bouhired", 0.6008),
        ("Jamila Bouhired", 0.2873),
        ("Gamila Bouhired", 0.0574),
    ],
    ("محمد شريف", "Latn", None): [("Mohamed Sherif", 0.2596), ("Mohammed Sharif", 0.2032), ("Mohamed Sharif", 0.1703)],
    ("محمد بابكر", "Latn", None): [
        ("Mohamed Babiker", 0.3363),
        ("Mohamed Babacar", 0.1803),
        ("Mohammed Babiker", 0.1556),
    ],
    ("حسن شيخ محمود", "Latn", None): [
        ("Hassan Sheikh Mohamud", 0.3939),
        ("Hasan Sheikh Mohamud", 0.0773),
        ("Hassan Cheikh Mohamud", 0.0689),
    ],
    ("القنفذة", "Latn", None): [("al-Qunfidhah", 0.4031), ("al-Qunfudhah", 0.4031), ("el-Qunfidhah", 0.0217)],
    ("آلاء", "Latn", None): [("Alaa", 0.75), ("Aalaa", 0.1625), ("Ala", 0.0875)],
    ("قاسم الكناني", "Latn", None): [
        ("Qassem al-Kinani", 0.2476),
        ("Qasim al-Kinani", 0.176),
        ("Qassim al-Kinani", 0.1508),
    ],
    ("صالح", "Latn", "iraq"): [("Saleh", 0.75), ("Salih", 0.199), ("Salah", 0.0295)],
    ("البيرجندي", "Latn", None): [("Bergende", 0.151), ("Bergendi", 0.087), ("Bergendy", 0.0805)],
    ("إيفونا", "Latn", None): [("Ivona", 0.9595), ("Iwona", 0.0117), ("Evona", 0.0109)],
    ("Abd el Rah man", "Arab", None): [("عبد الرحمن", 1.0)],
    ("Giulio Andreotti", "Arab", None): [
        ("جوليو أندريوتي", 0.6485),
        ("جوليو أندروتي", 0.1368),
        ("جيوليو أندريوتي", 0.0488),
    ],
    ("Rashid", "Arab", None): [("رشيد", 0.8), ("راشد", 0.2)],
    ("Hassan", "Arab", None): [("حسن", 0.6154), ("حسان", 0.3077), ("الحسن", 0.0769)],
}
"""The three likeliest spellings of a name, in a script, in a region."""

SETTINGS = [
    ("usual_share", 0.7, ("خالد", "Latn", "egypt")),
    ("rank_offset", 1.0, ("آلاء", "Latn", None)),
    ("attested_share", 0.85, ("أنغيلا", "Latn", None)),
    ("region_likelihood_ratio", 7.0, ("جميلة بوحيرد", "Latn", None)),
    ("region_evidence_share", 0.5, ("حسن شيخ محمود", "Latn", None)),
    ("region_evidence_smoothing", 25.0, ("حسن شيخ محمود", "Latn", None)),
    ("least_region_share", 0.06, ("جميلة بوحيرد", "Latn", None)),
    ("counted_weight", 0.05, ("صالح", "Latn", "iraq")),
    ("town_weight", 2.0, ("القنفذة", "Latn", None)),
    ("unlisted_weight", 3.0, ("محمد بابكر", "Latn", None)),
    ("prior_anywhere", 0.28, ("محمد شريف", "Latn", None)),
    ("prior_egypt", 0.15, ("محمد شريف", "Latn", None)),
    ("prior_maghreb", 0.11, ("محمد شريف", "Latn", None)),
    ("prior_levant", 0.15, ("القنفذة", "Latn", None)),
    ("prior_gulf", 0.2, ("محمد شريف", "Latn", None)),
    ("prior_horn", 0.05, ("حسن شيخ محمود", "Latn", None)),
    ("prior_iraq", 0.06, ("قاسم الكناني", "Latn", None)),
    ("prior_sudan", 0.05, ("محمد شريف", "Latn", None)),
    ("beam_width", 20, ("البيرجندي", "Latn", None)),
    ("pruning_threshold", 5.0, ("إيفونا", "Latn", None)),
    ("longest_latin_part", 3, ("Abd el Rah man", "Arab", None)),
    ("attested_arabic_share", 0.8, ("Giulio Andreotti", "Arab", None)),
    ("usual_weight", 3.5, ("Hassan", "Arab", None)),
    ("regional_weight", 2.2, ("Rashid", "Arab", None)),
]
"""A setting, another value of it, and a name whose spellings it changes."""

DEFAULT = TransliterationConfig()
ROMANIZER, ARABIZER = Romanizer(DEFAULT), Arabizer(DEFAULT)
RECORDS = [
    ("x:1", "place", 0.45, "Lucamba", "لوكمبا", "name"),
    ("x:2", "place", 0.55, "Taryssa", "تاريسا", "name"),
    ("x:8", "organization", 0.45, "Mulstra", "مولسترا", "name"),
    ("x:3", "person", 0.75, "Ada Lubomyrska", "لوبوميرسكا", "short"),
    ("x:4", "person", 0.85, "Ada Krasynska", "كراسينسكا", "short"),
    ("x:5", "place", 0.9, "Sanaa", "صنعاء", "name"),
    ("x:6", "place", 0.9, "Athens", "أثينا", "name"),
    ("x:7", "organization", 0.9, "United Nations", "الأمم المتحدة", "name"),
    ("x:9", "place", 0.1, "Ţurayf", "طريف", "name", "SA"),
    ("x:10", "place", 0.1, "Lumassa", "مدينة لوماسا", "name", "JO"),
]
"""Id, type, weight, Latin name, Arabic name and its kind; the country where it counts."""


def shown(found: tuple[Transliteration, ...]) -> Answer:
    return [(t.text, round(t.score, 4)) for t in found[:3]]


def answer(romanizer: Romanizer, arabizer: Arabizer, name: tuple[str, str, str | None]) -> Answer:
    text, to, region = name
    return shown(romanizer.spellings(text, NameStyle(region=region)) if to == "Latn" else arabizer.spellings(text))


@pytest.mark.parametrize("name", ANSWERS, ids=lambda name: name[0])
def test_the_default_settings_decide(name: tuple[str, str, str | None]) -> None:
    found = answer(ROMANIZER, ARABIZER, name)
    assert [text for text, _ in found] == [text for text, _ in ANSWERS[name]]
    assert [score for _, score in found] == pytest.approx([score for _, score in ANSWERS[name]], abs=2e-4)


@pytest.mark.parametrize(("setting", "value", "name"), SETTINGS, ids=[row[0] for row in SETTINGS])
def test_another_value_decides_otherwise(setting: str, value: Any, name: tuple[str, str, str | None]) -> None:
    config = attrs.evolve(DEFAULT, **{setting: value})
    changed = answer(Romanizer(config), Arabizer(config), name)
    assert [text for text, _ in changed] != [text for text, _ in ANSWERS[name]] or any(
        abs(a - b) > 1e-3 for (_, a), (_, b) in zip(changed, ANSWERS[name], strict=True)
    )


def test_spellings_are_bounded() -> None:
    assert len(ROMANIZER.spellings("محمد شريف")) == 12
    assert len(Romanizer(attrs.evolve(DEFAULT, most_spellings=11)).spellings("محمد شريف")) == 11


@pytest.mark.parametrize(
    ("changed", "text", "spelling"),
    [
        ({}, "ب" * 40, True),
        ({}, "ب" * 41, False),
        ({"longest_word": 8}, "ليخاتشوف", True),
        ({"longest_word": 7}, "ليخاتشوف", False),
        ({}, "ليخاتشوف " + "ا " * 996, True),
    ],
)
def test_what_is_longer_than_a_name_is_mapped(changed: dict[str, Any], text: str, spelling: bool) -> None:
    mapped = {"ب" * 41: "Bab", "ب" * 40: "Bab"}.get(text, "Likhachuf")
    romanized = Romanizer(attrs.evolve(DEFAULT, **changed)).romanize(text)
    assert romanized.startswith(mapped) is not spelling


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_records(
        {
            "id": id,
            "type": type,
            "weight": weight,
            "names": [{"text": latin, "lang": "en"}, {"text": arabic, "lang": "ar", "kind": kind}],
        }
        | ({"country": country[0]} if country else {})
        for id, type, weight, latin, arabic, kind, *country in RECORDS
    )


@pytest.mark.parametrize(
    ("changed", "text", "spelling"),
    [
        ({}, "لوكمبا", "Lucamba"),
        ({"single_place_prominence": 0.46}, "لوكمبا", None),
        ({}, "مولسترا", None),
        ({"single_name_prominence": 0.4}, "مولسترا", "Mulstra"),
        ({}, "تاريسا", "Taryssa"),
        ({"single_name_prominence": 0.6, "single_place_prominence": 0.6}, "تاريسا", None),
        ({}, "لوبوميرسكا", None),
        ({"single_short_prominence": 0.7}, "لوبوميرسكا", "Lubomyrska"),
        ({}, "كراسينسكا", "Krasynska"),
        ({"single_short_prominence": 0.9}, "كراسينسكا", None),
        ({}, "صنعاء", "Sanaa"),
        ({"least_similarity": 0.99, "most_reading_cost": 0}, "صنعاء", "Sanaa"),  # it sounds alike
        ({}, "أثينا", "Athens"),
        ({"most_reading_cost": 0}, "أثينا", None),
        ({"most_reading_cost": 0, "least_similarity": 0.1}, "أثينا", "Athens"),
        ({}, "الأمم المتحدة", None),
        ({"least_sound": 0.1}, "الأمم المتحدة", "United Nations"),
        ({}, "طريف", "Turayf"),  # of a place in an Arab country, however small
        ({}, "لوماسا", "Lumassa"),  # listed with its head noun only
        ({"longest_cached": 6}, "تاريسا", "Taryssa"),
        ({"longest_cached": 5}, "تاريسا", None),
    ],
)
def test_what_the_gazetteer_attests(
    gazetteer: Gazetteer, changed: dict[str, Any], text: str, spelling: str | None
) -> None:
    found = Transliterator(gazetteer, attrs.evolve(DEFAULT, **changed)).transliterations(text)
    assert (found[0].text if found[0].score == DEFAULT.gazetteer_share else None) == spelling


def test_the_gazetteer_has_its_share(gazetteer: Gazetteer) -> None:
    assert Transliterator(gazetteer).transliterations("تاريسا")[0] == Transliteration("Taryssa", 0.9)
    config = attrs.evolve(DEFAULT, gazetteer_share=0.8)
    assert Transliterator(gazetteer, config).transliterations("تاريسا")[0] == Transliteration("Taryssa", 0.8)


def test_the_table_of_vowels_has_its_share() -> None:
    (first, *_), (other, *_) = (
        Vocalizer(attrs.evolve(DEFAULT, listed_vowels_share=share)).spellings("عمان") for share in (0.9, 0.1)
    )
    assert first.text == "عَمَّان"
    assert first.score > 0.6
    assert (other.text, other.score) != (first.text, first.score)


def test_a_longer_text_is_spelt_piece_by_piece() -> None:
    text = "خالد القاضي"
    assert len(Romanizer(attrs.evolve(DEFAULT, longest_text=len(text))).spellings(text)) > 1
    assert len(Romanizer(attrs.evolve(DEFAULT, longest_text=len(text) - 1)).spellings(text)) == 1


def test_caches_are_bounded() -> None:
    small = Romanizer(attrs.evolve(DEFAULT, cached_texts=1, longest_cached=4))
    for text in ("علي", "عمر", "خالد القاضي"):
        small.spellings(text)
    statistics = small.statistics()
    assert (statistics.entries, statistics.capacity, statistics.misses) == (1, 1, 2)
    assert ROMANIZER.statistics().capacity == 1 << 16


def test_no_setting_is_without_a_test() -> None:
    tested = {setting for setting, _, _ in SETTINGS} | {
        "most_spellings",
        "longest_word",
        "longest_text",
        "longest_cached",
        "cached_texts",
        "cached_parts",
        "gazetteer_share",
        "listed_vowels_share",
        "least_similarity",
        "least_sound",
        "most_reading_cost",
        "single_place_prominence",
        "single_name_prominence",
        "single_short_prominence",
    }
    assert tested == {field.name for field in _fields()}


def _fields() -> Iterator[attrs.Attribute[Any]]:
    yield from attrs.fields(TransliterationConfig)
