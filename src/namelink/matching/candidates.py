"""Candidates: the few names of a gazetteer worth comparing with a query.

Cheap keys come first: the exact key, then the phonetic keys of the words, and of all words run
together, with a neighbourhood of sounds more, less or other. What they propose is ranked by how
rare the shared words are and by how alike the whole sounds. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from namelink.gazetteer.index import Index
from namelink.gazetteer.layers import Gazetteer, Hit
from namelink.translit.sounds import SoundKey, far_deletions, sound_key, sounds

SURVIVORS = 40
"""How many names are compared at most, in each layer."""

LISTENED_TO = 1_000
"""How many of those that share rare words are listened to as a whole."""

LONG_RUN = 20_000
"""Names in which a word may occur before it no longer proposes candidates by itself."""

NEAR = 0.5
"""What a neighbouring phonetic key is worth beside the key itself."""


def sounding_hits(gazetteer: Gazetteer, words: tuple[str, ...]) -> list[Hit]:
    """Return the names that sound like some words, the likeliest first."""
    keys = [sound_key(word) for word in words]
    if len(keys) > 1:
        keys.append(SoundKey("".join(keys)))
    heard = "".join(map(sounds, words))
    return [
        Hit(layer, name)
        for layer, index in enumerate(gazetteer.indexes)
        for name in _sounding_names(index, keys, heard)
    ]


def _sounding_names(index: Index, keys: list[SoundKey], heard: str) -> list[int]:
    known, gain = _proposed(index, keys)
    if not known.size:
        return []
    weight = index.weights[np.frombuffer(index.name_entities, dtype="<u4")[known]]
    best = np.lexsort((known, -weight, -gain))[:LISTENED_TO]
    if best.size > SURVIVORS:
        from rapidfuzz import process  # here, because most programs wait for it in vain
        from rapidfuzz.distance import Indel

        spoken = [index.heard(name) for name in known[best].tolist()]
        alike = process.cdist([heard], spoken, scorer=Indel.normalized_similarity)[0]
        worth = gain[best] / gain[best].max() + 2 * alike + weight[best] / 100
        best = best[np.lexsort((known[best], -worth))[:SURVIVORS]]
    found: list[int] = known[best].tolist()
    return found


def _proposed(index: Index, keys: list[SoundKey]) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Return the names that share a sound with some keys, and what that is worth by its rarity."""
    total = len(index.name_entities)
    proposals = [(number, worth) for key in keys for number, worth in _neighbours(index, key)]
    proposals.sort(key=lambda p: (len(index.sounds.run(p[0])), p))
    names: list[NDArray[np.uint32]] = []
    gains: list[NDArray[np.float64]] = []
    for number, worth in proposals:
        run = index.sounds.run(number)
        if len(run) > LONG_RUN and names:
            break
        found = np.frombuffer(run[:LONG_RUN], dtype="<u4")
        names.append(found)
        gains.append(np.full(found.size, worth * math.log(1 + total / len(run))))
    if not names:
        return np.zeros(0, np.uint32), np.zeros(0)
    known, place = np.unique(np.concatenate(names), return_inverse=True)
    gain: NDArray[np.float64] = np.bincount(place, weights=np.concatenate(gains)).astype(np.float64)
    return known, gain


def _neighbours(index: Index, key: SoundKey) -> Iterator[tuple[int, float]]:
    """Yield the numbers of the phonetic keys a sound or two away at most, and what each is worth."""
    exact = index.sounds.number(key)
    near = set(index.deletes.get(key))
    for shorter in far_deletions(key):
        near.update(index.deletes.get(shorter))
        number = index.sounds.number(shorter)
        if number is not None:
            near.add(number)
    if exact is not None:
        yield exact, 1.0
    yield from ((number, NEAR) for number in sorted(near - {exact}))
