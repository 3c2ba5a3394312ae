"""Candidates: the few names of a gazetteer worth comparing with a query.

Cheap keys come first: the exact key, then the phonetic keys of the words with a neighbourhood of
one sound more, less or other. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from namelink.gazetteer.index import Index
from namelink.gazetteer.layers import Gazetteer, Hit
from namelink.translit.sounds import SoundKey, deletions, sound_key

SURVIVORS = 60
"""How many names are compared at most, in each layer."""

LONG_RUN = 20_000
"""Names in which a word may occur before it no longer proposes candidates by itself."""

NEAR = 0.5
"""What a neighbouring phonetic key is worth beside the key itself."""


def sounding_hits(gazetteer: Gazetteer, words: tuple[str, ...]) -> list[Hit]:
    """Return the names that sound like some words, the likeliest first."""
    keys = [sound_key(word) for word in words]
    return [Hit(layer, name) for layer, index in enumerate(gazetteer.indexes) for name in _sounding_names(index, keys)]


def _sounding_names(index: Index, keys: list[SoundKey]) -> list[int]:
    whole = index.wholes.get(" ".join(keys))[:SURVIVORS].tolist()
    total = len(index.name_entities)
    proposals = [(number, worth, i) for i, key in enumerate(keys) for number, worth in _neighbours(index, key)]
    proposals.sort(key=lambda p: (len(index.sounds.run(p[0])), p))
    names: list[np.ndarray[tuple[int], np.dtype[np.uint32]]] = []
    gains: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    for number, worth, _ in proposals:
        run = index.sounds.run(number)
        if len(run) > LONG_RUN and names:
            break
        found = np.frombuffer(run[:LONG_RUN], dtype="<u4")
        names.append(found)
        gains.append(np.full(found.size, worth * math.log(1 + total / len(run))))
    if not names:
        return whole
    known, place = np.unique(np.concatenate(names), return_inverse=True)
    score = np.bincount(place, weights=np.concatenate(gains))
    weight = index.weights[np.frombuffer(index.name_entities, dtype="<u4")[known]]
    best = np.lexsort((known, -weight, -score))[:SURVIVORS]
    return list(dict.fromkeys([*whole, *known[best].tolist()]))


def _neighbours(index: Index, key: SoundKey) -> Iterator[tuple[int, float]]:
    """Yield the numbers of the phonetic keys one sound away at most, and what each is worth."""
    exact = index.sounds.number(key)
    near = set(index.deletes.get(key))
    for shorter in deletions(key):
        near.update(index.deletes.get(shorter))
        number = index.sounds.number(shorter)
        if number is not None:
            near.add(number)
    if exact is not None:
        yield exact, 1.0
    yield from ((number, NEAR) for number in sorted(near - {exact}))
