"""Partial records: what one line of a source says of an entity, to be merged with what other lines say."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

import attrs

from namelink.dates import iso_date
from namelink.errors import RecordError
from namelink.identifiers import is_curie
from namelink.importers.context import ImportContext, Line, Unusable
from namelink.importers.languages import UNDETERMINED, primary
from namelink.lang import make_key
from namelink.model import EntityType, Gender, Name, NameKind
from namelink.record_fields import read_name

_COUNTRY = re.compile(r"[A-Za-z]{2}")
_ACRONYM = re.compile(r"[A-Z]{2,6}|(?:[A-Z]\.){2,6}")
_CODE = re.compile(r"[a-z]{2,3}")

_NameKey = tuple[str, bool]
"""A folded name, and whether it is a demonym."""


@attrs.frozen
class PartialRecord:
    """What one line of a source says of an entity.

    Attributes:
        id: The id, a CURIE.
        line: The line.
        type: What the entity is, or None where the line does not say.
        names: The names the line gives it.
        country: Its country as the source writes it, or None.
        refs: Other identifiers.
        description: One line of English, or None.
        weight: Prominence, 0 to 1, or None.
        born: When a person was born, as ISO 8601 writes it.
        rank: The order of its names among those of other lines: the lower, the earlier.
        died: When a person died, as ISO 8601 writes it.
        class_: What it is more exactly, in words, or None.
        parent: The id of the place it lies in, or None.
        coordinates: Degrees north and degrees east, or None.
        population: Inhabitants of a place, or None.
        gender: What a person's names and titles agree with, or None.
        descriptions: The description in other languages: pairs of a language tag and a line.
    """

    id: str
    line: Line
    type: EntityType | None = None
    names: tuple[Name, ...] = ()
    country: str | None = None
    refs: tuple[str, ...] = ()
    description: str | None = None
    weight: float | None = None
    born: tuple[str, ...] = ()
    rank: int = 0
    died: tuple[str, ...] = ()
    class_: str | None = None
    parent: str | None = None
    coordinates: tuple[float, float] | None = None
    population: int | None = None
    gender: Gender | None = None
    descriptions: tuple[tuple[str, str], ...] = ()

    def pack(self) -> bytes:
        """Return what `unpack` needs beside the id; the rank and the line's text are left out."""
        given = {
            field: value for field, value in zip(_PACKED, _packed_of(self), strict=True) if value not in (None, ())
        }
        given["place"] = [self.line.file, self.line.number]
        given["names"] = [[name.text, name.lang, name.kind] for name in self.names]
        return _ENCODER.encode(given).encode("utf-8", "surrogatepass")

    @classmethod
    def unpack(cls, id: str, content: bytes) -> PartialRecord:
        """Return the partial record that `pack` packed."""
        given = json.loads(content.decode("utf-8", "surrogatepass"))
        place = given.pop("place")
        return cls(id, Line(*place), **{field: _PACKED[field](value) for field, value in given.items()})


def _as_it_is(value: Any) -> Any:
    return value


_PACKED: Mapping[str, Callable[[Any], Any]] = {
    "type": EntityType,
    "names": lambda names: tuple(Name(text, lang, NameKind(kind)) for text, lang, kind in names),
    "country": _as_it_is,
    "refs": tuple,
    "description": _as_it_is,
    "weight": _as_it_is,
    "born": tuple,
    "died": tuple,
    "class_": _as_it_is,
    "parent": _as_it_is,
    "coordinates": tuple,
    "population": _as_it_is,
    "gender": Gender,
    "descriptions": lambda listed: tuple((lang, line) for lang, line in listed),
}
"""The fields of a partial record that are packed, and what makes the value of each of that of its JSON."""

_packed_of = attrgetter(*_PACKED)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def make_curie(prefix: str, local: str) -> str:
    """Return the CURIE of an identifier of an authority.

    Raises:
        Unusable: the identifier has characters that no CURIE has, or none at all.

    >>> make_curie("wikidata", "Q813")
    'wikidata:Q813'
    """
    curie = f"{prefix}:{local}"
    if not is_curie(curie):
        raise Unusable(f"'{local:.60}' is no identifier: it is empty, or holds white space or control characters")
    return curie


def country_code(codes: Iterable[str]) -> str | None:
    """Return the ISO 3166-1 alpha-2 code among some codes; None where there is none, or more than one.

    A wrong country hides an entity from queries for the right one, and no country does not.

    >>> country_code(["kg"]), country_code(["ru", "cy"]), country_code(["suhh"])
    ('KG', None, None)
    """
    found = {code.upper() for code in codes if _COUNTRY.fullmatch(code)}
    return found.pop() if len(found) == 1 else None


def parse_date(text: str, event: str) -> str:
    """Return the date of a birth or a death as ISO 8601 writes it.

    Raises:
        Unusable: it is no year, month or day.

    >>> parse_date("1952-10", "birth")
    '1952-10'
    """
    date = iso_date(text)
    if date is None:
        form = "a year or a date such as '1952' or '1952-10-07'"
        raise Unusable(f"the date of {event} must be {form}, not '{text:.40}'")
    return date


def clean(text: str) -> str:
    r"""Return a text with its spelling kept, without control and bidi characters, white space made single.

    >>> clean("\u200fأحمد  شوقي\u200f ")
    'أحمد شوقي'
    """
    if not text.isprintable():
        text = "".join(_visible(char) for char in text)
    return " ".join(text.split())


def without_marks(text: str) -> str:
    r"""Return a text without marks of direction, and without white space at its ends.

    >>> without_marks("\u200f x:1\u200e")
    'x:1'
    """
    if not text.isprintable():
        text = "".join(char for char in text if not _is_mark(char))
    return text.strip()


def _visible(char: str) -> str:
    """Return a character, a space for a control character, and nothing for a mark of direction."""
    if _is_mark(char):
        return ""
    return " " if unicodedata.category(char) == "Cc" else char


def _is_mark(char: str) -> bool:
    """Whether a character is a mark of direction or the like, which is not seen; joiners are spelling."""
    return unicodedata.category(char) == "Cf" and char not in "\u200c\u200d"


def clean_description(text: str) -> str | None:
    """Return a description as it can be written, or None where nothing is left of it."""
    return clean(text).encode("utf-8", "ignore").decode() or None


def usable_names(line: Line, context: ImportContext, given: Iterable[tuple[str, str, NameKind]]) -> tuple[Name, ...]:
    """Return the names of some texts, languages and kinds; those that cannot be used are rejected one by one."""
    names = []
    for text, lang, kind in given:
        tidy = clean(text)
        try:
            names.append(read_name({"text": tidy, "lang": lang, "kind": kind}, f"the name '{tidy:.40}'"))
        except RecordError as error:
            context.reject(line, str(error))
    return tuple(names)


def alias_kind(text: str, type: EntityType) -> NameKind:
    """Return the kind of a further name: initials of a place or an organization are an acronym.

    >>> str(alias_kind("OPEC", EntityType.ORGANIZATION)), str(alias_kind("OPEC", EntityType.PERSON))
    ('acronym', 'name')
    """
    return NameKind.ACRONYM if type is not EntityType.PERSON and _ACRONYM.fullmatch(text) else NameKind.NAME


def is_code(text: str, type: EntityType) -> bool:
    """Whether a further name of a place or an organization is a code and no name: two or three small Latin letters.

    It is the code of a country (``be``, ``dz``), of a language or of a domain, and mostly a word of some language.

    >>> is_code("dz", EntityType.PLACE), is_code("DZ", EntityType.PLACE), is_code("Ur", EntityType.PLACE)
    (True, False, False)
    """
    return type is not EntityType.PERSON and bool(_CODE.fullmatch(text))


def merge_names(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return names without repetitions: one for each folded key and language.

    A name of no known language gives its place to one of the same key that has a language.

    >>> [(n.text, n.lang) for n in merge_names([
    ...     Name("Cairo", "und-Latn"), Name("القاهرة", "ar"), Name("Cairo", "en"), Name("القاهره", "ar")])]
    [('Cairo', 'en'), ('القاهرة', 'ar')]
    """
    unique: dict[tuple[_NameKey, str], Name] = {}
    for name in names:
        unique.setdefault((_name_key(name), primary(name.lang)), name)
    tagged: dict[_NameKey, list[Name]] = {}
    for (key, lang), name in unique.items():
        if lang != UNDETERMINED:
            tagged.setdefault(key, []).append(name)
    merged: dict[Name, None] = {}
    begun: set[str] = set()
    for (key, lang), name in unique.items():
        same = tagged.get(key) if lang == UNDETERMINED else None
        # A language whose first name has come keeps its order.
        for each in [name] if same is None else [other for other in same if primary(other.lang) not in begun]:
            merged.setdefault(each)
            begun.add(primary(each.lang))
    return tuple(merged)


def _name_key(name: Name) -> _NameKey:
    return make_key(name.text), name.kind is NameKind.DEMONYM
