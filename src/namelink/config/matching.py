"""Settings of matching: how candidates are generated, compared, scored and decided."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting

THRESHOLD = 0.8
"""The default of the setting, for signatures."""


@attrs.frozen(kw_only=True)
class MatchingConfig:
    """Settings of `namelink.matching`.

    Costs of letters come in two units, as the alignment has them: in natural logarithms, and in hundredths of one.
    """

    threshold: float = setting(
        THRESHOLD, "Score from which an entity is taken to be meant where a call says nothing else.", low=0.0, high=1.0
    )

    # Candidate generation: posting lists

    postings: int = setting(
        40_000,
        "Names that the phonetic keys of a query propose together, rare keys first, unless one key alone has more.",
        unit="names",
        low=1,
    )
    postings_per_key: int = setting(20_000, "Names that one phonetic key proposes at most.", unit="names", low=1)
    near_key_gain: float = setting(
        0.6, "Share of its IDF that a phonetic key one sound away from the query's counts.", low=0.01, high=1.0
    )
    far_key_gain: float = setting(0.4, "The same for a key two sounds away.", low=0.01, high=1.0)
    farther_key_gain: float = setting(0.2, "The same for a key three or more sounds away.", low=0.01, high=1.0)
    longest_far_key: int = setting(
        30,
        "Sounds of the longest phonetic key whose neighbours two or more sounds away are looked up: their number grows"
        " with the square of the sounds.",
        unit="sounds",
        low=1,
    )

    # Candidate generation: alignment of whole names

    aligned_names: int = setting(
        400, "Proposed names that are aligned with a short query, those that share most first.", unit="names", low=1
    )
    aligned_letters: int = setting(
        3_600, "Letters of the query times names that are aligned: a long query takes fewer.", unit="letters", low=1
    )
    min_aligned_names: int = setting(120, "Names that are aligned with a query of any length.", unit="names", low=1)
    longest_aligned: int = setting(
        60, "Letters of a name that are aligned; the rest is cut off.", unit="letters", low=1
    )
    far_letter_cost: int = setting(
        60,
        "Cost of a letter from which even the best name is so far that keys two or more sounds away are looked up too.",
        unit="nats / 100",
        low=0,
    )
    unlike_letter_cost: int = setting(
        300,
        "Cost of a letter of names that have nothing in common: the alignment counts no more.",
        unit="nats / 100",
        low=1,
    )
    alignment_gain: float = setting(
        2.0,
        "Value of a perfect alignment, where the shared keys of the name that shares most have the value 1.",
        low=0.0,
    )
    prominence_gain: float = setting(0.01, "Value of a weight of 1 beside those.", low=0.0)
    candidates_per_layer: int = setting(40, "Names of each layer that are candidates.", unit="names", low=1)
    max_cost_above_best: int = setting(
        900, "How much dearer than the best a candidate may be aligned as a whole.", unit="nats / 100", low=0
    )
    min_shared_gain: float = setting(
        0.6,
        "Share of the best candidate's shared keys from which one is kept however it is aligned: order and lost tokens"
        " make alignments dear.",
        low=0.0,
        high=1.0,
    )

    family_names: int = setting(
        300, "Names, of the most prominent entities, among which the bearers of a family name are looked for.", low=1
    )
    romanized_names: int = setting(
        300,
        "Arabic names of each layer, of the most prominent entities, among which a Latin word is looked for that"
        " romanizes them.",
        unit="names",
        low=1,
    )
    compared_romanizations: int = setting(
        4,
        "Names that a Latin word romanizes by a standard that are compared with it, the most prominent first: of"
        " namesakes prominence decides.",
        unit="names",
        low=0,
    )
    romanized_letters_alone: int = setting(
        7,
        "Letters from which one word without the marks of a standard may romanize the name of anything: shorter ones"
        " are words of other languages, too.",
        unit="letters",
        low=1,
    )
    min_phonetic_letters: int = setting(
        3, "Letters of a query from which names that sound like it are looked for: آل, ما sound like too many.", low=1
    )
    min_family_letters: int = setting(
        4, "Letters of a family name that stands for its bearers by itself: shorter ones are other words.", low=1
    )

    max_prominence_beside_family_name: float = setting(
        0.75,
        "Prominence of an entity with the key of a query from which nobody's family name is meant: no person could be"
        " so much better known that the family name alone would outweigh the whole name.",
        low=0.0,
        high=1.0,
    )

    # Candidates that are compared token by token

    compared_names: int = setting(12, "Candidates that are compared token by token.", unit="names", low=1)
    compared_names_per_entity: int = setting(2, "The same of one entity.", unit="names", low=1)
    max_letter_cost: float = setting(
        1.8,
        "Cost of a letter from which a candidate is not compared: none of these ever reached min_fit.",
        unit="nats",
        low=0.0,
    )
    min_fit: float = setting(0.005, "Fit below which a name is no candidate.", low=0.0, high=1.0)

    # Pairing of tokens

    unrelated_letter_cost: float = setting(
        2.2, "Cost of a letter from which two tokens are not paired.", unit="nats", low=0.0
    )
    min_remainder_log_odds: float = setting(
        -3.0,
        "Log-odds from which the only tokens left over of two names are paired, however dear their letters are.",
        unit="log-odds",
    )
    article_cost: float = setting(0.3, "Cost of an article that only one of two tokens has.", unit="nats", low=0.0)
    article_min_stem: int = setting(
        3, "Letters that must follow the letters of an article for them to be one.", unit="letters", low=1
    )
    joined_letter_cost: float = setting(
        0.9,
        "Cost of a letter up to which tokens written together are one token of the other name.",
        unit="nats",
        low=0.0,
    )
    joined_length_gap: float = setting(
        0.4,
        "Share of its letters by which the longer of two names may be longer where one writes all tokens together.",
        low=0.0,
        high=1.0,
    )

    # Weights of tokens by their role

    title_weight: float = setting(
        0.05, "Weight of a title, an honorific, a legal form, a particle: they tell next to no names apart.", low=0.0
    )
    head_noun_weight: float = setting(
        0.3, "Weight of what says what a thing is or does: شركة, للتجارة, City; below min_identity_weight.", low=0.0
    )
    link_weight: float = setting(
        0.25, "Weight of the half of a part that many names have: بن, عبد, الدين, أبو.", low=0.0
    )
    initial_weight: float = setting(0.3, "Weight of an initial, a nickname in brackets, a generation.", low=0.0)
    nickname_log_odds: float = setting(
        2.5, "Log-odds that a nickname stands for the name that it is a short form of: Bob, Robert.", unit="log-odds"
    )

    # Features

    max_token_log_odds: float = setting(
        8.0, "Bound of the log-odds of two tokens: no two are surer to be one, or two.", unit="log-odds", low=0.0
    )
    max_agreement: float = setting(
        4.0,
        "Bound of the log-odds of one pair of tokens of several: another may still speak against a match.",
        unit="log-odds",
        low=0.0,
    )
    max_other_tokens: float = setting(8.0, "Bound of the feature other_tokens.", unit="log-odds", low=0.0)
    contradiction: float = setting(
        4.0,
        "Log-odds against a match, of the weakest pair, that would cancel those of the other pairs.",
        unit="log-odds",
        low=0.1,
    )
    min_other_share: float = setting(
        0.5,
        "Share of the log-odds of the other pairs that counts however clearly the weakest contradicts.",
        low=0.0,
        high=1.0,
    )
    min_identity_weight: float = setting(
        0.5, "Weight of a token from which it tells one name from another: بن does not.", low=0.0, high=1.0
    )
    common_given_name_zipf: float = setting(
        4.5,
        "Frequency of a given name from which so many bear it that two of them are nobody's full name: محمد علي.",
        unit="Zipf",
        low=0.0,
    )
    common_name_share: float = setting(
        0.5,
        "Share of its log-odds that the agreement of such a given name counts: محمد is little evidence.",
        low=0.0,
        high=1.0,
    )
    shortest_acronym: int = setting(
        3, "Letters that an acronym has at least: two are the initials of too much.", unit="letters", low=1
    )
    slip_letters: int = setting(
        4, "Letters of a word from which one letter may be a slip of the pen: shorter ones are other words.", low=2
    )
    slip_letters_alone: int = setting(7, "The same for a word without another beside it: Minsk, Pinsk.", low=2)
    common_word_zipf: float = setting(
        4.0, "Frequency from which a word of a query is a common word.", unit="Zipf", low=0.0
    )
    min_romanized_log_odds: float = setting(
        -1.0,
        "Log-odds of two tokens from which one may be a standard romanization of the other: without its marks Umar is"
        " one of عامر too, but hardly ever meant so (-3.4); of those meant Dubayy, دبي has the least (-0.7).",
        unit="log-odds",
    )
    min_consonants: int = setting(
        5, "Consonants of a query from which sounding like a name is no accident.", unit="consonants", low=0
    )
    safe_clitic_letters: int = setting(
        7,
        "Letters of a name that no gazetteer attests from which a clitic before it is hardly ever its own first letter"
        " (وارثي).",
        unit="letters",
        low=0,
    )
    clitic_letter_risk: float = setting(2.2, "What each letter fewer adds to the feature clitic.", low=0.0)
    bilingual_score: float = setting(
        0.8, "Score from which two halves of a name in two scripts are spellings of one name.", low=0.0, high=1.0
    )

    max_prominence_beside_town: float = setting(
        0.3,
        "Prominence below which an entity of a name leaves room for a town that is listed with its head noun only:"
        " العين in Tunisia, and مدينة العين.",
        low=0.0,
        high=1.0,
    )
    region_km: float = setting(
        150.0,
        "Distance from a region or town up to which a place may lie in it where its record does not say: half the"
        " width of a large region.",
        unit="km",
        low=0.0,
    )
    near_km: float = setting(
        5.0,
        "Distance up to which a place lies where it is looked for: coordinates of a town differ by as much.",
        unit="km",
        low=0.001,
    )
    far_km: float = setting(
        1000.0, "Distance from which it does not matter any more how far away a place lies.", unit="km", low=1.0
    )

    near_birth_years: int = setting(
        1,
        "Years between two years of birth up to which they are hardly different: one that was converted from another"
        " calendar may be the year before or after.",
        unit="years",
        low=0,
    )

    # Decision

    prior_decades: float = setting(
        4.0,
        "Powers of ten by which an entity of weight 1 is likelier to be meant than a namesake of weight 0.",
        unit="decades",
        low=0.0,
    )
    fit_exponent: float = setting(
        2.0,
        "Exponent of the odds of the fit, by which entities share the score: above 1 the better fit takes more.",
        low=0.0,
    )
    diacritics_weight: float = setting(
        0.5,
        "What diacritics that agree with a name's own add to the weight of its entity, and others take away.",
        low=0.0,
    )
    unwanted_weight: float = setting(
        0.5,
        "What an entity of another type or country than the hint's loses of its weight where hints are soft: with four"
        " prior decades a factor of a hundred.",
        low=0.0,
    )
