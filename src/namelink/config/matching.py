"""Settings of matching: which names are compared, and what counts how much."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class MatchingConfig:
    """Settings of `namelink.matching`."""

    threshold: float = setting(
        0.8, "Score from which an entity is taken to be meant where a call says nothing else.", low=0.0, high=1.0
    )
