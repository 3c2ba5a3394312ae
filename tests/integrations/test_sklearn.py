from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from namelink import ColumnError, compare

pd = pytest.importorskip("pandas")
pytest.importorskip("sklearn")

from sklearn.base import clone  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402

from namelink.integrations.sklearn import NameComparer  # noqa: E402

PAIRS = [("صدر جباروف", "Sadyr Japarov"), ("سلمان", "سلطان"), ("بوتين", "Putin"), ("Merkel", "مكرم")]


@pytest.mark.parametrize("make", [list, pd.DataFrame, lambda rows: np.array(rows, dtype=object)])
def test_the_scores_are_those_of_compare(make: Any) -> None:
    assert NameComparer().transform(make(PAIRS))[:, 0].tolist() == [compare(a, b).score for a, b in PAIRS]


def test_what_is_missing() -> None:
    rows = pd.DataFrame({"a": ["Putin", None, pd.NA, float("nan"), ""], "b": ["بوتين"] * 5})
    first, *rest = NameComparer(missing=0.25).transform(rows)[:, 0].tolist()
    assert first == compare("Putin", "بوتين").score
    assert rest == [0.25] * 4
    assert np.isnan(NameComparer().transform(rows)[1:]).all()
    assert NameComparer().transform([]).shape == (0, 1)


def test_in_a_pipeline() -> None:
    model = make_pipeline(NameComparer(), LogisticRegression()).fit(PAIRS, [1, 0, 1, 0])
    assert model.predict([("قطر", "Qatar"), ("قطر", "Chile")]).tolist() == [1, 0]
    assert clone(NameComparer(missing=0.5)).get_params() == {"missing": 0.5, "feature": "name_score"}
    assert pickle.loads(pickle.dumps(NameComparer())).transform(PAIRS).shape == (4, 1)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([("a", "b", "c")], r"names must have two columns, not the shape \(1, 3\): give frame"),
        (["a", "b"], r"names must have two columns, not the shape \(2,\)"),
        ([("a", "b"), ("a", 5)], "names hold int in row 2, not text; turn it into str first"),
    ],
)
def test_what_is_no_pair_of_names(names: Any, says: str) -> None:
    with pytest.raises(ColumnError, match=f"^{says}"):
        NameComparer().fit(names)
