"""What pytest leaves out: tests and examples of engines that are not installed. In CI nothing is left out."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

# What Spark starts as its workers; without it the first python3 of the PATH.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

NEEDS = {
    "arrow": ["pyarrow"],
    "client": ["httpx"],
    "documents": ["docx", "pdfminer"],
    "duckdb": ["duckdb", "pyarrow"],
    "agents": ["mcp"],
    "mcp": ["mcp"],
    "pandas": ["pandas", "pyarrow"],
    "polars": ["polars", "pyarrow"],
    "ray": ["pyarrow", "ray"],
    "sklearn": ["pandas", "sklearn"],
    "spacy": ["spacy"],
    "spark": ["java", "pandas", "pyarrow", "pyspark"],
    "splink": ["duckdb", "pyarrow", "splink"],
    "dataframes": ["duckdb", "pandas", "polars", "pyarrow", "ray", "sklearn"],
}
"""What the module, the tests and the page of each integration need."""

OTHERS = {
    **dict.fromkeys(("answers", "attributes"), "arrow"),
    **dict.fromkeys(("client_answers", "client_connection", "client_errors"), "client"),
    "mcp_tools": "mcp",
    **dict.fromkeys(("spacy_knowledge_base", "spacy_scorer", "splitting"), "spacy"),
}
"""Modules that need what another does."""


def is_there(need: str) -> bool:
    """Whether a library, or the program ``java``, is installed."""
    return bool(shutil.which("java")) if need == "java" else importlib.util.find_spec(need) is not None


MISSING = {name: [need for need in needs if not is_there(need)] for name, needs in NEEDS.items()}
LEFT_OUT = [name for name, needs in MISSING.items() if needs and not os.environ.get("CI")]

collect_ignore = ["docs/conf.py", "docs/registries.py"]  # what Sphinx reads, with libraries of its own
collect_ignore += [
    path
    for name in LEFT_OUT
    for path in (
        f"src/namelink/integrations/{name}.py",
        *(f"src/namelink/integrations/{other}.py" for other, as_in in OTHERS.items() if as_in == name),
        f"src/namelink/integrations/{name}/reading.py",
        f"src/namelink/integrations/{name}/pdf.py",
        f"src/namelink/integrations/{name}/word.py",
        f"tests/cli/test_{name}.py",
        f"tests/integrations/{name}",
        f"tests/integrations/test_{name}.py",
        f"tests/integrations/service/test_{name}.py",
        f"docs/how-to/{name}.md",
        f"docs/gallery/{name}.md",
    )
]


def pytest_report_header() -> list[str]:
    """Say what is left out, and why."""
    return [f"left out: {name}, for want of {', '.join(MISSING[name])}" for name in LEFT_OUT]


SLOW = [
    "tests/integrations",
    "tests/docs/test_transcripts.py",
    "tests/importers/test_memory.py",
    "tests/test_threads.py",
]
"""Where tests start engines, servers, browsers, and programs of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests, which ``make test`` leaves to ``make test-slow``."""
    slow = [Path(__file__).parent / path for path in SLOW]
    for item in items:
        if any(item.path.is_relative_to(path) for path in slow):
            item.add_marker("slow")
