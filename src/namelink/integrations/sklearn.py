"""scikit-learn: how likely the names in two columns are spellings of one, as a feature for a model of one's own.

>>> import pandas
>>> from sklearn.compose import ColumnTransformer
>>> pairs = pandas.DataFrame(
...     {"ours": ["صدر جباروف", "سلمان"], "theirs": ["Sadyr Japarov", "سلطان"], "year": [1968, 1985]})
>>> features = ColumnTransformer([("name", NameComparer(), ["ours", "theirs"])], remainder="passthrough")
>>> features.fit_transform(pairs)[:, 0] > 0.5
array([ True, False])
>>> features.get_feature_names_out().tolist()
['name__name_score', 'remainder__year']
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from namelink import ColumnError, compare_many
from namelink.integrations.extras import extra

with extra("sklearn"):
    from sklearn.base import BaseEstimator, TransformerMixin


class NameComparer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """A transformer of two columns of names to one column: the score of `namelink.compare` of each two, 0 to 1.

    It learns nothing, so it can be used without being fitted.

    Args:
        missing: The score of a pair of which a name is missing (None, NaN, NA or an empty text).
        feature: The name of the column it makes.

    >>> NameComparer(missing=0.5).transform([["Putin", "بوتين"], ["Putin", None]])[:, 0] > [0.8, 0.4]
    array([ True,  True])
    """

    def __init__(self, missing: float = float("nan"), feature: str = "name_score") -> None:
        self.missing = missing
        self.feature = feature

    def fit(self, names: Any, y: Any = None) -> NameComparer:  # noqa: ARG002 - scikit-learn gives it
        """Return the transformer itself, once the names have two columns.

        Raises:
            ColumnError: they have not.
        """
        _rows(names)
        return self

    def transform(self, names: Any) -> NDArray[np.float64]:
        """Return the score of each two names, as an array of one column.

        Args:
            names: Pairs of names: a data frame or an array of two columns, or a list of pairs.

        Raises:
            ColumnError: they have not two columns, or a value is no text.
        """
        rows = _rows(names)
        asked = sorted({(a, b) for a, b in rows if a and b})
        scores = dict(zip(asked, compare_many(asked), strict=True))
        return np.array([[scores.get((a, b), self.missing)] for a, b in rows], dtype=np.float64).reshape(-1, 1)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:  # noqa: ARG002 - likewise
        """Return the name of the one column."""
        return np.array([self.feature], dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        """Whether it can be used: always."""
        return True


def _rows(names: Any) -> list[tuple[str, str]]:
    """Return pairs of names, an empty text for what is missing."""
    cells = np.asarray(names, dtype=object)
    if cells.size and (cells.ndim != 2 or cells.shape[1] != 2):
        raise ColumnError(f"names must have two columns, not the shape {cells.shape}: give frame[['ours', 'theirs']]")
    return [(_text(a, row), _text(b, row)) for row, (a, b) in enumerate(cells.tolist())]


def _text(value: Any, row: int) -> str:
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value)):
        return ""
    raise ColumnError(f"names hold {type(value).__name__} in row {row + 1}, not text; turn it into str first")
