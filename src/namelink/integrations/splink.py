"""Splink on DuckDB: names blocked by how they sound and compared as `namelink.compare` does.

>>> blocking_keys("صادر جباروف")
['KBRF', 'SDR', 'SDRKBRF']
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from namelink import Config, compare_many
from namelink.errors import require_str
from namelink.integrations.extras import extra
from namelink.lang import without_article
from namelink.names import analyzer
from namelink.phonetics.keys import phonetic_key
from namelink.validation import check_count, check_threshold

with extra("splink"):
    import duckdb
    import pyarrow as pa
    from splink import comparison_level_library as levels
    from splink import comparison_library as comparisons

LEVELS = (0.95, 0.8, 0.5)
"""Scores of `namelink.compare` at the bounds of the levels of a comparison."""


def blocking_keys(name: str, words: int = 1) -> list[str]:
    """Return the phonetic keys of a name: most spellings of one name share one of them.

    Args:
        name: A name in any script.
        words: Words of a key. Two make small enough blocks of tens of millions of names; a name of fewer words is
            one key.

    Returns:
        The consonants of each word or of each two words, and those of the whole name run together; sorted, each
        once. The article is left out, and so are words of one consonant unless there is nothing else.

    Raises:
        TypeError: name is not a str.
        ValueError: words is less than 1.

    >>> blocking_keys("Sadyr Japarov"), blocking_keys("Жапаров"), blocking_keys("الجباروف")
    (['KBRF', 'SDR', 'SDRKBRF'], ['KBRF'], ['KBRF', 'LKBRF'])
    >>> blocking_keys("محمد بن سلمان", words=2)
    ['BN MHMD', 'BN SLMN', 'MHMD SLMN', 'MHMDBNSLMN']
    """
    words, config = check_count("words", words, 1), Config()
    text = analyzer().name(require_str(name, "blocking_keys", "name"))
    if not text.parts:
        return []
    bare = {str(phonetic_key(without_article(part.form, config.matching.article_min_stem))) for part in text.parts}
    keys = sorted({key for key in bare if len(key) >= config.limits.shortest_blocking_key} or bare)
    joined = {" ".join(some) for some in itertools.combinations(keys, min(words, len(keys)))}
    return sorted(joined | {"".join(text.phonetic_keys)})


def create_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a DuckDB connection the SQL functions that blocking and comparing need.

    ``namelink_keys(name)`` and ``namelink_key_pairs(name)`` are `blocking_keys` of one and of two words, a
    VARCHAR[]; ``namelink_compare(a, b)`` is the score of `namelink.compare`, a DOUBLE. All are NULL where a
    name is.

    >>> connection = duckdb.connect()
    >>> create_functions(connection)
    >>> connection.sql("SELECT namelink_keys('جباروف'), namelink_compare('سلمان', 'سلطان') < 0.2").fetchall()
    [(['KBRF'], True)]
    """
    _create(connection, "namelink_keys", lambda names: _keys(names, 1), 1, "VARCHAR[]")
    _create(connection, "namelink_key_pairs", lambda names: _keys(names, 2), 1, "VARCHAR[]")
    _create(connection, "namelink_compare", lambda a, b: _scores(a, b), 2, "DOUBLE")


def name_comparison(column: str, scores: Sequence[float] = LEVELS) -> comparisons.CustomComparison:
    """Return a Splink comparison of two names: the same, then likelier than each score in turn, then anything else.

    The connection must have the functions of `create_functions`.

    Args:
        column: The column of names.
        scores: Scores of `namelink.compare`, 0 to 1, highest first.

    >>> len(name_comparison("name").create_comparison_levels())
    6
    """
    scores = [check_threshold(score, "every score") for score in scores]
    left, right = f'"{column}_l"', f'"{column}_r"'
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column),
            *(
                levels.CustomLevel(f"namelink_compare({left}, {right}) >= {score}", f"one name: {score} or more")
                for score in scores
            ),
            levels.ElseLevel(),
        ],
    )


def _keys(names: pa.ChunkedArray, words: int) -> pa.Array:
    keys = [None if name is None else blocking_keys(name, words) for name in names.to_pylist()]
    return pa.array(keys, pa.list_(pa.string()))


def _scores(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.Array:
    """Return the score of each pair; a pair that stands several times is compared once."""
    pairs = list(zip(left.to_pylist(), right.to_pylist(), strict=True))
    distinct = sorted({(a, b) for a, b in pairs if a is not None and b is not None})
    scores = dict(zip(distinct, compare_many(distinct), strict=True))
    return pa.array([scores.get(pair) for pair in pairs], pa.float64())


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, function: Callable[..., Any], arguments: int, kind: str
) -> None:
    connection.create_function(
        name,
        function,
        ["VARCHAR"] * arguments,
        duckdb.sqltype(kind),
        type="arrow",
        null_handling="special",
    )
