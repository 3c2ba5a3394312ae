"""The commands of ``namelink gazetteer``: export, diff, update, and the date of an index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from namelink import Gazetteer
from tests.cli.test_cli import lines, run
from tests.exporters.samples import RECORDS, name
from tests.index.test_compiler import contents, write_records

NAMELINK = [sys.executable, "-m", "namelink", "gazetteer"]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    records = write_records(tmp_path / "r.jsonl", RECORDS)
    assert run("gazetteer", "build", records, "-o", tmp_path / "i", "--date", "2026-11-27").exit_code == 0
    return tmp_path / "i"


def test_what_is_exported_builds_the_same_index(index: Path, tmp_path: Path) -> None:
    assert run("gazetteer", "export", index, "--format", "jsonl", "-o", tmp_path / "e.jsonl").exit_code == 0
    built = run("gazetteer", "build", tmp_path / "e.jsonl", "-o", tmp_path / "j", "--date", "2026-11-27")
    assert built.exit_code == 0
    assert contents(tmp_path / "j") == contents(index)
    assert run("gazetteer", "export", index, "--format", "jsonl").stdout == (tmp_path / "e.jsonl").read_text("utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv", "ftm"])
def test_a_part_is_exported(index: Path, form: str) -> None:
    options = ["--format", form, "--type", "person", "--type", "organization"]
    assert run("gazetteer", "export", index, *options, "--country", "kgz").stdout.count("Sadyr Japarov") >= 1
    assert "Bishkek" not in run("gazetteer", "export", index, *options).stdout


def test_layers_are_exported_as_one(index: Path, tmp_path: Path) -> None:
    upper = write_records(tmp_path / "u.jsonl", [{"id": "wikidata:Q813", "muted": True}])
    run("gazetteer", "build", upper, "-o", tmp_path / "u")
    exported = run("gazetteer", "export", tmp_path / "u", index, "--format", "jsonl")
    assert {r["id"] for r in lines(exported)} == {"desk:n_1", "geonames:1528675", "wikidata:Q25597826"}


def test_a_knowledge_base_is_a_directory(index: Path, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    assert run("gazetteer", "export", index, "--format", "spacy", "-o", tmp_path / "kb").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "kb").iterdir()) == ["contents", "strings.json"]
    again = run("gazetteer", "export", index, "--format", "spacy", "-o", tmp_path / "kb")
    assert again.exit_code == 2
    assert "kb: cannot be written: there is something already; choose another place" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["INDEX"], 2, "--format"),
        (["INDEX", "--format", "xml"], 2, "jsonl"),
        (["--format", "csv"], 2, "INDEX"),
        (["INDEX", "--format", "spacy"], 2, "give it with -o"),
        (["INDEX", "--format", "csv", "--separator", ""], 2, "--separator is empty"),
        (["INDEX", "--format", "csv", "--separator", "B"], 2, "geonames:1528675: 'Bishkek' has 'B' in it"),
        (["INDEX", "--format", "csv", "--country", "Narnia"], 2, "country must be"),
        (["INDEX", "--format", "csv", "--country", "QA"], 1, "no entity is selected, and nothing was written"),
        (["/none", "--format", "csv"], 2, "/none holds no namelink index"),
    ],
)
def test_what_cannot_be_exported_writes_nothing(
    index: Path, tmp_path: Path, arguments: list[str], status: int, says: str
) -> None:
    output = [] if "spacy" in arguments else ["-o", str(tmp_path / "out")]
    result = run("gazetteer", "export", *(str(index) if a == "INDEX" else a for a in arguments), *output)
    assert result.exit_code == status
    assert says in " ".join(result.stderr.split())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["i", "r.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_full_disk_is_told_in_a_line(index: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*NAMELINK, "export", str(index), "--format", "jsonl"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 2
    assert result.stderr == "Error: standard output: cannot be written: No space left on device\n"


def test_a_full_disk_leaves_no_half_of_a_file(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.csv"
    out.write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    result = run("gazetteer", "export", index, "--format", "csv", "-o", out)
    assert result.exit_code == 2
    assert result.stderr == f"Error: {out}: cannot be written: No space left on device\n"
    assert out.read_text(encoding="utf-8") == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["i", "out.csv", "r.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_broken_pipe_ends_as_a_shell_expects() -> None:
    command = [*NAMELINK, "export", "default", "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


def test_a_difference(index: Path, tmp_path: Path) -> None:
    changed: list[dict[str, Any]] = [
        {**RECORDS[0], "names": [name("Sadyr Zhaparov", "en"), *RECORDS[0]["names"][1:]], "country": None},
        RECORDS[1] | {"refs": ["geonames:1528675"]},
        RECORDS[3] | {"names": [each | {"source": "desk"} for each in RECORDS[3]["names"]]},
        *RECORDS[4:5],
        {"id": "x:new", "type": "place", "names": [name("جدة")]},
    ]
    after = write_records(tmp_path / "after.jsonl", changed)
    table = run("gazetteer", "diff", index, after, "--format", "table")
    assert table.exit_code == 1
    assert table.stdout.splitlines() == [
        "1 added, 1 removed, 1 merged, 3 changed",
        "what has changed: renamed 1, names added 1, names removed 1, names 1, country 1, refs 1",
        "changed desk:n_1 (NATO)",
        "  names: in another order, or of other sources",
        "merged geonames:1528675 (Bishkek): into wikidata:Q813",
        "changed wikidata:Q25597826 (Sadyr Zhaparov)",
        "  - Sadyr Japarov (en, name)",
        "  + Sadyr Zhaparov (en, name)",
        "  label: Sadyr Japarov → Sadyr Zhaparov",
        "  country: KG → none",
        "changed wikidata:Q813 (Kyrgyzstan)",
        "  refs: iso3166:KG → geonames:1528675",
        "removed wikidata:Q8684",
        "added x:new (جدة)",
    ]
    counts, *changes = lines(run("gazetteer", "diff", index, after, "--limit", "3"))
    assert counts["changed"] == 3
    assert counts["type"] == counts["weight"] == 0
    assert [(c["change"], c["id"]) for c in changes] == [
        ("changed", "desk:n_1"),
        ("merged", "geonames:1528675"),
        ("changed", "wikidata:Q25597826"),
    ]
    assert changes[2]["fields"] == {"label": ["Sadyr Japarov", "Sadyr Zhaparov"], "country": ["KG", None]}
    same = run("gazetteer", "diff", index, tmp_path / "r.jsonl", "--format", "table")
    assert (same.exit_code, same.stdout) == (0, "nothing has changed\n")
    assert run("gazetteer", "diff", index, tmp_path / "none").exit_code == 2


def test_an_update(index: Path, tmp_path: Path) -> None:
    changes = write_records(
        tmp_path / "c.jsonl",
        [{"id": "7", "type": "place", "names": [name("جدة")]}, {"id": "wikidata:Q813", "muted": True}],
    )
    result = run("gazetteer", "update", index, changes, "-o", index, "--prefix", "desk", "--date", "2026-12-01")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{index}: 6 entities, 11 names")
    gazetteer = Gazetteer.open(index)
    assert "desk:7" in gazetteer
    assert "wikidata:Q813" not in gazetteer
    assert run("gazetteer", "update", tmp_path / "none", changes, "-o", tmp_path / "j").exit_code == 2
    assert not (tmp_path / "j").exists()


def test_the_date_and_what_is_counted(index: Path, tmp_path: Path) -> None:
    run("gazetteer", "build", tmp_path / "r.jsonl", "-o", tmp_path / "j")
    [dated] = lines(run("gazetteer", "info", index))
    [undated] = lines(run("gazetteer", "info", tmp_path / "j"))
    assert (dated["date"], undated["date"]) == ("2026-11-27", None)
    assert dated["files"] == undated["files"]
    assert dated["statistics"]["classes"] == {"country": 1, "politician": 1}
    table = run("gazetteer", "info", index, tmp_path / "j", "--format", "table").stdout
    assert "date: 2026-11-27" in table
    assert "date: not dated" in table
    assert "countries: KG 3" in table
    assert "together: 4 entities, 13 names" in table
    *_, together = lines(run("gazetteer", "info", index, tmp_path / "j"))
    assert together["layers"] == [str(index), str(tmp_path / "j")]
    assert together["statistics"]["types"] == {"organization": 1, "person": 1, "place": 2}
    wrong = run("gazetteer", "build", tmp_path / "r.jsonl", "-o", tmp_path / "k", "--date", "27.11.2026")
    assert wrong.exit_code == 2
    assert "date must be a day such as '2026-11-27', not '27.11.2026'" in " ".join(wrong.stderr.split())


def test_a_table_shows_the_most_frequent(tmp_path: Path) -> None:
    records = [{"id": f"x:{i}", "type": "place", "class": f"class {i // 2}", "names": [name("قطر")]} for i in range(29)]
    run("gazetteer", "build", write_records(tmp_path / "r.jsonl", records), "-o", tmp_path / "i")
    table = run("gazetteer", "info", tmp_path / "i", "--format", "table").stdout
    assert "classes: class 0 2, class 1 2, class 10 2" in table
    assert "class 7 2, and 3 more\n" in table


def test_the_default_gazetteer_is_dated() -> None:
    [info] = lines(run("gazetteer", "info"))
    assert info["date"] is not None
    assert json.dumps(info)
