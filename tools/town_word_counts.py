"""Counts how the words of names of towns in Arab countries are spelt by region (lang/ar/data/town_word_counts.tsv).

    python tools/town_word_counts.py

The towns are those of Who's On First in Arab countries, see tools/whosonfirst.py: most are villages, which the
gazetteer does not have. The words of each Latin name are aligned with the parts of the Arabic one, as those of people
are (tools/name_part_counts.py), and must be read by its letters. Words are listed that neither the tables of names nor
people have, where two places have them, or one that has a number of inhabitants or is an administrative unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import name_part_counts
import whosonfirst
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.latin_readings import reads
from namelink.lang.ar.name_part_counts import name_part_counts as counts_of_people
from namelink.lang.ar.name_parts import ANYWHERE
from namelink.lang.ar.vocalization import TA_MARBUTA
from namelink.phonetics.latin import without_marks
from namelink.transliteration.composition import is_name_part

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "src" / "namelink" / "lang" / "ar" / "data" / "town_word_counts.tsv"

UNITS = frozenset({"county", "region", "localadmin"})
"""Placetypes of administrative units."""

SIGNS = re.compile("[`'ʿʾʻʼ‘’´]")
ASSIMILATED = re.compile("^[AE][dlnrstz]h?[ -](?=[A-Z])")
LATIN_NAME = re.compile("[A-Za-z -]+")

WEAK = frozenset("اويهةء")
"""Letters, folded, that may write a vowel or the end of a feminine."""

MOST_CONSONANTS = 3
"""Latin consonants that a letter is read as at most."""

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
                    yield key, _with_article(key, spelling, name_part_counts.REGIONS[place.country])


def _with_article(key: str, spelling: str, region: str) -> str:
    """Return the spelling of a word with its article as news has it: the Maghreb alone leaves it out by rule."""
    if not key.startswith(ARTICLE):
        return spelling
    found = ASSIMILATED.sub("al-", spelling)
    return found if region == "maghreb" or found.startswith(("al-", "el-")) else f"al-{found}"


def is_read(key: str, spelling: str) -> bool:
    """Whether a spelling has the consonants that the letters of a word are read as: Sharjah has none of الشارقة.

    >>> is_read("الشارقه", "al-Shariqah"), is_read("الشارقه", "Sharqa"), is_read("الشارقه", "Sharjah")
    (True, True, False)
    """
    word = key.removeprefix(ARTICLE)
    latin = re.sub("[^a-z]|[aeiou]", "", spelling.removeprefix("al-").lower())
    chars = ["", *word, ""]
    ends = {0, int(latin.startswith("l"))}  # Laghouat has a letter of an article
    for before, letter, after in zip(chars, chars[1:], chars[2:], strict=False):
        written = letter + (TA_MARBUTA if letter == "ه" and not after else "")
        ends = {
            end + length
            for end in ends
            for length in range(MOST_CONSONANTS + 1)
            if any(
                end + length <= len(latin) and _spells(char, before, after, latin[end : end + length])
                for char in written
            )
        }
    return len(latin) in ends


def _spells(letter: str, before: str, after: str, consonants: str) -> bool:
    return (not consonants and letter in WEAK) or reads(letter, before, after, consonants)


def count(places: list[whosonfirst.Place]) -> Counter[tuple[str, str, str]]:
    """Return how often each listed word is spelt so in each region."""
    found: Counter[tuple[str, str, str]] = Counter()
    known: Counter[str] = Counter()
    for place in places:
        for key, spelling in spelt_words(place):
            if not is_read(key, spelling):
                continue
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
