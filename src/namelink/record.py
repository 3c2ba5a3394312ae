"""A gazetteer record: one entity as people write it down, in one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from namelink import record_fields as fields
from namelink.config import Limits
from namelink.errors import RecordError
from namelink.files import decode
from namelink.identifiers import DEFAULT_PREFIX
from namelink.model import Entity, EntityType, Gender, Name, NameKind, Office
from namelink.record_fields import ENGLISH
from namelink.scripts import script_code

FIELDS = (
    "id",
    "type",
    "class",
    "names",
    "country",
    "parent",
    "coordinates",
    "population",
    "born",
    "died",
    "gender",
    "offices",
    "refs",
    "description",
    "weight",
    "muted",
)
"""The fields of a record, in the order they are written."""

REQUIRED = ("id", "type", "names")
"""The fields of a record that must be there, but for one that is muted, which needs its id alone."""

DEFAULT_WEIGHT = Limits().default_weight
"""The weight of a record that does not say its own: whoever lists a name knows it."""


@attrs.frozen
class Record:
    """One entity of a gazetteer, validated.

    Attributes:
        id: A CURIE, such as ``wikidata:Q813``.
        type: What the entity is.
        names: Its spellings; the first of a language is the preferred one.
        country: ISO 3166-1 alpha-2 code, or None.
        refs: Other identifiers of the same thing, as CURIEs.
        description: One line of English, or None.
        weight: Prominence in Arabic news, 0 to 1.
        born: When a person was born, as ISO 8601 writes it (``1952``, ``1952-10``, ``1952-10-07``); several where
            sources differ.
        died: When a person died, likewise.
        class_: What it is more exactly, in words: ``river``.
        parent: The id of the place it lies in.
        coordinates: Degrees north and degrees east.
        population: Inhabitants of a place.
        gender: What a person's names and titles agree with.
        offices: Offices of a person.
        descriptions: The description in other languages: pairs of a language tag and a line.
        muted: Whether the entity is taken out of the layers below.
        muted_names: Spellings that are taken from the entity in the layers below.
    """

    id: str
    type: EntityType
    names: tuple[Name, ...]
    country: str | None = None
    refs: tuple[str, ...] = ()
    description: str | None = None
    weight: float = DEFAULT_WEIGHT
    born: tuple[str, ...] = ()
    died: tuple[str, ...] = ()
    class_: str | None = None
    parent: str | None = None
    coordinates: tuple[float, float] | None = None
    population: int | None = None
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    muted: bool = False
    muted_names: tuple[Name, ...] = ()

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
        is_muted = isinstance(data, Mapping) and data.get("muted") is True
        given = fields.read_mapping(data, where, FIELDS, REQUIRED[:1] if is_muted else REQUIRED)
        type = fields.read_type(given.get("type", EntityType.PLACE), where)
        for field, types in fields.OF_TYPES.items():
            if given.get(field) is not None and type not in types:
                wanted = " or ".join(f"{t}s" for t in types)
                slip = f"the field '{field}' is for {wanted}, not for a record of the type '{type}'"
                raise RecordError(f"{where}: {slip}")
        names, muted_names = _names(given.get("names", []), where)
        if not names and not muted_names and not is_muted:
            raise RecordError(f"{where}: the field 'names' is empty; an entity needs at least one name")
        refs = fields.read_list(given.get("refs", []), f"{where}: the field 'refs'")
        offices = fields.read_list(given.get("offices", []), f"{where}: the field 'offices'")
        descriptions = fields.read_descriptions(given.get("description"), where)
        parent = given.get("parent")
        return cls(
            id=fields.read_id(given["id"], prefix, where),
            type=type,
            names=names,
            country=fields.read_country(given.get("country"), where),
            refs=tuple(fields.read_ref(ref, where) for ref in refs),
            description=descriptions.get(ENGLISH),
            weight=fields.read_weight(given.get("weight", DEFAULT_WEIGHT), where),
            born=fields.read_dates(given.get("born"), where, "born"),
            died=fields.read_dates(given.get("died"), where, "died"),
            class_=fields.read_class(given.get("class"), where),
            parent=None if parent is None else fields.read_ref(parent, where, "parent"),
            coordinates=fields.read_coordinates(given.get("coordinates"), where),
            population=fields.read_population(given.get("population"), where),
            gender=fields.read_gender(given.get("gender"), where),
            offices=tuple(fields.read_office(office, f"{where}: offices[{i}]") for i, office in enumerate(offices)),
            descriptions=tuple((lang, line) for lang, line in descriptions.items() if lang != ENGLISH),
            muted=fields.read_flag(given.get("muted", False), where, "muted"),
            muted_names=muted_names,
        )

    @classmethod
    def from_entity(cls, entity: Entity) -> Record:
        """Return the record of an entity, as a gazetteer of several layers has it.

        >>> record = Record("x:1", EntityType.PLACE, (Name("جنين", "ar"),), country="PS")
        >>> Record.from_entity(record.to_entity()) == record
        True
        """
        return cls(**{field: getattr(entity, field) for field in _OF_ENTITY})

    @classmethod
    def trusted(cls, given: Mapping[str, Any]) -> Record:
        """Return the record of a mapping that `to_dict` made, without looking whether it is right."""
        names = given.get("names", ())
        description = given.get("description")
        by_language = (
            description if isinstance(description, dict) else {} if description is None else {ENGLISH: description}
        )
        coordinates, gender = given.get("coordinates"), given.get("gender")
        return cls(
            id=given["id"],
            type=EntityType(given["type"]),
            names=tuple([_trusted_name(n) for n in names if "muted" not in n]),
            country=given.get("country"),
            refs=tuple(given.get("refs", ())),
            description=by_language.get(ENGLISH),
            weight=given.get("weight", DEFAULT_WEIGHT),
            born=_listed(given.get("born")),
            died=_listed(given.get("died")),
            class_=given.get("class"),
            parent=given.get("parent"),
            coordinates=None if coordinates is None else (coordinates[0], coordinates[1]),
            population=given.get("population"),
            gender=None if gender is None else Gender(gender),
            offices=tuple(map(Office.from_dict, given.get("offices", ()))),
            descriptions=tuple([(lang, line) for lang, line in by_language.items() if lang != ENGLISH]),
            muted=given.get("muted", False),
            muted_names=tuple([_trusted_name(n) for n in names if "muted" in n]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON types, without what is absent."""
        english = {ENGLISH: self.description} if self.description is not None else {}
        data: dict[str, Any] = {
            "id": self.id,
            "type": str(self.type),
            "class": self.class_,
            "names": [*map(_name_dict, self.names), *({**_name_dict(n), "muted": True} for n in self.muted_names)],
            "country": self.country,
            "parent": self.parent,
            "coordinates": None if self.coordinates is None else list(self.coordinates),
            "population": self.population,
            "born": self.born[0] if len(self.born) == 1 else list(self.born),
            "died": self.died[0] if len(self.died) == 1 else list(self.died),
            "gender": self.gender and str(self.gender),
            "offices": [office.to_dict() for office in self.offices],
            "refs": list(self.refs),
            "description": {**english, **dict(self.descriptions)} if self.descriptions else self.description,
            "weight": self.weight,
            "muted": self.muted or None,
        }
        return {field: value for field, value in data.items() if value not in (None, [])}

    def to_json(self) -> str:
        """Return the record as its line of JSON, without the line's end."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_entity(self) -> Entity:
        """Return the entity the record describes."""
        return Entity(label=label(self.names), **{field: getattr(self, field) for field in _OF_ENTITY})


_OF_ENTITY = tuple(field.name for field in attrs.fields(Entity) if field.name != "label")
"""What a record says of its entity, all but the label, which is one of the names."""


def label(names: tuple[Name, ...], preferred: Sequence[str] = ()) -> str:
    """Return the name to show: the first English one, else the first in Latin letters, else the first.

    Args:
        names: The names.
        preferred: Which to show where none is English or in Latin letters, if it is among them, best first.

    >>> label((Name("موسكو", "ar"), Name("Moskwa", "pl"), Name("Moscow", "en")))
    'Moscow'
    """
    full = [n for n in names if n.kind is NameKind.NAME] or list(names)
    english = (n.text for n in full if n.lang == ENGLISH)
    latin = (n.text for n in full if script_code(n.text) == "Latn")
    found = next(english, None) or next(latin, None)
    if found is None:
        texts = [n.text for n in full]
        found = next((text for text in [*preferred, *texts] if text in texts), "")
    return found


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
    except ValueError:
        raise RecordError(f"{where}: a number in this JSON has thousands of digits") from None
    return Record.from_dict(data, where, prefix)


def _names(value: object, where: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the names of a record, and those that it takes from the layers below."""
    kept: tuple[list[Name], list[Name]] = ([], [])
    for place, data in enumerate(fields.read_list(value, f"{where}: the field 'names'")):
        there = f"{where}: names[{place}]"
        name = fields.read_name(data, there)
        kept[fields.read_flag(data.get("muted", False), there, "muted")].append(name)
    return tuple(kept[0]), tuple(kept[1])


def _trusted_name(data: Mapping[str, Any]) -> Name:
    return Name(data["text"], data["lang"], NameKind(data.get("kind", "name")), data.get("source"))


def _name_dict(name: Name) -> dict[str, Any]:
    return {
        "text": name.text,
        "lang": name.lang,
        **({} if name.kind is NameKind.NAME else {"kind": str(name.kind)}),
        **({} if name.source is None else {"source": name.source}),
    }


def _listed(dates: str | list[str] | None) -> tuple[str, ...]:
    """Return the dates of a field that has one, a list of them, or none."""
    return (dates,) if isinstance(dates, str) else tuple(dates or ())
