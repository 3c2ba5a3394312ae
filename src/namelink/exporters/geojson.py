"""Places on a map: GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from namelink.gazetteer.flattening import ALL, Selection, select_entities
from namelink.gazetteer.layers import Gazetteer
from namelink.model import Entity, NameKind


def export_geojson(gazetteer: Gazetteer, selection: Selection = ALL) -> Iterator[str]:
    """Yield the pieces of a FeatureCollection: a point for each entity that has coordinates, a line each.

    Args:
        gazetteer: The gazetteer.
        selection: The part to export.

    >>> name = {"text": "بيشكيك", "lang": "ar"}
    >>> place = {"id": "x:1", "type": "place", "names": [name], "coordinates": [42.87, 74.59]}
    >>> features = json.loads("".join(export_geojson(Gazetteer.from_records([place]))))["features"]
    >>> features[0]["geometry"]["coordinates"]
    [74.59, 42.87]
    """
    yield '{"type": "FeatureCollection", "features": ['
    between = "\n"
    for entity in select_entities(gazetteer, selection):
        if entity.coordinates is not None:
            yield between + json.dumps(_feature(entity, entity.coordinates), ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def _feature(entity: Entity, coordinates: tuple[float, float]) -> dict[str, Any]:
    north, east = coordinates
    return {
        "type": "Feature",
        "id": entity.id,
        "geometry": {"type": "Point", "coordinates": [east, north]},
        "properties": {field: value for field, value in _properties(entity).items() if value not in (None, [])},
    }


def _properties(entity: Entity) -> dict[str, Any]:
    """Return the properties of a feature: plain values, which programs of maps show in a table."""
    names: dict[str, str] = {}
    for name in entity.names:
        if name.kind is NameKind.NAME:
            names.setdefault(f"name:{name.lang}", name.text)
    return {
        "id": entity.id,
        "type": str(entity.type),
        "class": entity.class_,
        "name": entity.label,
        **names,
        "country": entity.country,
        "parent": entity.parent,
        "population": entity.population,
        "description": entity.description,
        "weight": entity.weight,
        "refs": list(entity.refs),
    }
