"""Settings of linking: which spans of a text are looked at, and what counts how much."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class LinkingConfig:
    """Settings of `namelink.linking`. Frequencies are on the Zipf scale, weights on that of `Entity.weight`."""

    longest_name: int = setting(12, "Tokens of the longest span that may be a name.", unit="tokens", low=1)
