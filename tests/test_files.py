from __future__ import annotations

import os
from pathlib import Path

import pytest

from namelink.errors import EncodingError, GoldError
from namelink.files import decode, replacing
from namelink.tables import parse_csv, parse_tsv


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"\xff", 1, r"^a:1: byte 1 of the line \(0xff\)"),
        ("قطر\n".encode() + b"ab\xe9c\n", 1, r"^a:2: byte 3 of the line \(0xe9\)"),
        (b"\xef\xbb\xbfab\xfe", 1, r"^a:1: byte 3 of the line \(0xfe\)"),  # the mark is no part of the line
        (b"ab\xfe", 7, r"^a:7: byte 3 of the line \(0xfe\)"),
        (b"x\ny\n\xd9", 7, r"^a:9: byte 1 of the line \(0xd9\)"),
    ],
)
def test_a_bad_byte_is_named_by_its_line(content: bytes, line: int, says: str) -> None:
    with pytest.raises(EncodingError, match=says):
        decode(content, "a", line)


def test_only_a_file_begins_with_a_byte_order_mark() -> None:
    assert decode("قطر".encode("utf-8-sig"), "a") == "قطر"
    assert decode("قطر".encode("utf-8-sig"), "a", 2) == "\ufeffقطر"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("older")
    with pytest.raises(KeyError), replacing(path) as pending:
        raise KeyError(pending.file.write("newer"))
    assert path.read_text() == "older"
    with replacing(path) as pending:
        pending.keep = False
    assert path.read_text() == "older"
    with replacing(path) as pending:
        pending.file.write("newer \ud800\n")
        assert path.read_text() == "older"
    assert path.read_bytes() == b"newer \\ud800\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_rows_of_a_table_with_their_lines() -> None:
    assert list(parse_tsv("# c\n\na\tb\n#x\ty\n\nz\n")) == [(4, {"a": "#x", "b": "y"}), (6, {"a": "z", "b": ""})]
    assert list(parse_csv('a\tb\n"x,\ny"\t1\n\n', "t", GoldError, 20)) == [(1, ["a", "b"]), (3, ["x,\ny", "1"])]
    assert list(parse_csv("", "t", GoldError, 20)) == []
    with pytest.raises(GoldError, match=r"^t:2: this is no row of a table: "):
        list(parse_csv('a,b\n"x', "t", GoldError, 20))


def test_only_what_a_writer_abandoned_is_removed(tmp_path: Path) -> None:
    just_made, abandoned = tmp_path / ".out.1.part", tmp_path / ".out.2.part"
    for work in (just_made, abandoned):
        work.touch()  # nobody has them locked: a writer locks its file just after it has made it
    os.utime(abandoned, (0, 0))
    with replacing(tmp_path / "out") as file:
        file.file.write("قطر")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.1.part", "out"]
