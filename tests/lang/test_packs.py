"""A language pack from outside namelink is found, and all layers ask it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from namelink import Gazetteer, Resolver
from namelink.lang import language_of, pack_set, register, use_packs
from tests.lang.hebrew import Hebrew

ROOT = Path(__file__).resolve().parents[2]
TOWNS = [
    {"id": f"x:{name}", "type": "place", "names": [{"text": text, "lang": "he"}]}
    for name, text in {"jerusalem": "ירושלים", "rehovot": "רחובות"}.items()
]


@pytest.fixture
def hebrew() -> Iterator[Resolver]:
    before = pack_set()
    register(Hebrew())
    yield Resolver(Gazetteer.from_records(TOWNS))
    use_packs(before.classes)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("הוא גר בירושלים", ["ירושלים"]),  # a clitic of the pack
        ("גר בקירושלים", []),  # no clitic
        ("רחובות", []),  # a homograph of the pack
        ("העיר רחובות", ["רחובות"]),  # and a trigger that supports it
        ("רחובות צרים", []),
    ],
)
def test_linking_asks_a_registered_pack(hebrew: Resolver, text: str, mentions: list[str]) -> None:
    assert [m.text for m in hebrew.link(text, demonyms=False)] == mentions


def test_matching_asks_it(hebrew: Resolver) -> None:
    assert hebrew.resolve("העיר רחובות").id == "x:rehovot"
    assert hebrew.resolve("וירושלים").id == "x:jerusalem"
    assert hebrew.resolve("הירושלים").id == "x:jerusalem"


def test_it_is_gone_with_its_registration() -> None:
    assert language_of("ירושלים").code == "und"
    assert [m.text for m in Resolver(Gazetteer.from_records(TOWNS)).link("הוא גר בירושלים")] == []


def test_an_entry_point_is_found(tmp_path: Path) -> None:
    installed = tmp_path / "hebrew_names-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: hebrew-names\nVersion: 1.0\n", encoding="utf-8")
    (installed / "entry_points.txt").write_text(
        "[namelink.languages]\nhe = tests.lang.hebrew:Hebrew\n", encoding="utf-8"
    )
    program = (
        "import json, sys\n"
        "from namelink import Gazetteer, Resolver\n"
        "linked = Resolver(Gazetteer.from_records(json.loads(sys.argv[1]))).link('הוא גר בירושלים')\n"
        "print([m.id for m in linked])\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-c", program, json.dumps(TOWNS)],
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert ran.stdout.strip() == "['x:jerusalem']"
