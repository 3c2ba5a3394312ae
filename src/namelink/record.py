"""A gazetteer record: one entity as people write it down, in one line of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.config import Limits
from namelink.dates import iso_date
from namelink.errors import RecordError
from namelink.files import decode
from namelink.identifiers import DEFAULT_PREFIX, is_curie, to_curie
from namelink.lang import make_key
from namelink.model import Entity, EntityType, Name, NameKind
from namelink.scripts import script_code
from namelink.text.folding import fold, is_longer

FIELDS = ("id", "type", "names", "country", "born", "refs", "description", "weight")
"""The fields of a record, in the order they are written. The first three are required."""

NAME_FIELDS = ("text", "lang", "kind")
"""The fields of a name. The first two are required."""

MAX_NAME_LENGTH = Limits().longest_record_name
"""Code points a name may have, as it is and folded."""

DEFAULT_WEIGHT = Limits().default_weight
"""The weight of a record that does not say its own: whoever lists a name knows it."""

_TYPES, _KINDS = tuple(EntityType), tuple(NameKind)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_HALF = re.compile("[\ud800-\udfff]")
_LETTER = re.compile("[0-9A-Za-z\u0621-\u063a\u0641-\u064a]")
"""A letter or digit that folding never drops: most names have one, and need not be folded to be seen to be names."""


@attrs.frozen
class Record:
    """One entity of a gazetteer, validated.

    Attributes:
        id: A CURIE, such as ``wikidata:Q813``.
        type: What the entity is.
        names: Its spellings, at least one; the first of a language is the preferred one.
        country: ISO 3166-1 alpha-2 code, or None.
        refs: Other identifiers of the same thing, as CURIEs.
        description: One line of English, or None.
        weight: Prominence in Arabic news, 0 to 1.
        born: When a person was born, as ISO 8601 writes it (``1952``, ``1952-10``, ``1952-10-07``); several where
            sources differ.
    """

    id: str
    type: EntityType
    names: tuple[Name, ...]
    country: str | None = None
    refs: tuple[str, ...] = ()
    description: str | None = None
    weight: float = DEFAULT_WEIGHT
    born: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, data: object, where: str = "record", prefix: str = DEFAULT_PREFIX) -> Record:
        """Return the record of a mapping, as JSON gives it.

        Args:
            data: The mapping.
            where: Where it stands, for the error message: ``people.jsonl:12``.
            prefix: What an id that is no CURIE is put under.

        Raises:
            RecordError: a field is missing, unknown or of the wrong form.

        >>> Record.from_dict({"id": "x:1", "type": "person"})
        Traceback (most recent call last):
        namelink.errors.RecordError: record: the field 'names' is missing
        """
        fields = _mapping(data, where, FIELDS, required=3)
        if fields["type"] not in _TYPES:
            raise RecordError(
                f"{where}: the field 'type' must be one of {', '.join(EntityType)}, not {fields['type']!r}"
            )
        names = _list(fields["names"], f"{where}: the field 'names'")
        if not names:
            raise RecordError(f"{where}: the field 'names' is empty; an entity needs at least one name")
        country = fields.get("country")
        if country is not None:
            _matching(country, _COUNTRY, f"{where}: the field 'country'", "two capitals such as 'KG'")
        refs = _list(fields.get("refs", []), f"{where}: the field 'refs'")
        description = fields.get("description")
        if description is not None and not isinstance(description, str):
            raise RecordError(f"{where}: the field 'description' must be a string, not {description!r}")
        return cls(
            id=_curie(fields["id"], prefix, where),
            type=EntityType(fields["type"]),
            names=tuple(read_name(n, f"{where}: names[{i}]") for i, n in enumerate(names)),
            country=country,
            refs=tuple(_ref(ref, where) for ref in refs),
            description=description,
            weight=_weight(fields.get("weight", DEFAULT_WEIGHT), where),
            born=_born(fields.get("born"), fields["type"], where),
        )

    @classmethod
    def trusted(cls, fields: Mapping[str, Any]) -> Record:
        """Return the record of a mapping that `to_dict` made, without looking whether it is right."""
        return cls(
            id=fields["id"],
            type=EntityType(fields["type"]),
            names=tuple([Name(n["text"], n["lang"], NameKind(n.get("kind", "name"))) for n in fields["names"]]),
            country=fields.get("country"),
            refs=tuple(fields.get("refs", ())),
            description=fields.get("description"),
            weight=fields.get("weight", DEFAULT_WEIGHT),
            born=_listed(fields.get("born")),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON types, without what is absent."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": str(self.type),
            "names": [
                {"text": n.text, "lang": n.lang} | ({} if n.kind is NameKind.NAME else {"kind": str(n.kind)})
                for n in self.names
            ],
            "country": self.country,
            "born": self.born[0] if len(self.born) == 1 else list(self.born),
            "refs": list(self.refs),
            "description": self.description,
            "weight": self.weight,
        }
        return {field: value for field, value in data.items() if value not in (None, [])}

    def to_json(self) -> str:
        """Return the record as its line of JSON, without the line's end."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_entity(self) -> Entity:
        """Return the entity the record describes."""
        return Entity(
            id=self.id,
            type=self.type,
            label=label(self.names),
            names=self.names,
            refs=self.refs,
            country=self.country,
            description=self.description,
            weight=self.weight,
            born=self.born,
        )


def label(names: tuple[Name, ...]) -> str:
    """Return the name to show: the first English one, else the first in Latin letters, else the first.

    >>> label((Name("موسكو", "ar"), Name("Moskwa", "pl"), Name("Moscow", "en")))
    'Moscow'
    """
    full = [n for n in names if n.kind is NameKind.NAME] or list(names)
    english = (n.text for n in full if n.lang == "en")
    latin = (n.text for n in full if script_code(n.text) == "Latn")
    return next(english, None) or next(latin, None) or full[0].text


def read_records(path: Path, prefix: str = DEFAULT_PREFIX) -> Iterator[tuple[str, Record]]:
    """Yield the records of a JSON Lines file, each with its place (``file:line``); empty lines are skipped.

    Args:
        path: The file.
        prefix: What an id that is no CURIE is put under.

    Raises:
        EncodingError: a line is not UTF-8; the message names the byte.
        RecordError: a line is no JSON or no record; the message names the line and the field.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = read_line(line, str(path), number, prefix)
            if record is not None:
                yield f"{path}:{number}", record


def read_line(line: bytes, file: str, number: int, prefix: str = DEFAULT_PREFIX) -> Record | None:
    """Return the record of a line of JSON; None where the line is empty.

    Args:
        line: The line, in UTF-8.
        file: Its file, for the error message.
        number: Its number in the file, from 1.
        prefix: What an id that is no CURIE is put under.

    Raises:
        EncodingError: the line is not UTF-8; the message names the byte.
        RecordError: the line is no JSON or no record; the message names the field.
    """
    text = decode(line, file, number)
    if not text.strip():
        return None
    where = f"{file}:{number}"
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise RecordError(f"{where}: column {error.colno}: this is no JSON: {error.msg}") from None
    except RecursionError:
        raise RecordError(f"{where}: this JSON is nested too deeply to be a record") from None
    return Record.from_dict(data, where, prefix)


def _curie(id: object, prefix: str, where: str) -> str:
    """Return the CURIE of an id; a whole number, as JSON and data frames have them, is its digits."""
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    found = to_curie(id, prefix) if isinstance(id, str) else None
    if found is None and isinstance(id, str) and _HALF.search(id):
        raise RecordError(f"{where}: the record has half a surrogate pair, which is no character")
    if found is None:
        raise RecordError(
            f"{where}: the field 'id' must be a CURIE such as 'wikidata:Q813', or any identifier without white space"
            f" and control characters, not {id!r:.60}"
        )
    return found


def _ref(ref: object, where: str) -> str:
    if not isinstance(ref, str) or not is_curie(ref):
        raise RecordError(f"{where}: the field 'refs' must be CURIEs such as 'wikidata:Q813', not {ref!r:.60}")
    return ref


def _listed(born: str | list[str] | None) -> tuple[str, ...]:
    """Return the dates of a field that has one, a list of them, or none."""
    return (born,) if isinstance(born, str) else tuple(born or ())


def _born(value: object, type: str, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if type != EntityType.PERSON:
        raise RecordError(f"{where}: the field 'born' is for persons, not for a record of the type '{type}'")
    dates = []
    for each in value if isinstance(value, list | tuple) else [value]:
        date = iso_date(each)
        if date is None:
            raise RecordError(
                f"{where}: the field 'born' must be a year, a month or a date such as '1952', '1952-10' or"
                f" '1952-10-07', or a list of them, not {each!r:.60}"
            )
        dates.append(date)
    return tuple(dict.fromkeys(dates))


def _mapping(data: object, where: str, known: tuple[str, ...], required: int) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise RecordError(f"{where}: must be an object with the fields {', '.join(known)}, not {data!r:.60}")
    for field in data:
        if field not in known:
            raise RecordError(f"{where}: unknown field {field!r}; the known ones are {', '.join(known)}")
    for field in known[:required]:
        if field not in data:
            raise RecordError(f"{where}: the field '{field}' is missing")
    return data


def _matching(value: object, pattern: re.Pattern[str], where: str, wanted: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise RecordError(f"{where} must be {wanted}, not {value!r:.60}")
    return value


def is_language_tag(text: str) -> bool:
    """Whether a text is a BCP 47 language tag.

    >>> is_language_tag("zh-Hant"), is_language_tag("Chinese")
    (True, False)
    """
    return bool(_LANG.fullmatch(text))


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise RecordError(f"{where} must be a list, not {value!r:.60}")
    return list(value)


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
    fields = _mapping(data, where, NAME_FIELDS, required=2)
    text = fields["text"]
    if not isinstance(text, str) or not (_LETTER.search(text) or make_key(text)):
        raise RecordError(f"{where}: 'text' must be a string with letters or digits, not {text!r:.60}")
    if is_longer(text, MAX_NAME_LENGTH):
        length = max(len(text), len(fold(text[:MAX_NAME_LENGTH])))
        raise RecordError(f"{where}: 'text' has {length} characters when folded; a name has {MAX_NAME_LENGTH} at most")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise RecordError(f"{where}: 'text' has half a surrogate pair, which is no character") from None
    lang = _matching(fields["lang"], _LANG, f"{where}: 'lang'", "a language tag such as 'ar'")
    kind = fields.get("kind", NameKind.NAME)
    if kind not in _KINDS:
        raise RecordError(f"{where}: 'kind' must be one of {', '.join(NameKind)}, not {kind!r:.60}")
    return Name(text, lang, NameKind(kind))


def _weight(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise RecordError(f"{where}: the field 'weight' must be a number from 0 to 1, not {value!r:.60}")
    return float(value)
