"""What layers of a gazetteer take out of the layers below: entities, and names of entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import attrs

from namelink.index.reader import Index
from namelink.lang import make_key
from namelink.record import Record


class Hit(NamedTuple):
    """A name of a gazetteer: its layer, and its number there."""

    layer: int
    name: int


class Ref(NamedTuple):
    """An entity of a gazetteer: the first layer that has its id, and its number there."""

    layer: int
    number: int


@attrs.frozen
class MutedEntities:
    """The entities and names that no look-up finds.

    Attributes:
        entities: The entities, and the records that mute them.
        names: The names, those of the entities too.
    """

    entities: frozenset[Ref]
    names: frozenset[Hit]

    @classmethod
    def of(cls, indexes: Sequence[Index]) -> MutedEntities:
        """Return what some layers mute, the first being the topmost."""
        entities: set[Ref] = set()
        names: set[Hit] = set()
        for layer, index in enumerate(indexes):
            for number, record in index.muting_records():
                if record.muted:
                    entities.update([Ref(layer, number), *_below(indexes, layer, record)])
                else:
                    names.update(_names_below(indexes, layer, record))
        of_entities = (Hit(ref.layer, name) for ref in entities for name in _names(indexes, ref))
        return cls(frozenset(entities), frozenset(names.union(of_entities)))

    def __bool__(self) -> bool:
        """Whether anything is muted."""
        return bool(self.entities or self.names)

    def has_entity(self, ref: Ref) -> bool:
        """Whether an entity is muted."""
        return ref in self.entities

    def has_name(self, hit: Hit) -> bool:
        """Whether a name is."""
        return hit in self.names


def _below(indexes: Sequence[Index], layer: int, record: Record) -> Iterator[Ref]:
    """Yield the entities of a record in the layers below its own."""
    for below, index in enumerate(indexes[layer + 1 :], layer + 1):
        number = index.number_of_any([record.id, *record.refs])
        if number is not None:
            yield Ref(below, number)


def _names_below(indexes: Sequence[Index], layer: int, record: Record) -> Iterator[Hit]:
    """Yield the names in the layers below that fold like those a record mutes."""
    keys = {make_key(name.text) for name in record.muted_names}
    for ref in _below(indexes, layer, record):
        index = indexes[ref.layer]
        yield from (Hit(ref.layer, name) for name in _names(indexes, ref) if make_key(index.name(name).text) in keys)


def _names(indexes: Sequence[Index], ref: Ref) -> range:
    return indexes[ref.layer].names_of_entity(ref.number)
