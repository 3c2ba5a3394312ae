"""Features of a candidate by itself: how its name is written, and what else the same tokens may be.

Ambiguity is what context can take away; the rest holds whatever stands beside the tokens.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import NamedTuple

import attrs

from namelink.config.linking import LinkingConfig
from namelink.features import Feature, Measurement, Registry
from namelink.gazetteer import Gazetteer
from namelink.lang import Homographs, Language, language_of, make_key, zipf
from namelink.linking.document import Detection, SurfaceForm
from namelink.linking.lexicon import Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.model import Entity, EntityType, NameKind
from namelink.text.folding import normalize


@attrs.frozen(eq=False)
class SurfaceCandidate:
    """An entity that a surface form may name: what the features of this module measure.

    Attributes:
        form: The surface form.
        match: The entity, with the name that matches.
        lexicon: The tokens of the gazetteer.
        homographs: Words that are also names (see `namelink.lang.homographs`).
    """

    form: SurfaceForm
    match: CandidateMatch
    lexicon: Lexicon
    homographs: Homographs

    @property
    def config(self) -> LinkingConfig:
        """The settings of linking."""
        return self.lexicon.config

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer."""
        return self.lexicon.gazetteer

    @property
    def token(self) -> str:
        """The first folded token, clitics off: the only one where the form is a single token."""
        return self.form.candidates.segmentation.word

    @property
    def has_clitic(self) -> bool:
        """Whether clitics were taken off."""
        return bool(self.form.candidates.segmentation.length)

    @property
    def is_single(self) -> bool:
        """Whether the form is a single token."""
        return self.form.candidates.is_single

    @property
    def language(self) -> Language:
        """The language of the token."""
        return language_of(self.token)

    @cached_property
    def entity(self) -> Entity:
        """The entity."""
        return self.gazetteer.entity_at(self.match.ref)

    @cached_property
    def name(self) -> str:
        """The name that matches, as the gazetteer has it."""
        return self.gazetteer.name_at(self.match.hit).text

    @cached_property
    def kind(self) -> NameKind:
        """The kind of that name."""
        return self.gazetteer.kind_at(self.match.hit)

    @property
    def is_short_form(self) -> bool:
        """Whether the form is short for a full name of the same document."""
        return self.form.candidates.detection is Detection.SHORT_FORM

    @cached_property
    def rarest_zipf(self) -> float:
        """Zipf frequency of its rarest token."""
        rarest = min(map(zipf, self.form.candidates.bare_tokens))
        if self.is_single and not self.language.is_listed(self.token):
            config = self.config
            inflected = self.language.has_known_stem(self.token, config.known_stem_min_zipf)
            return max(rarest, config.inflected_zipf) if inflected else rarest
        return rarest

    @cached_property
    def is_little_known(self) -> bool:
        """Whether the entity is so little known that its bare name must be no other word."""
        config = self.config
        needed = config.low_prominence_country if self.entity.is_country else config.low_prominence
        return self.match.weight < min(needed, config.low_prominence)

    @cached_property
    def obscurity(self) -> float:
        """How far the entity is little known, 0 to 1: it grows from 0 at the limit, so that no weight is a cliff."""
        if not self.is_little_known:
            return 0.0
        return min(1.0, (self.config.low_prominence - self.match.weight) / self.config.low_prominence_fade)

    @cached_property
    def same_surname(self) -> int:
        """How many other persons have the token as surname."""
        return self.gazetteer.surname_count(self.token) - 1


def _flag(c: SurfaceCandidate, holds: bool, name: str = "") -> Measurement | None:
    return Measurement(1.0, c.form.text, name) if holds else None


def _scaled(c: SurfaceCandidate, holds: bool, name: str = "") -> Measurement | None:
    return Measurement(c.obscurity, c.form.text, name) if holds else None


def _coreferent(c: SurfaceCandidate) -> Measurement | None:
    return _flag(c, c.is_short_form, c.name)


def _orthography(c: SurfaceCandidate) -> Measurement | None:
    bare = c.is_single and c.kind is not NameKind.DEMONYM
    return _flag(c, bare and c.language.violates_orthography(c.form.text, c.name), c.name)


def _lower_case(c: SurfaceCandidate) -> Measurement | None:
    text, name = c.form.text, c.name
    if not c.form.tells_capitals or name == name.lower():
        return None
    if name == name.upper() and len(text) <= c.config.short_token:
        return _flag(c, text not in (name, text.upper()), name)  # Nato and Unesco are written so, but Who is no WHO
    return _flag(c, text == text.lower() != text.upper(), name)


def _homograph(c: SurfaceCandidate) -> Measurement | None:
    return _flag(c, c.is_single and normalize(c.form.text) in c.homographs)


def _dictionary_word(c: SurfaceCandidate) -> Measurement | None:
    share = c.language.dictionary_words.get(normalize(c.form.text)) if c.is_single else None
    if share is None:
        return None
    surplus = sum(e.contribution for e in c.match.evidence) + math.log(share / (1 - share))
    return Measurement(max(0.0, surplus), c.form.text)


def _low_prominence(c: SurfaceCandidate) -> Measurement | None:
    if not c.is_little_known:
        return None
    lacking = c.config.prominence_slope * (c.config.low_prominence - c.match.weight)
    frequent = c.rarest_zipf - c.language.unknown_zipf
    more_tokens = len(c.form.candidates.tokens) - 1
    return Measurement(max(0.0, lacking + c.obscurity * frequent - more_tokens), c.form.text)


def _also_given_name(c: SurfaceCandidate) -> Measurement | None:
    if not (c.is_single and c.is_little_known):
        return None
    token = c.lexicon.tokens[c.form.candidates.tokens[0]]
    homograph = token.language.folded_homographs.get(token.key)
    given = token.given_name_excess < c.config.given_name_max_excess
    return _scaled(c, given and (homograph is None or normalize(c.form.text) != homograph))


def _other_spelling(c: SurfaceCandidate) -> Measurement | None:
    if not (c.is_single and c.is_little_known):
        return None
    spellings = map(c.language.loose_spelling, (c.form.text, c.name))
    return _scaled(c, len(set(spellings)) > 1, c.name)


def _unlisted_language(c: SurfaceCandidate) -> Measurement | None:
    return _scaled(c, c.is_single and c.is_little_known and not c.language.frequencies)


def _namesakes(c: SurfaceCandidate) -> Measurement | None:
    if not (c.is_single and c.is_little_known):
        return None
    label = c.entity.label
    others = {c.gazetteer.ref(hit) for hit in c.gazetteer.hits(make_key(label))} - {c.match.ref}
    near = c.match.weight - c.config.namesake_gap
    return _scaled(c, any(c.gazetteer.weight_at(ref) > near for ref in others), label)


def _possessive(c: SurfaceCandidate) -> Measurement | None:
    if not c.form.tells_pronouns or not c.is_single or c.is_little_known or c.kind is NameKind.DEMONYM:
        return None
    if c.language.is_definite(c.token):
        return None  # what has the article has no possessor
    if c.match.weight >= c.config.high_prominence and len(c.token) > c.config.possessive_max_letters:
        return None
    return _flag(c, c.language.is_possessive(c.form.text, c.name), c.name)


def _also_surname(c: SurfaceCandidate) -> Measurement | None:
    little = c.match.weight < c.config.surname_organization_min_prominence
    organization = c.is_single and c.entity.type is EntityType.ORGANIZATION
    return _flag(c, organization and little and c.gazetteer.surname_count(c.token) > 0)


def _short_name_prominence(c: SurfaceCandidate) -> Measurement | None:
    if not c.is_single or c.kind is not NameKind.SHORT or c.is_short_form:
        return None
    unique = c.same_surname <= 0 and not c.language.is_listed(c.token)
    config = c.config
    needed = config.unique_short_name_min_prominence if unique else config.short_name_min_prominence
    return Measurement(max(0.0, config.prominence_slope * (needed - c.match.weight)), c.form.text, c.name)


def _short_stem(c: SurfaceCandidate) -> Measurement | None:
    if not (c.has_clitic and _is_short_word(c)):
        return None
    accidental = zipf(c.token) < c.config.stem_min_zipf and c.match.weight < c.config.high_prominence
    return _flag(c, accidental)


def _short_acronym(c: SurfaceCandidate) -> Measurement | None:
    if c.form.tells_capitals and sum(letter.isupper() for letter in c.form.text) > 1:
        return None  # capitals show that it is one: WHO, AfD
    return _flag(c, c.kind is NameKind.ACRONYM and _is_short_word(c))


def _is_short_word(c: SurfaceCandidate) -> bool:
    return c.is_single and len(c.token) <= c.config.short_token and bool(c.language.frequencies)


class Ambiguity(NamedTuple):
    """The ambiguity of a candidate.

    Attributes:
        text: The surface form as written.
        log_odds: What it takes from the log-odds of the candidate: 0 or less.
    """

    text: str
    log_odds: float


def _support(ambiguity: Ambiguity) -> Measurement | None:
    return Measurement(-ambiguity.log_odds, ambiguity.text)


FORM = Registry(
    [
        Feature("coreferent", 1.0, "1 where a short form stands for a name that the text has in full.", _coreferent),
        Feature(
            "orthography", -6.0, "1 where the token is written as no name is: tanwin, a doubled ending.", _orthography
        ),
        Feature(
            "lower_case",
            -8.0,
            "1 where the name has capitals, and the text, which has some, writes it without: they polish it.",
            _lower_case,
        ),
    ]
)
"""Features that hold whatever stands beside the tokens."""

AMBIGUITY = Registry(
    [
        Feature("homograph", -8.0, "1 where the token is also a common word, as Qatar is a diameter.", _homograph),
        Feature(
            "dictionary_word",
            -1.0,
            "The log-odds by which the fit exceeds the share of the uses of the token that are the name, and no word of"
            " the dictionary: a course is spelt as Hungarian.",
            _dictionary_word,
        ),
        Feature(
            "low_prominence",
            -4.0,
            "How little known the entity is, and how frequent its rarest token, in powers of ten; less by 1 for each"
            " token after the first.",
            _low_prominence,
        ),
        Feature(
            "also_given_name", -8.0, "1 where the name of a little known entity is a given name.", _also_given_name
        ),
        Feature(
            "other_spelling",
            -8.0,
            "1 where a little known entity is written otherwise than in the gazetteer, hamza on alef aside.",
            _other_spelling,
        ),
        Feature(
            "unlisted_language",
            -8.0,
            "1 where no table of the language tells whether the name of a little known entity is a common word.",
            _unlisted_language,
        ),
        Feature(
            "namesakes",
            -6.0,
            "1 where others, about as prominent, have the label of a little known entity.",
            _namesakes,
        ),
        Feature(
            "possessive",
            -10.0,
            "1 where the ending of the name is written as a pronoun: his grandfather, not Jeddah.",
            _possessive,
        ),
        Feature(
            "also_surname",
            -10.0,
            "1 where an organization of little prominence is called like persons: Ford.",
            _also_surname,
        ),
        Feature(
            "short_name_prominence",
            -4.0,
            "How much too little prominent the entity is to be called by its short name alone, in powers of ten.",
            _short_name_prominence,
        ),
        Feature(
            "short_stem",
            -12.0,
            "1 where clitics leave a short token that may be the end of another word.",
            _short_stem,
        ),
        Feature("short_acronym", -12.0, "1 where a short token is an acronym: it may be any word.", _short_acronym),
    ]
)
"""Features that support takes away: see `namelink.linking.features.support.KINDS_OF_SUPPORT`."""

SUPPORT = Registry(
    [
        Feature(
            "support", 1.0, "The log-odds of ambiguity that the context, or the rest of the text, takes away.", _support
        )
    ]
)
"""What support gives back; it makes no candidate likelier than one that was never ambiguous."""
