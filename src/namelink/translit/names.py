"""Parts of names that are known by themselves: given names, as Arabic writes them."""

from __future__ import annotations

import functools

from namelink.text import tables
from namelink.text.tokens import Key, make_key


@functools.cache
def given_names() -> frozenset[Key]:
    """Return the keys of given names of one word, Arab and foreign.

    >>> make_key("كلير") in given_names(), make_key("محمد") in given_names(), make_key("قطر") in given_names()
    (True, True, False)
    """
    arab = {row["arabic"] for row in tables.rows("namelink.translit", "arab_names.tsv") if row["kind"] != "surname"}
    foreign = {row["arabic"] for row in tables.rows("namelink.translit", "foreign_names.tsv")}
    return frozenset(key for key in map(make_key, arab | foreign) if " " not in key)
