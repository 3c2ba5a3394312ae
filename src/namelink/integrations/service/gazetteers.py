"""The gazetteers that a service answers from: their names, and each of them alone."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import attrs

from namelink import Gazetteer, Resolver
from namelink.integrations.service.errors import invalid
from namelink.integrations.service.fields import Field
from namelink.summary import shown

FIELD = "gazetteer"
"""The field that names one of them."""


@attrs.frozen(kw_only=True)
class GazetteerName(Field):
    """The name of a gazetteer; which there are is known where it is asked."""

    def check(self, value: Any) -> str:
        """Return the name."""
        if not isinstance(value, str):
            raise self._refuse(value, "a string")
        return value

    def schema(self) -> dict[str, Any]:
        """Return its schema."""
        return {"type": "string"}


def names(gazetteer: Gazetteer) -> list[str]:
    """Return a name for each layer of a gazetteer: that of its folder, with a number where another has it already.

    >>> names(Gazetteer.layers(Gazetteer.default(), Gazetteer.default()))
    ['default', 'default-2']
    """
    found: list[str] = []
    for index in gazetteer.indexes:
        stem = Path(index.where).stem
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(gazetteer.indexes) + 1))
        found.append(next(name for name in numbered if name not in found))
    return found


def listed(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return the name of each layer of a gazetteer, and how many entities it has."""
    return [
        {"name": name, "entities": len(Gazetteer((index,)))}
        for name, index in zip(names(gazetteer), gazetteer.indexes, strict=True)
    ]


def alone(resolver: Resolver, name: str | None) -> Resolver:
    """Return the resolver of one layer by its name, or the one of all layers if None.

    Raises:
        RequestError: There is none of that name.
    """
    if name is None:
        return resolver
    known = names(resolver.gazetteer)
    if name not in known:
        wanted = ", ".join(map(repr, known))
        raise invalid(f"{FIELD} must be one of {wanted}, not {shown(name)}", "GET /health lists the gazetteers")
    return resolver if len(known) == 1 else _of_layer(resolver, known.index(name))


@functools.lru_cache
def _of_layer(resolver: Resolver, layer: int) -> Resolver:
    return Resolver(Gazetteer((resolver.gazetteer.indexes[layer],)), config=resolver.config)
