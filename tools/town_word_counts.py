"""Counts how the words of names of towns in Arab countries are spelt by region (lang/ar/data/town_word_counts.tsv).

    python tools/town_word_counts.py

The towns are those of Who's On First in Arab countries, see tools/whosonfirst.py: most are villages, which the
gazetteer does not have. The words of each Latin name are aligned with the parts of the Arabic one, as those of people
are (tools/name_part_counts.py). Words are listed that neither the tables of names nor people have, where two places
have them, or one that has a number of inhabitants or is an administrative unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import name_part_counts
import whosonfirst
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.name_part_counts import name_part_counts as counts_of_people
from namelink.lang.ar.name_parts import ANYWHERE
from namelink.phonetics.latin import without_marks
from namelink.transliteration.composition import is_name_part

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "src" / "namelink" / "lang" / "ar" / "data" / "town_word_counts.tsv"

UNITS = frozenset({"county", "region", "localadmin"})
"""Placetypes of administrative units."""

SIGNS = re.compile("[`'ʿʾʻʼ‘’´]")
ASSIMILATED = re.compile("^[AE][dlnrstz]h?[ -](?=[A-Z])")
LATIN_NAME = re.compile("[A-Za-z -]+")

HEADER = """\
# How often places of Arab countries spell a word of their names so, by region: tools/town_word_counts.py writes it.
arabic	region	spellings
"""


def latin_name(place: whosonfirst.Place) -> str:
    """Return the name of a place in Latin letters without marks and signs, or an empty string."""
    name = SIGNS.sub("", without_marks(place.latin[0]))
    return name if LATIN_NAME.fullmatch(name) else ""


def spelt_words(place: whosonfirst.Place) -> Iterator[tuple[str, str]]:
    """Yield the words of the names of a place by their keys, each with its spelling."""
    latin = latin_name(place)
    for arabic in place.arabic if latin else ():
        for part, text in name_part_counts.spelt_parts(arabic, latin) or ():
            for key, spelling in name_part_counts.counted(part, text):
                if " " not in key:
                    yield key, ASSIMILATED.sub("al-", spelling) if key.startswith(ARTICLE) else spelling


def count(places: list[whosonfirst.Place]) -> Counter[tuple[str, str, str]]:
    """Return how often each listed word is spelt so in each region."""
    found: Counter[tuple[str, str, str]] = Counter()
    known: Counter[str] = Counter()
    for place in places:
        for key, spelling in spelt_words(place):
            found[key, name_part_counts.REGIONS[place.country], spelling] += 1
            known[key] += 2 if place.population or place.placetype in UNITS else 1
    listed = {key for key, number in known.items() if number > 1 and not _is_known(key)}
    return Counter({row: number for row, number in found.items() if row[0] in listed})


def _is_known(key: str) -> bool:
    return is_name_part(key) or bool(counts_of_people().spellings(key, ANYWHERE))


def towns() -> list[whosonfirst.Place]:
    """Return the places of Arab countries."""
    source = ROOT / whosonfirst.SOURCE
    return [place for place in whosonfirst.places(source) if place.country in name_part_counts.REGIONS]


def main() -> None:
    """Write the table."""
    COUNTS.write_text(name_part_counts.table(HEADER, count(towns())), encoding="utf-8")


if __name__ == "__main__":
    main()
