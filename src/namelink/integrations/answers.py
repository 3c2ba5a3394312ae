"""The answers as Arrow data: their schemas, and the rows that fill them.

The fields are those of ``to_dict()``, with scores unrounded. Offsets count code points, as ``substring`` does in
SQL and ``str.slice`` in Polars.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from namelink import LinkedText, Resolution
from namelink.integrations.extras import extra

with extra("arrow"):
    import pyarrow as pa

CANDIDATE = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("type", pa.string()),
        ("score", pa.float64()),
        ("matched_name", pa.string()),
    ]
)
"""An entity that a name may mean, as in `namelink.Candidate`."""

RESOLUTION = pa.schema(
    [
        ("outcome", pa.string()),  # match, ambiguous or nil
        ("id", pa.string()),  # null unless the outcome is match; so are name and type
        ("name", pa.string()),
        ("type", pa.string()),  # person, place or organization
        ("latin", pa.string()),  # the entity's label, or else a transliteration of the name
        ("score", pa.float64()),
    ]
)
"""What a name comes to, as in `namelink.Resolution`; every field is null where the name is."""

MENTION = pa.schema(
    [
        ("start", pa.int32()),  # code points of the text
        ("end", pa.int32()),
        ("text", pa.string()),
        ("prefix", pa.string()),
        ("kind", pa.string()),  # name or demonym
        ("id", pa.string()),
        ("name", pa.string()),
        ("type", pa.string()),
        ("latin", pa.string()),
        ("score", pa.float64()),
    ]
)
"""A name in a text, as in `namelink.Mention`."""

MENTIONS = pa.list_(pa.struct(MENTION))
"""The names in a text, in order; null where the text is, empty where it holds no name."""


def resolution_fields(candidates: bool = False) -> pa.Schema:
    """Return the fields of a resolution, its candidates among them where they are asked for.

    >>> resolution_fields(candidates=True).names
    ['outcome', 'id', 'name', 'type', 'latin', 'score', 'candidates']
    """
    return RESOLUTION.append(pa.field("candidates", pa.list_(pa.struct(CANDIDATE)))) if candidates else RESOLUTION


def resolution_array(resolutions: Iterable[Resolution], candidates: bool = False) -> pa.StructArray:
    """Return resolutions as an array of structs."""
    return pa.array([_resolution_row(r) for r in resolutions], pa.struct(resolution_fields(candidates)))


def mention_array(texts: Iterable[LinkedText]) -> pa.ListArray:
    """Return the mentions of texts as an array of lists of structs."""
    return pa.array([[{**m.to_dict(), "score": m.score} for m in text] for text in texts], MENTIONS)


def _resolution_row(r: Resolution) -> dict[str, Any]:
    candidates = [{**candidate.to_dict(), "score": candidate.score} for candidate in r.candidates]
    return {**r.to_dict(), "score": r.score, "candidates": candidates}
