"""Arabizer: names in Latin letters, spelt in Arabic ones as Arabic news does."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs
import unidecode

from namelink import tables
from namelink.cache import BoundedCache, lazy
from namelink.config import TransliterationConfig
from namelink.lang import is_definite, without_article
from namelink.lang.ar.latin_names import FAITH, SERVANT_OF, latin_particles, split_faith, split_servant
from namelink.lang.ar.name_parts import ANYWHERE, name_parts
from namelink.lang.ar.script import PLAIN_WORD, to_plain_letters
from namelink.model import Transliteration
from namelink.phonetics.alphabet import letters_of
from namelink.phonetics.latin import SURROGATE, plain_latin
from namelink.transliteration.models import ARAB, WORLD, to_arabic
from namelink.transliteration.spellings import Spellings, best, blend, extend, normalized, pieces, ranked, summed

_WORDS = re.compile("[a-z]+(?:'[a-z]+)*")
_ARABIC_WORDS = re.compile(f"({PLAIN_WORD.pattern})")
_BEFORE_ARTICLE = "aeilou"
"""First letters of Latin words whose Arabic spelling may begin with an article."""


@attrs.frozen(eq=False)
class _Attested:
    """The Arabic spellings that the tables of names attest, by the letters of the Latin ones.

    Attributes:
        spellings: Those of all names.
        arab: The Latin spellings of Arab names.
    """

    spellings: Mapping[str, Spellings]
    arab: frozenset[str]


@functools.lru_cache(maxsize=4)
def _read_attested(usual_weight: float, regional_weight: float) -> _Attested:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for part in name_parts().values():
        weights = dict.fromkeys(part.others, 1.0)
        for text, weight in [*((text, regional_weight) for _, text in part.regional), (part.usual, usual_weight)]:
            weights[text] = max(weight, weights.get(text, 0.0))
        for text, weight in weights.items():
            found[letters_of(text)][part.arabic] += weight
    arab = frozenset(found)
    for row in tables.rows("namelink.lang.ar", "foreign_names.tsv"):
        found[letters_of(row["latin"])][row["arabic"]] += usual_weight
    return _Attested({key: normalized(weights) for key, weights in found.items()}, arab)


class Arabizer:
    """Spells names in Arabic letters; safe to share between threads.

    >>> Arabizer(TransliterationConfig()).spellings("Mohammed bin Salman")[0].text
    'محمد بن سلمان'
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make an arabizer; see `TransliterationConfig`."""
        self._config = config
        self._cache = BoundedCache(self._spell, config.cached_texts, config.longest_cached)
        self._modelled = BoundedCache(self._spell_by_model, config.cached_texts)

    def spellings(self, text: str) -> tuple[Transliteration, ...]:
        """Return the spellings of a text, likeliest first; what is in Arabic letters stays, as what is no letter."""
        return self._cache[text]

    def _spell(self, text: str) -> tuple[Transliteration, ...]:
        plain = to_plain_letters(SURROGATE.sub("", text))
        if len(plain) > self._config.longest_text:
            parts = list(pieces(plain, self._config.longest_text))
            narrow = Arabizer(attrs.evolve(self._config, most_spellings=1))
            spelt = {part: next(iter(narrow._names(part)), "") for part in dict.fromkeys(parts)}
            return ranked({"".join([spelt[part] for part in parts]).strip(): 1.0})
        return ranked(self._names(plain))

    def _names(self, plain: str) -> Spellings:
        """Return the spellings of a text, what is in Arabic letters kept."""
        parts = _ARABIC_WORDS.split(plain)
        parts[::2] = map(_plain_spaced, parts[::2])  # Arabic stands at the odd places
        wholes: Spellings = {"": 1.0}
        for place, part in enumerate(parts):
            found = {part: 1.0} if place % 2 else self._latin(part)
            wholes = extend(wholes, "", found, self._config.most_spellings)
        return wholes

    def _latin(self, text: str) -> Spellings:
        """Return the spellings of a text in Latin letters."""
        lower = unidecode.unidecode(text).lower()
        found = list(_WORDS.finditer(lower))
        words = [match.group().replace("'", "") for match in found]
        arab = self._is_arab(words)
        wholes: Spellings = {"": 1.0}
        at = end = 0
        while at < len(words):
            number, spellings = self._part(words, at, arab)
            between = lower[end : found[at].start()]
            wholes = extend(wholes, between.replace("-", " ") if at else "", spellings, self._config.most_spellings)
            at += number
            end = found[at - 1].end()
        return extend(wholes, lower[end:], {"": 1.0}, self._config.most_spellings)

    @lazy
    def _attested(self) -> _Attested:
        return _read_attested(self._config.usual_weight, self._config.regional_weight)

    def _is_arab(self, words: Sequence[str]) -> bool:
        """Whether more words of a name are Arab names or particles than are foreign given names."""
        attested, particles = self._attested, latin_particles()
        arab = sum(word in attested.arab or (word in particles and particles[word].arab) for word in words)
        return arab > sum(word in attested.spellings and word not in attested.arab for word in words)

    def _part(self, words: Sequence[str], at: int, arab: bool) -> tuple[int, Spellings]:
        """Return the number of words of the part that begins at a word, and its spellings."""
        attested = self._attested.spellings
        for number in range(min(self._config.longest_latin_part, len(words) - at), 1, -1):
            key = "".join(words[at : at + number])
            if key in attested:
                return number, attested[key]
        particle = latin_particles().get(words[at]) if arab and at + 1 < len(words) else None
        if particle and particle.joined:
            return 2, self._prefixed(particle.arabic, words[at + 1])
        if particle:
            return 1, {particle.arabic: 1.0}
        return 1, self._word(words[at], arab)

    def _prefixed(self, prefix: str, word: str) -> Spellings:
        return summed((prefix + without_article(text), p) for text, p in self._word(word, True).items())

    def _word(self, word: str, arab: bool) -> Spellings:
        if len(word) > self._config.longest_word:
            return {word: 1.0}
        attested = self._attested.spellings.get(word)
        if attested is None:
            servant, faith = split_servant(word), split_faith(word)
            if servant is not None:
                return self._prefixed(SERVANT_OF, servant)
            if faith is not None and arab:
                return {f"{text} {FAITH}": p for text, p in self._word(faith, True).items()}
            return best(self._modelled[word, arab], self._config.most_spellings)
        if arab and word in self._attested.arab:
            return attested
        found = blend(attested, self._modelled[word, arab], self._config.attested_arabic_share)
        return best(found, self._config.most_spellings)

    def _spell_by_model(self, key: tuple[str, bool]) -> Spellings:
        word, arab = key
        origins = (ARAB if arab else WORLD, ANYWHERE)
        found = to_arabic().spell(word, origins, self._config.beam_width, self._config.pruning_threshold)
        # The pairs it was trained on have many Arab surnames whose article Latin leaves out.
        fitting = {text: p for text, p in found if text and (not is_definite(text) or word[0] in _BEFORE_ARTICLE)}
        return normalized(fitting) or {word: 1.0}


def _plain_spaced(text: str) -> str:
    """Return a text in Latin letters with the space before and after it kept."""
    latin = plain_latin(text)
    return (" " if text[:1].isspace() else "") + latin + (" " if latin and text[-1:].isspace() else "")


@functools.cache
def arabizer() -> Arabizer:
    """Return the arabizer of the default configuration, which all of the process shares."""
    return Arabizer(TransliterationConfig())
