"""What a gazetteer and a language know of a token wherever it stands: names it begins, triggers, given names."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator
from functools import cached_property

import attrs

from namelink.cache import BoundedCache
from namelink.config import Config
from namelink.config.linking import LinkingConfig
from namelink.gazetteer import Gazetteer, Ref
from namelink.index import format as index_format
from namelink.lang import (
    Segmentation,
    Trigger,
    join_key,
    language_of,
    make_key,
    name_introducers,
    roles_of,
    triggers,
)
from namelink.linking.token_trie import NameStart, TokenTrie
from namelink.model import EntityType, NameKind
from namelink.names import Token
from namelink.phonetics.keys import PhoneticKey, phonetic_key


@attrs.frozen(eq=False)
class LexicalToken(Token):
    """A folded token of a text, with what one gazetteer knows of it; every property is computed once.

    Attributes:
        inner: How it stands inside a key, after other tokens.
        segmentations: The ways to part it into clitics and a word, as it stands first.
        phonetic_key: Its consonants.
        zipf: Its Zipf frequency.
        lexicon: The tokens of the gazetteer.
    """

    # Every token of a text is asked for these, so that they are worked out at once.
    inner: str
    segmentations: tuple[Segmentation, ...]
    phonetic_key: PhoneticKey
    zipf: float
    lexicon: Lexicon

    @cached_property
    def is_rare(self) -> bool:
        """Whether it is so rare that it may be a name misspelt."""
        config = self.lexicon.config
        if not self.language.is_listed(self.key) and len(self.key) >= config.rare_min_letters:
            return True
        if len(self.phonetic_key) < config.rare_min_consonants:
            return False
        return max(self._zipf_of(found) for found in self.segmentations) < config.rare_max_zipf

    @cached_property
    def exact_starts(self) -> tuple[NameStart, ...]:
        """Its segmentations that begin some name; clitics are never taken off a name, given name or surname."""
        keys, found = self.lexicon.keys, []
        for segmentation in self.segmentations:
            key = self.language.key_form(segmentation.word, False)
            whole, continues = key in keys, keys.has_continuation(key)
            if whole or continues:
                found.append(NameStart(segmentation, key, whole and self._is_name(key, segmentation), continues))
            if (whole or (continues and self._is_given_name(segmentation))) and not self._has_likelier(segmentation):
                break
            if segmentation is not self.segmentations[-1] and self._is_surname(segmentation):
                break
        return tuple(found or self._glued_starts())

    def _is_given_name(self, segmentation: Segmentation) -> bool:
        return bool(self.lexicon.gazetteer.given_name_count(segmentation.word))

    def _is_surname(self, segmentation: Segmentation) -> bool:
        """Whether it is the surname of somebody and no word: فاينشتاين, not ف + أينشتاين."""
        word = segmentation.word
        return not self.language.is_listed(word) and self.lexicon.gazetteer.surname_count(word) > 0

    def _has_likelier(self, segmentation: Segmentation) -> bool:
        """Whether a longer clitic leaves a word that is far more frequent: و + نهر, not the town ونهر, but وليد."""
        least = self._zipf_of(segmentation) + self.lexicon.config.conjunction_min_excess
        others = (other for other in self.segmentations if other.length > segmentation.length)
        return any(self._zipf_of(other) > least for other in others)

    def _is_organization(self, word: str) -> bool:
        """Whether an unlisted word is the name of an organization that writers give an article: البوينغ."""
        gazetteer = self.lexicon.gazetteer
        if len(word) <= self.lexicon.config.short_token or self.language.is_listed(word):
            return False
        hits = gazetteer.hits(join_key([word]))
        return any(gazetteer.type_at(gazetteer.ref(hit)) is EntityType.ORGANIZATION for hit in hits)

    def _glued_starts(self) -> Iterator[NameStart]:
        """Yield the segmentations of an unknown token that are two words of a name, or a name with an article."""
        config = self.lexicon.config
        if self.language.is_listed(self.key) or len(self.key) > config.glued_max_letters:
            return
        keys, least = self.lexicon.keys, config.glued_min_letters
        for segmentation in self.segmentations:
            word = segmentation.word
            bare = self.language.without_article(word)
            if bare != word and self._is_organization(bare):
                shorter = len(word) - len(bare)
                prefix = segmentation.prefix + word[:shorter]
                found = attrs.evolve(segmentation, word=bare, prefix=prefix, length=segmentation.length + shorter)
                yield NameStart(found, bare, True, False)
            for end in range(least, len(word) - least + 1):
                key = f"{self.language.key_form(word[:end], False)} {self.language.key_form(word[end:], True)}"
                if key in keys:
                    parted = attrs.evolve(segmentation, word=f"{word[:end]} {word[end:]}")
                    yield NameStart(parted, key, True, keys.has_continuation(key))

    @cached_property
    def phonetic_starts(self) -> tuple[NameStart, ...]:
        """Its segmentations that sound as some name begins, or, where it is rare, as some name."""
        return tuple(self._phonetic_starts())

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles it plays in names and texts (see `namelink.lang.Language.words_of`)."""
        return roles_of(self.key)

    @cached_property
    def _all_roles(self) -> frozenset[str]:
        return frozenset().union(*(roles_of(found.word) for found in self.segmentations))

    def has_role(self, role: str) -> bool:
        """Whether it plays a role in texts, clitics on or off: بشارع."""
        return role in self._all_roles

    @cached_property
    def trigger(self) -> Trigger | None:
        """What it says of a name after it, its own clitics taken off."""
        found = (triggers().get(segmentation.word) for segmentation in self.segmentations)
        return next((trigger for trigger in found if trigger), None)

    @cached_property
    def introducer(self) -> str | None:
        """Its kind, where it introduces whoever acts or speaks."""
        found = (name_introducers().get(segmentation.word) for segmentation in self.segmentations)
        return next((kind for kind in found if kind), None)

    @cached_property
    def given_name_excess(self) -> float:
        """How much more frequent it is than its bearers, in powers of ten; infinite where it is no given name."""
        config = self.lexicon.config
        listed = config.listed_given_name_count * (self.key in self.language.given_names)
        bearers = max(self.lexicon.gazetteer.given_name_count(self.key), listed)
        if not bearers or self.key in triggers():
            return math.inf
        if self.key in self.language.folded_homographs:
            return -math.inf
        rest = self.language.without_conjunction(self.key)
        if rest != self.key:
            needed = 0.0 if len(self.key) <= config.short_token else config.conjunction_min_excess
            if self.language.zipf(rest) - self.zipf > needed:
                return math.inf  # ورد, 'and he answered', is Ward no more than وعد is
        return self.zipf - math.log10(1 + bearers)

    @cached_property
    def is_surname(self) -> bool:
        """Whether it ends the names of persons and is rare otherwise."""
        return bool(self.language.frequencies) and self._is_rare_surname()

    @cached_property
    def is_family_name(self) -> bool:
        """Whether it has the form of a family name, and is no demonym: العتيبي."""
        if not (self.language.has_family_form(self.key) and self._is_rare_surname()):
            return False
        gazetteer = self.lexicon.gazetteer
        return all(gazetteer.kind_at(hit) is not NameKind.DEMONYM for hit in gazetteer.hits(join_key([self.key])))

    @cached_property
    def is_word(self) -> bool:
        """Whether it is a listed word, and begins no name."""
        return self.language.is_listed(self.key) and not self.lexicon.gazetteer.begins_key(join_key([self.key]))

    @cached_property
    def is_unknown(self) -> bool:
        """Whether it is no word of running text, clitics and inflection considered, and begins no name."""
        language, gazetteer = self.language, self.lexicon.gazetteer
        if not language.frequencies or len(self.key) <= self.lexicon.config.short_token:
            return False
        if language.is_inflected(self.key):
            return False
        words = [segmentation.word for segmentation in self.segmentations]
        return not any(language.is_listed(word) or gazetteer.begins_key(join_key([word])) for word in words)

    def _zipf_of(self, segmentation: Segmentation) -> float:
        return self.language.zipf(segmentation.word)

    def _is_rare_surname(self) -> bool:
        rare = self.zipf < self.lexicon.config.surname_max_zipf
        return rare and bool(self.lexicon.gazetteer.surname_count(self.key))

    def _is_name(self, key: str, segmentation: Segmentation) -> bool:
        """Whether a segmentation whose word is a key makes the token a name by itself."""
        if len(key) == 1:
            return False  # a letter is a letter, not X or e&
        # A word of its own, more frequent than the name inside it: فشل, not ف + شل; or nearly as frequent: وفيات.
        rest = self.language.without_conjunction(self.key)
        conjoined = rest == segmentation.word != self.key and self.language.is_listed(self.key)
        least = self.lexicon.config.conjunction_min_excess if conjoined else 0.0
        if not segmentation.length:
            return True
        zipf = self._zipf_of(segmentation)
        return zipf - self.zipf >= least and (zipf >= self._zipf_of_accusative or self._is_known(segmentation.word))

    def _is_known(self, word: str) -> bool:
        """Whether an entity with a name is so well known that the name need be no other word."""
        gazetteer, least = self.lexicon.gazetteer, self.lexicon.config.low_prominence
        return any(gazetteer.weight_at(gazetteer.ref(hit)) >= least for hit in gazetteer.hits(join_key([word])))

    @cached_property
    def _zipf_of_accusative(self) -> float:
        """The Zipf frequency of the word whose accusative it may be: that of وفد for وفدا; 0 where it is none."""
        stem = self.language.without_accusative(self.key)
        return 0.0 if stem == self.key else self.language.zipf(stem)

    def _phonetic_starts(self) -> Iterator[NameStart]:
        config, gazetteer, sounds = self.lexicon.config, self.lexicon.gazetteer, self.lexicon.sounds
        for segmentation in self.segmentations:
            zipf = self._zipf_of(segmentation)
            if zipf >= config.phonetic_max_zipf and not gazetteer.begins_key(join_key([segmentation.word])):
                continue
            sound = phonetic_key(segmentation.word)
            # A single token must be unknown: a listed one is itself.
            distinct = len(sound) >= config.phonetic_min_consonants_unknown
            single = self.is_rare and distinct and not self.language.is_listed(segmentation.word)
            whole = single and sound in sounds and not self._has_known_stem(segmentation.word)
            continues = sounds.has_continuation(sound)
            if whole or continues:
                yield NameStart(segmentation, sound, whole, continues)

    def _has_known_stem(self, word: str) -> bool:
        return self.language.has_known_stem(word, self.lexicon.config.known_stem_min_zipf)


class Lexicon:
    """The tokens of texts and of the names of one gazetteer, cached."""

    def __init__(self, gazetteer: Gazetteer, config: Config) -> None:
        self.gazetteer = gazetteer
        self.config: LinkingConfig = config.linking
        self.tokens = BoundedCache(self._token, config.limits.cached_tokens, config.limits.longest_cached)
        capacity = config.limits.cached_tokens
        self.keys: TokenTrie[LexicalToken] = TokenTrie(
            gazetteer, index_format.KEYS, operator.attrgetter("inner"), capacity
        )
        """The keys of names."""
        self.sounds: TokenTrie[LexicalToken] = TokenTrie(
            gazetteer, index_format.FULL_NAME_KEYS, operator.attrgetter("phonetic_key"), capacity
        )
        """The phonetic keys of names."""
        self.own_tokens = BoundedCache(self._own_tokens, config.limits.cached_spans)
        """The tokens of all names of an entity."""

    def sounds_like_own(self, ref: Ref, token: str) -> bool:
        """Whether a token is, or sounds like, a token of a name of an entity."""
        own = self.own_tokens[ref]
        return token in own or phonetic_key(token) in map(phonetic_key, own)

    def _own_tokens(self, ref: Ref) -> frozenset[str]:
        names = self.gazetteer.entity_at(ref).names
        return frozenset(token for name in names for token in make_key(name.text).split())

    def _token(self, key: str) -> LexicalToken:
        language = language_of(key)
        segmented = language.segmentations(key)
        return LexicalToken(
            key, language, language.key_form(key, True), segmented, phonetic_key(key), language.zipf(key), self
        )
