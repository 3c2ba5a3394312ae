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
    most_tokens: int = setting(40, "Tokens of the longest string that may be a name.", unit="tokens", low=1)
    cached_names: int = setting(1 << 14, "Analysed names that are kept.", unit="entries", low=1)
    cached_tokens: int = setting(
        1 << 17, "Analysed tokens that are kept, of names and of texts each.", unit="entries", low=1
    )
    cached_spans: int = setting(
        50_000, "Spans of texts whose candidates, and whose features, are kept by a resolver.", unit="entries", low=1
    )
    longest_cached: int = setting(200, "Characters of the longest name or token that is kept.", low=1)
    cached_tokens_of_build: int = setting(
        1 << 19, "Analysed tokens that each process of a build keeps.", unit="entries", low=1
    )
    shortest_blocking_key: int = setting(
        2,
        "Consonants of the shortest phonetic key that blocks tables of pairs, unless a name has only shorter ones.",
        low=1,
    )
    cached_overlays: int = setting(
        4, "Overlays whose linkers a resolver keeps, those used last.", unit="gazetteers", low=1
    )
    texts_at_once: int = setting(32, "Texts, or names, that are sent to another process together.", unit="texts", low=1)
    default_weight: float = setting(
        0.5,
        "Prominence of a record that states none: that of a name its reader knows, which is found in texts though it be"
        " a common word too.",
        low=0.0,
        high=1.0,
    )
    imported_weight: float = setting(
        0.3,
        "Prominence of a record of a large source that states none: most of its names are little known.",
        low=0.0,
        high=1.0,
    )
    longest_record_name: int = setting(500, "Code points of the longest name of a record, as it is and folded.", low=1)
    longest_country_name: int = setting(
        100, "Code points of the longest text that may be the name of a country.", low=1
    )
    min_suggestion_similarity: float = setting(
        0.7,
        "Similarity (difflib's ratio) from which a known name is suggested in place of an unknown one.",
        low=0.0,
        high=1.0,
    )
    cached_token_pairs: int = setting(1 << 16, "Pairs of tokens whose log-odds are kept.", unit="entries", low=1)
    longest_cached_pair: int = setting(
        128,
        "Letters of the longest pair of tokens that is one of the many whose log-odds are kept.",
        unit="letters",
        low=1,
    )
    cached_long_pairs: int = setting(
        256,
        "Longer pairs of tokens whose log-odds are kept, so that two names that are compared align each pair once.",
        unit="entries",
        low=1,
    )
    pairs_at_once: int = setting(
        1 << 15, "Pairs of names that are compared between two reports of progress.", unit="pairs", low=1
    )
    rows_at_once: int = setting(1 << 17, "Rows of tables that clustering works on together.", unit="rows", low=1)

    # An index: how it is built, opened and read.
    shard_bytes: int = setting(
        8 << 20,
        "Bytes of records that are analysed at a time when an index is built; more need more memory.",
        unit="bytes",
        low=1,
    )
    parallel_build_bytes: int = setting(
        32 << 20,
        "Bytes of records from which a build uses all processors unless it is told how many: fewer records take less"
        " time than starting the processes.",
        unit="bytes",
        low=0,
    )
    blocks_in_memory: int = setting(
        1 << 13, "Blocks of records that are in memory at a time while an index is written.", unit="blocks", low=1
    )
    buffer_bytes: int = setting(1 << 16, "Bytes that are read of a file at once.", unit="bytes", low=1)
    abandoned_seconds: float = setting(
        60.0,
        "Seconds after which the folder of a build that holds no lock is taken for that of a killed one; until then its"
        " writer may have only just made it.",
        unit="seconds",
        low=0.0,
    )
    checked_bytes: int = setting(
        64 << 20,
        "Bytes of an index that are compared with their checksums whenever it is opened, about 10 ms' work: all of one"
        " that has no more, and of a larger one pieces that are spread evenly. Its tries, which native code reads, are"
        " compared whole, and come on top.",
        unit="bytes",
        low=0,
    )
    checked_record_bytes: int = setting(
        4 << 20,
        "Bytes of records up to which they are compared with their checksums when an index is opened; of more, each"
        " block is compared when it is read.",
        unit="bytes",
        low=0,
    )
    cached_records: int = setting(
        1 << 13, "Records of an index that are kept, and as many entities.", unit="entries", low=1
    )
    cached_blocks: int = setting(64, "Decompressed blocks of records that an index keeps.", unit="blocks", low=1)
    most_names_with_prefix: int = setting(
        20_000,
        "Names of a layer that are seen of those that begin with one prefix, such as a letter.",
        unit="names",
        low=1,
    )

    # Importers: what a source may hold.
    longest_line_bytes: int = setting(
        16 << 20, "Bytes of the longest line of a source: several times the longest of Wikidata's.", unit="bytes", low=1
    )
    always_unpacked_bytes: int = setting(
        64 << 20, "Bytes to which a packed file may unpack, however small it is.", unit="bytes", low=1
    )
    most_unpacked_ratio: int = setting(
        200, "Bytes to which a larger one may unpack for each of its own; dumps of records unpack to 10 to 30.", low=1
    )
    most_listed_rejects: int = setting(
        1_000_000, "Rejects that a table of them lists; those that follow are only counted.", unit="entries", low=0
    )
    most_lines_of_row: int = setting(
        100, "Lines that a row of a table may run over, where a quoted cell holds line ends.", unit="lines", low=1
    )
    most_names_of_record: int = setting(2000, "Names that an imported record may have.", unit="names", low=1)
    bytes_of_guess: int = setting(1 << 14, "Bytes of a table by which its encoding is told.", unit="bytes", low=1)
    lines_of_guess: int = setting(
        50, "Lines of a table by which it is told what stands between its columns.", unit="lines", low=1
    )
    most_listed: int = setting(
        5, "Entries of a long list that a message of an import names: classes, headings.", unit="entries", low=1
    )
    scratch_cache_kib: int = setting(
        32 << 10,
        "Kibibytes of partial records that SQLite may hold in memory while they are sorted.",
        unit="KiB",
        low=1,
    )
