"""Settings of clustering: which pairs of a list are compared, and how groups are made."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class ClusteringConfig:
    """Settings of `namelink.clustering`."""

    largest_block: int = setting(
        10,
        "Names of a block that are compared each with each while another token could part them.",
        unit="names",
        low=2,
    )
    neighbours: int = setting(
        60, "Names that each is compared with in a block that no other token parts.", unit="names", low=2
    )
    aligned_letters: int = setting(
        2_000_000,
        "Letters of a name times those of another, of all that it is compared with together: a name of 40 letters is"
        " compared with 1,250 others, one of 1,000 with two.",
        unit="letters by letters",
        low=1,
    )
    tokens: int = setting(6, "Tokens of a name, the first ones, that make blocks.", unit="tokens", low=1, high=60)
    common_keys: int = setting(
        16, "Keys of a name in large blocks, the rarest ones, that are combined.", unit="keys", low=1
    )
    min_phonetic_similarity: float = setting(
        0.75, "Mean similarity of the phonetic keys of two names from which they are compared.", low=0.0, high=1.0
    )
    complete_group: int = setting(
        20,
        "Names of a connected component up to which each is compared with each before they are grouped.",
        unit="names",
        low=2,
    )
    max_log_odds: float = setting(
        6.0,
        "Bound of the log-odds of a pair: one pair that is surely two names does not outweigh ten.",
        unit="log-odds",
        low=0.1,
    )
