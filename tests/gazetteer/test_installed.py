"""Gazetteers that other packages bring are found by name."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner

from namelink import Gazetteer, IndexNotFoundError
from namelink.cli import main
from namelink.gazetteer.installed import EXTRAS, find_index, gazetteer_names
from namelink.index import compiler
from namelink.integrations.resolvers import open_resolver
from namelink.record import Record

CRATERS = [
    {"id": "mars:Gale", "type": "place", "names": [{"text": "Aeolis Palus", "lang": "en"}]},
    # What the default gazetteer has too, by a ref.
    {
        "id": "mars:Bishkek",
        "type": "place",
        "names": [{"text": "Pishpek on Mars", "lang": "en"}],
        "refs": ["wikidata:Q9361"],
    },
]


class Install(Protocol):
    def __call__(self, value: str, module: str = "", name: str = "mars") -> None: ...


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Give a function that puts a module and an entry point of it on the path, as an installed package does."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mars_places", raising=False)
    made = compiler.compile_records([("test", Record.from_dict(record, "test")) for record in CRATERS])
    (tmp_path / "mars_index").mkdir()
    for file, content in made.items():
        (tmp_path / "mars_index" / file).write_bytes(content)

    def add(value: str, module: str = "", name: str = "mars") -> None:
        (tmp_path / "mars_places.py").write_text(
            module or "from pathlib import Path\nINDEX = Path(__file__).with_name('mars_index')\n"
        )
        info = tmp_path / "mars_places-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mars-places\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[namelink.gazetteers]\n{name} = {value}\n")

    return add


def test_a_gazetteer_of_another_package_is_opened_by_its_name(install: Install) -> None:
    assert "mars" not in gazetteer_names()
    install("mars_places:INDEX")
    assert {"default", "mars"} <= set(gazetteer_names())
    assert len(Gazetteer.open("mars")) == len(CRATERS)
    assert open_resolver(["default", "mars"]).resolve("Aeolis Palus").id == "mars:Gale"


def test_layers_of_names_merge_by_refs(install: Install) -> None:
    install("mars_places:INDEX")
    layers = Gazetteer.open_layers(["default", "mars"])
    assert layers["mars:Bishkek"].id == "wikidata:Q9361"
    assert "Pishpek on Mars" in {name.text for name in layers["wikidata:Q9361"].names}
    assert len(layers) == len(Gazetteer.default()) + 1


def test_commands_take_the_name(install: Install, tmp_path: Path) -> None:
    install("mars_places:INDEX")
    run = ["resolve", "Aeolis Palus", "--gazetteer", "default", "--gazetteer", "mars", "--format", "json"]
    found = CliRunner().invoke(main, run)
    assert json.loads(found.output)["id"] == "mars:Gale"
    assert str(tmp_path / "mars_index") in CliRunner().invoke(main, ["gazetteer", "info", "mars"]).output
    compared = CliRunner().invoke(main, ["gazetteer", "diff", "mars", str(tmp_path / "mars_index")])
    assert compared.exit_code == 0


def test_an_index_at_a_path_wins_over_a_name_and_an_empty_folder_does_not(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("mars_places:INDEX")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mars").mkdir()
    assert find_index("mars") == tmp_path / "mars_index"
    (tmp_path / "mars" / "manifest.json").touch()
    assert find_index("mars") == Path("mars")


def test_no_package_takes_the_place_of_the_default_gazetteer(install: Install) -> None:
    install("mars_places:INDEX", name="default")
    assert Gazetteer.open_layers(["default"]) is Gazetteer.default()
    assert find_index("default").parent.name == "gazetteer"


def test_an_unknown_name_is_told_what_is_installed_and_how_to_get_places(install: Install) -> None:
    install("mars_places:INDEX")
    with pytest.raises(IndexNotFoundError) as error:
        Gazetteer.open_layers(["default", "venus"])
    assert "no index at 'venus'" in str(error.value)
    assert "installed are 'default', 'mars'" in str(error.value)  # sorted, so before 'places' if that is there
    assert "places" in gazetteer_names() or EXTRAS["places"] in str(error.value)
    found = CliRunner().invoke(main, ["resolve", "Aeolis Palus", "--gazetteer", "venus"])
    assert (found.exit_code, "'default', 'mars'" in found.stderr) == (2, True)


def test_a_path_of_nothing_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match="holds no namelink index"):
        Gazetteer.open(tmp_path / "venus")


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("import no_such_library", "No module named 'no_such_library'"),
        ("OTHER = 1", "has no attribute 'INDEX'"),
        ("INDEX = 1", "expected str, bytes or os.PathLike|should be a str|not 'int'|not int"),
    ],
)
def test_a_broken_package_is_named(install: Install, module: str, says: str) -> None:
    install("mars_places:INDEX", module)
    with pytest.raises(IndexNotFoundError, match=f"of the package mars-places cannot be loaded: .*({says})"):
        Gazetteer.open("mars")
