"""Tables that pass through ``resolve`` and ``link``: what was there stays as it is written."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namelink import resolve
from namelink.cli import main
from namelink.cli.columns import COLUMNS

CELLS = "match,wikidata:Q846,Qatar,place,Qatar,0.9980,"
ADDED = ",".join(f"name_{column}" for column in COLUMNS)


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def rows(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def resolved(folder: Path, content: bytes, *options: str | Path) -> bytes:
    table, output = folder / "in.csv", folder / "out.csv"
    table.write_bytes(content)
    result = run("resolve", "--csv", table, "--column", "name", "-o", output, *options)
    assert result.exit_code == 0, result.output
    return output.read_bytes()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Quotes where there need be none, line ends of two kinds, no end at the end.
        (
            'id,name,"note"\r\n"1",قطر,"a ""b"""\n2,قطر,',
            f'id,name,"note",{ADDED}\r\n"1",قطر,"a ""b""",{CELLS}\n2,قطر,,{CELLS}',
        ),
        (
            'name;note\nقطر;"one\r\ntwo"\n',
            f'name;note;{ADDED.replace(",", ";")}\nقطر;"one\r\ntwo";{CELLS.replace(",", ";")}\n',
        ),
        (
            '"name","n"\n"قطر","1"\n',
            '"name","n","{}"\n"قطر","1","{}"\n'.format(*(t.replace(",", '","') for t in (ADDED, CELLS))),
        ),
        ("name\tn\nقطر\t5\" pipe\n", f"name\tn\t{ADDED}\nقطر\t5\" pipe\t{CELLS}\n".replace(",", "\t")),
        ("sep=|\nname|n\nقطر|1\n", f"sep=|\nname|n|{ADDED}\nقطر|1|{CELLS}\n".replace(",", "|")),
        ("name,n\rقطر,1\r", f"name,n,{ADDED}\rقطر,1,{CELLS}\r"),
        # A short row is filled up, an empty line stays one.
        ("name,n,m\nقطر\n\nقطر,1,2\n", f"name,n,m,{ADDED}\nقطر,,,{CELLS}\n\nقطر,1,2,{CELLS}\n"),
    ],
)  # fmt: skip
def test_what_is_written_stays_as_it_is(tmp_path: Path, written: str, expected: str) -> None:
    assert resolved(tmp_path, written.encode()).decode() == expected


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", codecs.BOM_UTF8, ""),
        ("utf-16-le", codecs.BOM_UTF16_LE, ""),
        ("utf-16-be", codecs.BOM_UTF16_BE, ""),
        ("utf-16-le", b"", "read as utf-16-le"),
        ("cp1256", b"", "read as cp1256"),
    ],
)
def test_the_encoding_and_its_mark_stay(tmp_path: Path, encoding: str, mark: bytes, told: str) -> None:
    table, output = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_bytes(mark + "name,note\r\nصادر جباروف,x\r\n".encode(encoding))
    result = run("resolve", "--csv", table, "--column", "name", "-o", output)
    assert result.stderr.count("read as") == bool(told)
    assert told in result.stderr
    found = output.read_bytes()
    assert found.startswith(mark + "name".encode(encoding))
    assert [row["name_id"] for row in rows(found[len(mark) :], encoding)] == ["wikidata:Q25597826"]


def test_letters_that_an_encoding_lacks_are_told(tmp_path: Path) -> None:
    table, output, mine = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "mine.jsonl"
    mine.write_text(
        '{"id": "x:1", "type": "place", "names": [{"text": "Ḥaḍramawt 日", "lang": "en"}]}', encoding="utf-8"
    )
    table.write_bytes("name;n\nḤaḍramawt 日;1\n".encode("cp1256", "ignore") + "Hadramawt;حضرموت\n".encode("cp1256"))
    result = run("resolve", "--csv", table, "--column", "name", "-o", output, "--gazetteer", mine, "--threshold", "0")
    assert "letters of the added columns are not in cp1256" in result.stderr
    assert "Hadramawt ?" in output.read_bytes().decode("cp1256")


def test_columns_say_more_of_each_name(tmp_path: Path) -> None:
    content = "name,kind,land,when\nطرابلس,place,LBN,\nطرابلس,Place,,\nكلينتون,PERSON,,1947\n".encode()
    hints = ["--type-column", "kind", "--country-column", "land", "--born-column", "when"]
    found = rows(resolved(tmp_path, content, *hints))
    expected = [resolve("طرابلس", type="place", country="LB"), resolve("طرابلس", type="place")]
    expected.append(resolve("كلينتون", type="person", born=1947))
    assert [row["name_id"] for row in found] == [r.id or "" for r in expected]
    assert [row["name_score"] for row in found] == [f"{r.score:.4f}" for r in expected]


def test_what_is_ambiguous_comes_with_candidates_that_differ(tmp_path: Path) -> None:
    (first, second) = rows(resolved(tmp_path, "name\nكلينتون\nقطر\n".encode(), "--limit", "3"))
    assert (first["name_outcome"], first["name_id"], second["name_candidates"]) == ("ambiguous", "", "")
    candidates = first["name_candidates"].split("|")
    assert len(set(candidates)) == 3
    assert candidates[0].startswith("wikidata:Q1124 Bill Clinton (President of the United States")


def test_a_row_that_says_what_cannot_be_is_invalid_and_the_others_are_answered(tmp_path: Path) -> None:
    table, output = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text("name,land\nقطر,Atlantis\n,\nقطر,QA\n", encoding="utf-8")
    result = run("resolve", "--csv", table, "--column", "name", "--country-column", "land", "-o", output)
    assert [row["name_outcome"] for row in rows(output.read_bytes())] == ["invalid", "", "match"]
    assert (result.exit_code, f"{table}:2: country must be" in result.stderr) == (2, True)
    assert "3 rows: 1 empty, 1 invalid, 1 match" in result.stderr


def test_processes_answer_as_one_does(tmp_path: Path) -> None:
    content = (
        "name,n\n" + "".join(f"{name},{i}\n" for i in range(30) for name in ("قطر", "بوتين", "كلينتون"))
    ).encode()
    assert resolved(tmp_path, content, "--workers", "2") == resolved(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        ("name,n\nقطر,1,2\n", [], "in.csv:2: the row has 3 cells, and the headings 2"),
        ('name,n\nقطر,1\nقطر,"2\n', [], "in.csv:3: a quote is not closed"),
        ("nmae,n\n", [], "in.csv:1: there is no column 'name'; did you mean 'nmae'? There are nmae, n"),
        ("name,name\n", [], "in.csv:1: 2 columns are called 'name'"),
        ("name,id\n", ["--prefix", ""], "in.csv:1: there is a column 'id' already; --prefix"),
        ("", [], "the headings must stand in the first row"),
        ("name\nقطر\n", ["--type-column", "kind"], "there is no column 'kind'"),
        ("name\nقطر\n", ["--encoding", "ascii"], "in.csv:2: byte 1 of the line (0xd9) is not ASCII"),
        ("name\nقطر\n", ["--format", "json"], "--format and --explain go without it"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_before_anything_is_written(
    tmp_path: Path, content: str, options: list[str], told: str
) -> None:
    table, output = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text(content, encoding="utf-8", newline="")
    result = run("resolve", "--csv", table, "--column", "name", "-o", output, *options)
    assert (result.exit_code, told in result.stderr, output.exists()) == (2, True, False), result.stderr


def test_an_input_is_never_written_to(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("name\nقطر\n", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(table)
    os.link(table, tmp_path / "hard.csv")
    (tmp_path / "folder").mkdir()
    for output in ("in.csv", "link.csv", "hard.csv", "folder/../in.csv"):
        result = run("resolve", "--csv", table, "--column", "name", "-o", tmp_path / output)
        assert (result.exit_code, "must be different files" in result.stderr) == (2, True)
        result = run("link", table, "--html", tmp_path / output)
        assert (result.exit_code, "must be different files" in result.stderr) == (2, True)
    assert table.read_text(encoding="utf-8") == "name\nقطر\n"


def test_standard_input_to_standard_output() -> None:
    result = run("resolve", "--csv", "-", "--column", "name", stdin="name\nقطر\n".encode())
    assert result.stdout_bytes.decode() == f"name,{ADDED}\nقطر,{CELLS}\n"


def test_link_adds_lists_or_a_row_for_each_mention(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text('n,text\n1,"وأكد بوتين\nفي روسيا"\n2,لا شيء\n', encoding="utf-8")
    listed = rows(run("link", "--csv", table, "--column", "text").stdout_bytes)
    assert [row["text_ids"] for row in listed] == ["wikidata:Q7747|wikidata:Q159", ""]
    assert [row["text_texts"] for row in listed] == ["بوتين|روسيا", ""]
    each = rows(run("link", "--csv", table, "--column", "text", "--by-mention", "--prefix", "m_").stdout_bytes)
    assert [(row["n"], row["m_start"], row["m_text"], row["m_id"]) for row in each] == [
        ("1", "5", "بوتين", "wikidata:Q7747"),
        ("1", "14", "روسيا", "wikidata:Q159"),
        ("2", "", "", ""),
    ]


def test_answers_are_printed_as_csv(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("في قطر", encoding="utf-8")
    (answer,) = rows(run("resolve", "قطر", "--format", "csv").stdout_bytes)
    assert (answer["query"], answer["id"]) == ("قطر", "wikidata:Q846")
    (mention,) = rows(run("link", text, "--format", "tsv").stdout_bytes, delimiter="\t")
    assert (mention["start"], mention["id"]) == ("3", "wikidata:Q846")
    found = rows(run("link", text, text, "--lines", "--format", "csv").stdout_bytes)
    assert [(row["file"], row["line"], row["text"]) for row in found] == [(str(text), "1", "قطر")] * 2
    (group,) = rows(run("cluster", "-", "--format", "csv", stdin="صدر\nصادر\n".encode()).stdout_bytes)
    assert group["times"] == "2"


def test_bytes_with_a_nul_are_no_text_but_in_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_bytes("قال بوتين\0".encode())
    assert json.loads(run("link", file, "--format", "json").stdout)["id"] == "wikidata:Q7747"
    file.write_bytes("قال بوتين\0".encode("cp1256"))
    refused = run("link", file)
    assert (refused.exit_code, "name it: --encoding" in refused.stderr) == (2, True)


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_name_that_runs_over_lines_is_one_cell(form: str, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes("التقى محمد\nبن سلمان وعبد\r\nالفتاح السيسي".encode())
    printed = run("link", text, "--format", form).stdout_bytes
    found = rows(printed, delimiter="\t" if form == "tsv" else ",")
    assert [(row["text"], row["id"]) for row in found] == [
        ("محمد\nبن سلمان", "wikidata:Q6892571"),
        ("عبد\r\nالفتاح السيسي", "wikidata:Q307871"),
    ]
