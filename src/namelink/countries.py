"""Countries: their ISO 3166-1 codes, and the names by which English and Arabic know them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping

from namelink import tables
from namelink.config import Limits
from namelink.lang import make_key


def country_codes(text: str) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of the countries that a text may stand for, sorted.

    Args:
        text: An alpha-2 or alpha-3 code in any case, or a name of a country in English or Arabic.

    Returns:
        One code; none where no country is known by the text, several where it is the name of several.

    >>> country_codes("kg"), country_codes("KGZ"), country_codes("قرغيزستان"), country_codes("Congo")
    (('KG',), ('KG',), ('KG',), ('CD', 'CG'))
    """
    written = text.strip()
    code = _by_code().get(written.upper()) if len(written) <= 3 else None
    if code is not None:
        return (code,)
    return tuple(sorted(_by_name().get(make_key(written), ()))) if len(written) <= Limits().longest_country_name else ()


def country_list() -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of all countries, sorted.

    >>> country_list()[:3]
    ('AD', 'AE', 'AF')
    """
    return tuple(sorted(set(_by_code().values())))


def nearest_country(text: str) -> tuple[str, str] | None:
    """Return the English name and the code of the country whose name is most like a text; None where none is like it.

    >>> nearest_country("Kyrgizstan"), nearest_country("Atlantis")
    (('Kyrgyzstan', 'KG'), None)
    """
    if len(text) > Limits().longest_country_name:
        return None
    from difflib import get_close_matches  # here, because most programs wait for it in vain

    found = get_close_matches(make_key(text), _by_name(), n=1, cutoff=Limits().min_suggestion_similarity)
    if not found:
        return None
    code = min(_by_name()[found[0]])
    return next(row["english"] for row in _rows() if row["alpha2"] == code).partition("|")[0], code


@functools.cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("namelink", "countries.tsv"))


@functools.cache
def _by_code() -> Mapping[str, str]:
    """Return the alpha-2 code of each code."""
    return {code: row["alpha2"] for row in _rows() for code in (row["alpha2"], row["alpha3"])}


@functools.cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """Return the alpha-2 codes of each folded name; two countries are called Congo."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows():
        for name in f"{row['english']}|{row['arabic']}".split("|"):
            found[make_key(name)].add(row["alpha2"])
    return {name: frozenset(codes) for name, codes in found.items()}
