"""Bounds of what is taken in and of what is kept; none changes an answer below it."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class Limits:
    """Bounds of inputs and caches."""

    longest_query: int = setting(1000, "Code points, after folding, of the longest string that may be a name.", low=1)
    most_tokens: int = setting(40, "Tokens of the longest string that may be a name.", unit="tokens", low=1)
    cached_names: int = setting(1 << 14, "Analysed names that are kept.", unit="entries", low=1)
    cached_tokens: int = setting(
        1 << 17, "Analysed tokens that are kept, of names and of texts each.", unit="entries", low=1
    )
    cached_spans: int = setting(
        50_000, "Spans of texts whose candidates, and whose features, are kept by a resolver.", unit="entries", low=1
    )
    longest_cached: int = setting(200, "Characters of the longest name or token that is kept.", low=1)
