from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from namelink.cli import main

MINE = {"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_resolve_prints_json_lines_when_piped() -> None:
    result = run("resolve", "صادر جباروف", "لا أحد")
    assert [(r["query"], r["name"], r["outcome"]) for r in lines(result)] == [
        ("صادر جباروف", "Sadyr Japarov", "match"),
        ("لا أحد", None, "nil"),
    ]
    assert result.exit_code == 0


def test_resolve_prints_a_table() -> None:
    result = run("resolve", "قرغيزستان", "--format", "table")
    assert "Kyrgyzstan" in result.stdout
    assert "outcome" in result.stdout


def test_resolve_reads_names_from_standard_input() -> None:
    result = run("resolve", "-", "قطر", stdin="\ufeffروسيا\r\nكازاخستان\n")
    assert [r["name"] for r in lines(result)] == ["Russia", "Kazakhstan", "Qatar"]


def test_resolve_explains() -> None:
    result = run("resolve", "صدر جبروف", "--explain")
    assert "names Sadyr Japarov" in result.stdout
    assert "weakest_token" in result.stdout


def test_link(tmp_path: Path) -> None:
    file, page = tmp_path / "a.txt", tmp_path / "a.html"
    file.write_text("وأكد بوتين", encoding="utf-8")
    result = run("link", file, "--html", page)
    assert [(m["start"], m["end"], m["name"]) for m in lines(result)] == [(5, 10, "Vladimir Putin")]
    assert "Vladimir Putin" in page.read_text(encoding="utf-8")
    table = run("link", file, "--format", "table")
    assert "Vladimir Putin" in table.stdout
    assert [m["name"] for m in lines(run("link", "-", "--type", "place", stdin="بوتين في روسيا"))] == ["Russia"]


def test_compare() -> None:
    assert run("compare", "سلمان", "سلطان").exit_code == 1
    result = run("compare", "صدر", "صادر")
    assert result.exit_code == 0
    assert lines(result)[0]["score"] > 0.8


def test_transliterate_and_normalize() -> None:
    assert run("transliterate", "بيشكيك").stdout == "Bishkek\n"
    assert run("transliterate", "الشَّارِقَة", "--scheme", "bgn-pcgn").stdout == "Ash Shāriqah\n"
    assert run("transliterate", "محمد شريف", "--region", "maghreb").stdout == "Mohamed Cherif\n"
    assert (
        run("transliterate", "Japarov", "--to", "Arab", "--limit", "3", "--format", "table").stdout.count("Japarov")
        == 3
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--scheme", "klingon"], "ala-lc"),
        (["--scheme", "ala-lc-russian"], "those for Arab are ala-lc, "),
        (["--region", "mars"], "egypt"),
        (["--scheme", "ala-lc", "--to", "Arab"], "--scheme"),
        (["--scheme", "ala-lc", "--article", "el"], "--scheme"),
        (["--compounds", "together"], "joined"),
        (["--vowels", "guess"], "--scheme ala-lc"),
    ],
)
def test_transliterate_says_what_is_wrong(arguments: list[str], says: str) -> None:
    result = run("transliterate", "بيشكيك", *arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_transliterate_in_a_style() -> None:
    style = ("--region", "egypt", "--compounds", "joined", "--article", "al", "--no-hyphen")
    assert run("transliterate", "عبد الفتاح السيسي", *style).stdout == "Abdulfattah al Sisi\n"
    assert run("transliterate", "هارون الرشيد", "--assimilated").stdout.endswith(" ar-Rashid\n")


def test_vocalize() -> None:
    assert run("vocalize", "محمد بن سلمان").stdout == "مُحَمَّد بْن سَلْمَان\n"
    assert [row["vocalized"] for row in lines(run("vocalize", "عمان", "--limit", "2"))] == ["عَمَّان", "عُمَان"]
    assert run("transliterate", "محمد", "--scheme", "ala-lc", "--vowels", "guess").stdout == "muḥammad\n"


def test_normalize() -> None:
    assert run("normalize", "أُوزبكِسـتان", "--level", "fold").stdout == "اوزبكستان\n"
    assert lines(run("normalize", "-", "--format", "json", stdin="قَطر\n")) == [{"text": "قَطر", "normalized": "قطر"}]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["resolve", "لا أحد"], 1),
        (["link", "-"], 1),
        (["resolve"], 2),
        (["resolve", "قطر", "--type", "city"], 2),
        (["resolve", "قطر", "--threshold", "7"], 2),
        (["resolve", "قطر", "--gazetteer", "/none"], 2),
        (["link", "/none.txt"], 2),
        (["link", "/"], 2),
        (["frobnicate"], 2),
        (["gazetteer", "build", "/none.jsonl", "-o", "x"], 2),
    ],
)
def test_status(arguments: list[str], status: int) -> None:
    result = run(*arguments, stdin="")
    assert result.exit_code == status
    assert "Traceback" not in result.output
    assert status < 2 or result.stderr


def test_bytes_that_are_no_text() -> None:
    result = run("link", "-", stdin="سطر\nقطر".encode() + b"\xff")
    assert result.exit_code == 2
    assert "standard input:2: byte 7 of the line (0xff) is not UTF-8" in result.stderr
    result = run("resolve", "-", stdin="قطر\n".encode() + b"\xff\n")
    assert result.exit_code == 2
    assert "standard input:2: byte 1 of the line (0xff)" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")
def test_a_build_shows_on_a_terminal_how_far_it_is(tmp_path: Path) -> None:
    import pty  # not everywhere

    records = tmp_path / "mine.jsonl"
    records.write_text(
        '{"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}\n', encoding="utf-8"
    )
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "namelink", "gazetteer", "build", str(records), "-o", str(tmp_path / "i")]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.PIPE, stderr=end, env=env) as process:
        os.close(end)
        pieces = []
        with contextlib.suppress(OSError):  # the terminal is gone when the program has ended
            while piece := os.read(terminal, 1 << 12):
                pieces.append(piece)
        out, _ = process.communicate()
    os.close(terminal)
    shown = b"".join(pieces).decode()
    assert process.returncode == 0
    assert "reading" in shown
    assert "100%" in shown
    assert out.decode().endswith("i: 1 entities, 1 names, 1 keys\n")
    quiet = subprocess.run(command, capture_output=True, check=True)
    assert quiet.stderr == b""


def test_a_gazetteer_of_ones_own(tmp_path: Path) -> None:
    records, index = tmp_path / "mine.jsonl", tmp_path / "mine.index"
    records.write_text(json.dumps(MINE | {"weight": 0.3}), encoding="utf-8")
    built = run("gazetteer", "build", records, "-o", index)
    assert built.exit_code == 0
    assert "1 entities, 1 names" in built.stdout
    assert lines(run("resolve", "روسيا", "--gazetteer", index))[0]["id"] == "my:1"
    assert lines(run("resolve", "قطر", "--gazetteer", index))[0]["id"] is None
    both = ["--gazetteer", str(index), "--gazetteer", "default"]
    assert [r["id"] for r in lines(run("resolve", "روسيا", "قطر", *both))] == ["my:1", "wikidata:Q846"]
    assert lines(run("gazetteer", "info", index))[0]["counts"]["entities"] == 1
    assert run("gazetteer", "info", index, "--format", "table").exit_code == 0
    assert run("gazetteer", "check", index).exit_code == 0
    found = run("gazetteer", "check", records, "--format", "json")
    assert [f["check"] for f in lines(found)] == ["no-latin"]
    assert found.exit_code == 1


def test_ids_that_are_no_curies_are_put_under_a_prefix(tmp_path: Path) -> None:
    records, index = tmp_path / "mine.jsonl", tmp_path / "mine.index"
    bare = [
        MINE | {"id": id, "names": [{"text": text, "lang": "ar"}]} for id, text in ((3040051, "زغرب"), ("x:2", "قطر"))
    ]
    records.write_text("\n".join(map(json.dumps, bare)), encoding="utf-8")
    for options, id in (([], "local:3040051"), (["--prefix", "desk"], "desk:3040051")):
        assert run("gazetteer", "build", records, "-o", index, *options).exit_code == 0
        assert [r["id"] for r in lines(run("resolve", "زغرب", "قطر", "--gazetteer", index))] == [id, "x:2"]
    refused = run("gazetteer", "build", records, "-o", index, "--prefix", "my desk")
    assert refused.exit_code == 2
    assert "prefix must be a letter, then letters, digits, '_', '.' or '-', such as 'desk', not 'my desk'" in " ".join(
        refused.stderr.split()
    )


def test_a_record_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    records = tmp_path / "mine.jsonl"
    records.write_text(json.dumps(MINE) + "\n" + json.dumps(MINE | {"weight": 3}), encoding="utf-8")
    result = run("gazetteer", "build", records, "-o", tmp_path / "mine.index")
    assert result.exit_code == 2
    assert "mine.jsonl:2: the field 'weight' must be a number from 0 to 1, not 3" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.jsonl"]


def test_an_id_that_stands_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    records, more = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    records.write_text(json.dumps(MINE), encoding="utf-8")
    more.write_text("\n" + json.dumps(MINE), encoding="utf-8")
    result = run("gazetteer", "build", records, more, "-o", tmp_path / "i")
    assert result.exit_code == 2
    assert "b.jsonl:2: the id 'my:1' stands already at " in result.stderr
    assert "a.jsonl:1" in result.stderr


def test_as_a_program_in_a_pipe() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "namelink", "link", "-"],
        input="قال بوتين \U0001f600".encode(),
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PATH": ""},
    )
    assert json.loads(found.stdout)["text"] == "بوتين"


def test_many_texts_tell_where_they_stand(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("في بيشكيك\nلا شيء\n", encoding="utf-8")
    second.write_text("بوتين في موسكو", encoding="utf-8")
    found = [json.loads(line) for line in run("link", first, second).output.splitlines()]
    assert [(m["file"], m["text"]) for m in found] == [
        (str(first), "بيشكيك"),
        (str(second), "بوتين"),
        (str(second), "موسكو"),
    ]
    found = [json.loads(line) for line in run("link", "--lines", "--workers", "2", first, second).output.splitlines()]
    assert [(m["line"], m["start"], m["text"]) for m in found] == [(1, 3, "بيشكيك"), (1, 0, "بوتين"), (1, 9, "موسكو")]
    assert "b.txt, line 1" in run("link", "--lines", "--format", "table", first, second).output.replace("\n", "")


def test_a_bad_line_is_told_and_those_before_it_are_linked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("في بيشكيك\n".encode() + b"\xff\n")
    result = run("link", "--lines", path)
    assert result.exit_code == 2
    assert f"{path}:2: byte 1 of the line (0xff) is not UTF-8" in result.output
    assert "بيشكيك" in result.output


def test_a_page_is_of_one_text(tmp_path: Path) -> None:
    result = run("link", "--lines", "--html", tmp_path / "a.html", "-", stdin="قطر")
    assert (result.exit_code, "one text" in result.output) == (2, True)


def test_unknown_names_are_shown_in_latin_letters() -> None:
    result = run("link", "--unknown", "--format", "table", "-", stdin="التقى الوزير فادي الكركبي بوتين")
    assert "al-Karakbi" in result.output.replace("\n", " ")
    (unknown, _) = map(
        json.loads, run("link", "--unknown", "-", stdin="التقى الوزير فادي الكركبي بوتين").output.splitlines()
    )
    assert (unknown["id"], unknown["latin"]) == (None, "Fadi al-Karakbi")


def test_why_words_of_a_text_are_not_linked() -> None:
    result = run("link", "--why", "يبلغ قطر الدائرة ثلاثة أمتار", "قطر")
    assert (result.exit_code, "Against it: negative_context" in result.output) == (0, True)
    for arguments, told in ((["قطر"], "takes a text and some words"), (["قطر", "روسيا"], "does not hold")):
        result = run("link", "--why", *arguments)
        assert (result.exit_code, told in result.output) == (2, True)


def test_a_date_of_birth_and_identifiers_tell_namesakes_apart(tmp_path: Path) -> None:
    records, index = tmp_path / "mine.jsonl", tmp_path / "mine.index"
    names = [{"text": "محمد أحمد", "lang": "ar"}]
    people = [
        {"id": f"my:{born}", "type": "person", "names": names, "born": born, "refs": [f"un:{born}"]}
        for born in ("1950-03-02", "1980")
    ]
    records.write_text("\n".join(map(json.dumps, people)), encoding="utf-8")
    assert run("gazetteer", "build", records, "-o", index).exit_code == 0
    assert lines(run("gazetteer", "info", index))[0]["statistics"]["attributes"] == {"born": 2}
    asked = ["resolve", "محمد أحمد", "مُحمّد أحمد", "--gazetteer", str(index)]
    expected: list[tuple[list[str], str | None]] = [
        ([], None),
        (["--born", "1950"], "my:1950-03-02"),
        (["--born", "1980-05-06"], "my:1980"),
        (["--ref", "un:1980"], "my:1980"),
        (["--ref", "ofac:1", "--ref", "my:1980"], "my:1980"),
    ]
    for options, id in expected:
        assert [r["id"] for r in lines(run(*asked, *options))] == [id, id]
    told = run(*asked, "--born", "1950", "--explain").stdout
    assert "same_birth_year" in told
    assert "1950 ~ 1950-03-02" in told
