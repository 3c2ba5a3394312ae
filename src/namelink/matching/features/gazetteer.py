"""Features of a name of a gazetteer: what was taken off the query to find it, and what may be alike by accident."""

from __future__ import annotations

import math

from namelink.features import Measurement
from namelink.lang import zipf
from namelink.lang.ar.name_spellings import is_given_name
from namelink.lang.ar.standard_romanization import is_standard
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.token_alignment import MatchedPair
from namelink.model import EntityType, NameKind
from namelink.phonetics.keys import phonetic_key

GAZETTEER = Declarations()


@GAZETTEER.feature("1 where the query is the family name of the person alone: Putin, Merkel.")
def _family_name_alone(c: NameComparison) -> Measurement | None:
    return flag(c.is_family_name, c.query, c.name)


@GAZETTEER.feature("1 where a head noun or title was taken off the query: مدينة موسكو.")
def _head_noun(c: NameComparison) -> Measurement | None:
    return flag(c.head_noun, c.head_noun)


@GAZETTEER.feature("1 where only one of them has the article.")
def _article(c: NameComparison) -> Measurement | None:
    return flag(c.article, c.article)


@GAZETTEER.feature(
    "1 where a clitic was taken off the query (وقيرغيزستان); more where no gazetteer attests the name and it is "
    "short, for the clitic may be its own first letter."
)
def _clitic(c: NameComparison) -> Measurement | None:
    if not c.clitic:
        return None
    lacking = 0 if c.is_attested else max(0, c.settings.safe_clitic_letters - len(c.name))
    return Measurement(1 + c.settings.clitic_letter_risk * lacking, c.clitic)


@GAZETTEER.feature("1 where the name is a short form or a demonym.")
def _short_name(c: NameComparison) -> Measurement | None:
    return flag(c.kind in (NameKind.SHORT, NameKind.DEMONYM), c.query, c.name)


@GAZETTEER.feature("Consonants that the query lacks for sounding like a name to be no accident.")
def _few_consonants(c: NameComparison) -> Measurement | None:
    if not c.gazetteer_names:
        return None
    lacking = c.settings.min_consonants - sum(len(phonetic_key(token.letters)) for token in c.own_tokens)
    return Measurement(lacking, c.query, c.name) if lacking > 0 else None


@GAZETTEER.feature("1 where the query is made of common words, so that it is hardly a name misspelt: بيان صحفي.")
def _common_words_only(c: NameComparison) -> Measurement | None:
    words, least = [token.letters for token in c.own_tokens], c.settings.common_word_zipf
    person = c.tokens.query.type is EntityType.PERSON
    found = c.gazetteer_names and not person and all(zipf(word) >= least for word in words)
    return flag(found and any(not is_given_name(word) for word in words), c.query, c.name)


@GAZETTEER.feature(
    "1 where the query is letter by letter a standard romanization of a name of a gazetteer: Dimashq, دمشق."
)
def _standard_romanization(c: NameComparison) -> Measurement | None:
    if c.is_romanized:
        return flag(c.is_romanized, c.query, c.name)
    # Its weight is that of same_key, and not fitted: the standards are as exact as a key. It must outweigh what a short
    # word lacks: Dubayy, دبي has -4.7 of gazetteer_size, few_consonants and weakest_token.
    pairs = c.agreeing
    if not c.gazetteer_names or (len(pairs) == 1 and not c.is_arabic_place):
        return None  # one word in Arabic letters may be of any language: ألماتي
    lost = c.extra_identity or c.missing_identity
    return flag(pairs and not lost and all(_romanizes(pair, c) for pair in pairs), c.query, c.name)


@GAZETTEER.feature(
    "Logarithm to base 10 of the number of names that may be alike by accident, by the tokens of the query."
)
def _gazetteer_size(c: NameComparison) -> Measurement | None:
    if not c.gazetteer_names:
        return None
    return Measurement(math.log10(c.gazetteer_names + 1) / (len(c.own_tokens) or 1), c.query, c.name)


def _romanizes(pair: MatchedPair, c: NameComparison) -> bool:
    """Whether one token is a standard romanization of the other, and sounds like it."""
    a, b = pair.a.letters, pair.b.letters
    if a.isascii() == b.isascii() or pair.log_odds < c.settings.min_romanized_log_odds:
        return False
    return is_standard(a, b) if a.isascii() else is_standard(b, a)
