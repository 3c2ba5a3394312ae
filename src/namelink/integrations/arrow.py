"""Arrow: the names of a column resolved, or the names in its texts linked; record batches in, record batches out.

Every other engine is a thin use of this. A value that stands several times in what is given at once is
resolved once; a null stays null.

>>> people = pa.table({"name": ["صادر جباروف", None, "Sadyr Japarov"]})
>>> resolve_column(people, "name").select(["name_outcome", "name_id", "name_name"]).to_pylist()[0]
{'name_outcome': 'match', 'name_id': 'wikidata:Q25597826', 'name_name': 'Sadyr Japarov'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from namelink import ColumnError, EncodingError, Resolution
from namelink.integrations.answers import (
    CANDIDATE,
    MENTION,
    MENTIONS,
    RESOLUTION,
    mention_array,
    resolution_array,
    resolution_fields,
)
from namelink.integrations.attributes import answered_with_cells, columns_of, read_cells, same_for_all
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import Gazetteers, open_resolver
from namelink.validation import OF_EACH, check_parallel

with extra("arrow"):
    import pyarrow as pa
    import pyarrow.compute as pc

__all__ = [
    "CANDIDATE",
    "MENTION",
    "MENTIONS",
    "RESOLUTION",
    "added_mentions",
    "added_resolution",
    "link_array",
    "link_batches",
    "link_column",
    "resolve_array",
    "resolve_batches",
    "resolve_column",
]

Columns = TypeVar("Columns", "pa.Table", "pa.RecordBatch")


def resolve_array(
    names: pa.Array | pa.ChunkedArray,
    *,
    gazetteer: Gazetteers = None,
    candidates: bool = False,
    column: str = "names",
    **options: Any,
) -> pa.Array | pa.ChunkedArray:
    """Return what each name comes to.

    Args:
        names: Names: ``string``, ``large_string``, ``string_view``, or a dictionary of one of these.
        gazetteer: A `namelink.Resolver` or `namelink.Gazetteer`, the path of an index or several (the first
            wins; names of installed gazetteers, such as ``"default"``, may stand for paths); the default one if None.
        candidates: Whether to give the candidates too.
        column: What errors call the array.
        options: Those of `namelink.Resolver.resolve_many`: ``type``, ``country``, ``limit``, ``threshold``, ``strict``,
            ``within``; and what is known beside each name, an array or a list with a null where it is not: ``types``,
            ``countries``, ``born`` (years, texts or dates), ``refs`` (CURIEs, or lists of them), ``near`` (pairs of
            degrees, or texts of them).

    Returns:
        Structs with the fields of RESOLUTION, chunked as the names are.

    Raises:
        ColumnError: the array holds no text, or what is known beside the names a value that cannot be used.
        EncodingError: a value is not UTF-8.

    >>> resolve_array(pa.array(["قرغيزستان", None])).field("name").to_pylist()
    ['Kyrgyzstan', None]
    """
    return answer_names(open_resolver(gazetteer).resolve_many, names, candidates, column, **options)


def answer_names(
    resolve_many: Callable[..., Iterable[Resolution]],
    names: pa.Array | pa.ChunkedArray,
    candidates: bool,
    column: str,
    **options: Any,
) -> pa.Array | pa.ChunkedArray:
    """Return what each name comes to by a function such as `namelink.Resolver.resolve_many`; see `resolve_array`.

    >>> from namelink import Resolver
    >>> answer_names(Resolver().resolve_many, pa.array(["قطر"]), False, "names")[0]["name"].as_py()
    'Qatar'
    """
    given = check_parallel({argument: options.pop(argument, None) for argument in OF_EACH})

    def answer(each: list[str], **cells: Any) -> pa.Array:
        return resolution_array(resolve_many(each, **cells, **options), candidates)

    if not given:
        return _answered(names, column, answer)
    texts = _texts(names, column)
    _strings(pc.unique(texts).drop_null(), names, column)  # bytes that are no text are told with their row
    cells = {argument: read_cells(argument, values) for argument, values in given.items()}
    return answered_with_cells(texts, cells, answer)


def link_array(
    texts: pa.Array | pa.ChunkedArray, *, gazetteer: Gazetteers = None, column: str = "texts", **options: Any
) -> pa.Array | pa.ChunkedArray:
    """Return the names in each text.

    Args:
        texts: Texts, of the types that `resolve_array` takes.
        gazetteer: As for `resolve_array`.
        column: What errors call the array.
        options: Those of `namelink.link`: ``types``, ``threshold`` and the rest.

    Returns:
        Lists of structs with the fields of MENTION, chunked as the texts are.

    Raises:
        ColumnError: the array holds no text.
        EncodingError: a value is not UTF-8.

    >>> link_array(pa.array(["وأكد بوتين"])).to_pylist()[0][0]["name"]
    'Vladimir Putin'
    """
    resolver = open_resolver(gazetteer)
    return _answered(texts, column, lambda each: mention_array(resolver.link_many(each, **options)))


def resolve_column(
    data: Columns,
    column: str,
    *,
    gazetteer: Gazetteers = None,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
    **options: Any,
) -> Columns:
    """Return a table or record batch with what the names of a column come to.

    Args:
        data: A table or record batch; its other columns are kept as they are.
        column: The column of names.
        gazetteer: As for `resolve_array`.
        prefix: What the names of the new columns begin with; the column's name and ``_`` if None.
        struct: The name of one struct column to put the answer in, in place of a column for each field.
        candidates: Whether to give the candidates too.
        options: Those of `namelink.resolve`; and the columns of what is known beside each name, if there are such:
            ``types``, ``countries``, ``born`` (years, texts or dates), ``refs`` (CURIEs, or lists of them), ``near``
            (pairs of degrees, or texts such as ``31.95, 35.93``).

    Raises:
        ColumnError: there is no such column, it holds no text, a new column's name is taken, or a column of what is
            known beside the names holds a value that cannot be used; the message names the row.
        EncodingError: a value is not UTF-8.

    >>> names = pa.table({"name": ["بوتين"]})
    >>> resolve_column(names, "name").column_names
    ['name', 'name_outcome', 'name_id', 'name_name', 'name_type', 'name_latin', 'name_score']
    >>> resolve_column(names, "name", struct="who").column_names
    ['name', 'who']
    >>> cities = pa.table({"city": ["طرابلس", "طرابلس"], "country": ["LB", "Libya"]})
    >>> resolve_column(cities, "city", countries="country")["city_id"].to_pylist()
    ['wikidata:Q168954', 'wikidata:Q3579']
    """
    added = added_resolution(data.schema.names, column, prefix=prefix, struct=struct, candidates=candidates)
    names = data.column(column)
    cells = {argument: data.column(of) for argument, of in columns_of(options, data.schema.names).items()}
    told = same_for_all(options) | cells
    found = resolve_array(names, gazetteer=gazetteer, candidates=candidates, column=column, **told)
    parts = [found] if struct else [pc.struct_field(found, [i]) for i in range(len(added))]
    return _with_columns(data, added, parts)


def link_column(
    data: Columns, column: str, *, gazetteer: Gazetteers = None, into: str | None = None, **options: Any
) -> Columns:
    """Return a table or record batch with the names in the texts of a column.

    Args:
        data: A table or record batch; its other columns are kept as they are.
        column: The column of texts.
        gazetteer: As for `resolve_array`.
        into: The name of the new column; the column's name and ``_mentions`` if None.
        options: Those of `namelink.link`.

    Raises:
        ColumnError: there is no such column, it holds no text, or the new column's name is taken.
        EncodingError: a value is not UTF-8.

    >>> [m["id"] for m in link_column(pa.table({"text": ["بوتين"]}), "text")["text_mentions"][0].as_py()]
    ['wikidata:Q7747']
    """
    added = added_mentions(data.schema.names, column, into=into)
    found = link_array(data.column(column), gazetteer=gazetteer, column=column, **options)
    return _with_columns(data, added, [found])


def resolve_batches(batches: Iterable[pa.RecordBatch], column: str, **options: Any) -> Iterator[pa.RecordBatch]:
    """Yield each record batch with what the names of a column come to; the options are those of `resolve_column`.

    >>> batches = pa.table({"name": ["بوتين", "قطر"]}).to_batches(max_chunksize=1)
    >>> [batch["name_name"][0].as_py() for batch in resolve_batches(batches, "name")]
    ['Vladimir Putin', 'Qatar']
    """
    for batch in batches:
        yield resolve_column(batch, column, **options)


def link_batches(batches: Iterable[pa.RecordBatch], column: str, **options: Any) -> Iterator[pa.RecordBatch]:
    """Yield each record batch with the names in the texts of a column; the options are those of `link_column`.

    >>> batches = pa.table({"text": ["قال بوتين", ""]}).to_batches(max_chunksize=1)
    >>> [len(batch["text_mentions"][0]) for batch in link_batches(batches, "text")]
    [1, 0]
    """
    for batch in batches:
        yield link_column(batch, column, **options)


def added_resolution(
    names: Sequence[str],
    column: str,
    *,
    prefix: str | None = None,
    struct: str | None = None,
    candidates: bool = False,
) -> list[pa.Field]:
    """Return the fields that `resolve_column` adds to columns of these names.

    Raises:
        ColumnError: there is no such column, or a new column's name is taken.

    >>> [field.name for field in added_resolution(["name"], "name", struct="who")]
    ['who']
    """
    if struct is not None and prefix is not None:
        raise ValueError("prefix names a column for each field, struct one for all: give one of them")
    fields = resolution_fields(candidates)
    before = f"{column}_" if prefix is None else prefix
    added = (
        [pa.field(struct, pa.struct(fields))] if struct else [field.with_name(before + field.name) for field in fields]
    )
    return _free(names, column, added, "another prefix, or a struct")


def added_mentions(names: Sequence[str], column: str, *, into: str | None = None) -> list[pa.Field]:
    """Return the field that `link_column` adds to columns of these names.

    Raises:
        ColumnError: there is no such column, or the new column's name is taken.

    >>> [field.name for field in added_mentions(["text"], "text")]
    ['text_mentions']
    """
    return _free(names, column, [pa.field(into or f"{column}_mentions", MENTIONS)], "into, another name")


def _free(names: Sequence[str], column: str, added: list[pa.Field], cure: str) -> list[pa.Field]:
    if names.count(column) != 1:
        many = "several columns are" if column in names else "no column is"
        raise ColumnError(f"{many} called {column!r}; the columns are {', '.join(map(repr, names))}")
    taken = [field.name for field in added if field.name in names]
    if taken:
        raise ColumnError(f"there is a column {taken[0]!r} already; give {cure}")
    return added


def _with_columns(data: Columns, added: list[pa.Field], parts: list[Any]) -> Columns:
    schema = data.schema
    for field in added:
        schema = schema.append(field)
    return type(data).from_arrays([*data.columns, *parts], schema=schema)


def _answered(
    values: pa.Array | pa.ChunkedArray, column: str, answer: Callable[[list[str]], pa.Array]
) -> pa.Array | pa.ChunkedArray:
    """Return an answer for each value, asked once for those that are the same."""
    texts = _texts(values, column)
    distinct = pc.unique(texts).drop_null()
    answers = answer(_strings(distinct, values, column))
    if isinstance(texts, pa.ChunkedArray):
        chunks = [answers.take(pc.index_in(chunk, value_set=distinct)) for chunk in texts.chunks]
        return pa.chunked_array(chunks, answers.type)
    return answers.take(pc.index_in(texts, value_set=distinct))


def _texts(values: pa.Array | pa.ChunkedArray, column: str) -> pa.Array | pa.ChunkedArray:
    """Return values as plain Arrow strings."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return values.cast(kind)
    if pa.types.is_string_view(kind) or pa.types.is_null(kind):
        return values.cast(pa.large_string())
    raise ColumnError(f"the column {column!r} holds {values.type}, not text; cast it to string first")


def _strings(distinct: pa.Array, values: pa.Array | pa.ChunkedArray, column: str) -> list[str]:
    try:
        found: list[str] = distinct.to_pylist()
    except UnicodeDecodeError as error:
        row = _bad_row(values)
        raise EncodingError(
            f"the column {column!r}: row {row + 1}, byte {error.start + 1} is not UTF-8; decode it anew, or mend it"
        ) from None
    return found


def _bad_row(values: pa.Array | pa.ChunkedArray) -> int:
    for row, value in enumerate(values):
        try:
            value.as_py()
        except UnicodeDecodeError:
            return row
    raise AssertionError("no value of the column is bad, though one of its distinct values is")
