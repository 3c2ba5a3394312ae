from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from namelink import Gazetteer, Resolver
from namelink.cli import importers, main
from namelink.cli.importers import import_
from namelink.config import Limits
from namelink.importers import importer_names, registry
from tests.conftest import ROOT
from tests.importers.samples import dump, entity, feature, item, name, write

PATTERN = '{"label": "ORG", "pattern": "مرصد الساحل", "id": "sahel"}'


def run(kind: str, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["gazetteer", "import", kind, *map(str, arguments)])


SOURCES = {
    "wikidata": (
        dump(entity("Q25597826", {"ar": "صدر جباروف", "en": "Sadyr Japarov"}, [item("P31", "Q5")], sitelinks=60)),
        [],
        ("صادر جباروف", "wikidata:Q25597826"),
    ),
    "geonames": (
        [feature(1528675, "Bishkek", people="900000", cc="KG"), name(1, 1528675, "ar", "بيشكيك")],
        [],
        ("بيشكك", "geonames:1528675"),
    ),
    "opensanctions": (
        ['{"id": "NK-1", "schema": "Person", "properties": {"name": ["Sadyr Japarov"], "country": ["kg"]}}'],
        [],
        ("صدر جباروف", "opensanctions:NK-1"),
    ),
    "jrc-names": (
        ["236\tP\tu\tVladimir+Putin", "236\tP\tar\tفلاديمير+بوتين"],
        [],
        ("فلادمير بوتين", "jrc-names:236"),
    ),
    "csv": (
        ["code,arabic", "42,مرصد الساحل"],
        ["--column", "id=code", "--column", "name:ar=arabic", "--set", "type=organization", "--prefix", "desk"],
        ("مرصد السّاحل", "desk:42"),
    ),
    "spacy": ([PATTERN], ["--lang", "ar"], ("مرصد الساحل", "spacy:sahel")),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_import_build_and_resolve(tmp_path: Path, kind: str) -> None:
    lines, options, (query, id) = SOURCES[kind]
    source, records, index = write(tmp_path / "source", lines), tmp_path / "records.jsonl", tmp_path / "index"
    result = run(kind, source, "-o", records, *options)
    assert result.exit_code == 0, result.output
    assert f"{records}: 1 records" in result.stderr
    assert (tmp_path / "records.rejects.tsv").read_text() == "file\tline\treason\n"
    assert CliRunner().invoke(main, ["gazetteer", "build", str(records), "-o", str(index)]).exit_code == 0
    resolution = Resolver(Gazetteer.open(index)).resolve(query)
    assert (resolution.id, str(resolution.outcome)) == (id, "match")


def test_a_table_whose_ids_have_no_prefix(tmp_path: Path) -> None:
    source, records = write(tmp_path / "source", ["id,name:ar", "42,مرصد الساحل"]), tmp_path / "records.jsonl"
    assert run("csv", source, "-o", records, "--set", "type=organization").exit_code == 0
    assert '"id": "local:42"' in records.read_text(encoding="utf-8")
    refused = run("csv", source, "-o", records, "--set", "type=organization", "--prefix", "a b")
    assert refused.exit_code == 2
    assert "prefix must be a letter" in refused.stderr


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    lines = [feature(i, f"Place {i % 7}", "القاهرة,Кай", cc="EG") for i in range(500, 0, -1)]
    source = write(tmp_path / "source", lines)
    for out in ("a.jsonl", "b.jsonl"):
        assert run("geonames", source, "-o", tmp_path / out).exit_code == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    ids = [json.loads(line)["id"] for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert ids == sorted(ids)
    assert len(ids) == 500


def test_rejects_are_written_and_counted(tmp_path: Path) -> None:
    source = write(tmp_path / "p.jsonl", [PATTERN, b"\xff", '{"label": "DATE", "pattern": "a\\tb"}', "{"])
    result = run("spacy", source, "-o", tmp_path / "r.jsonl", "--rejects", tmp_path / "lost.tsv")
    assert result.exit_code == 0
    assert "1 records, 1 names; 3 rejects in" in result.stderr
    rows = [line.split("\t") for line in (tmp_path / "lost.tsv").read_text().splitlines()]
    assert [row[:2] for row in rows] == [["file", "line"], *([str(source), n] for n in "234")]
    assert "the label 'DATE' has no type" in rows[2][2]


def test_what_seems_wrong_with_a_source_is_told_at_the_end(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", ["id,type,name:en,contry", "x:1,place,Cairo; Al-Qahira,EG"])
    result = run("csv", source, "-o", tmp_path / "r.jsonl")
    assert result.exit_code == 0
    told = result.stderr.splitlines()
    assert "the column 'contry' is not read; if it is meant as 'country'" in told[-3]
    assert "--separator ';' would split it" in told[-2]
    assert "1 records" in told[-1]


def test_one_file_by_two_names_is_no_output(tmp_path: Path) -> None:
    source, link = write(tmp_path / "a.jsonl", [PATTERN]), tmp_path / "link.jsonl"
    link.symlink_to(source)
    for output in (tmp_path / "x" / ".." / "a.jsonl", link):
        result = run("spacy", source, "-o", output)
        assert (result.exit_code, "must be different files" in result.stderr) == (2, True)
    assert source.read_text().startswith(PATTERN)


def test_skipped_lines_are_counted(tmp_path: Path) -> None:
    source = write(tmp_path / "s", SOURCES["jrc-names"][0])
    result = run("jrc-names", source, "-o", tmp_path / "r.jsonl", "--lang", "ar", "--type", "person")
    assert "1 records, 1 names; 0 rejects" in result.stderr
    assert "1 skipped" in result.stderr


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xff", b"{}"])
def test_no_record_leaves_an_older_output_alone(tmp_path: Path, content: bytes) -> None:
    source, output = tmp_path / "s", tmp_path / "r.jsonl"
    source.write_bytes(content)
    output.write_text("older")
    result = run("spacy", source, "-o", output)
    assert result.exit_code == 1
    assert f"no record could be made, and {output} was not written" in result.stderr
    assert output.read_text() == "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.jsonl", "r.rejects.tsv", "s"]


def test_a_source_that_is_cut_off_is_reported(tmp_path: Path) -> None:
    source = tmp_path / "s.gz"
    source.write_bytes(gzip.compress((PATTERN + "\n").encode() * 3)[:-6])
    result = run("spacy", source, "-o", tmp_path / "r.jsonl")
    assert result.exit_code == 1
    assert "cut off" in result.stderr
    assert (tmp_path / "r.jsonl").exists()


@pytest.mark.parametrize(
    ("kind", "arguments", "says"),
    [
        ("spacy", ["none", "-o", "r"], "no such file"),
        ("spacy", [".", "-o", "r"], "is a directory"),
        ("spacy", ["s", "-o", "s"], "must be different files"),
        ("spacy", ["s", "-o", "r", "--rejects", "r"], "must be different files"),
        ("spacy", ["s", "-o", "none/r"], "none"),
        ("spacy", ["s"], "--output"),
        ("spacy", ["s", "-o", "r", "--label", "X=dog"], "person, place, organization"),
        ("spacy", ["s", "-o", "r", "--label", "X"], "LABEL=TYPE"),
        ("csv", ["s", "-o", "r"], "no column is the id"),
        ("csv", ["s", "-o", "r", "--column", "nom=x"], "is no field"),
        ("csv", ["s", "-o", "r", "--delimiter", "::"], "one character"),
        ("csv", ["s", "-o", "r", "--quote", "none of them"], "one character"),
        ("csv", ["s", "-o", "r", "--encoding", "latin-99"], "there is no encoding 'latin-99'"),
        ("csv", ["s", "-o", "r", "--set", "type=city"], "--set class=city"),
        ("csv", ["s", "-o", "r", "--set", "contry=EG"], "did you mean 'country'?"),
        ("wikidata", ["s", "-o", "r", "--type", "dog"], "dog"),
        ("wikidata", ["s", "-o", "r", "--classes", "s"], "a row needs a qid"),
        ("mars", ["s", "-o", "r"], "mars"),
    ],
)
def test_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "s", ["a\tb", PATTERN])
    result = run(kind, *arguments)
    assert result.exit_code == 2, result.output
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_leaves_nothing_and_can_be_run_again(tmp_path: Path, sent: signal.Signals) -> None:
    pipe, scratch, out = tmp_path / "pipe", tmp_path / "scratch", tmp_path / "out"
    os.mkfifo(pipe)
    scratch.mkdir()
    out.mkdir()
    arguments = ["namelink", "gazetteer", "import", "spacy", str(pipe), "-o", str(out / "r.jsonl")]
    environment = os.environ | {"TMPDIR": str(scratch)}
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process, pipe.open("wb") as writing:
        writing.write(PATTERN.encode() + b"\n")
        writing.flush()
        while len(list(out.iterdir())) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(sent)
        process.wait(timeout=60)
    assert process.returncode == 128 + sent
    assert list(out.iterdir()) == []
    assert list(scratch.iterdir()) == []
    source = write(tmp_path / "s", [PATTERN])
    assert run("spacy", source, "-o", out / "r.jsonl").exit_code == 0
    assert sorted(p.name for p in out.iterdir()) == ["r.jsonl", "r.rejects.tsv"]


@pytest.mark.parametrize("cache", [1 << 15, 100], ids=["the output", "the scratch files"])
def test_a_disk_without_room(tmp_path: Path, cache: int) -> None:
    source = write(tmp_path / "s", [PATTERN.replace("sahel", str(i)) for i in range(20_000)])
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000));"
        "import functools; from namelink.cli import importers, main;"
        f"importers.Limits = functools.partial(importers.Limits, scratch_cache_kib={cache});"
        "main()"
    )
    arguments = ["gazetteer", "import", "spacy", str(source), "-o", str(tmp_path / "r.jsonl")]
    found = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert ("set TMPDIR" if cache == 100 else "r.jsonl: cannot be written: File too large") in found.stderr
    assert "Traceback" not in found.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_every_importer_that_comes_with_namelink_is_tested() -> None:
    assert set(importer_names()) >= set(SOURCES) == {entry.name for entry in registry.BUILT_IN}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_option_is_in_the_how_to(kind: str) -> None:
    page = (ROOT / "docs/how-to/import.md").read_text(encoding="utf-8")
    assert f"import {kind} " in page
    command = import_.get_command(click.Context(import_), kind)
    assert command
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(
                f"{spelling} " in page or f"`{spelling}`" in page for spelling in option.opts + option.secondary_opts
            )


def test_rejects_beyond_any_number_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "Limits", lambda: Limits(most_listed_rejects=3))
    source = write(tmp_path / "s", [PATTERN, *["no JSON"] * 10])
    result = run("spacy", source, "-o", tmp_path / "r.jsonl")
    assert "10 rejects in" in result.stderr
    assert "lists the first 3 rejects; the others were counted" in result.stderr
    assert len((tmp_path / "r.rejects.tsv").read_text(encoding="utf-8").splitlines()) == 1 + 3
