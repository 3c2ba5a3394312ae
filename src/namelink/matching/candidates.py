"""Candidates: the few names of a gazetteer worth comparing with a query.

Cheap keys come first: the phonetic keys of the words, and of all words run together, with a
neighbourhood of sounds more, less or other. What they propose is ranked by how rare the shared words
are and by what it costs to read the query as the whole name. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import math

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.gazetteer.index import Index
from namelink.gazetteer.layers import Gazetteer, Hit
from namelink.matching.alignment import Alignment, Words
from namelink.translit.alphabet import FIRST_ARABIC, decode
from namelink.translit.sounds import SoundKey, far_deletions, sound_key

SURVIVORS = 40
"""How many names are compared at most, in each layer."""

READ = 400
"""How many of those that share rare words are read as a whole."""

ENOUGH = 5_000
"""Names that are proposed at most, unless a single word is in more."""

READ_LETTERS, FEWEST_READ = 3_600, 120
"""Letters of a query that are read in all, a long one as fewer names, and the fewest names."""

LONG_RUN = 20_000
"""Names that a single word proposes at most."""

NEAR = (1.0, 0.6, 0.4, 0.2)
"""What a phonetic key is worth that is none, one, two, or more sounds away."""

POOR = 60
"""The cost of a letter from which even the best of the near names is read so badly that farther ones are tried."""

FIRST_READ = 32
"""How many of them are read first; the others only where none of these is read well."""

GOOD = 18
"""The cost of a letter up to which a name is read well."""

HOPELESS = 900
"""How much dearer than the best a name may be read and yet be compared word by word."""

SHARED = 0.6
"""The share of what the best name has in common with the query from which one is compared however it is read."""

LONGEST = 60
"""Letters of a name that are read."""

FAR = 300
"""The cost of a letter, in hundredths of a natural logarithm, of names that are not alike at all."""


@attrs.frozen
class Survivor:
    """A name worth comparing.

    Attributes:
        hit: The name.
        words: The letters of its words.
        cost: What it costs to read the query as the whole name.
    """

    hit: Hit
    words: tuple[str, ...]
    cost: int


def sounding_names(gazetteer: Gazetteer, heard: tuple[str, ...], letters: tuple[str, ...]) -> list[Survivor]:
    """Return the names that sound like some words, the likeliest first.

    Args:
        gazetteer: Where to look.
        heard: The words, as they are heard.
        letters: The letters of the words.
    """
    keys = [sound_key(word) for word in heard]
    if len(keys) > 1:
        keys.append(SoundKey("".join(keys)))
    whole = "".join(letters)
    return [
        survivor for layer, index in enumerate(gazetteer.indexes) for survivor in _of_layer(layer, index, keys, whole)
    ]


def _of_layer(layer: int, index: Index, keys: list[SoundKey], whole: str) -> list[Survivor]:
    near = _near(index, keys)
    found = _read(index, near, whole)
    if not found.size or found["cost"].min() > POOR * len(whole):
        # Words run together are not looked for so far away.
        far = _far(index, keys[:-1] if len(keys) > 1 else keys)
        if far:
            found = _read(index, near + far, whole)
    alike = 1 - np.minimum(found["cost"] / (FAR * np.maximum(found["length"], len(whole))), 1)
    worth = found["gain"] / (found["gain"].max(initial=0) or 1) + 2 * alike + found["weight"] / 100
    best = found[np.lexsort((found["name"], -worth))[:SURVIVORS]]
    if best.size:
        hopeful = (best["cost"] <= best["cost"].min() + HOPELESS) | (best["gain"] >= SHARED * best["gain"].max())
        best = best[_with_siblings(index, best["name"], hopeful)]
    return [
        Survivor(Hit(layer, name), tuple(decode(word) for word in index.letters(name).split()), cost)
        for name, cost in best[["name", "cost"]].tolist()
    ]


_READ = np.dtype([("name", "u4"), ("gain", "f8"), ("weight", "f4"), ("cost", "i4"), ("length", "i4")])


def _read(index: Index, proposals: list[_Proposal], whole: str) -> NDArray[np.void]:
    """Return the names that some keys propose, with what that is worth and what it costs to read the query as each."""
    names, gain = _proposed(index, proposals)
    weight = index.weights[np.frombuffer(index.name_entities, dtype="<u4")[names]]
    best = np.arange(names.size)
    most = max(FEWEST_READ, min(READ, READ_LETTERS // len(whole)))
    if names.size > most:
        lengths = index.letter_counts(names)
        unlike = np.abs(lengths - len(whole)) / np.maximum(lengths, len(whole))
        best = np.lexsort((names, -weight, unlike - gain / gain.max()))[:most]
    found = _costs(index, names, gain, weight, best[:FIRST_READ], whole)
    if best.size > FIRST_READ:
        good = np.zeros(best.size, dtype=np.bool_)
        good[:FIRST_READ] = found["cost"] <= GOOD * len(whole)
        more = _with_siblings(index, names[best], good) if good.any() else np.ones(best.size, dtype=np.bool_)
        rest = best[FIRST_READ:][more[FIRST_READ:]]
        found = np.concatenate([found, _costs(index, names, gain, weight, rest, whole)])
    return found


def _with_siblings(index: Index, names: NDArray[np.uint32], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of some names are chosen, or borne by an entity that bears a chosen one."""
    bearers = np.frombuffer(index.name_entities, dtype="<u4")[names]
    found: NDArray[np.bool_] = np.isin(bearers, bearers[chosen])
    return found


def _costs(
    index: Index,
    names: NDArray[np.uint32],
    gain: NDArray[np.float64],
    weight: NDArray[np.float32],
    best: NDArray[np.intp],
    whole: str,
) -> NDArray[np.void]:
    """Return some of the proposed names, with what it costs to read the query as each."""
    found = np.zeros(best.size, dtype=_READ)
    found["name"], found["gain"], found["weight"] = names[best], gain[best], weight[best]
    if found.size:
        letters = index.letter_table(found["name"], LONGEST)
        found["length"] = (letters > ord(" ")).sum(axis=1)
        arabic = (letters >= FIRST_ARABIC).any(axis=1)
        for script in (True, False):
            rows = np.flatnonzero(arabic == script)
            if rows.size:
                found["cost"][rows] = Alignment(whole, Words.of_table(letters[rows], script)).costs
    return found


def _proposed(index: Index, proposals: list[_Proposal]) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Return the names that keys propose, and what that is worth by the rarity of the keys.

    The keys that say most propose names until they are enough; exact ones that come later, since they
    are said too often, only speak for names that are proposed already.
    """
    total = len(index.name_entities)
    runs = [np.frombuffer(index.sounds.run(number), dtype="<u4") for number, _ in proposals]
    worths = [worth * math.log(1 + total / run.size) for run, (_, worth) in zip(runs, proposals, strict=True)]
    left = ENOUGH
    taken: list[int] = []
    late: list[int] = []
    for i in sorted(range(len(runs)), key=lambda i: (-worths[i], proposals[i])):
        if not taken or runs[i].size <= left:
            taken.append(i)
            left -= runs[i].size
        elif proposals[i][1] == NEAR[0]:
            late.append(i)
    if not taken:
        return np.zeros(0, np.uint32), np.zeros(0)
    found = [runs[i][:LONG_RUN] for i in taken]
    gains = np.repeat([worths[i] for i in taken], [run.size for run in found])
    known, place = np.unique(np.concatenate(found), return_inverse=True)
    gain: NDArray[np.float64] = np.bincount(place, weights=gains).astype(np.float64)
    for i in late:
        at = np.minimum(np.searchsorted(runs[i], known), runs[i].size - 1)
        gain += worths[i] * (runs[i][at] == known)
    return known, gain


_Proposal = tuple[int, float]
"""The number of a phonetic key, and what it is worth that a name has it."""


def _near(index: Index, keys: list[SoundKey]) -> list[_Proposal]:
    """Return the phonetic keys that are some keys, or one sound away."""
    found: list[_Proposal] = []
    for key in keys:
        exact = index.sounds.number(key)
        if exact is not None:
            found.append((exact, NEAR[0]))
        found += [(number, NEAR[1]) for number in index.near_sounds(key)]
    return found


def _far(index: Index, keys: list[SoundKey]) -> list[_Proposal]:
    """Return the phonetic keys of words that are farther from some words than one sound: two more, less or other."""
    from rapidfuzz import process  # here, because most programs wait for it in vain
    from rapidfuzz.distance import Levenshtein

    far: list[_Proposal] = []
    for key in keys:
        found = set(index.deletes.get(key))
        for shorter in far_deletions(key):
            found.update(index.deletes.get(shorter))
            number = index.sounds.number(shorter)
            if number is not None:
                found.add(number)
        numbers = sorted(found)
        if numbers:
            others = [index.sounds.string(number) for number in numbers]
            away = process.cdist([key], others, scorer=Levenshtein.distance)[0].tolist()
            far += [(n, NEAR[min(sounds, 3)]) for n, sounds in zip(numbers, away, strict=True) if sounds >= 2]
    return far
