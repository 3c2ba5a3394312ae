from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import lines, run

NAMES = "صدر جباروف\nمحمد سلمان\n\nSadyr Japarov\r\nمحمد سلطان\nصدر جباروف\n"
TABLE = 'id,name\n1,صدر جباروف\n2,"Sadyr Japarov"\n3,\n4,بوتين\n'


def test_cluster_groups_the_lines_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text(NAMES, encoding="utf-8")
    result = run("cluster", file)
    assert [(group["latin"], group["names"]) for group in lines(result)] == [
        ("Sadyr Japarov", ["صدر جباروف", "Sadyr Japarov", "صدر جباروف"]),
        ("Mohammed Salman", ["محمد سلمان"]),
        ("Mohammed Sultan", ["محمد سلطان"]),
    ]
    assert result.exit_code == 0
    assert result.stderr == ""
    table = run("cluster", "-", "--format", "table", stdin=NAMES)
    assert "Sadyr Japarov" in table.stdout
    assert "spellings" in table.stdout


def test_cluster_reads_a_column() -> None:
    result = run("cluster", "-", "--column", "name", stdin=TABLE)
    assert [group["names"] for group in lines(result)] == [["صدر جباروف", "Sadyr Japarov"], ["بوتين"]]
    assert len(lines(run("cluster", "-", "--column", "name", stdin=TABLE.replace(",", "\t")))) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE, "standard input:1: there is no column 'nom'. There are id, name"),
        ("", "standard input: the headings must stand in the first row, and it is empty"),
        ('nom\na\n"b', "standard input:3: a quote is not closed"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(text: str, message: str) -> None:
    result = run("cluster", "-", "--column", "nom", stdin=text)
    assert result.exit_code == 2
    assert message in result.stderr


def test_cluster_finds_nothing_in_names_that_are_all_two() -> None:
    result = run("cluster", "-", "--explain", stdin="محمد سلمان\nمحمد سلطان\n")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "'محمد سلمان' (Mohammed Salman) has no other spelling here."


def test_cluster_takes_a_method_and_a_threshold() -> None:
    chain = "صدر جباروف\nصدر نور جباروف\nصدر كريم جباروف\n"
    assert len(lines(run("cluster", "-", "--method", "components", stdin=chain))) == 1
    assert len(lines(run("cluster", "-", "--threshold", "1", stdin=chain))) == 3
