"""Polars: the names of a column resolved, or the names in its texts linked, in a DataFrame or a LazyFrame.

>>> import polars
>>> resolve_column(polars.DataFrame({"name": ["بوتين", None]}), "name")["name_id"].to_list()
['wikidata:Q7747', None]
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from namelink.integrations.extras import extra
from namelink.integrations.resolvers import Gazetteers

with extra("polars"):
    import polars as pl
    import pyarrow as pa

    from namelink.integrations.arrow import added_mentions, added_resolution, link_array, resolve_array
    from namelink.integrations.attributes import columns_of, same_for_all

Frame = TypeVar("Frame", "pl.DataFrame", "pl.LazyFrame")


def resolve_column(
    frame: Frame,
    column: str,
    *,
    gazetteer: Gazetteers = None,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
    **options: Any,
) -> Frame:
    """Return a frame with what the names of a column come to; see `namelink.integrations.arrow.resolve_column`.

    A LazyFrame stays lazy, and can be streamed.

    Raises:
        ColumnError: there is no such column, it holds no text, or a new column's name is taken.

    >>> names = pl.LazyFrame({"name": ["صادر جباروف"]})
    >>> resolve_column(names, "name", struct="who").collect()["who"].struct["latin"].to_list()
    ['Sadyr Japarov']
    """
    schema = frame.collect_schema()
    added = added_resolution(schema.names(), column, prefix=prefix, struct=struct, candidates=candidates)
    told = same_for_all(options)
    answer = functools.partial(resolve_array, gazetteer=gazetteer, candidates=candidates, column=column, **told)
    found = _answers(schema, column, answer, columns_of(options, schema.names()))
    if struct:
        return frame.with_columns(found.alias(struct))
    held = _free_name(schema.names())
    fields = [pl.col(held).struct[i].alias(field.name) for i, field in enumerate(added)]
    return frame.with_columns(found.alias(held)).with_columns(*fields).drop(held)


def link_column(
    frame: Frame, column: str, *, gazetteer: Gazetteers = None, into: str | None = None, **options: Any
) -> Frame:
    """Return a frame with the names in the texts of a column; see `namelink.integrations.arrow.link_column`.

    Raises:
        ColumnError: there is no such column, it holds no text, or the new column's name is taken.

    >>> linked = link_column(pl.DataFrame({"text": ["وأكد بوتين"]}), "text")
    >>> [(m["start"], m["name"]) for m in linked["text_mentions"][0]]
    [(5, 'Vladimir Putin')]
    """
    schema = frame.collect_schema()
    (added,) = added_mentions(schema.names(), column, into=into)
    answer = functools.partial(link_array, gazetteer=gazetteer, column=column, **options)
    return frame.with_columns(_answers(schema, column, answer).alias(added.name))


@pl.api.register_lazyframe_namespace("namelink")
@pl.api.register_dataframe_namespace("namelink")
class NamelinkNamespace(Generic[Frame]):
    """`resolve_column` and `link_column` as methods of every DataFrame and LazyFrame, once this module is imported.

    >>> pl.DataFrame({"name": ["بوتين"]}).namelink.resolve("name")["name_id"].to_list()
    ['wikidata:Q7747']
    """

    def __init__(self, frame: Frame) -> None:
        self._frame: Frame = frame

    def resolve(self, column: str, **options: Any) -> Frame:
        """Return the frame with what the names of a column come to; the options are those of `resolve_column`.

        Raises:
            ColumnError: see `resolve_column`.
        """
        return resolve_column(self._frame, column, **options)

    def link(self, column: str, **options: Any) -> Frame:
        """Return the frame with the names in the texts of a column; the options are those of `link_column`.

        Raises:
            ColumnError: see `link_column`.
        """
        return link_column(self._frame, column, **options)


def _answers(
    schema: pl.Schema, column: str, answer: Callable[..., pa.Array], columns: Mapping[str, str] | None = None
) -> pl.Expr:
    # A first call without data raises errors of the column or the options here, not while Polars runs.
    answer(pl.Series([], dtype=schema[column]).to_arrow())
    kind = pl.from_arrow(answer(pa.array([""]))).dtype
    if columns:

        def with_cells(rows: pl.Series) -> pl.Series:
            cells = {argument: rows.struct.field(of).to_list() for argument, of in columns.items()}
            return pl.from_arrow(answer(rows.struct.field(column).to_arrow(), **cells))

        return pl.struct(list(dict.fromkeys([column, *columns.values()]))).map_batches(
            with_cells, return_dtype=kind, is_elementwise=True
        )
    return pl.col(column).map_batches(
        lambda values: pl.from_arrow(answer(values.to_arrow())), return_dtype=kind, is_elementwise=True
    )


def _free_name(names: list[str]) -> str:
    held = "resolution"
    while held in names:
        held += "_"
    return held
