"""Settings of the checks of records: from when on something is odd enough to be looked at."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class ChecksConfig:
    """Settings of `namelink.gazetteer.checks`."""

    near_km: float = setting(
        2.5, "Kilometres up to which two towns of one name and country are perhaps one.", unit="km", low=0.0
    )
    known_weight: float = setting(
        0.31,
        "Weight from which an entity is one that readers know: it should have a name in Arabic letters, and namesakes"
        " of it are looked for.",
        low=0.0,
        high=1.0,
    )
    decisive_weight_difference: float = setting(
        0.1, "Difference in weight that settles which of two namesakes is meant.", low=0.0, high=1.0
    )
    common_word_zipf: float = setting(
        3.6, "Zipf frequency above which a single word is too common a name for an entity of weight 0.", unit="Zipf"
    )
    common_word_zipf_per_weight: float = setting(
        2.4, "What a weight of 1 adds to that frequency: a prominent entity may have a commoner name.", unit="Zipf"
    )
    least_consonant_similarity: float = setting(
        0.6,
        "Share of consonants that the Arabic and a Latin name of a person have in common, in order, below which one of"
        " them is perhaps a slip.",
        low=0.0,
        high=1.0,
    )
