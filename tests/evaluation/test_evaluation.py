from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from namelink import Resolver, compare
from namelink.errors import EncodingError, GoldError
from namelink.evaluation import evaluate_file, evaluate_pairs, evaluate_queries, evaluate_texts
from namelink.evaluation.gold import GoldMention, GoldPair, GoldQuery, GoldText
from namelink.evaluation.plot import draw
from tests.cli.test_cli import lines, run
from tests.conftest import ROOT

PAIRS = "a,b,same\nصدر جباروف,Sadyr Japarov,1\nمحمد سلمان,محمد سلطان,0\nجمال,كمال,yes\n"
QUERIES = "query\tid\nقيرغيزستان\tt:kg\nمحمد بن سلطان\tt:salman\nلا أحد\t\nزيد بن عمرو\tt:none\n"
TEXT = "محمد بن سلمان في قيرغيزستان ومعه أحد"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_pairs_are_judged_by_compare(tmp_path: Path) -> None:
    found = evaluate_file(written(tmp_path, "pairs.csv", PAIRS))
    assert (found.kind, found.wanted) == ("pairs", 2)
    assert [a.score for a in found.answers] == [
        compare(a, b).score
        for a, b in (("صدر جباروف", "Sadyr Japarov"), ("محمد سلمان", "محمد سلطان"), ("جمال", "كمال"))
    ]
    assert (found.rates.right, found.rates.wrong, found.rates.recall) == (1, 0, 0.5)
    (missed,) = found.errors()
    assert missed.question == "جمال ~ كمال"
    assert "are two names" in missed.explain()


def test_a_pair_that_scores_high_without_being_one_is_the_first_error() -> None:
    found = evaluate_pairs([GoldPair("جمال", "كمال", True), GoldPair("صدر جباروف", "صدر جباروف", False)])
    assert [a.expected for a in found.errors()] == ["different", "same"]
    assert found.rates.precision == 0


def test_queries_are_judged_by_the_likeliest_entity(small: Resolver, tmp_path: Path) -> None:
    found = evaluate_file(written(tmp_path, "queries.tsv", QUERIES), small)
    assert (found.kind, found.wanted) == ("queries", 3)
    # قيرغيزستان is found; محمد بن سلطان is taken for the man he is, not for the one the gold says.
    assert (found.rates.right, found.rates.wrong) == (1, 1)
    assert found.rates.recall == pytest.approx(1 / 3)
    wrong, missed = found.errors()
    assert (wrong.question, wrong.expected, wrong.given) == ("محمد بن سلطان", "t:salman", "t:sultan")
    assert missed.expected == "t:none"


def test_an_entity_is_expected_by_any_of_its_ids(resolver: Resolver) -> None:
    found = evaluate_queries(
        [GoldQuery("قيرغيزستان", "iso3166:KG"), GoldQuery("قيرغيزستان", "wikidata:Q813")], resolver
    )
    assert found.rates.recall == 1


def test_texts_are_judged_by_span_and_id(small: Resolver) -> None:
    place = TEXT.index("قيرغيزستان")
    gold = GoldText(
        "a.txt",
        TEXT,
        (GoldMention(0, 13, "t:salman"), GoldMention(place, place + 9, "t:kg"), GoldMention(33, 36, None)),
    )
    found = evaluate_texts([gold], small)
    # The second span is one letter short, so that what is found there is wrong, and the gold missed.
    assert (found.rates.right, found.rates.wrong, found.rates.wanted) == (1, 1, 2)
    wrong, missed = sorted(found.errors(), key=lambda a: a.given is None)
    assert (wrong.given, wrong.expected) == ("t:kg", None)
    assert missed.explain() == "Nothing was found there."
    assert "[قيرغيزستان]" in wrong.question


def test_a_folder_of_texts_is_read(resolver: Resolver) -> None:
    one = evaluate_file(ROOT / "seeds" / "01-eurasia.gold.jsonl", resolver)
    assert (one.kind, one.rates.precision, one.rates.recall, one.errors()) == ("texts", 1, 1, [])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "x,y\n1,2\n", ":1: the columns are x, y; pairs have a, b, same, and queries have query, id"),
        ("a.csv", "", ":1: the columns are none"),
        ("a.csv", "a,b,same\nx,y,1\nx,y,maybe\n", ":3: same is 'maybe'; write 1 or 0"),
        ("a.csv", "a,b,same\nx,,1\n", ":2: b is ''; write a name"),
        ("a.csv", "a,b,same\nx,1\n", ":2: a row has 3 fields, as there are headings, not 2"),
        ("a.tsv", "query\tid\nx\tQ813\n", ":2: id 'Q813' is no CURIE, such as wikidata:Q813"),
        ("a.jsonl", '{"a": "x", "b": "y", "same": 1}\n{"a": "x"}\n', ":2: no b, same; pairs have a, b, same"),
        ("a.jsonl", '{"query": "x", "id": "t:1"}\n\n{', ":3: not JSON"),
        ("a.jsonl", "[1]", ":1: [1] is no JSON object"),
        ("a.gold.jsonl", "{}", "its text, "),
        ("b.gold.jsonl", '{"start": 0, "end": 99}', ":1: start and end are 0 and 99; they are code points"),
        ("b.gold.jsonl", '{"start": 0, "end": 3, "text": "قطن"}', ":1: 'قطن' is not what stands there, 'قطر'"),
        ("b.gold.jsonl", '{"start": 0, "end": 3, "id": 7}', ":1: id is 7; write a CURIE"),
    ],
)  # fmt: skip
def test_gold_that_cannot_be_used_is_told_by_file_and_line(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    written(tmp_path, "b.txt", "قطر هي")
    path = written(tmp_path, name, content)
    with pytest.raises(GoldError) as told:
        evaluate_file(path)
    assert str(told.value).startswith(f"{path}:")
    assert message in str(told.value)


def test_gold_of_another_encoding_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "a,b,same\nقطر,".encode() + b"\xff,1\n")
    with pytest.raises(EncodingError, match=r"a\.csv:2: byte 8 of the line \(0xff\) is not UTF-8"):
        evaluate_file(path)
    with pytest.raises(GoldError, match="no file in it ends in"):
        evaluate_file(tmp_path)
    with pytest.raises(ValueError, match="kind must be one of pairs, queries, texts, not 'lists'"):
        evaluate_file(path, kind="lists")


def test_the_command_prints_figures_and_draws_them(tmp_path: Path) -> None:
    pairs, plot = written(tmp_path, "pairs.csv", PAIRS), tmp_path / "plot.svg"
    result = run("evaluate", pairs, "--precision", "0.9", "--errors", "5", "--plot", plot)
    (figures,) = lines(result)
    assert result.exit_code == 0
    assert (figures["kind"], figures["right"], figures["wanted"], figures["precision"]) == ("pairs", 1, 2, 1.0)
    assert figures["at_precision"]["recall"] == 0.5
    assert [e["question"] for e in figures["errors"]] == ["جمال ~ كمال"]
    assert sum(b["count"] for b in figures["reliability"]) == 3
    drawn = ET.fromstring(plot.read_text(encoding="utf-8"))
    assert len(drawn.findall(".//{*}polyline")) == 3
    table = run("evaluate", pairs, "--format", "table", "--errors", "1", "--precision", "1")
    for shown in ("calibration error", "precision 1.0 from threshold", "expected same, scored 0.0", "weakest_token"):
        assert shown in table.stdout


def test_the_command_tells_what_is_wrong(tmp_path: Path) -> None:
    pairs = written(tmp_path, "pairs.csv", PAIRS)
    assert "plots are SVG" in run("evaluate", pairs, "--plot", tmp_path / "plot.png").stderr
    lost = run("evaluate", pairs, "--plot", tmp_path / "no" / "plot.svg").stderr
    assert f"cannot be written: {tmp_path / 'no'}: No such file" in lost
    wrong = run("evaluate", pairs, "--kind", "queries")
    assert (wrong.exit_code, ":2: no query, id; queries have query, id" in wrong.stderr) == (2, True)
    assert run("evaluate", written(tmp_path, "q.csv", "query,id\nلا أحد,\n")).exit_code == 1


def test_the_command_takes_a_gazetteer(tmp_path: Path) -> None:
    records = written(tmp_path, "mine.jsonl", json.dumps(
        {"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}, ensure_ascii=False))  # fmt: skip
    assert run("gazetteer", "build", records, "-o", tmp_path / "mine.index").exit_code == 0
    queries = written(tmp_path, "q.csv", "query,id\nروسيا,my:1\n")
    assert lines(run("evaluate", queries, "--gazetteer", tmp_path / "mine.index"))[0]["recall"] == 1
    assert lines(run("evaluate", queries))[0]["recall"] == 0


def test_a_drawing_of_nothing_is_still_a_drawing() -> None:
    ET.fromstring(draw(evaluate_pairs([]), "<nothing> & no one"))
