"""Romanizer: names in Latin letters as news spells them.

Names in Arabic are composed of their parts, see `namelink.transliteration.composition`; scripts other than Arabic go
through unidecode. A text of any length is spelt, a long one piece by piece; a word that is longer than any is mapped
letter by letter.
"""

from __future__ import annotations

import functools
import re

import attrs

from namelink.cache import BoundedCache, CacheStatistics
from namelink.config import TransliterationConfig
from namelink.lang.ar.script import PLAIN_NAME, PLAIN_WORD, has_arabic, map_letters, to_plain_letters
from namelink.model import Transliteration
from namelink.phonetics.latin import SURROGATE, plain_latin
from namelink.text.characters import Level
from namelink.text.folding import is_longer
from namelink.transliteration.composition import NameComposer
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.spellings import Spellings, extend, pieces, ranked, summed

NEWS = NameStyle()
"""The style of no house and no region."""


class Romanizer:
    """Spells names in Latin letters; safe to share between threads.

    >>> [found.text for found in Romanizer(TransliterationConfig()).spellings("خالد")[:2]]
    ['Khaled', 'Khalid']
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make a romanizer; see `TransliterationConfig`."""
        self._config = config
        self._composer = NameComposer(config)
        self._long_words = re.compile(rf"(\s*\S{{{config.longest_word + 1},}}\s*)")
        self._cache = BoundedCache(self._spell, config.cached_texts)

    def spellings(self, text: str, style: NameStyle = NEWS) -> tuple[Transliteration, ...]:
        """Return the spellings of a text, likeliest first; empty where it has no letters."""
        key = text, style
        kept = not is_longer(text, self._config.longest_cached, Level.CLEAN)
        return self._cache[key] if kept else self._spell(key)

    def romanize(self, text: str, style: NameStyle = NEWS) -> str:
        """Return the likeliest spelling of a text."""
        if style == NEWS and not has_arabic(text):
            return plain_latin(text)
        found = self.spellings(text, style)
        return found[0].text if found else ""

    def statistics(self) -> CacheStatistics:
        """Return how the cache of texts is used."""
        return self._cache.statistics()

    def _spell(self, key: tuple[str, NameStyle]) -> tuple[Transliteration, ...]:
        text, style = key
        plain = to_plain_letters(SURROGATE.sub("", text))
        if len(plain) > self._config.longest_text:
            return ranked({plain_latin(self._by_pieces(plain, style)): 1.0})
        return ranked(summed((plain_latin(whole), p) for whole, p in self._names(plain, style).items()))

    def _by_pieces(self, plain: str, style: NameStyle) -> str:
        """Return the likeliest spelling of each piece of a long text, so that the work is linear in its length."""
        parts = list(pieces(plain, self._config.longest_text))
        narrow = Romanizer(attrs.evolve(self._config, most_spellings=1))
        spelt = {part: next(iter(narrow._names(part, style)), "") for part in dict.fromkeys(parts)}
        return "".join([spelt[part] for part in parts])

    def _names(self, plain: str, style: NameStyle) -> Spellings:
        """Return the spellings of a text with all that stands between its names."""
        wholes: Spellings = {"": 1.0}
        end = 0
        for match in PLAIN_NAME.finditer(plain):
            found = self._name(match.group(), style)
            wholes = extend(wholes, plain[end : match.start()], found, self._config.most_spellings)
            end = match.end()
        return extend(wholes, plain[end:], {"": 1.0}, self._config.most_spellings)

    def _name(self, name: str, style: NameStyle) -> Spellings:
        """Return the spellings of a name; a word that is longer than any is mapped letter by letter."""
        wholes: Spellings = {"": 1.0}
        for place, words in enumerate(self._long_words.split(name)):
            found = self._composer.spellings(words, style) if words and place % 2 == 0 else {}
            found = found if any(found) else {_map_words(words): 1.0}
            wholes = extend(wholes, "", found, self._config.most_spellings)
        return wholes


def _map_words(text: str) -> str:
    return PLAIN_WORD.sub(lambda match: map_letters(match.group()), text)


@functools.cache
def romanizer() -> Romanizer:
    """Return the romanizer of the default configuration, which all of the process shares."""
    return Romanizer(TransliterationConfig())


def romanize(text: str, style: NameStyle = NEWS) -> str:
    """Return a name in Latin letters by its parts and a trained model; what is in Latin letters stays as it is.

    >>> romanize("ليخاتشوف"), romanize("عَمّان"), romanize("Бишкек"), romanize("محمد شريف", NameStyle(region="maghreb"))
    ('Likhachov', 'Amman', 'Bishkek', 'Mohamed Cherif')
    """
    return romanizer().romanize(text, style)
