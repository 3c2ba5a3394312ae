"""The locks of .ci: are they of what pyproject.toml asks for now, in one version each, and with hashes?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import attrs
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "requirements": (("dev", "engines", "exports", "browser", "container", "docs"), ()),
    "dev": (("dev",), ()),
    "build": (("build",), None),
    "image": ((), ("documents", "mcp", "serve")),
}
"""The groups that a lock is of, and the extras of the package; None where the package itself is not in it."""


@attrs.frozen
class Pin:
    """A package of a lock."""

    version: str
    has_hash: bool
    is_asked_for: bool
    """Whether pyproject.toml names it, or only another package does."""


def pins(lock: str) -> dict[str, list[Pin]]:
    """Return the packages of a lock by their names; of one there are several where versions of Python differ."""
    found: dict[str, list[Pin]] = {}
    text = (ROOT / ".ci" / f"{lock}.txt").read_text(encoding="utf-8")
    for name, version, rest in re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n[ #].*)*)", text, re.MULTILINE):
        pin = Pin(version, "--hash=sha256:" in rest, "namelink (pyproject.toml" in rest)
        found.setdefault(canonicalize_name(name), []).append(pin)
    return found


def name_of(requirement: Requirement) -> str:
    """Return the name of a package that is asked for, as all spellings of it come to."""
    return canonicalize_name(requirement.name)


def of_group(group: str) -> Iterator[Requirement]:
    """Yield the requirements of a group, and of those that it includes."""
    for listed in PYPROJECT["dependency-groups"][group]:
        if isinstance(listed, dict):
            yield from of_group(listed["include-group"])
        else:
            yield Requirement(listed)


def asked(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks for in a lock."""
    groups, extras = ASKED[lock]
    project = PYPROJECT["project"]
    own = [] if extras is None else [project["dependencies"], *(project["optional-dependencies"][e] for e in extras)]
    return [
        *(r for group in groups for r in of_group(group)),
        *(Requirement(each) for listed in own for each in listed),
    ]


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_is_of_what_is_asked_for(lock: str) -> None:
    found, wanted = pins(lock), asked(lock)
    named = {name for name, listed in found.items() if any(pin.is_asked_for for pin in listed)}
    assert named == {name_of(requirement) for requirement in wanted}, "make lock"
    for requirement in wanted:
        for pin in found[name_of(requirement)]:
            assert requirement.specifier.contains(pin.version), f"{requirement}: {pin.version}; make lock"


@pytest.mark.parametrize("lock", ASKED)
def test_all_of_a_lock_has_hashes(lock: str) -> None:
    assert [name for name, listed in pins(lock).items() if not all(pin.has_hash for pin in listed)] == []


@pytest.mark.parametrize("lock", list(ASKED)[1:])
def test_a_lock_has_the_versions_that_are_tested(lock: str) -> None:
    tested = pins("requirements")
    for name, listed in pins(lock).items():
        assert {pin.version for pin in listed} <= {pin.version for pin in tested[name]}, name


def test_what_the_package_is_built_with_is_in_a_lock() -> None:
    required = map(Requirement, PYPROJECT["build-system"]["requires"])
    assert {str(r) for r in required} <= {str(r) for r in of_group("build")}
