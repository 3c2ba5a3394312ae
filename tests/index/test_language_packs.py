"""An index and the language packs that made its keys."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from namelink import Gazetteer, IndexFormatError, Resolver
from namelink.index.compiler import build_index, compile_records, from_mappings
from namelink.lang import Language, languages, pack_set, register, use_packs

GREEK: list[dict[str, Any]] = [
    {"id": "x:1", "type": "place", "names": [{"text": "Αθήνα", "lang": "el"}]},
    {"id": "x:2", "type": "place", "names": [{"text": "Cairo", "lang": "en"}]},
]


class Greek(Language):
    """A pack whose keys show that it made them."""

    code = "el"
    scripts = frozenset({"Grek"})
    version: ClassVar[int] = 1

    def key_form(self, token: str, inner: bool) -> str:  # noqa: ARG002
        return token + "ς"


class NewerGreek(Greek):
    version = 2


class Hebrew(Language):
    code = "he"
    scripts = frozenset({"Hebr"})


@pytest.fixture(autouse=True)
def packs() -> Iterator[None]:
    before = pack_set()
    yield
    use_packs(before.classes)


def build(folder: Path, records: list[dict[str, Any]] = GREEK, workers: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "r.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    build_index([path], folder / "i", workers=workers)
    return folder / "i"


def test_an_index_lists_the_packs_of_its_tags_and_scripts(tmp_path: Path) -> None:
    register(Greek())
    register(Hebrew())
    assert Gazetteer.open(build(tmp_path)).indexes[0].manifest["languages"] == {"el": 1, "en": 1}
    untagged = [{"id": "x:3", "type": "place", "names": [{"text": "Αθήνα", "lang": "und"}]}]
    assert Gazetteer.from_records(untagged).indexes[0].manifest["languages"] == {"el": 1}
    assert Gazetteer.from_records([]).indexes[0].manifest["languages"] == {}


def test_a_pack_that_is_missing_or_of_another_version_is_named(tmp_path: Path) -> None:
    before = pack_set()
    register(Greek())
    path = build(tmp_path)
    files = compile_records(from_mappings(GREEK))
    assert Gazetteer.open(path).hits(Gazetteer.open(path).indexes[0].keys.string(0))  # type: ignore[arg-type]
    register(NewerGreek())
    with pytest.raises(
        IndexFormatError, match=r"pack 'el', and this namelink has version 2 of it; install .* rebuild it"
    ):
        Gazetteer.open(path)
    use_packs(before.classes)
    with pytest.raises(IndexFormatError, match=r"built with version 1 of the language pack 'el', .* has none for that"):
        Gazetteer.open(path)
    assert files.keys() == {file.name for file in path.iterdir()}


def test_further_packs_are_no_obstacle(tmp_path: Path) -> None:
    path = build(tmp_path, GREEK[1:])
    register(Greek())
    register(Hebrew())
    assert len(Gazetteer.open(path)) == 1


def test_other_processes_have_the_packs_that_were_registered(tmp_path: Path) -> None:
    register(Greek())
    alone, together = build(tmp_path / "a"), build(tmp_path / "b", workers=2)
    for file in alone.iterdir():
        assert file.read_bytes() == (together / file.name).read_bytes()
    resolver = Resolver(Gazetteer.open(alone))
    texts = ["Αθήνα", "Cairo"]
    linked = list(resolver.link_many(texts, workers=2))
    assert [[m.id for m in each] for each in linked] == [[m.id for m in resolver.link(text)] for text in texts]


def test_a_set_of_packs_is_used_where_it_is_unpickled() -> None:
    register(Greek())
    kept = {pack.code: pack for pack in languages()}
    sent = pickle.dumps(pack_set())
    use_packs(pack_set().classes[:-1])
    assert "el" not in [pack.code for pack in languages()]
    assert pickle.loads(sent) == pack_set()
    found = {pack.code: pack for pack in languages()}
    assert list(found) == list(kept)
    assert found["ar"] is kept["ar"]  # with the tables it has read
