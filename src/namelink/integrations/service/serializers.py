"""Serializers: values of namelink as JSON, with details for pages and for people."""

from __future__ import annotations

from typing import Any

import attrs

from namelink import Candidate, Entity, Mention, Resolution
from namelink.scripts import script_code


def arabic_name(entity: Entity) -> str | None:
    """Return the preferred Arabic name of an entity, or None."""
    found = entity.label_in("ar")
    return found if script_code(found) == "Arab" else None


def resolution_dict(resolution: Resolution, explain: bool) -> dict[str, Any]:
    """Return a resolution as the command line prints it, with its explanation if wanted."""
    answer = resolution.to_dict()
    if explain:
        answer["explanation"] = resolution.explain()
        answer["candidates"] = [candidate_dict(candidate) for candidate in resolution.candidates]
    return answer


def candidate_dict(candidate: Candidate) -> dict[str, Any]:
    """Return a candidate with its evidence, and the facts that distinguish its entity."""
    entity = candidate.entity
    return candidate.to_dict() | {
        "arabic": arabic_name(entity),
        "description": entity.description,
        "country": entity.country,
        "class": entity.class_,
        "parent": entity.parent,
        "coordinates": entity.coordinates and list(entity.coordinates),
        "population": entity.population,
        "born": list(entity.born),
        "died": list(entity.died),
        "gender": entity.gender,
        "offices": [office.to_dict() for office in entity.offices],
        "refs": list(entity.refs),
        "evidence": [attrs.asdict(evidence) for evidence in candidate.evidence],
    }


def mention_dict(mention: Mention, explain: bool) -> dict[str, Any]:
    """Return a mention, with its resolution and explanation if wanted."""
    answer = mention.to_dict()
    if explain:
        answer["resolution"] = resolution_dict(mention.resolution, explain)
    return answer
