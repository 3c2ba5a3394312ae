from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = "arrow pandas polars duckdb ray sklearn spark splink spacy".split()
BESIDE_ENGINES = {"client": "serve", "documents": "documents", "mcp": "mcp"}
"""Modules with an extra each that drive no engine, and the group, part of that of developers, with what they need."""

WITHOUT = """
import importlib.abc, sys

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == {library!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
from namelink import MissingExtraError
try:
    import namelink.integrations.{module}
except MissingExtraError as error:
    print(error)
"""

FIRST = {
    "arrow": "pyarrow",
    "client": "httpx",
    "pandas": "pandas",
    "polars": "polars",
    "documents": "docx",
    "duckdb": "duckdb",
    "mcp": "mcp",
    "ray": "pyarrow",
    "sklearn": "sklearn",
    "spark": "pyarrow",
    "splink": "duckdb",
    "spacy": "spacy",
}
"""The library that a module imports first."""

IMPORTED = {"documents": "documents.word"}
"""The module that is meant, where an extra is of a part of one."""


@pytest.mark.parametrize("module", [*MODULES, *BESIDE_ENGINES])
def test_the_error_names_the_extra(module: str) -> None:
    library = FIRST[module]
    program = WITHOUT.format(module=IMPORTED.get(module, module), library=library)
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout == f"{library} is not installed; pip install 'namelink[{module}]' brings it\n"


@pytest.mark.parametrize("module", [m for m in MODULES if m not in ("arrow", "sklearn", "spacy")])
def test_a_missing_pyarrow_names_the_extra_of_the_engine(module: str) -> None:
    if importlib.util.find_spec(FIRST[module]) is None and not os.environ.get("CI"):
        pytest.skip(f"{FIRST[module]} is not installed")
    program = WITHOUT.format(module=module, library="pyarrow")
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout == f"pyarrow is not installed; pip install 'namelink[{module}]' brings it\n"


def test_each_module_has_an_extra() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    groups = PROJECT["dependency-groups"]
    assert {*MODULES, *BESIDE_ENGINES} <= set(extras)
    assert all(set(extras[module]) <= set(groups[group]) for module, group in BESIDE_ENGINES.items())
    engines = set(groups["engines"])
    assert engines == {need for module in MODULES for need in extras[module]}


def test_importing_the_package_imports_no_engine() -> None:
    program = (
        "import sys, namelink.integrations, namelink.integrations.documents.reading\n"
        "engines = 'docx httpx mcp pdfminer pyarrow pandas polars duckdb ray pyspark sklearn splink spacy'.split()\n"
        "assert not [m for m in engines if m in sys.modules]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
