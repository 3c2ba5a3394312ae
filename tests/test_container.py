"""The Dockerfile: linted, and its commands run here, where no container engine need be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from namelink.cli import main
from tests.conftest import ROOT

INSTALLED = "/opt/namelink"
BUILT_HERE = ["src/namelink/gazetteer/default/names.trie", "src/namelink/_kernel.cpython-313-x86_64-linux-gnu.so"]
CHECKS = 10
"""How often health is asked for: a service that begins on a busy machine takes longer than the time of one check."""

RECORDS = 300
"""Records of each file that the index is built of."""

SYSTEM = ("apt-get", "useradd")
"""What is run of Debian's own, and not here."""


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, each with its arguments in a line."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def stages() -> list[list[tuple[str, str]]]:
    """Return the instructions of each stage."""
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        elif found:
            found[-1].append((word, rest))
    return found


def argument(word: str) -> str:
    """Return the arguments of an instruction that the last stage has once."""
    [found] = [rest for each, rest in stages()[-1] if each == word]
    return found


def words_of(word: str) -> list[str]:
    """Return the arguments of an instruction in the form of a list."""
    found: list[str] = json.loads(argument(word))
    return found


def is_left_out(path: str) -> bool:
    """Whether .dockerignore leaves a file out: the last line that matches it, or a folder it is in, decides."""
    left_out = False
    folders = [str(folder) for folder in (PurePosixPath(path), *PurePosixPath(path).parents)]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        parts = [".*" if part == "**" else re.escape(part).replace(r"\*", "[^/]*") for part in pattern.split("/")]
        expression = "/".join(parts).replace(".*/", "(.*/)?")
        if line and not line.startswith("#") and any(re.fullmatch(expression, folder) for folder in folders):
            left_out = not line.startswith("!")
    return left_out


def copied() -> Iterator[Path]:
    """Yield the files that the build stage copies, relative to the checkout."""
    for word, rest in stages()[0]:
        for source in rest.split()[:-1] if word == "COPY" else ():
            found = ROOT / source
            assert found.exists(), source
            for file in [found] if found.is_file() else sorted(found.rglob("*")):
                path = file.relative_to(ROOT)
                if file.is_file() and not is_left_out(path.as_posix()):
                    yield path


def test_the_linter_has_nothing_to_say() -> None:
    linter = shutil.which("hadolint", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if linter is None and not os.environ.get("CI"):
        pytest.skip("hadolint is not installed: pip install --group container")
    found = subprocess.run(
        [linter or "hadolint", str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_the_image_has_what_a_wheel_is_built_of_and_nothing_that_is_built_here() -> None:
    paths = {path.as_posix() for path in copied()}
    assert {"pyproject.toml", "NOTICE", "tools/build_hook.py", "data/gazetteer/SOURCES.toml"} <= paths
    assert {".ci/build.txt", ".ci/image.txt"} <= paths
    assert {"src/namelink/_kernel.pyx", "src/namelink/gazetteer/installed.py"} <= paths
    assert not any("__pycache__" in path for path in paths)
    for path in (
        *BUILT_HERE,
        "src/namelink/__pycache__/api.cpython-313.pyc",
        ".git/config",
        "tests/conftest.py",
        "a.key",
    ):
        assert is_left_out(path), path


def test_all_that_is_downloaded_is_told_by_its_hash() -> None:
    commands = [part for word, rest in stages()[0] if word == "RUN" for part in rest.split("&&")]
    installing = [command for command in commands if re.search(r"pip\b.* (install|wheel) ", command)]
    assert len(installing) == 4
    assert all("--require-hashes" in command or "--no-deps" in command for command in installing)
    assert all("--no-build-isolation" in command for command in installing if " wheel " in command)


def test_it_runs_as_nobody_in_particular() -> None:
    assert argument("USER").isdecimal()
    assert int(argument("USER")) > 0
    words = [word for word, _ in stages()[-1]]
    assert words.index("USER") > max(i for i, word in enumerate(words) if word in ("RUN", "COPY"))


def test_it_serves_where_the_health_check_asks() -> None:
    assert words_of("ENTRYPOINT") == ["namelink"]
    name, *options = words_of("CMD")
    given = main.commands[name].make_context(name, options).params
    assert given["host"] == "0.0.0.0"
    assert argument("EXPOSE") == str(given["port"])
    assert f"'127.0.0.1', {given['port']}," in argument("HEALTHCHECK")


def environment(*folders: Path) -> dict[str, str]:
    """Return the environment without what is of this checkout, and with programs from some folders first."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NAMELINK"))}
    return clean | {"PATH": os.pathsep.join([*map(str, folders), os.environ["PATH"]])}


def build(source: Path, installed: Path) -> None:
    """Run the commands of the build stage on what it copies, to install into a folder of our own.

    Of each file of records the first are taken: the index of all would take most of the time.
    """
    for path in copied():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, source / path)
        if path.suffix == ".jsonl":
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines(keepends=True)
            (source / path).write_text("".join(lines[:RECORDS]), encoding="utf-8")
    for word, command in stages()[0]:
        if word == "RUN" and not command.startswith(SYSTEM):
            here = ["sh", "-c", command.replace(INSTALLED, str(installed))]
            subprocess.run(here, cwd=source, env=environment(Path(sys.executable).parent), check=True)


@pytest.mark.slow
def test_its_commands_build_a_service_that_answers(tmp_path: Path) -> None:
    source, programs = tmp_path / "build", tmp_path / "opt" / "bin"
    build(source, programs.parent)
    elsewhere = ["--host", "127.0.0.1", "--port", "0"]
    name, *options = [*words_of("ENTRYPOINT"), *words_of("CMD"), *elsewhere]
    with subprocess.Popen(
        [str(programs / name), *options], stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment(programs)
    ) as service:
        assert service.stderr
        port = re.search(r"http://127\.0\.0\.1:(\d+)", service.stderr.readline())
        try:
            assert port
            check = json.loads(argument("HEALTHCHECK").partition("CMD ")[2].replace("8000", port[1]))
            check[0] = str(programs / check[0])
            asked = (subprocess.run(check, cwd=tmp_path, env=environment(programs), check=False) for _ in range(CHECKS))
            assert any(checked.returncode == 0 for checked in asked)
        finally:
            service.terminate()
            service.communicate(timeout=60)
    assert service.returncode == 0
    stopped = subprocess.run(check, cwd=tmp_path, env=environment(programs), capture_output=True, check=False)
    assert stopped.returncode == 1
