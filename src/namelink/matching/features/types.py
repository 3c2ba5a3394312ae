"""Features of types: what the words of a name show it to be the name of."""

from __future__ import annotations

from namelink.features import Measurement
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag

TYPES = Declarations()


@TYPES.feature("1 where the words of the two show them to be things of two types: a person, a company.")
def _other_type(c: NameComparison) -> Measurement | None:
    if c.entity_type:
        return None  # where the type of the entity is known, unfit_type says it
    types = c.tokens.query.type, c.tokens.name.type
    return flag(types[0] and types[1] and types[0] is not types[1], str(types[0]), str(types[1]))


@TYPES.feature("1 where the words of the query show it to be of another type than the entity: مريم سعد is no town.")
def _unfit_type(c: NameComparison) -> Measurement | None:
    types = c.tokens.query.type, c.entity_type
    return flag(types[0] and types[1] and types[0] is not types[1], str(types[0]), str(types[1]))
