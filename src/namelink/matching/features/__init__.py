"""Features of a comparison of two names: each a small function, declared once with its weight and its meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator

from namelink import tables
from namelink.features import Feature, Registry
from namelink.matching.features.commonness import COMMONNESS
from namelink.matching.features.comparison import UNKNOWN, Circumstances, NameComparison
from namelink.matching.features.gazetteer import GAZETTEER
from namelink.matching.features.parts import PARTS
from namelink.matching.features.persons import PERSONS
from namelink.matching.features.things import THINGS
from namelink.matching.features.tokens import TOKENS
from namelink.matching.features.types import TYPES
from namelink.matching.features.writing import WRITING

_DECLARATIONS = (TOKENS, PARTS, THINGS, PERSONS, WRITING, COMMONNESS, TYPES, GAZETTEER)
"""In the order that evidence shows them."""


def _features() -> Iterator[Feature[NameComparison]]:
    weights = json.loads(tables.read("namelink.matching", "weights.json"))
    for declarations in _DECLARATIONS:
        for name, doc, function in declarations:
            yield Feature(name, weights[name], doc, function)


FEATURES: Registry[NameComparison] = Registry(_features)
"""All features of name comparison; the fitted weights stand in ``data/weights.json``, and are read on first use."""

__all__ = ["FEATURES", "UNKNOWN", "Circumstances", "NameComparison"]
