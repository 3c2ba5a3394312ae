"""How well scores of whole names tell same from different, and how far they are probabilities: bounds of what stands.

The half ``dev`` of the open bench, which names are developed on; docs/benchmarks/names.md has the half that is held.
"""

from __future__ import annotations

import pytest

from namelink import compare_many, tables
from namelink.evaluation.measures import brier, roc_auc
from tests.conftest import ROOT

ROWS = [
    row for _, row in tables.parse_tsv((ROOT / "benchmarks/data/names.tsv").read_text("utf-8")) if row["half"] == "dev"
]

# type, least AUC, greatest Brier score
BOUNDS = [("person", 0.92, 0.105), ("organization", 0.75, 0.23), ("place", 0.76, 0.225)]


@pytest.mark.parametrize(("type", "auc", "error"), BOUNDS)
def test_scores_of_whole_names_stay_as_good_as_they_are(type: str, auc: float, error: float) -> None:
    rows = [row for row in ROWS if row["type"] == type]
    scores = compare_many([(row["a"], row["b"]) for row in rows])
    labels = [row["label"] == "same" for row in rows]
    reached, missed = roc_auc(scores, labels), brier(scores, labels)
    assert reached is not None
    assert missed is not None
    assert reached >= auc
    assert missed <= error
