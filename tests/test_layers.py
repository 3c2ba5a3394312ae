"""Imports point one way. Each layer sees those before it, and nothing after."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "namelink"

# From the bottom to the top; those of one row do not see each other.
LAYERS = [
    "_kernel cache coordinates dates deprecation entry_points html reference signals summary tables".split(),
    ["errors", "kernel"],
    ["files", "pool"],
    ["config", "identifiers", "model", "scripts"],
    ["features", "text"],
    ["phonetics"],
    ["lang"],
    ["countries", "names"],
    ["validation"],
    ["record_fields", "transliteration"],
    ["record"],
    ["index"],
    ["gazetteer"],
    ["exporters"],
    ["matching"],
    ["linking"],
    ["clustering", "spelling"],
    ["api"],
    ["__init__"],
    ["evaluation", "sources"],
    ["integrations"],
    ["cli"],
    ["__main__"],
]
# Importers see the record format only; nothing but the command line sees importers.
IMPORTERS_SEE = {
    *"config countries dates deprecation errors files identifiers importers lang model".split(),
    *"record record_fields scripts summary tables text validation".split(),
}
# What knows a library, so that it can be replaced in one place.
ONLY_IMPORTERS = {
    "pyarabic": {"lang", "text"},
    "unidecode": {"phonetics", "transliteration"},
    "marisa_trie": {"index"},
    "rapidfuzz": {"matching", "clustering", "gazetteer.checks"},
    "rich": {"cli"},
    "click": {"cli"},
    **{
        engine: {"integrations"}
        for engine in ("duckdb", "pandas", "polars", "pyarrow", "pyspark", "ray", "spacy", "splink")
    },
    "docx": {"integrations"},
    "httpx": {"integrations"},
    "mcp": {"integrations"},
    "pdfminer": {"integrations"},
    "pydantic": {"integrations"},
    "starlette": {"integrations"},
    "uvicorn": {"integrations"},
    "prometheus_client": {"integrations"},
}

MODULES = sorted(SRC.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            if node.module != "namelink":
                yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> int:
    parts = module.split(".")
    top = parts[1] if len(parts) > 1 else "__init__"
    return next((i for i, row in enumerate(LAYERS) if top in row), LAYERS.index(["__init__"]))


def own_name(path: Path) -> str:
    return ".".join(("namelink", *path.relative_to(SRC).with_suffix("").parts))


@pytest.mark.parametrize("path", MODULES, ids=own_name)
def test_imports_point_down(path: Path) -> None:
    own = own_name(path)
    top = own.split(".")[1]
    for name in imports(path):
        first = name.split(".")[0]
        if first in ONLY_IMPORTERS:
            assert {top, own.removeprefix("namelink.")} & ONLY_IMPORTERS[first], f"{own} imports {name}"
        if first != "namelink" or name == "namelink.__init__":
            continue
        if name.startswith("namelink.importers"):
            assert top in ("importers", "cli", "sources"), f"{own} imports {name}"
        if top == "importers":
            assert any(name.removeprefix("namelink.").startswith(seen) for seen in IMPORTERS_SEE), f"{own}: {name}"
        elif len(name.split(".")) > 1 and name.split(".")[1] == top:
            continue
        else:
            assert layer(name) <= layer(own), f"{own} imports {name}, which lies above it"
            if layer(name) == layer(own):
                assert top == "__init__", f"{own} imports {name}, which lies beside it"


@pytest.mark.parametrize("path", MODULES, ids=own_name)
def test_the_run_time_road_never_sees_the_compiler(path: Path) -> None:
    own = own_name(path)
    if own.split(".")[1] in ("matching", "linking", "api"):
        parts = {part for name in imports(path) if name.startswith("namelink") for part in name.split(".")}
        assert not parts & {"compiler", "importers"}


# What the public API has not, and an integration may see all the same.
INTEGRATIONS_SEE = {
    "namelink.integrations.arrow": {"namelink.validation"},
    "namelink.integrations.attributes": {"namelink.validation"},
    "namelink.integrations.client": {"namelink.spelling", "namelink.validation"},
    "namelink.integrations.client_connection": {"namelink.config.setting"},
    "namelink.integrations.duckdb": {"namelink.validation"},
    "namelink.integrations.mcp_tools": {
        "namelink.lang.ar.name_parts",
        "namelink.spelling",
        "namelink.transliteration.name_style",
        "namelink.transliteration.standards",
        "namelink.validation",
    },
    "namelink.integrations.spacy": {"namelink.validation"},
    "namelink.integrations.spacy_knowledge_base": {"namelink.files"},
    "namelink.integrations.splink": {
        "namelink.errors",
        "namelink.lang",
        "namelink.names",
        "namelink.phonetics.keys",
        "namelink.validation",
    },
}


@pytest.mark.parametrize("path", sorted((SRC / "integrations").glob("*.py")), ids=own_name)
def test_integrations_use_the_public_api(path: Path) -> None:
    own = own_name(path)
    allowed = {"namelink", "namelink.integrations", *INTEGRATIONS_SEE.get(own, ())}
    public = set(importlib.import_module("namelink").__all__)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "namelink":
            module = node.module or ""
            assert module in allowed or module.startswith("namelink.integrations."), f"{own} imports {module}"
            if module == "namelink":
                assert {alias.name for alias in node.names} <= public, f"{own} imports what is not public"
