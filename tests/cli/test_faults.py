"""Faults at every step of a write: the nth call of the system fails, and what is left is the old state or the new."""

from __future__ import annotations

import errno
import io
import itertools
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from namelink import Gazetteer
from namelink.cli import main

RECORD = '{{"id": "x:{}", "type": "place", "names": [{{"text": "قطر", "lang": "ar"}}]}}\n'


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


class Failing:
    """Calls of the system of which one fails, as on a full disk or a broken one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, nth: int, code: int) -> None:
        self.calls = 0
        self._folder, self._nth, self._code = str(folder), nth, code
        for name in ("mkdir", "rename", "replace", "fsync"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))
        real = io.open

        def opened(file: Any, mode: str = "r", *rest: Any, **given: Any) -> Any:
            if set(mode) & set("wax+") and str(file).startswith(self._folder):
                self._call()
            return real(file, mode, *rest, **given)

        monkeypatch.setattr(io, "open", opened)

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **given: Any) -> Any:
            path, is_made = arguments[0], function.__name__ != "mkdir" or not Path(arguments[0]).exists()
            if isinstance(path, int) or (is_made and str(path).startswith(self._folder)):
                self._call()
            return function(*arguments, **given)

        return called

    def _call(self) -> None:
        self.calls += 1
        if self.calls == self._nth:
            raise OSError(self._code, os.strerror(self._code))


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


PROGRAM = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from namelink.cli import main; main()"
COMMANDS = {
    "build": ["gazetteer", "build", "new.jsonl", "-o", "i"],
    "update": ["gazetteer", "update", "i", "new.jsonl", "-o", "i"],
    "import": ["gazetteer", "import", "csv", "s.csv", "-o", "o.jsonl"],
    "export": ["gazetteer", "export", "i", "--format", "csv", "-o", "e.csv"],
    "evaluate": ["evaluate", "g.csv", "--gazetteer", "i", "--plot", "p.svg"],
}


FAULTS = [*((command, errno.ENOSPC) for command in COMMANDS), ("build", errno.EROFS), ("import", errno.EIO)]
"""What fails a call of which command: which error it is, is told and changes nothing else."""


@pytest.mark.parametrize(("command", "code"), FAULTS)
def test_whichever_call_fails_the_old_state_or_the_new_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.jsonl").write_text(RECORD.format(2), encoding="utf-8")
    (tmp_path / "old.jsonl").write_text(RECORD.format(1), encoding="utf-8")
    (tmp_path / "s.csv").write_text("id,name:ar,type\n1,قطر,place\n", encoding="utf-8")
    (tmp_path / "g.csv").write_text("a,b,same\nقطر,Qatar,1\n", encoding="utf-8")
    for name in ("o.jsonl", "e.csv", "p.svg"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / "o.rejects.tsv").write_text("file\tline\treason\nold", encoding="utf-8")
    assert run("gazetteer", "build", "old.jsonl", "-o", "i").exit_code == 0
    first = old = state(tmp_path)
    for nth in itertools.count(1):
        with monkeypatch.context() as patched:
            failing = Failing(patched, tmp_path, nth, code)
            result = run(*COMMANDS[command])
        now = state(tmp_path)
        changed = {name for name in {*old, *now} if old.get(name) != now.get(name)}
        if failing.calls < nth:
            assert result.exit_code == 0, result.output
            assert now != first
            break
        assert result.exit_code == 2, (nth, result.output, result.exception)
        assert os.strerror(code) in result.stderr
        assert result.stderr.count("\n") == 1
        assert not any(name.endswith(".part") or "building" in name for name in now), nth
        if changed:  # the last calls come when all is in place
            assert len(Gazetteer.open(tmp_path / "i", verify=True)) in (1, 2)
            old = now
    assert nth > 3


def test_new_records_never_stand_beside_old_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.csv").write_text("id,name:ar,type\n1,قطر,place\n2,,place\n", encoding="utf-8")
    records, rejects = tmp_path / "o.jsonl", tmp_path / "o.rejects.tsv"
    old = {"records": "old", "rejects": "file\tline\treason\nold"}
    seen = []
    for nth in itertools.count(1):
        records.write_text(old["records"], encoding="utf-8")
        rejects.write_text(old["rejects"], encoding="utf-8")
        with monkeypatch.context() as patched:
            failing = Failing(patched, tmp_path, nth, errno.EIO)
            run(*COMMANDS["import"])
        if failing.calls < nth:
            break
        seen.append((records.read_text("utf-8") != old["records"], rejects.read_text("utf-8") != old["rejects"]))
    assert (True, False) not in seen
    # They change places by two renamings: what fails between them, and only that, leaves old records.
    assert [seen[0], seen[-1], seen.count((False, True)) > 0] == [(False, False), (True, True), True]


@pytest.mark.parametrize("command", ["build", "import", "export"])
@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_file_that_cannot_grow_is_told_and_not_kept(tmp_path: Path, command: str, size: int) -> None:
    (tmp_path / "new.jsonl").write_text(RECORD.format(2) * 1, encoding="utf-8")
    (tmp_path / "s.csv").write_text("id,name:ar,type\n" + "1,قطر,place\n2,عمان,place\n" * 500, encoding="utf-8")
    assert run("gazetteer", "build", tmp_path / "new.jsonl", "-o", tmp_path / "i").exit_code == 0
    (tmp_path / "o.jsonl").write_text("old", encoding="utf-8")
    old = state(tmp_path)
    if command != "build" and size == 5000:
        pytest.skip("what is written is smaller")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from namelink.cli import main; main()",
        ]
        + [argument.replace("e.csv", "o.jsonl") for argument in COMMANDS[command]],
        cwd=tmp_path,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr.count("\n")) == (2, 1), found.stderr
    assert state(tmp_path) == old
