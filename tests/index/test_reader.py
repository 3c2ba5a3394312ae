from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Gazetteer, IndexFormatError, IndexNotFoundError, RecordError, Resolver
from namelink.config import Limits
from namelink.gazetteer import Hit, Ref
from namelink.gazetteer.installed import DEFAULT_INDEX
from namelink.index import compiler
from namelink.index import format as index_format
from namelink.index.analysis import keys_of
from namelink.index.compiler import build_index, compile_records, from_mappings
from namelink.index.reader import Index, verify_files
from namelink.index.staging import exchange
from namelink.lang import Key, make_key
from namelink.phonetics.keys import phonetic_key
from tests.conftest import ROOT

RECORDS: list[dict[str, Any]] = [
    {
        "id": "x:kg",
        "type": "place",
        "names": [{"text": "قيرغيزستان", "lang": "ar"}, {"text": "قيرغيزي", "lang": "ar", "kind": "demonym"}],
        "weight": 0.5,
    },
    {"id": "x:1", "type": "person", "names": [{"text": "Sadyr Japarov", "lang": "en"}]},
]


def build(path: Path, records: list[dict[str, Any]] = RECORDS) -> Path:
    listed = path.with_name(f"{path.name}.jsonl")
    listed.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    build_index([listed], path)
    return path


NAMES = st.text("اأإبتةىقطر abcdéØ-'", min_size=1, max_size=12).filter(make_key)
RECORD = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["person", "place", "organization"]),
        "names": st.lists(
            st.fixed_dictionaries(
                {
                    "text": NAMES,
                    "lang": st.sampled_from(["ar", "en"]),
                    "kind": st.sampled_from(["name", "short", "acronym", "demonym"]),
                }
            ),
            min_size=1,
            max_size=4,
        ),
        "weight": st.floats(0, 1),
    }
)


@settings(max_examples=60)
@given(st.lists(RECORD, max_size=8))
def test_what_the_compiler_wrote_the_reader_finds(records: list[dict[str, Any]]) -> None:
    numbered = [{"id": f"x:{i}", **record} for i, record in enumerate(records)]
    g = Gazetteer.from_records(numbered)
    # The oracle: every key of every name, by looking at all of them.
    expected: dict[Key, set[tuple[str, str]]] = {}
    for _, record in from_mappings(numbered):
        assert g.entity(record.id) == record.to_entity()
        number = g.indexes[0].number(record.id)
        assert number is not None
        assert g.entity_at(Ref(0, number)).id == record.id
        for name in record.names:
            for key in keys_of(name):
                expected.setdefault(key, set()).add((record.id, name.text))
    for key, names in expected.items():
        hits = g.hits(key)
        assert {(g.entity_at(g.ref(h)).id, g.name_at(h).text) for h in hits} == names
        assert {k for k, _ in g.keys_with_prefix(key)} >= {key}
    assert len(g) == len(records)


def test_the_same_records_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    shuffled = RECORDS * 1
    random.Random(1).shuffle(shuffled)
    a, b = build(tmp_path / "a"), build(tmp_path / "b", shuffled[::-1])
    for file in a.iterdir():
        assert file.read_bytes() == (b / file.name).read_bytes()


def test_memory_and_disk_answer_alike(tmp_path: Path) -> None:
    memory, disk = Gazetteer.from_records(RECORDS), Gazetteer.open(build(tmp_path / "i"))
    for key in ("قيرغيزستان", "القيرغيزيه", "sadyr japarov", "x"):
        assert memory.hits(make_key(key)) == disk.hits(make_key(key))


@pytest.mark.parametrize(
    "name", sorted(name for name, content in compile_records(from_mappings(RECORDS)).items() if content)
)
def test_any_changed_byte_is_found(tmp_path: Path, name: str) -> None:
    path = build(tmp_path / "i")
    file = path / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x01
    file.write_bytes(content)
    with pytest.raises(IndexFormatError, match="rebuild it with 'namelink gazetteer build"):
        Gazetteer.open(path)


def test_a_changed_record_is_found_when_it_is_read(tmp_path: Path) -> None:
    others = [{**RECORDS[1], "id": f"y:{i}"} for i in range(index_format.BLOCK_RECORDS)]
    path = build(tmp_path / "i", RECORDS + others)
    content = bytearray((path / index_format.ENTITIES).read_bytes())
    content[-3] ^= 0x01
    (path / index_format.ENTITIES).write_bytes(content)
    g = Gazetteer.open(path, verify=False)  # as an index too large to be compared whole
    assert g.entity("x:1") is not None
    with pytest.raises(IndexFormatError, match=r"entities\.blocks is damaged in block 2, from byte \d+; rebuild it"):
        g.entity(f"y:{index_format.BLOCK_RECORDS - 1}")


def test_a_missing_or_cut_file_is_found(tmp_path: Path) -> None:
    path = build(tmp_path / "i")
    (path / "entities.blocks").write_bytes(b"")
    with pytest.raises(IndexFormatError, match=r"entities\.blocks has 0 bytes where the manifest says \d+"):
        Gazetteer.open(path, verify=False)
    (path / "entities.blocks").unlink()
    with pytest.raises(IndexFormatError, match=r"entities\.blocks is missing"):
        Gazetteer.open(path)


def test_another_version_says_what_to_do(tmp_path: Path) -> None:
    path = build(tmp_path / "i")
    manifest = json.loads((path / "manifest.json").read_text())
    manifest["versions"]["fold"] = 0
    manifest["checksum"] = index_format.manifest_checksum(manifest)
    (path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(IndexFormatError, match=r"fold 0.*reads.*fold 2.*rebuild it"):
        Gazetteer.open(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "x", "versions": {}, "files": [], "checksum": 1}'])
def test_a_broken_manifest(tmp_path: Path, content: str) -> None:
    path = build(tmp_path / "i")
    (path / "manifest.json").write_text(content)
    with pytest.raises(IndexFormatError, match="is damaged"):
        Gazetteer.open(path)


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match="holds no namelink index"):
        Gazetteer.open(tmp_path / "none")


def test_an_id_that_stands_twice() -> None:
    with pytest.raises(RecordError, match="record 2: the id 'x:kg' stands already at record 0"):
        Gazetteer.from_records([*RECORDS, RECORDS[0]])


def test_writing_replaces_an_index_and_nothing_else(tmp_path: Path) -> None:
    path = build(tmp_path / "i")
    build(path, RECORDS[:1])
    assert len(Gazetteer.open(path)) == 1
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter1.txt").write_text("…")
    with pytest.raises(IndexFormatError, match="is no namelink index"):
        build(other)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["i", "i.jsonl", "thesis", "thesis.jsonl"]


def test_a_write_that_fails_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build(tmp_path / "i")

    def fail(fd: int) -> None:
        raise OSError(28, "No space left on device", fd)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        build(path, RECORDS[:1])
    assert len(Gazetteer.open(path)) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["i", "i.jsonl"]


@pytest.mark.data
def test_the_default_index_is_fresh() -> None:
    folder = ROOT / "data" / "gazetteer"
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8")).values()
    newest = max(s["date"] for s in sources if any(name.endswith(".jsonl") for name in s["files"]))
    files = compile_records(compiler.read_files(sorted(folder.glob("*.jsonl"))), newest)
    verify_files(DEFAULT_INDEX)
    assert json.loads(files[index_format.MANIFEST]) == Index.open(DEFAULT_INDEX).manifest, "run 'make index'"


def distance(a: str, b: str) -> int:
    """The oracle: how many sounds must be added, taken away or changed."""
    if not a or not b:
        return len(a) + len(b)
    rest = distance(a[1:], b[1:])
    return rest if a[0] == b[0] else 1 + min(rest, distance(a[1:], b), distance(a, b[1:]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("بترسكلمنا", min_size=1, max_size=5), min_size=2, max_size=12))
def test_the_keys_one_sound_away_are_found(words: list[str]) -> None:
    g = Gazetteer.from_records([{"id": "x:1", "type": "place", "names": [{"text": w, "lang": "ar"} for w in words]}])
    index = g.indexes[0]
    known = [index.phonetic_keys.string(number) for number in range(len(index.phonetic_keys))]
    for key in map(phonetic_key, words):
        near = {other for other in known if distance(key, other) == 1}
        # Two words of two sounds or fewer are not near one another.
        expected = {other for other in near if max(len(key), len(other)) >= 3}
        assert {index.phonetic_keys.string(number) for number in index.near_keys(key)} == expected


def test_layers_merge_what_has_one_id_and_hide_what_has_one_name() -> None:
    mine = Gazetteer.from_records(
        [
            {"id": "x:1", "type": "person", "names": [{"text": "أبو فلان", "lang": "ar"}], "country": "KG"},
            {"id": "my:kg", "type": "place", "names": [{"text": "قيرغيزستان", "lang": "ar"}]},
        ]
    )
    g = Gazetteer.layers(mine, Gazetteer.from_records(RECORDS))
    merged = g.entity("x:1")
    assert merged is not None
    assert (merged.label, merged.country) == ("Sadyr Japarov", "KG")
    assert [n.text for n in merged.names] == ["أبو فلان", "Sadyr Japarov"]
    both = g.hits(make_key("Sadyr Japarov")) + g.hits(make_key("أبو فلان"))
    assert {g.ref(hit) for hit in both} == {g.ref(Hit(0, 1))}
    with pytest.raises(ValueError, match="at least one"):
        Gazetteer.layers()


def test_an_index_that_is_replaced_is_opened_as_the_old_or_the_new(tmp_path: Path) -> None:
    place, spare = build(tmp_path / "i", RECORDS[:1]), build(tmp_path / "j", RECORDS[1:])
    if not exchange(place, spare):
        pytest.skip("this system cannot exchange directories")
    ended = threading.Event()

    def replace() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            exchange(place, spare)
            shutil.move(spare, tmp_path / "old")  # as a writer does with the older one
            shutil.copytree(tmp_path / "old", spare)
            shutil.rmtree(tmp_path / "old")

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        for _ in range(100):
            g = Gazetteer.open(place)
            found = [(entity.id, entity.names[0].text) for entity in g]
            assert found in ([("x:kg", "قيرغيزستان")], [("x:1", "Sadyr Japarov")])
            assert g.hits(make_key(found[0][1]))
    finally:
        ended.set()
        writer.join()


def test_a_part_of_a_large_index_is_compared(tmp_path: Path) -> None:
    records = [{**RECORDS[1], "id": f"y:{i}", "names": [{"text": f"Sadyr {i}", "lang": "en"}]} for i in range(3000)]
    path = build(tmp_path / "i", records)
    few = Limits(checked_bytes=1, checked_record_bytes=1)
    for name in sorted(path.iterdir()):
        content = name.read_bytes()
        damaged = bytearray(content)
        if not content:
            continue
        damaged[len(content) // 2] ^= 0x10
        name.write_bytes(damaged)
        always = name.suffix in (".trie", ".json", ".dictionary")
        # Of so small a file its one piece may be among those that are compared, or not.
        with pytest.raises(IndexFormatError) if always else contextlib.suppress(IndexFormatError):
            Gazetteer.open(path, limits=few)
        with pytest.raises(IndexFormatError):
            Gazetteer.open(path, verify=True, limits=few)
        name.write_bytes(content)
    assert len(Gazetteer.open(path, limits=few)) == 3000


def test_a_file_that_is_none_or_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = build(tmp_path / "i")
    (path / "keys.values").unlink()
    for make in (os.mkfifo, os.mkdir, lambda file: Path(file).symlink_to(file)):
        make(path / "keys.values")
        with pytest.raises(IndexFormatError, match=r"keys\.values (is missing|cannot be read)"):
            Gazetteer.open(path)
        if (path / "keys.values").is_dir():
            (path / "keys.values").rmdir()
        else:
            (path / "keys.values").unlink()


def ask_everything(gazetteer: Gazetteer) -> None:
    resolver = Resolver(gazetteer)
    for name in ("Sadir Jabarof", "Sadyr Japarov"):
        found = resolver.resolve(name)
        assert found.id == found.entity.id if found.entity else not found.id
        assert found.candidates
    assert resolver.link("قال صدر جباروف في قيرغيزستان", explain=True)
    assert resolver.transliterate("قيرغيزستان")
    assert gazetteer.suggest("Sad")
    assert [gazetteer.entity(id) for id in gazetteer.indexes[0].ids()]
    assert len(gazetteer) == len(list(gazetteer))


@pytest.mark.parametrize(
    "name",
    [
        "entities.facts",
        "ids.numbers",
        "ids.values",
        "keys.values",
        "names.entities",
        "names.kinds",
        "names.letters.bounds",
        "phonetic_keys.values",
    ],
)
def test_a_number_that_leads_nowhere_is_damage(tmp_path: Path, name: str) -> None:
    path = build(tmp_path / "i")
    (path / name).write_bytes(b"\xff" * (path / name).stat().st_size)
    opened = Gazetteer.open(path, verify=False)
    with pytest.raises(IndexFormatError, match=r"is damaged.*rebuild it"):
        ask_everything(opened)


def test_what_goes_wrong_with_an_index_that_is_whole_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Gazetteer.open(build(tmp_path / "i"), verify=False)
    ask_everything(opened)
    monkeypatch.setattr(opened.indexes[0], "name_entities", ())
    with pytest.raises(IndexError):
        Resolver(opened).resolve("Sadyr Japarov")
