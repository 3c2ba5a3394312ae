"""Properties of entities in the reconciliation service, for queries and for data extension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from namelink import Entity, EntityType, NameKind
from namelink.integrations.service.errors import RequestError, invalid
from namelink.integrations.service.labels import named
from namelink.integrations.service.serializers import arabic_name

TYPES = {
    "person": {"id": "person", "name": "Person"},
    "place": {"id": "place", "name": "Place"},
    "organization": {"id": "organization", "name": "Organization"},
}
"""Types of entities, in the form of the protocol."""

assert tuple(TYPES) == tuple(EntityType)


@attrs.frozen
class Property:
    """A property of entities.

    Attributes:
        id: Its identifier.
        name: Its name, for people.
        description: Its values.
    """

    id: str
    name: str
    description: str

    def to_dict(self, languages: Sequence[str] = ()) -> dict[str, str]:
        """Return the property in the form of the protocol, with its name in one of some languages."""
        return named(self.id, self.name, languages)


PROPERTIES = {
    p.id: p
    for p in (
        Property("name", "names", "every spelling of its name; the settings lang and limit choose among them"),
        Property("latin", "Latin name", "the preferred name in Latin letters"),
        Property("arabic", "Arabic name", "the preferred name in Arabic letters"),
        Property("type", "type", "person, place or organization"),
        Property("country", "country", "the code of its country, ISO 3166-1 alpha-2"),
        Property("born", "date of birth", "when a person was born, as a year, a month or a day of ISO 8601"),
        Property("died", "date of death", "when a person died, likewise"),
        Property("gender", "gender", "female or male"),
        Property("office", "offices", "the offices of a person, each with its years where they are known"),
        Property("class", "class", "what it is more exactly: city, river, ministry"),
        Property("parent", "parent place", "the id of the place it lies in, smaller than its country"),
        Property("coordinates", "coordinates", "degrees north and degrees east, with a comma between"),
        Property("population", "population", "inhabitants of a place"),
        Property("description", "description", "what it is, in a line of English"),
        Property("wikidata", "Wikidata item", "its Q number"),
        Property("geonames", "GeoNames id", "its number"),
        Property("iso3166", "ISO 3166 code", "the code of a country"),
        Property("ref", "other identifiers", "every identifier, with the authority before it"),
    )
}
"""Properties by their ids."""


def values(entity: Entity, id: str, settings: Mapping[str, Any]) -> list[str]:
    """Return the values of a property of an entity.

    >>> from namelink import Gazetteer
    >>> kyrgyzstan = Gazetteer.default().suggest("قرغيزستان")[0]
    >>> values(kyrgyzstan, "wikidata", {}), values(kyrgyzstan, "country", {})
    (['Q813'], ['KG'])
    """
    lang = settings.get("lang") or ""
    found = dict.fromkeys(_values(entity, id, str(lang)))
    return list(found)[: _limit(settings.get("limit"))]


def _values(entity: Entity, id: str, lang: str) -> Iterator[str]:
    single = {
        "latin": entity.label,
        "arabic": arabic_name(entity),
        "type": str(entity.type),
        "country": entity.country,
        "description": entity.description_in(lang) if lang else entity.description,
        "gender": entity.gender,
        "class": entity.class_,
        "parent": entity.parent,
        "coordinates": entity.coordinates and "{:g}, {:g}".format(*entity.coordinates),
        "population": None if entity.population is None else str(entity.population),
    }
    if id in single:
        value = single[id]
        yield from [value] if value else []
    elif id in ("born", "died"):
        yield from getattr(entity, id)
    elif id == "office":
        yield from map(str, entity.offices)
    elif id == "name":
        names = (n for n in entity.names if n.kind is not NameKind.DEMONYM)
        yield from (n.text for n in names if not lang or n.lang.partition("-")[0] == lang)
    else:
        curies = [entity.id, *entity.refs]
        yield from curies if id == "ref" else (_local(c) for c in curies if c.startswith(id + ":"))


def _local(curie: str) -> str:
    return curie.partition(":")[2]


def _limit(written: Any) -> int | None:
    """Return a limit, which OpenRefine sends as a number or as a string; 0 and nothing are none."""
    if written in (None, "", 0, "0"):
        return None
    try:
        limit = int(written)
    except (TypeError, ValueError, OverflowError):
        limit = -1
    if limit < 0 or isinstance(written, bool):
        raise invalid(f"limit must be a whole number, not {str(written)[:60]!r}", "leave it out for every value")
    return limit


def known_property(id: object) -> Property:
    """Return the property with an id.

    Raises:
        RequestError: There is none.
    """
    found = PROPERTIES.get(id) if isinstance(id, str) else None
    if found is None:
        raise _unknown("property", id, PROPERTIES)
    return found


def known_type(id: object) -> str:
    """Return the id of a type, if it is one.

    Raises:
        RequestError: It is not.
    """
    if not isinstance(id, str) or id not in TYPES:
        raise _unknown("type", id, TYPES)
    return id


def _unknown(what: str, id: object, known: Mapping[str, object]) -> RequestError:
    return invalid(f"there is no {what} {str(id)[:60]!r}", f"use {', '.join(known)}")
