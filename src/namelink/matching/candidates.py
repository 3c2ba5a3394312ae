"""Candidates: the few names of a gazetteer worth comparing with a query.

Cheap keys come first: the phonetic keys of the words, and of all words run together, with a
neighbourhood of sounds more, less or other. What they propose is ranked by how rare the shared words
are and by what it costs to read the query as the whole name. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.gazetteer.index import Index
from namelink.gazetteer.layers import Gazetteer, Hit
from namelink.matching.alignment import Alignment
from namelink.matching.proposals import Keys, Proposed, far_keys, near_keys, proposed_by
from namelink.matching.word_tables import Words
from namelink.translit.alphabet import decode
from namelink.translit.sounds import SoundKey, sound_key

SURVIVORS = 40
"""How many names are compared at most, in each layer."""

READ = 400
"""How many of those that share rare words are read as a whole."""

READ_LETTERS, FEWEST_READ = 3_600, 120
"""Letters of a query that are read in all, a long one as fewer names, and the fewest names."""

POOR = 60
"""The cost of a letter from which even the best of the near names is read so badly that farther ones are tried."""

FIRST_LETTERS, FEWEST_FIRST = 700, 32
"""Letters of those that are read first, and the fewest names; the others only where none of these is read well."""

GOOD = 40
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
    near = near_keys(index, keys)
    found = _read(index, near, whole)
    if not found.size or found["cost"].min() > POOR * len(whole):
        # Words run together are not looked for so far away.
        far = far_keys(index, keys[:-1] if len(keys) > 1 else keys)
        if far.numbers.size:
            found = _read(index, Keys.joined([near, far]), whole, found)
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


def _read(index: Index, keys: Keys, whole: str, known: NDArray[np.void] | None = None) -> NDArray[np.void]:
    """Return the names that some keys propose, with what that is worth and what it costs to read the query as each."""
    found = _likeliest(index, proposed_by(index, keys), whole)
    if known is not None:
        _, here, there = np.intersect1d(found["name"], known["name"], assume_unique=True, return_indices=True)
        found["cost"][here], found["length"][here] = known["cost"][there], known["length"][there]
    first = max(FEWEST_FIRST, FIRST_LETTERS // len(whole))
    _read_costs(index, found[:first], whole)
    if found.size > first:
        good = np.zeros(found.size, dtype=np.bool_)
        good[:first] = found["cost"][:first] <= GOOD * len(whole)
        if good.any():
            more = _with_siblings(index, found["name"], good)
            more[:first] = True
            found = found[more]
        _read_costs(index, found[first:], whole)
    return found


def _likeliest(index: Index, proposed: Proposed, whole: str) -> NDArray[np.void]:
    """Return those of the proposed names that are read, the ones that share most first, of those the best known."""
    most = max(FEWEST_READ, min(READ, READ_LETTERS // len(whole)))
    names, gain = proposed.names, proposed.gain
    if not names.size:
        return np.zeros(0, dtype=_READ)
    best = gain.max()
    lengths = index.letter_counts(names)
    place = np.abs(lengths - len(whole)) / np.maximum(lengths, len(whole)) - gain / best
    # No name can rise farther than by all that is said late.
    kept = _foremost(place, most, sum(worth for worth, _ in proposed.late) / best)
    names, gain, place = names[kept], gain[kept], place[kept]
    for worth, run in proposed.late:
        said = worth * (run[np.minimum(np.searchsorted(run, names), run.size - 1)] == names)
        gain, place = gain + said, place - said / best
    kept = _foremost(place, most)
    names, gain, place = names[kept], gain[kept], place[kept]
    found = np.zeros(names.size, dtype=_READ)
    found["name"], found["gain"], found["weight"] = names, gain, index.weights[index.bearers[names]]
    return found[np.lexsort((names, -found["weight"], place))[:most]]


def _foremost(place: NDArray[np.float64], most: int, reach: float = 0.0) -> NDArray[np.intp]:
    """Return those that are among the foremost, ties included, or that would be by coming forward so far."""
    if place.size <= most:
        return np.arange(place.size)
    return np.flatnonzero(place <= np.partition(place, most)[most] + reach)


def _with_siblings(index: Index, names: NDArray[np.uint32], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of some names are chosen, or borne by an entity that bears a chosen one."""
    bearers = index.bearers[names]
    found: NDArray[np.bool_] = np.isin(bearers, bearers[chosen])
    return found


def _read_costs(index: Index, found: NDArray[np.void], whole: str) -> None:
    """Put down, for some names, what it costs to read the query as each, and how many letters each has."""
    new = np.flatnonzero(found["length"] == 0)
    if new.size:
        letters = index.letter_table(found["name"][new], LONGEST)
        found["length"][new] = (letters > ord(" ")).sum(axis=1)
        found["cost"][new] = Alignment(whole, Words.of_table(letters)).costs
