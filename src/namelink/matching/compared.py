"""Names as the kernel compares them: each word with what a comparison asks of it, looked up once and kept.

The kernel measures what `namelink.matching.features` defines; where there is none, nothing here runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from namelink import kernel
from namelink.cache import BoundedCache
from namelink.config import Config
from namelink.lang import (
    differ_in_gender,
    general_meanings,
    is_definite,
    language_of,
    nicknames,
    without_article,
    words_of,
    zipf,
)
from namelink.lang.ar.name_parts import arab_given_names, attested, given_name_zipf, is_given
from namelink.lang.ar.name_spellings import is_given_name
from namelink.lang.ar.standard_romanization import is_standard
from namelink.matching.alignment import aligner
from namelink.matching.features import Circumstances
from namelink.matching.pairing import joined_token
from namelink.matching.token_alignment import VOWEL_LETTERS
from namelink.matching.word_model import WordModel
from namelink.model import NameKind
from namelink.names.compiled_parser import TYPE_NUMBERS
from namelink.names.parts import Role
from namelink.names.structure import PartToken, Structure
from namelink.phonetics.alphabet import encode
from namelink.phonetics.keys import phonetic_code, phonetic_key

_ROLES = {role: number for number, role in enumerate(Role)}


class CompiledComparer:
    """Measures the features of two names in the kernel, by one configuration. Safe to share between threads."""

    attested = staticmethod(attested)
    differ_in_gender = staticmethod(differ_in_gender)
    is_standard = staticmethod(is_standard)
    is_given_name = staticmethod(is_given_name)
    zipf = staticmethod(zipf)

    def __init__(self, config: Config, words: WordModel, weights: Mapping[str, float]) -> None:
        """Make a comparer.

        Args:
            config: The configuration.
            words: Its model of words.
            weights: Its weight of each feature, by name.
        """
        limits = config.limits
        self._longest = limits.longest_cached
        self._words = BoundedCache[tuple[str, str], kernel.ComparedWord](_word, limits.cached_tokens)
        self._names = BoundedCache[Structure, kernel.ComparedName](self._name, limits.cached_names)
        self._kernel = kernel.NameComparer(
            aligner(),
            config.matching,
            words.log_odds,
            self,
            [weights[name] for name in kernel.NAME_FEATURES],
            limits.cached_token_pairs,
        )

    def measure(self, query: Structure, name: Structure, known: Circumstances) -> list[tuple[int, float]]:
        """Return the features that a comparison of two structures has, each by its place in NAME_FEATURES."""
        return self._kernel.measure(self._compared(query), self._compared(name), *_values(known))

    def log_odds(self, query: Structure, name: Structure, known: Circumstances) -> float:
        """Return the log-odds that two structures are of one name."""
        return self._kernel.log_odds(self._compared(query), self._compared(name), *_values(known))

    def joined(self, tokens: Sequence[PartToken]) -> kernel.ComparedToken:
        """Return several tokens, written as one, for the kernel."""
        return self._token(joined_token(tokens))

    def _compared(self, structure: Structure) -> kernel.ComparedName:
        found = self._names.get(structure)
        if found is None:
            is_long = sum(len(token.letters) for token in structure.tokens) > self._longest
            found = self._name(structure) if is_long else self._names[structure]
        return found

    def _name(self, structure: Structure) -> kernel.ComparedName:
        return kernel.ComparedName(map(self._token, structure.tokens), TYPE_NUMBERS[structure.type])

    def _token(self, token: PartToken) -> kernel.ComparedToken:
        key = token.letters, token.form
        word = self._words[key] if len(token.letters) <= self._longest else _word(key)
        is_general = token.meaning in general_meanings()
        return kernel.ComparedToken(
            word, token, token.meaning, _ROLES[token.role], token.part, token.is_servant, token.is_head, is_general
        )


def _values(known: Circumstances) -> tuple[bool, bool, int, bool, int]:
    """Return what is known of a name in a gazetteer, as the kernel takes it."""
    return (
        known.kind is NameKind.SHORT,
        known.kind is NameKind.DEMONYM,
        TYPE_NUMBERS[known.entity_type],
        known.is_arabic_place,
        known.gazetteer_names,
    )


def _word(key: tuple[str, str]) -> kernel.ComparedWord:
    """Return a word, given by its letters and its form, with what comparisons ask of it."""
    letters, form = key
    bare = without_article(letters)
    return kernel.ComparedWord(
        aligner(),
        letters=letters,
        form=form,
        bare=bare or letters,
        encoded=encode(letters),
        bare_encoded=encode(bare or letters),
        nicknames=nicknames(form),
        sound=phonetic_key(form or letters),
        initial=phonetic_code(form or letters)[:1].upper(),
        consonants=len(phonetic_key(letters)),
        zipf=given_name_zipf(letters),
        is_definite=is_definite(letters),
        is_given=is_given(letters),
        is_arab_given=letters in arab_given_names(),
        is_number=letters.isdigit(),
        is_son=letters in words_of("patronymic"),
        head_noun_first=language_of(form).head_noun_first,
        begins_with_vowel=letters[0] in VOWEL_LETTERS,
        is_vowel=letters in VOWEL_LETTERS,
    )
