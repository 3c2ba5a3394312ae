from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Gazetteer, NamelinkError, RecordError
from namelink.config import Limits
from namelink.errors import EncodingError
from namelink.index import format as index_format
from namelink.index.compiler import build_index, compile_records, from_mappings
from namelink.index.merge import MOST_CLASSES
from namelink.index.reader import verify_files
from namelink.index.staging import NEW, OLD, staging
from namelink.lang import make_key
from namelink.record import Record
from tests.index.oracle import compile_plainly

TEXTS = ["محمد بن سلمان", "عبدالفتاح السيسي", "نور الدين", "Sadyr Japarov", "Садыр Жапаров", "Côte d'Ivoire", "Erdoğan"]
TEXTS += ["قيرغيزي", "كوري جنوبي", "أتراك", "آية", "6 اكتوبر", "東京", "X Æ A-12", "Io", "San Juan", "Sanjuan", "NATO"]
WORDS = st.text("ابتةىقطرشغ abcdefsç'-ждш", min_size=1, max_size=9).filter(make_key)
NAMES = st.one_of(st.sampled_from(TEXTS), WORDS, st.lists(WORDS, min_size=2, max_size=5).map(" ".join))
NAME = st.fixed_dictionaries(
    {
        "text": NAMES,
        "lang": st.sampled_from(["ar", "ar-EG", "en", "ru"]),
        "kind": st.sampled_from(["name", "name", "short", "acronym", "demonym"]),
    }
)
RECORD = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["person", "person", "place", "organization"]),
        "names": st.lists(NAME, min_size=1, max_size=4),
        "weight": st.floats(0, 1),
    },
    optional={
        "country": st.just("KG"),
        "description": st.text("ab\r\n\u2028 'é", max_size=5),
        "refs": st.lists(st.sampled_from(["y:1", "y:2", "z:é"]), unique=True),
    },
)
IDS = st.lists(st.text("ab:é\u4e00-1", min_size=1, max_size=4), unique=True, max_size=40)


@st.composite
def gazetteers(draw: st.DrawFn) -> list[dict[str, Any]]:
    ids = ["x:1" + id for id in draw(IDS)]
    return [{"id": id, **draw(RECORD)} for id in ids]


def write_records(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


@settings(max_examples=80, deadline=None)
@given(gazetteers())
def test_the_index_is_what_the_plain_way_makes(records: list[dict[str, Any]]) -> None:
    files = compile_records(from_mappings(records))
    plain = compile_plainly(Record.from_dict(record) for record in records)
    assert files.keys() - plain.keys() == {index_format.MANIFEST}
    assert [name for name in plain if plain[name] != files[name]] == []


@settings(max_examples=50, deadline=None)
@given(gazetteers(), st.integers(1, 2000), st.randoms(use_true_random=False))
def test_shards_of_any_size_in_any_order_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], shard_bytes: int, draw: random.Random
) -> None:
    whole = compile_records(from_mappings(records))
    folder = tmp_path_factory.mktemp("build")
    shuffled = draw.sample(records, len(records))
    cut = draw.randint(0, len(records))
    paths = [write_records(folder / f"{i}.jsonl", part) for i, part in enumerate((shuffled[:cut], shuffled[cut:]))]
    build_index(paths, folder / "index", limits=Limits(shard_bytes=shard_bytes))
    assert contents(folder / "index") == whole
    assert sorted(path.name for path in folder.iterdir()) == ["0.jsonl", "1.jsonl", "index"]


def people(count: int) -> list[dict[str, Any]]:
    draw = random.Random(5)
    words = [word for text in TEXTS for word in text.split()]
    texts = [" ".join(draw.choices(words, k=draw.randint(1, 5))) for _ in range(count)]
    return [{"id": f"x:{i}", "type": "person", "names": [{"text": t, "lang": "und"}]} for i, t in enumerate(texts)]


def test_several_processes_and_many_merges_give_the_same_bytes(tmp_path: Path) -> None:
    records = people(700)
    path = write_records(tmp_path / "r.jsonl", records)
    told: list[tuple[str, int, int]] = []
    build_index(
        [path], tmp_path / "i", workers=2, limits=Limits(shard_bytes=500), progress=lambda *news: told.append(news)
    )
    assert contents(tmp_path / "i") == compile_records(from_mappings(records))
    verify_files(tmp_path / "i")
    reading = [done for what, done, total in told if what == "reading" and total == path.stat().st_size]
    assert len(reading) > 100
    assert reading[-1] == path.stat().st_size
    assert told[-1] == ("writing", 9, 9)
    assert Gazetteer.open(tmp_path / "i").entity("x:699") == Record.from_dict(records[699]).to_entity()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_id_that_stands_twice_is_named_with_both_places(tmp_path: Path, workers: int) -> None:
    records = people(30)
    # The first to come again is named, whatever the order of ids and shards.
    path = write_records(tmp_path / "r.jsonl", [*records, records[20], records[3]])
    with pytest.raises(RecordError, match=r"r\.jsonl:31: the id 'x:20' stands already at .*r\.jsonl:21; merge"):
        build_index([path], tmp_path / "i", workers=workers, limits=Limits(shard_bytes=200))
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        (b'{"id": "x:a", "type": "person"}', RecordError, r"r\.jsonl:31: the field 'names' is missing"),
        (b'{"id": "x:a', RecordError, r"r\.jsonl:31: column 12: this is no JSON"),
        (b'"\xff"', EncodingError, r"r\.jsonl:31: byte 2 of the line \(0xff\) is not UTF-8"),
        (
            b'{"id": "x:\\ud800", "type": "place", "names": [{"text": "a", "lang": "en"}]}',
            RecordError,
            r"r\.jsonl:31: the record has half a surrogate pair",
        ),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_line_is_named_and_nothing_is_left(
    tmp_path: Path, workers: int, line: bytes, error: type[NamelinkError], message: str
) -> None:
    path = write_records(tmp_path / "r.jsonl", people(30))
    build_index([path], tmp_path / "i")
    before = contents(tmp_path / "i")
    with path.open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(error, match=message):
        build_index([path], tmp_path / "i", workers=workers, limits=Limits(shard_bytes=200))
    assert contents(tmp_path / "i") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["i", "r.jsonl"]


def test_no_records_make_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(b"\xef\xbb\xbf\n\n")
    build_index([tmp_path / "r.jsonl"], tmp_path / "i")
    assert len(Gazetteer.open(tmp_path / "i")) == 0
    assert contents(tmp_path / "i") == compile_records([])


posix = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")


@contextlib.contextmanager
def half_done(path: Path, target: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a build with two processes, and wait until it has written some of what it needs."""
    command = [sys.executable, "-m", "namelink", "gazetteer", "build", str(path), "-o", str(target), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not list(target.parent.glob(f".{target.name}.building-*/shard-000000.*")):
            assert process.poll() is None
            time.sleep(0.01)
        yield process


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if ".building-" in p.name]


def children(process: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_running(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


@posix
def test_a_build_that_is_killed_leaves_its_place_as_it_was(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", people(60_000))
    target = tmp_path / "i"
    build_index([write_records(tmp_path / "small.jsonl", people(3))], target)
    before = contents(target)
    with half_done(path, target) as process:
        hands = children(process.pid)
        assert hands
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert contents(target) == before
    assert len(leftovers(tmp_path)) == 1
    deadline = time.monotonic() + 60
    while any(map(is_running, hands)):  # its processes do not outlive it
        assert time.monotonic() < deadline
        time.sleep(0.05)
    build_index([tmp_path / "small.jsonl"], target)
    assert contents(target) == before
    assert leftovers(tmp_path) == []


@posix
def test_a_build_that_is_asked_to_end_clears_away(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", people(60_000))
    with half_done(path, tmp_path / "i") as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 128 + signal.SIGTERM
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]


@posix
def test_a_process_that_is_killed_ends_the_build_with_an_error(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", people(60_000))
    with half_done(path, tmp_path / "i") as process:
        hands = [n for n in children(process.pid) if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]
        os.kill(hands[0], signal.SIGKILL)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"a worker process was killed" in told
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]


@posix
def test_a_build_at_work_is_left_alone(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", people(20))
    with staging(tmp_path / "i", 60.0) as work:
        build_index([path], tmp_path / "i")
        assert (work / NEW).is_dir()
    assert leftovers(tmp_path) == []


@posix
def test_an_index_that_a_killed_build_had_moved_is_put_back(tmp_path: Path) -> None:
    target = tmp_path / "i"
    build_index([write_records(tmp_path / "r.jsonl", people(20))], target)
    before = contents(target)
    work = tmp_path / ".i.building-x"
    (work / NEW).mkdir(parents=True)
    target.rename(work / OLD)  # as killed between two renames
    (tmp_path / "r.jsonl").write_text("no record")
    with pytest.raises(RecordError):
        build_index([tmp_path / "r.jsonl"], target)
    assert contents(target) == before
    assert leftovers(tmp_path) == []


def test_layers_of_several_indexes_answer_as_one(tmp_path: Path) -> None:
    records = people(3000)
    whole = Gazetteer.from_records(records)
    parts = []
    for i in range(3):
        build_index(
            [write_records(tmp_path / f"{i}.jsonl", records[i::3])],
            tmp_path / str(i),
            limits=Limits(shard_bytes=20_000),
        )
        parts.append(Gazetteer.open(tmp_path / str(i)))
    layered = Gazetteer.layers(*parts)
    assert len(layered) == len(whole)
    for record in records:
        key = make_key(record["names"][0]["text"])
        assert layered.entity(record["id"]) == whole.entity(record["id"])
        found, expected = (
            sorted((g.entity_at(g.ref(h)).id, g.name_at(h).text) for h in g.hits(key)) for g in (layered, whole)
        )
        assert found == expected
        assert {k for k, _ in layered.keys_with_prefix(key)} == {k for k, _ in whole.keys_with_prefix(key)}
        first, last = key.split()[0], key.split()[-1]
        assert layered.begins_key(first) == whole.begins_key(first)
        assert layered.given_name_count(first) == whole.given_name_count(first)
        assert layered.surname_count(last) == whole.surname_count(last)


def test_given_names_are_counted_of_persons_that_news_names() -> None:
    persons = [
        Record.from_dict(
            {"id": f"x:{weight}", "type": "person", "names": [{"text": "سعد الكركبي", "lang": "ar"}], "weight": weight}
        )
        for weight in (0.1, 0.2, 0.3, 0.9)
    ]
    gazetteer = Gazetteer.from_records(persons)
    assert gazetteer.given_name_count("سعد") == gazetteer.surname_count("الكركبي") == len([0.3, 0.9])


def test_a_manifest_counts_the_most_frequent_classes_only() -> None:
    classes = ["town", *(f"class {number}" for number in range(300)), "town"]
    records = [
        {"id": f"x:{place}", "type": "place", "class": name, "names": [{"text": "جنين", "lang": "ar"}]}
        for place, name in enumerate(classes)
    ]
    counted = Gazetteer.from_records(records).indexes[0].manifest["statistics"]["classes"]
    assert counted["town"] == classes.count("town")
    assert len(counted) == MOST_CLASSES < len({*classes})
