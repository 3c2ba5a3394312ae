"""Bounds of inputs and caches; none changes an answer below it."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class Limits:
    """Bounds of inputs and caches."""

    longest_query: int = setting(
        1000, "Code points of the longest string that may be a name, as it is, folded, and in letters.", low=1
    )
    most_tokens: int = setting(40, "Tokens of the longest string that may be resolved.", unit="tokens", low=1)
    cached_names: int = setting(1 << 14, "Analysed names that are kept.", unit="entries", low=1)
    cached_tokens: int = setting(
        1 << 17, "Analysed tokens that are kept, of names and of texts each.", unit="entries", low=1
    )
    longest_cached: int = setting(200, "Characters of the longest name or token that is kept.", low=1)
    cached_token_pairs: int = setting(1 << 16, "Pairs of tokens whose log-odds are kept.", unit="entries", low=1)
    cached_alignments: int = setting(1 << 12, "Alignments of two tokens that are kept.", unit="entries", low=1)
    longest_cached_pair: int = setting(
        128, "Letters of the longest pair of tokens whose log-odds or alignment is kept.", unit="letters", low=1
    )
    pairs_at_once: int = setting(
        1 << 15, "Pairs of names that are compared together, and between two reports of progress.", unit="pairs", low=1
    )
    cells_at_once: int = setting(
        1 << 23,
        "Products of the letters of such pairs, added up, beyond which the next pairs are compared by themselves: their"
        " tables have one to six cells of four bytes for each.",
        unit="cells",
        low=1,
    )
    rows_at_once: int = setting(1 << 17, "Rows of tables that clustering works on together.", unit="rows", low=1)
