"""Layers as one list: the entities and the records of a gazetteer, or of a part of it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from namelink.gazetteer.layers import Gazetteer
from namelink.model import Entity, EntityType
from namelink.record import Record, label


@attrs.frozen
class Selection:
    """A part of a gazetteer.

    Attributes:
        types: The types of its entities; None for all.
        country: The country of its entities, as an ISO 3166-1 alpha-2 code; None for any, and for none.

    >>> Selection(country="KG").has(Record("x:1", EntityType.PLACE, (), country="QA"))
    False
    """

    types: frozenset[EntityType] | None = None
    country: str | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.types is None and self.country is None

    def has(self, entity: Entity | Record) -> bool:
        """Whether an entity is of the part."""
        return (self.types is None or entity.type in self.types) and self.country in (None, entity.country)


ALL = Selection()
"""The whole of a gazetteer."""


def select_entities(gazetteer: Gazetteer, selection: Selection = ALL) -> Iterator[Entity]:
    """Yield the entities of a part of a gazetteer, without those that layers above have left no name.

    >>> next(select_entities(Gazetteer.default(), Selection(frozenset({EntityType.PLACE}), "QA"))).country
    'QA'
    """
    return (entity for entity in gazetteer if entity.names and selection.has(entity))


def flatten(gazetteer: Gazetteer, selection: Selection = ALL) -> Iterator[Record]:
    """Yield the records that a gazetteer may be built from again.

    Those of a single layer are its own, in the order of their ids, and what they mute is among them: built, they give
    the same bytes. Several layers give what they say together; what one of them mutes is left out.

    Args:
        gazetteer: The gazetteer.
        selection: The part to yield. A record that mutes an entity has no type and no country: it is of the whole only.

    >>> records = [{"id": "x:1", "muted": True}]
    >>> [record.to_json() for record in flatten(Gazetteer.from_records(records))]
    ['{"id": "x:1", "type": "place", "weight": 0.5, "muted": true}']
    """
    if len(gazetteer.indexes) > 1:
        yield from map(_record, select_entities(gazetteer, selection))
        return
    for record in gazetteer.indexes[0].records():
        if selection.is_all or (selection.has(record) and not record.muted):
            yield record


def _record(entity: Entity) -> Record:
    """Return the record of an entity of layers; its first name makes the label, though an upper layer adds others."""
    record = Record.from_entity(entity)
    if label(record.names) == entity.label:
        return record
    labels = tuple(name for name in record.names if name.text == entity.label)
    return attrs.evolve(record, names=tuple(dict.fromkeys(labels + record.names)))
