"""A page that repeats figures of others has those that stand there today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
REPEATING = ["explanation/when-not.md", "reference/model-cards.md"]
FIGURE = re.compile(r"(?<![\w.])\d*\.\d+(?![\w.]*\d)")
LINK = re.compile(r"\]\(([\w./-]+\.md)(?:#[\w-]*)?\)")


def figures(text: str) -> set[str]:
    """Return the numbers with a point of a text, without the zero before it."""
    return {found.lstrip("0") for found in FIGURE.findall(text)}


def paragraphs(page: Path) -> list[str]:
    """Return the paragraphs of a page that state figures; tables and versions of software are none."""
    parts = page.read_text(encoding="utf-8").split("\n\n")
    return [part for part in parts if figures(part) and not part.startswith(("|", "```"))]


CASES = [(name, part) for name in REPEATING for part in paragraphs(DOCS / name)]


@pytest.mark.parametrize(("name", "paragraph"), CASES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(CASES)])
def test_a_figure_stands_on_a_page_that_is_linked_beside_it(name: str, paragraph: str) -> None:
    pages = [(DOCS / name).parent / link for link in LINK.findall(paragraph)]
    there = set().union(*(figures(page.read_text(encoding="utf-8")) for page in pages))
    assert figures(paragraph) <= there, f"not there: {figures(paragraph) - there}"
