from __future__ import annotations

import subprocess
import sys

import pytest

from namelink.lang.ar.name_part_counts import name_part_counts, town_word_counts
from namelink.lang.ar.name_parts import ANYWHERE, name_parts, regions
from namelink.lang.keys import Key
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.romanizer import romanizer
from tests.conftest import ROOT


def test_spellings_are_counted_by_region() -> None:
    found = {region for part in name_part_counts().parts.values() for region in part}
    assert found == {ANYWHERE, *regions()}
    everywhere = name_part_counts().spellings("جمال", ANYWHERE)
    assert everywhere["Gamal"] > name_part_counts().spellings("جمال", "egypt")["Gamal"]
    assert name_part_counts().spellings("ليخاتشوف", ANYWHERE) == {}


def test_words_of_towns_are_those_that_people_do_not_have() -> None:
    towns, people = town_word_counts(), name_part_counts()
    assert towns.spellings("رفحاء", "gulf") == {"Rafha": 2}
    assert not any(people.spellings(word, ANYWHERE) or Key(word) in name_parts() for word in towns.parts)


def test_people_of_a_region_are_evidence_for_it() -> None:
    found = name_part_counts().evidence("ورسمي", 1.0)
    assert set(found) == {*regions()}
    assert found["horn"] > 1 > found["egypt"] > 0
    assert name_part_counts().evidence("ليخاتشوف", 1.0) == {}


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("حسن شيخ محمود", "Hassan Sheikh Mohamud"),
        ("عبد الرزاق عبدي", "Abdirizak Abdi"),
        ("إيمان بن ناصر", "Imen Bennacer"),
        ("رمطان لعمامرة", "Ramtane Lamamra"),
    ],
)
def test_the_parts_of_a_name_tell_its_region(name: str, latin: str) -> None:
    assert latin in [found.text for found in romanizer().spellings(name)[:5]]


@pytest.mark.parametrize(
    ("name", "latin"),
    [("محمد بابكر", "Mohammed Babiker"), ("محمد العياشي", "Mohammed Ayachi"), ("محمد العيّاشي", "Mohammed Ayachi")],
)
def test_a_part_that_no_table_lists_is_spelt_as_people_are(name: str, latin: str) -> None:
    assert Key(name.split()[1]) not in name_parts()
    assert latin in [found.text for found in romanizer().spellings(name)[:5]]


@pytest.mark.parametrize(
    ("region", "name", "latin"),
    [("gulf", "خالد", "Khaled"), ("iraq", "صالح", "Salih"), ("gulf", "محمد", "Mohamed")],
)
def test_other_spellings_than_the_usual_one_are_those_that_people_have(region: str, name: str, latin: str) -> None:
    assert latin in [found.text for found in romanizer().spellings(name, NameStyle(region=region))[:2]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "table"),
    [
        ("name_part_counts.people_table()", "name_part_counts.tsv"),
        (
            "name_part_counts.table(town_word_counts.HEADER, town_word_counts.count(town_word_counts.towns()))",
            "town_word_counts.tsv",
        ),
    ],
)
def test_the_tables_are_what_their_tools_count(made: str, table: str) -> None:
    program = f"import name_part_counts, town_word_counts; print({made}, end='')"
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT / "tools", capture_output=True, check=True).stdout
    written = ROOT / "src" / "namelink" / "lang" / "ar" / "data" / table
    assert found.decode("utf-8") == written.read_text(encoding="utf-8")


@pytest.mark.slow
def test_nobody_is_counted_with_whom_spellings_are_measured() -> None:
    program = (
        "import name_part_counts as tool; measured = tool.gazetteer_people()[: tool.MEASURED]; "
        "names = {n['text'] for record in measured for n in record['names']}; "
        "print([p for p in tool.counted_people(measured) if {p.arabic, p.latin} & names])"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT / "tools", capture_output=True, check=True).stdout
    assert found == b"[]\n"
