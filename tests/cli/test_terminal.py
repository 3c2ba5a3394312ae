"""What a person sees: in a pseudo-terminal of some width."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from namelink import resolve
from namelink.cli import main
from namelink.cli.candidates import keep_choice
from namelink.cli.table import table_lines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")

MARKS = re.compile("[\u200e\u2068\u2069]|\x1b\\[[0-9;]*m")


def on_terminal(*arguments: str | Path, columns: int = 80, typed: str = "") -> tuple[str, int]:
    """Return what a command prints on a terminal, and its status."""
    import pty  # not everywhere

    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "namelink", *map(str, arguments)]
    env = os.environ | {"TERM": "xterm", "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=env) as process:
        os.close(end)
        os.write(terminal, typed.encode())
        pieces = []
        with contextlib.suppress(OSError):  # the terminal is gone when the program has ended
            while piece := os.read(terminal, 1 << 12):
                pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces).decode().replace("\r\n", "\n"), process.returncode


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_table_keeps_what_matters_and_breaks_no_word(tmp_path: Path, columns: int) -> None:
    file = tmp_path / "a.txt"
    file.write_text("لقاء بوتين نظيره القيرغيزي صدر جباروف ووزير خارجية قيرغيزستان في بيشكيك", encoding="utf-8")
    shown, status = on_terminal("link", file, columns=columns)
    lines = MARKS.sub("", shown).splitlines()
    heading = next(line for line in lines if " id " in line)
    assert {"text", "id", "name", "score"} <= set(heading.split())
    assert max(map(cell_len, lines)) <= columns
    for whole in ("القيرغيزي", "جباروف", "قيرغيزستان", "wikidata:Q25597826", "Vladimir Putin", "0.99"):
        assert whole in MARKS.sub("", shown)
    assert status == 0


def test_cells_are_isolated_and_lines_begin_left_to_right() -> None:
    shown, _ = on_terminal("resolve", "قطر")
    row = next(line for line in shown.splitlines() if "Q846" in line)
    assert row.startswith(" \u200e\u2068قطر\u2069")
    # A cell cannot end its isolation by itself.
    (_, line) = table_lines(["a"], [["\u2069ق\u202eab"]], [], is_terminal=True)
    assert line == " \u200e\u2068قab\u2069"


def test_colours_are_those_of_types() -> None:
    shown, _ = on_terminal("resolve", "قطر", "بوتين", "7")
    assert "\x1b[32mplace" in shown
    assert "\x1b[34mperson" in shown
    assert set(re.findall("\x1b\\[([0-9]+)m", shown)) <= {"1", "0", "32", "34", "39", "22"}


@pytest.mark.parametrize("arguments", [["resolve"], ["resolve", "--explain"]])
def test_candidates_can_be_told_apart(arguments: list[str]) -> None:
    shown, status = on_terminal(*arguments, "كلينتون", "--limit", "3")
    flat = " ".join(MARKS.sub("", shown).split())
    for told in ("President of the United States", "born 1947", "town in United States, population 35,970"):
        assert told in flat
    assert status == 1
    shown, _ = on_terminal("resolve", "كلينتون", "--limit", "1")
    assert "Hillary" not in shown


def test_control_characters_never_reach_a_terminal(tmp_path: Path) -> None:
    evil = "\x1b]0;title\x07\x9b31m"
    file, mine = tmp_path / "a\x1b[2J.txt", tmp_path / "mine.jsonl"
    file.write_text(f"{evil} في قطر\r\n", encoding="utf-8")
    record = {"id": "x:1", "type": "place", "names": [{"text": f"Qatar {evil}", "lang": "en"}], "description": evil}
    mine.write_text(json.dumps(record), encoding="utf-8")
    layers = ["--gazetteer", mine, "--gazetteer", "default"]
    for arguments in (
        ["link", file, tmp_path / "none\x1b[2J.txt"],
        ["link", "--why", f"{evil} في قطر", "قطر"],
        ["link", file, "--format", "csv"],
        ["link", file, "--format", "json", "--unknown"],
        ["resolve", f"Qatar {evil}", *layers],
        ["resolve", f"Qatar {evil}", "--explain", *layers],
        ["resolve", f"Qatar {evil}", "--format", "json", *layers],
        ["compare", evil, evil],
        ["resolve", "قطر", "--gazetteer", f"/none{evil}"],
        ["resolve", "قطر", "--type", evil],
        ["gazetteer", "check", mine],
    ):
        shown, _ = on_terminal(*arguments)
        left = re.sub("\x1b\\[[0-9;]*m|\x1b\\[\\?25[hl]|\x1b\\[2K|\x1b\\[1A", "", shown)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", left), (arguments, left)
        assert "Traceback" not in shown


def test_a_choice_settles_a_name_and_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "mine.jsonl"
    shown, status = on_terminal("resolve", "كلينتون", "قطر", "كلينتون", "--choose", "--choices", kept, typed="9\n2\n")
    assert (status, shown.count("Which?"), shown.count("wikidata:Q6294")) == (0, 2, 3)
    (record,) = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
    assert (record["id"], [name["text"] for name in record["names"]]) == ("wikidata:Q6294", ["كلينتون"])
    for options in (["--choices", kept], ["--gazetteer", kept, "--gazetteer", "default"]):
        result = CliRunner().invoke(main, ["resolve", "كلينتون", *map(str, options)])
        assert json.loads(result.stdout)["id"] == "wikidata:Q6294"


def test_another_choice_takes_the_place_of_the_first(tmp_path: Path) -> None:
    kept = tmp_path / "mine.jsonl"
    own = {"id": "wikidata:Q1124", "type": "person", "names": [{"text": "بيل", "lang": "ar"}], "country": "US"}
    kept.write_text(json.dumps(own), encoding="utf-8")
    bill, hillary, *_ = resolve("كلينتون").candidates
    expected = {
        0: [("wikidata:Q1124", ["بيل", "كلينتون"])],
        1: [("wikidata:Q1124", ["بيل"]), ("wikidata:Q6294", ["كلينتون"])],
    }
    for number, candidate in enumerate((bill, hillary)):
        keep_choice(kept, "كلينتون", candidate)
        found = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
        assert [(record["id"], [n["text"] for n in record["names"]]) for record in found] == expected[number]
        assert found[0]["country"] == "US"


@pytest.mark.parametrize(
    ("typed", "status", "outcome"), [("0\n", 1, "nil"), ("\n", 1, "ambiguous"), ("\x04", 1, "ambiguous")]
)
def test_a_name_may_be_left_open(tmp_path: Path, typed: str, status: int, outcome: str) -> None:
    shown, found = on_terminal("resolve", "كلينتون", "--choose", "--choices", tmp_path / "mine.jsonl", typed=typed)
    assert (found, outcome in shown.split(), list(tmp_path.iterdir())) == (status, True, [])


def test_choosing_needs_a_terminal() -> None:
    result = CliRunner().invoke(main, ["resolve", "كلينتون", "--choose"], input="1\n")
    assert (result.exit_code, "asks at a terminal" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        ("resolve - < {many} | head -1", 141, ""),
        ("resolve - --format table < {many} | head -0", 141, ""),
        ("resolve قطر > /dev/full", 2, "Error: standard output: cannot be written: No space"),
        (
            "resolve قطر --format table > /dev/full",
            2,
            "Error: standard output: cannot be written: No space",
        ),
        (
            "resolve --csv {many} --column قطر -o /dev/full",
            2,
            "Error: /dev/full: cannot be written: No space",
        ),
        ("resolve --csv {many} --column قطر -o /none/x.csv", 2, "Error: /none/x.csv: cannot be written: "),
    ],
)
def test_an_output_that_cannot_be_written(tmp_path: Path, command: str, status: int, told: str) -> None:
    many = tmp_path / "many.txt"
    many.write_text("قطر\n" * 3000, encoding="utf-8")
    line = f"{sys.executable} -m namelink {command.format(many=many)} > /dev/null; exit ${{PIPESTATUS[0]}}"
    if "> /dev/full" in command:
        line = line.replace(" > /dev/null", "")
    result = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert (result.returncode, result.stderr.decode()[: len(told)]) == (status, told)
    assert result.stderr.count(b"\n") == bool(told)
