"""What the pages say a terminal shows is what it shows.

A block of the language ``console`` is a transcript: lines that begin with ``$`` are run by bash at a terminal, the
others are what they print, errors last. A block after a line that holds nothing but a file's name in backquotes
and a colon is that file. All transcripts of a page run in one folder, in order. Where a page says ``...``, anything
may stand; numbers with a point may be off by a twentieth, since scores move a little whenever weights are learned anew.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
FILE = re.compile(r"^`([\w.-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TRANSCRIPT = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if TRANSCRIPT.search(page.read_text(encoding="utf-8"))]
# What installs something, or never ends.
NOT_RUN = re.compile(r"pip install|-m venv|bin/activate|namelink serve")
MARK = "\x1e"


@attrs.frozen
class Step:
    """A command, and what the page says it prints."""

    command: str
    printed: str


def steps(transcript: str) -> list[Step]:
    """Return the commands of a transcript; a command goes on where its line ends in a backslash."""
    found: list[list[str]] = []
    for line in transcript.splitlines():
        goes_on = bool(found) and len(found[-1]) == 1 and found[-1][0].endswith("\\")
        if goes_on:
            found[-1][0] += "\n" + line
        elif line.startswith("$ "):
            found.append([line.removeprefix("$ ")])
        else:
            found[-1].append(line)
    return [Step(command, "\n".join(printed)) for command, *printed in found]


def run(commands: list[str], folder: Path) -> list[str]:
    """Return what each command prints on a terminal, run by one shell."""
    # No bar of progress is a part of a transcript: it is drawn, on standard error, only if that is a terminal.
    errors = f"{folder}.errors"
    after = f"}} 2>'{errors}'\nstatus=$?; cat '{errors}'; printf '{MARK}'; (exit $status)"
    script = "\n".join(f"{{ {command}\n{after}" for command in commands)
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "dumb",  # a terminal without colours
        "COLUMNS": "160",
        "LINES": "50",
    }
    reader, terminal = pty.openpty()
    with subprocess.Popen(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
    ):
        os.close(terminal)
        printed = b"".join(_all_of(reader))
    os.close(reader)
    return printed.decode("utf-8").split(MARK)[:-1]


def _all_of(reader: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # Linux: how a terminal ends when nobody writes to it any more
        while some := os.read(reader, 1 << 16):
            yield some


def agrees(said: str, printed: str) -> bool:
    """Whether what a page says stands for what was printed.

    >>> agrees("score 0.93 ... end", "score 0.95 of this end"), agrees("score 0.93", "score 0.31")
    (True, False)
    """
    numbers = re.compile(r"\d+\.\d+")
    pattern = re.escape(numbers.sub("\0", " ".join(said.split())))
    pattern = pattern.replace(re.escape("..."), ".*").replace("\0", r"(\d+\.\d+)")
    found = re.fullmatch(pattern, " ".join(printed.split()), re.DOTALL)
    if found is None:
        return False
    pairs = zip(numbers.findall(said), found.groups(), strict=True)
    return all(abs(float(a) - float(b)) <= 0.05 for a, b in pairs)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_transcript_is_true(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name, content in FILE.findall(text):
        (tmp_path / name).write_text(content, encoding="utf-8")
    for transcript in TRANSCRIPT.findall(text):
        todo = [step for step in steps(transcript) if not NOT_RUN.search(step.command)]
        for step, printed in zip(todo, run([s.command for s in todo], tmp_path), strict=True):
            assert agrees(step.printed, printed), f"$ {step.command}\n{printed}"
