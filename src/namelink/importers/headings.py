"""The headings of a table of one's own: which fields of a record they are, and what a mistyped one was meant to be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from namelink.config import Limits
from namelink.errors import SourceError
from namelink.model import NameKind

FIELDS = (
    *("id", "type", "class", "country", "parent", "latitude", "longitude", "population", "born", "died", "gender"),
    *("weight", "description", "name", "lang", "kind", "ref"),
)
"""What a column can be; ``name`` may be followed by a language and a kind, ``ref`` by an authority."""

_FIELD = re.compile(
    rf"(?!name|ref)({'|'.join(FIELDS)})|ref(:[A-Za-z][\w.-]*)?"
    rf"|name(:[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*(:({'|'.join(NameKind)}))?)?"
)


def check_field(field: str) -> None:
    """Look whether a column can be a field.

    Raises:
        SourceError: it cannot; the message names the nearest that it can be.

    >>> check_field("nmae:ar")
    Traceback (most recent call last):
    namelink.errors.SourceError: 'nmae:ar' is no field; did you mean 'name:ar'? The fields are id, type, class,
    country, parent, latitude, longitude, population, born, died, gender, weight, description, name, lang, kind,
    ref, and name:ar, name:ar:short, ref:wikidata
    """
    if not _FIELD.fullmatch(field):
        raise SourceError(
            f"'{field:.60}' is no field;{_meant(nearest_field(field))} The fields are {', '.join(FIELDS)}, and"
            " name:ar, name:ar:short, ref:wikidata"
        )


def nearest_field(text: str) -> str | None:
    """Return the field that a text is nearest to; None where none is near.

    >>> nearest_field("contry"), nearest_field("Name:ar"), nearest_field("remarks")
    ('country', 'name:ar', None)
    """
    head, colon, rest = text.partition(":")
    near = nearest(head, FIELDS)
    if near is None:
        return None
    whole = near + colon + rest
    return whole if _FIELD.fullmatch(whole) else near


def nearest(text: str, known: Collection[str]) -> str | None:
    """Return the text that another is nearest to, whatever its capitals; None where none is near."""
    folded = {each.casefold(): each for each in reversed(list(known))}
    found = difflib.get_close_matches(text[:100].casefold(), folded, n=1, cutoff=Limits().min_suggestion_similarity)
    return folded[found[0]] if found else None


def locate_columns(
    header: Sequence[str], columns: Iterable[tuple[str, str]], where: str, constants: Iterable[str] = ()
) -> list[tuple[str, int]]:
    """Return the fields of a table, each with the place of its column.

    Raises:
        SourceError: a column that was named is not there, or no column is the id.

    >>> locate_columns(["id", "name_ar", "note"], [("name:ar", "name_ar")], "my.csv:1", ["type"])
    [('name:ar', 1), ('id', 0)]
    """
    for field, column in columns:
        if column not in header:
            meant = _meant(nearest(column, header))
            raise SourceError(
                f"{where}: there is no column '{column:.60}' for {field};{meant} There are {_few(header)}"
            )
    named = {column for _, column in columns}
    places = [(field, header.index(column)) for field, column in columns]
    places += [(head, i) for i, head in enumerate(header) if head not in named and _FIELD.fullmatch(head)]
    for field in ("id", "type"):
        if field not in {found for found, _ in places} | set(constants) - {"id"}:
            left = [head for i, head in enumerate(header) if i not in {place for _, place in places}]
            near = nearest(field, left)
            cure = f"--column {field}={near or 'HEADING'}"
            raise SourceError(
                f"{where}: no column is the {field}; the headings must stand in the first row, and {cure} names one."
                f" There are {_few(header)}"
            )
    return places


def mistyped(header: Sequence[str], places: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """Yield the headings that are no field and are not read, but near to one that no column is, each with that field.

    >>> list(mistyped(["id", "type", "nmae:ar", "Country", "note"], [("id", 0), ("type", 1)]))
    [('nmae:ar', 'name:ar'), ('Country', 'country')]
    """
    read = {place for _, place in places}
    known = {field for field, _ in places} | {field.partition(":")[0] for field, _ in places}
    for place, heading in enumerate(header):
        near = None if place in read else nearest_field(heading)
        # Other words are as near to short fields: flag and lang.
        if near and near not in known and near[0] == heading[0].casefold():
            yield heading, near


def _meant(near: str | None) -> str:
    return f" did you mean '{near}'?" if near else ""


def _few(headings: Sequence[str]) -> str:
    """Return the first headings, and how many there are more."""
    most = Limits().most_listed
    more = f", and {len(headings) - most:,} more" if len(headings) > most else ""
    return ", ".join(f"{heading:.40}" for heading in headings[:most]) + more
