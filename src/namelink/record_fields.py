"""The fields of a gazetteer record: each read from JSON, and checked, by one function.

Each takes a value and the place it stands at (``people.jsonl:12``), and raises a RecordError that says what the field
must be.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from namelink.config import Limits
from namelink.dates import iso_date
from namelink.errors import RecordError
from namelink.identifiers import is_curie, to_curie
from namelink.lang import make_key
from namelink.model import EntityType, Gender, Name, NameKind, Office
from namelink.summary import shown
from namelink.text.folding import fold, is_longer

NAME_FIELDS = ("text", "lang", "kind", "source", "muted")
"""The fields of a name. The first two are required."""

OFFICE_FIELDS = ("title", "country", "from", "to")
"""The fields of an office. The first is required."""

MAX_NAME_LENGTH = Limits().longest_record_name
"""Code points a name may have, as it is and folded."""

OF_TYPES: Mapping[str, tuple[EntityType, ...]] = {
    "born": (EntityType.PERSON,),
    "died": (EntityType.PERSON,),
    "gender": (EntityType.PERSON,),
    "offices": (EntityType.PERSON,),
    "population": (EntityType.PLACE,),
    "coordinates": (EntityType.PLACE, EntityType.ORGANIZATION),
    "parent": (EntityType.PLACE, EntityType.ORGANIZATION),
}
"""Fields that records of some types alone have."""

ENGLISH = "en"
"""The language of a description that names none."""

_TYPES, _KINDS, _GENDERS = tuple(EntityType), tuple(NameKind), tuple(Gender)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CLASS = re.compile(r"[a-z][a-z0-9 ,.'()/-]{0,79}")
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_HALF = re.compile("[\ud800-\udfff]")
_LETTER = re.compile("[0-9A-Za-z\u0621-\u063a\u0641-\u064a]")
"""A letter or digit that folding never drops: most names have one, and need not be folded to be seen to be names."""


def is_language_tag(text: str) -> bool:
    """Whether a text is a BCP 47 language tag.

    >>> is_language_tag("zh-Hant"), is_language_tag("Chinese")
    (True, False)
    """
    return bool(_LANG.fullmatch(text))


def read_mapping(data: object, where: str, known: tuple[str, ...], required: tuple[str, ...]) -> Mapping[str, Any]:
    """Return a mapping that has some fields, and no others than the known ones."""
    if not isinstance(data, Mapping):
        raise RecordError(f"{where}: must be an object with the fields {', '.join(known)}, not {shown(data)}")
    for field in data:
        if field not in known:
            raise RecordError(f"{where}: unknown field {field!r}; the known ones are {', '.join(known)}")
    for field in required:
        if field not in data:
            raise RecordError(f"{where}: the field '{field}' is missing")
    return data


def read_list(value: object, where: str) -> list[Any]:
    """Return a list."""
    if not isinstance(value, list | tuple):
        raise RecordError(f"{where} must be a list, not {shown(value)}")
    return list(value)


def read_id(id: object, prefix: str, where: str) -> str:
    """Return the CURIE of an id; a whole number, as JSON and data frames have them, is its digits."""
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    found = to_curie(id, prefix) if isinstance(id, str) else None
    if found is None and isinstance(id, str) and _HALF.search(id):
        raise RecordError(f"{where}: the record has half a surrogate pair, which is no character")
    if found is None:
        raise RecordError(
            f"{where}: the field 'id' must be a CURIE such as 'wikidata:Q813', or any identifier without white space"
            f" and control characters, not {shown(id)}"
        )
    return found


def read_type(value: object, where: str) -> EntityType:
    """Return the type of an entity."""
    if not isinstance(value, str) or value not in _TYPES:
        raise RecordError(f"{where}: the field 'type' must be one of {', '.join(EntityType)}, not {shown(value)}")
    return EntityType(value)


def read_class(value: object, where: str) -> str | None:
    """Return the class of an entity, some words of English in small letters; None for none."""
    if value is None:
        return None
    return _matching(value, _CLASS, f"{where}: the field 'class'", "some small Latin letters such as 'river'")


def read_country(value: object, where: str, field: str = "country") -> str | None:
    """Return the code of a country; None for none."""
    if value is None:
        return None
    return _matching(value, _COUNTRY, f"{where}: the field '{field}'", "two capitals such as 'KG'")


def read_ref(ref: object, where: str, field: str = "refs") -> str:
    """Return the identifier of an entity."""
    if not isinstance(ref, str) or not is_curie(ref):
        raise RecordError(f"{where}: the field '{field}' must be CURIEs such as 'wikidata:Q813', not {shown(ref)}")
    return ref


def read_coordinates(value: object, where: str) -> tuple[float, float] | None:
    """Return degrees north and degrees east; None for none."""
    if value is None:
        return None
    wanted = (
        f"{where}: the field 'coordinates' must be degrees north and east such as [42.87, 74.59], not {shown(value)}"
    )
    if not isinstance(value, list | tuple) or len(value) != len(("north", "east")):
        raise RecordError(wanted)
    north, east = (_number(each, wanted) for each in value)
    if abs(north) > 90 or abs(east) > 180:
        raise RecordError(wanted)
    return north, east


def read_population(value: object, where: str) -> int | None:
    """Return how many inhabitants a place has; None for none."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise RecordError(f"{where}: the field 'population' must be a whole number such as 900000, not {shown(value)}")
    return value


def read_gender(value: object, where: str) -> Gender | None:
    """Return the gender of a person; None for none."""
    if value is None:
        return None
    if not isinstance(value, str) or value not in _GENDERS:
        raise RecordError(f"{where}: the field 'gender' must be one of {', '.join(Gender)}, not {shown(value)}")
    return Gender(value)


def read_dates(value: object, where: str, field: str) -> tuple[str, ...]:
    """Return the dates of a field that has one, a list of them, or none; each once."""
    values = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return tuple(dict.fromkeys(_date(each, where, field, ", or a list of them") for each in values))


def read_office(data: object, where: str) -> Office:
    """Return an office of a person.

    >>> read_office({"title": "president", "country": "KG", "from": "2021-01-28"}, "offices[0]").start
    '2021-01-28'
    """
    fields = read_mapping(data, where, OFFICE_FIELDS, OFFICE_FIELDS[:1])
    return Office(
        title=_line(fields["title"], f"{where}: 'title'"),
        country=read_country(fields.get("country"), where),
        start=_date(fields["from"], where, "from") if fields.get("from") is not None else None,
        end=_date(fields["to"], where, "to") if fields.get("to") is not None else None,
    )


def read_descriptions(value: object, where: str) -> dict[str, str]:
    """Return the lines that describe an entity, by their languages; a line by itself is English.

    >>> read_descriptions("city in Iraq", "record"), read_descriptions({"ar": "مدينة عراقية"}, "record")
    ({'en': 'city in Iraq'}, {'ar': 'مدينة عراقية'})
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        return {ENGLISH: _line(value, f"{where}: the field 'description'", ", or an object of such by language")}
    for lang in value:
        _matching(lang, _LANG, f"{where}: a language of 'description'", "a language tag such as 'ar'")
    return {lang: _line(line, f"{where}: the field 'description' in {lang!r}") for lang, line in value.items()}


def read_weight(value: object, where: str) -> float:
    """Return the prominence of an entity."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise RecordError(f"{where}: the field 'weight' must be a number from 0 to 1, not {shown(value)}")
    return float(value)


def read_flag(value: object, where: str, field: str) -> bool:
    """Return whether a record, or a name of one, has a flag."""
    if not isinstance(value, bool):
        raise RecordError(f"{where}: the field '{field}' must be true or false, not {shown(value)}")
    return value


def read_name(data: object, where: str) -> Name:
    """Return the name of a mapping, as JSON gives it.

    Args:
        data: The mapping.
        where: Where it stands, for the error message.

    Raises:
        RecordError: a field is missing, unknown or of the wrong form.

    >>> read_name({"text": "بوتين", "lang": "ar", "kind": "short"}, "names[0]").text
    'بوتين'
    """
    fields = read_mapping(data, where, NAME_FIELDS, NAME_FIELDS[:2])
    text = fields["text"]
    if not isinstance(text, str) or not (_LETTER.search(text) or make_key(text)):
        raise RecordError(f"{where}: 'text' must be a string with letters or digits, not {shown(text)}")
    if is_longer(text, MAX_NAME_LENGTH):
        length = max(len(text), len(fold(text[:MAX_NAME_LENGTH])))
        raise RecordError(f"{where}: 'text' has {length} characters when folded; a name has {MAX_NAME_LENGTH} at most")
    if _HALF.search(text):
        raise RecordError(f"{where}: 'text' has half a surrogate pair, which is no character")
    lang = _matching(fields["lang"], _LANG, f"{where}: 'lang'", "a language tag such as 'ar'")
    kind = fields.get("kind", NameKind.NAME)
    if kind not in _KINDS:
        raise RecordError(f"{where}: 'kind' must be one of {', '.join(NameKind)}, not {shown(kind)}")
    source = fields.get("source")
    if source is not None:
        _matching(source, _SOURCE, f"{where}: 'source'", "the key of a source such as 'geonames'")
    return Name(text, lang, NameKind(kind), source)


def _date(value: object, where: str, field: str, or_else: str = "") -> str:
    found = iso_date(value)
    if found is None:
        raise RecordError(
            f"{where}: the field '{field}' must be a year, a month or a date such as '1952', '1952-10' or"
            f" '1952-10-07'{or_else}, not {shown(value)}"
        )
    return found


def _line(value: object, where: str, or_else: str = "") -> str:
    if not isinstance(value, str):
        raise RecordError(f"{where} must be a string{or_else}, not {shown(value)}")
    return value


def _matching(value: object, pattern: re.Pattern[str], where: str, wanted: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise RecordError(f"{where} must be {wanted}, not {shown(value)}")
    return value


def _number(value: object, wanted: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RecordError(wanted)
    return float(value)
