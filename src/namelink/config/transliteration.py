"""Settings of transliteration: how tables, models and the gazetteer share the probability of a spelling."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class TransliterationConfig:
    """Settings of `namelink.transliteration`. Probabilities and shares are from 0 to 1."""

    # Inputs and caches
    longest_text: int = setting(
        2000,
        "Characters of the longest text whose parts are spelt together; a longer one is no name, and is spelt piece by"
        " piece, each as it is likeliest.",
        unit="characters",
        low=1,
    )
    longest_word: int = setting(
        40,
        "Characters of the longest word that models spell, diacritics counted; a longer one is mapped or kept.",
        unit="characters",
        low=1,
    )
    longest_cached: int = setting(
        200, "Characters of the longest text that is looked up in the gazetteer and cached.", unit="characters", low=1
    )
    cached_texts: int = setting(1 << 16, "Texts whose spellings are cached, in each direction.", unit="entries", low=1)
    cached_parts: int = setting(
        1 << 14,
        "Parts of names whose spellings in one region are cached; names share most of theirs, and new ones are spelt"
        " twice as fast.",
        unit="entries",
        low=1,
    )

    # Search
    most_spellings: int = setting(
        12, "Spellings of a part, and of a whole, that are kept while a name is composed.", unit="spellings", low=1
    )
    beam_width: int = setting(
        24,
        "Hypotheses of the transducer that are kept after each letter; 40 gain 2 % of the names in ten, at half the"
        " speed.",
        unit="hypotheses",
        low=1,
    )
    pruning_threshold: float = setting(
        6.0,
        "Log-probability below the best hypothesis from which one is dropped; a fifth faster than without it.",
        unit="nats",
        low=0.0,
    )

    # Latin letters
    usual_share: float = setting(
        0.75,
        "Probability of the usual spelling of an attested part of a name; its other spellings share the rest.",
        low=0.0,
        high=1.0,
    )
    rank_offset: float = setting(
        1.5,
        "Offset of the ranks by which those others share it: the weight of each is 1 / (rank + offset), rank from 0.",
        low=0.0,
    )
    attested_share: float = setting(
        0.9,
        "Probability of the attested spellings of a given name in a name that is not Arab; the model has the rest.",
        low=0.0,
        high=1.0,
    )
    region_likelihood_ratio: float = setting(
        8.0, "How much likelier a region becomes by a part of the name that is known from it alone.", low=1.0
    )
    region_evidence_share: float = setting(
        0.85,
        "Exponent of the number of times as often people of a region bear a part as all do: below 1, for the parts of a"
        " name are no independent witnesses. By 0.6, 13 of 1,431 people fewer come first.",
        low=0.0,
        high=1.0,
    )
    region_evidence_smoothing: float = setting(
        1.0, "People of all regions that are added to those who bear a part.", unit="people", low=0.0
    )
    least_region_share: float = setting(
        0.04,
        "Probability below which a region is not considered: each costs a spelling of the whole name.",
        low=0.0,
        high=0.1,
    )
    counted_weight: float = setting(
        0.1,
        "Weight, beside that of its rank, of each time that a person bears another spelling than the usual one in the"
        " region. The usual one stays: the less known a person is, the more is the spelling a choice"
        " of their own.",
        low=0.0,
    )
    unlisted_weight: float = setting(
        4.0,
        "Times counted that the model's spellings of a part count as much as, where no table lists it and people"
        " bear it.",
        low=0.0,
    )
    town_weight: float = setting(
        1.0,
        "The same for a word that places of Arab countries have, and no people, in a name that does not begin as a"
        " person's does.",
        low=0.0,
    )
    prior_anywhere: float = setting(0.35, "Weight of no region in particular for a name without a hint.", low=0.0)
    prior_egypt: float = setting(0.16, "Weight of Egypt for a name without a hint.", low=0.0)
    prior_maghreb: float = setting(0.12, "Weight of the Maghreb for a name without a hint.", low=0.0)
    prior_levant: float = setting(0.12, "Weight of the Levant for a name without a hint.", low=0.0)
    prior_gulf: float = setting(0.12, "Weight of the Gulf for a name without a hint.", low=0.0)
    prior_horn: float = setting(0.04, "Weight of the Horn of Africa for a name without a hint.", low=0.0)
    prior_iraq: float = setting(0.04, "Weight of Iraq for a name without a hint.", low=0.0)
    prior_sudan: float = setting(0.04, "Weight of Sudan for a name without a hint.", low=0.0)

    # Vowels
    listed_vowels_share: float = setting(
        0.9,
        "Probability of the vocalised spellings of a word that the table of these has, where it has several.",
        low=0.0,
        high=1.0,
    )

    # Arabic letters
    longest_latin_part: int = setting(
        4, "Latin words of the longest attested part of a name: Abd el Rahman is three.", unit="words", low=1
    )
    attested_arabic_share: float = setting(
        0.85,
        "Probability of the attested Arabic spellings of a word in a name that is not Arab; the model has the rest.",
        low=0.0,
        high=1.0,
    )
    usual_weight: float = setting(
        4.0,
        "Weight of a name for a Latin spelling that is its usual one, among all names with this spelling; 1 for any"
        " other attested spelling.",
        low=0.0,
    )
    regional_weight: float = setting(2.0, "The same for a spelling that is usual in a region.", low=0.0)

    # Gazetteer
    gazetteer_share: float = setting(
        0.9, "Probability of the spelling that the gazetteer attests; all others share the rest.", low=0.0, high=1.0
    )
    least_similarity: float = setting(
        0.5,
        "Score of `compare` from which an entity's name is a spelling of the text, and not a translation.",
        low=0.0,
        high=1.0,
    )
    least_sound: float = setting(
        0.5,
        "Share of sounds that two texts have in common from which one is a spelling of the other: المتحدة and United"
        " mean the same, and so score alike.",
        low=0.0,
        high=1.0,
    )
    single_name_prominence: float = setting(
        0.5, "Prominence from which an entity is taken for a name of one word, which many may bear.", low=0.0, high=1.0
    )
    most_reading_cost: int = setting(
        190,
        "Cost of an alignment for each Latin letter up to which a known name reads as the text does, whatever `compare`"
        " says of it: of towns whose names are spellings nineteen in twenty cost less, and of exonyms (Cairo) none.",
        unit="hundredths of a natural logarithm",
        low=0,
    )
    single_place_prominence: float = setting(
        0.3,
        "Prominence from which a place outside the Arab countries is taken for a name of one word that no table of"
        " people's names has, or for one of several that these have; the Arabic name of one within is its own.",
        low=0.0,
        high=1.0,
    )
    single_short_prominence: float = setting(
        0.8, "The same where the word is only a short form of the entity's name.", low=0.0, high=1.0
    )

    @property
    def region_priors(self) -> Mapping[str, float]:
        """The weight of each region for a name without a hint."""
        return {
            "anywhere": self.prior_anywhere,
            "egypt": self.prior_egypt,
            "maghreb": self.prior_maghreb,
            "levant": self.prior_levant,
            "gulf": self.prior_gulf,
            "horn": self.prior_horn,
            "iraq": self.prior_iraq,
            "sudan": self.prior_sudan,
        }
