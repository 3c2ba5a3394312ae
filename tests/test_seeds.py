"""Every document of seeds/ is linked as its gold says, and nothing else is found in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from namelink import Resolver
from tests.conftest import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def test_there_are_seeds() -> None:
    assert len(SEEDS) >= 10


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed(path: Path, resolver: Resolver) -> None:
    text = path.read_text(encoding="utf-8")
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {(g["start"], g["end"], g["text"], g["id"], g["kind"]) for g in map(json.loads, lines)}
    assert all(text[start:end] == surface for start, end, surface, _, _ in gold)
    found = {(m.start, m.end, m.text, m.id, str(m.kind)) for m in resolver.link(text)}
    assert (sorted(gold - found), sorted(found - gold)) == ([], []), "(missed, wrong)"
