"""What the service answers with: values of namelink as JSON, with more of what a page or a person asks about."""

from __future__ import annotations

from typing import Any

import attrs

from namelink import Candidate, Entity, Mention, NameKind, Resolution


def arabic_name(entity: Entity) -> str | None:
    """Return the preferred Arabic name of an entity, or None."""
    names = (n.text for n in entity.names if n.lang.partition("-")[0] == "ar" and n.kind is NameKind.NAME)
    return next(names, None)


def resolution_dict(resolution: Resolution, explain: bool) -> dict[str, Any]:
    """Return a resolution as JSON: as the command line prints it, and where it is asked for, with the reason."""
    answer = resolution.to_dict()
    if explain:
        answer["explanation"] = resolution.explain()
        answer["candidates"] = [candidate_dict(candidate) for candidate in resolution.candidates]
    return answer


def candidate_dict(candidate: Candidate) -> dict[str, Any]:
    """Return a candidate as JSON, with its evidence and what tells its entity from others."""
    entity = candidate.entity
    return candidate.to_dict() | {
        "arabic": arabic_name(entity),
        "description": entity.description,
        "country": entity.country,
        "refs": list(entity.refs),
        "evidence": [attrs.asdict(evidence) for evidence in candidate.evidence],
    }


def mention_dict(mention: Mention, explain: bool) -> dict[str, Any]:
    """Return a mention as JSON, where it is asked for with its resolution and the reason."""
    answer = mention.to_dict()
    if explain:
        answer["resolution"] = resolution_dict(mention.resolution, explain)
    return answer
