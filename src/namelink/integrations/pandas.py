"""pandas: the names of a column resolved, or the names in its texts linked.

>>> import pandas
>>> resolve_column(pandas.DataFrame({"name": ["بوتين", None]}), "name")["name_id"].tolist()[0]
'wikidata:Q7747'
"""

from __future__ import annotations

import re
from typing import Any

from namelink import ColumnError
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import Gazetteers

with extra("pandas"):
    import pandas as pd
    import pyarrow as pa

    from namelink.integrations.arrow import added_mentions, added_resolution, link_array, resolve_array
    from namelink.integrations.attributes import columns_of, same_for_all

HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair: pandas may hold it, Arrow cannot."""


def resolve_column(
    frame: pd.DataFrame,
    column: str,
    *,
    gazetteer: Gazetteers = None,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
    **options: Any,
) -> pd.DataFrame:
    """Return a frame with what the names of a column come to; see `namelink.integrations.arrow.resolve_column`.

    The index is kept. None, NaN and NA are nulls; half a surrogate pair is read as U+FFFD.

    Raises:
        ColumnError: there is no such column, it holds no text, or a new column's name is taken.

    >>> names = pd.DataFrame({"president": ["صادر جباروف"]}, index=["a"])
    >>> resolve_column(names, "president", prefix="").loc["a", ["outcome", "latin"]].tolist()
    ['match', 'Sadyr Japarov']
    """
    added = added_resolution(list(frame.columns), column, prefix=prefix, struct=struct, candidates=candidates)
    cells = {argument: _cells(frame, of) for argument, of in columns_of(options, list(frame.columns)).items()}
    told = same_for_all(options) | cells
    names = _values(frame, column)
    found = resolve_array(names, gazetteer=gazetteer, candidates=candidates, column=column, **told)
    parts = [found] if struct else found.flatten()
    return frame.assign(**{field.name: _series(part, frame) for field, part in zip(added, parts, strict=True)})


def link_column(
    frame: pd.DataFrame, column: str, *, gazetteer: Gazetteers = None, into: str | None = None, **options: Any
) -> pd.DataFrame:
    """Return a frame with the names in the texts of a column, a list of dicts for each.

    See `namelink.integrations.arrow.link_column`; nulls and halves of pairs as for `resolve_column`.

    Raises:
        ColumnError: there is no such column, it holds no text, or the new column's name is taken.

    >>> linked = link_column(pd.DataFrame({"text": ["وأكد بوتين"]}), "text")
    >>> [(m["start"], m["name"]) for m in linked.loc[0, "text_mentions"]]
    [(5, 'Vladimir Putin')]
    """
    (added,) = added_mentions(list(frame.columns), column, into=into)
    found = link_array(_values(frame, column), gazetteer=gazetteer, column=column, **options)
    return frame.assign(**{added.name: _series(found, frame)})


@pd.api.extensions.register_dataframe_accessor("namelink")
class NamelinkAccessor:
    """`resolve_column` and `link_column` as methods of every frame, once this module is imported.

    >>> pd.DataFrame({"name": ["بوتين"]}).namelink.resolve("name").loc[0, "name_id"]
    'wikidata:Q7747'
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def resolve(self, column: str, **options: Any) -> pd.DataFrame:
        """Return the frame with what the names of a column come to; the options are those of `resolve_column`.

        Raises:
            ColumnError: see `resolve_column`.
        """
        return resolve_column(self._frame, column, **options)

    def link(self, column: str, **options: Any) -> pd.DataFrame:
        """Return the frame with the names in the texts of a column; the options are those of `link_column`.

        Raises:
            ColumnError: see `link_column`.
        """
        return link_column(self._frame, column, **options)


def _values(frame: pd.DataFrame, column: str) -> pa.Array | pa.ChunkedArray:
    values = frame[column]
    try:
        try:
            return pa.array(values, from_pandas=True)
        except UnicodeEncodeError:
            return pa.array(values.map(_whole), from_pandas=True)
    except pa.ArrowException:
        row = next(i for i, value in enumerate(values) if not (isinstance(value, str) or pd.isna(value)))
        raise ColumnError(
            f"the column {column!r} holds {type(values.iloc[row]).__name__} in row {row + 1}, not text;"
            " turn it into str first"
        ) from None


def _cells(frame: pd.DataFrame, column: str) -> list[Any]:
    return [None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell for cell in frame[column]]


def _whole(value: object) -> object:
    return HALF.sub("\ufffd", value) if isinstance(value, str) else value


def _series(part: pa.Array | pa.ChunkedArray, frame: pd.DataFrame) -> pd.Series:
    if pa.types.is_nested(part.type):
        return pd.Series(part.to_pylist(), index=frame.index, dtype=object)
    return part.to_pandas().set_axis(frame.index)
