"""Serializers: values of namelink as JSON, with details for pages and for people."""

from __future__ import annotations

from typing import Any

import attrs

from namelink import Candidate, Entity, Gazetteer, Mention, Resolution
from namelink.scripts import script_code


def arabic_name(entity: Entity) -> str | None:
    """Return the preferred Arabic name of an entity, or None."""
    found = entity.label_in("ar")
    return found if script_code(found) == "Arab" else None


def resolution_dict(resolution: Resolution, gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """Return a resolution as the command line prints it, with its explanation if its gazetteer is given."""
    answer = resolution.to_dict()
    if gazetteer is not None:
        answer["explanation"] = resolution.explain()
        answer["candidates"] = [candidate_dict(candidate, gazetteer) for candidate in resolution.candidates]
    return answer


def candidate_dict(candidate: Candidate, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return a candidate of a gazetteer with its evidence, and the facts that distinguish its entity."""
    entity = candidate.entity
    return candidate.to_dict() | {
        "arabic": arabic_name(entity),
        "description": entity.description,
        "descriptions": dict(entity.descriptions),
        "country": entity.country,
        "class": entity.class_,
        "parent": entity.parent,
        "parent_names": _names_of(entity.parent, gazetteer),
        "coordinates": entity.coordinates and list(entity.coordinates),
        "population": entity.population,
        "born": list(entity.born),
        "died": list(entity.died),
        "gender": entity.gender,
        "offices": [office.to_dict() for office in entity.offices],
        "refs": list(entity.refs),
        "weight": entity.weight,
        "evidence": [attrs.asdict(evidence) for evidence in candidate.evidence],
    }


def _names_of(id: str | None, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the English and the Arabic name of an entity, where there is one."""
    entity = gazetteer.entity(id) if id else None
    names = {"en": entity.label, "ar": arabic_name(entity)} if entity else {}
    return {lang: name for lang, name in names.items() if name}


def mention_dict(mention: Mention, gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """Return a mention, with its resolution and explanation if its gazetteer is given."""
    answer = mention.to_dict()
    if gazetteer is not None:
        answer["resolution"] = resolution_dict(mention.resolution, gazetteer)
    return answer
