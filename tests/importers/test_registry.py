from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import namelink.importers
from namelink.cli import main
from namelink.errors import SourceError
from namelink.importers import ImportContext, get_importer, importer_names
from namelink.importers.registry import BUILT_IN

MARS = """
from namelink.importers import Importer, Option, PartialRecord, check_sources, make_curie, merge_records, usable_names
from namelink.importers import Unusable
from namelink.model import EntityType, NameKind


class Mars(Importer):
    name = "mars"
    help = "Read a list of craters."
    formats = ("a crater a line",)
    options = (Option("--radius", "radius", "The least radius, in kilometres.", "3", int, "KM"),)

    def read(self, paths, context, options):
        def parse(line):
            crater, _, radius = line.text.partition(":")
            if not radius:
                raise Unusable("a line needs a radius")
            if int(radius) >= options["radius"]:
                names = usable_names(line, context, [(crater, "en", NameKind.NAME)])
                yield PartialRecord(make_curie("mars", crater), line, EntityType.PLACE, names)

        return merge_records(check_sources(paths), context, parse)
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Give a function that puts a module and an entry point of it on the path, as an installed package does."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mars_importer", raising=False)

    def add(module: str, target: str) -> None:
        (tmp_path / "mars_importer.py").write_text(module)
        info = tmp_path / "mars_gazetteer-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mars-gazetteer\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[namelink.importers]\nmars = {target}\n")

    return add


def test_an_importer_of_another_package_is_a_command(tmp_path: Path, install: Callable[[str, str], None]) -> None:
    assert "mars" not in importer_names()
    install(MARS, "mars_importer:Mars")
    assert importer_names() == sorted([*(entry.name for entry in BUILT_IN), "mars"])
    source, output = tmp_path / "craters", tmp_path / "r.jsonl"
    source.write_text("Gale:77\nTiny:2\nbroken\n")
    run = ["gazetteer", "import", "mars", str(source), "-o", str(output)]
    result = CliRunner().invoke(main, run)
    assert result.exit_code == 0, result.output
    assert "1 records, 1 names; 1 rejects" in result.stderr
    assert '"id": "mars:Gale"' in output.read_text()
    assert CliRunner().invoke(main, [*run, "--radius", "1"]).exit_code == 0
    assert len(output.read_text().splitlines()) == 2
    wrong = CliRunner().invoke(main, [*run, "--radius", "wide"])
    assert (wrong.exit_code, "write it as KM" in wrong.stderr) == (2, True)
    listed = CliRunner().invoke(main, ["gazetteer", "import", "--help"]).output
    assert "Read a list of craters." in listed
    assert "A table of classes" in CliRunner().invoke(main, ["gazetteer", "import", "wikidata", "--help"]).output


@pytest.mark.parametrize(
    ("module", "target", "says"),
    [
        ("import no_such_library", "mars_importer:Mars", "mars-gazetteer cannot be loaded: No module named"),
        ("", "mars_importer:Mars", "mars-gazetteer cannot be loaded: .*; update the package, or uninstall it"),
        ("Mars = dict", "mars_importer:Mars", "is not derived from namelink.importers.Importer"),
    ],
)
def test_a_broken_importer_is_named(install: Callable[[str, str], None], module: str, target: str, says: str) -> None:
    install(module, target)
    with pytest.raises(SourceError, match=says):
        get_importer("mars")


def test_an_importer_that_is_not_known() -> None:
    with pytest.raises(SourceError, match="there is no importer 'venus'; there are csv, geonames"):
        get_importer("venus")


@pytest.mark.parametrize("name", [entry.name for entry in BUILT_IN])
def test_an_importer_and_its_function_take_the_same_options(name: str) -> None:
    importer = get_importer(name)
    function = getattr(namelink.importers, f"read_{name.replace('-', '_')}")
    taken = set(inspect.signature(function).parameters) - {"paths", "on_reject", "on_skip", "on_note", "progress"}
    assert {option.parameter for option in importer.options} == taken
    assert importer.name == name
    assert importer.formats
    with pytest.raises(SourceError, match="name at least one source"):
        list(importer.read([], ImportContext(print), {}))


def test_how_often_a_source_is_read() -> None:
    wikidata = get_importer("wikidata")
    assert (wikidata.passes({}), wikidata.passes({"subclasses": False})) == (2, 1)
    assert get_importer("csv").passes({}) == 1


def test_old_names_work_and_warn(tmp_path: Path) -> None:
    import namelink.sources

    with pytest.warns(
        DeprecationWarning, match=r"namelink\.sources\.read_csv is deprecated .* use namelink\.importers\."
    ):
        read = namelink.sources.read_csv
    with pytest.warns(DeprecationWarning, match=r"use namelink\.importers\.ImportIssue"):
        assert namelink.sources.Remark is namelink.importers.ImportIssue
    path = tmp_path / "a.csv"
    path.write_text("id,name:en\nx:1,Gale\n")
    with pytest.warns(DeprecationWarning, match=r"read_csv\(rejects=\) is deprecated .* use on_reject=") as warned:
        (record,) = read(path, rejects=print, constants={"type": "place"})
    assert record.id == "x:1"
    assert warned[0].filename == __file__
    with pytest.raises(AttributeError, match="no attribute 'read_mars'"):
        _ = namelink.sources.read_mars
    with pytest.warns(DeprecationWarning, match=r"use on_skip="), pytest.raises(SourceError):
        namelink.importers.read_wikidata("none", on_reject=print, passed=print)  # type: ignore[call-arg]
