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
