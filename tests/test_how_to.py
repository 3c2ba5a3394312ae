"""What the how-to pages say the command line prints is what it prints, given the files they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import run

PAGES = [ROOT / "docs" / "how-to" / name for name in ("cluster.md", "evaluate.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    for name, content in re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```$", text, flags=re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    blocks = re.findall(r"^```console\n\$ namelink (.*?)\n(.*?)```$", text, flags=re.MULTILINE | re.DOTALL)
    assert blocks
    for command, expected in blocks:
        printed = run(*shlex.split(command)).stdout
        assert _rounded(printed) == _rounded(expected)


def _rounded(printed: str) -> list[str]:
    """Return what was printed, scores to one decimal: the others move whenever weights are learned anew."""
    lines = (re.sub(r"\d\.\d+", lambda score: f"{float(score[0]):.1f}", line) for line in printed.splitlines())
    return [" ".join(line.split()) for line in lines]
