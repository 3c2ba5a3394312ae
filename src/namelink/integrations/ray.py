"""Ray Data: the names of a column resolved, or the names in its texts linked, by all workers of a cluster.

namelink must be installed on the workers, and each index lie at its path there; a worker opens it once.
"""

from __future__ import annotations

from typing import Any

from namelink import link, resolve
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import IndexPath, index_paths

with extra("ray"):
    import pyarrow as pa
    import ray.data

    from namelink.integrations import arrow
    from namelink.integrations.attributes import same_for_all


def resolve_column(
    dataset: ray.data.Dataset,
    column: str,
    *,
    gazetteer: IndexPath | list[IndexPath] | None = None,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
    batch_size: int | None = 4096,
    **options: Any,
) -> ray.data.Dataset:
    """Return a dataset with what the names of a column come to; it stays lazy.

    Args:
        dataset: The dataset.
        column: The column of names.
        gazetteer: The path of an index on the workers, or several; the default one if None.
        prefix: As for `namelink.integrations.arrow.resolve_column`; so are struct, candidates and options.
        struct: See prefix.
        candidates: See prefix.
        batch_size: Rows that a worker is given at once; None for a whole block.
        options: See prefix.

    Raises:
        ColumnError: when the dataset is read: there is no such column, it holds no text, or a name is taken.
    """
    resolve("", **same_for_all(options))  # errors of the options are raised here, not on the workers
    arguments = {"prefix": prefix, "struct": struct, "candidates": candidates, **options}
    return _mapped(dataset, arrow.resolve_column, column, gazetteer, arguments, batch_size)


def link_column(
    dataset: ray.data.Dataset,
    column: str,
    *,
    gazetteer: IndexPath | list[IndexPath] | None = None,
    into: str | None = None,
    batch_size: int | None = 1024,
    **options: Any,
) -> ray.data.Dataset:
    """Return a dataset with the names in the texts of a column; it stays lazy.

    Args:
        dataset: The dataset.
        column: The column of texts.
        gazetteer: The path of an index on the workers, or several; the default one if None.
        into: As for `namelink.integrations.arrow.link_column`.
        batch_size: Rows that a worker is given at once; None for a whole block.
        options: Those of `namelink.link`.

    Raises:
        ColumnError: when the dataset is read: there is no such column, it holds no text, or the name is taken.
    """
    link("", **options)
    return _mapped(dataset, arrow.link_column, column, gazetteer, {"into": into, **options}, batch_size)


def _mapped(
    dataset: ray.data.Dataset,
    function: Any,
    column: str,
    gazetteer: IndexPath | list[IndexPath] | None,
    arguments: dict[str, Any],
    batch_size: int | None,
) -> ray.data.Dataset:
    sent = {"column": column, "gazetteer": index_paths(gazetteer), **arguments}
    known = dataset.schema(fetch_if_missing=False)
    if known is not None and isinstance(known.base_schema, pa.Schema):
        # Errors of the column are raised here where the columns are known, else by a worker.
        function(known.base_schema.empty_table(), column, **arguments)
    return dataset.map_batches(function, fn_kwargs=sent, batch_format="pyarrow", batch_size=batch_size)
