"""Settings of linking: which spans of a text are looked at, and what counts how much."""

from __future__ import annotations

from typing import Any

import attrs

from namelink.config.setting import setting

_ZIPF = "Zipf frequency"
_PROMINENCE = "prominence"
_DECADES = "powers of ten"


def _zipf(default: float, doc: str) -> Any:
    """Declare a setting on the Zipf scale, on which the most frequent words stand at about 7."""
    return setting(default, doc, unit=_ZIPF, low=0.0, high=10.0)


def _prominence(default: float, doc: str) -> Any:
    """Declare a setting on the scale of `Entity.weight`; 1 and more are out of the reach of every entity."""
    return setting(default, doc, unit=_PROMINENCE, low=0.0, high=2.0)


def _count(default: int, doc: str, unit: str) -> Any:
    return setting(default, doc, unit=unit, low=0)


@attrs.frozen(kw_only=True)
class LinkingConfig:
    """Settings of `namelink.linking`.

    Frequencies are on the Zipf scale: the logarithm to base 10 of the occurrences in 10^9 words. Prominence is that
    of `Entity.weight`, 0 to 1.
    """

    # Detection of spans

    longest_name: int = _count(
        12, "Longest span that is looked up as a name; the longest official names have as many.", "tokens"
    )
    phonetic_longest_name: int = _count(
        4, "Longest span that is matched phonetically: longer names are hardly misspelt in every token.", "tokens"
    )
    phonetic_min_fit: float = setting(
        0.9, "Fit from which a phonetic match is a candidate: in a text most spans are no name.", low=0.0, high=1.0
    )
    phonetic_min_fit_alone: float = setting(
        0.972,
        "The same of a single token: of those that fit less, three of four are words or other names (خرسانية).",
        low=0.0,
        high=1.0,
    )
    phonetic_min_fit_definite: float = setting(
        0.996,
        "The same of a single token with the article, which words have more often than names: الشابكة, الخوارزمية.",
        low=0.0,
        high=1.0,
    )
    phonetic_most_names: int = _count(20, "Names of one phonetic key that are compared, the most prominent.", "names")
    phonetic_min_consonants: int = _count(
        5, "Consonants from which a span that sounds like a name does so by no accident.", "consonants"
    )
    phonetic_min_consonants_with_vowels: int = _count(
        5,
        "Consonants from which a single token of a script with capitals, and so with vowels, may sound like a name:"
        " Ivanov is not Ivanovo.",
        "consonants",
    )
    phonetic_min_consonants_unknown: int = _count(
        3, "The same where no token is listed as a word of running text.", "consonants"
    )
    phonetic_min_prominence: float = _prominence(
        0.3, "Prominence from which an entity is matched phonetically: of the others too many sound like words."
    )
    phonetic_min_prominence_short: float = _prominence(
        0.6, "The same for the short names of an entity, which are often single tokens."
    )
    phonetic_min_prominence_few: float = _prominence(
        0.9, "Prominence from which a person is matched by a single token of the fewest consonants: Putin."
    )
    phonetic_max_zipf: float = _zipf(
        4.8, "Frequency from which a token is itself, and no other word misspelt: 'said Biden' is not Jill Biden."
    )
    phonetic_blocking_prominence: float = _prominence(
        0.6, "Prominence from which an exact match hides a phonetic match around it, which takes in a neighbour."
    )
    rare_max_zipf: float = _zipf(
        4.0, "Frequency below which a token may be a name misspelt; a phonetic match needs one such token."
    )
    rare_min_letters: int = _count(
        4, "Letters from which a token that no table lists is rare however few consonants it has.", "letters"
    )
    rare_min_consonants: int = _count(3, "Consonants from which a listed token may be a name misspelt.", "consonants")
    known_stem_min_zipf: float = _zipf(
        3.3, "Frequency from which a listed word has inflected forms that are no names misspelt."
    )

    inflected_zipf: float = _zipf(
        4.0, "Frequency that a form of a known word counts for where no table lists it: مهربين, smugglers."
    )

    # Tokens

    short_token: int = _count(3, "Letters up to which a token may be another word by accident, clitics off.", "letters")
    glued_min_letters: int = _count(
        3, "Letters of the shorter of two words of a name that are written as one: حفرالباطن.", "letters"
    )
    glued_max_letters: int = _count(
        30, "Letters of the longest token that is taken for two words of a name: longer ones are no words.", "letters"
    )
    sentence_start_max_prominence: float = _prominence(
        0.6,
        "Prominence from which an organization is thought of even where a sentence begins with a common word: Apple.",
    )
    capitalized_word_min_zipf: float = setting(
        4.5,
        "Frequency from which a word with a capital is no name by itself beside another capital, or where a sentence"
        " begins: the National Harp Foundation.",
        unit="Zipf",
        low=0.0,
    )
    given_name_max_excess: float = setting(
        4.4,
        "How much more frequent a given name may be in texts than its bearers in the gazetteer: beyond, it is a word.",
        unit=_DECADES,
        low=-10.0,
        high=10.0,
    )
    listed_given_name_count: int = _count(
        3, "Bearers that a listed given name counts for where the gazetteer has fewer.", "persons"
    )
    conjunction_min_excess: float = setting(
        0.7,
        "How much more frequent the rest of a given name is for its first letter to be 'and'.",
        unit=_DECADES,
        low=0.0,
        high=10.0,
    )
    surname_max_zipf: float = _zipf(
        4.2, "Frequency below which a token that ends names of persons is a surname more than a word."
    )

    # Ambiguity of a candidate by itself

    low_prominence: float = _prominence(
        0.31, "Prominence below which an entity is little known, so that its name may be any other word."
    )
    low_prominence_fade: float = setting(
        0.05,
        "Prominence over which what speaks against a little known entity grows to its full weight, so that a hundredth"
        " of prominence is no cliff.",
        unit=_PROMINENCE,
        low=0.001,
        high=1.0,
    )
    low_prominence_country: float = _prominence(
        0.17, "The same for countries and territories, which are known by their names however little is said of them."
    )
    prominence_slope: float = setting(
        10.0,
        "Growth of ambiguity with each unit of prominence below what is needed; a tenth weighs as a power of ten.",
        low=0.0,
    )
    short_name_min_prominence: float = _prominence(
        0.68, "Prominence from which a short name alone is understood in a text that never has the full name."
    )
    unique_short_name_min_prominence: float = _prominence(
        0.45, "The same for a short name that nobody else bears and that is no listed word: Ivanishvili."
    )
    surname_organization_min_prominence: float = _prominence(
        0.6, "Prominence from which an organization is thought of before the persons who bear its name: Ford."
    )
    namesake_gap: float = _prominence(
        0.1, "Difference in prominence up to which another entity of the same name may be meant as well: Newport."
    )
    high_prominence: float = _prominence(
        0.85, "Prominence from which an entity is thought of before an accidental word: Seoul after two clitics."
    )
    stem_min_zipf: float = _zipf(
        4.6, "Frequency from which a short token left by clitics is one that people write often: Qatar, Egypt, Dubai."
    )
    possessive_max_letters: int = _count(
        4, "Letters up to which even a prominent name may be a word with a pronoun.", "letters"
    )

    # Boundaries

    letter_max_zipf: float = _zipf(
        5.5, "Frequency from which the name of a letter is a word of grammar instead: V is also 'in'."
    )
    child_min_excess: float = setting(
        0.55,
        "By how much less frequent a given name must be before the full name of another person, the father, or before a"
        " demonym that is a surname: Rania Farid Shawki, but not the beauty (جمال) of the Egyptian.",
        unit=_DECADES,
        low=0.0,
    )
    quoted_name_longest: int = _count(
        4, 'Tokens of the longest quotation after a head noun that is one name: شركة "برلين للحلول".', "tokens"
    )
    given_name_excess_adjective: float = setting(
        0.8,
        "By how much less frequent a given name must be before an adjective or a prominent place: a Lebanese deputy.",
        unit=_DECADES,
        low=0.0,
    )
    given_name_excess_prominent: float = setting(
        0.4, "The same before a name of high prominence: since the days of Putin.", unit=_DECADES, low=0.0
    )
    given_name_place_prominence: float = _prominence(
        0.6, "Prominence from which a place or an organization is prominent in that sense."
    )

    # Support by context

    head_noun_max_zipf: float = _zipf(
        4.6, "Frequency below which a word of a little known entity is its name after a head noun: the village of …."
    )
    trigger_prior: float = _prominence(
        0.25, "Prominence that a trigger of its type adds to a candidate: the president."
    )
    country_prior: float = _prominence(
        0.55, "Prominence that the name or demonym of its country near by adds: the Jordanian capital Amman."
    )
    home_min_prominence: float = _prominence(
        0.3, "Prominence from which a town near by counts as its country does: عمان beside الزرقاء is Amman."
    )
    country_reach: int = _count(
        6, "Tokens up to which the name of a country is near by: Tripoli, the second city of Lebanon.", "tokens"
    )
    topic_prior: float = _prominence(
        0.8,
        "Prominence that a word of sport near by adds to a club that is called like a city: Barcelona scored; enough"
        " for Rome.",
    )
    topic_reach: int = _count(
        8, "Tokens up to which a word that tells the topic is near by: most sentences are twice as long.", "tokens"
    )
    diacritics_prior: float = _prominence(
        0.5, "Prominence that diacritics which agree with those of a name add, and others take away: Oman and Amman."
    )

    # Coreference

    coreference_max_zipf: float = _zipf(
        5.4, "Frequency below which the last token of a full name stands for the person in the rest of the text."
    )
    coreference_given_name_max_zipf: float = _zipf(
        4.9, "The same for a last token that is also a given name: Ali may be anybody."
    )
    coreference_min_letters: int = _count(3, "Letters from which the last token of a full name may do so.", "letters")
    function_word_min_zipf: float = _zipf(
        6.0, "Frequency from which a token is a function word, and no short form even after a reporting verb."
    )
    title_reach: int = _count(
        4, "Tokens between a title and the name that bears it: minister of the economy Mikayil Jabbarov.", "tokens"
    )

    # Discovery of unknown names

    unknown_longest_name: int = _count(5, "Longest name that is not in the gazetteer.", "tokens")
    unknown_max_zipf: float = _zipf(
        3.6, "Frequency up to which a token after a head noun or a title belongs to a name, and is no adjective."
    )
    unknown_min_letters: int = _count(3, "Letters from which a token belongs to such a name.", "letters")
