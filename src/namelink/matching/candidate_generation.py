"""Candidate generation: the few names of a gazetteer that are worth comparing with a query.

The phonetic keys of the tokens, and of all tokens joined, propose names; those that share most are aligned with the
query as a whole; the best of these are candidates. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.config import MatchingConfig
from namelink.gazetteer.layers import Gazetteer
from namelink.gazetteer.muting import Hit
from namelink.index.reader import Index
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.standard_romanization import arabic_countries, is_standard
from namelink.matching.alignment import Alignment
from namelink.matching.posting_lists import Keys, Postings, far_keys, near_keys, posting_union
from namelink.matching.word_pairs import Words
from namelink.matching.word_tables import WordTables
from namelink.model import EntityType
from namelink.names import NameText, Role
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, alphabet_places, decode
from namelink.phonetics.keys import PhoneticKey, phonetic_key

UNALIGNED = sys.maxsize
"""The cost of a name that was not aligned as a whole: that by its tokens counts."""

_ROW = np.dtype([("name", "u4"), ("gain", "f8"), ("weight", "f4"), ("cost", "i4"), ("length", "i4")])
"""A proposed name: its number, the IDF of the keys it shares, the weight of its entity, and, once it is aligned, its
cost and its letters."""


@attrs.frozen
class CandidateName:
    """A name that is worth comparing.

    Attributes:
        hit: The name.
        tokens: The letters of its tokens.
        cost: The cost of the query for the whole name, in hundredths of a natural logarithm.
        is_arabic_place: Whether it is known to be the Arabic name of a place of an Arabic country.
    """

    hit: Hit
    tokens: Words
    cost: int
    is_arabic_place: bool = False


class CandidateGenerator:
    """Generates candidates from one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, settings: MatchingConfig) -> None:
        self._gazetteer = gazetteer
        self._settings = settings

    def candidates(self, name: NameText) -> list[CandidateName]:
        """Return the names that sound like a name, in each layer the likeliest first."""
        keys = list(name.phonetic_keys)
        if len(keys) > 1:
            keys.append(PhoneticKey("".join(keys)))
        whole = "".join(name.letters)
        found = self.romanized(name)
        known = {candidate.hit for candidate in found}
        return found + [
            candidate
            for layer, index in enumerate(self._gazetteer.indexes)
            for candidate in self._in_layer(layer, index, keys, whole)
            if candidate.hit not in known and not self._gazetteer.is_muted(candidate.hit)
        ]

    def romanized(self, name: NameText) -> list[CandidateName]:
        """Return the most prominent places of Arabic countries whose name of one word a Latin word romanizes.

        They cost nothing: the standards leave no letter that another name could explain better. Names of other
        countries in Arabic letters are romanized from their own language: Jim is not جم in Iran.
        """
        if len(name.letters) != 1 or not name.letters[0].isascii():
            return []
        (word,), countries = name.letters, arabic_countries()
        # With its marks a letter may be of another language: ş is ص here, and ش in Turkish.
        bare = {*name.phonetic_keys, phonetic_key(word)}
        keys = sorted(bare | {PhoneticKey(phonetic_key(ARTICLE) + key) for key in bare})
        found = (
            CandidateName(hit, (arabic,), 0, is_arabic_place=True)
            for layer, index in enumerate(self._gazetteer.indexes)
            for hit, arabic in self._arabic_words(layer, index, keys)
            if is_standard(word, arabic) and self._gazetteer.entity_at(self._gazetteer.ref(hit)).country in countries
        )
        return list(islice(found, self._settings.compared_romanizations))

    def _arabic_words(self, layer: int, index: Index, keys: Sequence[PhoneticKey]) -> Iterator[tuple[Hit, str]]:
        """Yield the names of places of one word in Arabic letters with any of some phonetic keys, and their letters."""
        settings = self._settings
        numbers = _foremost_names(index, keys, settings.postings_per_key)
        letters = index.letter_table(numbers, settings.longest_aligned)
        is_arabic = alphabet_places(letters) == ALPHABETS.index(ARABIC)
        is_arabic_word = is_arabic & ~(letters == ord(" ")).any(axis=1)
        for number in numbers[is_arabic_word][: settings.romanized_names].tolist():
            hit = Hit(layer, number)
            if self._gazetteer.is_muted(hit):
                continue
            if self._gazetteer.type_at(self._gazetteer.ref(hit)) is EntityType.PLACE:
                yield hit, decode(index.letters(number))

    def with_initials(self, name: NameText) -> Iterator[CandidateName]:
        """Yield the names whose last token is the only one that a name writes in full: V. Putin."""
        tokens = name.structure.tokens
        written = [token for token in tokens if token.role is not Role.INITIAL]
        if len(tokens) == len(written) or len(written) != 1 or not written[0].letters:
            return
        for hit in self.ending_with(phonetic_key(written[0].form), written[0].letters, EntityType.PERSON):
            letters = tuple(map(decode, self._gazetteer.indexes[hit.layer].letters(hit.name).split()))
            yield CandidateName(hit, letters, UNALIGNED)

    def ending_with(self, key: PhoneticKey, word: str, type: EntityType) -> Iterator[Hit]:
        """Yield the names of the most prominent entities of a type whose last token is a word, given by its letters."""
        for layer, index in enumerate(self._gazetteer.indexes):
            for number in _foremost_names(index, [key], self._settings.family_names).tolist():
                tokens = index.letters(number).split()
                hit = Hit(layer, number)
                if (
                    not self._gazetteer.is_muted(hit)
                    and len(tokens) > 1
                    and decode(tokens[-1]) == word
                    and self._gazetteer.type_at(self._gazetteer.ref(hit)) is type
                ):
                    yield hit

    def _in_layer(self, layer: int, index: Index, keys: list[PhoneticKey], whole: str) -> list[CandidateName]:
        settings = self._settings
        near = near_keys(index, keys, settings)
        found = self._aligned(index, near, whole)
        if not found.size or found["cost"].min() > settings.far_letter_cost * len(whole):
            # Joined tokens have no far neighbours.
            far = far_keys(index, keys[:-1] if len(keys) > 1 else keys, settings)
            if far.numbers.size:
                found = self._aligned(index, Keys.joined([near, far]), whole, found)
        best = found[np.lexsort((found["name"], -self._merits(found, whole)))[: settings.candidates_per_layer]]
        if best.size:
            kept = best["cost"] <= best["cost"].min() + settings.max_cost_above_best
            kept |= best["gain"] >= settings.min_shared_gain * best["gain"].max()
            best = best[_with_siblings(index, best["name"], kept)]
        return [
            CandidateName(Hit(layer, name), tuple(decode(token) for token in index.letters(name).split()), cost)
            for name, cost in best[["name", "cost"]].tolist()
        ]

    def _merits(self, found: NDArray[np.void], whole: str) -> NDArray[np.float64]:
        """Return the values by which names are chosen: of shared keys, alignment and prominence."""
        settings = self._settings
        dearest = settings.unlike_letter_cost * np.maximum(found["length"], len(whole))
        alike = 1 - np.minimum(found["cost"] / dearest, 1)
        shared = found["gain"] / (found["gain"].max(initial=0) or 1)
        merits: NDArray[np.float64] = (
            shared + settings.alignment_gain * alike + settings.prominence_gain * found["weight"]
        )
        return merits

    def _aligned(self, index: Index, keys: Keys, whole: str, known: NDArray[np.void] | None = None) -> NDArray[np.void]:
        """Return the names that keys propose, aligned with the query.

        Args:
            index: Where to look.
            keys: The phonetic keys.
            whole: The letters of the query.
            known: Names that are aligned already.
        """
        settings = self._settings
        found = self._proposed(index, posting_union(index, keys, settings), len(whole))
        if known is not None:
            _, here, there = np.intersect1d(found["name"], known["name"], assume_unique=True, return_indices=True)
            found["cost"][here], found["length"][here] = known["cost"][there], known["length"][there]
        first = max(settings.min_first_aligned_names, settings.first_aligned_letters // len(whole))
        self._align(index, found[:first], whole)
        if found.size > first:
            near = np.zeros(found.size, dtype=np.bool_)
            near[:first] = found["cost"][:first] <= settings.near_letter_cost * len(whole)
            if near.any():
                kept = _with_siblings(index, found["name"], near)
                kept[:first] = True
                found = found[kept]
            self._align(index, found[first:], whole)
        return found

    def _proposed(self, index: Index, postings: Postings, letters: int) -> NDArray[np.void]:
        """Return the proposed names that are to be aligned, those that share most first, then the most prominent."""
        settings = self._settings
        most = max(settings.min_aligned_names, min(settings.aligned_names, settings.aligned_letters // letters))
        names, gain = postings.names, postings.gain
        if not names.size:
            return np.zeros(0, dtype=_ROW)
        best = gain.max()
        lengths = index.letter_counts(names)
        place = np.abs(lengths - letters) / np.maximum(lengths, letters) - gain / best
        # The frequent keys can move no name further than by all their IDF.
        kept = _foremost(place, most, sum(idf for idf, _ in postings.frequent) / best)
        names, gain, place = names[kept], gain[kept], place[kept]
        for idf, run in postings.frequent:
            more = idf * (run[np.minimum(np.searchsorted(run, names), run.size - 1)] == names)
            gain, place = gain + more, place - more / best
        kept = _foremost(place, most)
        names, gain, place = names[kept], gain[kept], place[kept]
        found = np.zeros(names.size, dtype=_ROW)
        found["name"], found["gain"], found["weight"] = names, gain, index.weights[index.name_entity_array[names]]
        return found[np.lexsort((names, -found["weight"], place))[:most]]

    def _align(self, index: Index, found: NDArray[np.void], whole: str) -> None:
        """Put down the cost and the length of those names that have none yet."""
        new = np.flatnonzero(found["length"] == 0)
        if new.size:
            letters = index.letter_table(found["name"][new], self._settings.longest_aligned)
            found["length"][new] = (letters > ord(" ")).sum(axis=1)
            found["cost"][new] = Alignment(whole, WordTables.of_bytes(letters)).costs


def _foremost_names(index: Index, keys: Sequence[PhoneticKey], most: int) -> NDArray[np.uint32]:
    """Return the names with a token of any of some phonetic keys, those of the most prominent entities first."""
    numbers = np.concatenate([np.asarray(index.phonetic_keys.get(key), dtype=np.uint32) for key in keys])
    weights = index.weights[index.name_entity_array[numbers]]
    found: NDArray[np.uint32] = numbers[np.lexsort((numbers, -weights))[:most]]
    return found


def _foremost(place: NDArray[np.float64], most: int, reach: float = 0.0) -> NDArray[np.intp]:
    """Return the names that are among the foremost, ties included, or that could be by coming forward so far."""
    if place.size <= most:
        return np.arange(place.size)
    return np.flatnonzero(place <= np.partition(place, most)[most] + reach)


def _with_siblings(index: Index, names: NDArray[np.uint32], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of some names are chosen, or are of an entity of which another name is chosen."""
    entities = index.name_entity_array[names]
    found: NDArray[np.bool_] = np.isin(entities, entities[chosen])
    return found
