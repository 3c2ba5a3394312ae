"""The package namelink-places says where its data comes from, is built by one command, and is a layer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from namelink import Gazetteer
from namelink.gazetteer.installed import EXTRAS
from namelink.lang import is_listed, make_key
from tests.conftest import ROOT

PACKAGE = ROOT / "data" / "places"


def test_the_package_says_what_the_sources_of_the_default_gazetteer_say() -> None:
    own = tomllib.loads((PACKAGE / "SOURCES.toml").read_text(encoding="utf-8"))
    default = tomllib.loads((ROOT / "data" / "gazetteer" / "SOURCES.toml").read_text(encoding="utf-8"))
    for name, source in own.items():
        for field in ("version", "licence", "url", "date"):
            assert source[field] == default[name][field], (name, field)


def test_the_extra_brings_the_package() -> None:
    own = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for name in EXTRAS:
        assert extras[name] == [own["name"]]
        assert name in own["entry-points"]["namelink.gazetteers"]


@pytest.mark.slow
def test_the_package_of_some_countries_is_built_and_is_a_layer(tmp_path: Path) -> None:
    made = tmp_path / "places"
    source = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    run = [sys.executable, "tools/places.py", "-o", str(made), "--country", "KM", "--country", "BH"]
    subprocess.run(run, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **source})
    (wheel,) = made.glob("namelink_places-*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    listed = {path.name for path in (tmp_path / "site").rglob("*")}
    assert {"LICENSE", "NOTICE", "SOURCES.toml", "manifest.json"} <= listed

    records = [json.loads(line) for line in (made / "places.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["country"] for record in records} == {"KM", "BH"}
    assert {record["class"] for record in records} <= {"city", "town", "village"}
    ids = {id for record in records for id in (record["id"], *record.get("refs", []))}
    assert not [id for id in ids if id in Gazetteer.default()]
    # Words and given names are no further names of a village: القرية.
    further = [name["text"] for record in records for name in record["names"][1:] if name["lang"] == "ar"]
    assert further
    assert not [name for name in further if is_listed(make_key(name))]

    program = (
        "import json, sys; from namelink import Gazetteer, Resolver\n"
        "layers = Gazetteer.open_layers(['default', 'places'])\n"
        "print(len(layers), Resolver(layers).resolve(sys.argv[1], type='place', country='KM').id)\n"
    )
    record = next(r for r in records if r["country"] == "KM" and re.fullmatch("[A-Z][a-z]{6,}", r["names"][0]["text"]))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), source["PYTHONPATH"]])}
    given = [sys.executable, "-c", program, record["names"][0]["text"]]
    found = subprocess.run(given, check=True, capture_output=True, text=True, env=env).stdout.split()
    assert found == [str(len(Gazetteer.default()) + len(records)), record["id"]]
