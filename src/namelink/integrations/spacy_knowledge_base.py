"""A gazetteer as a knowledge base of spaCy, for its own entity linker."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from namelink import Entity, NameKind
from namelink.files import new_directory
from namelink.integrations.extras import extra

with extra("spacy"):
    from spacy.kb import InMemoryLookupKB
    from spacy.vocab import Vocab

VECTOR_LENGTH = 1
"""Numbers of the vector of an entity: spaCy wants one, and a gazetteer has none but the weight."""


def knowledge_base(entities: Iterable[Entity]) -> InMemoryLookupKB:
    """Return the knowledge base of some entities; it is in memory as a whole.

    The frequency of an entity, and its vector, which has one number, are its weight. An alias is a name as it is
    written, and its prior probabilities are the weights of the entities that have it, scaled to a sum of 1. Demonyms
    are left out: spaCy would take the people for the place.

    Args:
        entities: The entities, such as a `Gazetteer`.

    >>> from namelink import Gazetteer
    >>> oman = {"id": "x:1", "type": "place", "weight": 0.6, "names": [{"text": "عمان", "lang": "ar"}]}
    >>> amman = oman | {"id": "x:2", "weight": 0.2}
    >>> base = knowledge_base(Gazetteer.from_records([oman, amman]))
    >>> [(found.entity_, round(found.prior_prob, 2)) for found in base.get_alias_candidates("عمان")]
    [('x:1', 0.75), ('x:2', 0.25)]
    """
    base = InMemoryLookupKB(Vocab(), entity_vector_length=VECTOR_LENGTH)
    bearers: dict[str, dict[str, float]] = {}
    ids, weights = [], []
    for entity in entities:
        ids.append(entity.id)
        weights.append(entity.weight)
        for name in entity.names:
            if name.kind is not NameKind.DEMONYM:
                bearers.setdefault(name.text, {})[entity.id] = entity.weight
    base.set_entities(ids, weights, [[weight] for weight in weights])
    for alias, of in bearers.items():
        base.add_alias(alias, list(of), _priors(list(of.values())))
    return base


def write_knowledge_base(entities: Iterable[Entity], path: Path) -> None:
    """Write the knowledge base of some entities, whole or not at all.

    Args:
        entities: The entities.
        path: The directory to make; ``InMemoryLookupKB.from_disk`` reads it, with a vector length of 1.

    Raises:
        FileExistsError: the path is something else than an empty directory.
    """
    base = knowledge_base(entities)
    with new_directory(path) as work:
        base.to_disk(work)


def _priors(weights: list[float]) -> list[float]:
    """Return the probabilities of entities by their weights; alike where all are 0."""
    total = sum(weights)
    return [weight / total for weight in weights] if total else [1 / len(weights)] * len(weights)
