"""Answers of a service as the values of the library: the same types, with what the service sends of them.

Entities have their id, type and label; where reasons were asked for, also what tells them from their namesakes, and
candidates have their evidence, so that ``explain()`` says what it says in the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from namelink import Candidate, Entity, Evidence, LinkedText, Mention, Name, Resolution, Transliteration

Json = Mapping[str, Any]
"""A JSON object."""


def read_resolution(data: Json) -> Resolution:
    """Return what a name comes to.

    >>> data = {"query": "قطر", "outcome": "match", "id": "x:1", "name": "Qatar", "type": "place", "latin": "Qatar",
    ...         "score": 0.9, "candidates": []}
    >>> read_resolution(data).entity.label, read_resolution(data).to_dict() == data
    ('Qatar', True)
    """
    found = Resolution.from_dict(data)
    candidates = tuple(map(_candidate, data["candidates"]))
    entity = next((c.entity for c in candidates if c.entity.id == found.id), found.entity)
    return attrs.evolve(found, entity=entity, candidates=candidates)


def read_linked_text(text: str, data: Json) -> LinkedText:
    """Return a text with its mentions.

    >>> read_linked_text("لا أسماء هنا", {"mentions": []})
    LinkedText(12 characters, 0 mentions)
    """
    return LinkedText(text, tuple(map(_mention, data["mentions"])))


def read_spellings(data: Json) -> list[Transliteration]:
    """Return the spellings of a name, best first.

    >>> read_spellings({"text": "خالد", "latin": "Khaled", "spellings": [{"text": "Khaled", "score": 0.7}]})
    [Transliteration(text='Khaled', score=0.7)]
    """
    return [Transliteration(each["text"], each["score"]) for each in data["spellings"]]


@attrs.frozen
class ServiceHealth:
    """What a service says of itself.

    Attributes:
        version: The release of namelink that it runs.
        entities: How many entities it knows.
        gazetteers: Its gazetteers by name, each with its number of entities.
        batch: How many names or texts a request may have.
        document: How many bytes a document may have.
        text: How many code points a text or a name may have.
    """

    version: str
    entities: int
    gazetteers: Mapping[str, int]
    batch: int
    document: int
    text: int


def read_health(data: Json) -> ServiceHealth:
    """Return what a service says of itself.

    >>> read_health({"status": "ok", "version": "0.1", "entities": 2, "gazetteers": [{"name": "mine", "entities": 2}],
    ...              "limits": {"batch": 200, "document": 9, "text": 99}}).batch
    200
    """
    gazetteers = {each["name"]: int(each["entities"]) for each in data["gazetteers"]}
    limits = {name: int(data["limits"][name]) for name in ("batch", "document", "text")}
    return ServiceHealth(str(data["version"]), int(data["entities"]), gazetteers, **limits)


def _mention(data: Json) -> Mention:
    found = Mention.from_dict(data)
    return attrs.evolve(found, resolution=read_resolution(data["resolution"])) if "resolution" in data else found


def _candidate(data: Json) -> Candidate:
    found = Candidate.from_dict(data)
    if "evidence" not in data:
        return found
    facts = found.entity.to_dict()
    entity = Entity.from_dict(facts | {field: data[field] for field in facts if field in data})
    if data["arabic"] is not None:
        entity = attrs.evolve(entity, names=(Name(data["arabic"], "ar"),))
    return attrs.evolve(found, entity=entity, evidence=tuple(Evidence(**each) for each in data["evidence"]))
