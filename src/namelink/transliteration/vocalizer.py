"""Vocalizer: names in Arabic letters with the vowels that are likeliest, where they are written without them.

A word of the table of vocalised names has the vowels it has there. Any other has those of its Latin spellings: the ones
that the tables attest and the model proposes, and those that are known of the whole name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import unidecode

from namelink.cache import BoundedCache
from namelink.config import TransliterationConfig
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.diacritics import Letter, bare, parse_letters
from namelink.lang.ar.name_structure import is_arab_word, split_article
from namelink.lang.ar.script import ANY_WORD, without_presentation_forms
from namelink.lang.ar.vocalization import SUN_LETTERS, split_words
from namelink.lang.ar.vowel_marks import (
    connected,
    derived_words,
    goes_on_to_god,
    listed_words,
    mark_letters,
    of_god,
    write,
)
from namelink.model import Transliteration
from namelink.transliteration.composition import NameComposer
from namelink.transliteration.spellings import Spellings, best, blend, extend, normalized, pieces, ranked, summed

Known = Mapping[str, Sequence[str]]
"""Latin spellings that are known of the words of a name, by their letters without marks and article."""

NOTHING: Known = {}


class Vocalizer:
    """Writes the vowels of names; safe to share between threads.

    >>> Vocalizer(TransliterationConfig()).spellings("خالد الحداد")[0].text
    'خَالِد الحَدَّاد'
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make a vocalizer; see `TransliterationConfig`."""
        self._config = config
        self._composer = NameComposer(config)
        self._words = BoundedCache(self._vocalize_word, config.cached_texts)

    def spellings(self, text: str, known: Known = NOTHING) -> tuple[Transliteration, ...]:
        """Return vocalised spellings of a text, likeliest first; marks that are written stay, and what is not Arabic.

        Args:
            text: A name or a text.
            known: Latin spellings that are known of its words.
        """
        plain = without_presentation_forms(text)
        if len(plain) > self._config.longest_text:
            parts = pieces(plain, self._config.longest_text)
            return ranked({"".join([next(iter(self._wholes(part, known, 1)), "") for part in parts]): 1.0})
        return ranked(self._wholes(plain, known, self._config.most_spellings))

    def _wholes(self, text: str, known: Known, number: int) -> Spellings:
        wholes: Spellings = {"": 1.0}
        parts = ANY_WORD.split(text)
        for place, part in enumerate(parts):
            if place % 2 == 0 or len(part) > self._config.longest_word:
                wholes = extend(wholes, part, {"": 1.0}, number)
                continue
            follows = place > 1 and parts[place - 1].isspace()
            before_god = goes_on_to_god(parts[place + 1 : place + 5])
            for letters in split_words(part):
                phrase = of_god(letters) if before_god else None
                found = {write(phrase): 1.0} if phrase else self._word(letters, known, follows)
                wholes = extend(wholes, "", found, number)
                follows = True
        return wholes

    def _word(self, letters: tuple[Letter, ...], known: Known, follows: bool) -> Spellings:
        """Return the spellings of a word, with its article; a mark without a letter is left as it is.

        Args:
            letters: The letters of the word.
            known: See `spellings`.
            follows: Whether it stands after another word of its name.
        """
        if not (letters and all(letter.char for letter in letters)):
            return {write(letters): 1.0}
        article = split_article(bare(letters)) or _listed_article(letters)
        stem = letters[len(ARTICLE) :] if article else letters
        assimilated = bool(article) and stem[0].char in SUN_LETTERS
        if assimilated:
            stem = (attrs.evolve(stem[0], double=False), *stem[1:])
        found = self._words[stem, tuple(known.get(bare(stem), ()))]
        if (follows or article) and not stem[0].vowel:
            found = summed((connected(text), chance) for text, chance in found.items())
        if not article:
            return found
        head = write(letters[: len(ARTICLE)])
        return {head + (_assimilated(text) if assimilated else text): chance for text, chance in found.items()}

    def _vocalize_word(self, key: tuple[tuple[Letter, ...], tuple[str, ...]]) -> Spellings:
        letters, known = key
        if len(letters) == 1 or not bare(letters):
            return {write(letters): 1.0}
        settled = listed_words(letters)
        listed = settled or derived_words(letters)
        weights = normalized({write(word): 1 / (rank + 1) for rank, word in enumerate(listed)}) if listed else {}
        if len(settled) == 1:
            return weights
        found = mark_letters(letters, self._latin(letters, known), self._config.beam_width)
        if listed:
            found = blend(weights, found, self._config.listed_vowels_share)
        return best(found, self._config.most_spellings) or {write(letters): 1.0}  # no syllables: سلاام

    def _latin(self, letters: Sequence[Letter], known: Sequence[str]) -> Spellings:
        """Return Latin spellings of a word, in small letters alone."""
        word = write(letters)
        found = self._composer.word_spellings(word, arab=is_arab_word(bare(letters)))
        if known:
            found = blend({text: 1 / len(known) for text in known}, found, self._config.gazetteer_share)
        latin: Spellings = {}
        for text, chance in found.items():
            spelling = "".join(char for char in unidecode.unidecode(text).lower() if "a" <= char <= "z")
            latin[spelling] = latin.get(spelling, 0.0) + chance
        return latin


def _listed_article(letters: Sequence[Letter]) -> str:
    """Return the article of a word that the table of vocalised words has without it: الدار, which may be Eldar too."""
    known = bare(letters).startswith(ARTICLE) and not listed_words(letters) and listed_words(letters[len(ARTICLE) :])
    return ARTICLE if known else ""


def _assimilated(word: str) -> str:
    """Return a word with the shadda that the article before it gives its first letter."""
    first, *rest = parse_letters(word)
    return write((attrs.evolve(first, double=True), *rest))
