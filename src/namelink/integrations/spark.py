"""Spark: the names of a column resolved, or the names in its texts linked, by ``mapInArrow``.

namelink must be installed where the executors are. An index is sent there as an archive, and a worker
process opens it once.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from namelink import ColumnError, Resolver, link, resolve
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import DEFAULT, IndexPath, index_paths, open_resolver

with extra("spark"):
    import pyarrow as pa
    from pyspark import SparkFiles
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import NullType, StringType, StructType

    from namelink.integrations import arrow
    from namelink.integrations.attributes import columns_of, same_for_all

MANIFEST = "manifest.json"


@attrs.frozen
class Archive:
    """An index that was sent to the executors.

    Attributes:
        name: The directory it is unpacked to there.
    """

    name: str


def resolve_column(
    frame: DataFrame,
    column: str,
    *,
    gazetteer: IndexPath | list[IndexPath] | None = None,
    ship: bool = True,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
    **options: Any,
) -> DataFrame:
    """Return a frame with what the names of a column come to; it stays lazy.

    Args:
        frame: The frame.
        column: The column of names.
        gazetteer: The path of an index, or several (the first wins); the default one if None.
        ship: Whether the indexes lie at the driver and are sent to the executors, once for a Spark application;
            if not, they lie at these paths on every executor.
        prefix: As for `namelink.integrations.arrow.resolve_column`; so are struct, candidates and options.
        struct: See prefix.
        candidates: See prefix.
        options: See prefix.

    Raises:
        ColumnError: there is no such column, it holds no text, or a new column's name is taken.
        IndexNotFoundError: an index that is to be sent is not there.
    """
    resolve("", **same_for_all(options))  # errors of the options are raised here, not by the executors
    shape: dict[str, Any] = {"prefix": prefix, "struct": struct, "candidates": candidates}
    added = arrow.added_resolution(frame.columns, column, **shape)
    columns_of(options, frame.columns)
    return _mapped(frame, column, added, _resolved, gazetteer, ship, {**shape, **options})


def link_column(
    frame: DataFrame,
    column: str,
    *,
    gazetteer: IndexPath | list[IndexPath] | None = None,
    ship: bool = True,
    into: str | None = None,
    **options: Any,
) -> DataFrame:
    """Return a frame with the names in the texts of a column; it stays lazy.

    Args:
        frame: The frame.
        column: The column of texts.
        gazetteer: As for `resolve_column`, as is ship.
        ship: See gazetteer.
        into: As for `namelink.integrations.arrow.link_column`.
        options: Those of `namelink.link`.

    Raises:
        ColumnError: there is no such column, it holds no text, or the new column's name is taken.
        IndexNotFoundError: an index that is to be sent is not there.
    """
    link("", **options)
    added = arrow.added_mentions(frame.columns, column, into=into)
    return _mapped(frame, column, added, _linked, gazetteer, ship, {"into": into, **options})


def _mapped(
    frame: DataFrame,
    column: str,
    added: list[pa.Field],
    function: Any,
    gazetteer: IndexPath | list[IndexPath] | None,
    ship: bool,
    arguments: dict[str, Any],
) -> DataFrame:
    kind = frame.schema[column].dataType
    if not isinstance(kind, StringType | NullType):
        raise ColumnError(f"the column {column!r} holds {kind.simpleString()}, not text; cast it to string first")
    paths = index_paths(gazetteer)
    indexes = [_sent(frame.sparkSession, path) if ship and path != DEFAULT else path for path in paths]

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from function(batches, column, indexes, arguments)

    schema = StructType([*frame.schema.fields, *from_arrow_schema(pa.schema(added)).fields])
    return frame.mapInArrow(run, schema)


def _resolved(
    batches: Iterable[pa.RecordBatch], column: str, indexes: list[str | Archive], arguments: dict[str, Any]
) -> Iterator[pa.RecordBatch]:
    return arrow.resolve_batches(batches, column, gazetteer=_opened_here(indexes), **arguments)


def _linked(
    batches: Iterable[pa.RecordBatch], column: str, indexes: list[str | Archive], arguments: dict[str, Any]
) -> Iterator[pa.RecordBatch]:
    return arrow.link_batches(batches, column, gazetteer=_opened_here(indexes), **arguments)


def _opened_here(indexes: list[str | Archive]) -> Resolver:
    """Return the resolver of indexes on an executor."""
    return open_resolver([SparkFiles.get(each.name) if isinstance(each, Archive) else each for each in indexes])


def _sent(spark: SparkSession, path: str) -> Archive:
    """Send an index to the executors, unless this very index was sent already."""
    open_resolver(path)  # its errors are raised here
    content = hashlib.sha256((Path(path) / MANIFEST).read_bytes()).hexdigest()[:16]
    archive = Archive(f"namelink-{content}")
    context = spark.sparkContext
    if not any(sent.endswith(f"#{archive.name}") for sent in context.listArchives):
        # Spark removes this directory when it stops; executors that come later fetch the file from it too.
        beside = Path(SparkFiles.getRootDirectory()) / f"{archive.name}.archive"
        context.addArchive(f"{shutil.make_archive(str(beside), 'zip', path)}#{archive.name}")
    return archive
