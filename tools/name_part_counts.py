"""Counts how the parts of Arab names are spelt by region (lang/ar/data/name_part_counts.tsv).

    python tools/name_part_counts.py [--cut names.sqlite3]

The names are those of people of Arab states: of the default gazetteer, and the labels and aliases of Wikidata (CC0) in
data/gazetteer/sources/arab_people.tsv.gz, which --cut writes from the index of the package arabic-name-romanizer 0.2.0
(MIT). The 600 weightiest people of the gazetteer are left out, and whoever is called alike: with these
benchmarks/transliteration.py measures how well names are spelt. The words of each Latin name are aligned with those
parts of the Arabic one that read so, and the name is left out where a part does not. A label counts 2, another name 1,
and what belongs to a particle counts by itself too: Salman, of bin Salman.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from namelink.lang import without_article
from namelink.lang.ar.compounds import SERVANT
from namelink.lang.ar.name_structure import Part, parse
from namelink.lang.ar.particles import Position
from namelink.matching import alignment
from namelink.names import analyzer
from namelink.phonetics.latin import plain_latin, without_marks
from namelink.spelling import SHORTEST_STEM
from namelink.text.folding import fold
from namelink.transliteration.composition import split_name
from namelink.transliteration.name_style import ARTICLE_START

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ROOT / "data" / "gazetteer" / "people.jsonl"
LABELS = ROOT / "data" / "gazetteer" / "sources" / "arab_people.tsv.gz"
COUNTS = ROOT / "src" / "namelink" / "lang" / "ar" / "data" / "name_part_counts.tsv"

MEASURED = 600
"""People by weight, with whom the spelling of names is measured."""

COUNTRIES = {
    "anywhere": "LY",
    "egypt": "EG",
    "gulf": "AE BH KW OM QA SA YE",
    "horn": "SO DJ KM",
    "iraq": "IQ",
    "levant": "JO LB PS SY",
    "maghreb": "DZ MA MR TN",
    "sudan": "SD",
}
REGIONS = {country: region for region, countries in COUNTRIES.items() for country in countries.split()}

MOST_COST, COST_OFFSET = 130, 300
"""Cost of an alignment up to which words spell a part, in hundredths of a nat: for each Latin letter, and beside these.

Of a short name one odd letter costs much: عمر, منى, أسامة. Of 60 names read that the second number lets in, three were
those of somebody else.
"""

MOST_WORDS = 3
"""Latin words that spell a part at most."""

HEADER = """\
# How often people spell a part of an Arab name so, by region: tools/name_part_counts.py writes it.
arabic	region	spellings
"""

LABEL, ALIAS = 2, 1
"""What a name counts."""

Record = Mapping[str, Any]


@attrs.frozen
class Person:
    """A name of a person of an Arab state in Arabic and in Latin letters, and what it counts."""

    arabic: str
    latin: str
    country: str
    weight: int


def gazetteer_people() -> list[Record]:
    """Return the people of Arab states of the gazetteer, the weightiest first."""
    records = [json.loads(line) for line in PEOPLE.read_text(encoding="utf-8").splitlines()]
    arab = [r for r in records if r.get("country") in REGIONS and _latin(r) and _arabic(r)]
    return sorted(arab, key=lambda r: (-r.get("weight", 0.0), r["id"]))


def counted_people(left_out: Sequence[Record]) -> list[Person]:
    """Return the people that are counted: not those left out, nor who is called like one of them."""
    everyone = gazetteer_people()
    ids = {record["id"] for record in left_out}
    found = [person for record in everyone if record["id"] not in ids for person in _people(record)]
    known = {(fold(person.arabic), person.country) for person in found}
    with gzip.open(LABELS, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        labels = [Person(arabic, latin, country, int(weight)) for arabic, latin, country, weight in rows]
    found += [person for person in labels if (person.arabic, person.country) not in known]
    alike = _Namesakes(left_out)
    return [person for person in found if _is_plain(person.latin) and not alike.have(person)]


def _people(record: Record) -> Iterator[Person]:
    for place, latin in enumerate(_latin(record)):
        yield Person(_arabic(record)[0], latin, record["country"], ALIAS if place else LABEL)


class _Namesakes:
    """Who is called like one of some people: in Arabic or in Latin letters, or by all their names in their country."""

    def __init__(self, people: Sequence[Record]) -> None:
        names = [(record["country"], name) for record in people for name in record["names"]]
        arabic = [(country, fold(name["text"])) for country, name in names if name["lang"] == "ar"]
        self._names = {name for _, name in arabic} | {_plain(name["text"]) for _, name in names}
        self._words = [(country, set(name.split())) for country, name in arabic if " " in name]

    def have(self, person: Person) -> bool:
        if {person.arabic, fold(person.arabic), _plain(person.latin)} & self._names:
            return True
        words = set(fold(person.arabic).split())
        return any(country == person.country and name <= words for country, name in self._words)


def _plain(latin: str) -> str:
    return re.sub("[^a-z ]", "", plain_latin(latin).lower().replace("-", " "))


def _arabic(record: Record) -> list[str]:
    return [name["text"] for name in record["names"] if name["lang"] == "ar" and "kind" not in name]


def _latin(record: Record) -> list[str]:
    return [
        n["text"]
        for n in record["names"]
        if n["lang"] in ("en", "und-Latn") and "kind" not in n and _is_plain(n["text"])
    ]


def spelt_parts(arabic: str, latin: str) -> list[tuple[Part, str]] | None:
    """Return the parts of an Arabic name, each with the words of the Latin name that spell it, or None."""
    parts, words = parse(split_name(arabic)), latin.split()
    ways: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for part in parts:
        after: dict[int, tuple[int, list[str]]] = {}
        for start, (cost, found) in ways.items():
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                text = " ".join(words[start:end])
                own = _cost(part, text)
                if own is not None and (end not in after or cost + own < after[end][0]):
                    after[end] = cost + own, [*found, text]
        ways = after
    return list(zip(parts, ways[len(words)][1], strict=True)) if len(words) in ways else None


def _cost(part: Part, text: str) -> int | None:
    """Return the cost of a spelling of a part, None where it is none."""
    arabic, latin = _letters(" ".join(word.text for word in part.words)), _letters(text)
    cost = alignment.cost(arabic, latin)
    return cost if latin and cost <= MOST_COST * len(latin) + COST_OFFSET else None


def _letters(text: str) -> str:
    """Return the letters of words without articles, which Latin spellings write or leave out."""
    return "".join(without_article(letters, SHORTEST_STEM) for letters in analyzer().name(text).letters)


def _is_plain(latin: str) -> bool:
    """Whether a name has no mark of a standard romanization."""
    return not set(unicodedata.normalize("NFD", latin)) & set("\u0304\u0323\u0331ʿʾʻʼ‘’`")


def _in_news(part: Part, text: str) -> str:
    """Return a spelling with its article, and the hyphens of its compound, as news has them."""
    if " " in part.key:
        return re.sub(r"(?<=Abd[eu]l)-", " ", text)
    return ARTICLE_START.sub(lambda match: match[0].lower().replace(" ", "-"), text, count=1)


def counted(part: Part, text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that a part counts for, each with its spelling: the part, and what belongs to its particle."""
    if text[0].isupper() or ARTICLE_START.match(text):
        yield part.key, _in_news(part, without_marks(text))
    if part.host is None or part.particle == SERVANT or len(part.host.words) == len(part.words) > 1:
        return
    if part.particle in (Position.ARTICLE, Position.REGNAL):
        rest = ARTICLE_START.sub("", text)
    else:
        rest = text.partition(" ")[2]
    if rest:
        yield from counted(part.host, rest)


def count(people: Iterable[Person]) -> Counter[tuple[str, str, str]]:
    """Return how often each part is spelt so in each region."""
    found: Counter[tuple[str, str, str]] = Counter()
    for person in people:
        for part, text in spelt_parts(person.arabic, person.latin) or ():
            for key, spelling in counted(part, text):
                found[key, REGIONS[person.country], spelling] += person.weight
    return found


def table(header: str, counts: Counter[tuple[str, str, str]]) -> str:
    """Return a table: a row for each part and region, its spellings with their counts, the most frequent first."""
    rows: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for (key, region, text), number in counts.items():
        rows.setdefault((key, region), []).append((-number, text))
    lines = (
        f"{key}\t{region}\t" + ";".join(f"{text}={-number}" for number, text in sorted(found)) + "\n"
        for (key, region), found in sorted(rows.items())
    )
    return header + "".join(lines)


def people_table() -> str:
    """Return the table of the parts of names of people."""
    return table(HEADER, count(counted_people(gazetteer_people()[:MEASURED])))


def cut(index: Path) -> None:
    """Write the names of people of Arab states that an index of arabic-name-romanizer has from Wikidata."""
    query = "SELECT arabic_key, latin, country, latin_lang FROM full_names WHERE source = 'wikidata'"
    with sqlite3.connect(index) as connection:
        rows = connection.execute(query).fetchall()
    kinds = {"en": LABEL, "alias": ALIAS}
    kept = {(a, latin, c, kinds[kind]) for a, latin, c, kind in rows if c in REGIONS and kind in kinds}
    text = "".join(f"{a}\t{latin}\t{c}\t{weight}\n" for a, latin, c, weight in sorted(kept))
    LABELS.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cut", type=Path, metavar="INDEX")
    arguments = parser.parse_args()
    if arguments.cut:
        cut(arguments.cut)
    COUNTS.write_text(people_table(), encoding="utf-8")


if __name__ == "__main__":
    main()
