"""Candidate generation: the few names of a gazetteer that are worth comparing with a query.

The phonetic keys of the tokens, and of all tokens joined, propose names; those that share most are aligned with the
query as a whole; the best of these are candidates. No query looks at the whole gazetteer.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence, Set
from itertools import islice

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.config import MatchingConfig
from namelink.gazetteer.layers import Gazetteer
from namelink.gazetteer.muting import Hit
from namelink.index.reader import Index
from namelink.lang import is_definite, without_article
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.standard_romanization import arabic_countries, is_standard
from namelink.matching.alignment import aligner
from namelink.matching.posting_lists import Keys, far_keys, near_keys
from namelink.matching.word_pairs import Words
from namelink.model import EntityType
from namelink.names import NameText, Role
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, alphabet_place, decode, encode
from namelink.phonetics.keys import PhoneticKey, phonetic_key

UNALIGNED = sys.maxsize
"""The cost of a name that was not aligned as a whole: that by its tokens counts."""


@attrs.frozen(eq=False)
class _Aligned:
    """Proposed names, aligned with a query as a whole.

    Attributes:
        names: Their numbers.
        gains: The IDF of the keys that each shares with the query.
        weights: The weight of the entity of each.
        costs: The cost of the query for each.
        lengths: The letters of each.
    """

    names: NDArray[np.uint32]
    gains: NDArray[np.float64]
    weights: NDArray[np.float32]
    costs: NDArray[np.int32]
    lengths: NDArray[np.int32]


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
        other_keys = _standard_keys(name) or _bare_keys(name)
        if len(keys) > 1:
            keys.append(PhoneticKey("".join(keys)))
        whole = "".join(name.letters)
        found = self.romanized(name)
        known = {candidate.hit for candidate in found}
        return found + [
            candidate
            for layer, index in enumerate(self._gazetteer.indexes)
            for candidate in self._in_layer(layer, index, [*other_keys, *keys], whole)
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
        keys = sorted(_with_article(bare))
        found = (
            CandidateName(hit, (arabic,), 0, is_arabic_place=True)
            for layer, index in enumerate(self._gazetteer.indexes)
            for hit, arabic in self._arabic_words(layer, index, keys)
            if is_standard(word, arabic) and self._gazetteer.entity_at(self._gazetteer.ref(hit)).country in countries
        )
        return list(islice(found, self._settings.compared_romanizations))

    def of_one_word(self, name: NameText) -> Iterator[tuple[Hit, str]]:
        """Yield the names of one Arabic word that sound like a Latin word, the best known first, with their letters."""
        (word,) = name.letters
        keys = sorted(_with_article({*name.phonetic_keys, phonetic_key(word), *_standard_keys(name)}))
        for layer, index in enumerate(self._gazetteer.indexes):
            numbers = _foremost_names(index, keys, self._settings.postings_per_key).tolist()
            for number in islice(
                (n for n in numbers if _is_arabic_word(index.letters(n))), self._settings.romanized_names
            ):
                if not self._gazetteer.is_muted(Hit(layer, number)):
                    yield Hit(layer, number), decode(index.letters(number))

    def _arabic_words(self, layer: int, index: Index, keys: Sequence[PhoneticKey]) -> Iterator[tuple[Hit, str]]:
        """Yield the names of places of one word in Arabic letters with any of some phonetic keys, and their letters."""
        settings = self._settings
        numbers = _foremost_names(index, keys, settings.postings_per_key).tolist()
        spelt = ((number, index.letters(number)) for number in numbers)
        words = ((number, letters) for number, letters in spelt if _is_arabic_word(letters))
        for number, letters in islice(words, settings.romanized_names):
            hit = Hit(layer, number)
            if self._gazetteer.is_muted(hit):
                continue
            if self._gazetteer.type_at(self._gazetteer.ref(hit)) is EntityType.PLACE:
                yield hit, decode(letters)

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
        if not found.names.size or found.costs.min() > settings.far_letter_cost * len(whole):
            # Joined tokens have no far neighbours.
            far = far_keys(index, keys[:-1] if len(keys) > 1 else keys, settings)
            if far.numbers.size:
                found = self._aligned(index, Keys.joined([near, far]), whole)
        best = self._best(index, found, whole)
        return [
            CandidateName(Hit(layer, name), tuple(decode(token) for token in index.letters(name).split()), cost)
            for name, cost in zip(found.names[best].tolist(), found.costs[best].tolist(), strict=True)
        ]

    def _aligned(self, index: Index, keys: Keys, whole: str) -> _Aligned:
        """Return the names that keys propose, aligned with the query."""
        names, gains, weights = index.propose(keys.numbers, keys.gains, len(whole), self._settings)
        return _Aligned(names, gains, weights, *index.costs(aligner(), encode(whole), names, self._settings))

    def _best(self, index: Index, found: _Aligned, whole: str) -> NDArray[np.intp]:
        """Return the places of the names of most merit, without those that are far behind the best."""
        settings = self._settings
        if not found.names.size:
            return np.zeros(0, dtype=np.intp)
        best = np.lexsort((found.names, -self._merits(found, whole)))[: settings.candidates_per_layer]
        costs, gains = found.costs[best], found.gains[best]
        kept = costs <= costs.min() + settings.max_cost_above_best
        kept |= gains >= settings.min_shared_gain * gains.max()
        return best[_with_siblings(index, found.names[best], kept)]

    def _merits(self, found: _Aligned, whole: str) -> NDArray[np.float64]:
        """Return the values by which names are chosen: of shared keys, alignment and prominence."""
        settings = self._settings
        dearest = settings.unlike_letter_cost * np.maximum(found.lengths, len(whole))
        alike = 1 - found.costs / dearest
        shared = found.gains / found.gains.max()
        merits: NDArray[np.float64] = (
            shared + settings.alignment_gain * alike + settings.prominence_gain * found.weights
        )
        return merits


def _is_arabic_word(letters: bytes) -> bool:
    """Whether the letters of a name are those of one word of the Arabic alphabet."""
    return b" " not in letters and bool(letters) and ALPHABETS[alphabet_place(max(letters))] is ARABIC


def _with_article(keys: Set[PhoneticKey]) -> Set[PhoneticKey]:
    """Return phonetic keys of words, and those of the words with the Arabic article."""
    return keys | {PhoneticKey(phonetic_key(ARTICLE) + key) for key in keys}


def _standard_keys(name: NameText) -> list[PhoneticKey]:
    """Return the phonetic keys of Arabic words that are other than those of their romanization.

    Arabic writes the article onto a word, a ta marbuta for the t of the construct (Madīnat), a ظ for some dh (D͟hahrān),
    and two letters for others (Ad·ham).
    """
    if not name.key.isascii():
        return []
    own = set(name.phonetic_keys)
    others = {word.removesuffix("t") if word.endswith("at") else word for word in name.letters}
    others |= {word.replace("dh", "z") for word in name.letters} | {
        _DIGRAPH.sub(r"\1ah", word) for word in name.letters
    }
    found = own | {phonetic_key(word) for word in others}
    return sorted((_with_article(found) if len(name.parts) < len(name.tokens) else found) - own)


def _bare_keys(name: NameText) -> list[PhoneticKey]:
    """Return the phonetic keys of Arabic words without their article, which other scripts write apart or not."""
    found = {phonetic_key(without_article(word)) for word in name.letters if is_definite(word)}
    return sorted(found - set(name.phonetic_keys))


_DIGRAPH = re.compile("([dgkst])h")


def _foremost_names(index: Index, keys: Sequence[PhoneticKey], most: int) -> NDArray[np.uint32]:
    """Return the names with a token of any of some phonetic keys, those of the most prominent entities first."""
    numbers = np.concatenate([np.asarray(index.phonetic_keys.get(key), dtype=np.uint32) for key in keys])
    weights = index.weights[index.name_entity_array[numbers]]
    found: NDArray[np.uint32] = numbers[np.lexsort((numbers, -weights))[:most]]
    return found


def _with_siblings(index: Index, names: NDArray[np.uint32], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of some names are chosen, or are of an entity of which another name is chosen."""
    entities = index.name_entity_array[names]
    found: NDArray[np.bool_] = np.isin(entities, entities[chosen])
    return found
