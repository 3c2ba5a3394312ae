"""Entities of FollowTheMoney, the format of OpenSanctions and Aleph: one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from namelink.gazetteer.flattening import ALL, Selection, select_entities
from namelink.gazetteer.layers import Gazetteer
from namelink.model import Entity, EntityType, NameKind

SCHEMAS = {EntityType.PERSON: "Person", EntityType.ORGANIZATION: "Organization", EntityType.PLACE: "Address"}
"""The schema of each type. FollowTheMoney has none of places but addresses."""

NAME_PROPERTIES = {
    NameKind.NAME: "name",
    NameKind.SHORT: "weakAlias",
    NameKind.ACRONYM: "weakAlias",
    NameKind.FORMER: "previousName",
    NameKind.KUNYA: "alias",
    NameKind.PSEUDONYM: "alias",
}
"""The property of each kind of name; a demonym is no name of the entity."""

_ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
_QID = re.compile(r"wikidata:(Q[1-9]\d*)")
LONGEST_ID = 200
"""Characters of an id at most, as FollowTheMoney has them."""


def export_ftm(gazetteer: Gazetteer, selection: Selection = ALL) -> Iterator[str]:
    """Yield the entities of a gazetteer, a line each.

    An entity has the id that `ftm_id` makes of its own; its own id and its refs are its ``referents``.

    Args:
        gazetteer: The gazetteer.
        selection: The part to export.
    """
    for entity in select_entities(gazetteer, selection):
        yield json.dumps(_ftm_entity(entity), ensure_ascii=False) + "\n"


def ftm_id(id: str) -> str:
    """Return an id as FollowTheMoney writes them: letters, digits, points and hyphens.

    Items of Wikidata are called by their own ids, as OpenSanctions calls them.

    >>> ftm_id("wikidata:Q813"), ftm_id("geonames:1528675"), ftm_id("desk:a_b")
    ('Q813', 'geonames-1528675', 'namelink-b639b73d82a7dde99bf789fb8b5f1e24927cc7d1')
    """
    item = _QID.fullmatch(id)
    if item:
        return item[1]
    plain = id.replace(":", "-", 1)
    is_valid = _ID.fullmatch(plain) and len(plain) <= LONGEST_ID
    return plain if is_valid else f"namelink-{hashlib.sha1(id.encode(), usedforsecurity=False).hexdigest()}"


def _ftm_entity(entity: Entity) -> dict[str, Any]:
    properties: dict[str, list[str]] = {}
    for field, value in _properties(entity):
        listed = properties.setdefault(field, [])
        if value not in listed:
            listed.append(value)
    return {
        "id": ftm_id(entity.id),
        "schema": SCHEMAS[entity.type],
        "caption": entity.label,
        "referents": [entity.id, *entity.refs],
        "properties": properties,
    }


def _properties(entity: Entity) -> Iterator[tuple[str, str]]:
    yield from _names(entity)
    for id in (entity.id, *entity.refs):
        item = _QID.fullmatch(id)
        if item:
            yield "wikidataId", item[1]
    if entity.country:
        yield "country", entity.country.lower()
    if entity.description:
        yield "summary", entity.description
    if entity.type is EntityType.PERSON:
        yield from _personal(entity)
    if entity.type is EntityType.PLACE:
        yield "full", entity.label
        yield from zip(("latitude", "longitude"), map(str, entity.coordinates or ()), strict=False)


def _names(entity: Entity) -> Iterable[tuple[str, str]]:
    found = [(NAME_PROPERTIES[name.kind], name.text) for name in entity.names if name.kind in NAME_PROPERTIES]
    # Every entity must have a name.
    return found if any(field == "name" for field, _ in found) else [("name", entity.label), *found]


def _personal(entity: Entity) -> Iterator[tuple[str, str]]:
    yield from (("birthDate", date) for date in entity.born)
    yield from (("deathDate", date) for date in entity.died)
    if entity.gender:
        yield "gender", str(entity.gender)
    yield from (("position", str(office)) for office in entity.offices)
