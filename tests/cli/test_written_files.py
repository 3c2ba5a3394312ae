"""The files that commands write: never one that is read, whole or not at all, and told in one line."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namelink.cli import main

TABLE = "id,name:ar,type\n1,قطر,place\n"
GOLD = "a,b,same\nقطر,Qatar,1\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert "Traceback" not in result.output, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "g.csv").write_text(GOLD, encoding="utf-8")
    (tmp_path / "d").mkdir()
    record = '{"id": "x:1", "type": "place", "names": [{"text": "قطر", "lang": "ar"}]}\n'
    (tmp_path / "r.jsonl").write_text(record, encoding="utf-8")
    assert run("gazetteer", "build", "r.jsonl", "-o", "i").exit_code == 0
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_link(path: Path) -> str:
    path.with_name("l.svg").symlink_to(path)
    return "l.svg"


def by_two_links(path: Path) -> str:
    path.with_name("m").symlink_to(path)
    path.with_name("l.svg").symlink_to("m")
    return "l.svg"


def by_hard_link(path: Path) -> str:
    path.with_name("h.svg").hardlink_to(path)
    return "h.svg"


SPELLINGS: dict[str, Callable[[Path], str]] = {
    "as it is": lambda path: path.name,
    "whole": str,
    "by way of a folder": lambda path: f"d/../{path.name}",
    "a link": by_link,
    "a link to a link": by_two_links,
    "a hard link": by_hard_link,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    ("read", "arguments"),
    [
        ("s.csv", ["gazetteer", "import", "csv", "s.csv", "-o", "{}"]),
        ("s.csv", ["gazetteer", "import", "csv", "s.csv", "-o", "o.jsonl", "--rejects", "{}"]),
        ("g.svg", ["evaluate", "g.svg", "--kind", "pairs", "--plot", "{}"]),
    ],
)
def test_no_command_writes_what_it_reads(folder: Path, read: str, arguments: list[str], spelling: str) -> None:
    (folder / "g.svg").write_text(GOLD, encoding="utf-8")
    output = SPELLINGS[spelling](folder / read)
    refused(folder, [argument.format(output) for argument in arguments])


@pytest.mark.parametrize("output", ["i/keys.trie", "i/new.csv", "d/../i/new.csv", "link/new.csv", "link"])
def test_nothing_is_written_into_an_index_that_is_read(folder: Path, output: str) -> None:
    (folder / "link").symlink_to("i")
    refused(folder, ["gazetteer", "export", "i", "--format", "csv", "-o", output])


def refused(folder: Path, arguments: list[str]) -> None:
    before = contents(folder)
    result = run(*arguments)
    assert (result.exit_code, "must be different files" in result.stderr) == (2, True), result.output
    assert contents(folder) == before


def test_rejects_take_the_place_of_rejects_alone(folder: Path) -> None:
    (folder / "o.rejects.tsv").write_text("mine", encoding="utf-8")
    result = run("gazetteer", "import", "csv", "s.csv", "-o", "o.jsonl")
    assert (result.exit_code, "say where to write them: --rejects FILE" in result.stderr) == (2, True)
    assert (folder / "o.rejects.tsv").read_text(encoding="utf-8") == "mine"
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "p.jsonl").exit_code == 0
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "p.jsonl").exit_code == 0
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "o.jsonl", "--rejects", "o.rejects.tsv").exit_code == 0


def test_a_link_stays_one_and_who_may_read_stays(folder: Path) -> None:
    (folder / "private.jsonl").write_text("old", encoding="utf-8")
    (folder / "private.jsonl").chmod(0o600)
    (folder / "link.jsonl").symlink_to("private.jsonl")
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "link.jsonl").exit_code == 0
    assert (folder / "link.jsonl").is_symlink()
    assert "x" not in (folder / "private.jsonl").read_text(encoding="utf-8")[:1]
    assert stat.S_IMODE((folder / "private.jsonl").stat().st_mode) == 0o600


def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "o.jsonl", "--rejects", pipe).exit_code == 0
    assert reader.communicate(timeout=30)[0] == b"file\tline\treason\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    "arguments",
    [
        ["gazetteer", "build", "r.jsonl", "-o", "{}/new"],
        ["gazetteer", "update", "i", "r.jsonl", "-o", "{}/new"],
        ["gazetteer", "import", "csv", "s.csv", "-o", "{}/new"],
        ["gazetteer", "export", "i", "--format", "csv", "-o", "{}/new"],
        ["evaluate", "g.csv", "--plot", "{}/new.svg"],
    ],
)
@pytest.mark.parametrize("place", ["no such folder/deep", "r.jsonl"])
def test_what_cannot_be_written_is_told_in_a_line(folder: Path, arguments: list[str], place: str) -> None:
    before = contents(folder)
    result = run(*[argument.format(place) for argument in arguments])
    if ("build" in arguments or "update" in arguments) and place != "r.jsonl":
        assert result.exit_code == 0  # folders are made for an index
        return
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr
    assert contents(folder) == before


def test_what_a_kill_leaves_the_next_run_removes(folder: Path) -> None:
    pipe, out, scratch = folder / "pipe.csv", folder / "out", folder / "tmp"
    os.mkfifo(pipe)
    out.mkdir()
    scratch.mkdir()
    command = [sys.executable, "-m", "namelink", "gazetteer", "import", "csv", str(pipe), "-o", str(out / "o.jsonl")]
    process = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(scratch)})
    with pipe.open("wb") as source:
        source.write(TABLE.encode())
        source.flush()
        until = time.monotonic() + 60
        while len(list(out.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.2)
        process.kill()
        assert process.wait(30) == -signal.SIGKILL
    assert [path.name for path in scratch.rglob("*")] == []
    left = list(out.iterdir())
    assert [path.suffix for path in left] == [".part", ".part"]
    for path in left:
        os.utime(path, (0, 0))
    assert run("gazetteer", "import", "csv", "s.csv", "-o", "out/o.jsonl").exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["o.jsonl", "o.rejects.tsv"]
