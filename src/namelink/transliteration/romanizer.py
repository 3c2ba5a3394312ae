"""Romanizer: names in Latin letters as news spells them.

Names in Arabic are composed of their parts, see `namelink.transliteration.composition`; scripts other than Arabic go
through unidecode. What is longer than any name is mapped letter by letter.
"""

from __future__ import annotations

import functools

from namelink.cache import BoundedCache, CacheStatistics
from namelink.config import TransliterationConfig
from namelink.lang.ar.name_parts import regions
from namelink.lang.ar.script import PLAIN_NAME, PLAIN_WORD, has_arabic, map_letters, to_plain_letters
from namelink.model import Transliteration
from namelink.phonetics.latin import SURROGATE, plain_latin
from namelink.text.characters import Level
from namelink.text.folding import is_longer
from namelink.transliteration.composition import NameComposer
from namelink.transliteration.spellings import Spellings, extend, ranked, summed
from namelink.validation import check_choice


class Romanizer:
    """Spells names in Latin letters; safe to share between threads.

    >>> [found.text for found in Romanizer(TransliterationConfig()).spellings("خالد")[:2]]
    ['Khaled', 'Khalid']
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make a romanizer; see `TransliterationConfig`."""
        self._config = config
        self._composer = NameComposer(config)
        self._cache = BoundedCache(self._spell, config.cached_texts)

    def spellings(self, text: str, region: str | None = None) -> tuple[Transliteration, ...]:
        """Return the spellings of a text, likeliest first; empty where it has no letters.

        Raises:
            ValueError: There is no such region.
        """
        key = text, known_region(region)
        kept = not is_longer(text, self._config.longest_cached, Level.CLEAN)
        return self._cache[key] if kept else self._spell(key)

    def romanize(self, text: str, region: str | None = None) -> str:
        """Return the likeliest spelling of a text."""
        if region is None and not has_arabic(text):
            return plain_latin(text)
        found = self.spellings(text, region)
        return found[0].text if found else ""

    def statistics(self) -> CacheStatistics:
        """Return how the cache of texts is used."""
        return self._cache.statistics()

    def _spell(self, key: tuple[str, str | None]) -> tuple[Transliteration, ...]:
        text, region = key
        plain = to_plain_letters(SURROGATE.sub("", text))
        if len(plain) > self._config.longest_text:
            return ranked({plain_latin(_map_words(plain)): 1.0})
        wholes: Spellings = {"": 1.0}
        end = 0
        for match in PLAIN_NAME.finditer(plain):
            found = self._name(match.group(), region)
            wholes = extend(wholes, plain[end : match.start()], found, self._config.most_spellings)
            end = match.end()
        return ranked(summed((plain_latin(whole + plain[end:]), p) for whole, p in wholes.items()))

    def _name(self, name: str, region: str | None) -> Spellings:
        if all(len(word) <= self._config.longest_word for word in name.split()):
            found = self._composer.spellings(name, region)
            if any(found):
                return found
        return {_map_words(name): 1.0}


def _map_words(text: str) -> str:
    return PLAIN_WORD.sub(lambda match: map_letters(match.group()), text)


def known_region(region: str | None) -> str | None:
    """Return a region, if it is one.

    Raises:
        ValueError: There is no such region; the message names the known ones.

    >>> known_region("egypt")
    'egypt'
    """
    return None if region is None else check_choice("region", region, regions())


@functools.cache
def romanizer() -> Romanizer:
    """Return the romanizer of the default configuration, which all of the process shares."""
    return Romanizer(TransliterationConfig())


def romanize(text: str, region: str | None = None) -> str:
    """Return a name in Latin letters by its parts and a trained model; what is in Latin letters stays as it is.

    Raises:
        ValueError: There is no such region.

    >>> romanize("ليخاتشوف"), romanize("عَمّان"), romanize("Бишкек"), romanize("محمد شريف", "maghreb")
    ('Likhachov', 'Amman', 'Bishkek', 'Mohamed Cherif')
    """
    return romanizer().romanize(text, region)
