"""Which names of a gazetteer phonetic keys propose, and what that is worth by the rarity of the keys."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.index.reader import Index
from namelink.phonetics.keys import PhoneticKey, far_deletion_neighbours

ENOUGH = 5_000
"""Names that are proposed at most, unless a single word is in more."""

LONG_RUN = 20_000
"""Names that a single word proposes at most."""

NEAR = (1.0, 0.6, 0.4, 0.2)
"""What a phonetic key is worth that is none, one, two, or more sounds away."""


@attrs.frozen(eq=False)
class Keys:
    """Phonetic keys whose names are worth a look.

    Attributes:
        numbers: Their own numbers in the index.
        worths: What it is worth, up to 1, that a name has each.
    """

    numbers: NDArray[np.intp]
    worths: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: list[Keys]) -> Keys:
        """Return several as one."""
        return cls(np.concatenate([p.numbers for p in parts]), np.concatenate([p.worths for p in parts]))


@attrs.frozen(eq=False)
class Postings:
    """Names that phonetic keys propose.

    Attributes:
        names: The names, in the order of their numbers.
        gain: What it is worth, by the rarity of the keys, that each has them.
        late: Keys that are said too often to propose names, and only speak for names that others propose: what
            each is worth, and the names that have it.
    """

    names: NDArray[np.uint32]
    gain: NDArray[np.float64]
    late: list[tuple[float, NDArray[np.uint32]]]


def posting_union(index: Index, keys: Keys) -> Postings:
    """Return the names that keys propose: those that say most, until the names are enough."""
    begins, sizes = index.sounds.bounds(keys.numbers)
    worths = keys.worths * np.log(1 + len(index.name_entities) / sizes)
    order = np.lexsort((keys.numbers, -worths))
    taken, late = _chosen(order.tolist(), sizes.tolist(), (keys.worths == NEAR[0]).tolist())
    taken_sizes = np.minimum(sizes[taken], LONG_RUN)
    # A name and the place of a key that proposes it, as one number: sorting them brings together what is one name's.
    pairs = index.sounds.runs(begins[taken], taken_sizes).astype(np.uint64) << 32
    pairs |= np.repeat(np.arange(len(taken), dtype=np.uint64), taken_sizes)
    pairs.sort()
    names = (pairs >> 32).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate([names[:1] == names[:1], names[1:] != names[:-1]]))
    gains = worths[taken][(pairs & 0xFFFFFFFF).astype(np.intp)]
    gain = np.add.reduceat(gains, firsts) if firsts.size else gains
    said_late = [(worths[key], index.sounds.run_array(int(keys.numbers[key]))) for key in late]
    return Postings(names[firsts], gain, said_late)


def _chosen(order: list[int], sizes: list[int], exact: list[bool]) -> tuple[list[int], list[int]]:
    """Return the keys, of those in an order, that propose names, and the exact ones that come too late for it."""
    left = ENOUGH
    taken: list[int] = []
    late: list[int] = []
    for key in order:
        if not taken or sizes[key] <= left:
            taken.append(key)
            left -= sizes[key]
        elif exact[key]:
            late.append(key)
    return taken, late


def near_keys(index: Index, keys: list[PhoneticKey]) -> Keys:
    """Return the phonetic keys that are some keys, or one sound away."""
    exact = np.array(index.sounds.numbers(keys), dtype=np.intp)
    near = [index.near_sounds(key) for key in keys]
    worths = np.repeat(NEAR[:2], [exact.size, sum(map(len, near))])
    return Keys(np.concatenate([exact, *near]), worths)


def far_keys(index: Index, keys: list[PhoneticKey]) -> Keys:
    """Return the phonetic keys of words that are farther from some words than one sound: two more, less or other."""
    from rapidfuzz import process  # here, because most programs wait for it in vain
    from rapidfuzz.distance import Levenshtein

    far: list[tuple[int, float]] = []
    for key in keys:
        shorter = far_deletion_neighbours(key)
        found = {*index.deletes.get(key), *index.sounds.numbers(shorter)}.union(*map(index.deletes.get, shorter))
        numbers = sorted(found)
        if numbers:
            others = [index.sounds.string(number) for number in numbers]
            away = process.cdist([key], others, scorer=Levenshtein.distance)[0].tolist()
            far += [(n, NEAR[min(sounds, 3)]) for n, sounds in zip(numbers, away, strict=True) if sounds >= 2]
    return Keys(np.array([n for n, _ in far], dtype=np.intp), np.array([worth for _, worth in far]))
