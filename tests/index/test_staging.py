"""What a build may replace: an index, an empty directory, and nothing else."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from namelink import Gazetteer, NamelinkError
from namelink.cli import main
from namelink.errors import BuildError, IndexFormatError
from namelink.index import compiler, staging
from namelink.index import format as index_format
from namelink.index.compiler import build_index
from namelink.index.staging import exchange
from namelink.signals import Terminated

RECORD = {"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}
Way = Callable[[Path, Path], str]
"""Builds an index of a file of records at a place; returns the error's sentence, empty where there is none."""


def by_library(records: Path, target: Path) -> str:
    try:
        build_index([records], target)
    except NamelinkError as error:
        return str(error)
    return ""


def by_command(records: Path, target: Path) -> str:
    result = CliRunner().invoke(main, ["gazetteer", "build", str(records), "-o", str(target)])
    assert result.exit_code == (2 if result.stderr else 0), result.output
    assert "Traceback" not in result.output
    return result.stderr.removeprefix("Error: ").rstrip("\n")


@pytest.fixture(params=[by_library, by_command])
def build(request: pytest.FixtureRequest) -> Way:
    way: Way = request.param
    return way


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path: Path, records: Path) -> Path:
    path = tmp_path / "i"
    build_index([records], path)
    return path


def tree(folder: Path) -> dict[str, str | bytes | None]:
    """Return everything below a folder: the content of files, what links point to, None for folders."""
    return {
        str(p.relative_to(folder)): str(p.readlink()) if p.is_symlink() else p.read_bytes() if p.is_file() else None
        for p in folder.rglob("*")
    }


def refused(build: Way, records: Path, target: Path, says: str) -> None:
    before = tree(records.parent)
    told = build(records, target)
    assert says in told
    assert "choose another" in told
    assert "\n" not in told
    assert tree(records.parent) == before


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "first"),
    [
        ({"manifest.json": '{"name": "my app"}', "data.txt": "precious", "z/a.js": ""}, "data.txt"),
        ({"manifest.json": '{"name": "my app"}'}, "manifest.json"),
        ({"manifest.json": '{"kind": "an-index", "files": {}}'}, "manifest.json"),
        ({"manifest.json": '["namelink-index"]'}, "manifest.json"),
        ({"manifest.json": "[" * 100_000}, "manifest.json"),
        ({"manifest.json": ""}, "manifest.json"),
        ({"manifest.json/a": "a folder of this name"}, "manifest.json"),
        ({"keys.trie": "an index's name alone"}, "keys.trie"),
        ({"b/c": "", "d": ""}, "b"),
        ({".git/config": ""}, ".git"),
    ],
)
def test_a_directory_of_others_is_refused(
    build: Way, records: Path, tmp_path: Path, files: dict[str, str], first: str
) -> None:
    for name, content in files.items():
        write(tmp_path / "app" / name, content)
    refused(build, records, tmp_path / "app", f"app is no namelink index: it holds {first};")


@pytest.mark.parametrize("name", ["notes.txt", "a/b", "keys.trie.old", ".hidden"])
def test_an_index_with_a_foreign_file_is_refused(build: Way, records: Path, index: Path, name: str) -> None:
    write(index / name, "precious")
    refused(build, records, index, f"i holds {name.split('/')[0]}, which is no file of the namelink index there;")


def test_what_stands_in_place_of_an_index_file_is_refused(build: Way, records: Path, index: Path) -> None:
    (index / "keys.trie").unlink()
    write(index / "keys.trie" / "thesis.txt", "precious")
    refused(build, records, index, "i holds keys.trie, which")


def test_links_in_the_place_of_index_files_are_refused(build: Way, records: Path, index: Path) -> None:
    for name, says in [("keys.trie", "holds keys.trie, which"), ("manifest.json", "it holds ")]:
        (index / name).rename(index.parent / name)
        (index / name).symlink_to(index.parent / name)
        refused(build, records, index, says)


@pytest.mark.parametrize("files", [None, [], "all", 3])
def test_a_manifest_that_lists_nothing_protects_what_is_there(
    build: Way, records: Path, index: Path, files: object
) -> None:
    write(index / "manifest.json", json.dumps({"kind": index_format.FORMAT, "files": files}))
    refused(build, records, index, "i holds deletion_neighbours.ends, which")


def test_a_file_is_refused(build: Way, records: Path) -> None:
    write(records.with_name("thesis.txt"), "precious")
    refused(build, records, records.with_name("thesis.txt"), "thesis.txt is no namelink index, not even a directory;")


def older(index: Path) -> None:
    """Make an index that is of an older version, with a file that today's have not."""
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    manifest["versions"] = {"format": 1}
    manifest["files"]["names.list"] = {"size": 3}
    manifest["checksum"] = index_format.manifest_checksum(manifest)
    write(index / "manifest.json", json.dumps(manifest))
    write(index / "names.list", "old")


def incomplete(index: Path) -> None:
    (index / "entities.blocks").unlink()
    (index / "keys.trie").unlink()


def cut(index: Path) -> None:
    write(index / "keys.trie", "damaged")


def of_a_wrong_checksum(index: Path) -> None:
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    write(index / "manifest.json", json.dumps(manifest | {"checksum": 0}))


@pytest.mark.parametrize("spoil", [older, incomplete, cut, of_a_wrong_checksum])
def test_an_index_that_cannot_be_read_is_replaced(
    build: Way, records: Path, index: Path, spoil: Callable[[Path], None]
) -> None:
    whole = tree(index)
    spoil(index)
    with pytest.raises(IndexFormatError, match=f"{index}.*; rebuild it with 'namelink gazetteer build"):
        Gazetteer.open(index)
    assert build(records, index) == ""
    assert tree(index) == whole
    assert sorted(p.name for p in records.parent.iterdir()) == ["i", "r.jsonl"]


def test_an_empty_directory_is_replaced(build: Way, records: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert build(records, tmp_path / "empty") == ""
    assert len(Gazetteer.open(tmp_path / "empty")) == 1


def test_the_error_of_a_damaged_manifest_names_a_cure_that_works(build: Way, records: Path, index: Path) -> None:
    write(index / "manifest.json", '{"kind": "namelink-ind')
    with pytest.raises(IndexFormatError, match="if this was an index, remove it and rebuild it"):
        Gazetteer.open(index)
    refused(build, records, index, "or remove it yourself")


def test_the_current_directory(
    build: Way, records: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never replaced: whoever works there would be left in a directory that is gone."""
    monkeypatch.chdir(index)
    for target in (Path(), index):
        refused(build, records, target, "i is the current directory, which a build cannot replace;")
    write(tmp_path / "app" / "manifest.json", "{}")
    monkeypatch.chdir(tmp_path / "app")
    refused(build, records, Path(), "app is no namelink index: it holds manifest.json;")
    monkeypatch.chdir(tmp_path)
    assert build(records, Path("i")) == ""


def test_a_symbolic_link_is_followed(build: Way, records: Path, index: Path, tmp_path: Path) -> None:
    link, app = tmp_path / "current", tmp_path / "app"
    link.symlink_to("i")
    whole = tree(index)
    cut(index)
    assert build(records, link) == ""
    assert link.is_symlink()
    assert tree(index) == whole
    write(app / "manifest.json", "{}")
    link.unlink()
    link.symlink_to(app)
    refused(build, records, link, "app is no namelink index: it holds manifest.json;")
    link.unlink()
    link.symlink_to("new")  # nothing is there yet
    assert build(records, link) == ""
    assert tree(tmp_path / "new") == whole
    link.unlink()
    link.symlink_to("current")
    refused(build, records, link, "not even a directory")


@pytest.mark.parametrize("name", ["mine.jsonl", "keys.trie", "sub/mine.jsonl"])
def test_an_input_inside_the_output_is_refused(build: Way, records: Path, index: Path, name: str) -> None:
    (index / name).parent.mkdir(exist_ok=True)
    records.replace(index / name)
    outside = records.with_name("outside.jsonl")
    outside.symlink_to(index / name)
    write(records, "")
    for given in (index / name, outside):
        before = tree(records.parent)
        told = build(given, index)
        assert told.startswith(
            f"{given} is read by the build and lies inside {index}, which the build replaces; choose"
        )
        assert tree(records.parent) == before


def test_what_comes_during_a_build_is_not_lost(records: Path, index: Path) -> None:
    def arrive(what: str, _done: int, _of: int) -> None:
        if what == "writing":
            write(index / "notes.txt", "precious")

    before = tree(index)
    with pytest.raises(IndexFormatError, match=r"holds notes\.txt, which"):
        build_index([records], index, progress=arrive)
    assert tree(index) == before | {"notes.txt": b"precious"}
    assert sorted(p.name for p in records.parent.iterdir()) == ["i", "r.jsonl"]


def test_nothing_is_read_before_the_place_is_found_fit(
    records: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, "_make_shards", lambda *_: pytest.fail("the build began"))
    write(index / "notes.txt", "precious")
    with pytest.raises(IndexFormatError, match="notes"):
        build_index([records], index)
    with pytest.raises(BuildError, match="inside"):
        build_index([index / "notes.txt"], index)


def test_directories_change_places_at_once_or_not_at_all(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    write(a / "1", "")
    write(b / "2", "")
    assert exchange(a, b) == (b / "1").exists()
    with contextlib.suppress(FileNotFoundError):
        assert not exchange(a, tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


STOPS = [KeyboardInterrupt, Terminated, OSError]


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("at", range(2))
def test_a_build_that_is_stopped_between_two_renames_puts_the_index_back(
    records: Path, index: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], at: int
) -> None:
    monkeypatch.setattr(staging, "exchange", lambda *_: False)
    before, renamed = tree(index), 0
    rename = Path.rename

    def stopped(path: Path, target: Path) -> Path:
        nonlocal renamed
        renamed += 1
        if renamed == at + 1:
            raise stop(143)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(stop):
        build_index([records], index)
    assert tree(index) == before
    assert sorted(path.name for path in index.parent.iterdir()) == ["i", "r.jsonl"]


@pytest.mark.parametrize("is_atomic", [True, False])
def test_writers_of_one_place_end_with_the_index_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_atomic: bool
) -> None:
    if not is_atomic:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    files = [tmp_path / f"{number}.jsonl" for number in range(4)]
    for number, file in enumerate(files):
        write(file, json.dumps(RECORD | {"id": f"my:{number}"}) + "\n")

    def build(file: Path) -> str:
        try:
            build_index([file], tmp_path / "i")
        except OSError as error:  # without an exchange, another writer may be between its renames
            assert not is_atomic
            return str(error)
        return ""

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(build, files * 5))
    assert len(Gazetteer.open(tmp_path / "i", verify=True)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.jsonl", "1.jsonl", "2.jsonl", "3.jsonl", "i"]
